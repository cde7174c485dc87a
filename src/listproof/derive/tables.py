"""What the columns of a table mean: by their headings, and where a heading is not known by what stands in the cells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from listproof.derive.formats.alignment import fitted, is_yes_or_no, looks_like_name, looks_like_required
from listproof.derive.formats.page import Block, Row, Table, Text, Unread
from listproof.derive.kinds import looks_like_type
from listproof.derive.words import Column, Vocabulary, normal, tells_required

__all__ = ["PLACES", "columns_of", "headed", "said_of_group", "stepped", "tabled"]

PLACES = {
    "query": "query", "path": "path", "header": "header", "headers": "header", "body": "body", "uri": "path", "url": "path",
    "查询": "query", "路径": "path", "请求头": "header", "请求体": "body", "formdata": "body", "cookie": "cookie",
}  # fmt: skip
"""How a page spells the place of a parameter in a column of its own."""


def columns_of(header: Sequence[str], rows: Sequence[Sequence[str]], vocabulary: Vocabulary) -> tuple[tuple[Column, ...], tuple[str, ...]]:
    """The role of every column, and the headings that are not known.

    A column with an unknown heading is taken for the names, the types, the places or the yes and no of its rows where no
    other column is and all its cells read like that; its heading is still listed. A bare yes or no is an answer to what
    the heading asks: under one that does not ask what is required it is not taken for that. A column without any heading
    in a table whose others are known is the rest of the prose.
    """
    roles = [vocabulary.column(word) for word in header]
    unknown = tuple(word for word, role in zip(header, roles, strict=True) if role is None and word.strip())
    for at, cells in _unread_columns(roles, rows):
        roles[at] = _read_by_cells(header[at], cells, roles)
    described = {Column.TYPE, Column.REQUIRED, Column.DESCRIPTION} & set(roles)
    first = next((cells for at, cells in _unread_columns(roles, rows) if at == 0), None)
    if first and described and not {Column.NAME, Column.STATUS, Column.CODE} & set(roles) and all(map(looks_like_name, first)):
        roles[0] = Column.NAME
    _moved_to_names(roles, rows)
    if Column.NAME not in roles and not any(vocabulary.column(word) for word in header):
        return (Column.OTHER,) * len(roles), unknown
    return tuple(role or Column.OTHER for role in roles), unknown


def _moved_to_names(roles: list[Column | None], rows: Sequence[Sequence[str]]) -> None:
    """Take a column of unknown heading for the names where all its cells are names, and none is one in the column called so."""
    if Column.NAME not in roles:
        return
    own = roles.index(Column.NAME)
    if any(looks_like_name(row[own].strip()) for row in rows if own < len(row) and row[own].strip()):
        return
    for at, cells in _unread_columns(roles, rows):
        if all(map(looks_like_name, cells)) and not any(map(looks_like_required, cells)):
            roles[own], roles[at] = None if Column.DESCRIPTION in roles else Column.DESCRIPTION, Column.NAME
            return


def _unread_columns(roles: Sequence[Column | None], rows: Sequence[Sequence[str]]) -> Iterator[tuple[int, list[str]]]:
    """The columns without a role that hold something, each with its cells that are not empty."""
    for at, role in enumerate(roles):
        cells = [row[at].strip() for row in rows if at < len(row) and row[at].strip() not in ("", "-", "--")]
        if role is None and cells:
            yield at, cells


def _read_by_cells(heading: str, cells: Sequence[str], roles: Sequence[Column | None]) -> Column | None:
    if Column.PLACE not in roles and all(cell.lower() in PLACES for cell in cells):
        return Column.PLACE
    asked = tells_required(heading) or not all(is_yes_or_no(cell) for cell in cells)
    if asked and Column.REQUIRED not in roles and all(looks_like_required(cell) for cell in cells):
        return Column.REQUIRED
    if Column.TYPE not in roles and all(looks_like_type(cell) for cell in cells):
        return Column.TYPE
    return None


def headed(table: Table, vocabulary: Vocabulary) -> Table:
    """A table of two columns without a header, names and what is said of them, with one; of headers and their values with known words
    over them; any other as it is."""
    if len(table.header) == 2 and normal(table.header[0]) in _HEADERS and normal(table.header[1]) in _VALUES:
        return Table(table.caption, ("Name", "Example"), table.rows, table.line)
    first = Row(table.header, table.line)
    rows = (first, *table.rows)
    named = all(len(row.cells) == 2 and looks_like_name(row.cells[0].strip()) and " " in row.cells[1].strip() for row in rows)
    if not named or len(table.header[1].split()) < _WORDS_OF_PROSE or vocabulary.column(table.header[1]) is not None:
        return table
    return Table(table.caption, ("Name", "Description"), rows, table.line)


def stepped(table: Table, vocabulary: Vocabulary) -> Table:
    """A table whose names stand in two columns, those of parts in the second (`Name | Items | Type`), with one and the depth of each row;
    any other as it is."""
    roles = [vocabulary.column(word) for word in table.header]
    if roles.count(Column.NAME) != 1 or len({len(row.cells) for row in table.rows} | {len(table.header)}) != 1:
        return table
    own = roles.index(Column.NAME)
    for at, cells in _unread_columns(roles, [row.cells for row in table.rows]):
        parts = [bool(row.cells[at].strip()) for row in table.rows]
        named = [bool(row.cells[own].strip()) for row in table.rows]
        if at == own + 1 and not parts[0] and all(map(looks_like_name, cells)) and parts == [not one for one in named]:
            rows = tuple(
                replace(row, cells=(*row.cells[:own], row.cells[own] or row.cells[at], *row.cells[at + 1 :]), indent=float(part))
                for row, part in zip(table.rows, parts, strict=True)
            )
            return replace(table, header=(*table.header[:at], *table.header[at + 1 :]), rows=rows)
    return table


_HEADERS = frozenset({"header", "headers", "header name", "http header", "请求头"})
_VALUES = frozenset({"value", "values", "header value", "值"})
"""What stands over a table that shows headers, each with a value."""
_WORDS_OF_PROSE = 4
"""The fewest words of what is said of a name: a heading is shorter."""


def _alone(cells: Sequence[str]) -> bool:
    """Whether a row is words in its first cell and nothing else."""
    return bool(cells) and " " in cells[0].strip() and not any(cell.strip() for cell in cells[1:])


def said_of_group(text: str) -> tuple[str, str]:
    """The place and whether they are required that a row of one cell says of the rows below it, each empty where it says nothing of it."""
    words = normal(text)
    if len(words) > _LONGEST_GROUP or not _OF_A_GROUP.search(words):
        return "", ""
    where = next((place for place in ("path", "query", "header", "body") if re.search(rf"(?<![a-z]){place}(?![a-z])", words)), "")
    need = re.search(r"(?<![a-z])(required|mandatory|optional)(?![a-z])|必[选填]|可选", words)
    return where, "" if need is None else "no" if need.group() in ("optional", "可选") else "yes"


_LONGEST_GROUP = 60
_OF_A_GROUP = re.compile(r"parameter|param\b|header|field|argument|attribute|参数|字段|请求头")


def _header_rows(rows: Sequence[Sequence[str]], head: int, vocabulary: Vocabulary) -> int:
    """How many rows are the header: as many as are drawn so, where the last of them says what columns are."""
    drawn = min(head, len(rows) - 1)
    return drawn if drawn > 1 and any(vocabulary.column(word) for row in rows[:drawn] for word in row) else 1


def _lowest(word: str, vocabulary: Vocabulary) -> str:
    """The last line of a heading that goes over several, where the whole says nothing: the others name its group."""
    last = word.rpartition("\n")[2]
    return last if vocabulary.column(word) is None and vocabulary.column(last) is not None else word


def _joined_header(rows: Sequence[Sequence[str]], vocabulary: Vocabulary) -> list[str]:
    """One header of several rows: of each column the lowest word, or with the word of its group where it is not known alone."""
    found = []
    for at in range(max(map(len, rows))):
        column = [row[at].strip() if at < len(row) else "" for row in rows]
        words = list(dict.fromkeys(word for word in column if word))
        if len(words) == 1 and vocabulary.column(words[0]) is None and not column[0]:
            group = next((rows[0][left].strip() for left in range(at, -1, -1) if left < len(rows[0]) and rows[0][left].strip()), "")
            words = [group, *words] if group else words
        known = [word for word in reversed(words) if vocabulary.column(word) is not None]
        found.append(known[0] if known and len(words) > 1 and known[0] == words[-1] else " ".join(words))
    return found


def tabled(
    caption: str,
    rows: Sequence[Sequence[str]],
    lines: Sequence[int],
    vocabulary: Vocabulary,
    indents: Sequence[float | None] = (),
    whole: frozenset[int] = frozenset(),
    continued: frozenset[int] = frozenset(),
    head: int = 1,
) -> tuple[list[Block], list[Unread]]:
    """A table from its cells, the first row being its header; what fits no column is listed.

    `indents` are how far the name of each row is moved to the right, `whole` the rows that are one cell over all columns,
    `continued` those whose name is a merged cell that began above, `head` how many rows the page draws as its header. A box with
    one cell a row under no known heading is text.
    """
    if 0 in whole and len(rows) > 1 and any(vocabulary.column(word) for word in rows[1]):
        caption, rows, lines, indents = caption or rows[0][0], rows[1:], lines[1:], indents[1:]
        whole, continued = frozenset(at - 1 for at in whole), frozenset(at - 1 for at in continued)
    count = _header_rows(rows, head, vocabulary)
    if count > 1:
        rows, lines, indents = (
            [_joined_header(rows[:count], vocabulary), *rows[count:]],
            [lines[0], *lines[count:]],
            [None, *indents[count:]],
        )
        whole, continued = (frozenset(at - count + 1 for at in found if at >= count) for found in (whole, continued))
    rows = [[_lowest(word, vocabulary) for word in rows[0]], *rows[1:]]
    header = tuple(rows[0])
    if len(header) == 1 and (len(rows) == 1 or vocabulary.column(header[0]) is None):
        return [Text(part, line) for row, line in zip(rows, lines, strict=True) for part in row[0].split("\n") if part.strip()], []
    roles, _ = columns_of(header, rows[1:], vocabulary)
    found: list[Row] = []
    unread: list[Unread] = []
    group = ""
    for at in range(1, len(rows)):
        cells, line = tuple(rows[at]), lines[at]
        if (at in whole or _alone(cells)) and said_of_group(cells[0]) != ("", ""):
            group = cells[0]
            continue
        if at in whole and cells[0]:
            unread.append(Unread(line, f"row {cells[0][:80]!r}", "one cell over all columns"))
            continue
        row = fitted(cells, roles)
        if row is None and cells and (cells[0].strip() or len(cells) > 1):
            shown = " | ".join(text.replace("\n", " ") for text in cells if text)
            unread.append(Unread(line, f"row {shown[:100]!r}", "its cells fit no column"))
            continue
        if row is not None and any(row):
            found.append(Row(row, line, indents[at] if at < len(indents) else None, at in continued, group))
    return [Table(caption, header, tuple(found), lines[0])], unread
