"""Tables of reStructuredText: grids drawn with `+`, `-` and `|`, and simple tables whose columns are rules of `=`.

Cells are found by the columns of the rules, as wide as a terminal shows them: a Chinese sign is two columns wide.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["Grid", "find_grid", "read_grid", "read_simple"]

_EDGE = re.compile(r"^\s*\+(?:[-=]+\+)+\s*$")
_SIMPLE = re.compile(r"^\s*=+(?:\s+=+)+\s*$")
_FILL = "\x00"
"""Stands behind a sign that is two columns wide, so that a place in a line is a column."""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as drawn: the lines of each cell for every row, the line where each row begins (from 0), and the
    first line after the table."""

    rows: tuple[tuple[tuple[str, ...], ...], ...]
    lines: tuple[int, ...]
    end: int


def find_grid(lines: Sequence[str], at: int) -> Grid | None:
    """The table that is drawn from line `at` on, or None where none begins there."""
    if _EDGE.match(lines[at]):
        return read_grid(lines, at)
    if _SIMPLE.match(lines[at]):
        return read_simple(lines, at)
    return None


def _wide(line: str) -> str:
    return "".join(sign + (_FILL if unicodedata.east_asian_width(sign) in "WF" else "") for sign in line)


def read_grid(lines: Sequence[str], start: int) -> Grid:
    """A grid table. A cell over several rows or columns stands once, in the first; the others are empty."""
    end = start
    while end < len(lines) and lines[end].lstrip()[:1] in ("+", "|"):
        end += 1
    drawn = [_wide(line) for line in lines[start:end]]
    marks = sorted({at for line in drawn for at, sign in enumerate(line) if sign == "+" and _is_rule(line)})
    rows: list[tuple[tuple[str, ...], ...]] = []
    numbers: list[int] = []
    cells: list[list[str]] = [[] for _ in marks[1:]]
    began = start + 1
    for offset, line in enumerate(drawn):
        if _is_rule(line) and _ruled(line, marks[0] + 1, marks[1]):
            if any(part.strip() for cell in cells for part in cell):
                rows.append(tuple(tuple(cell) for cell in cells))
                numbers.append(began)
            cells = [[] for _ in marks[1:]]
            began = start + offset + 1
            continue
        _put(line, marks, cells)
    if any(part.strip() for cell in cells for part in cell):
        rows.append(tuple(tuple(cell) for cell in cells))
        numbers.append(began)
    return Grid(tuple(rows), tuple(numbers), end)


def _is_rule(line: str) -> bool:
    return re.search(r"\+[-=]{2,}\+", line) is not None


def _ruled(line: str, start: int, end: int) -> bool:
    return set(line[start:end]) <= {"-", "=", "+"} and start < len(line)


def _put(line: str, marks: Sequence[int], cells: list[list[str]]) -> None:
    """The pieces of one line between its bars, each into the column where it begins."""
    at = 0
    while at < len(marks) - 1:
        stop = at + 1
        while stop < len(marks) - 1 and (marks[stop] >= len(line) or line[marks[stop]] not in "|+"):
            stop += 1
        piece = line[marks[at] + 1 : marks[stop]].replace(_FILL, "")
        ruled = _is_rule(line) and set(piece.strip()) <= {"-", "=", "+"}
        cells[at].append("" if ruled else piece)
        at = stop


def read_simple(lines: Sequence[str], start: int) -> Grid | None:
    """A simple table: a row begins where its first column is filled; None where the last rule is missing."""
    rule = _wide(lines[start])
    spans = [(found.start(), found.end()) for found in re.finditer(r"=+", rule)]
    rows: list[list[list[str]]] = []
    numbers: list[int] = []
    rules = 1
    for number in range(start + 1, len(lines)):
        line = lines[number]
        if _SIMPLE.match(line) or re.fullmatch(r"\s*=+\s*", line):
            rules += 1
            if rules == 3:
                return Grid(tuple(tuple(tuple(cell) for cell in row) for row in rows), tuple(numbers), number + 1)
            continue
        if line.strip() and len(line) - len(line.lstrip()) < spans[0][0]:
            return None
        drawn = _wide(line)
        pieces = [
            drawn[begin : (spans[index + 1][0] if index + 1 < len(spans) else len(drawn))].replace(_FILL, "")
            for index, (begin, _) in enumerate(spans)
        ]
        if pieces[0].strip() or not rows:
            if not line.strip():
                continue
            rows.append([[piece] for piece in pieces])
            numbers.append(number)
        else:
            for cell, piece in zip(rows[-1], pieces, strict=True):
                cell.append(piece)
    return None
