"""Tables that reStructuredText writes as lists: a bullet for each row with one for each cell, or values between commas."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence

__all__ = ["rows_of_csv_table", "rows_of_list_table"]

_ROW = re.compile(r"^(\s*)\*\s+-(?:\s+|$)")
_CELL = re.compile(r"^(\s*)-(?:\s+|$)")
_OPTION = re.compile(r"^\s*:([\w-]+):\s*(.*)$")


def rows_of_list_table(lines: Sequence[str], start: int, end: int) -> tuple[list[list[list[str]]], list[int]]:
    """The lines of each cell of each row between two lines of a page, and the line of each row."""
    rows: list[list[list[str]]] = []
    numbers: list[int] = []
    at = 0
    for number in range(start, end):
        line = lines[number]
        if row := _ROW.match(line):
            at = line.index("-")
            rows.append([[line[row.end() :]]])
            numbers.append(number)
        elif rows and (cell := _CELL.match(line)) and len(cell.group(1)) == at:
            rows[-1].append([line[cell.end() :]])
        elif rows:
            rows[-1][-1].append(line[at + 2 :] if line.strip() else "")
    return rows, numbers


def rows_of_csv_table(lines: Sequence[str], start: int, end: int) -> tuple[list[list[list[str]]], list[int]]:
    """The same of a table whose rows are values between commas; its header may stand in an option."""
    rows: list[list[list[str]]] = []
    numbers: list[int] = []
    for number in range(start, end):
        option = _OPTION.match(lines[number])
        text = option.group(2) if option and option.group(1) == "header" else "" if option else lines[number]
        for cells in csv.reader([text.strip()], skipinitialspace=True) if text.strip() else ():
            rows.append([[cell] for cell in cells])
            numbers.append(number)
    return rows, numbers
