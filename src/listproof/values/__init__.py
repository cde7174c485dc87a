"""Values: what to ask, chosen from a contract and from records that are known."""

from listproof.values.boundary_values import beyond, sizes, within

__all__ = ["beyond", "sizes", "within"]
