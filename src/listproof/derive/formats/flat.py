"""Tables flattened to one cell a line: no bars are left, rows are found by what their cells look like."""

from __future__ import annotations

import re
from collections.abc import Sequence

from listproof.derive.formats.alignment import looks_like_name, looks_like_required
from listproof.derive.formats.page import Row, Table, Unread
from listproof.derive.kinds import looks_like_type
from listproof.derive.words import Column, Section, Vocabulary, caption_of, status_of

__all__ = ["find_flat_header", "read_flat_rows"]

_Line = tuple[int, str]
_SENTENCE = re.compile(r"[.。;；!?？:：]\s*$")
_BULLET = re.compile(r"^\s*(?:[•·*●○▪-]|\d+[.)])\s")
_SHORT = (Section.ERROR_CODES, Section.STATUS_CODES, Section.OTHER, Section.REQUEST, Section.RESPONSE, Section.RESPONSE_EXAMPLE)


def find_flat_header(lines: Sequence[_Line], at: int, vocabulary: Vocabulary) -> tuple[str, ...] | None:
    """The header words that begin at `lines[at]` (each a line of its own), or None.

    `lines` are the lines of the page that are not blank, with their numbers.
    """
    words = _header_words(lines, at, vocabulary)
    roles = [vocabulary.column(word) for word in words]
    for length in range(len(words), 1, -1):
        told = roles[:length]
        known = [role for role in told if role is not None]
        if len(set(known)) != len(known) or told[-1] is None:
            continue
        named = told[0] is Column.NAME and bool({Column.TYPE, Column.DESCRIPTION} & set(told))
        status = told[0] is Column.STATUS and bool({Column.DESCRIPTION, Column.CODE} & set(told))
        if named or status:
            return tuple(words[:length])
    return None


def _header_words(lines: Sequence[_Line], at: int, vocabulary: Vocabulary) -> list[str]:
    """The lines that may be a header: known words, and among those of parameters at most two that are not, with known ones behind."""
    words: list[str] = []
    for _, text in lines[at : at + 10]:
        known = vocabulary.column(text) is not None
        odd = len(text.strip()) > 24 or _SENTENCE.search(text) or looks_like_type(text) or looks_like_required(text)
        if not known and (odd or not words or vocabulary.column(words[0]) is not Column.NAME):
            break
        words.append(text.strip())
    columns = [vocabulary.column(word) for word in words]
    for length in range(len(words), 1, -1):
        told = columns[:length]
        known_ones = [column for column in told if column is not None]
        whole = Column.DESCRIPTION in told and {Column.TYPE, Column.REQUIRED} & set(told)
        if told[-1] is not None and 0 < told.count(None) <= 2 and whole and len(set(known_ones)) == len(known_ones):
            return words[:length]
    return words[: next((index for index, column in enumerate(columns) if column is None), len(words))]


def read_flat_rows(
    lines: Sequence[_Line], start: int, header: tuple[str, ...], vocabulary: Vocabulary, caption: str
) -> tuple[Table, int, tuple[Unread, ...]]:
    """The table whose rows begin at `lines[start]`, the index of the first line after it, and what was not read."""
    roles = tuple(vocabulary.column(word) or Column.OTHER for word in header)
    end = _end(lines, start, vocabulary)
    starts = _starts(lines, start, end, roles)
    unread: list[Unread] = []
    if (starts and starts[0][0] > start) or (not starts and end > start):
        stop = starts[0][0] if starts else end
        lost = " / ".join(text.strip() for _, text in lines[start:stop])
        unread.append(Unread(lines[start][0], f"lines {lost[:80]!r}", "no row begins here"))
    rows: list[Row] = []
    for index, (at, lost_cells) in enumerate(starts):
        stop = starts[index + 1][0] if index + 1 < len(starts) else end
        cells = _cells(lines, at, stop, roles, lost_cells)
        rows.append(Row(cells, lines[at][0]))
        for role in lost_cells:
            if role not in (Column.NAME, Column.REQUIRED):
                unread.append(Unread(lines[at][0], f"row {cells[0]!r}", f"the copy lost its column {role.value!r}"))
    line = lines[start][0] if start < len(lines) else 0
    return Table(caption, header, tuple(rows), line), end, tuple(unread)


def _end(lines: Sequence[_Line], start: int, vocabulary: Vocabulary) -> int:
    for at in range(start, len(lines)):
        text = lines[at][1].strip()
        if caption_of(text) is not None or status_of(text) is not None:
            return at
        if vocabulary.heading(text) is not None and not _describes(lines, start, at, vocabulary):
            return at
        if find_flat_header(lines, at, vocabulary):
            return at
        if text in ("{", "[") or re.match(r"^(GET|POST|PUT|DELETE)\s+(https?:/)?/", text):
            return at
    return len(lines)


def _describes(lines: Sequence[_Line], start: int, at: int, vocabulary: Vocabulary) -> bool:
    """Whether a line that reads as a heading is the description of a field: `error_code`, `String`, `Error code`."""
    if vocabulary.heading(lines[at][1]) not in _SHORT or at < start + 2:
        return False
    behind = looks_like_type(lines[at - 1][1]) or looks_like_required(lines[at - 1][1])
    named = looks_like_name(lines[at - 2][1]) or looks_like_required(lines[at - 2][1])
    return behind and named


def _starts(lines: Sequence[_Line], start: int, end: int, roles: tuple[Column, ...]) -> list[tuple[int, frozenset[Column]]]:
    """Where rows begin, each with the columns that the copy lost there."""
    prefix = roles[: roles.index(Column.DESCRIPTION)] if Column.DESCRIPTION in roles else roles
    found: list[tuple[int, frozenset[Column]]] = []
    at = start
    while at < end:
        lost = _row_at(lines, at, end, prefix)
        if lost is not None:
            found.append((at, lost))
            at += len(prefix) - len(lost)
        else:
            at += 1
    return found


def _row_at(lines: Sequence[_Line], at: int, end: int, prefix: tuple[Column, ...]) -> frozenset[Column] | None:
    attempts: list[tuple[Column, ...]] = [prefix]
    if Column.TYPE in prefix:
        if Column.REQUIRED in prefix:
            attempts.append(tuple(role for role in prefix if role is not Column.REQUIRED))
        if prefix[0] is Column.NAME and prefix[1] is Column.TYPE:
            attempts.append(prefix[1:])
    for attempt in attempts:
        if _matches(lines, at, end, attempt, prefix):
            return frozenset(prefix) - frozenset(attempt)
    return None


def _matches(lines: Sequence[_Line], at: int, end: int, attempt: tuple[Column, ...], prefix: tuple[Column, ...]) -> bool:
    if at + len(attempt) > end:
        return False
    for offset, role in enumerate(attempt):
        text = lines[at + offset][1]
        if role is Column.NAME and not looks_like_name(text):
            return False
        if role is Column.TYPE and not looks_like_type(text):
            return False
        if role is Column.REQUIRED and not looks_like_required(text):
            return False
        if role is Column.STATUS and not re.match(r"^\s*\d{3}\s*$", text):
            return False
    if attempt[0] is Column.TYPE:
        following = at + len(attempt)
        return following >= end or not looks_like_type(lines[following][1])
    return any(role in (Column.TYPE, Column.REQUIRED, Column.STATUS) for role in prefix) or len(prefix) == 1


def _cells(lines: Sequence[_Line], at: int, stop: int, roles: tuple[Column, ...], lost: frozenset[Column]) -> tuple[str, ...]:
    cells: dict[Column, str] = {}
    rest = at
    for role in roles:
        if role is Column.DESCRIPTION:
            break
        if role in lost:
            cells[role] = ""
            continue
        cells[role] = lines[rest][1].strip() if rest < stop else ""
        rest += 1
    words = [text.rstrip() for _, text in lines[rest:stop]]
    if Column.DESCRIPTION in roles:
        after = roles[roles.index(Column.DESCRIPTION) + 1 :]
        for role in reversed(after):
            if len(words) > 1 and not _SENTENCE.search(words[-1]) and not _BULLET.match(words[-1]):
                cells[role] = words.pop().strip()
        cells[Column.DESCRIPTION] = "\n".join(words)
    return tuple(cells.get(role, "") for role in roles)
