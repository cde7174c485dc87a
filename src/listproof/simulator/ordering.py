"""In which order a server shows what matches: the contract's key and direction, then a tie-break that makes it total."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from listproof.contract import Contract
from listproof.simulator.asking import Query
from listproof.simulator.columns import Column, creation
from listproof.simulator.decisions import Decisions

__all__ = ["Ordering", "ordering"]


@dataclass(frozen=True)
class Ordering:
    """A total order: an expression in SQL (None: the tie-break alone), its direction, where nulls go, and how ties are broken."""

    by: str | None
    descending: bool
    nulls: str = "smallest"
    ties: str = "forwards"

    @property
    def sql(self) -> str:
        """The part after ORDER BY."""
        down = " DESC" if self.descending else ""
        terms = []
        if self.by is not None:
            terms.append(f"{self.by}{down}{self._nulls()}")
        if self.ties == "scattered":
            terms.append("(ordinal * 7919 + 17) % 10007")
        opposite = self.ties == "backwards"
        terms.append("ordinal DESC" if self.descending != opposite else "ordinal")
        return ", ".join(terms)

    def _nulls(self) -> str:
        place: Literal["FIRST", "LAST"] = "LAST"
        if self.nulls == "smallest":
            return ""
        if self.nulls == "first" or (self.nulls == "largest" and self.descending):
            place = "FIRST"
        return f" NULLS {place}"


def ordering(contract: Contract, decisions: Decisions, columns: tuple[Column, ...], query: Query) -> Ordering:
    """The order of a query: as asked for, else the contract's default, else what this server decided."""
    place = {(column.pointer, column.form): column.name for column in columns}
    order = contract.order
    if order is None:
        created = creation(contract)
        by = place.get((created, "time")) if created and decisions["unordered"] != "scattered" else None
        ties = "scattered" if by is None else decisions["ties"]
        return Ordering(by, decisions["unordered"] == "newest", decisions["nulls"], ties)
    name = query.given.get(order.by) if order.by else None
    key = next((key for key in order.keys if key.name == name), None)
    if key is None:
        usual = decisions.default_key or (order.default[0] if order.default else order.keys[0].name)
        key = next((key for key in order.keys if key.name == usual), order.keys[0])
    direction = query.given.get(order.direction) if order.direction else None
    if direction is None:
        parameter = contract.parameter(order.direction) if order.direction else None
        direction = order.default[1] if order.default else (parameter.default if parameter else None) or "asc"
    form = {"time": "time", "number": "number"}.get(key.compares, "text")
    return Ordering(place[key.field, form], str(direction).casefold() == "desc", decisions["nulls"], decisions["ties"])
