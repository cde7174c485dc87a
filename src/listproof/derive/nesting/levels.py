"""Rows whose depth is shown: by indents, by marks of a tree, or by names that are the way to them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import replace
from typing import Any

from listproof.derive.document import Item
from listproof.derive.formats.page import Unread
from listproof.derive.kinds import Kind
from listproof.derive.nesting.tree import Branch, pairs_of, said_of_members
from listproof.derive.rows import RowEntry

__all__ = ["by_level", "dotted_rows"]

_WAY = re.compile(r"^([A-Z][a-z]\w*(?:s|List|Set))(?:\[\w*\])?\.[A-Z]\w*$", re.ASCII)
"""The name of a part behind that of its list, as vendors write them that begin names with a capital."""


def dotted_rows(rows: Sequence[RowEntry], example: Any) -> list[tuple[RowEntry, float]]:
    """Rows whose names are the way to them (`items`, then `items.id` or `items[].id`), with their own names and depths; none else."""
    rows = _with_holders(rows, dict(pairs_of(example)))
    names = {_plain(row.item.name) for row in rows}
    found: list[tuple[RowEntry, float]] = []
    deep = False
    for row in rows:
        steps = [re.sub(r"\[\w*\]$", "", step) for step in row.item.name.split(".")]
        held = len(steps) > 1 and ".".join(steps[:-1]) in names
        deep = deep or held
        own = replace(row, item=replace(row.item, name=steps[-1])) if held else row
        found.append((own, float(len(steps) - 1) if held else 0.0))
    return found if deep else []


def _with_holders(rows: Sequence[RowEntry], shown: Mapping[str, Any]) -> list[RowEntry]:
    """The rows, with one for a list that no row names before the first of several that name it as their way (`Kites.Id`).

    So is what no row names on the way from one that a row names (`items[].lamp.colour` below `items`), and an object that the example
    shows with the part that a row names (`request.id`); `shown` are all names of the example.
    """
    names = [row.item.name for row in rows]
    plain = {_plain(name) for name in names}
    found: list[RowEntry] = []
    made: set[str] = set()
    for row in rows:
        way = _WAY.match(row.item.name)
        holder = way.group(1) if way else ""
        if holder and holder not in made and holder not in names and sum(name.startswith(holder + ".") for name in names) > 1:
            made.add(holder)
            found.append(_holder(row, holder, Kind("array", items=Kind("object"))))
        for between in _between(row.item.name, plain):
            if between not in made:
                made.add(between)
                several = re.search(rf"{re.escape(between.rpartition('.')[2])}\[\w*\]\.", row.item.name) is not None
                found.append(_holder(row, between, Kind("array", items=Kind("object")) if several else Kind("object")))
        first, _, last = row.item.name.partition(".")
        if first not in made and first not in names and isinstance(shown.get(first), Mapping) and last in shown[first]:
            made.add(first)
            found.append(_holder(row, first, Kind("object")))
        found.append(row)
    return found


def _plain(name: str) -> str:
    """A name that is the way to a row, without the brackets that say that a step of it is a list."""
    return re.sub(r"\[\w*\]", "", name)


def _between(name: str, known: Set[str]) -> Iterator[str]:
    """The ways between a row and the last one on its way that a row names: `items.lamp` of `items[].lamp.colour` where `items` is a row."""
    steps = _plain(name).split(".")
    ways = [".".join(steps[:count]) for count in range(1, len(steps))]
    begins = max((at for at, way in enumerate(ways) if way in known), default=None)
    if begins is not None:
        yield from ways[begins + 1 :]


def _holder(row: RowEntry, name: str, kind: Kind) -> RowEntry:
    """A row for what no row names and this one stands in."""
    return replace(row, item=Item(name, kind, row.item.place, typed=False), typed=False, spelled="")


def by_level(root: Branch, rows: Sequence[RowEntry], levels: Sequence[float], unread: list[Unread]) -> None:
    """Put each row into the last one before it that stands further to the left."""
    stack = [root]
    for row, level in zip(rows, _below_their_holder(rows, levels), strict=True):
        wrapped = _wrapped(row, stack)
        if wrapped is not None and row.item.name:
            wrapped.holds, wrapped.member = Kind("object", named=row.item.name), row.item.place
            stack.append(Branch(wrapped.entry, level, wrapped.children, example=wrapped.example))
            why = "its type is not given, taken as one item of the list above"
            unread.append(Unread(row.item.place.line, f"{row.item.name} in {row.item.place.table!r}", why))
            continue
        while len(stack) > 1 and stack[-1].level >= level:
            stack.pop()
        parent = stack[-1]
        if not row.item.name:
            if parent.entry is None:
                stack.append(Branch(None, level, parent.children, example=root.example))
                continue
            parent.holds, parent.member = row.item.kind, row.item.place
            unread += said_of_members(parent, row)
            stack.append(Branch(parent.entry, level, parent.children, example=parent.example))
            continue
        node = Branch(row, level)
        parent.children.append(node)
        stack.append(node)
    unread += _untyped(root)


def _below_their_holder(rows: Sequence[RowEntry], levels: Sequence[float]) -> list[float]:
    """The depths of rows, in which those that a row without a type is named after stand below it: `Tags`, then `TagKey` and `TagValue`."""
    found: list[float] = []
    stem, at = "", 0.0
    for row, level in zip(rows, levels, strict=True):
        name = row.item.name
        if stem and level == at and name.startswith(stem) and name != f"{stem}s":
            found.append(level + 0.5)
            continue
        bare = not row.typed and not row.spelled.strip() and row.item.required is None
        stem, at = (name[:-1] if bare and re.fullmatch(r"[A-Za-z]{3,}s", name) else ""), level
        found.append(level)
    return found


def _wrapped(row: RowEntry, stack: Sequence[Branch]) -> Branch | None:
    """The list of which a row without a type names one item, though it stands further to the left: `Colours`, then `Colour`."""
    if row.typed or row.item.required is not None:
        return None
    last = stack[-1]
    if last.entry is None or last.children or last.holds is not None or last.entry.item.kind.type != "array":
        return None
    name, listed = row.item.name, last.entry.item
    return last if name in (listed.kind.innermost.named, listed.name) or listed.name.startswith(name) else None


def _untyped(node: Branch) -> Iterator[Unread]:
    """A note for each row that has parts and no type: a list where its name or words speak of several, else an object."""
    for child in node.children:
        if child.entry is not None and child.children and not child.entry.typed and child.holds is None:
            item = child.entry.item
            several = (
                item.kind.type == "array"
                or re.search(r"(?i)\b(list|set|array|collection)\b|列表|集合|数组", item.words)
                or re.search(r"(?:s|List|Set)$", item.name)
            )
            kind = Kind("array", items=Kind("object")) if several else Kind("object")
            child.entry = replace(child.entry, item=replace(item, kind=kind))
            what = "an array of objects" if several else "an object"
            yield Unread(item.place.line, f"{item.name} in {item.place.table!r}", f"its type is not given, taken as {what}")
        yield from _untyped(child)
