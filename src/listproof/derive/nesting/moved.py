"""Rows that stand where the example does not show them, put into the object of their table in which it does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from listproof.derive.document import Item
from listproof.derive.formats.page import Unread
from listproof.derive.kinds import Kind, with_fields
from listproof.derive.nesting.placed import ways_in
from listproof.derive.nesting.tree import keys_of

__all__ = ["moved"]

_Way = tuple[str, ...]


@dataclass
class _Node:
    item: Item
    way: _Way
    children: list[_Node] = field(default_factory=list)


def moved(items: Sequence[Item], value: Any, implied: bool = False) -> tuple[tuple[Item, ...], tuple[Unread, ...]]:
    """The items, of which each that the example shows elsewhere stands there; and a note on each of those.

    Elsewhere is inside an object or a list that a row before it in the same table names, that has no part of that name yet, and that is the
    only such one; with `implied`, where the example shows a name in one place alone, inside objects that no row names as well. What the
    example shows where the item stands, and what stands where the example shows nothing, stays.
    """
    ways = ways_in(value)
    told = {way for found in ways.values() for way in found}
    top = [_node(item, ()) for item in items]
    notes: list[Unread] = []
    for siblings, node in list(_all(top)):
        first = next(one for one in siblings if one.item.name == node.item.name)
        shown = ways.get(node.item.name, set())
        if node.way not in told or not shown or (node.way in shown and first is node):
            continue
        holders = [one for _, one in _all(top) if (*one.way, one.item.name) in shown and _holds(one, node)]
        if not holders and implied and len(shown) == 1:
            holders = _made(top, next(iter(shown)), node.item, value)
        if len(holders) != 1:
            continue
        siblings.remove(node)
        holders[0].children.append(node)
        _set_way(node, (*holders[0].way, holders[0].item.name))
        what = f"{node.item.name} in {node.item.place.table!r}"
        notes.append(Unread(node.item.place.line, what, f"the example shows it inside {holders[0].item.name}; taken so"))
    return tuple(map(_item, top)), tuple(notes)


def _made(top: list[_Node], way: _Way, item: Item, value: Any) -> list[_Node]:
    """The node at a way of names, with those of them that no row names; none where a row there cannot hold others."""
    siblings, found = top, None
    for depth, name in enumerate(way):
        value = keys_of(value).get(name)
        found = next((one for one in siblings if one.item.name == name), None)
        if found is None:
            kind = Kind("array", items=Kind("object")) if isinstance(value, list) else Kind("object")
            found = _Node(Item(name, kind, replace(item.place, row=name), typed=False), way[:depth])
            siblings.append(found)
        if found.item.kind.type not in ("array", "object") or any(one.item.name == item.name for one in found.children):
            return []
        siblings = found.children
    return [found] if found is not None else []


def _holds(holder: _Node, node: _Node) -> bool:
    """Whether a row may hold one behind it in its table."""
    own, other = holder.item, node.item
    holds = own.kind.type in ("array", "object") or not own.typed
    behind = own.place.table == other.place.table and own.place.line < other.place.line
    return holds and behind and all(one.item.name != other.name for one in holder.children)


def _node(item: Item, way: _Way) -> _Node:
    return _Node(item, way, [_node(child, (*way, item.name)) for child in item.children])


def _set_way(node: _Node, way: _Way) -> None:
    node.way = way
    for child in node.children:
        _set_way(child, (*way, node.item.name))


def _all(nodes: list[_Node]) -> Iterator[tuple[list[_Node], _Node]]:
    """Every node with the list in which it stands, outermost first."""
    for node in nodes:
        yield nodes, node
        yield from _all(node.children)


def _item(node: _Node) -> Item:
    children = tuple(map(_item, node.children))
    kind = with_fields(node.item.kind) if children and not node.item.children else node.item.kind
    return replace(node.item, kind=kind, children=children)
