"""Records that have several of the values which a filter looks at and they do not show: where no source says that one excludes another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from listproof.contract import Contract
from listproof.simulator.query import TypedQuery
from listproof.simulator.seams import Seams
from listproof.simulator.seeding.roles import hidden_values
from listproof.simulator.served import Served
from listproof.simulator.tables.conditions import spelled
from listproof.simulator.tables.sql import Condition

__all__ = ["overlapping", "shared_by_values"]


def shared_by_values(contract: Contract) -> Mapping[str, frozenset[str]]:
    """The filters by single hidden values of which a record may have more than one, with these values."""
    found = {}
    for one in contract.filters:
        parameter = contract.parameter(one.name)
        alone = one.exclusive or one.compares == "flag" or parameter.kind in ("boolean", "array") or one.separator is not None
        values = frozenset(hidden_values(contract, one)) if one.opaque and not (alone or one.hides or one.names) else frozenset()
        if one.absent == ("everything",) and len(values) > 1:
            found[one.name] = values
    return found


def overlapping(seams: Seams) -> Seams:
    """Seams of a server on which every fifth record has all the values of each such filter."""

    def where(service: Served, query: TypedQuery) -> dict[str, Condition]:
        kept = seams.where(service, query)
        for name, values in shared_by_values(service.contract).items():
            if name in kept and spelled(query.given.get(name)) in values:
                kept[name] |= Condition("ordinal % 5 = 1")
        return kept

    return replace(seams, where=where)
