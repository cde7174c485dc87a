"""In which order a server shows what matches: the keys and directions asked for or documented, then a tie-break that makes it total."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from listproof.contract import Contract, OrderKey
from listproof.simulator.columns import COLLATIONS, Column, creation
from listproof.simulator.decisions import Decisions
from listproof.simulator.query import TypedQuery
from listproof.simulator.sent_order import sorted_by
from listproof.simulator.tables.finer import kept

__all__ = ["Ordering", "Term", "ordering"]


@dataclass(frozen=True)
class Term:
    """One part of an order: an expression in SQL, its direction, and whether records without a value come first."""

    by: str
    descending: bool = False
    nulls_first: bool = False

    @property
    def sql(self) -> str:
        """The term after ORDER BY; SQLite takes nothing for the smallest."""
        place = "" if self.nulls_first != self.descending else f" NULLS {'FIRST' if self.nulls_first else 'LAST'}"
        return f"{self.by}{' DESC' if self.descending else ''}{place}"


@dataclass(frozen=True)
class Ordering:
    """A total order: an expression in SQL (None: the tie-break alone), its direction, where nulls go, further terms, what breaks ties."""

    by: str | None
    descending: bool
    nulls: str = "smallest"
    ties: str = "forwards"
    then: tuple[Term, ...] = ()

    @property
    def terms(self) -> tuple[Term, ...]:
        """Every part, the tie-break last, so that no two records are alike in all of them."""
        found = [] if self.by is None else [Term(self.by, self.descending, nulls_first(self.nulls, self.descending))]
        found += self.then
        if self.ties == "scattered":
            found.append(Term("(ordinal * 7919 + 17) % 10007", nulls_first=True))
        down = self.descending != (self.ties == "backwards")
        return (*found, Term("ordinal", down, not down))

    @property
    def sql(self) -> str:
        """The part after ORDER BY."""
        return ", ".join(term.sql for term in self.terms)


def nulls_first(nulls: str, descending: bool) -> bool:
    """Whether records without a key come first, where nulls are `smallest`, `largest`, `first` or `last`."""
    return nulls == "first" or (nulls == "largest" and descending) or (nulls == "smallest" and not descending)


def ordering(contract: Contract, decisions: Decisions, columns: tuple[Column, ...], query: TypedQuery) -> Ordering:
    """The order of a query: as asked for, else the contract's default, else what this server decided."""
    place = {(column.pointer, column.form): column.name for column in columns}
    if contract.order is None:
        created = creation(contract)
        by = place.get((created, "time")) if created and decisions["unordered"] != "scattered" else None
        ties = "scattered" if by is None else decisions["ties"]
        return Ordering(by, decisions["unordered"] == "newest", decisions["nulls"], ties)
    keys = sorted_by(contract, contract.order, decisions, query)
    terms = [_term(place, decisions, key, direction) for key, direction in keys]
    first, direction = keys[0]
    return Ordering(terms[0].by, direction == "desc", first.nulls or decisions["nulls"], decisions["ties"], tuple(terms[1:]))


def _term(place: Mapping[tuple[str, str], str], decisions: Decisions, key: OrderKey, direction: str) -> Term:
    forms = {"time": "time", "number": "number", "text": COLLATIONS[decisions["collation"]]}
    down, by = direction == "desc", place[key.field, forms.get(key.compares, "text")]
    if key.compares == "time":
        by = kept(by, decisions.precision(f"order.keys.{key.name}", key.precision))
    return Term(by, down, nulls_first(key.nulls or decisions["nulls"], down))
