"""A document against a contract: the facts of both, what differs, how much that matters, and how it is told."""
