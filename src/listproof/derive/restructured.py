"""A page written in reStructuredText, as the partner clouds of Huawei publish theirs: underlined headings, drawn tables."""

from __future__ import annotations

import re
from collections.abc import Sequence

from listproof.derive.grid import find_grid
from listproof.derive.page import Block, Code, Heading, Page, Text, Unread
from listproof.derive.tables import tabled
from listproof.derive.words import Vocabulary, caption_of, status_of

__all__ = ["is_restructured", "read_restructured"]

_UNDERLINE = re.compile(r"^([=\-~^\"'*+#`.:])\1{2,}\s*$")
_DIRECTIVE = re.compile(r"^\s*\.\.\s+([\w-]+)::\s*(.*)$")
_TARGET = re.compile(r"^\s*(?:\.\.\s+_[^:]+:.*|:[\w-]+:.*)$")
_BULLET = re.compile(r"^\s*(?:[-*•]|\d+[.)]|#\.)\s+(.*)$")
_ROLE = re.compile(r":\w+:`([^`<]*?)\s*(?:<[^`>]*>)?`")
_LINK = re.compile(r"`([^`<]+?)\s*<[^`>]*>`__?")


def is_restructured(text: str) -> bool:
    """Whether a text file is reStructuredText: it draws a grid, or names a table by a directive."""
    return re.search(r"^\s*\+(?:[-=]+\+)+\s*$|^\s*\.\. (?:table|list-table|code-block)::", text, re.MULTILINE) is not None


def read_restructured(text: str, vocabulary: Vocabulary) -> Page:
    """The page that a reStructuredText file holds; what is no table, heading or code is a line."""
    return _Reader(text.split("\n"), vocabulary).read()


class _Reader:
    """Goes through the lines once; `caption` is that of a table to come."""

    def __init__(self, lines: list[str], vocabulary: Vocabulary) -> None:
        self.lines = lines
        self.vocabulary = vocabulary
        self.blocks: list[Block] = []
        self.unread: list[Unread] = []
        self.caption = ""
        self.caption_line = 0

    def read(self) -> Page:
        at = 0
        while at < len(self.lines):
            at = self.step(at)
        self.captionless()
        title = next((block.text for block in self.blocks if isinstance(block, Heading)), "")
        return Page(title, "rst", tuple(self.blocks), tuple(self.unread))

    def step(self, at: int) -> int:
        """Take what begins at a line; the line after it."""
        line = self.lines[at]
        if not line.strip() or _TARGET.match(line):
            return at + 1
        grid = find_grid(self.lines, at)
        if grid is not None and len(grid.rows) > 0:
            self.table(grid.rows, grid.lines)
            return grid.end
        directive = _DIRECTIVE.match(line)
        if directive:
            return self.directive(directive.group(1), directive.group(2), at)
        below = self.lines[at + 1] if at + 1 < len(self.lines) else ""
        if _UNDERLINE.match(below) and not _UNDERLINE.match(line):
            self.captionless()
            self.blocks.append(Heading(plain(line).strip(), at + 1))
            return at + 2
        if line.rstrip().endswith("::"):
            self.line(line.rstrip()[:-1], at)
            return self.code(at + 1, _indent(line))
        self.line(line, at)
        return at + 1

    def line(self, line: str, at: int) -> None:
        bullet = _BULLET.match(line)
        words = plain(bullet.group(1) if bullet else line).strip()
        if not words or _UNDERLINE.match(words):
            return
        if caption_of(words) is not None:
            self.captionless()
            self.caption, self.caption_line = words, at + 1
        elif self.vocabulary.heading(words) is not None or status_of(words) is not None:
            self.blocks.append(Heading(words, at + 1))
        else:
            self.blocks.append(Text(words, at + 1))

    def directive(self, name: str, words: str, at: int) -> int:
        if name == "table":
            self.captionless()
            self.caption, self.caption_line = plain(words).strip(), at + 1
        elif name in ("code-block", "code", "parsed-literal", "literalinclude"):
            return self.code(at + 1, _indent(self.lines[at]))
        elif name in ("list-table", "csv-table"):
            self.unread.append(Unread(at + 1, f"table {plain(words)!r}", f"a {name} is not read"))
            return self.past(at + 1, _indent(self.lines[at]))
        elif words:
            self.line(words, at)
        return at + 1

    def past(self, at: int, indent: int) -> int:
        """The first line at or after `at` that stands no deeper than `indent`."""
        while at < len(self.lines) and (not self.lines[at].strip() or _indent(self.lines[at]) > indent):
            at += 1
        return at

    def code(self, at: int, indent: int) -> int:
        """The indented block from a line on, as an example."""
        end = self.past(at, indent)
        inside = self.lines[at:end]
        while inside and (not inside[0].strip() or re.match(r"^\s*:\w+:", inside[0])):
            inside, at = inside[1:], at + 1
        if inside:
            least = min((_indent(line) for line in inside if line.strip()), default=0)
            self.blocks.append(Code("\n".join(line[least:] for line in inside).strip("\n"), at + 1))
        return end

    def table(self, rows: Sequence[Sequence[Sequence[str]]], lines: Sequence[int]) -> None:
        cells = [[cell_text(cell) for cell in row] for row in rows]
        found, unread = tabled(self.caption, cells, [number + 1 for number in lines], self.vocabulary)
        self.blocks += found
        self.unread += unread
        self.caption = ""

    def captionless(self) -> None:
        """List a caption that no table followed."""
        if self.caption:
            self.unread.append(Unread(self.caption_line, f"caption {self.caption!r}", "no table follows it"))
        self.caption = ""


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def plain(text: str) -> str:
    """A text without the marks of reStructuredText: roles and links are their words, emphasis goes, escapes are undone."""
    text = _ROLE.sub(lambda found: found.group(1), text)
    text = _LINK.sub(lambda found: found.group(1), text)
    text = re.sub(r"``([^`]+)``", r"\1", text)
    text = re.sub(r"\*\*(\S(?:[^*]*\S)?)\*\*", r"\1", text)
    text = re.sub(r"(?<![\w*\\])\*([^\s*](?:[^*]*[^\s*])?)\*(?![\w*])", r"\1", text)
    return re.sub(r"\\(.)", lambda found: "" if found.group(1) == " " else found.group(1), text)


def cell_text(lines: Sequence[str]) -> str:
    """The text of a cell: one line for each paragraph and each item of a list, items marked by a bullet."""
    least = min((_indent(line) for line in lines if line.strip()), default=0)
    found: list[str] = []
    fresh = True
    for raw in lines:
        line = raw[least:].rstrip()
        if not line.strip():
            fresh = True
            continue
        directive = _DIRECTIVE.match(line)
        bullet = _BULLET.match(line)
        if directive:
            name = "" if directive.group(1) in ("code", "code-block", "parsed-literal") else f"{directive.group(1).upper()}: "
            found.append((name + directive.group(2)).strip())
            fresh = True
        elif bullet:
            found.append("• " + bullet.group(1))
            fresh = False
        elif fresh or not found:
            found.append(line.strip())
            fresh = False
        else:
            found[-1] += " " + line.strip()
    return "\n".join(plain(line) for line in found)
