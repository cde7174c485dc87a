"""A part of a whole number where a whole one stands: asked of several such parameters at once, and of one alone that may be to blame."""

from __future__ import annotations

from listproof.evidence import Reply
from listproof.laws.context.listing import Listing
from listproof.values.boundary_values import fraction

__all__ = ["asked_for_a_part"]


def asked_for_a_part(listing: Listing, subject: str) -> tuple[float, Reply] | None:
    """A fraction and what a parameter of whole numbers came to with it; None where it takes fractions, or all were refused at once.

    Where a word is no number to a service either, it reads whole numbers and stops at the first that is none. One that takes words is
    asked for each alone. What stands in an expression is read by another reader than what stands in the query itself.
    """
    parameter = listing.contract.parameter(subject)
    value = fraction(parameter)
    if value is None:
        return None
    alike = (one for one in listing.contract.query_parameters if (one.spelling is None) == (parameter.spelling is None))
    parts = {one.name: part for one in alike if (part := fraction(one)) is not None}
    together = next(group for group in listing.values.askable(parts) if subject in group)
    reply = listing.ask_normalised(together)
    if reply.good or len(together) == 1:
        return value, reply
    if reply.refused and listing.ask_normalised({subject: "abc"}).refused:
        return None
    return value, listing.ask_normalised({subject: value})
