"""A page saved as text: its lines cut into headings, tables of either text form, examples and the rest."""

from __future__ import annotations

import re
from collections.abc import Sequence

from listproof.derive.formats.flat import find_flat_header, read_flat_rows
from listproof.derive.formats.glued import glued_caption, glued_header, unglued
from listproof.derive.formats.page import Block, Code, Heading, SavedPage, Text, Unread
from listproof.derive.formats.pipes import find_header, read_rows
from listproof.derive.words import Vocabulary, caption_of, status_of

__all__ = ["read_plain"]

_OPENS_JSON = re.compile(r"""^\s*(\{\s*("|$|\}|'|/)|\[\s*(\{|$|"|\]))""")


def read_plain(text: str, vocabulary: Vocabulary) -> SavedPage:
    """The page that a text file holds. Nothing of the text is dropped: what is no table is a line, a heading or code."""
    lines = text.replace("\u2028", "\n").split("\n")
    filled = [(number, line) for number, line in enumerate(lines) if line.strip()]
    place = {number: index for index, (number, _) in enumerate(filled)}
    numbered = [(number + 1, line) for number, line in filled]
    blocks: list[Block] = []
    unread: list[Unread] = []
    caption, caption_line, at = "", 0, 0
    forms: set[str] = set()

    def take(table: Block, lost: Sequence[Unread], form: str) -> None:
        blocks.append(table)
        unread.extend(lost)
        forms.add(form)

    while at < len(lines):
        line = lines[at]
        if not line.strip():
            at += 1
            continue
        if (header := find_header(lines, at, vocabulary)) is not None:
            table, at, lost = read_rows(lines, header, vocabulary, caption)
            take(table, lost, "pipes")
            caption = ""
            continue
        if (words := find_flat_header(filled, place[at], vocabulary)) is not None:
            flat, stop, lost = read_flat_rows(numbered, place[at] + len(words), words, vocabulary, caption)
            take(flat, lost, "flat")
            caption = ""
            at = filled[stop][0] if stop < len(filled) else len(lines)
            continue
        joined = glued_caption(filled, place[at], vocabulary)
        run = glued_header(line, vocabulary)
        if joined is not None or run is not None:
            caption, words = joined or (caption, run or ())
            following = numbered[place[at] + (len(words) if joined else 1) :]
            rows = unglued(following) if run else following
            flat, stop, lost = read_flat_rows(rows, 0, words, vocabulary, caption)
            take(flat, lost, "flat")
            caption = ""
            at = rows[stop][0] - 1 if stop < len(rows) else len(lines)
            continue
        if caption and (vocabulary.heading(line) or caption_of(line) is not None):
            unread.append(Unread(caption_line, f"caption {caption!r}", "no table follows it"))
            caption = ""
        if caption_of(line) is not None:
            caption, caption_line = line.strip(), at + 1
        elif _OPENS_JSON.match(line):
            code, lost, at = _example(lines, at, vocabulary)
            blocks.append(code)
            unread += lost
            continue
        else:
            blocks.append(_line(line, at + 1, vocabulary))
        at += 1
    if caption:
        unread.append(Unread(caption_line, f"caption {caption!r}", "no table follows it"))
    title = next((block.text for block in blocks if isinstance(block, Text) and _is_title(block.text)), "")
    return SavedPage(title, "pipes" if "pipes" in forms or not forms else "flat", tuple(blocks), tuple(unread))


def _line(line: str, number: int, vocabulary: Vocabulary) -> Block:
    if vocabulary.heading(line) is not None or status_of(line) is not None:
        return Heading(line.strip(), number)
    return Text(line.strip().strip("|").strip(), number)


def _example(lines: Sequence[str], at: int, vocabulary: Vocabulary) -> tuple[Code, tuple[Unread, ...], int]:
    """The example that begins on a line, what is wrong with it, and the index after it."""
    end, whole = _json_end(lines, at, vocabulary)
    lost = () if whole else (Unread(at + 1, "example", "its brackets never close; the page may be cut here"),)
    return Code("\n".join(lines[at:end]), at + 1), lost, end


def _is_title(text: str) -> bool:
    return not re.match(r"(?i)updated on|更新时间|last updated|查看pdf|分享", text) and len(text) > 3


def _json_end(lines: Sequence[str], start: int, vocabulary: Vocabulary) -> tuple[int, bool]:
    """The index after the line on which the brackets opened at `start` close, and whether they do."""
    depth = 0
    quoted = escaped = False
    for number in range(start, len(lines)):
        line = lines[number]
        if number > start and not quoted and (vocabulary.heading(line) is not None or status_of(line) is not None):
            return number, False
        for sign in line:
            if escaped:
                escaped = False
            elif quoted:
                escaped = sign == "\\"
                quoted = sign != '"'
            elif sign == '"':
                quoted = True
            elif sign in "{[":
                depth += 1
            elif sign in "}]":
                depth -= 1
                if depth == 0:
                    return number + 1, True
        quoted = False
    return len(lines), False
