"""A page written in reStructuredText, as the partner clouds of Huawei publish theirs: underlined headings, drawn tables."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from listproof.derive.formats.grid import find_grid
from listproof.derive.formats.listed import rows_of_csv_table, rows_of_list_table
from listproof.derive.formats.page import Block, Code, Heading, SavedPage, Term, Text, Unread
from listproof.derive.formats.terms import apart, defined, described, inside, term_of
from listproof.derive.tables import tabled
from listproof.derive.words import Vocabulary, caption_of, status_of

__all__ = ["is_restructured", "read_restructured"]

_UNDERLINE = re.compile(r"^([=\-~^\"'*+#`.:])\1{2,}\s*$")
_DIRECTIVE = re.compile(r"^\s*\.\.\s+([\w-]+)::\s*(.*)$")
_TARGET = re.compile(r"^\s*(?:\.\.\s+_[^:]+:.*|:[\w-]+:.*)$")
_BULLET = re.compile(r"^\s*(?:[-*•]|\d+[.)]|#\.)\s+(.*)$")
_ROLE = re.compile(r":\w+:`([^`<]*?)\s*(?:<[^`>]*>)?`")
_LINK = re.compile(r"`([^`<]+?)\s*<[^`>]*>`__?")


_FIELD = re.compile(r"^\s*:([\w<>]+)\s+([^:]+):\s*(.*)$")
_FIELDS = {
    **dict.fromkeys(("query", "queryparam", "qparam"), "Query parameters"),
    **dict.fromkeys(("param", "parameter"), "Path parameters"),
    **dict.fromkeys(("reqheader", "requestheader", "<header"), "Request headers"),
    **dict.fromkeys(("resheader", "responseheader", ">header"), "Response headers"),
    **dict.fromkeys((">json", "resjson", "resjsonobj"), "Response parameters"),
}
"""The fields of a list that name parameters and fields, with the heading under which others write them."""
_BODIES = {"response": "Response parameters", "request": "Request body parameters"}
"""The fields that tell of a body, with what stands below them."""


_DRAWN = re.compile(
    r"^[ \t]*\+(?:[-=]+\+)+[ \t]*$|^[ \t]*\.\. (?:table|list-table|code-block|http:\w+)::|^[ \t]*:(?:query|>json)\b[^:\n]*:", re.MULTILINE
)


_LITERAL = re.compile(r"(?<!`)``[^`\n]+``(?!`)")
"""A word marked as no other form of text marks it."""
_HEADED = re.compile(r"^[ \t]*(?:\+(?:[-=]+\+)+|=+(?:[ \t]+=+)+)[ \t]*$|^[ \t]*\.\. (?:table|code-block|rest_parameters)::")


def is_restructured(text: str) -> bool:
    """Whether a text file is reStructuredText: it draws a grid, names a table by a directive, lists fields, or underlines its headings."""
    if _DRAWN.search(text):
        return True
    if re.search(r"<html|<table|^[ \t]*\|.*\|", text, re.IGNORECASE | re.MULTILINE):
        return False
    titles = re.findall(r"^(\S.*)\n([=~^\"'*+#.-]{3,})[ \t]*$", text, re.MULTILINE)
    underlined = sum(len(set(rule)) == 1 and len(rule) >= len(title.rstrip()) for title, rule in titles)
    return underlined > 1 or (underlined == 1 and _LITERAL.search(text) is not None)


def read_restructured(text: str, vocabulary: Vocabulary) -> SavedPage:
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
        self.fields = ""
        self.route = ""
        self.signs: list[str] = []

    def level(self, sign: str) -> int:
        """How deep a heading stands that is underlined with a sign: signs go deeper in the order in which a page uses them."""
        if sign not in self.signs:
            self.signs.append(sign)
        return self.signs.index(sign) + 1

    def read(self) -> SavedPage:
        at = 0
        while at < len(self.lines):
            at = self.step(at)
        self.captionless()
        title = next((block.text for block in self.blocks if isinstance(block, Heading)), "")
        return SavedPage(title, "rst", tuple(self.blocks), tuple(self.unread))

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
            self.blocks.append(Heading(plain(line).strip(), at + 1, self.level(below[0])))
            return at + 2
        found = self.field(at) or self.item(at) or self.definition(at)
        if found is not None:
            return found
        if line.rstrip().endswith("::"):
            self.line(line.rstrip()[:-1], at)
            return self.code(at + 1, _indent(line))
        self.line(line, at)
        return at + 1

    def field(self, at: int) -> int | None:
        """An operation and a list of its fields, as `.. http:get:: /kites` and `:query int limit: …` give them."""
        route = re.match(r"^\s*\.\.\s+http:(\w+)::\s+(/\S*)", self.lines[at])
        if route:
            path = self.route = re.sub(r"[(][^()]*?(\w+)[)]", r"{\1}", route.group(2))
            self.blocks.append(Text(f"{route.group(1).upper()} {path}", at + 1))
            return at + 1
        found = _FIELD.match(self.lines[at])
        if found is not None and found.group(1) in _BODIES:
            self.blocks += [Heading(_BODIES[found.group(1)], at + 1), Text(plain(found.group(3)), at + 1)]
            return at + 1
        if found is None or found.group(1) not in _FIELDS:
            return None
        end = self.past(at + 1, _indent(self.lines[at]))
        body = [found.group(3), *(line for line in self.lines[at + 1 : end])]
        words = cell_text([body[0].strip(), *dedented(body[1:])])
        *kind, name = found.group(2).split() or [""]
        section = _FIELDS[found.group(1)]
        if self.route and section == "Path parameters" and f"{{{name}}}" not in self.route:
            section = "Query parameters"
        if (self.fields, bool(self.blocks and isinstance(self.blocks[-1], Text) and self.blocks[-1].term)) != (section, True):
            self.blocks.append(Heading(section, at + 1))
        self.fields = section
        self.blocks.append(Text(f"{name}: {words}", at + 1, Term(name, " ".join(kind) or "string", "", words)))
        return end

    def item(self, at: int, parent: Term | None = None) -> int | None:
        """A bullet that begins with a name, to its end, with the items inside it; None for any other line."""
        bullet = _BULLET.match(self.lines[at])
        term = term_of(bullet.group(1)) if bullet else None
        if term is None or bullet is None or self.holds_table(at):
            return None
        return self.described(plain(bullet.group(1)), term, at, parent)

    def definition(self, at: int, parent: Term | None = None) -> int | None:
        """A term with its definition below, moved to the right, with the items inside it; None for any other line."""
        term = self.term(at)
        return self.described(plain(self.lines[at]).strip(), term, at, parent) if term is not None else None

    def term(self, at: int) -> Term | None:
        """The term of a definition list that a line holds, without its definition."""
        line = self.lines[at]
        below = self.lines[at + 1] if at + 1 < len(self.lines) else ""
        if not below.strip() or _indent(below) <= _indent(line) or _BULLET.match(line) or line.lstrip().startswith(".."):
            return None
        return defined(plain(line).strip(), "")

    def described(self, said: str, term: Term, at: int, parent: Term | None) -> int:
        """A name with what is said of it, and after it what stands inside it, by the way to it."""
        end = self.past(at + 1, _indent(self.lines[at]))
        own, inner = apart(self.lines, at + 1, end, self.begins)
        words = cell_text([term.words, *dedented(own)])
        term = replace(term, words=words)
        term = inside(parent, term) if parent is not None else term
        self.blocks.append(Text(f"{said}: {' '.join(words.split())}" if not _BULLET.match(self.lines[at]) else said, at + 1, term))
        for number in inner:
            if self.item(number, term) is None:
                self.definition(number, term)
        return end

    def holds_table(self, at: int) -> bool:
        """Whether a table or an example stands inside the bullet of a line: it heads them and describes no name."""
        end = self.past(at + 1, _indent(self.lines[at]))
        return any(_HEADED.match(line) for line in self.lines[at + 1 : end])

    def begins(self, at: int) -> bool:
        """Whether a bullet or a term that describes a name stands at a line."""
        bullet = _BULLET.match(self.lines[at])
        return described(term_of(bullet.group(1)) if bullet else self.term(at))

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
        elif name in ("code-block", "code", "sourcecode", "highlight", "parsed-literal"):
            return self.code(at + 1, _indent(self.lines[at]))
        elif name == "rest_method":
            self.blocks.append(Text(words.strip(), at + 1))
        elif name in ("literalinclude", "include", "rest_parameters", "rest_status_code"):
            end = self.past(at + 1, _indent(self.lines[at]))
            held = ", ".join(found.group(1).split(":")[0] for line in self.lines[at + 1 : end] if (found := _BULLET.match(line)))
            why = f"{words.strip()} is another file, which is not read"
            self.unread.append(Unread(at + 1, f"{name} of this page", f"{why}; left out: {held}" if held else why))
            return end
        elif name in ("list-table", "csv-table"):
            return self.listed(name, plain(words).strip(), at)
        elif words:
            self.line(words, at)
        return at + 1

    def listed(self, name: str, caption: str, at: int) -> int:
        """A table written as a list of its rows; the line after it."""
        self.captionless()
        end = self.past(at + 1, _indent(self.lines[at]))
        rows, lines = (rows_of_list_table if name == "list-table" else rows_of_csv_table)(self.lines, at + 1, end)
        widest = max(map(len, rows), default=0)
        self.caption, self.caption_line = caption, at + 1
        if widest > 1:
            self.table([[*row, *([[""]] * (widest - len(row)))] for row in rows], lines)
        else:
            why = f"{caption!r} is another file, which is not read" if "file:" in " ".join(self.lines[at:end]) else "it has no rows"
            self.unread.append(Unread(at + 1, f"{name} {caption!r}", why))
            self.caption = ""
        return end

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
    """The text of a cell: one line for each paragraph and each item of a list, items marked by a bullet; code stays as it is."""
    least = min((_indent(line) for line in lines if line.strip()), default=0)
    found: list[str] = []
    fresh = True
    levels: list[int] = []
    literal: int | None = None
    kept: set[int] = set()
    for raw in lines:
        line = raw[least:].rstrip()
        if not line.strip():
            fresh = True
            continue
        literal = None if literal is not None and _indent(line) <= literal else literal
        if literal is not None:
            kept.add(len(found))
            found.append(line.strip())
            continue
        directive = _DIRECTIVE.match(line)
        bullet = _BULLET.match(line)
        if directive:
            if directive.group(1) not in ("code", "code-block", "parsed-literal"):
                found.append(f"{directive.group(1).upper()}: {directive.group(2)}".strip())
            else:
                literal = _indent(line)
            fresh = True
        elif bullet:
            levels = [*(level for level in levels if level < _indent(line)), _indent(line)]
            found.append(("• " if len(levels) == 1 else "◦ ") + bullet.group(1))
            fresh = False
        elif fresh or not found:
            found.append(line.strip())
            fresh = False
        else:
            found[-1] += " " + line.strip()
    return "\n".join(line if at in kept else plain(line) for at, line in enumerate(found))


def dedented(lines: Sequence[str]) -> list[str]:
    """Lines without the blanks that all of them begin with."""
    least = min((_indent(line) for line in lines if line.strip()), default=0)
    return [line[least:] for line in lines]
