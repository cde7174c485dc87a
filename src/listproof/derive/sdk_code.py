"""What the code of a page, written with the vendor's library, shows of an answer: which of its fields are lists."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import replace

from listproof.derive.formats.page import Unread
from listproof.derive.kinds import Kind
from listproof.derive.parts import TablePart
from listproof.derive.rows import RowEntry
from listproof.derive.words import Section

__all__ = ["lists_by_code", "taken_as_lists"]

_TAKEN = re.compile(r"\bList(?:<[^<>]*>)?\s+\w+\s*=\s*\w+\.get([A-Z]\w*)\(\)")
"""A list that a line of Java takes from an answer: `List kites = response.getKites()`."""


def taken_as_lists(code: str) -> set[str]:
    """The names of the fields that code takes from an answer as lists."""
    return set(_TAKEN.findall(code))


def lists_by_code(parts: Sequence[TablePart], names: Set[str]) -> tuple[list[TablePart], list[Unread]]:
    """Parts in which a row of the answer that names an object is a list of them where code takes it as one; and a note on each."""
    unread: list[Unread] = []

    def listed(part: TablePart, row: RowEntry) -> RowEntry:
        item = row.item
        if part.section is not Section.RESPONSE or item.name not in names or item.kind.type != "object" or not item.kind.named:
            return row
        unread.append(Unread(item.place.line, f"{item.name} in {part.name!r}", "the code of the page takes a list of it; taken as one"))
        return replace(row, item=replace(item, kind=Kind("array", items=item.kind)))

    return [replace(part, rows=tuple(listed(part, row) for row in part.rows)) for part in parts], unread
