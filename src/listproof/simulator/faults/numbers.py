"""Faults of the number of pages that an answer tells."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from listproof.contract import Contract
from listproof.contract.pointer import at, write
from listproof.simulator.faults.fault import Fault, around, both, bound_by
from listproof.simulator.pages.telling import told_anew
from listproof.simulator.query import TypedQuery
from listproof.simulator.served import Served

__all__ = ["numbers"]


def numbers(contract: Contract) -> Iterator[Fault]:
    """Every fault of the number of pages that contradicts a contract; none where it is not told."""
    total = contract.total
    place = contract.page_count
    basis = bound_by(contract, "total.pages") or (bound_by(contract, "total") if total is not None else None)
    if place is None or basis is None or not contract.pages.sized or (total is not None and total.estimated):
        return

    def told(count: Callable[[TypedQuery, int], int]) -> Any:
        def body(inner: Any, service: Served, query: TypedQuery, shown: list[str], number: int) -> Any:
            right = inner(service, query, shown, number)
            return write(right, place.name, count(query, int(at(right, place.name)))) if place.kind == "pointer" else right

        def heads(inner: Any, service: Served, query: TypedQuery, shown: list[str], number: int) -> tuple[tuple[str, str], ...]:
            right = dict(inner(service, query, shown, number))
            if place.kind == "header" and place.name in right:
                right[place.name] = told_anew(place, right[place.name], lambda told: count(query, told))
            return tuple(right.items())

        return both(around("envelope", body), around("heads", heads))

    for kind, sentence, change in (
        ("pages-one-more", "One page more is told than there is.", told(lambda query, count: count + 1)),
        ("pages-left", "The pages before this one are not counted.", told(lambda query, count: max(0, count - query.offset // query.size))),
        ("pages-rounded-down", "A last page that is not full is not counted.", _rounded(contract)),
    ):
        yield Fault(kind, "pages", sentence, change, (place.name, "pages"), basis)


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
