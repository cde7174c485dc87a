"""A page's description written as a contract: OpenAPI with its sources, and the first guesses of `x-listing`."""
