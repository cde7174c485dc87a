"""Rows of one flat table put where the example of the answer shows each of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from listproof.derive.document import Item
from listproof.derive.kinds import with_fields

__all__ = ["placed", "ways_in"]


def placed(items: Sequence[Item], value: Any) -> tuple[Item, ...] | None:
    """Items of a table without depth inside those of them that the example shows to hold them; None where it does not tell.

    It tells where each name stands in one place alone, what holds it is a row of the table too, and not all stand at the top; a few that it
    does not show, as those of an error, stay there.
    """
    ways = ways_in(value)
    names = {item.name for item in items}
    if len(names) < len(items) or any(item.children for item in items):
        return None
    shown = {name: ways[name] for name in names if name in ways}
    if 2 * len(shown) <= len(names) or any(len(found) != 1 for found in shown.values()):
        return None
    where = {name: next(iter(shown[name])) if name in shown else () for name in names}
    if not any(where.values()) or any(step not in names for way in where.values() for step in way):
        return None
    return _inside(items, where, ())


def _inside(items: Sequence[Item], where: Mapping[str, tuple[str, ...]], way: tuple[str, ...]) -> tuple[Item, ...]:
    found = []
    for item in items:
        if where[item.name] == way:
            children = _inside(items, where, (*way, item.name))
            found.append(replace(item, kind=with_fields(item.kind), children=children) if children else item)
    return tuple(found)


def ways_in(value: Any, way: tuple[str, ...] = ()) -> dict[str, set[tuple[str, ...]]]:
    """The ways to each name of an example, lists passed over."""
    found: dict[str, set[tuple[str, ...]]] = {}
    for one in value if isinstance(value, list) else [value]:
        for name, inner in one.items() if isinstance(one, Mapping) else ():
            found.setdefault(str(name), set()).add(way)
            for held, ways in ways_in(inner, (*way, str(name))).items():
                found.setdefault(held, set()).update(ways)
    return found
