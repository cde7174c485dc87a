"""A page written in Markdown: headings by `#`, tables of bars with a rule, tables of HTML, fenced code, escapes.

Vendors publish their references so. A row of such a table ends with a bar; a cell may go over several lines.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from html import unescape
from itertools import takewhile

from listproof.derive.formats.components import without_components
from listproof.derive.formats.markup import tables_in
from listproof.derive.formats.page import Block, Code, Heading, SavedPage, Term, Text, Unread
from listproof.derive.formats.plain import read_plain
from listproof.derive.formats.ruled import RULE, ruled_rows
from listproof.derive.formats.terms import apart, defined, depth_of, described, inside, shown_with, term_of
from listproof.derive.kinds import looks_like_type
from listproof.derive.tables import tabled
from listproof.derive.words import Column, Vocabulary, caption_of, status_of

__all__ = ["is_markdown", "read_markdown"]

_HEADING = re.compile(
    r"^\s{0,3}(?:(?:#{1,6}\s+|#{2,6}(?=[^\W\d_]))(?P<text>.*?)\s*(?:\{[#.][^{}]*\})?\s*#*|<h[1-5]\b[^<>]*>(?P<marked>(?!/).*?)</h[1-5]>)\s*$",
    re.IGNORECASE,
)
_TAB = re.compile(
    r"^\s*(?:\{\{[<%]\s*tab\s+(?:\w+=)?|\{%\s*tab\s+title=|<Tab(?:Item)?\b[^>]*?\b(?:title|label)=|={3}[!+]?\s+)"
    r"[\"'](?P<title>[^\"']{1,60})[\"']",
    re.IGNORECASE,
)
"""The title of one of several tabs, as builders of pages write them."""
_RULE = re.compile(r"^\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$")
_FENCE = re.compile(r"^\s*(```+|~~~+|\{%-?\s*highlight\b|\{\{[<%]\s*highlight\b)(?:[^\[`]*\[(?P<title>[^\]`]{1,60})\])?")
"""The line that opens an example, with the title that some write behind its language: ```` ```json [Success response] ````."""
_BULLET = re.compile(r"^\s*(?:[-*+•]|\d+[.)])\s+(.*)$")
_BAR = re.compile(r"(?<!\\)\|")
_ROUTE = re.compile(r"<Route method=\"(\w+)\">(.*?)</Route>")
"""An operation as a component of a page writes it."""
_BOLD_METHOD = re.compile(r"^\s*\*\*(GET|POST|PUT|DELETE|PATCH)\*\*\s+(/\S*)\s*$")
"""An operation whose method alone is bold."""
_CODES = re.compile(r"(?P<led>(?<=one of ))?`[\w.-]+`(?P<more>(?:, `[\w.-]+`)++)?(?P<last>,? or `[\w.-]+`)?")
"""Marked words of which one is meant: the marks stay as quotes."""
_SAMPLE = re.compile(r"^\+\s+(Request|Response)\b[^()]*(?:\([\w/+.;=\s-]+\))?\s*$")
"""What heads an example in the blueprint of a service: `+ Response 200 (application/json)`."""
_SET_TO = re.compile(r"^([a-z_]\w+)[ \t]=[ \t]([A-Z][^=]*?)[ \t]*(?:<br\s*/?>)?[ \t]*$")
"""A line that tells of one name behind a sign: `per_page = The number of kites of a page.`"""
_RECORD = re.compile(r"^\s*(\*\*|`)([A-Za-z_][\w.]*)\1\s*(?:<(Required|Optional)\s*/?>)?\s*$", re.IGNORECASE)
_TYPED_LINE = re.compile(r"^\s*\*\*([A-Za-z_][\w.-]*)\*\*(\*?)\s*`([^`]+)`\s*(?:<br\s*/?>)?\s*$")
"""A name in bold with its type as code, on a line of its own, and a star behind the name where it is required."""
_NEED_OF_ONE = re.compile(r"^[ ]{0,3}[*_]{0,2}(required|optional) parameters?[*_]{0,2}:[*_]{0,2}\s+(`[^`]+`\s*[-–—:].*)$", re.IGNORECASE)
"""A line that describes one parameter behind whether it is required: **Required parameters**: `q` - what is searched."""
_LABELLED = re.compile(r"^\s*[-*+]\s+([^:：]{1,30})[:：]\s*(.*?)\s*$")
_LINK = re.compile(r"!?\[((?:[^\[\]]|\[[^\]]{0,400}\]){0,400})\]\((?:(?:[^()\s]|\([^)]*\))*|[^()\n]+\.(?:md|html)(?:#[^()]*)?)\)")


_TABULAR = re.compile(
    r"^\{%-?[ \t]*highlight\b"
    r"|^\|.*\n[ \t]*\|?[ \t:|-]*(?:--|\|[ \t:]*-[ \t:]*\|)[ \t:|-]*$|<table\b|<pre\b|^[ \t]*```|^[ \t]*[-*+][ \t]+(?:`|\*\*)+\w|^:[ \t]+\S",
    re.MULTILINE | re.IGNORECASE,
)


def _level(line: str) -> int:
    """How deep a heading stands, by its signs or its tag."""
    bare = line.lstrip()
    return int(bare[2]) if bare.startswith("<") else len(bare) - len(bare.lstrip("#"))


def is_markdown(text: str) -> bool:
    """Whether a text file is Markdown: it has headings, and a table, a fence or a list of names; or a table of no other form."""
    if re.search(r"<(?:html|body)\b", text[:4000], re.IGNORECASE):
        return False
    headed = len(re.findall(r"^#{1,6}[ \t]+\S", text, re.MULTILINE))
    tabular = _TABULAR.search(text) is not None
    if headed and tabular:
        return True
    lines = text.split("\n")
    return any(ruled_rows(lines, at)[0] for at, below in enumerate(lines[1:]) if RULE.match(below))


def read_markdown(text: str, vocabulary: Vocabulary) -> SavedPage:
    """The page that a Markdown file holds. What is in none of its forms is read as a plain text is."""
    return _Reader(without_components(text).split("\n"), vocabulary).read()


class _Reader:
    """Goes through the lines once; `caption` is that of a table to come, `loose` the lines that are in no form of their own."""

    def __init__(self, lines: list[str], vocabulary: Vocabulary) -> None:
        self.lines = lines
        self.vocabulary = vocabulary
        self.blocks: list[Block] = []
        self.unread: list[Unread] = []
        self.caption = ""
        self.caption_line = 0
        self.loose: dict[int, str] = {}

    def read(self) -> SavedPage:
        at = 0
        while at < len(self.lines):
            at = self.step(at)
        self.settle()
        self.captionless()
        title = next((block.text for block in self.blocks if isinstance(block, Heading)), "")
        return SavedPage(title, "markdown", tuple(self.blocks), tuple(self.unread))

    def step(self, at: int) -> int:
        """Take what begins at a line; the line after it."""
        line = self.lines[at]
        if not line.strip():
            return at + 1
        if _FENCE.match(line):
            return self.fence(at)
        if re.match(r"\s*<pre\b", line, re.IGNORECASE):
            return self.preformatted(at)
        if (tab := _TAB.match(line)) and self.vocabulary.section(tab.group("title")) is not None:
            self.settle()
            self.blocks.append(Heading(tab.group("title"), at + 1))
            return at + 1
        heading = _HEADING.match(line)
        if heading:
            self.settle()
            self.captionless()
            self.blocks.append(Heading(plain(heading["text"] or heading["marked"] or ""), at + 1, _level(line)))
            return at + 1
        if re.match(r"\s*<table\b", line, re.IGNORECASE):
            return self.markup(at)
        rule = _rule_below(self.lines, at) if line.lstrip().startswith("|") else None
        if rule is not None:
            return self.bars(at, rule)
        if (end := self.ruled(at)) is not None:
            return end
        if (led := _NEED_OF_ONE.match(line)) and (term := term_of(led.group(2))):
            self.settle()
            self.blocks.append(Text(plain(line), at + 1, replace(term, required=led.group(1).lower(), words=plain(term.words))))
            return at + 1
        if (said := _SET_TO.match(line)) and self.blocks:
            self.settle()
            self.blocks.append(Text(plain(line), at + 1, Term(said.group(1), "", "", plain(said.group(2)))))
            return at + 1
        if (typed := _TYPED_LINE.match(line)) and looks_like_type(typed.group(3)):
            return self.typed_line(at, Term(typed.group(1), typed.group(3), "required" if typed.group(2) else "optional", ""))
        item = self.item(at) if not _RECORD.match(line) else self.record(at)
        if item is not None:
            return item
        if at + 1 < len(self.lines) and re.match(r":\s+\S", self.lines[at + 1]):
            return self.definition(at)
        self.line(line, at)
        return at + 1

    def item(self, at: int, parent: Term | None = None) -> int | None:
        """A bullet that begins with a name, to its end, with the bullets inside it; None for any other line."""
        bullet = _BULLET.match(self.lines[at])
        if (sample := _SAMPLE.match(self.lines[at])) is not None:
            self.settle()
            self.blocks.append(Heading(f"Example {sample.group(1).lower()}", at + 1))
            return at + 1
        if (told := shown_with(bullet.group(1)) if bullet and self.lines[at].lstrip().startswith("+") else None) is not None:
            self.settle()
            self.blocks.append(Text(plain(bullet.group(1) if bullet else ""), at + 1, told))
            return at + 1
        if bullet and caption_of(plain(bullet.group(1))) is not None:
            return None
        first = term_of(_LINK.sub(lambda found: found.group(1), bullet.group(1))) if bullet else None
        if first is None:
            return None
        own = depth_of(self.lines[at])
        end = at + 1
        while end < len(self.lines) and (not self.lines[end].strip() or depth_of(self.lines[end]) > own):
            end += 1
        self.settle()
        held, inner = apart(self.lines, at + 1, end, self.describes)
        words = [first.words]
        for line in held:
            found = _BULLET.match(line)
            words.append("\n• " + found.group(1) if found else " " + line.strip() if line.strip() else "")
        term = replace(first, words="\n".join(plain(line) for line in "".join(words).split("\n")))
        term = inside(parent, term) if parent is not None else term
        self.blocks.append(Text(plain(bullet.group(1) if bullet else ""), at + 1, term))
        for number in inner:
            self.item(number, term)
        return end

    def record(self, at: int) -> int | None:
        """A name in bold on a line of its own, with bullets that say its type and what else a column would; None for any other."""
        name = _RECORD.match(self.lines[at])
        if name is not None and name.group(3):
            return self.paragraph(at, name.group(2), name.group(3).lower())
        cells: dict[Column, list[str]] = {}
        end = at + 1
        while end < len(self.lines) and (not self.lines[end].strip() or (found := _LABELLED.match(self.lines[end]))):
            if self.lines[end].strip() and found:
                role = self.vocabulary.column(plain(found.group(1))) or Column.OTHER
                label = f"{plain(found.group(1))}: " if role not in (Column.TYPE, Column.REQUIRED, Column.DESCRIPTION, Column.NAME) else ""
                cells.setdefault(role, []).append(label + plain(found.group(2)))
            end += 1
        if name is None or Column.TYPE not in cells:
            return None
        self.settle()
        words = "\n".join(
            line for role, lines in cells.items() if role not in (Column.TYPE, Column.REQUIRED, Column.NAME) for line in lines
        )
        term = Term(name.group(2), cells[Column.TYPE][0], next(iter(cells.get(Column.REQUIRED, ())), ""), words)
        self.blocks.append(Text(plain(self.lines[at]), at + 1, term))
        return end

    def typed_line(self, at: int, term: Term) -> int:
        """A name with its type on a line of its own, and the paragraph below it; the line behind that."""
        end = at + 1
        words: list[str] = []
        while end < len(self.lines) and not (words and not self.lines[end].strip()):
            line = self.lines[end]
            if _HEADING.match(line) or _TYPED_LINE.match(line) or _FENCE.match(line) or re.match(r"\s*(?:---+|<br\s*/?>)\s*$", line):
                break
            words += [said] if (said := plain(line)) else []
            end += 1
        self.settle()
        self.blocks.append(Text(plain(self.lines[at]), at + 1, replace(term, words="\n".join(words))))
        return end

    def paragraph(self, at: int, name: str, required: str) -> int:
        """A name with a mark of what is required, and the paragraphs below it."""
        end = at + 1
        while end < len(self.lines) and not (
            _HEADING.match(self.lines[end]) or _RECORD.match(self.lines[end]) or _FENCE.match(self.lines[end])
        ):
            end += 1
        words = "\n".join(said for line in self.lines[at + 1 : end] if (said := plain(re.sub(r"<hr\s*/?\s*>", "", line))))
        self.settle()
        self.blocks.append(Text(plain(self.lines[at]), at + 1, Term(name, "", required, words)))
        return end

    def describes(self, at: int) -> bool:
        """Whether a bullet that describes a name stands at a line."""
        found = _BULLET.match(self.lines[at])
        return found is not None and described(term_of(found.group(1)))

    def definition(self, at: int) -> int:
        """A term and the lines under it that begin with a colon."""
        end = at + 1
        words = []
        while end < len(self.lines) and (found := re.match(r"(?::\s+|\s{2,})(\S.*)$", self.lines[end])):
            words.append(plain(found.group(1)))
            end += 1
        self.settle()
        line = plain(self.lines[at])
        self.blocks.append(Text(f"{line}: {' '.join(words)}", at + 1, defined(self.lines[at], "\n".join(words))))
        return end

    def line(self, line: str, at: int) -> None:
        if line.lstrip().startswith("|") or (self.loose and "|" in line):
            self.loose[at] = plain(line, bars=True)
            return
        bullet = _BULLET.match(line)
        line = _BOLD_METHOD.sub(r"\1 \2", _ROUTE.sub(lambda found: f"{found.group(1)} {found.group(2)}", line))
        words = plain(bullet.group(1) if bullet else line)
        if not words:
            return
        if caption_of(words) is not None:
            self.settle()
            self.captionless()
            self.caption, self.caption_line = words, at + 1
        elif self.vocabulary.heading(words) is not None or status_of(words) is not None or self.heads_table(line, words, at):
            self.settle()
            self.blocks.append(Heading(words, at + 1))
        else:
            named = bullet is not None and re.search(r"\*\*[A-Za-z_][\w.]*\*\*|`[A-Za-z_][\w.]*`", line)
            self.loose[at] = f"• {words}" if named else words

    def heads_table(self, line: str, words: str, at: int) -> bool:
        """Whether a line is bold from end to end, speaks of a section, and a table or an example stands below it."""
        below = next((one.lstrip() for one in self.lines[at + 1 : at + 4] if one.strip()), "")
        bold = re.fullmatch(r"\s*(\*\*|__)[^*_]+\1\s*[:：]?\s*", line) is not None
        return bold and below.startswith(("|", "```")) and self.vocabulary.section(words) is not None

    def settle(self) -> None:
        """Read the loose lines as a plain text has them: tables without a rule, examples without a fence."""
        if not self.loose:
            return
        last = max(self.loose)
        page = read_plain("\n".join(self.loose.get(at, "") for at in range(last + 1)), self.vocabulary)
        self.blocks += page.blocks
        self.unread += page.unread
        self.loose = {}

    def fence(self, at: int) -> int:
        self.settle()
        found = _FENCE.match(self.lines[at])
        mark = found.group(1) if found else "```"
        mark = "{% endhighlight" if mark.startswith("{%") else "{{< /highlight" if mark.startswith("{{") else mark
        if found and found.group("title") and self.vocabulary.section(found.group("title")) is not None:
            self.blocks.append(Heading(found.group("title"), at + 1))
        end = next((number for number in range(at + 1, len(self.lines)) if self.lines[number].strip().startswith(mark)), len(self.lines))
        inside = self.lines[at + 1 : end]
        least = min((len(line) - len(line.lstrip()) for line in inside if line.strip()), default=0)
        if any(line.strip() for line in inside):
            self.blocks.append(Code("\n".join(line[least:] for line in inside), at + 2))
        return end + 1

    def preformatted(self, at: int) -> int:
        """An example in tags of HTML, to its end tag."""
        self.settle()
        end = next((number for number in range(at, len(self.lines)) if re.search(r"</pre\s*>", self.lines[number], re.IGNORECASE)), at)
        text = unescape(re.sub(r"</?[A-Za-z][^<>]*>", "", "\n".join(self.lines[at : end + 1])))
        self.blocks.append(Code(text.strip("\n"), at + 1))
        return end + 1

    def markup(self, at: int) -> int:
        """A table of HTML, to its end tag."""
        self.settle()
        depth, end = 0, at
        while end < len(self.lines):
            depth += len(re.findall(r"<table\b", self.lines[end], re.IGNORECASE))
            depth -= len(re.findall(r"</table\s*>", self.lines[end], re.IGNORECASE))
            end += 1
            if depth <= 0:
                break
        if depth > 0:
            self.unread.append(Unread(at + 1, "table", "its end tag is missing; the page may be cut here"))
        found, unread = tables_in("\n".join(self.lines[at:end]), self.vocabulary, self.caption, at)
        self.blocks += found
        self.unread += unread
        self.caption = ""
        return end

    def bars(self, at: int, rule: int) -> int:
        """A table with a rule under its header: every row begins and ends with a bar."""
        self.settle()
        header = _cells("\n".join(self.lines[at:rule]))
        rows, numbers = [header], [at + 1]
        number = rule + 1
        while number < len(self.lines) and self.lines[number].lstrip().startswith("|"):
            gathered = self.lines[number]
            end = number + 1
            while end < len(self.lines) and not _whole(gathered, len(header)):
                if _open_row(gathered, self.lines[end:], len(header)):
                    break
                if _HEADING.match(self.lines[end]) or _whole(self.lines[end], len(header)):
                    self.unread.append(Unread(number + 1, f"row {gathered.strip()[:80]!r}", "it does not end with a bar"))
                    break
                gathered += "\n" + self.lines[end]
                end += 1
            rows.append(_cells(gathered))
            numbers.append(number + 1)
            number = end
        found, unread = tabled(
            self.caption,
            [[cell_text(cell) for cell in row] for row in rows],
            numbers,
            self.vocabulary,
            [_indent(row[0]) if row else None for row in rows],
        )
        self.blocks += found
        self.unread += unread
        self.caption = ""
        return number

    def ruled(self, at: int) -> int | None:
        """A table without outer bars whose cells go over several lines; None for any other line."""
        rows, numbers, end = ruled_rows(self.lines, at)
        if not rows:
            return None
        self.settle()
        cells = [[cell_text(cell) for cell in row] for row in rows]
        found, unread = tabled(self.caption, cells, [number + 1 for number in numbers], self.vocabulary)
        self.blocks += found
        self.unread += unread
        self.caption = ""
        return end

    def captionless(self) -> None:
        """List a caption that no table followed."""
        if self.caption:
            self.unread.append(Unread(self.caption_line, f"caption {self.caption!r}", "no table follows it"))
        self.caption = ""


def _rule_below(lines: list[str], at: int) -> int | None:
    """Where the rule under the header that begins at a line stands; a header may go over several lines."""
    for number in range(at + 1, min(at + 20, len(lines))):
        if _RULE.match(lines[number]) and "-" in lines[number]:
            return number if len(_cells("\n".join(lines[at:number]))) == len(_cells(lines[number])) else None
        if _HEADING.match(lines[number]) or lines[number - 1].rstrip().endswith("|"):
            return None
    return None


def _whole(row: str, width: int) -> bool:
    return row.rstrip().endswith("|") and len(_BAR.findall(row)) > width


def _open_row(row: str, below: Sequence[str], width: int) -> bool:
    """Whether a row has all its cells and only lacks its last bar: another one like it follows, or no line that a bar ends."""
    if len(_BAR.findall(row)) != width or "\n" in row:
        return False
    if below[0].startswith("|"):
        return len(_BAR.findall(below[0])) == width and not below[0].rstrip().endswith("|")
    rest = takewhile(lambda line: not _HEADING.match(line), below)
    return not below[0].strip() and not any(line.rstrip().endswith("|") for line in rest)


def _cells(row: str) -> list[str]:
    row = row.strip()
    row = row[1:] if row.startswith("|") else row
    row = row[:-1] if row.endswith("|") and not row.endswith("\\|") else row
    return _BAR.split(row)


def _indent(name: str) -> float | None:
    """How many hard spaces stand in front of a name."""
    front = re.match(r"(?:\s|\u00a0|\u3000|&nbsp;|&emsp;)*", name)
    count = len(re.findall(r"[\u00a0\u3000]|&nbsp;|&emsp;", front.group())) if front else 0
    return float(count) if count else None


def plain(text: str, bars: bool = False) -> str:
    """A text without the marks of Markdown: links are their words, emphasis goes, escapes are undone.

    With `bars` an escaped bar stays escaped: the line is still to be cut.
    """
    text = re.sub(r"<a\b[^>]*>|</a>|</?(?:b|i|em|strong|code|p|span|sup|sub|font|div|section|h[1-6])\b[^>]*>", "", text)
    text = _LINK.sub(lambda found: found.group(1), text)
    text = re.sub(r"(?<!\\)\*\*(\S(?:.*?\S)??)(?<!\\)\*\*", r"\1", text)
    text = re.sub(r"(?<![\w\\])__(\S(?:[^_\n]*[^\s_])?)__(?![\w.])", r"\1", text)
    text = re.sub(r"``([^`\n]+)``", r"`\1`", text)
    text = _CODES.sub(_quoted, text)
    text = re.sub(r"(?<!\\)`([^`]+)`", r"\1", text)
    text = re.sub(r"(?<![\w\\*])\*(\S(?:[^*]*[^\s\\*])?)\*(?![\w*])", r"\1", text)
    text = re.sub(r"(?<![\w\\])_([^\W_](?:[^_]*[^\s_])?)_(?![\w.])", r"\1", text)
    text = re.sub(r"</?br\s*/?>", " ", text)
    text = text.replace("&nbsp;", "\u00a0").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").replace("&#124;", "|")
    return re.sub(r"\\([^A-Za-z0-9\s|])" if bars else r"\\([^A-Za-z0-9\s])", r"\1", text).strip(" \t\n")


def _quoted(codes: re.Match[str]) -> str:
    """Codes in quotes where they are all that there are to choose from, else as they are."""
    chosen = codes["last"] is not None or (codes["led"] is not None and codes["more"] is not None)
    return codes[0].replace("`", '"') if chosen else codes[0]


def cell_text(cell: str) -> str:
    """The text of a cell: one line for each line and each item of a list, items marked by a bullet."""
    found = []
    cell = re.sub(r"</?br\s*/?>|</?(?:ul|ol|p|div)\b[^>]*>|</li\s*>", "\n", cell, flags=re.IGNORECASE)
    cell = re.sub(r"<li\b[^>]*>", "\n• ", cell, flags=re.IGNORECASE)
    levels: list[int] = []
    for line in cell.split("\n"):
        bullet = _BULLET.match(line)
        words = plain(bullet.group(1) if bullet else line)
        if bullet:
            levels = [*(level for level in levels if level + 1 < depth_of(line)), depth_of(line)]
        if words:
            found.append(("• " if len(levels) == 1 else "◦ ") + words if bullet else words)
    return "\n".join(found)
