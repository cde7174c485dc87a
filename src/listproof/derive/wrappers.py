"""Objects of an example that wrap what rows describe, and maps, whose names are data: fields with the former, without the latter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from listproof.derive.document import Item
from listproof.derive.exemplified import kind_shown
from listproof.derive.formats.page import Unread
from listproof.derive.kinds import Kind
from listproof.derive.nesting import keys_of

__all__ = ["without_maps"]


def without_maps(items: tuple[Item, ...], value: Any) -> tuple[tuple[Item, ...], list[Unread]]:
    """Items without the parts of those that an example shows as a map, whose values hold these names; and a note on each of those."""
    found: list[Item] = []
    notes: list[Unread] = []
    shown = keys_of(value)
    for item in items:
        inner = shown.get(item.name)
        children, more = without_maps(item.children, inner)
        notes += more
        names = {child.name for child in item.children}
        if not names and not item.typed and isinstance(inner, Mapping) and (plain := _plain_list(item, inner)):
            why = f"no row names {plain.name}, which the example shows inside it"
            notes.append(Unread(item.place.line, f"{item.name} in {item.place.table!r}", why))
            found.append(replace(item, kind=Kind("object"), children=(plain,)))
            continue
        if isinstance(inner, Mapping) and (one := _wrapper(item, inner)):
            why = f"no row names {one}, which the example shows inside it"
            notes.append(Unread(item.place.line, f"{item.name} in {item.place.table!r}", why))
            kind = Kind("array", items=Kind("object")) if isinstance(inner[one], list) else Kind("object")
            inside = Item(one, kind, replace(item.place, row=one), children=without_maps(item.children, inner[one])[0])
            found.append(replace(item, kind=Kind("object"), children=(inside,)))
            continue
        held = set().union(*(keys_of(one) for one in inner.values())) if isinstance(inner, Mapping) else set()
        if isinstance(inner, Mapping) and not names & set(inner) and names & held:
            why = f"the example shows a map, whose values are not written; left out: {', '.join(child.name for child in item.children)}"
            notes.append(Unread(item.place.line, f"{item.name} in {item.place.table!r}", why))
            found.append(replace(item, kind=Kind("object", items=Kind("object")), children=()))
            continue
        found.append(replace(item, children=children))
    return tuple(found), notes


def _plain_list(item: Item, shown: Mapping[str, Any]) -> Item | None:
    """The list of plain values that alone stands in an object of the example and is called as its holder is: `Ids`, then `Id`."""
    name, inner = next(iter(shown.items())) if len(shown) == 1 else ("", None)
    if not isinstance(inner, list) or not inner or any(isinstance(one, Mapping | list) for one in inner):
        return None
    if not item.name.lower().startswith(name.lower()):
        return None
    return Item(name, Kind("array", items=kind_shown(inner[0]) or Kind("string")), replace(item.place, row=name), typed=False)


def _wrapper(item: Item, shown: Mapping[str, Any]) -> str:
    """What alone stands in an object of the example, in no row, and shows its rows or is an empty list: it is called as its holder is
    (`Kites`, then `Kite`), as the type of its holder, or is a list and begins with a capital as no name of a map does."""
    names = {child.name for child in item.children}
    if len(shown) != 1 or not names:
        return ""
    ((name, inner),) = shown.items()
    holder, held = item.name.lower(), name.lower()
    alike = holder.startswith((held, held.removesuffix("y") + "ies")) or held.startswith(holder.removesuffix("s"))
    alike = alike or name == item.kind.innermost.named or (isinstance(inner, list) and name.isidentifier() and name[0].isupper())
    return name if alike and name not in names and (inner == [] or names & keys_of(inner).keys()) else ""
