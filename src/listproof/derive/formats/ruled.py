"""Tables of Markdown without outer bars whose cells go over several lines, as programs write them that make Markdown of HTML."""

from __future__ import annotations

import re
from collections.abc import Sequence

__all__ = ["RULE", "ruled_rows"]

RULE = re.compile(r"^[ \t]*:?-{3,}:?[ \t]*(?:\|[ \t]*:?-{3,}:?[ \t]*)+$")
"""The line below the header of such a table."""
_BAR = re.compile(r"(?<!\\)\|")
_HEADING = re.compile(r"^#{1,6}[ \t]")
_LONGEST_ROW = 60
"""The most lines of a row."""


def ruled_rows(lines: Sequence[str], at: int) -> tuple[list[list[str]], list[int], int]:
    """The rows of such a table whose header stands at a line, the header first, their lines, and the line behind it; none of any other.

    A row ends when it has all its cells, and before a blank line or one with a bar: what has none belongs to its last cell.
    """
    header = _BAR.split(lines[at])
    if len(header) < 2 or at + 1 >= len(lines) or not RULE.match(lines[at + 1]) or len(_BAR.split(lines[at + 1])) != len(header):
        return [], [], at
    rows, numbers, number = [header], [at], at + 2
    parted = False
    while number < len(lines) and "|" in lines[number] and not _HEADING.match(lines[number]):
        gathered, end = lines[number], number + 1
        while len(_BAR.findall(gathered)) < len(header) - 1 and end < min(len(lines), number + _LONGEST_ROW):
            gathered += "\n" + lines[end]
            end += 1
        while end < len(lines) and lines[end].strip() and "|" not in lines[end]:
            gathered += "\n" + lines[end]
            end += 1
        cells = _BAR.split(gathered)
        if len(cells) != len(header):
            return [], [], at
        parted = parted or "\n" in gathered
        rows.append(cells)
        numbers.append(number)
        number = end
    return (rows, numbers, number) if parted else ([], [], at)
