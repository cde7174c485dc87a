"""What every pager can do, from the values of a request to the page and to what leads on from it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Protocol

from listproof.contract import Contract
from listproof.simulator.decisions import Decisions
from listproof.simulator.query import Leads, TypedQuery
from listproof.simulator.refusals import Refusal
from listproof.simulator.served import Served
from listproof.simulator.tables.ordering import Ordering
from listproof.simulator.tables.sql import Condition

__all__ = ["Pager", "inside", "moved"]


class Pager(Protocol):
    """How pages are cut. No other part of a server counts records from one page to the next."""

    @property
    def counted(self) -> bool:
        """Whether the page parameter is a number, be it documented as text."""

    def settled(self, contract: Contract, decisions: Decisions, query: TypedQuery) -> TypedQuery:
        """The query with its size and, as far as the request tells it, the start of its page. Raises Refusal."""

    def resized(self, contract: Contract, query: TypedQuery, size: int) -> TypedQuery:
        """The settled query with another size: the page of the same start that holds so many."""

    def turned(self, query: TypedQuery, pages: int) -> TypedQuery:
        """The settled query of the page so many pages on, or back where that is negative."""

    def reach(self, contract: Contract, size: int) -> int:
        """How many records can be reached by pages of that size; beyond every total where no bound is documented."""

    def placed(
        self, service: Served, query: TypedQuery, matching: Sequence[int], kept: Mapping[str, Condition], by: Ordering
    ) -> TypedQuery:
        """The query with the start of its page in what matches. Raises Refusal."""

    def cut(self, service: Served, query: TypedQuery, matching: Sequence[int]) -> Sequence[int]:
        """The ordinals of the page. Raises Refusal where the page lies past the end and this server refuses that."""

    def leads(self, service: Served, query: TypedQuery, matching: Sequence[int], by: Ordering) -> Leads:
        """What asks for the pages beside this one."""


def moved(query: TypedQuery, pages: int, start: Any) -> TypedQuery:
    """A query so many pages of its size on, with another start."""
    return replace(query, offset=max(0, query.offset + pages * query.size), start=start)


def inside(service: Served, query: TypedQuery, matching: Sequence[int]) -> TypedQuery:
    """The query of a page that can be addressed, where it lies past the end: refused, the last page, or as it is.

    Raises Refusal.
    """
    pages = service.contract.pages
    count = len(matching)
    if query.offset <= 0 or query.offset < count:
        return query
    meant = pages.past_end or {"refuse": "refused"}.get(service.decisions["past-end"], "empty")
    if meant == "refused":
        raise Refusal("bad-parameter", pages.parameter)
    if meant == "last-page" and query.size:
        return replace(query, offset=max(0, count - 1) // query.size * query.size)
    return query
