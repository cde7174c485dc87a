"""Faults of a text that is searched for in several fields: one of them is forgotten."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from listproof.contract import Contract, Filter, ways
from listproof.simulator.conditions import condition_of
from listproof.simulator.faults.fault import Fault, bound_by
from listproof.simulator.faults.filters import Kept, kept_by, readings_of
from listproof.simulator.query import TypedQuery
from listproof.simulator.served import Served
from listproof.simulator.sql import Condition, any_of

__all__ = ["searches"]


def searches(contract: Contract) -> Iterator[Fault]:
    """Every fault of a search through several fields that contradicts a contract: each field forgotten once."""
    for one in contract.filters:
        basis, several = bound_by(contract, f"filters.{one.name}"), ways(one.field.absent or "")
        if basis is None or len(several) < 2 or len(readings_of(one)) > 1:
            continue
        for place in several:
            left = tuple(way for way in several if way != place)
            sentence = f"{one.name} does not look at {place}."
            yield Fault(f"field-forgotten:{one.name}{place}", "filters", sentence, _looking_at(one, left), (one.name,), basis)


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
