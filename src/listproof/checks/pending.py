"""Times that are still to come: what stands in their place until then, where no document says it."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

from listproof.contract import Absent, Contract, Field
from listproof.contract.pointer import parts

__all__ = ["is_not_yet", "said_of_pending", "with_pending_times"]

_NUMBERS = (0, -1)
_MOMENTS = {
    "epoch-milliseconds": 1_700_000_000_000,
    "epoch-seconds": 1_700_000_000,
    "date-time": "2023-11-14T22:13:20Z",
    "date-time-local": "2023-11-14T22:13:20",
}


def is_not_yet(field: Field, value: Any) -> bool:
    """Whether a value, or its absence (`Absent`), may say of a time that it has not come yet, for no document says otherwise."""
    if field.pending is None or isinstance(value, bool):
        return False
    if isinstance(value, int | float):
        return value in _NUMBERS and (field.format or "").startswith("epoch")
    if field.pending == "number":
        return False
    if isinstance(value, Absent):
        return "required" not in field.facets
    return value in (None, "")


def said_of_pending(value: Any) -> str:
    """How a record says that a time has not come yet, in a word."""
    return "absent" if isinstance(value, Absent) else "null" if value is None else "an empty text" if value == "" else str(value)


def with_pending_times(contract: Contract, body: Any) -> Any:
    """A body in which a moment stands wherever a time has not come yet, so that what else is wrong with it can be told by its schema."""
    if not any(True for _ in _open_places(contract, body)):
        return body
    found = copy.deepcopy(body)
    for field, holder, name in list(_open_places(contract, found)):
        holder[name] = _MOMENTS[field.format or "date-time"]
    return found


def _open_places(contract: Contract, body: Any) -> Iterator[tuple[Field, dict[str, Any], str]]:
    """Where a body says that a time has not come yet, otherwise than the schema draws it: the field, the object, its name there."""
    for field in contract.fields:
        if field.pending != "open":
            continue
        *parent, name = parts(field.pointer)
        for holder in _holders(body, tuple(parent)):
            value = holder.get(name, Absent())
            if is_not_yet(field, value) and (field.required or not isinstance(value, Absent)):
                yield field, holder, name


def _holders(value: Any, steps: tuple[str, ...]) -> list[dict[str, Any]]:
    """The objects at a pointer's steps, `*` for every item."""
    if not steps:
        return [value] if isinstance(value, dict) else []
    inner: list[Any] = []
    if steps[0] == "*" and isinstance(value, list):
        inner = value
    elif isinstance(value, dict):
        inner = list(value.values()) if steps[0] == "*" else [value[steps[0]]] if steps[0] in value else []
    return [holder for one in inner for holder in _holders(one, steps[1:])]
