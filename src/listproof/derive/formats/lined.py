"""Rows that a page writes as lines: a name, a type below it, perhaps whether it is required, then what is said of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from listproof.derive.formats.alignment import looks_like_name, looks_like_required
from listproof.derive.formats.page import Block, Code, Heading, Row, Table, Text
from listproof.derive.kinds import looks_like_type
from listproof.derive.words import PLACES_OF_ROWS, Vocabulary

__all__ = ["tabled_lines"]


def tabled_lines(blocks: Sequence[Block], vocabulary: Vocabulary) -> Iterator[Block]:
    """Blocks in which such lines under a heading of parameters or of an answer are tables."""
    placed = False
    at = 0
    while at < len(blocks):
        block = blocks[at]
        if isinstance(block, Heading):
            placed = vocabulary.section(block.text) in PLACES_OF_ROWS
        if placed and isinstance(block, Code) and (rows_of_code := _coded(block)):
            yield Table("", ("Name", "Type", "Description"), rows_of_code, block.line)
            at += 1
            continue
        if not placed or not _begins(blocks, at):
            yield block
            at += 1
            continue
        rows: list[Row] = []
        line = _text(blocks, at).line
        while _begins(blocks, at):
            row, at = _row(blocks, at)
            rows.append(row)
        yield Table("", ("Name", "Type", "Required", "Description"), tuple(rows), line)


_CODED = re.compile(r"^\s*([A-Za-z_][\w.-]*)\s*[=:]\s*\[([^\[\]]+)\]\s*(?:[-–—:]\s*(.*))?$", re.ASCII)
"""A line of code that describes a name: `limit=[Integer] - Optional, how many.`"""
_VALUES = re.compile(r"[\"']([\w.-]+)[\"'](?:\s*[/|,]\s*[\"']([\w.-]+)[\"'])+", re.ASCII)


def _coded(block: Code) -> tuple[Row, ...]:
    """The rows of an example that is nothing but lines that describe a name each; none of any other."""
    lines = [(at, line) for at, line in enumerate(block.text.split("\n"), block.line) if line.strip()]
    told = [_CODED.match(line) for _, line in lines]
    if not told or not all(told):
        return ()
    rows = []
    for (at, _), one in zip(lines, told, strict=True):
        name, kind, words = one.groups("") if one else ("", "", "")
        if _VALUES.fullmatch(kind.strip()):
            listed = ", ".join(re.findall(r"[\w.-]+", kind))
            kind, words = "string", f"{words}\nValid values: {listed}"
        rows.append(Row((name, kind if looks_like_type(kind) else "string", words), at))
    return tuple(rows)


def _text(blocks: Sequence[Block], at: int) -> Text:
    block = blocks[at] if at < len(blocks) else None
    return block if isinstance(block, Text) and block.term is None else Text("", 0)


def _begins(blocks: Sequence[Block], at: int) -> bool:
    """Whether a name and a type stand on two lines, each alone."""
    name, kind = _text(blocks, at).text, _text(blocks, at + 1).text
    return looks_like_name(name) and not looks_like_type(name) and " " not in name and looks_like_type(kind)


def _row(blocks: Sequence[Block], at: int) -> tuple[Row, int]:
    """The row that begins at a block, and where what follows it begins."""
    name, kind = _text(blocks, at), _text(blocks, at + 1)
    required = _text(blocks, at + 2).text if looks_like_required(_text(blocks, at + 2).text) else ""
    end = at + (3 if required else 2)
    words: list[str] = []
    while (said := _text(blocks, end).text) and not _begins(blocks, end):
        words.append(said)
        end += 1
    return Row((name.text, kind.text, required or "optional", "\n".join(words)), name.line), end
