"""A server made from a contract: one legal reading of it, with real pages, filters, order, bounds and errors."""
