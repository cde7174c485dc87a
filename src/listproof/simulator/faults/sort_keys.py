"""Faults of how an order is asked for: signs, second keys, and records without a key."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from listproof.contract import Contract, Order, OrderKey
from listproof.simulator.faults.fault import Fault, around, bound_by, sorts_as_text
from listproof.simulator.query import TypedQuery
from listproof.simulator.sent_order import sorted_by
from listproof.simulator.served import Served
from listproof.simulator.tables.ordering import Ordering
from listproof.simulator.tables.sql import Condition

__all__ = ["sort_keys"]

Sort = Callable[[Served, TypedQuery], Ordering]
Planted = tuple[str, str, Any]


def sort_keys(contract: Contract) -> Iterator[Fault]:
    """Every fault of signs, second keys and nulls that contradicts a contract's order."""
    order = contract.order
    if order is None:
        return
    names = tuple(name for name in (order.by, order.direction) if name) or tuple(key.name for key in order.keys)
    for kind, sentence, change in (*_signs(order), *_several(order)):
        fact = "order.default" if kind.startswith("default") else "order.by"
        yield Fault(kind, "order", sentence, change, names, bound_by(contract, fact) or "implied")
    for key in order.keys:
        basis = bound_by(contract, f"order.keys.{key.name}")
        if basis is not None and order.by is not None:
            for kind, sentence, change in _keys(contract, order, key):
                yield Fault(f"{kind}:{key.name}", "order", sentence, change, (*names, key.name, key.field), basis)


def sorted_as(when: Callable[[TypedQuery], bool], change: Callable[[Ordering], Ordering]) -> Any:
    """A change of the order of some queries."""

    def sort(inner: Sort, service: Served, query: TypedQuery) -> Ordering:
        by = inner(service, query)
        return change(by) if when(query) else by

    return around("order", sort)


def _signs(order: Order) -> Iterator[Planted]:
    if order.by is None or order.turn is None or order.direction is not None:
        return
    what = "sign" if order.turn.kind in ("prefix", "suffix") else "direction"

    def turned(to: Callable[[bool], bool]) -> Any:
        def change(by: Ordering) -> Ordering:
            then = tuple(replace(term, descending=to(term.descending)) for term in by.then)
            return replace(by, descending=to(by.descending), then=then)

        return sorted_as(lambda query: order.by in query.given, change)

    yield "sign-ignored", f"The {what} of a key in {order.by} does nothing.", turned(lambda down: False)
    yield "sign-reversed", f"The {what} of a key in {order.by} turns the order the other way.", turned(lambda down: not down)


def _several(order: Order) -> Iterator[Planted]:
    def asked(query: TypedQuery) -> bool:
        return order.by is not None and order.by in query.given

    def only_last(by: Ordering) -> Ordering:
        return replace(by, by=by.then[-1].by, descending=by.then[-1].descending, then=()) if by.then else by

    def one_way(by: Ordering) -> Ordering:
        return replace(by, then=tuple(replace(term, descending=by.descending) for term in by.then))

    if order.takes_several:
        yield "second-key-ignored", f"Of several keys in {order.by} only the first counts.", sorted_as(asked, _first_only)
        yield "last-key-wins", f"Of several keys in {order.by} only the last counts.", sorted_as(asked, only_last)
        if order.direction is None and order.turn is not None:
            yield "first-sign-for-all", "The direction of the first key turns all of them.", sorted_as(asked, one_way)
    if order.then:
        yield (
            "default-second-key-ignored",
            "Of the documented default order only the first key counts.",
            sorted_as(lambda query: not asked(query), _first_only),
        )


def _first_only(by: Ordering) -> Ordering:
    return replace(by, then=(), ties="scattered")


def _keys(contract: Contract, order: Order, key: OrderKey) -> Iterator[Planted]:
    def asked(service: Served, query: TypedQuery) -> str | None:
        """The direction in which a query is sorted by the key, first of all; None where it is not."""
        first, direction = sorted_by(contract, order, service.decisions, query)[0]
        return direction if first.name == key.name and order.by in query.given else None

    def by_key(change: Callable[[Ordering], Ordering]) -> Any:
        def sort(inner: Sort, service: Served, query: TypedQuery) -> Ordering:
            by = inner(service, query)
            return by if asked(service, query) is None else change(by)

        return around("order", sort)

    def losing(direction: str) -> Any:
        def where(inner: Any, service: Served, query: TypedQuery) -> dict[str, Condition]:
            kept: dict[str, Condition] = inner(service, query)
            if asked(service, query) != direction:
                return kept
            column = next(one.name for one in service.columns if one.pointer == key.field)
            return {**kept, "nulls": Condition(f"{column} IS NOT NULL")}

        return around("where", where)

    if key.compares == "number" and not sorts_as_text(contract, key.field):
        yield (
            "order-as-text",
            f"The numbers of {key.name} are sorted as texts.",
            by_key(lambda by: replace(by, by=f"CAST(CAST({by.by} AS INTEGER) AS TEXT)")),
        )
    if key.compares == "text":
        yield (
            "order-by-length",
            f"{key.name} is sorted by its length, the longest first.",
            by_key(lambda by: replace(by, by=f"printf('%08d', 99999999 - length({by.by})) || substr({by.by}, -1)")),
        )
    field = next((one for one in contract.fields if one.within == key.field), None)
    if field is None or "null" not in field.types:
        return
    for direction, word in (("asc", "ascending"), ("desc", "descending")):
        if direction in order.directions(key):
            yield f"nulls-lost-{word}", f"The {word} order by {key.name} leaves out records without it.", losing(direction)
    scattered = {"number": "ordinal * 37 % 20", "text": "char(97 + ordinal * 7 % 26)"}.get(key.compares)
    if scattered is not None:
        yield (
            "nulls-scattered",
            f"Records without {key.name} stand between the others.",
            by_key(lambda by: replace(by, by=f"coalesce({by.by}, {scattered})")),
        )
    if key.nulls is not None:
        other = "first" if key.nulls == "last" else "last"
        yield "nulls-misplaced", f"Records without {key.name} come {other}.", by_key(lambda by: replace(by, nulls=other))
