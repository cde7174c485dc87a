"""What the laws are worth: they are run against servers that are known to lie, and against servers that only differ."""
