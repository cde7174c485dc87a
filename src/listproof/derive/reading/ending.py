"""The tables of a page together, once its last block is read: which describes what, and how they show depth."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set

from listproof.derive.document import Example
from listproof.derive.following_tables import claimed
from listproof.derive.formats.page import Unread
from listproof.derive.parts import TablePart, joined, rooted, the_list
from listproof.derive.record_tables import parted_records, placed_records
from listproof.derive.sdk_code import lists_by_code

__all__ = ["nesting_shown", "put_together"]

_AS_RECORD = "it says of nothing that it is required, and the example of the answer shows its rows; taken as response"
_UNKNOWN_TYPE = re.compile(r"its type '.*' is not known")
"""A note that is settled where a table further below turns out to describe the type."""


def put_together(
    parts: Sequence[TablePart],
    records: Sequence[TablePart],
    samples: Sequence[Example],
    coded: Set[str],
    nesting: str,
    unread: list[Unread],
) -> tuple[list[TablePart], bool]:
    """The parts with those records that stand in the answer, each called after what it describes; and whether the answer is a list.

    `coded` are the names that code of the page takes as lists. Notes are added to `unread`, and those that are settled are taken out.
    """
    if nesting == "any":
        parts, shown = parted_records(parts, samples)
        records = [*records, *shown]
        unread += [Unread(one.rows[0].item.place.line, f"table {one.name!r}", _AS_RECORD) for one in shown]
    described, lost = placed_records(records, samples)
    unread += lost
    found = rooted([*parts, *described])
    if nesting in ("tree", "any"):
        found, lost = claimed(found, samples)
        unread += lost
    found, lost = lists_by_code(joined(found), coded)
    unread += lost
    known = {f"{row.item.name} in {part.name!r}" for part in found for row in part.rows if row.typed}
    unread[:] = [note for note in unread if note.what not in known or not _UNKNOWN_TYPE.match(note.why)]
    return the_list(found)


def nesting_shown(parts: Sequence[TablePart], nesting: str) -> str:
    """How the tables of a page show depth, where its dialect leaves it open."""
    drawn = any(row.branch is not None or row.indent is not None for part in parts for row in part.rows)
    objects = {row.item.kind.innermost.named for part in parts for row in part.rows} - {""}
    if nesting == "tree" and not drawn and any(part.describes and (part.behind or part.describes in objects) for part in parts):
        return "tables"
    if nesting != "any":
        return nesting
    if any(part.describes for part in parts):
        return "tables"
    return "dashes" if any(row.dashes for part in parts for row in part.rows) else "tree"
