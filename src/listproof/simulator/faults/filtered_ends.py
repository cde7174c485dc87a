"""Faults of what an answer tells of its end, or of how many there are up to a cap, without looking at what was asked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from listproof.contract import Contract, End
from listproof.contract.pointer import write
from listproof.simulator.faults.fault import Fault, around, both, bound_by
from listproof.simulator.pages.counts import up_to_its_cap
from listproof.simulator.pages.telling import pages_told, told_anew
from listproof.simulator.query import Leads, TypedQuery
from listproof.simulator.served import Served
from listproof.simulator.tables.ordering import Ordering
from listproof.simulator.tables.sql import Condition

__all__ = ["filtered_ends", "is_filtered"]


def filtered_ends(contract: Contract) -> Iterator[Fault]:
    """Every fault of an end told without the filters that contradicts a contract."""
    names = tuple(one.name for one in contract.filters if bound_by(contract, f"filters.{one.name}") and not one.widens)
    if not names or contract.pages.size.means == "any":
        return
    flags = tuple(end.place.name for end in contract.pages.end if end.kind == "says" and end.place and not _leads_on(contract, end))
    basis = bound_by(contract, "pages.end")
    if flags and basis is not None:
        sentence = "Whether more follow is told of all records, whatever the filters keep."
        yield Fault("more-ignores-filters", "pages", sentence, around("leads", _more_of_all), (*flags, "page"), basis)
    total, basis = contract.total, bound_by(contract, "total.counts")
    capped = total is not None and total.capped is not False and total.capped is not True and not total.estimated
    if total is not None and capped and total.counts == ("matching",) and basis is not None:
        sentence = "The total is that of all records up to its cap, whatever the filters keep."
        yield Fault("capped-total-of-all", "pages", sentence, around("total", _capped_total_of_all), (total.at.name, "total"), basis)
    basis = bound_by(contract, "total.pages")
    counts = total is None or (total.counts == ("matching",) and not total.estimated and not total.capped)
    if contract.page_count is not None and contract.pages.sized and counts and basis is not None:
        sentence = "The number of pages is that of all records, whatever the filters keep."
        yield Fault("pages-of-all", "pages", sentence, _pages_of_all(contract), (contract.page_count.name, "pages"), basis)


def _leads_on(contract: Contract, end: End) -> bool:
    """Whether a flag is, or holds, what leads to the next page."""
    lead, place = contract.pages.next, end.place
    return lead is not None and place is not None and (lead.place == place or lead.place.name.startswith(f"{place.name}/"))


def _all(service: Served, query: TypedQuery, by: str) -> list[int]:
    """The ordinals of all records of the scope that is asked for, in an order."""
    return list(service.store.matching(Condition("scope = ?", (query.scope,)), by))


def is_filtered(service: Served, query: TypedQuery) -> bool:
    """Whether a query asks with a filter otherwise than every query does."""
    base = service.contract.base
    return any(one.name in query.given and query.given[one.name] != base.get(one.name) for one in service.contract.filters)


def _more_of_all(inner: Any, service: Served, query: TypedQuery, matching: Sequence[int], by: Ordering) -> Leads:
    right: Leads = inner(service, query, matching, by)
    shown = service.cut(query, matching)
    if right.more or not shown or not is_filtered(service, query):
        return right
    return replace(right, more=shown[-1] != _all(service, query, by.sql)[-1])


def _capped_total_of_all(inner: Any, service: Served, query: TypedQuery, matching: Sequence[int]) -> int:
    return up_to_its_cap(service, len(_all(service, query, "ordinal"))) if is_filtered(service, query) else inner(service, query, matching)


def _pages_of_all(contract: Contract) -> Any:
    """A change by which the number of pages, where it is told, is that of pages of all records."""
    place = contract.page_count

    def body(inner: Any, service: Served, query: TypedQuery, shown: list[str], count: int) -> Any:
        told = inner(service, query, shown, count)
        if place is None or place.kind != "pointer" or not is_filtered(service, query):
            return told
        return write(told, place.name, pages_told(query, len(_all(service, query, "ordinal"))))

    def heads(inner: Any, service: Served, query: TypedQuery, shown: list[str], count: int) -> tuple[tuple[str, str], ...]:
        told = dict(inner(service, query, shown, count))
        if place is not None and place.kind == "header" and place.name in told and is_filtered(service, query):
            number = pages_told(query, len(_all(service, query, "ordinal")))
            told[place.name] = told_anew(place, told[place.name], lambda _: number)
        return tuple(told.items())

    return both(around("envelope", body), around("heads", heads))
