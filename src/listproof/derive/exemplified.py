"""What only the example of an answer shows: fields that no row names, in the places where it shows them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from listproof.derive.document import Item, SourcePlace
from listproof.derive.kinds import Kind
from listproof.derive.nesting import keys_of

__all__ = ["kind_shown", "shown_twofold", "with_shown"]

_NAME = re.compile(r"[A-Za-z_$@][\w.$@-]*")
_DEEPEST = 8
_MOST_KEYS = 200


def kind_shown(value: Any) -> Kind | None:
    """The type of a value of an example that is no text; None of a text, of an empty list and of nothing."""
    if isinstance(value, bool):
        return Kind("boolean")
    if isinstance(value, int | float):
        return Kind("integer" if isinstance(value, int) else "number")
    if isinstance(value, list) and value:
        return Kind("array", items=kind_shown(value[0]) or Kind("string"))
    return Kind("object") if isinstance(value, Mapping) else None


def with_shown(items: tuple[Item, ...], value: Any, place: SourcePlace, depth: int = 0) -> tuple[tuple[Item, ...], tuple[str, ...]]:
    """The fields with those beside and inside them that an example shows and no row names, and the names of those.

    A map, whose names are data, is none of objects: one of its names is no name, all have dots, or its values are objects alike.
    """
    shown = keys_of(value)
    if depth > _DEEPEST or not shown or len(shown) > _MOST_KEYS or (not items and _is_map(shown)):
        return items, ()
    found: list[Item] = []
    named: list[str] = []
    for item in items:
        inner, more = with_shown(item.children, shown.get(item.name), place, depth + 1) if _holds(item.kind) else (item.children, ())
        found.append(replace(item, children=inner))
        named += more
    known = {item.name for item in items}
    for name, one in shown.items():
        if name in known or not _NAME.fullmatch(name):
            continue
        inner, more = with_shown((), one, place, depth + 1)
        kind = kind_shown(one) or (Kind("array") if isinstance(one, list) else Kind("string"))
        found.append(Item(name, kind, replace(place, row=name), children=inner, typed=False))
        named += (name, *more)
    return tuple(found), tuple(named)


def shown_twofold(value: Any, depth: int = 0) -> dict[str, tuple[str, ...]]:
    """The names that records of one list show as plain values and with parts, each with the names of those parts."""
    found: dict[str, tuple[str, ...]] = {}
    records = (
        [one for one in value if isinstance(one, Mapping)] if isinstance(value, list) else [value] if isinstance(value, Mapping) else []
    )
    for name in dict.fromkeys(name for one in records for name in one) if depth <= _DEEPEST else ():
        shown = [one[name] for one in records if name in one]
        parts = [part for one in shown for part in keys_of(one)]
        if parts and any(isinstance(one, str | int | float) for one in shown):
            found[str(name)] = tuple(dict.fromkeys(map(str, parts)))
        for one in shown:
            found |= shown_twofold(one, depth + 1)
    return found


def _holds(kind: Kind) -> bool:
    """Whether a field is an object or a list of objects, as far as is said, and no map."""
    while kind.type == "array" and kind.items is not None:
        kind = kind.items
    return kind.type == "array" or (kind.type == "object" and kind.items is None)


def _is_map(shown: Mapping[str, Any]) -> bool:
    """Whether the names of an object are data: one is no name, or several objects behind them have the same names."""
    if not all(_NAME.fullmatch(name) for name in shown) or all("." in name for name in shown):
        return True
    inner = [frozenset(one) for one in shown.values() if isinstance(one, Mapping)]
    return len(inner) == len(shown) > 1 and len(set(inner)) == 1 and bool(inner[0])
