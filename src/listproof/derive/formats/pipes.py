"""Tables written as pipe rows: whole rows on a line, or one cell a line with a bar behind it.

Text copies of pages differ: with or without outer bars, with or without a rule under the header, with cells of many
lines, with empty cells gone. The tokens between bars are therefore counted into rows and each row is checked against
what its columns can hold; where it does not fit, the next sure row is looked for and what lies between is listed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from listproof.derive.formats.alignment import fits, fitted, starts_row
from listproof.derive.formats.page import Row, Table, Unread
from listproof.derive.words import Column, Vocabulary, caption_of, status_of

__all__ = ["Header", "find_header", "read_rows"]

_RULE = re.compile(r"^\s*\|?\s*:?-{2,}:?\s*(\|\s*:?-{2,}:?\s*)*\|?\s*$")
_BAR = re.compile(r"(?<!\\)\|")
_INDENT = re.compile(r"^\s*(?:[\u00a0\u3000 \t]|&nbsp;)*")


@dataclass(frozen=True, slots=True)
class Header:
    """The header of a table of pipe rows: its words, its first line, the line after it, and whether rows open with a bar."""

    words: tuple[str, ...]
    start: int
    end: int
    leading: bool


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    line: int
    leads: bool  # the bar before it stands at the start of its line, with the text on the same line


def find_header(lines: Sequence[str], at: int, vocabulary: Vocabulary) -> Header | None:
    """The header that begins at line `at`, or None. A rule under it is not needed where its words are known."""
    first = lines[at]
    if "|" not in first and not (at + 1 < len(lines) and "|" in lines[at + 1] and vocabulary.column(first)):
        return None
    if _RULE.match(first) or not first.strip():
        return None
    leading = first.lstrip().startswith("|")
    ruled = _ruled(lines, at, leading, vocabulary) or _on_one_line(first, at, leading, vocabulary)
    if ruled is not None:
        return ruled
    cells: list[str] = []
    open_cell = ""
    for number in range(at, min(at + 24, len(lines))):
        line = lines[number]
        if _RULE.match(line) and "|" in line:
            width = len(list(line.strip().strip("|").split("|")))
            known = sum(vocabulary.column(cell) is not None for cell in cells)
            if len(cells) == width and not open_cell.strip() and (known or number - at < 3):
                return Header(tuple(cells), at, number + 1, leading)
            return None
        parts = _BAR.split(line)
        if number == at and leading:
            parts = parts[1:]
        for part in parts[:-1]:
            cells.append((open_cell + " " + part).strip())
            open_cell = ""
        open_cell += " " + parts[-1]
        roles = [vocabulary.column(cell) for cell in cells]
        if any(len(cell) > 60 for cell in cells[: roles.index(None) if None in roles else None]):
            return None
        if None in roles:
            if not (roles[0] is None and number == at) or roles.count(None) > 2:
                return _on_lines(lines, at, leading, vocabulary) or _known(cells, roles, at, number, leading, lines)
            if not (number + 1 < len(lines) and _RULE.match(lines[number + 1])):
                return None
    return None


def _ruled(lines: Sequence[str], at: int, leading: bool, vocabulary: Vocabulary) -> Header | None:
    """A header with some words that are not known, where a rule of the same width stands under it."""
    cells: list[str] = []
    open_cell = ""
    for number in range(at, min(at + 24, len(lines))):
        line = lines[number]
        if _RULE.match(line) and "|" in line and number > at:
            width = len(line.strip().strip("|").split("|"))
            cells += [open_cell.strip()] if open_cell.strip() else []
            told = {vocabulary.column(cell) for cell in cells} - {None}
            described = told & {Column.TYPE, Column.DESCRIPTION, Column.REQUIRED} and (Column.NAME in told or len(told) > 1)
            return Header(tuple(cells), at, number + 1, leading) if len(cells) == width and (described or number == at + 1) else None
        parts = _BAR.split(line)[1:] if number == at and leading else _BAR.split(line)
        for part in parts[:-1]:
            cells.append((open_cell + " " + part).strip())
            open_cell = ""
        open_cell += " " + parts[-1]
        if len(cells) > 12 or any(len(cell) > 60 for cell in cells):
            return None
    return None


def _on_one_line(line: str, at: int, leading: bool, vocabulary: Vocabulary) -> Header | None:
    """A header without a rule whose words stand on one line between bars, most of them known."""
    cells = [cell.strip() for cell in _BAR.split(line.strip().strip("|"))]
    told = [vocabulary.column(cell) for cell in cells]
    unknown = told.count(None)
    described = {Column.TYPE, Column.REQUIRED, Column.DESCRIPTION} & set(told)
    if unknown and len(cells) > 2 and unknown * 2 < len(cells) and told[0] is Column.NAME and len(described) > 1:
        return Header(tuple(cells), at, at + 1, leading)
    return None


def _on_lines(lines: Sequence[str], at: int, leading: bool, vocabulary: Vocabulary) -> Header | None:
    """A header without a rule that has a word on each line, at most two of them not known and known ones behind those."""
    if leading:
        return None
    cells = list(takewhile(lambda cell: cell is not None, (_alone_on(line) for line in lines[at : at + 10])))
    told = [vocabulary.column(cell or "") for cell in cells]
    for width in range(len(cells), 3, -1):
        known = [one for one in told[:width] if one is not None]
        odd = any(fits((cell or "",), (role,)) for cell, one in zip(cells[:width], told, strict=False) if one is None for role in _PLAIN)
        whole = told[0] is Column.NAME and Column.DESCRIPTION in known and Column.TYPE in known and told[width - 1] is not None
        if whole and 0 < width - len(known) <= 2 and len(set(known)) == len(known) and not odd:
            return Header(tuple(cell or "" for cell in cells[:width]), at, at + width, leading)
    return None


_PLAIN = (Column.TYPE, Column.REQUIRED)


def _alone_on(line: str) -> str | None:
    """The one cell of a line that ends with its bar; None of any other line, and of a long one."""
    cell, bar, rest = line.strip().partition("|")
    return cell.strip() if bar and not rest and 0 < len(cell.strip()) <= _LONGEST_WORD else None


_LONGEST_WORD = 24
"""The most characters of a word of a header that is not known."""


def _known(
    cells: Sequence[str], roles: Sequence[Column | None], at: int, number: int, leading: bool, lines: Sequence[str]
) -> Header | None:
    """A header without a rule: the cells before the first that is no column word, if they end a line."""
    width = list(roles).index(None)
    told = set(roles[:width])
    named = Column.NAME in told and told & {Column.TYPE, Column.DESCRIPTION}
    coded = Column.STATUS in told and told & {Column.CODE, Column.DESCRIPTION}
    if width < 2 or not (named or coded):
        return None
    seen, line = 0, at
    while line <= number:
        parts = _BAR.split(lines[line])
        seen += len(parts) - 1 - (1 if line == at and leading else 0)
        line += 1
        if seen >= width:
            break
    return Header(tuple(cells[:width]), at, line, leading) if seen == width else None


def read_rows(lines: Sequence[str], header: Header, vocabulary: Vocabulary, caption: str) -> tuple[Table, int, tuple[Unread, ...]]:
    """The table under a header, the index of the first line after it, and what could not be read of it."""
    bare = _bare_rows(lines, header)
    if bare:
        found = [Row(tuple(cell.strip() for cell in _BAR.split(lines[at])), at + 1) for at in bare]
        return Table(caption, header.words, tuple(found), header.start + 1), bare[-1] + 1, ()
    roles = tuple(vocabulary.column(word) or Column.OTHER for word in header.words)
    end = _region_end(lines, header, vocabulary)
    tokens, tail = _tokens(lines, header.end, end)
    rows: list[Row] = []
    unread: list[Unread] = []
    for cells, line in _split(tokens, roles, header.leading):
        if cells is None:
            unread.append(line)  # type: ignore[arg-type]
            continue
        assert isinstance(line, int)
        width = _indent(cells[0])
        clean = tuple(cell.replace("&nbsp;", " ").strip() for cell in cells)
        if any(clean):
            rows.append(Row(clean, line + 1, float(width) if width else None))
    table = Table(caption, header.words, tuple(rows), header.start + 1)
    return table, (tail if tail is not None else end), tuple(unread)


def _bare_rows(lines: Sequence[str], header: Header) -> list[int]:
    """The lines of rows with bars between cells and none around them, where the header stands on one line like that."""
    bars = len(header.words) - 1
    if header.leading or lines[header.start].rstrip().endswith("|") or len(_BAR.findall(lines[header.start])) != bars:
        return []
    found = []
    for at in range(header.end, len(lines)):
        if len(_BAR.findall(lines[at])) != bars:
            break
        found.append(at)
    return found


def _indent(name: str) -> int:
    """How many hard spaces stand in front of a name; plain spaces only keep columns apart."""
    front = _INDENT.match(name)
    return len(re.findall(r"[\u00a0\u3000]|&nbsp;", front.group())) if front and name.strip() else 0


def _region_end(lines: Sequence[str], header: Header, vocabulary: Vocabulary) -> int:
    """The first line after the table: a caption, a status line or a heading behind a closed cell, or the next header."""
    closed = True
    for number in range(header.end, len(lines)):
        line = lines[number]
        if not line.strip():
            continue
        if closed:
            if "|" not in line:
                if caption_of(line) is not None or status_of(line) is not None:
                    return number
                if vocabulary.heading(line) is not None and _stands_alone(lines, number, vocabulary):
                    return number
                if _right_above(lines, number, vocabulary):
                    return number
            first = line.strip().strip("|").split("|")[0]
            if (line.strip() == "|" or vocabulary.column(first)) and find_header(lines, number, vocabulary):
                return number
        closed = line.rstrip().endswith("|")
    return len(lines)


def _right_above(lines: Sequence[str], number: int, vocabulary: Vocabulary) -> bool:
    """Whether a line stands right above the header of another table: it says what that holds, and is no cell."""
    following = next((at for at in range(number + 1, min(number + 3, len(lines))) if lines[at].strip()), None)
    begins = following is not None and "|" in lines[following] and lines[following].strip() != "|"
    return begins and following is not None and find_header(lines, following, vocabulary) is not None


def _stands_alone(lines: Sequence[str], number: int, vocabulary: Vocabulary) -> bool:
    """Whether a line that reads as a heading is one: what follows is no rest of a row."""
    following = next((at for at in range(number + 1, min(number + 4, len(lines))) if lines[at].strip()), None)
    if following is None or "|" not in lines[following]:
        return True
    return find_header(lines, following, vocabulary) is not None


def _tokens(lines: Sequence[str], start: int, end: int) -> tuple[list[_Token], int | None]:
    """The texts between bars; and, where text without a closing bar ends the region, the line where that begins."""
    tokens: list[_Token] = []
    parts: list[str] = []
    opened = start
    leads = False
    for number in range(start, end):
        line = lines[number]
        if _RULE.match(line) and "|" in line:
            continue
        pieces = _BAR.split(line)
        bar_first = len(pieces) > 1 and not pieces[0].strip() and line.lstrip().startswith("|")
        for index, piece in enumerate(pieces):
            if index:
                tokens.append(_Token("\n".join(parts), opened, leads))
                parts, opened = [], number
                leads = bar_first and index == 1 and bool(piece.strip() or len(pieces) > 2)
            if not parts or not any(part.strip() for part in parts):
                opened = number
            parts.append(piece.replace("\\|", "|"))
    return tokens, (opened if any(part.strip() for part in parts) else None)


def _separates(token: _Token) -> bool:
    return "\n" in token.text and not token.text.strip()


def _split(tokens: Sequence[_Token], roles: tuple[Column, ...], leading: bool) -> Iterator[tuple[tuple[str, ...] | None, int | Unread]]:
    width = len(roles)
    at = 0
    first = True
    while at < len(tokens):
        if leading and not tokens[at].leads and not tokens[at].text.strip() and (first or _separates(tokens[at])):
            at += 1
            first = False
            continue
        first = False
        taken = _take(tokens, at, width, leading)
        cells = tuple(token.text for token in taken)
        row = fitted(cells, roles)
        if row is not None and _better_later(tokens, at, taken, roles, leading):
            row = None
        if row is not None:
            lead = cells[0] if row[0] == cells[0].strip() else row[0]
            yield (lead, *row[1:]), taken[0].line + (1 if taken[0].text.startswith("\n") else 0)
            at += len(taken)
            continue
        longer = _longer(tokens, at, roles, leading)
        if longer:
            yield longer[0], tokens[at].line
            at += longer[1]
            continue
        following = _next_row(tokens, at + 1, roles)
        lost = tokens[at:following]
        shown = " | ".join(" ".join(token.text.split()) for token in lost if token.text.strip())
        if shown:
            yield None, Unread(tokens[at].line + 1, f"row {shown[:100]!r}", "its cells fit no column")
        at = following


def _take(tokens: Sequence[_Token], at: int, width: int, leading: bool) -> Sequence[_Token]:
    """The next `width` tokens, fewer where a bar at the start of a line shows that the next row has begun."""
    taken = [tokens[at]]
    for token in tokens[at + 1 : at + width]:
        if leading and token.leads and token.text.strip():
            if len(taken) > 1 and _separates(taken[-1]):
                return taken[:-1] if len(taken) > 2 else taken
            return taken
        taken.append(token)
    return taken


def _better_later(tokens: Sequence[_Token], at: int, taken: Sequence[_Token], roles: tuple[Column, ...], leading: bool) -> bool:
    """Whether a sure row begins inside the taken cells: a cell was lost and the next row was drawn in."""
    cells = [token.text for token in taken]
    if starts_row(cells, roles) or (leading and any(token.leads for token in taken[1:])):
        return False
    return any(
        starts_row([token.text for token in tokens[later : later + len(roles)]], roles)
        and not fits([token.text for token in tokens[at : at + len(roles)]], roles)
        and bool(cells[0].strip())
        and tokens[later - 1].text.strip() == ""
        for later in range(at + 2, at + len(taken))
    )


def _longer(tokens: Sequence[_Token], at: int, roles: tuple[Column, ...], leading: bool) -> tuple[tuple[str, ...], int] | None:
    """A row with bars inside its description: more tokens up to the next separator or sure row."""
    width = len(roles)
    for extra in range(1, 9):
        end = at + width + extra
        if end > len(tokens):
            return None
        after = tokens[end : end + width]
        ends = not after or _separates(after[0]) or after[0].leads or starts_row([t.text for t in after], roles)
        row = fitted([token.text for token in tokens[at:end]], roles)
        if ends and row is not None and (leading or starts_row([token.text for token in tokens[at:end]][:width], roles)):
            return row, end - at
    return None


def _next_row(tokens: Sequence[_Token], start: int, roles: tuple[Column, ...]) -> int:
    for at in range(start, len(tokens)):
        if starts_row([token.text for token in tokens[at : at + len(roles)]], roles):
            return at
    return len(tokens)
