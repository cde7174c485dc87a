"""The rows of a table as a tree, by whichever way it shows depth."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from listproof.derive.document import Item
from listproof.derive.formats.page import Unread
from listproof.derive.nesting.levels import by_level, dotted_rows
from listproof.derive.nesting.shown import by_example
from listproof.derive.nesting.tree import Branch, item_of, pairs_of
from listproof.derive.rows import RowEntry

__all__ = ["nested"]


def nested(
    rows: Sequence[RowEntry], example: Any, envelope: Sequence[str], dashed: bool, request: bool = False, flat: bool = False
) -> tuple[tuple[Item, ...], tuple[Unread, ...]]:
    """The items of a tree table, and notes where depth was lost and had to be guessed.

    `example` is the body that the page shows (None without one), `envelope` the names that stand at the top of any
    answer of the vendor, `dashed` whether dashes show depth. In a table of a `request` without depth what follows an object
    stands beside it: parameters are rarely nested, and one that swallows all others is worse than one without parts. So it is in a table
    that is `flat`, of which nothing shows depth.
    """
    root = Branch(None, example=example)
    unread: list[Unread] = []
    dotted = () if request else dotted_rows(rows, example)
    if dotted:
        for row, _ in dotted:
            if not row.item.name:
                unread.append(Unread(row.item.place.line, f"row without a name in {row.item.place.table!r}", "its name is missing"))
        dotted = [(row, level) for row, level in dotted if row.item.name]
        by_level(root, [row for row, _ in dotted], [level for _, level in dotted], unread)
        return tuple(item_of(child) for child in root.children), tuple(unread)
    levels = {row.indent for row in rows if row.indent is not None}
    exact = len(levels) >= (1 if dashed else 2)
    counted = {row.dashes for row in rows}
    branches = {row.branch for row in rows if row.branch is not None}
    if len(branches) == 1 and isinstance(example, Mapping) and _flattened(rows, example):
        by_example(root, rows, envelope, True, unread, False)
    elif branches:
        by_level(root, rows, [float(row.branch or 0) for row in rows], unread)
    elif exact or len(counted) > 2:
        by_level(root, rows, [(row.indent or 0.0) + (1000.0 * row.dashes if not exact else 0) for row in rows], unread)
    else:
        by_example(root, rows, envelope, dashed, unread, (request or flat) and not dashed)
    return tuple(item_of(child) for child in root.children), tuple(unread)


def _flattened(rows: Sequence[RowEntry], example: Mapping[str, Any]) -> bool:
    """Whether the marks of a tree show one depth where the example shows more: a row of that depth holds others."""
    held = {row.item.name for row in rows if row.branch is not None}
    return any(held & {name for name, _ in pairs_of(value)} for key, value in pairs_of(example) if key in held)
