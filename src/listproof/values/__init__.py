"""Values: what to ask, chosen from a contract and from records that are known."""

from listproof.values.boundary_values import beyond, mandatory, sizes, within

__all__ = ["beyond", "mandatory", "sizes", "within"]
