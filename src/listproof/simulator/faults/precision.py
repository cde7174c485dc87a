"""Faults of times that are kept finer than they are shown, where the document has them compared as shown, or shown another way."""

from __future__ import annotations

from collections.abc import Iterator

from listproof.contract import AS_SHOWN, Contract, Filter
from listproof.contract.answer import WRITTEN_TIMES
from listproof.simulator.faults.fault import Fault, bound_by
from listproof.simulator.faults.filters import Kept, kept_by, readings_of
from listproof.simulator.query import TypedQuery
from listproof.simulator.seams import SeamChange
from listproof.simulator.served import Served
from listproof.simulator.tables.finer import kept as kept_as
from listproof.simulator.tables.sql import Condition

__all__ = ["precision"]

_PAST_THE_SECOND = frozenset({"until", "after"})
"""Ends of ranges on whose other side a moment lies that is kept later than it is shown."""
_AT_THE_SECOND = frozenset({"from", "before"})
"""Ends of ranges on whose other side a moment lies that is kept earlier than it is shown."""


def precision(contract: Contract) -> Iterator[Fault]:
    """Every fault of how finely times are kept that contradicts a contract."""
    forms = {field.within: field.format for field in contract.fields}
    for one in contract.filters:
        basis, readings = bound_by(contract, f"filters.{one.name}"), readings_of(one)
        told = one.compares == "time" and one.field.absent is not None and forms.get(one.field.absent) in WRITTEN_TIMES
        second = contract.parameter(one.name).format != "date"
        if basis is None or not (told and second) or one.needs or one.name in contract.base:
            continue
        if one.precision == AS_SHOWN and readings <= _PAST_THE_SECOND:
            sentence = f"{one.name} compares parts of seconds that no record shows."
            yield Fault(f"finer-than-shown:{one.name}", "filters", sentence, _as(one, "shown", "cut"), (one.name,), basis)
        if one.precision == ("cut",) and readings <= _AT_THE_SECOND:
            sentence = f"{one.name} compares moments up to half a second before the one that is shown."
            yield Fault(f"rounded-to-be-shown:{one.name}", "filters", sentence, _as(one, "cut", "rounded"), (one.name,), basis)


def _as(one: Filter, said: str, way: str) -> SeamChange:
    """A change by which a filter compares moments that are kept another way than is said."""

    def kept(service: Served, query: TypedQuery, kept: Kept) -> Kept:
        if one.name not in kept or one.name not in query.given:
            return kept
        column = next(column.name for column in service.columns if (column.pointer, column.form) == (one.field.absent, "time"))
        usual = kept[one.name]
        return {**kept, one.name: Condition(usual.sql.replace(kept_as(column, said), kept_as(column, way)), usual.values)}

    change: SeamChange = kept_by(kept)
    return change
