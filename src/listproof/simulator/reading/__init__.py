"""From a raw request to a typed query: what was sent for each parameter and for the order, and of what type it is."""
