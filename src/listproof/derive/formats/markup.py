"""A page saved as HTML: headings, tables with merged cells, lists inside cells, examples; in the order of the page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice, takewhile

from bs4.element import Comment, NavigableString, Tag

from listproof.derive.formats.elements import elements_of
from listproof.derive.formats.page import Block, Code, Heading, SavedPage, Table, Term, Text, Unread
from listproof.derive.formats.terms import defined, described, inside, term_of
from listproof.derive.tables import tabled
from listproof.derive.words import Vocabulary, caption_of, status_of

__all__ = ["is_markup", "read_markup", "tables_in"]

_SKIPPED = frozenset({"script", "style", "nav", "footer", "header", "noscript", "template", "svg", "button", "head", "aside"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_INLINE = frozenset(
    {"a", "abbr", "b", "bdi", "cite", "code", "em", "font", "i", "kbd", "mark", "s", "samp", "small", "span", "strong", "sub",
     "sup", "tt", "u", "var", "wbr", "img", "label"}
)  # fmt: skip
_INDENT_STYLE = re.compile(r"(?:padding|margin|text)-(?:left|indent|inline-start)\s*:\s*([\d.]+)\s*(px|em|rem)?", re.IGNORECASE)


def is_markup(text: str) -> bool:
    """Whether a saved page is HTML and not text."""
    head = text[:4000].lower()
    if re.search(r"<!doctype html|<html|<body|<table", head) or ("<table" in text.lower() and "</t" in text.lower()):
        return True
    return "<h1" in head and "</h1" in text.lower()  # alone it may be a parameter of a path: `/kites/<h1>`


def read_markup(text: str, vocabulary: Vocabulary) -> SavedPage:
    """The page that an HTML file holds. Navigation, scripts and footers are left out, everything else is kept."""
    soup = elements_of(text)
    root = soup.find("main") or soup.find("article") or soup.body or soup
    if not root.find("table") and (soup.body or soup).find("table"):
        root = soup.body or soup
    walk = _Walk(vocabulary)
    walk.into(root)
    walk.flush()
    outside = len(soup.find_all("table")) - len(root.find_all("table"))
    if outside:
        walk.unread.append(Unread(0, f"{outside} tables", "they stand outside the main part of the page"))
    if not re.search(r"</(html|body)\s*>\s*$", text, re.IGNORECASE) and re.search(r"<(html|body)\b", text, re.IGNORECASE):
        walk.unread.append(Unread(text.count("\n") + 1, "end of the page", "the file ends before its end tag; it may be cut off"))
    title = root.find("h1") or soup.find("title")
    name = _inline(title).replace("\u00b6", "").strip() if isinstance(title, Tag) else ""
    return SavedPage(name, "html", tuple(walk.blocks), tuple(walk.unread))


def tables_in(text: str, vocabulary: Vocabulary, caption: str, above: int) -> tuple[list[Block], list[Unread]]:
    """The tables of a piece of HTML inside another page, of which `above` lines stand before it."""
    walk = _Walk(vocabulary)
    walk.caption = caption
    walk.into(elements_of(text))
    walk.flush()
    blocks = [replace(block, line=block.line + above) for block in walk.blocks]
    for at, block in enumerate(blocks):
        if isinstance(block, Table):
            blocks[at] = replace(block, rows=tuple(replace(row, line=row.line + above) for row in block.rows))
    return blocks, [replace(one, line=one.line + above) for one in walk.unread]


class _Walk:
    """Goes through the elements once; `caption` is the last line that reads as a caption of a table to come."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.blocks: list[Block] = []
        self.unread: list[Unread] = []
        self.caption = ""
        self.gathered: list[str] = []
        self.line = 0

    def flush(self) -> None:
        """Turn the text gathered so far into lines."""
        text = "".join(self.gathered)
        self.gathered = []
        for part in text.split("\n"):
            part = re.sub(r"[ \t]+", " ", part.replace("\u00a0", " ")).strip()
            if not part:
                continue
            if caption_of(part) is not None:
                self.caption = part
            elif self.vocabulary.heading(part) is not None or status_of(part) is not None:
                self.blocks.append(Heading(part, self.line))
            else:
                self.blocks.append(Text(part, self.line))

    def into(self, root: Tag) -> None:
        """Walk everything inside an element, without recursion: damaged pages nest thousands deep."""
        stack: list[Iterator[object]] = [iter(root.children)]
        blocks: list[bool] = [True]
        while stack:
            child = next(stack[-1], None)
            if child is None:
                stack.pop()
                if blocks.pop():
                    self.gathered.append("\n")
                    self.flush()
                continue
            if isinstance(child, NavigableString):
                if not isinstance(child, Comment):
                    self.gathered.append(re.sub(r"\s+", " ", str(child)))
                continue
            if not isinstance(child, Tag) or child.name in _SKIPPED:
                continue
            if child.name == "br":
                self.gathered.append("\n")
                continue
            if child.name not in _INLINE:
                self.flush()
            self.line = child.sourceline or self.line
            if child.name in _HEADINGS or "sectiontitle" in (child.get("class") or ()):
                level = int(child.name[1]) if child.name in _HEADINGS else 0
                self.blocks.append(Heading(_inline(child).replace("\u00b6", "").strip(), self.line, level))
            elif child.name == "pre" or child.name == "textarea":
                self.blocks.append(Code(child.get_text().strip("\n"), self.line))
            elif child.name == "table":
                self.table(child)
            elif child.name == "dl":
                self.definitions(child)
            elif child.name == "li" and (item := _item_of(child)) is not None:
                self.item(child, item)
            else:
                stack.append(iter(child.children))
                blocks.append(child.name not in _INLINE)

    def item(self, element: Tag, term: Term, parent: Term | None = None) -> None:
        """An item of a list that begins with a name, and the described names of the lists inside it."""
        line = element.sourceline or self.line
        within = [one for one in element.find_all("li") if one.find_parent("li") is element]
        inner = [(one, own) for one in within if described(own := _item_of(one)) and own is not None]
        for one, _ in inner:
            one.extract()
        term = (_item_of(element) or term) if inner else term
        term = inside(parent, term) if parent is not None else term
        self.blocks.append(Text(_inline(element), line, term))
        for one, own in inner:
            self.item(one, own, term)

    def definitions(self, element: Tag, parent: Term | None = None) -> None:
        """A list of terms with their definitions; described names inside a definition stand inside its term, another list is prose."""
        for term in [one for one in element.find_all("dt") if one.find_parent("dl") is element]:
            told = list(takewhile(lambda one: one.name == "dd", term.find_next_siblings()))
            inner = [held for one in told for held in one.find_all("dl") if held.find_parent("dl") is element and _describes(held)]
            for held in inner:
                held.extract()
            words = "\n".join(_cell_text(one) for one in told)
            line = term.sourceline or self.line
            named = defined(_inline(term), words)
            named = inside(parent, named) if parent is not None and named is not None else named
            self.blocks.append(Text(f"{_inline(term)}: {' '.join(words.split())}", line, named))
            for held in inner:
                self.definitions(held, named)

    def table(self, element: Tag) -> None:
        """Read one table; a table without a known header is listed, not dropped."""
        inner = _tables_of_cells(element, self.vocabulary)
        grid = list(_grid(element))
        caption = element.find("caption")
        words = _inline(caption) if isinstance(caption, Tag) else self.caption
        self.caption = ""
        line = element.sourceline or 0
        if not grid:
            return
        blocks, unread = tabled(
            words,
            [[cell.text for cell in cells] for cells in grid],
            [cells[0].line if cells else line for cells in grid],
            self.vocabulary,
            [cells[0].indent if cells else None for cells in grid],
            frozenset(at for at, cells in enumerate(grid) if len(cells) > 1 and cells[0].span >= len(grid[0])),
            frozenset(at for at in range(1, len(grid)) if grid[at] and grid[at][0] is grid[at - 1][0]),
            head=_head(element),
        )
        self.blocks += blocks
        self.unread += unread
        for name, held in inner:
            self.caption = name
            self.table(held)


def _tables_of_cells(table: Tag, vocabulary: Vocabulary) -> list[tuple[str, Tag]]:
    """The tables with a known header inside the cells of one that has one too, taken out, each with the name of its row."""
    found: list[tuple[str, Tag]] = []
    for inner in [one for one in table.find_all("table") if one.find_parent("table") is table]:
        row = inner.find_parent("tr")
        first = row.find(["td", "th"]) if isinstance(row, Tag) else None
        if not isinstance(first, Tag) or first in inner.parents or not _known(table, vocabulary) or not _known(inner, vocabulary):
            continue
        found.append((_inline(first), inner.extract()))
    return found


def _known(table: Tag, vocabulary: Vocabulary) -> bool:
    """Whether the first row of a table has headings that are known."""
    first = table.find("tr")
    return isinstance(first, Tag) and sum(vocabulary.column(_inline(one)) is not None for one in first.find_all(["td", "th"])) > 1


def _describes(element: Tag) -> bool:
    """Whether a list of definitions is one of parameters or fields: most of its terms give a type or say what is required."""
    terms = [
        defined(_inline(one), _cell_text(told) if isinstance(told := one.find_next_sibling(), Tag) and told.name == "dd" else "")
        for one in element.find_all("dt")
        if one.find_parent("dl") is element
    ]
    return bool(terms) and 2 * sum(map(described, terms)) >= len(terms)


def _item_of(element: Tag) -> Term | None:
    """The name with which an item of a list begins, where it is marked as code or bold or has a type behind it."""
    inner = (one for one in element.descendants if not (isinstance(one, Tag) and one.name == "p"))
    first = next((one for one in inner if isinstance(one, Tag) or str(one).strip()), None)
    words = _cell_text(element)
    if isinstance(first, Tag) and first.name in ("code", "strong", "b", "tt", "kbd"):
        name = _inline(first)
        return term_of(f"`{name.rstrip(':')}`{':' if name.endswith(':') else ''}{words[len(name) :]}") if words.startswith(name) else None
    term = term_of(words)
    return term if described(term) else None


def _head(table: Tag) -> int:
    """How many rows a table draws as its header: those in its head, or the first whose cells are all headings."""
    rows = [row for row in table.find_all("tr") if row.find_parent("table") is table and row.find(["td", "th"])]
    count = 0
    for row in rows:
        if row.find_parent("thead") is None and row.find("td", recursive=False) is not None:
            break
        count += 1
    return max(count, 1)


class _Cell:
    __slots__ = ("indent", "line", "span", "text")

    def __init__(self, text: str, line: int, indent: float | None, span: int) -> None:
        self.text, self.line, self.indent, self.span = text, line, indent, span


def _grid(table: Tag) -> Iterator[list[_Cell]]:
    """The rows of a table with merged cells written out: a cell over several rows stands in each of them."""
    carried: dict[int, tuple[int, _Cell]] = {}
    for element in table.find_all("tr"):
        if element.find_parent("table") is not table:
            continue
        cells: list[_Cell] = []

        def fill(cells: list[_Cell] = cells) -> None:
            while len(cells) in carried:
                rest, cell = carried[len(cells)]
                if rest > 1:
                    carried[len(cells)] = (rest - 1, cell)
                else:
                    del carried[len(cells)]
                cells.append(cell)

        for child in element.children:
            if not isinstance(child, Tag) or child.name not in ("td", "th"):
                continue
            fill()
            span, down = _count(child, "colspan"), _count(child, "rowspan")
            text = _cell_text(child)
            cell = _Cell(text, child.sourceline or 0, _indent(child, element) if not cells else None, span)
            for offset in range(span):
                if down > 1:
                    carried[len(cells)] = (down - 1, cell)
                cells.append(cell if not offset else _Cell("", cell.line, None, 1))
        fill()
        if any(cell.text for cell in cells):
            yield cells


def _count(cell: Tag, name: str) -> int:
    found = re.match(r"\d+", str(cell.get(name) or "1"))
    return min(max(int(found.group()), 1), 200) if found else 1


def _indent(cell: Tag, row: Tag) -> float | None:
    """How far a row's name is moved to the right: by style, by a level attribute, or by spaces in front."""
    inner = (node for node in islice(cell.descendants, 12) if isinstance(node, Tag))
    for holder in (row, cell, *inner):
        if not holder.attrs:
            continue
        style = _INDENT_STYLE.search(str(holder.get("style") or ""))
        if style:
            return float(style.group(1)) * (16 if (style.group(2) or "px").lower() in ("em", "rem") else 1)
        for name in ("data-level", "aria-level", "data-depth"):
            level = str(holder.get(name) or "")
            if level.isdigit():
                return float(level)
    spaces = re.match(r"[\s\u00a0\u3000]*", cell.get_text())
    count = spaces.group().count("\u00a0") + spaces.group().count("\u3000") * 2 if spaces else 0
    return float(count) if count else None


def _cell_text(cell: Tag) -> str:
    """The text of a cell: one line for each paragraph, list items marked by a bullet."""
    if not any(isinstance(node, Tag) and node.name not in _INLINE for node in cell.descendants):
        return re.sub(r"\s+", " ", cell.get_text().replace("\u00a0", " ")).strip()
    parts: list[str] = []
    for node in cell.descendants:
        if isinstance(node, Tag):
            if node.name == "li":
                parts.append("\n• " if not _within_list(node, cell) else "\n◦ ")
            elif node.name not in _INLINE:
                parts.append("\n")
        elif isinstance(node, NavigableString) and not isinstance(node, Comment):
            parts.append(re.sub(r"\s+", " ", str(node).replace("\u00a0", " ")))
            following = node.next_sibling
            if following is None and node.parent is not None and node.parent.name not in _INLINE and node.parent is not cell:
                parts.append("\n")
    joined = re.sub(r"([•◦])\s*\n\s*(?![•◦])", r"\1 ", "".join(parts))
    return "\n".join(line.strip() for line in joined.split("\n") if line.strip(" •◦"))


def _within_list(item: Tag, cell: Tag) -> bool:
    """Whether an item of a list stands inside another item of the same cell."""
    outer = item.find_parent("li")
    return isinstance(outer, Tag) and outer is not cell and cell in outer.parents


def _inline(element: Tag) -> str:
    return re.sub(r"\s+", " ", element.get_text().replace("\u00a0", " ")).strip()
