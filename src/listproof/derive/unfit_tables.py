"""Tables that are none of parameters or fields: why they are none, and what is kept of those of codes."""

from __future__ import annotations

import re
from collections.abc import Sequence

from listproof.derive.document import ErrorCode, SourcePlace
from listproof.derive.formats.page import Table, Unread
from listproof.derive.words import Column, normal

__all__ = ["answers_list", "codes_in", "left_out", "schemas_in", "statuses_in", "why_no_rows"]

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


_SCHEMA = frozenset({"schema", "body type", "model", "response model", "response type", "response body", "body"})


def schemas_in(table: Table) -> dict[str, int]:
    """The objects that a table of statuses says are answered, each with the first of its statuses (`200 | A list. | Kites`); none of
    any other table."""
    at = next((at for at, word in enumerate(table.header) if normal(word) in _SCHEMA), None)
    if at is None or not table.rows or not all(re.fullmatch(r"\W*[1-5]\d\d\W*(?:\s.*)?", row.cells[0].strip()) for row in table.rows):
        return {}
    found: dict[str, int] = {}
    for row in table.rows:
        name = re.sub(r"\\|\[\s*\]$|^\[|\]$", "", row.cells[at].strip(" `*") if at < len(row.cells) else "")
        status = re.search(r"\d{3}", row.cells[0])
        if status and re.fullmatch(r"[A-Za-z_]\w*", name) and name.lower() not in ("none", "inline", "string", "object", "array"):
            found.setdefault(name, int(status.group()))
    return found


def answers_list(table: Table) -> bool:
    """Whether a table of statuses says that the good answer is a list: `200 | The kites. | [Kite]`."""
    at = next((at for at, word in enumerate(table.header) if normal(word) in _SCHEMA), len(table.header))
    good = [row.cells[at].strip(" `*") for row in table.rows if at < len(row.cells) and re.search(r"\b2\d\d\b", row.cells[0])]
    return bool(good) and re.fullmatch(r"\[\w+\]|\w+\[\s*\]", good[0]) is not None


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
