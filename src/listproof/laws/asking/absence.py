"""What a target takes leaving a filter out to mean."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from listproof.checks.totals import total_mismatch
from listproof.contract import Filter
from listproof.evidence import Reply
from listproof.laws.context.listing import Listing

__all__ = ["means"]


def means(listing: Listing, name: str, meaning: Any, left_out: Reply) -> bool | None:
    """Whether an answer without a filter is what one meaning of leaving it out says; None where that cannot be told."""
    one = listing.contract.filter(name)
    if one.opaque:
        value = one.everything if meaning == "everything" else meaning
        return None if value is None else _answers_alike(listing, name, value, left_out)
    assumptions = listing.comparison.assumptions(left_out)
    assumptions = replace(assumptions, absent={**assumptions.absent, name: (meaning,)})
    query = listing.conversation.base.having({name: None}).arguments
    must, may = listing.comparison.must_and_may({name: None}, listing.comparison.touched(query), assumptions)
    if not may and left_out.records and isinstance(meaning, str | int | float):
        # No record shows the value: it is a word of the service's own, such as `open` of a field of numbered states, and asking tells.
        return _answers_alike(listing, name, meaning, left_out)
    if meaning == "now":
        moment = listing.values.moment_from_now(name)
        given = listing.first_page({name: moment})
        if given.good and not _answers_alike(listing, name, moment, left_out):
            return False
    if listing.comparison.difference((left_out,), assumptions, whole=listing.comparison.whole(left_out)):
        return False
    told = left_out.total if left_out.total is not None else len(left_out.records) if listing.comparison.whole(left_out) else None
    off = told is not None and total_mismatch(told, len(must), max(len(may), len(must)), listing.tolerance.moved)
    if off and listing.comparison.narrows({**query, name: meaning}):
        return False
    return _tells(listing, one, meaning, len(may))


def _answers_alike(listing: Listing, name: str, value: Any, left_out: Reply) -> bool:
    given = listing.first_page({name: value})
    return listing.tolerance.alike(given.names, left_out.names) and listing.tolerance.as_many(given, left_out)


def _tells(listing: Listing, one: Filter, meaning: Any, kept: int) -> bool | None:
    """True where the answer could have been another; None where all records are kept and the document names no other meaning."""
    if all(other == meaning for other in one.absent) and kept == len(listing.records):
        return True if one.everything is not None or meaning == "now" else None
    return True
