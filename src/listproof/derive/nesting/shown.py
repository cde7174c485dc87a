"""Rows whose depth the copy lost: each goes where the example of the answer shows it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise, takewhile
from typing import Any

from listproof.derive.formats.page import Unread
from listproof.derive.kinds import Kind
from listproof.derive.nesting.parents import alphabetical_rows, of_unknown_shape, on_either_side, parent_of
from listproof.derive.nesting.tree import Branch, keys_or_none, name_of, pairs_of, said_of_members
from listproof.derive.rows import RowEntry

__all__ = ["by_example"]


def by_example(root: Branch, rows: Sequence[RowEntry], envelope: Sequence[str], dashed: bool, unread: list[Unread], shallow: bool) -> None:
    """Put each row into the object that is open and in which the example shows it."""
    stack = [root]
    guessed = False
    alphabetical = alphabetical_rows(rows)
    typed = any(row.typed for row in rows)
    wraps = _shown_wrapping(rows, root.example)
    lost: Sequence[RowEntry] = ()
    for index, row in enumerate(rows):
        name, last = row.item.name, stack[-1]
        if row in lost:
            continue
        shapeless = typed and alphabetical and not dashed and not _names_members(row, stack, dashed)
        lost = of_unknown_shape(rows[index:], stack, envelope) if shapeless else ()
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
            unseen = _told_again(name, last, rows[index + 1 :]) or (not dashed and _among_parts(name, stack, rows[index + 1 :]))
            if not unseen and on_either_side(stack, row, behind if alphabetical else ""):
                why = f"whether it stands in {name_of(stack[-1])} or beside it is not shown; left out"
                unread.append(Unread(row.item.place.line, f"{name} in {row.item.place.table!r}", why))
                continue
            inner = alphabetical and name.lower().replace("_", "") in envelope and _goes_on_inside(rows[index + 1 :], stack)
            parent, sure = (last, True) if unseen else parent_of(stack, name, behind, () if inner else envelope, dashed, alphabetical)
            guessed = guessed or not sure
            del stack[stack.index(parent) + 1 :]
        shown = (parent.keys or {}).get(name)
        node = Branch(_typed_as_shown(row, parent, shown), example=shown)
        parent.children.append(node)
        if node.container:
            stack.append(node)
            unread += _with_implied(node, {one.item.name for one in rows}, stack)
    if guessed:
        place = rows[0].item.place
        why = "the copy lost it and no example shows it; it is guessed"
        unread.append(Unread(place.line, f"depth of the rows of {place.table!r}", why))


def _goes_on_inside(behind: Sequence[RowEntry], stack: Sequence[Branch]) -> bool:
    """Whether the next row that an open object of the example shows is none of its top: rows of one object stand together."""
    further = next((one.item.name for one in behind if any(one.item.name in (node.keys or {}) for node in stack)), "")
    return bool(further) and further not in (stack[0].keys or {})


def _with_implied(node: Branch, names: set[str], stack: list[Branch]) -> Iterator[Unread]:
    """Open what stands between an object and its fields in the example and in no row; and a note that it is so."""
    implied = _implied(node, names)
    if implied is not None and node.entry is not None:
        node.children.append(implied)
        stack.append(implied)
        why = f"no row names {name_of(implied)}, which the example shows inside it"
        yield Unread(node.entry.item.place.line, f"{name_of(node)} in {node.entry.item.place.table!r}", why)


def _told_again(name: str, last: Branch, behind: Sequence[RowEntry]) -> bool:
    """Whether a row stands in a list that the example does not show, or in an object that it shows empty, for a row behind it has the same
    name and is the one that it shows."""
    if last.entry is None or last.has(name):
        return False
    hidden = last.holds is not None and last.example is None
    empty = last.example in ({}, []) and last.entry.item.kind.innermost.type == "object"
    return (hidden or empty) and any(one.item.name == name for one in behind)


def _among_parts(name: str, stack: Sequence[Branch], behind: Sequence[RowEntry]) -> bool:
    """Whether a row stands among the parts of the object that is open, which does not show it: the example shows it further out, where a
    row behind of the same name stands, and the rows up to that go on with parts of the open one."""
    last, outer = stack[-1], stack[:-1]
    if not last.keys or name in last.keys or not last.children or not any(name in (node.keys or {}) for node in outer):
        return False
    between = list(takewhile(lambda row: row.item.name != name, behind))
    parts = [row for row in between if row.item.name in (last.keys or {}) and not last.has(row.item.name)]
    return len(between) < len(behind) and bool(parts) and not any(row.item.name in (node.keys or {}) for row in parts for node in outer)


def _member_of_last(row: RowEntry, stack: list[Branch], wraps: bool) -> Unread:
    """Take a row without a type as one item of the list above it, or, with `wraps`, as the list inside it; and a note."""
    name, last = row.item.name, stack[-1]
    what = f"{name} in {row.item.place.table!r}"
    if not wraps or last.entry is None:
        last.holds, last.member = Kind("object", named=name), row.item.place
        return Unread(row.item.place.line, what, "its type is lost, taken as one item of the list above")
    last.entry = replace(last.entry, item=replace(last.entry.item, kind=Kind("object")))
    node = Branch(replace(row, item=replace(row.item, kind=Kind("array", items=Kind("object", named=name)))), holds=Kind("object"))
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


def _nameless(row: RowEntry, stack: list[Branch], first: bool) -> Iterator[Unread]:
    """Take a row without a name as what the list right above it holds; a note where there is none, but for the whole answer's."""
    last, kind = stack[-1], row.item.kind
    if last.entry is not None and not last.children:
        last.holds, last.member = kind, row.item.place
        yield from said_of_members(last, row)
        if kind.type not in ("array", "object"):
            stack.pop()
    elif not (last.entry is None and first):
        yield Unread(row.item.place.line, f"row without a name in {row.item.place.table!r}", "its name is missing")


def _typed_as_shown(row: RowEntry, parent: Branch, shown: Any) -> RowEntry:
    """A row without a type, as the object or the list that the example shows; any other as it is."""
    if row.typed or not isinstance(shown, Mapping | list):
        return row
    listed = parent.entry is not None and parent.entry.item.kind.innermost.named == row.item.name
    plain = isinstance(shown, list) and bool(shown) and not isinstance(shown[0], Mapping | list)
    kind = Kind("object") if isinstance(shown, Mapping) and not listed else Kind("array", items=Kind("string" if plain else "object"))
    return replace(row, item=replace(row.item, kind=kind))


def _implied(node: Branch, names: set[str]) -> Branch | None:
    """What stands between an object and its fields in the example and in no row: `{"Kites": {"Kite": [ … ]}}`."""
    keys = node.example if isinstance(node.example, Mapping) else {}
    if len(keys) != 1 or node.entry is None or node.entry.item.kind.type != "object":
        return None
    ((name, inner),) = keys.items()
    held = keys_or_none(inner) or {}
    if not names & set(held) or (name in names and (name not in held or keys_or_none(held[name]) is not None)):
        return None  # a row of that name is the one inside: `{"Kite": [{"Kite": "red"}]}`
    kind = Kind("array", items=Kind("object")) if isinstance(inner, list) else Kind("object")
    item = replace(node.entry.item, name=name, kind=kind, facets={}, words="", example=None)
    return Branch(replace(node.entry, item=item), example=inner)


def _names_members(row: RowEntry, stack: Sequence[Branch], dashed: bool) -> bool:
    """Whether a row without a type names one item of the list above it: `Jobs`, then `JobItem`; the example shows it nowhere as a field."""
    last = stack[-1]
    if row.typed or dashed or last.entry is None or last.children or last.holds is not None:
        return False
    if any(row.item.name in (node.keys or {}) for node in stack):
        return False
    return last.entry.item.kind.type == "array" and row.item.name not in (last.keys or {})
