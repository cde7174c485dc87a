"""The tree that rows become, and the names that an example shows at each place of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from listproof.derive.document import Item, SourcePlace
from listproof.derive.formats.page import Unread
from listproof.derive.kinds import Kind, with_fields
from listproof.derive.rows import RowEntry

__all__ = ["Branch", "item_of", "keys_of", "keys_or_none", "name_of", "pairs_of", "said_of_members"]


@dataclass
class Branch:
    """A row while the tree is built; the root stands for the whole body."""

    entry: RowEntry | None
    level: float = -1.0
    children: list[Branch] = field(default_factory=list)
    holds: Kind | None = None  # what a nameless row below says that the array or map holds
    member: SourcePlace | None = None  # where that row stands
    example: Any = None

    @property
    def container(self) -> bool:
        return self.entry is None or self.entry.item.kind.type in ("array", "object")

    def has(self, name: str) -> bool:
        """Whether a child of that name is there already."""
        return any(child.entry is not None and child.entry.item.name == name for child in self.children)

    @property
    def keys(self) -> Mapping[str, Any] | None:
        return keys_or_none(self.example)


def name_of(node: Branch) -> str:
    """The name of a row; none of the root."""
    return node.entry.item.name if node.entry is not None else ""


def keys_of(value: Any) -> Mapping[str, Any]:
    """The keys of an object, or of all objects of an array, with a value of each; none where it is neither."""
    return keys_or_none(value) or {}


def keys_or_none(value: Any) -> Mapping[str, Any] | None:
    """The keys of an object, or of all objects of an array; None where the example does not show them."""
    if isinstance(value, Mapping):
        return value
    if isinstance(value, list):
        merged: dict[str, Any] = {}
        for one in value:
            inner = keys_or_none(one)
            if inner:
                merged = {**inner, **{name: one for name, one in merged.items() if one or name not in inner}}
        return merged or None
    return None


def pairs_of(value: Any) -> Iterator[tuple[str, Any]]:
    """Every name of an example with its value, at any depth."""
    for key, inner in keys_of(value).items():
        yield str(key), inner
        yield from pairs_of(inner)


def said_of_members(node: Branch, row: RowEntry) -> Iterator[Unread]:
    """Give a list the values that the nameless row of its members lists; and a note on what else that row bounds."""
    entry, facets = node.entry, dict(row.item.facets)
    if entry is None:
        return
    values = facets.pop("enum", None)
    facets.pop("format", None)
    if values is not None and "enum" not in entry.item.facets:
        node.entry = replace(entry, item=replace(entry.item, facets={**entry.item.facets, "enum": values}))
    for facet, value in facets.items():
        why = f"{facet} {value!r} of one of its items is not written"
        yield Unread(row.item.place.line, f"{entry.item.name} in {entry.item.place.table!r}", why)


def item_of(node: Branch) -> Item:
    """A node as the item of a page, with all that stands inside it."""
    assert node.entry is not None
    item = node.entry.item
    kind = item.kind
    children = tuple(item_of(child) for child in node.children)
    if node.holds is not None:
        kind = _holding(kind, node.holds)
    if children:
        kind = with_fields(kind)
    return replace(item, kind=kind, children=children, member=node.member)


def _holding(kind: Kind, held: Kind) -> Kind:
    """A container with what a nameless row says of its items; `array<object>` over `array<object>` says it twice."""
    if kind.items is not None and kind.items.type == held.type:
        return replace(kind, items=held)
    if kind.type == "array" and held.type == "array" and held.items is not None and kind.items is not None:
        return replace(kind, items=held.items) if kind.items.type == held.items.type else replace(kind, items=held)
    if kind.type == "object" and held.type == "object":
        return kind
    return replace(kind, items=held)
