"""Faults of order: keys and directions that are ignored, kept within a page only, or lost on the way."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from listproof.contract import Contract, Order, OrderKey
from listproof.contract.lacking import may_lack
from listproof.simulator.faults.fault import Fault, around, bound_by
from listproof.simulator.query import TypedQuery
from listproof.simulator.sent_order import asked_keys
from listproof.simulator.served import Served
from listproof.simulator.tables.ordering import Ordering
from listproof.simulator.tables.sql import Condition

__all__ = ["order"]

Sort = Callable[[Served, TypedQuery], Ordering]


def order(contract: Contract) -> Iterator[Fault]:
    """Every fault of order that contradicts a contract; none where it documents no order."""
    if contract.order is None:
        return
    yield from _directions(contract, contract.order)
    for key in contract.order.keys:
        basis = bound_by(contract, f"order.keys.{key.name}")
        if basis is not None:
            names = tuple(name for name in (contract.order.by, contract.order.direction, key.name, key.field) if name)
            for kind, sentence, change in _keys(contract, contract.order, key):
                yield Fault(f"{kind}:{key.name}", "order", sentence, change, names, basis)


def by_key(order: Order, key: OrderKey, query: TypedQuery, usual: str) -> bool:
    """Whether a query is ordered by a key."""
    if order.by is None or order.by not in query.given:
        return usual == key.name
    asked = asked_keys(order, query.given[order.by])
    return bool(asked) and asked[0][0].name == key.name


def _directions(contract: Contract, order: Order) -> Iterator[Fault]:
    names = tuple(name for name in (order.direction, order.by) if name) or tuple(key.name for key in order.keys)

    def sorted_as(change: Callable[[Served, TypedQuery, Ordering], Ordering]) -> Any:
        def sort(inner: Sort, service: Served, query: TypedQuery) -> Ordering:
            return change(service, query, inner(service, query))

        return around("order", sort)

    def scattered(by: Ordering) -> Ordering:
        return replace(by, by="(ordinal * 37) % 101", ties="forwards")

    def losing(lost: Callable[[TypedQuery], bool], service: Served, query: TypedQuery, by: Ordering) -> Ordering:
        return scattered(by) if lost(query) else by

    def filtered(query: TypedQuery) -> bool:
        return any(one.name in query.given and one.name not in contract.base for one in contract.filters)

    def asked(query: TypedQuery) -> bool:
        return order.by in query.given or order.direction in query.given

    usual = order.default[1] == "desc" if order.default else False
    if order.direction and bound_by(contract, "order.direction"):
        basis = bound_by(contract, "order.direction") or "implied"
        yield Fault(
            "direction-ignored",
            "order",
            f"{order.direction} does nothing.",
            sorted_as(lambda service, query, by: replace(by, descending=usual)),
            names,
            basis,
        )
        yield Fault(
            "direction-reversed",
            "order",
            f"{order.direction} asc gives desc, and desc gives asc.",
            sorted_as(lambda service, query, by: replace(by, descending=not by.descending) if order.direction in query.given else by),
            names,
            basis,
        )
        if order.default and bound_by(contract, "order.default"):
            yield Fault(
                "default-direction-wrong",
                "order",
                f"Without {order.direction} the order is the reverse of the documented default.",
                sorted_as(lambda service, query, by: by if order.direction in query.given else replace(by, descending=not by.descending)),
                names,
                bound_by(contract, "order.default") or "implied",
            )
    for kind, sentence, lost in (
        ("order-lost-with-filters", "With a filter the records come in no order.", lambda query: filtered(query)),
        ("order-lost-from-page-two", "From the second page on the records come in no order.", lambda query: query.goes_on),
        (
            "order-lost-on-large-pages",
            "On pages of more than 20 records the records come in no order.",
            lambda query: query.size > 20,
        ),
    ):
        if kind == "order-lost-on-large-pages" and contract.pages.size.safe <= 20:
            continue
        yield Fault(
            kind,
            "order",
            sentence,
            sorted_as(partial(losing, lost)),
            names,
            "implied",
        )

    if order.turn is not None and bound_by(contract, "order.direction"):
        yield Fault(
            "direction-first-page-only",
            "order",
            "From the second page on the direction is forgotten.",
            sorted_as(lambda service, query, by: replace(by, descending=usual) if query.goes_on and asked(query) else by),
            names,
            bound_by(contract, "order.direction") or "implied",
        )


Planted = tuple[str, str, Any]


def _keys(contract: Contract, order: Order, key: OrderKey) -> Iterator[Planted]:
    def mine(service: Served, query: TypedQuery) -> bool:
        return by_key(order, key, query, service.decisions.default_key or order.keys[0].name)

    def sorted_as(change: Callable[[Ordering], Ordering]) -> Any:
        def sort(inner: Sort, service: Served, query: TypedQuery) -> Ordering:
            by = inner(service, query)
            return change(by) if mine(service, query) else by

        return around("order", sort)

    def within_page(inner: Any, service: Served, query: TypedQuery, kept: Mapping[str, Condition], by: Ordering) -> Sequence[int]:
        right: Sequence[int] = inner(service, query, kept, by)
        if not mine(service, query):
            return right
        place = {ordinal: index for index, ordinal in enumerate(right)}
        loose = sorted(right, key=lambda ordinal: (ordinal * 37 % 101, ordinal))
        size = max(1, query.size)
        return [ordinal for start in range(0, len(loose), size) for ordinal in sorted(loose[start : start + size], key=place.__getitem__)]

    def neighbours(inner: Any, service: Served, query: TypedQuery, kept: Mapping[str, Condition], by: Ordering) -> Sequence[int]:
        right = list(inner(service, query, kept, by))
        if mine(service, query):
            for place in range(6, len(right) - 30, 40):
                right[place], right[place + 29] = right[place + 29], right[place]
        return right

    def without_nulls(inner: Any, service: Served, query: TypedQuery) -> dict[str, Condition]:
        kept: dict[str, Condition] = inner(service, query)
        column = next(c.name for c in service.columns if c.pointer == key.field)
        if order.by in query.given and mine(service, query):
            kept = {**kept, "nulls": Condition(f"{column} IS NOT NULL")}
        return kept

    yield (
        "order-ignored",
        f"Order by {key.name} is no order at all.",
        sorted_as(lambda by: replace(by, by="(ordinal * 37) % 101")),
    )
    if contract.pages.next is None or contract.pages.next.place.kind != "last":
        # A cursor that is the last record has no place in pages that are sorted each by itself.
        yield "order-within-page", f"Records are sorted by {key.name} within a page only.", around("select", within_page)
    yield "order-swapped", f"A few records stand in the wrong place of the order by {key.name}.", around("select", neighbours)
    field = next((f for f in contract.fields if f.within == key.field), None)
    if key.compares == "group":
        listed = [str(value) for value in field.enum] if field is not None else []
        # Values that all begin differently stand together by their first letters too.
        if len({value[:1] for value in listed}) < len(listed) or not listed:
            yield (
                "order-first-letter",
                f"Only the first letter of {key.name} counts for the order.",
                sorted_as(lambda by: replace(by, by=f"substr({by.by}, 1, 1)", ties="scattered")),
            )
    elif key.compares == "time":
        if field is not None and field.format != "date":
            yield (
                "order-by-day",
                f"Only the day of {key.name} counts for the order.",
                sorted_as(lambda by: replace(by, by=f"{by.by} / 86400000", ties="scattered")),
            )
        yield (
            "order-by-last-digits",
            f"{key.name} is compared from its end.",
            sorted_as(lambda by: replace(by, by=f"{by.by} % 86400000", ties="scattered")),
        )
    if may_lack(contract, key.field) and order.by:
        yield "order-drops-nulls", f"Order by {key.name} leaves out records without it.", around("where", without_nulls)
