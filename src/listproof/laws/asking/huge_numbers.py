"""Asking for a number that no program holds, of several filters in one question where that is answered."""

from __future__ import annotations

from typing import Any

from listproof.evidence import Reply
from listproof.laws.context.listing import Listing
from listproof.laws.families import FAMILIES

__all__ = ["HUGE", "asked_beside_others"]

HUGE = 10**30
"""A number of thirty-one digits."""


def asked_beside_others(listing: Listing, subject: str, value: Any) -> Reply:
    """The answer to a value that is none of a parameter's; for a huge one that beside those of all filters by numbers which no other law
    asks for one, where it is good: none of them breaks at it then. Of a lower end it is asked to see that it keeps nothing."""
    contract = listing.contract
    alone = {str(name) for name in FAMILIES["free filter"](contract) if listing.values.is_lower_end(str(name))}
    numbers = [one.name for one in contract.filters if one.name not in alone and contract.parameter(one.name).kind in ("integer", "number")]
    groups = listing.values.askable(dict.fromkeys(numbers, HUGE)) if value == HUGE else []
    group = next((one for one in groups if subject in one and len(one) > 1), None)
    together = listing.ask_normalised(group) if group is not None else None
    return together if together is not None and together.good else listing.ask_normalised({subject: value})
