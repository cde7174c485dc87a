"""Pages that begin at a record: so many records are passed over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from listproof.contract import Contract
from listproof.simulator.decisions import Decisions
from listproof.simulator.pages.addresses import lead
from listproof.simulator.pages.edges import edged
from listproof.simulator.pages.ending import linked_on
from listproof.simulator.pages.pager import Pager, inside, moved
from listproof.simulator.pages.sizes import EVERYTHING, default, filled, sized
from listproof.simulator.query import Leads, TypedQuery
from listproof.simulator.refusals import Refusal
from listproof.simulator.served import Served
from listproof.simulator.tables.ordering import Ordering
from listproof.simulator.tables.sql import Condition

__all__ = ["PAGER"]


class _Offset:
    counted = True

    def settled(self, contract: Contract, decisions: Decisions, query: TypedQuery) -> TypedQuery:
        pages = contract.pages
        first = int(pages.first or 0)
        size = sized(contract, decisions, query.given)
        start = int(query.given.get(pages.parameter, default(contract, pages.parameter, first)))
        if start < first:
            if decisions["bounds"] == "reject":
                raise Refusal("bad-parameter", pages.parameter)
            start = first
        return replace(query, size=size, start=start, offset=start - first)

    def resized(self, contract: Contract, query: TypedQuery, size: int) -> TypedQuery:
        return replace(query, size=size)

    def turned(self, query: TypedQuery, pages: int) -> TypedQuery:
        return moved(query, pages, query.start + pages * query.size)

    def reach(self, contract: Contract, size: int) -> int:
        last = contract.parameter(contract.pages.parameter).maximum
        return EVERYTHING if last is None else int(last) - int(contract.pages.first or 0) + size

    def placed(
        self, service: Served, query: TypedQuery, matching: Sequence[int], kept: Mapping[str, Condition], by: Ordering
    ) -> TypedQuery:
        return query

    def _length(self, service: Served, query: TypedQuery) -> int:
        """Fewer than asked for only where the answer says how to go on."""
        if service.contract.pages.next is None:
            return query.size
        return filled(service.contract, service.decisions, query, empty=False)

    def cut(self, service: Served, query: TypedQuery, matching: Sequence[int]) -> Sequence[int]:
        query = inside(service, query, matching)
        return matching[query.offset : query.offset + self._length(service, query)]

    def leads(self, service: Served, query: TypedQuery, matching: Sequence[int], by: Ordering) -> Leads:
        pages, first = service.contract.pages, int(service.contract.pages.first or 0)
        query = inside(service, query, matching)
        end = query.offset + self._length(service, query)
        more = query.size > 0 and end < len(matching)
        before = max(0, query.offset - query.size)
        found = Leads(
            lead(service, query, pages.next, end + first) if more or linked_on(service.decisions.end) else None,
            lead(service, query, pages.previous, before + first) if query.offset else None,
            more,
        )
        return edged(service, query, found, len(matching), lambda passed: passed + first)


PAGER: Pager = _Offset()
