"""From a law and a subject to a verdict: tried, confirmed, and told apart from what spoils every answer."""
