"""How an order is asked for: keys with a direction each, by the words of the contract."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from listproof.contract.model import Order

__all__ = ["order_arguments"]


def order_arguments(order: Order, keys: Sequence[tuple[str, str | None]]) -> dict[str, Any]:
    """The arguments that ask for an order by keys (names), each with its direction (None: it is not said).

    Raises ValueError where the contract cannot ask for that: several keys where one may be named, or two directions where one
    parameter turns them all.
    """
    if len(keys) > 1 and not order.takes_several:
        raise ValueError(f"one query names one key; {len(keys)} were asked for")
    asked: dict[str, Any] = {}
    if order.by:
        named = [_signed(order, name, direction) for name, direction in keys]
        asked[order.by] = named[0] if len(named) == 1 else named if order.separator is None else order.separator.join(named)
    if order.turn is not None and order.direction:
        directions = {direction for _, direction in keys}
        if len(directions) > 1:
            raise ValueError("one parameter turns all keys; expected one direction")
        direction = directions.pop()
        if direction is not None:
            asked[order.direction] = order.turn.asc if direction == "asc" else order.turn.desc
    return asked


def _signed(order: Order, name: str, direction: str | None) -> Any:
    turn = order.turn
    if turn is not None and turn.kind == "object":
        return _with_key(turn.objects["desc" if direction == "desc" else "asc"], name)
    if turn is not None and turn.kind == "each":
        return name if direction is None else f"{name} {direction}"
    if turn is not None and turn.kind == "spelled":
        return turn.template.replace("{key}", name).replace("{direction}", turn.desc if direction == "desc" else turn.asc)
    if turn is None or direction is None or turn.kind not in ("prefix", "suffix"):
        return name
    sign = turn.asc if direction == "asc" else turn.desc
    return sign + name if turn.kind == "prefix" else name + sign


def _with_key(shape: Any, name: str) -> Any:
    """The object that asks for a key: its name stands as a value or as the name of a property."""
    if isinstance(shape, Mapping):
        return {_with_key(at, name): _with_key(inner, name) for at, inner in shape.items()}
    return name if shape == "{key}" else shape
