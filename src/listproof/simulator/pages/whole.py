"""A listing that is not cut: every answer holds all that matches, or as many as a size allows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from listproof.contract import Contract
from listproof.simulator.decisions import Decisions
from listproof.simulator.pages.pager import Pager, moved
from listproof.simulator.pages.sizes import EVERYTHING, sized
from listproof.simulator.query import Leads, TypedQuery
from listproof.simulator.served import Served
from listproof.simulator.tables.ordering import Ordering
from listproof.simulator.tables.sql import Condition

__all__ = ["PAGER"]


class _Whole:
    counted = False

    def settled(self, contract: Contract, decisions: Decisions, query: TypedQuery) -> TypedQuery:
        size = sized(contract, decisions, query.given) if contract.pages.size.parameter in query.given else EVERYTHING
        return replace(query, size=size)

    def resized(self, contract: Contract, query: TypedQuery, size: int) -> TypedQuery:
        return replace(query, size=size)

    def turned(self, query: TypedQuery, pages: int) -> TypedQuery:
        return moved(query, pages, query.start)

    def reach(self, contract: Contract, size: int) -> int:
        return EVERYTHING

    def placed(
        self, service: Served, query: TypedQuery, matching: Sequence[int], kept: Mapping[str, Condition], by: Ordering
    ) -> TypedQuery:
        return query

    def cut(self, service: Served, query: TypedQuery, matching: Sequence[int]) -> Sequence[int]:
        return matching[: query.size]

    def leads(self, service: Served, query: TypedQuery, matching: Sequence[int], by: Ordering) -> Leads:
        return Leads(more=query.size < len(matching))


PAGER: Pager = _Whole()
