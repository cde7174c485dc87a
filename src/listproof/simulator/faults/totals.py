"""Faults of counting: totals that count the page, forget the filters, or change while one walks."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from listproof.contract import Basis, Contract, Filter, untestable
from listproof.simulator.faults.fault import Fault, around, bound_by
from listproof.simulator.query import TypedQuery
from listproof.simulator.seams import SeamChange, where
from listproof.simulator.served import Served
from listproof.simulator.tables.sql import Condition

__all__ = ["totals"]

Count = Callable[[Served, TypedQuery, Sequence[int]], int]


def totals(contract: Contract) -> Iterator[Fault]:
    """Every fault of counting that contradicts a contract's total."""
    if contract.total is None:
        return
    basis = bound_by(contract, "total")
    if basis is None:
        return
    loose = "everything" in contract.total.counts or bound_by(contract, "total.counts") is None

    def filtered(service: Served, query: TypedQuery) -> bool:
        return any(one.name in query.given and one.name not in contract.base for one in contract.filters)

    def of_page(inner: Count, service: Served, query: TypedQuery, matching: Sequence[int]) -> int:
        return min(query.size, max(0, len(matching) - query.offset))

    def of_everything(inner: Callable[..., int], service: Served, query: TypedQuery, matching: Sequence[int]) -> int:
        return len(service.store.matching(Condition("scope = ?", (query.scope,)), "ordinal"))

    def of_all_scopes(inner: Count, service: Served, query: TypedQuery, matching: Sequence[int]) -> int:
        return inner(service, query, matching) + (len(service.store.matching(Condition("scope <> ?", (query.scope,)), "ordinal")))

    def off_by_one(inner: Count, service: Served, query: TypedQuery, matching: Sequence[int]) -> int:
        return inner(service, query, matching) + (1 if filtered(service, query) and matching else 0)

    def changing(inner: Count, service: Served, query: TypedQuery, matching: Sequence[int]) -> int:
        return inner(service, query, matching) + (1 if query.offset // max(1, query.size) % 2 else 0)

    def jumping(inner: Count, service: Served, query: TypedQuery, matching: Sequence[int]) -> int:
        asked = service.memory["counted"] = service.memory.get("counted", 0) + 1
        return max(0, inner(service, query, matching) + (-1 if asked % 3 == 0 else 0))

    def remaining(inner: Count, service: Served, query: TypedQuery, matching: Sequence[int]) -> int:
        return max(0, inner(service, query, matching) - query.offset)

    def capped(inner: Count, service: Served, query: TypedQuery, matching: Sequence[int]) -> int:
        return min(100, inner(service, query, matching))

    def of_pages(inner: Count, service: Served, query: TypedQuery, matching: Sequence[int]) -> int:
        return -(-inner(service, query, matching) // max(1, query.size))

    faults: list[tuple[str, str, Callable[..., int]]] = [
        ("total-of-page", "The total counts the records of the page.", of_page),
        ("total-of-pages", "The total counts pages instead of records.", of_pages),
        ("total-changes", "The total is one higher on every second page.", changing),
        ("total-jumps", "Every third answer reports one record too few.", jumping),
        ("total-remaining", "The total counts what is left from this page on.", remaining),
        ("total-capped", "The total never exceeds 100.", capped),
        ("total-of-all-scopes", "The total counts the records of others as well.", of_all_scopes),
    ]
    if not loose:
        faults += [
            ("total-ignores-filters", "The total counts every record, whatever the filters keep.", of_everything),
            ("total-off-by-one", "The total is one too high when a filter is given.", off_by_one),
        ]
    for kind, sentence, count in faults:
        if kind == "total-of-all-scopes" and "reachable" in contract.total.counts and not contract.scopes:
            continue
        yield Fault(kind, "pages", sentence, around("total", count), (contract.total.at.name, "total"), basis)
    if contract.total.at.kind == "range":
        for kind, sentence, change in (
            ("range-one-too-far", "The range of a page ends one record too late.", lambda first, last: (first, last + 1)),
            ("range-starts-over", "The range of every page begins with the first record.", lambda first, last: (0, last - first)),
        ):
            yield Fault(kind, "pages", sentence, _ranged(contract.total.at.name, change), (contract.total.at.name,), basis)
    if not loose:
        yield from _of_hidden_filters(contract, basis, of_everything)
        yield from _of_two_filters(contract, basis)


def _ranged(name: str, change: Callable[[int, int], tuple[int, int]]) -> SeamChange:
    """A change of the range that a header tells."""

    def heads(inner: Any, service: Served, query: TypedQuery, shown: list[str], number: int) -> tuple[tuple[str, str], ...]:
        def told(text: str) -> str:
            return re.sub(r"(\d+)-(\d+)", lambda found: "{}-{}".format(*change(int(found[1]), int(found[2]))), text, count=1)

        return tuple((key, told(text) if key == name else text) for key, text in inner(service, query, shown, number))

    return around("heads", heads)


def _of_two_filters(contract: Contract, basis: Basis) -> Iterator[Fault]:
    """Totals that are right under each filter, and wrong under two."""
    free = [one for one in contract.filters if one.field.absent is not None and not (one.opaque or one.needs or one.yields_to)]
    names = [one.name for one in free if one.name not in contract.base and bound_by(contract, f"filters.{one.name}")]
    if len(names) < 2 or contract.total is None:
        return

    def of_one(inner: Count, service: Served, query: TypedQuery, matching: Sequence[int]) -> int:
        asked = [name for name in names if name in query.given]
        if len(asked) < 2:
            return inner(service, query, matching)
        for name in asked[1:]:
            query = query.without(name)
        return inner(service, query, service.store.matching(where(service, query).values(), "ordinal"))

    sentence = "Of several filters the total counts what the first keeps."
    yield Fault("total-of-one-filter", "pages", sentence, around("total", of_one), (contract.total.at.name, "total"), basis)


def _of_hidden_filters(contract: Contract, basis: Basis, of_everything: Callable[..., int]) -> Iterator[Fault]:
    """Totals that forget a filter on what records do not show."""
    total = contract.total
    for one in contract.filters:
        bound = bound_by(contract, f"filters.{one.name}")
        if total is None or not one.opaque or one.widens or bound is None or untestable(contract, f"filters.{one.name}") is not None:
            continue

        def forgetting(
            inner: Count,
            service: Served,
            query: TypedQuery,
            matching: Sequence[int],
            name: str = one.name,
            all_of_it: str | None = _everything(one),
        ) -> int:
            asked = name in query.given and _text(query.given[name]) != all_of_it
            return of_everything(inner, service, query, matching) if asked else inner(service, query, matching)

        yield Fault(
            f"total-ignores-hidden:{one.name}",
            "pages",
            f"The total counts every record, whatever {one.name} keeps.",
            around("total", forgetting),
            (one.name, total.at.name, "total"),
            basis,
        )


def _everything(one: Filter) -> str | None:
    """The value that keeps everything, as text."""
    return None if one.everything is None else _text(one.everything)


def _text(value: object) -> str:
    return str(value).casefold()
