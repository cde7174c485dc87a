"""Pages that are counted, each as large as the size says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from listproof.contract import Contract
from listproof.simulator.decisions import Decisions
from listproof.simulator.pages.addresses import lead
from listproof.simulator.pages.edges import edged
from listproof.simulator.pages.ending import linked_on
from listproof.simulator.pages.pager import Pager, inside, moved
from listproof.simulator.pages.sizes import EVERYTHING, default, sized
from listproof.simulator.query import Leads, TypedQuery
from listproof.simulator.refusals import Refusal
from listproof.simulator.served import Served
from listproof.simulator.tables.ordering import Ordering
from listproof.simulator.tables.sql import Condition

__all__ = ["PAGER"]


class _Number:
    counted = True

    def settled(self, contract: Contract, decisions: Decisions, query: TypedQuery) -> TypedQuery:
        pages = contract.pages
        first = int(pages.first if pages.first is not None else 1)
        size = sized(contract, decisions, query.given)
        start = int(query.given.get(pages.parameter, default(contract, pages.parameter, first)))
        if start < first:
            if decisions["bounds"] == "reject":
                raise Refusal("bad-parameter", pages.parameter)
            start = first
        return replace(query, size=size, start=start, offset=(start - first) * size)

    def resized(self, contract: Contract, query: TypedQuery, size: int) -> TypedQuery:
        first = int(contract.pages.first if contract.pages.first is not None else 1)
        return replace(query, size=size, offset=(int(query.start) - first) * size)

    def turned(self, query: TypedQuery, pages: int) -> TypedQuery:
        return moved(query, pages, query.start + pages)

    def reach(self, contract: Contract, size: int) -> int:
        last = contract.parameter(contract.pages.parameter).maximum
        return EVERYTHING if last is None else (int(last) - int(contract.pages.first or 0) + 1) * size

    def placed(
        self, service: Served, query: TypedQuery, matching: Sequence[int], kept: Mapping[str, Condition], by: Ordering
    ) -> TypedQuery:
        return query

    def cut(self, service: Served, query: TypedQuery, matching: Sequence[int]) -> Sequence[int]:
        query = inside(service, query, matching)
        return matching[query.offset : query.offset + query.size]

    def leads(self, service: Served, query: TypedQuery, matching: Sequence[int], by: Ordering) -> Leads:
        pages = service.contract.pages
        query = inside(service, query, matching)
        first = int(pages.first if pages.first is not None else 1)
        more = query.size > 0 and query.offset + query.size < len(matching)
        found = Leads(
            lead(service, query, pages.next, query.start + 1) if more or linked_on(service.decisions.end) else None,
            lead(service, query, pages.previous, query.start - 1) if query.start > first else None,
            more,
        )
        return edged(service, query, found, len(matching), lambda before: first + before // max(1, query.size))


PAGER: Pager = _Number()
