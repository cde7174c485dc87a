"""The number that an answer reports: what matches, everything, what can be reached or what is left, and how exactly it is told."""

from __future__ import annotations

from collections.abc import Sequence

from listproof.simulator.pages import pager
from listproof.simulator.query import TypedQuery
from listproof.simulator.served import Served
from listproof.simulator.tables.sql import Condition

__all__ = ["counted", "up_to_its_cap"]


def counted(service: Served, query: TypedQuery, matching: Sequence[int]) -> int:
    """The total of a page, as this server tells it."""
    total = service.contract.total
    count = _count(service, query, matching)
    if total is None:
        return count
    if total.estimated and service.decisions["estimate"] == "near":
        count += count // 16
    return up_to_its_cap(service, count)


def up_to_its_cap(service: Served, count: int) -> int:
    """A number as this server tells it where its total stops somewhere."""
    capped = service.contract.total.capped if service.contract.total is not None else False
    if capped is False:
        return count
    return min(count, int(service.decisions["total.cap"]) if capped is True else int(capped))


def _count(service: Served, query: TypedQuery, matching: Sequence[int]) -> int:
    counts = service.decisions.counts
    if counts == "everything":
        return len(service.store.matching(Condition("scope = ?", (query.scope,)), "ordinal"))
    if counts == "remaining":
        return max(0, len(matching) - query.offset - len(service.cut(query, matching)))
    if counts == "onward":
        return max(0, len(matching) - query.offset)
    if counts == "reachable":
        return min(len(matching), pager(service.contract).reach(service.contract, query.size))
    return len(matching)
