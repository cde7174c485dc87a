"""The place of a record in an order, and how many records stand before it: what a cursor keeps when records come and go."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from listproof.simulator.served import Served
from listproof.simulator.tables.ordering import Ordering, Term
from listproof.simulator.tables.sql import Condition

__all__ = ["mark_of", "standing"]


def mark_of(service: Served, by: Ordering, ordinal: int) -> list[Any] | None:
    """The values that place a record in an order; None where the record is gone."""
    listed = ", ".join(term.by for term in by.terms)
    found = service.store.rows(f"SELECT {listed} FROM records WHERE ordinal = ?", (ordinal,))
    return list(found[0]) if found else None


def standing(service: Served, kept: Mapping[str, Condition], by: Ordering, mark: Sequence[Any], *, itself: bool) -> int:
    """How many of the records that are kept stand before a mark; with `itself` the one at the mark is counted too."""
    place = _before(by.terms[: len(mark)], mark, itself)
    for condition in kept.values():
        place = place & condition
    return int(service.store.rows(f"SELECT count(*) FROM records WHERE {place.sql}", place.values)[0][0])


def _before(terms: Sequence[Term], mark: Sequence[Any], itself: bool) -> Condition:
    """Records that stand before a mark: smaller in a term, and alike in all terms ahead of it."""
    found = Condition("1" if itself else "0")
    for term, value in zip(reversed(terms), reversed(mark), strict=True):
        found = _smaller(term, value) | (Condition(f"{term.by} IS ?", (value,)) & found)
    return found


def _smaller(term: Term, value: Any) -> Condition:
    if value is None:
        return Condition("0" if term.nulls_first else f"{term.by} IS NOT NULL")
    smaller = Condition(f"{term.by} {'>' if term.descending else '<'} ?", (value,))
    return smaller | Condition(f"{term.by} IS NULL") if term.nulls_first else smaller
