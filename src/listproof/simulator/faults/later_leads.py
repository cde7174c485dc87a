"""Faults of what leads on beside an address, by which nobody who walks by addresses goes: in an order, and where fewer records came."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from listproof.contract import Contract
from listproof.simulator.faults.bounds import without
from listproof.simulator.faults.fault import Fault, around, both, bound_by
from listproof.simulator.pages import pager
from listproof.simulator.query import Leads, TypedQuery
from listproof.simulator.served import Served
from listproof.simulator.tables.ordering import Ordering

__all__ = ["later_leads"]

Led = Callable[[Served, TypedQuery, Sequence[int], Ordering], Leads]


def later_leads(contract: Contract) -> Iterator[Fault]:
    """Every such fault that contradicts a contract; none where answers lead nowhere, or pages have no address."""
    pages, order = contract.pages, contract.order
    basis = bound_by(contract, "pages.next")
    if pages.next is None or not pages.addressed or not pages.sized or basis is None:
        return
    names = tuple(name for name in (pages.next.place.name, pages.next.place.relation, "next") if name)
    if order is not None and order.by is not None and pages.previous is not None and bound_by(contract, "pages.previous"):
        sentence = "In an order that is asked for the second page and later ones say that they are the last."
        yield Fault("next-ends-early-in-an-order", "pages", sentence, around("leads", _ends_in(order.by)), names, basis)
        # Where no order is documented for what nobody orders, that may be the one that is forgotten.
        if pages.next.form == "link" and order.default is not None and order.default[0] != "unspecified":
            sentence = "The links on the second page and later ones forget the order."
            yield Fault("second-link-drops-order", "pages", sentence, around("leads", _drops(contract, order.by)), names, basis)
    most = contract.parameter(pages.size.parameter).maximum
    if most is not None and pager(contract).counted and pages.kind == "offset" and not contract.parameter(pages.size.parameter).enum:
        sentence = f"A {pages.size.parameter} beyond {most} shows {most} records, and what leads on counts as many as were asked for."
        change = both(around("bound", _cut_to(contract, int(most))), around("leads", _counts_what_was_asked(contract, int(most))))
        yield Fault("clamped-size-leads-too-far", "bounds", sentence, change, (pages.size.parameter, *names), basis)


def _ends_in(parameter: str) -> Any:
    def change(inner: Led, service: Served, query: TypedQuery, matching: Sequence[int], by: Ordering) -> Leads:
        right = inner(service, query, matching, by)
        return replace(right, next=None, more=False) if query.offset and parameter in query.given else right

    return change


def _drops(contract: Contract, parameter: str) -> Any:
    def change(inner: Led, service: Served, query: TypedQuery, matching: Sequence[int], by: Ordering) -> Leads:
        right = inner(service, query, matching, by)
        if not query.offset or query.asked is None:
            return right
        return replace(right, next=inner(service, replace(query, asked=without(contract, query.asked, parameter)), matching, by).next)

    return change


def _cut_to(contract: Contract, most: int) -> Any:
    size = contract.pages.size.parameter

    def change(inner: Any, service: Served, query: TypedQuery) -> TypedQuery:
        asked = query.given.get(size)
        if not isinstance(asked, int) or asked <= most:
            return inner(service, query)  # type: ignore[no-any-return]
        return replace(inner(service, replace(query, given={**query.given, size: most})), given=query.given)  # type: ignore[no-any-return]

    return change


def _counts_what_was_asked(contract: Contract, most: int) -> Any:
    size = contract.pages.size.parameter

    def change(inner: Led, service: Served, query: TypedQuery, matching: Sequence[int], by: Ordering) -> Leads:
        right, asked = inner(service, query, matching, by), query.given.get(size)
        if not right.more or not isinstance(asked, int) or asked <= most:
            return right
        further = replace(query, offset=query.offset + min(asked, 10**6) - most)
        return replace(right, next=inner(service, further, matching, by).next)

    return change
