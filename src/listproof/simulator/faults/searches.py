"""Faults of what is searched for: of several fields one is forgotten, and the last of several pages goes on behind what was asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from listproof.contract import Contract, Filter, ways
from listproof.simulator.faults.fault import Fault, around, both, bound_by
from listproof.simulator.faults.filters import Kept, kept_by, readings_of
from listproof.simulator.query import TypedQuery
from listproof.simulator.served import Served
from listproof.simulator.tables.conditions import condition_of
from listproof.simulator.tables.ordering import Ordering
from listproof.simulator.tables.sql import Condition, any_of

__all__ = ["searches"]


def searches(contract: Contract) -> Iterator[Fault]:
    """Every fault of a search through several fields that contradicts a contract: each field forgotten once."""
    bound = tuple(one.name for one in contract.filters if bound_by(contract, f"filters.{one.name}") and not one.widens)
    if bound and contract.pages.next is not None and not contract.pages.addressed:
        sentence = "The last page is filled up with records that follow, whatever the filters keep."
        yield Fault("last-page-filled-up", "pages", sentence, _filled_up(frozenset(bound)), bound, "implied")
    for one in contract.filters:
        basis, several = bound_by(contract, f"filters.{one.name}"), ways(one.field.absent or "")
        if basis is None or len(several) < 2 or len(readings_of(one)) > 1:
            continue
        for place in several:
            left = tuple(way for way in several if way != place)
            sentence = f"{one.name} does not look at {place}."
            yield Fault(f"field-forgotten:{one.name}{place}", "filters", sentence, _looking_at(one, left), (one.name,), basis)


def _filled_up(names: frozenset[str]) -> Any:
    """A change by which a page that goes on and is not full shows what follows in the listing without its filters."""

    def asked(service: Served, query: TypedQuery) -> frozenset[str]:
        return frozenset(name for name in names & query.given.keys() if query.given[name] != service.contract.base.get(name))

    def select(inner: Any, service: Served, query: TypedQuery, kept: Mapping[str, Condition], by: Ordering) -> Sequence[int]:
        rest = {name: condition for name, condition in kept.items() if name not in asked(service, query)}
        service.memory["whole"] = inner(service, query, rest, by)
        return inner(service, query, kept, by)  # type: ignore[no-any-return]

    def cut(inner: Any, service: Served, query: TypedQuery, matching: Sequence[int]) -> Sequence[int]:
        page: Sequence[int] = inner(service, query, matching)
        if not (page and query.goes_on and asked(service, query)):
            return page
        whole = list(service.memory["whole"])
        behind = whole[whole.index(page[-1]) + 1 :] if page[-1] == matching[-1] else []
        return [*page, *behind[: max(0, query.size - len(page))]]

    return both(around("select", select), around("cut", cut))


def _looking_at(one: Filter, places: tuple[str, ...]) -> Any:
    """A change by which a filter looks at these places alone."""
    (reading,) = readings_of(one)

    def kept(service: Served, query: TypedQuery, kept: Kept) -> Kept:
        value = query.given.get(one.name)
        if one.name not in kept or value is None or (one.everything is not None and str(value) == str(one.everything)):
            return kept
        columns = {(column.pointer, column.form): column for column in service.columns}
        found: list[Condition] = [condition_of(columns, one, place, reading, value, service.decisions) for place in places]
        return {**kept, one.name: any_of(found)}

    return kept_by(kept)
