"""A page saved as text: its lines cut into headings, tables of either text form, examples and the rest."""

from __future__ import annotations

import re
from collections.abc import Sequence

from listproof.derive.flat import find_flat_header, read_flat_rows
from listproof.derive.glued import glued_caption, glued_header, unglued
from listproof.derive.page import Block, Code, Heading, Page, Text, Unread
from listproof.derive.pipes import find_header, read_rows
from listproof.derive.words import Vocabulary, caption_of, status_of

__all__ = ["read_plain"]

_OPENS_JSON = re.compile(r"""^\s*(\{\s*("|$|\}|'|/)|\[\s*(\{|$|"|\]))""")


def read_plain(text: str, vocabulary: Vocabulary) -> Page:
    """The page that a text file holds. Nothing of the text is dropped: what is no table is a line, a heading or code."""
    lines = text.replace("\u2028", "\n").split("\n")
    filled = [(number, line) for number, line in enumerate(lines) if line.strip()]
    place = {number: index for index, (number, _) in enumerate(filled)}
    numbered = [(number + 1, line) for number, line in filled]
    blocks: list[Block] = []
    unread: list[Unread] = []
    caption, caption_line = "", 0
    forms: set[str] = set()
    at = 0
    while at < len(lines):
        line = lines[at]
        if not line.strip():
            at += 1
            continue
        header = find_header(lines, at, vocabulary)
        if header is not None:
            table, at, lost = read_rows(lines, header, vocabulary, caption)
            blocks.append(table)
            unread += lost
            caption = ""
            forms.add("pipes")
            continue
        words = find_flat_header(filled, place[at], vocabulary)
        if words is not None:
            flat, stop, lost = read_flat_rows(numbered, place[at] + len(words), words, vocabulary, caption)
            blocks.append(flat)
            unread += lost
            caption = ""
            forms.add("flat")
            at = filled[stop][0] if stop < len(filled) else len(lines)
            continue
        joined = glued_caption(filled, place[at], vocabulary)
        run = glued_header(line, vocabulary)
        if joined is not None or run is not None:
            caption, words = joined or (caption, run or ())
            following = numbered[place[at] + (len(words) if joined else 1) :]
            rows = unglued(following) if run else following
            flat, stop, lost = read_flat_rows(rows, 0, words, vocabulary, caption)
            blocks.append(flat)
            unread += lost
            caption = ""
            forms.add("flat")
            at = rows[stop][0] - 1 if stop < len(rows) else len(lines)
            continue
        if caption and (vocabulary.heading(line) or caption_of(line) is not None):
            unread.append(Unread(caption_line, f"caption {caption!r}", "no table follows it"))
            caption = ""
        if caption_of(line) is not None:
            caption, caption_line = line.strip(), at + 1
        elif _OPENS_JSON.match(line):
            end, whole = _json_end(lines, at, vocabulary)
            if not whole:
                unread.append(Unread(at + 1, "example", "its brackets never close; the page may be cut here"))
            blocks.append(Code("\n".join(lines[at:end]), at + 1))
            at = end
            continue
        elif vocabulary.heading(line) is not None or status_of(line) is not None:
            blocks.append(Heading(line.strip(), at + 1))
        else:
            blocks.append(Text(line.strip().strip("|").strip(), at + 1))
        at += 1
    if caption:
        unread.append(Unread(caption_line, f"caption {caption!r}", "no table follows it"))
    title = next((block.text for block in blocks if isinstance(block, Text) and _is_title(block.text)), "")
    return Page(title, "pipes" if "pipes" in forms or not forms else "flat", tuple(blocks), tuple(unread))


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
