"""Answers whose objects have a table each: which table describes which field, put where it is named."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from listproof.derive.document import Item
from listproof.derive.formats.page import Unread
from listproof.derive.kinds import Kind, with_fields
from listproof.derive.rows import RowEntry

__all__ = ["with_tables"]


def _table_of(item: Item, path: Sequence[str], tables: Mapping[str, Sequence[RowEntry]]) -> str:
    """The name of the table that describes an item; empty for an item without parts that no table claims.

    A table may be called as the object is, as the field is (in another case, or of one of several), or by the way to it (`roles.policy`).
    """
    named = item.kind.innermost.named
    if item.name in tables and _of_maps(item.kind):
        return item.name
    if named in tables or (named and item.kind.innermost.type != "object"):
        return named
    if item.kind.innermost.type == "object" or (item.kind.type == "array" and item.kind.items is None):
        for table in tables:
            steps = [step.lower() for step in table.split(".")]
            if table == item.name or (len(steps) > 1 and [name.lower() for name in path[-len(steps) :]] == steps):
                return table
        wanted = {word.lower() for word in (named, item.name) if word}
        for table in tables:
            if table.lower() in wanted or table.lower() + "s" in wanted or table.lower().removesuffix("s") in wanted:
                return table
    return named


def _of_maps(kind: Kind) -> bool:
    """Whether a list is said to hold maps of plain values: a table may tell which."""
    return kind.type == "array" and kind.items is not None and kind.items.type == "object" and kind.items.items is not None


def with_tables(
    roots: Sequence[RowEntry], tables: Mapping[str, Sequence[RowEntry]]
) -> tuple[tuple[Item, ...], set[str], tuple[Unread, ...]]:
    """The items of a root table, with the tables of named objects put where they are named.

    Returns the items, the names of the tables used, and a note for each object that has no table.
    """
    used: set[str] = set()
    unread: list[Unread] = []

    def build(entry: RowEntry, path: tuple[str, ...], above: tuple[str, ...]) -> Item:
        item = entry.item
        name = _table_of(item, (*above, item.name), tables)
        if not name:
            return item
        if name in path:
            unread.append(Unread(item.place.line, f"{item.name} in {item.place.table!r}", f"{name} stands inside itself; not followed"))
            return item
        if name not in tables:
            if item.kind.innermost.named:
                unread.append(Unread(item.place.line, f"{item.name} in {item.place.table!r}", f"no table describes {name}"))
            return item
        used.add(name)
        children = tuple(build(child, (*path, name), (*above, item.name)) for child in tables[name] if child.item.name)
        return replace(item, kind=with_fields(item.kind), children=children)

    return tuple(build(entry, (), ()) for entry in roots if entry.item.name), used, tuple(unread)
