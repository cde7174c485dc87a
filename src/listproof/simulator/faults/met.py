"""Faults that were met on servers that nobody here wrote, and that no other kind plants."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from starlette.datastructures import QueryParams

from listproof.contract import Contract, Order, Projection
from listproof.contract.pointer import write
from listproof.simulator.exchange import Answer, Request
from listproof.simulator.faults.bounds import without
from listproof.simulator.faults.errors import crash
from listproof.simulator.faults.fault import Fault, around, both, bound_by
from listproof.simulator.pages import pager
from listproof.simulator.projection import kept_by, names_at
from listproof.simulator.query import Leads, TypedQuery
from listproof.simulator.reading.sent import Sent
from listproof.simulator.refusals import Refusal
from listproof.simulator.sent_order import sorted_by
from listproof.simulator.served import Served
from listproof.simulator.tables.ordering import Ordering

__all__ = ["met"]

Lead = Callable[[Served, TypedQuery, Sequence[int], Ordering], Leads]


def met(contract: Contract) -> Iterator[Fault]:
    """Every such fault that contradicts a contract."""
    order = contract.order
    if order is not None and order.by is not None:
        for one in contract.projections:
            if one.kind == "chosen" and any(names_at(one, [key.field for key in order.keys])):
                yield _order_chosen(order, one) if one.first else _order_not_chosen(contract, order, one)
        if order.takes_several:
            yield _key_twice(contract, order)
        if contract.pages.next is not None and contract.pages.previous is not None and bound_by(contract, "pages.previous"):
            yield _previous_stays(contract, order)
    whole = tuple(one.name for one in contract.query_parameters if one.kind == "integer" and one.spelling is None)
    if whole:
        sentence = "A fraction where a whole number is asked for is answered with 500."
        broken = both(crash(lambda service, query: False), around("read", partial(_unrounded, whole)))
        yield Fault("500-fraction", "errors", sentence, broken, whole, "implied")
    lead = contract.pages.next
    tokens = lead is not None and (contract.pages.kind, lead.place.kind, lead.form) == ("cursor", "pointer", "token")
    if tokens and contract.pages.sized and contract.records and contract.method == "GET":
        sentence = "A size of 0 is answered with no records and a cursor that is refused."
        names = (contract.pages.size.parameter, contract.pages.parameter, "cursor", "next")
        yield Fault("zero-size-leads-nowhere", "pages", sentence, around("http", _without_a_page), names, "implied")


def _unrounded(whole: Sequence[str], inner: Any, service: Served, request: Request, path: Any) -> TypedQuery:
    """The query as it is read, but for a number that is taken for one and is none of those that can be worked with."""
    try:
        return inner(service, request, path)  # type: ignore[no-any-return]
    except Refusal as refusal:
        sent = Sent(service.contract, request)
        value = sent.query.get(str(refusal.parameter), sent.body.get(str(refusal.parameter)))
        broken = refusal.parameter in whole and re.fullmatch(r"-?\d+\.\d+", str(value)) is not None
        raise Refusal("crash" if broken else refusal.kind, refusal.parameter) from None


def _order_not_chosen(contract: Contract, order: Order, one: Projection) -> Fault:
    """Sorting by a column that the choice has left out of what is read."""

    def lacks_the_key(service: Served, query: TypedQuery) -> bool:
        if order.by not in query.given or one.parameter not in query.given:
            return False
        keys = names_at(one, [key.field for key, _ in sorted_by(contract, order, service.decisions, query)])
        return not set(keys) <= kept_by(one, query)

    sentence = f"With {one.parameter} an order by a field that is not chosen is answered with 500."
    names = (one.parameter, str(order.by))
    return Fault(f"500-order-not-chosen:{one.parameter}", "shape", sentence, crash(lacks_the_key), names, "implied")


def _order_chosen(order: Order, one: Projection) -> Fault:
    """What is chosen first, and then lost to the order that should look at it."""

    def both(service: Served, query: TypedQuery) -> bool:
        return order.by in query.given and one.parameter in query.given

    sentence = f"With {one.parameter} an order is answered with 500, though its key is chosen."
    return Fault(f"500-order-chosen:{one.parameter}", "shape", sentence, crash(both), (one.parameter, str(order.by)), "implied")


def _key_twice(contract: Contract, order: Order) -> Fault:
    def twice(service: Served, query: TypedQuery) -> bool:
        if order.by not in query.given:
            return False
        names = [key.name for key, _ in sorted_by(contract, order, service.decisions, query)]
        return len(set(names)) < len(names)

    sentence = f"One key named twice in {order.by} is answered with 500."
    return Fault("500-key-twice", "order", sentence, crash(twice), (str(order.by),), "implied")


def _previous_stays(contract: Contract, order: Order) -> Fault:
    """The way back by a key whose equal records stand on both sides of a page's edge."""

    def stays(inner: Lead, service: Served, query: TypedQuery, matching: Sequence[int], by: Ordering) -> Leads:
        right = inner(service, query, matching, by)
        if right.more or right.previous is None or order.by not in query.given or query.offset < 2 * query.size:
            return right
        return replace(right, previous=inner(service, pager(contract).turned(query, 1), matching, by).previous)

    sentence = f"Sorted by {order.by}, the last page names itself as the page before."
    back = contract.pages.previous
    names = tuple(name for name in (back and back.parameter, back and back.place.name, "previous", order.by) if name)
    return Fault("previous-stays-in-an-order", "pages", sentence, around("leads", stays), names)


def _without_a_page(inner: Any, service: Served, request: Request, answer: Answer) -> Answer:
    """Answers a size of 0 with the first page, its records taken out and a cursor put in that no page has."""
    contract, answer = service.contract, inner(service, request, answer)
    size, lead = contract.pages.size.parameter, contract.pages.next
    if lead is None or QueryParams(request.query).get(size) != "0":
        return answer
    usual: Answer = service.answer(without(contract, request, size))
    body = write(write(json.loads(usual.body), contract.records, []), lead.place.name, "nowhere")
    return replace(usual, body=json.dumps(body).encode())
