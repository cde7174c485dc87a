"""Ranges over records without a value: no document says whether they keep these, and a server that does conforms."""

from __future__ import annotations

from dataclasses import replace

from listproof.contract import RANGES, Contract
from listproof.contract.lacking import may_lack
from listproof.simulator.query import TypedQuery
from listproof.simulator.seams import Seams
from listproof.simulator.served import Served
from listproof.simulator.tables.sql import Condition

__all__ = ["keeping_nothing_in_ranges", "lacks_in_ranges"]


def lacks_in_ranges(contract: Contract) -> bool:
    """Whether records may lack what a range looks at."""
    ranges = (one for one in contract.filters if any(RANGES & set(readings) for readings in one.matches.all()))
    return any(may_lack(contract, place) for one in ranges for place in one.places)


def keeping_nothing_in_ranges(seams: Seams) -> Seams:
    """Seams of a server whose ranges narrow the records with a value alone."""

    def where(service: Served, query: TypedQuery) -> dict[str, Condition]:
        kept = dict(seams.where(service, query))
        for one in service.contract.filters:
            pointer, readings = one.field.of(query.given), one.matches.of(query.given) or ()
            column = next((column.name for column in service.columns if column.pointer == pointer), None)
            if one.name in kept and one.name in query.given and column is not None and RANGES & set(readings):
                kept[one.name] = kept[one.name] | Condition(f"{column} IS NULL")
        return kept

    return replace(seams, where=where)
