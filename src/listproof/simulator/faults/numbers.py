"""Faults of the number of pages that an answer tells, and of that of the records on its page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from listproof.contract import AnswerPlace, Contract
from listproof.contract.pointer import at, write
from listproof.simulator.faults.fault import Fault, around, both, bound_by
from listproof.simulator.pages.telling import told_anew
from listproof.simulator.query import TypedQuery
from listproof.simulator.served import Served

__all__ = ["numbers"]


def numbers(contract: Contract) -> Iterator[Fault]:
    """Every fault of the number of pages, and of that of the records on a page, that contradicts a contract; none where it is not told."""
    total, place, shown = contract.total, contract.page_count, contract.shown_count
    basis = bound_by(contract, "total.pages") or (bound_by(contract, "total") if total is not None else None)
    if place is not None and basis is not None and contract.pages.sized and not (total is not None and total.estimated):
        for kind, sentence, change in (
            ("pages-one-more", "One page more is told than there is.", _told(place, lambda query, count, _: count + 1)),
            (
                "pages-left",
                "The pages before this one are not counted.",
                _told(place, lambda query, count, _: max(0, count - query.offset // query.size)),
            ),
            ("pages-rounded-down", "A last page that is not full is not counted.", _rounded(contract)),
        ):
            yield Fault(kind, "pages", sentence, change, (place.name, "pages"), basis)
    basis = bound_by(contract, "total.shown")
    if shown is not None and basis is not None:
        names = (shown.name, "shown")
        one_more = _told(shown, lambda query, count, _: count + 1)
        yield Fault("shown-one-more", "pages", "A page tells one record more than it shows.", one_more, names, basis)
        if contract.pages.sized:
            asked = _told(shown, lambda query, count, _: query.size)
            yield Fault(
                "shown-as-asked", "pages", "A page tells the size that was asked for, however many records it shows.", asked, names, basis
            )
        if contract.pages.kind != "none":
            every = _told(shown, lambda query, _, matching: matching)
            yield Fault("shown-counts-all", "pages", "A page tells how many records match, and not how many it shows.", every, names, basis)


Number = Callable[[TypedQuery, int, int], int]
"""What is told instead, of a query, the right number and the total."""


def _told(place: AnswerPlace, count: Number) -> Any:
    """A change that tells another number at a place."""

    def body(inner: Any, service: Served, query: TypedQuery, shown: list[str], number: int) -> Any:
        right = inner(service, query, shown, number)
        return write(right, place.name, count(query, int(at(right, place.name)), number)) if place.kind == "pointer" else right

    def heads(inner: Any, service: Served, query: TypedQuery, shown: list[str], number: int) -> tuple[tuple[str, str], ...]:
        right = dict(inner(service, query, shown, number))
        if place.kind == "header" and place.name in right:
            right[place.name] = told_anew(place, right[place.name], lambda told: count(query, told, number))
        return tuple(right.items())

    return both(around("envelope", body), around("heads", heads))


def _rounded(contract: Contract) -> Any:
    """A change that counts full pages alone."""

    def envelope(inner: Any, service: Served, query: TypedQuery, shown: list[str], number: int) -> Any:
        right = inner(service, query, shown, number)
        whole = inner(service, query, shown, number // max(1, query.size) * query.size)
        place = contract.page_count
        return write(right, place.name, at(whole, place.name)) if place is not None and place.kind == "pointer" else right

    def heads(inner: Any, service: Served, query: TypedQuery, shown: list[str], number: int) -> tuple[tuple[str, str], ...]:
        right = dict(inner(service, query, shown, number))
        place = contract.page_count
        if place is not None and place.kind == "header":
            right[place.name] = told_anew(place, right[place.name], lambda _: number // max(1, query.size))
        return tuple(right.items())

    return both(around("envelope", envelope), around("heads", heads))
