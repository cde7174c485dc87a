"""Tables that are none of parameters or fields: why they are none, and what is kept of those of codes."""

from __future__ import annotations

import re
from collections.abc import Sequence

from listproof.derive.document import ErrorCode, SourcePlace
from listproof.derive.formats.page import Table, Unread
from listproof.derive.words import Column

__all__ = ["codes_in", "left_out", "statuses_in", "why_no_rows"]

_SORTING = re.compile(
    r"(?:(?:allowed|available|supported|valid|possible) )?"
    r"(?:sort(?:ing)?|order(?:ing)?)(?:[ -](?:by|fields?|keys?|options?|criteria|columns?|attributes?))?\s*:?$|排序(?:字段|方式)?$",
    re.IGNORECASE,
)
"""A heading under which stands what a listing can be ordered by."""


def statuses_in(table: Table, column: int) -> list[int]:
    """The status codes of a column."""
    found = (re.match(r"\s*(\d{3})", row.cells[column]) for row in table.rows)
    return [int(one.group(1)) for one in found if one]


def left_out(table: Table, shown: str, why: str) -> Unread:
    """A note on a table that is none of parameters or fields, with its rows."""
    held = ", ".join(name for row in table.rows if row.cells and (name := row.cells[0].strip().split("\n")[0][:60]))
    return Unread(table.line, f"table {shown[:100]!r}", f"{why}; left out: {held}" if held else why)


def why_no_rows(table: Table, roles: Sequence[Column], heading: str) -> str:
    """Why a table is none of parameters or fields; empty where it is one. `heading` is one that is not known."""
    if not table.rows:
        return "it has no rows"
    if all(role is Column.OTHER for role in roles):
        return "none of its columns is known"
    if Column.NAME not in roles:
        return "no column holds names"
    if not {Column.TYPE, Column.DESCRIPTION, Column.REQUIRED, Column.EXAMPLE} & set(roles):
        return "it has names and nothing that describes them"
    bare = not {Column.TYPE, Column.REQUIRED} & set(roles) and Column.DESCRIPTION in roles
    return "it lists what can be ordered by" if bare and _SORTING.match(heading.strip()) else ""


def codes_in(table: Table, roles: Sequence[Column], heading: str) -> tuple[list[ErrorCode], list[Unread]]:
    """The error codes of a table, and a note on each row that shows no status, or that of an answer."""
    found: list[ErrorCode] = []
    unread: list[Unread] = []
    for row in table.rows:
        cells = {role: cell for role, cell in zip(roles, row.cells, strict=False) if role is not Column.OTHER}
        status = re.match(r"\s*(\d{3})", cells.get(Column.STATUS, ""))
        code = cells.get(Column.CODE, "").strip()
        if not status or not code:
            unread.append(Unread(row.line, f"error code {code or 'without a code'!r}", "its status is not shown"))
            continue
        if int(status.group(1)) < 300:
            unread.append(
                Unread(row.line, f"error code {code!r}", f"its status {status.group(1)} is that of an answer; taken for no error")
            )
            continue
        message = cells.get(Column.MESSAGE, "").strip()
        found.append(ErrorCode(int(status.group(1)), code, message, SourcePlace(heading or "Error codes", code, row.line)))
    return found, unread
