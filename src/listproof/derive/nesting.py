"""From rows to a tree: which field stands inside which, also where a text copy has lost the depth."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise, takewhile
from typing import Any

from listproof.derive.document import Item, SourcePlace
from listproof.derive.formats.page import Unread
from listproof.derive.kinds import Kind, with_fields
from listproof.derive.rows import RowEntry

__all__ = ["keys_of", "nested", "pairs_of"]


@dataclass
class _Node:
    """A row while the tree is built; the root stands for the whole body."""

    entry: RowEntry | None
    level: float = -1.0
    children: list[_Node] = field(default_factory=list)
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
        return _keys(self.example)


def keys_of(value: Any) -> Mapping[str, Any]:
    """The keys of an object, or of all objects of an array, with a value of each; none where it is neither."""
    return _keys(value) or {}


def _keys(value: Any) -> Mapping[str, Any] | None:
    """The keys of an object, or of all objects of an array; None where the example does not show them."""
    if isinstance(value, Mapping):
        return value
    if isinstance(value, list):
        merged: dict[str, Any] = {}
        for one in value:
            inner = _keys(one)
            if inner:
                merged = {**inner, **{name: one for name, one in merged.items() if one or name not in inner}}
        return merged or None
    return None


_WAY = re.compile(r"^([A-Z][a-z]\w*(?:s|List|Set))(?:\[\w*\])?\.[A-Z]\w*$", re.ASCII)
"""The name of a part behind that of its list, as vendors write them that begin names with a capital."""


def nested(
    rows: Sequence[RowEntry], example: Any, envelope: Sequence[str], dashed: bool, request: bool = False
) -> tuple[tuple[Item, ...], tuple[Unread, ...]]:
    """The items of a tree table, and notes where depth was lost and had to be guessed.

    `example` is the body that the page shows (None without one), `envelope` the names that stand at the top of any
    answer of the vendor, `dashed` whether dashes show depth. In a table of a `request` without depth what follows an object
    stands beside it: parameters are rarely nested, and one that swallows all others is worse than one without parts.
    """
    root = _Node(None, example=example)
    unread: list[Unread] = []
    dotted = () if request else _dotted(rows, example)
    if dotted:
        for row, _ in dotted:
            if not row.item.name:
                unread.append(Unread(row.item.place.line, f"row without a name in {row.item.place.table!r}", "its name is missing"))
        dotted = [(row, level) for row, level in dotted if row.item.name]
        _by_level(root, [row for row, _ in dotted], [level for _, level in dotted], unread)
        return tuple(_item(child) for child in root.children), tuple(unread)
    levels = {row.indent for row in rows if row.indent is not None}
    exact = len(levels) >= (1 if dashed else 2)
    counted = {row.dashes for row in rows}
    branches = {row.branch for row in rows if row.branch is not None}
    if len(branches) == 1 and isinstance(example, Mapping) and _flattened(rows, example):
        _by_example(root, rows, envelope, True, unread, False)
    elif branches:
        _by_level(root, rows, [float(row.branch or 0) for row in rows], unread)
    elif exact or len(counted) > 2:
        _by_level(root, rows, [(row.indent or 0.0) + (1000.0 * row.dashes if not exact else 0) for row in rows], unread)
    else:
        _by_example(root, rows, envelope, dashed, unread, request and not dashed)
    return tuple(_item(child) for child in root.children), tuple(unread)


def _flattened(rows: Sequence[RowEntry], example: Mapping[str, Any]) -> bool:
    """Whether the marks of a tree show one depth where the example shows more: a row of that depth holds others."""
    held = {row.item.name for row in rows if row.branch is not None}
    return any(held & {name for name, _ in pairs_of(value)} for key, value in pairs_of(example) if key in held)


def pairs_of(value: Any) -> Iterator[tuple[str, Any]]:
    """Every name of an example with its value, at any depth."""
    for key, inner in keys_of(value).items():
        yield str(key), inner
        yield from pairs_of(inner)


def _dotted(rows: Sequence[RowEntry], example: Any) -> list[tuple[RowEntry, float]]:
    """Rows whose names are the way to them (`items`, then `items.id` or `items[].id`), with their own names and depths; none else."""
    rows = _with_holders(rows, dict(pairs_of(example)))
    names = {re.sub(r"\[\w*\]$", "", row.item.name) for row in rows}
    found: list[tuple[RowEntry, float]] = []
    deep = False
    for row in rows:
        steps = [re.sub(r"\[\w*\]$", "", step) for step in row.item.name.split(".")]
        held = len(steps) > 1 and ".".join(steps[:-1]) in {
            ".".join(re.sub(r"\[\w*\]", "", name) for name in one.split(".")) for one in names
        }
        deep = deep or held
        own = replace(row, item=replace(row.item, name=steps[-1])) if held else row
        found.append((own, float(len(steps) - 1) if held else 0.0))
    return found if deep else []


def _with_holders(rows: Sequence[RowEntry], shown: Mapping[str, Any]) -> list[RowEntry]:
    """The rows, with one for a list that no row names before the first of several that name it as their way (`Kites.Id`).

    So is an object that the example shows with the part that a row names (`request.id`); `shown` are all names of the example.
    """
    names = [row.item.name for row in rows]
    found: list[RowEntry] = []
    made: set[str] = set()
    for row in rows:
        way = _WAY.match(row.item.name)
        holder = way.group(1) if way else ""
        if holder and holder not in made and holder not in names and sum(name.startswith(holder + ".") for name in names) > 1:
            made.add(holder)
            found.append(_holder(row, holder, Kind("array", items=Kind("object"))))
        first, _, last = row.item.name.partition(".")
        if first not in made and first not in names and isinstance(shown.get(first), Mapping) and last in shown[first]:
            made.add(first)
            found.append(_holder(row, first, Kind("object")))
        found.append(row)
    return found


def _holder(row: RowEntry, name: str, kind: Kind) -> RowEntry:
    """A row for what no row names and this one stands in."""
    return replace(row, item=Item(name, kind, row.item.place, typed=False), typed=False, spelled="")


def _by_level(root: _Node, rows: Sequence[RowEntry], levels: Sequence[float], unread: list[Unread]) -> None:
    stack = [root]
    for row, level in zip(rows, levels, strict=True):
        wrapped = _wrapped(row, stack)
        if wrapped is not None and row.item.name:
            wrapped.holds, wrapped.member = Kind("object", named=row.item.name), row.item.place
            stack.append(_Node(wrapped.entry, level, wrapped.children, example=wrapped.example))
            why = "its type is not given, taken as one item of the list above"
            unread.append(Unread(row.item.place.line, f"{row.item.name} in {row.item.place.table!r}", why))
            continue
        while len(stack) > 1 and stack[-1].level >= level:
            stack.pop()
        parent = stack[-1]
        if not row.item.name:
            if parent.entry is None:
                stack.append(_Node(None, level, parent.children, example=root.example))
                continue
            parent.holds, parent.member = row.item.kind, row.item.place
            unread += _said_of_members(parent, row)
            stack.append(_Node(parent.entry, level, parent.children, example=parent.example))
            continue
        node = _Node(row, level)
        parent.children.append(node)
        stack.append(node)
    unread += _untyped(root)


def _wrapped(row: RowEntry, stack: Sequence[_Node]) -> _Node | None:
    """The list of which a row without a type names one item, though it stands further to the left: `Colours`, then `Colour`."""
    if row.typed or row.item.required is not None:
        return None
    last = stack[-1]
    if last.entry is None or last.children or last.holds is not None or last.entry.item.kind.type != "array":
        return None
    name, listed = row.item.name, last.entry.item
    return last if name in (listed.kind.innermost.named, listed.name) or listed.name.startswith(name) else None


def _untyped(node: _Node) -> Iterator[Unread]:
    """A note for each row that has parts and no type: a list where its name or words speak of several, else an object."""
    for child in node.children:
        if child.entry is not None and child.children and not child.entry.typed and child.holds is None:
            item = child.entry.item
            several = re.search(r"(?i)\b(list|set|array|collection)\b|列表|集合|数组", item.words) or re.search(
                r"(?:s|List|Set)$", item.name
            )
            kind = Kind("array", items=Kind("object")) if several else Kind("object")
            child.entry = replace(child.entry, item=replace(item, kind=kind))
            what = "an array of objects" if several else "an object"
            yield Unread(item.place.line, f"{item.name} in {item.place.table!r}", f"its type is not given, taken as {what}")
        yield from _untyped(child)


def _by_example(root: _Node, rows: Sequence[RowEntry], envelope: Sequence[str], dashed: bool, unread: list[Unread], shallow: bool) -> None:
    stack = [root]
    guessed = False
    alphabetical = _in_order(rows)
    wraps = _shown_wrapping(rows, root.example)
    lost: Sequence[RowEntry] = ()
    for index, row in enumerate(rows):
        name, last = row.item.name, stack[-1]
        if row in lost:
            continue
        shapeless = alphabetical and not dashed and not _names_members(row, stack, dashed)
        lost = _of_unknown_shape(rows[index:], stack, envelope) if shapeless else ()
        if lost:
            why = f"no type and no example shows what it holds; left out: {', '.join(one.item.name for one in lost)}"
            unread.append(Unread(row.item.place.line, f"{name} in {row.item.place.table!r}", why))
            continue
        if not name:
            unread += _nameless(row, stack, first=index == 0)
            continue
        if _names_members(row, stack, dashed):
            unread.append(_member_of_last(row, stack, wraps))
            continue
        if (
            shallow
            and last.entry is not None
            and (last.entry.item.kind.innermost.type not in ("array", "object") or name.startswith(f"{last.entry.item.name}."))
        ):
            stack.pop()
        elif shallow and last.entry is not None and (last.holds is None or last.holds.type != "object"):
            what = f"{last.entry.item.name} in {last.entry.item.place.table!r}"
            unread.append(Unread(last.entry.item.place.line, what, "the copy lost the depth of its rows; taken without parts"))
            stack.pop()
        if dashed and not row.dashes:
            del stack[1:]
            parent = root
        else:
            behind = rows[index + 1].item.name if index + 1 < len(rows) else ""
            if _either_side(stack, row, behind if alphabetical else ""):
                why = f"whether it stands in {_name(stack[-1])} or beside it is not shown; left out"
                unread.append(Unread(row.item.place.line, f"{name} in {row.item.place.table!r}", why))
                continue
            parent, sure = _parent(stack, name, behind, envelope, dashed, alphabetical)
            guessed = guessed or not sure
            del stack[stack.index(parent) + 1 :]
        shown = (parent.keys or {}).get(name)
        node = _Node(_typed_as_shown(row, parent, shown), example=shown)
        parent.children.append(node)
        if node.container:
            stack.append(node)
            implied = _implied(node, {one.item.name for one in rows})
            if implied is not None:
                node.children.append(implied)
                stack.append(implied)
                why = f"no row names {_name(implied)}, which the example shows inside it"
                unread.append(Unread(row.item.place.line, f"{name} in {row.item.place.table!r}", why))
    if guessed:
        place = rows[0].item.place
        why = "the copy lost it and no example shows it; it is guessed"
        unread.append(Unread(place.line, f"depth of the rows of {place.table!r}", why))


def _member_of_last(row: RowEntry, stack: list[_Node], wraps: bool) -> Unread:
    """Take a row without a type as one item of the list above it, or, with `wraps`, as the list inside it; and a note."""
    name, last = row.item.name, stack[-1]
    what = f"{name} in {row.item.place.table!r}"
    if not wraps or last.entry is None:
        last.holds, last.member = Kind("object", named=name), row.item.place
        return Unread(row.item.place.line, what, "its type is lost, taken as one item of the list above")
    last.entry = replace(last.entry, item=replace(last.entry.item, kind=Kind("object")))
    node = _Node(replace(row, item=replace(row.item, kind=Kind("array", items=Kind("object", named=name)))), holds=Kind("object"))
    last.children.append(node)
    stack.append(node)
    return Unread(row.item.place.line, what, "its type is lost, taken as the list inside the one above, as the example shows of another")


def _shown_wrapping(rows: Sequence[RowEntry], example: Any) -> bool:
    """Whether the example shows a row without a type, behind a list, as what alone stands inside it: `{"Kites": {"Kite": []}}`."""
    shown = dict(pairs_of(example))
    return any(
        isinstance(shown.get(one.item.name), Mapping) and list(shown[one.item.name]) == [two.item.name]
        for one, two in pairwise(rows)
        if not two.typed and one.item.kind.type == "array"
    )


def _nameless(row: RowEntry, stack: list[_Node], first: bool) -> Iterator[Unread]:
    """Take a row without a name as what the list right above it holds; a note where there is none, but for the whole answer's."""
    last, kind = stack[-1], row.item.kind
    if last.entry is not None and not last.children:
        last.holds, last.member = kind, row.item.place
        yield from _said_of_members(last, row)
        if kind.type not in ("array", "object"):
            stack.pop()
    elif not (last.entry is None and first):
        yield Unread(row.item.place.line, f"row without a name in {row.item.place.table!r}", "its name is missing")


def _typed_as_shown(row: RowEntry, parent: _Node, shown: Any) -> RowEntry:
    """A row without a type, as the object or the list that the example shows; any other as it is."""
    if row.typed or not isinstance(shown, Mapping | list):
        return row
    listed = parent.entry is not None and parent.entry.item.kind.innermost.named == row.item.name
    plain = isinstance(shown, list) and bool(shown) and not isinstance(shown[0], Mapping | list)
    kind = Kind("object") if isinstance(shown, Mapping) and not listed else Kind("array", items=Kind("string" if plain else "object"))
    return replace(row, item=replace(row.item, kind=kind))


def _said_of_members(node: _Node, row: RowEntry) -> Iterator[Unread]:
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


def _implied(node: _Node, names: set[str]) -> _Node | None:
    """What stands between an object and its fields in the example and in no row: `{"Kites": {"Kite": [ … ]}}`."""
    keys = node.example if isinstance(node.example, Mapping) else {}
    if len(keys) != 1 or node.entry is None or node.entry.item.kind.type != "object":
        return None
    ((name, inner),) = keys.items()
    if name in names or not _keys(inner) or not names & set(_keys(inner) or ()):
        return None
    kind = Kind("array", items=Kind("object")) if isinstance(inner, list) else Kind("object")
    return _Node(replace(node.entry, item=replace(node.entry.item, name=name, kind=kind, facets={}, words="", example=None)), example=inner)


def _name(node: _Node) -> str:
    return node.entry.item.name if node.entry is not None else ""


def _names_members(row: RowEntry, stack: Sequence[_Node], dashed: bool) -> bool:
    """Whether a row without a type names one item of the list above it: `Jobs`, then `JobItem`; the example shows it nowhere as a field."""
    last = stack[-1]
    if row.typed or dashed or last.entry is None or last.children or last.holds is not None:
        return False
    if any(row.item.name in (node.keys or {}) for node in stack):
        return False
    return last.entry.item.kind.type == "array" and row.item.name not in (last.keys or {})


def _parent(
    stack: Sequence[_Node], name: str, following: str, envelope: Sequence[str], dashed: bool, alphabetical: bool
) -> tuple[_Node, bool]:
    """The container that a row stands in, and whether that is sure."""
    candidates = [node for node in reversed(stack) if not (dashed and node.entry is None and len(stack) > 1)]
    for node in candidates:
        if node.keys is not None and name in node.keys and not node.has(name):
            return node, True
    innermost = candidates[0]
    if innermost.example in ([], {}) and _of_objects(innermost) and not any(name in (node.keys or {}) for node in candidates):
        return innermost, True  # the example shows it empty, and what has no parts has no row of them
    if following in (innermost.keys or {}) and following not in (stack[0].keys or {}):
        return innermost, True  # the row behind stands there, and rows of one object stand together
    if name.lower().replace("_", "") in envelope:
        return stack[0], True
    if len(candidates) == 1:
        return innermost, True
    if alphabetical and not _goes_on(innermost, name):
        outer = next((node for node in candidates[1:] if node.entry is None or _goes_on(node, name)), None)
        if outer is not None and outer.entry is not None:
            return outer, False
    if _goes_inside(candidates, name):
        return innermost, False
    if innermost.keys is not None or (innermost.example is None and stack[0].keys is None):
        return innermost, innermost.keys is not None
    shown = [node for node in candidates if node.keys is not None]
    return (shown[0] if shown and innermost.holds is None else innermost), False


def _of_unknown_shape(rows: Sequence[RowEntry], stack: Sequence[_Node], envelope: Sequence[str]) -> Sequence[RowEntry]:
    """A row that holds others and gives no type, and those up to the next that the example shows; none where this is no such row.

    What it holds begins again at the front of the alphabet, and the example shows neither.
    """
    row, *behind = rows
    if row.typed or row.spelled.strip() or not row.item.name or stack[0].keys is None or _is_shown(row, stack):
        return ()
    if not behind or _is_shown(behind[0], stack) or behind[0].item.name.lower() > row.item.name.lower():
        return ()
    held = takewhile(lambda one: not _is_shown(one, stack) and one.item.name.lower().replace("_", "") not in envelope, behind)
    return [row, *held]


def _is_shown(row: RowEntry, stack: Sequence[_Node]) -> bool:
    """Whether the example shows a row in an object that is open, or a row is nameless."""
    return not row.item.name or any(row.item.name in (node.keys or {}) for node in stack)


def _of_objects(node: _Node) -> bool:
    """Whether a container has parts by its type, or is a row without a type that holds them."""
    return node.entry is not None and (not node.entry.typed or node.entry.item.kind.innermost.type == "object")


def _either_side(stack: Sequence[_Node], row: RowEntry, behind: str) -> bool:
    """Whether a row that the example does not show may stand in an object, behind its parts, as well as beside it.

    So it is where the example shows the object empty, and, in the order of the alphabet, where the row `behind` stands beside it.
    """
    innermost, name = stack[-1], row.item.name
    beside = bool(behind) and behind not in (innermost.keys or {}) and any(behind in (node.keys or {}) for node in stack[1:-1])
    if not (innermost.example in ([], {}) or (innermost.keys and beside)) or not innermost.children or not _of_objects(innermost):
        return False
    if row.item.kind.type in ("array", "object") or any(name in (node.keys or {}) for node in stack):
        return False
    outer = next((node for node in reversed(stack[:-1]) if len(node.children) > 1 or node.entry is None), None)
    return outer is not None and _goes_on(innermost, name) and _goes_on(outer, name)


def _goes_inside(candidates: Sequence[_Node], name: str) -> bool:
    """Whether a name that the example shows nowhere belongs to the list right above it, not shown either: all else is."""
    innermost, outer = candidates[0], candidates[1]
    shown = outer.keys
    if innermost.entry is None or innermost.example is not None or innermost.entry.item.kind != Kind("array") or not shown or name in shown:
        return False
    before = [_name(child) for child in outer.children if child is not innermost]
    return len(before) >= _ENOUGH_SHOWN and 5 * sum(one in shown for one in before) >= 4 * len(before)


_ENOUGH_SHOWN = 4
"""How many fields an example must show before one that it does not show is told by that."""


def _goes_on(node: _Node, name: str) -> bool:
    """Whether a name may stand behind the last child of a container in the order of the alphabet; a wrapper holds one thing alone."""
    if not node.children:
        return True
    last = node.children[-1]
    wraps = len(node.children) == 1 and last.container and bool(last.children) and _name(node).startswith(_name(last))
    return not wraps and (_name(last).lower() < name.lower() or _name(last) < name)


def _in_order(rows: Sequence[RowEntry]) -> bool:
    """Whether rows stand in the order of the alphabet, inside each object: few go back but the first part of an object."""
    named = [row for row in rows if row.item.name]
    plain = [(one, two) for one, two in pairwise(named) if one.typed and one.item.kind.type not in ("array", "object")]
    back = sum(1 for one, two in plain if two.item.name.lower() < one.item.name.lower())
    return len(named) >= _ROWS_IN_ORDER and back * _ROWS_GOING_BACK <= len(plain)


_ROWS_IN_ORDER = 10
_ROWS_GOING_BACK = 5
"""One row in so many may go back: behind the last part of an object."""


def _item(node: _Node) -> Item:
    assert node.entry is not None
    item = node.entry.item
    kind = item.kind
    children = tuple(_item(child) for child in node.children)
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
