"""Changes of what a contract says of its order."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from listproof.contract import AS_SHOWN, Contract, Order
from listproof.contract.pointer import at, escaped
from listproof.proof.mutations.mutation import Mutation, Raw, deleted, put, shown_everywhere

__all__ = ["of_order"]

_OPPOSITE = {"asc": "desc", "desc": "asc", "first": "last", "last": "first"}


def of_order(contract: Contract, root: Raw) -> Iterator[Mutation]:
    """The changes of every fact of `order`."""
    order = contract.order
    if order is None:
        return
    own = (*contract.base, order.by, order.direction)
    names = (*(one.name for one in contract.filters), *(one.name for one in contract.query_parameters))
    wrong = next((name for name in names if name not in own), "listproof")
    if order.by:
        yield Mutation("order.by", f"it is {wrong}", put(root, "/order/by", wrong))
    if order.turn is not None:
        yield from _turn(order, root, wrong)
    if order.takes_several:
        if order.separator is not None:
            other = ";" if order.separator != ";" else ","
            yield Mutation("order.several", f"keys are separated by {other}", put(root, "/order/separator", other))
        else:
            weaker = "it asks for less: for one key at a time" if order.each else ""
            yield Mutation("order.several", "one query names one key", deleted(root, "/x-listing/order/repeated"), weaker=weaker)
    for key in order.keys:
        other = next((p for p in (*contract.identity, *contract.settled) if p != key.field), "/listproof")
        yield Mutation(f"order.keys.{key.name}", f"it orders by {other}", put(root, f"/order/keys/{escaped(key.name)}/field", other))
        if key.direction is not None:
            turned = put(root, f"/order/keys/{escaped(key.name)}/direction", _OPPOSITE[key.direction])
            yield Mutation(f"order.keys.{key.name}", f"it goes {_OPPOSITE[key.direction]}", turned)
        if key.nulls is not None:
            nulls = _OPPOSITE[key.nulls]
            yield Mutation(f"order.keys.{key.name}.nulls", f"they come {nulls}", put(root, f"/order/keys/{escaped(key.name)}/nulls", nulls))
        if key.precision != AS_SHOWN:
            changed = shown_everywhere(contract, root, key.field)
            why = "" if order.takes_several or order.then else "nothing is sorted by another key where this one is equal"
            yield Mutation(f"order.keys.{key.name}.precision", "times are kept as they are shown", changed, weaker=why)
    if order.default:
        pairs = [[name, _OPPOSITE[direction]] for name, direction in (order.default, *order.then)]
        said: Any = pairs if order.then else pairs[0]
        yield Mutation("order.default", f"it is {said}", put(root, "/order/default", said))


def _turn(order: Order, root: Raw, wrong: str) -> Iterator[Mutation]:
    """The parameter of the direction is another, or the two signs are changed for each other."""
    if order.direction is not None:
        held = at(root, "/x-listing/order/direction")
        word = "/flag" if isinstance(held, dict) and "flag" in held else "/parameter" if isinstance(held, dict) else ""
        yield Mutation("order.direction", f"it is {wrong}", put(root, f"/order/direction{word}", wrong))
    elif order.turn is not None and order.turn.kind in ("spelled", "object", "each"):
        held = at(root, "/x-listing/order/direction")
        turned = {**held, "asc": held.get("desc", "desc"), "desc": held.get("asc", "asc")}
        yield Mutation("order.direction", "the words stand for the other direction", put(root, "/order/direction", turned))
    elif order.turn is not None:
        turned = {order.turn.kind: {"asc": order.turn.desc, "desc": order.turn.asc}}
        yield Mutation("order.direction", "the signs stand for the other direction", put(root, "/order/direction", turned))
