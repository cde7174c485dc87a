"""In which of the objects that are open a row stands, by the example and by the order of the alphabet."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise, takewhile

from listproof.derive.kinds import Kind
from listproof.derive.nesting.tree import Branch, name_of
from listproof.derive.rows import RowEntry

__all__ = ["alphabetical_rows", "of_unknown_shape", "on_either_side", "parent_of"]


def parent_of(
    stack: Sequence[Branch], name: str, following: str, envelope: Sequence[str], dashed: bool, alphabetical: bool
) -> tuple[Branch, bool]:
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
    if stack[0].keys is None and not dashed and _opens(innermost):
        return innermost, False
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


def of_unknown_shape(rows: Sequence[RowEntry], stack: Sequence[Branch], envelope: Sequence[str]) -> Sequence[RowEntry]:
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


def _is_shown(row: RowEntry, stack: Sequence[Branch]) -> bool:
    """Whether the example shows a row in an object that is open, or a row is nameless."""
    return not row.item.name or any(row.item.name in (node.keys or {}) for node in stack)


def _opens(node: Branch) -> bool:
    """Whether a row is a list of objects that have a name (`Array of result`) and no row stands in it yet: the next one is its first."""
    kind = node.entry.item.kind if node.entry is not None else None
    return kind is not None and kind.type == "array" and bool(kind.innermost.named) and not node.children and node.holds is None


def _of_objects(node: Branch) -> bool:
    """Whether a container has parts by its type, or is a row without a type that holds them."""
    return node.entry is not None and (not node.entry.typed or node.entry.item.kind.innermost.type == "object")


def on_either_side(stack: Sequence[Branch], row: RowEntry, behind: str) -> bool:
    """Whether a row that the example does not show may stand in an object, behind its parts, as well as beside it.

    So it is where the example shows the object empty, and, in the order of the alphabet, where the row `behind` stands beside it.
    """
    innermost, name = stack[-1], row.item.name
    beside = bool(behind) and behind not in (innermost.keys or {}) and any(behind in (node.keys or {}) for node in stack[1:-1])
    if not (innermost.example in ([], {}) or (innermost.keys and beside)) or not innermost.children or not _of_objects(innermost):
        return False
    if _second_of_pair(innermost, name) or (innermost.entry is not None and _known_part(stack[0], innermost, name)):
        return False
    if row.item.kind.type in ("array", "object") or any(name in (node.keys or {}) for node in stack):
        return False
    outer = next((node for node in reversed(stack[:-1]) if len(node.children) > 1 or node.entry is None), None)
    return outer is not None and _goes_on(innermost, name) and _goes_on(outer, name)


def _second_of_pair(node: Branch, name: str) -> bool:
    """Whether a name follows its other half: `Key`, then `Value`; `TagName`, then `TagValue`."""
    before = name_of(node.children[-1]).lower() if node.children else ""
    return any(before.endswith(half) and name.lower() == before.removesuffix(half) + "value" for half in ("key", "name"))


def _known_part(node: Branch, innermost: Branch, name: str) -> bool:
    """Whether another object of the same name, described before, has a part of that name."""
    for child in node.children:
        if child is not innermost and name_of(child) == name_of(innermost) and child.has(name):
            return True
        if _known_part(child, innermost, name):
            return True
    return False


def _goes_inside(candidates: Sequence[Branch], name: str) -> bool:
    """Whether a name that the example shows nowhere belongs to the list right above it, not shown either: all else is."""
    innermost, outer = candidates[0], candidates[1]
    shown = outer.keys
    if innermost.entry is None or innermost.example is not None or innermost.entry.item.kind != Kind("array") or not shown or name in shown:
        return False
    before = [name_of(child) for child in outer.children if child is not innermost]
    return len(before) >= _ENOUGH_SHOWN and 5 * sum(one in shown for one in before) >= 4 * len(before)


_ENOUGH_SHOWN = 4
"""How many fields an example must show before one that it does not show is told by that."""


def _goes_on(node: Branch, name: str) -> bool:
    """Whether a name may stand behind the last child of a container in the order of the alphabet; a wrapper holds one thing alone."""
    if not node.children:
        return True
    last = node.children[-1]
    wraps = len(node.children) == 1 and last.container and bool(last.children) and name_of(node).startswith(name_of(last))
    return not wraps and (name_of(last).lower() < name.lower() or name_of(last) < name)


def alphabetical_rows(rows: Sequence[RowEntry]) -> bool:
    """Whether rows stand in the order of the alphabet, inside each object: few go back but the first part of an object.

    Capitals stand before small letters in some tables: `IP`, then `InstanceId`.
    """
    named = [row for row in rows if row.item.name]
    plain = [(one, two) for one, two in pairwise(named) if one.typed and one.item.kind.type not in ("array", "object")]
    back = sum(1 for one, two in plain if two.item.name.lower() < one.item.name.lower() and two.item.name < one.item.name)
    return len(named) >= _ROWS_IN_ORDER and back * _ROWS_GOING_BACK <= len(plain)


_ROWS_IN_ORDER = 10
_ROWS_GOING_BACK = 5
"""One row in so many may go back: behind the last part of an object."""
