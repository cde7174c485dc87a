"""What a reader makes of a saved page: its headings, lines, tables and code, in the order of the page.

The readers (`markup`, `pipes`, `flat`) know how pages are written down; they know no vendor. What the blocks
mean is decided by `reading` with the words of a dialect.
"""

from __future__ import annotations

from dataclasses import dataclass, field

__all__ = ["Block", "Code", "Heading", "Row", "SavedPage", "Table", "Term", "Text", "Unread", "UnreadableDocument"]


class UnreadableDocument(ValueError):
    """A document that cannot be read at all; the message is one sentence that names the file and what to do."""


@dataclass(frozen=True, slots=True)
class Unread:
    """Something on a page that no reader understood.

    `line` is the line of the saved file (from 1; 0 where a page has no lines), `what` the thing, `why` the reason.
    """

    line: int
    what: str
    why: str

    def __str__(self) -> str:
        where = f"line {self.line}: " if self.line else ""
        return f"{where}{self.what}: {self.why}"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the page, or a line that a dialect knows as one; `level` is how deep the page draws it, 0 where it does not."""

    text: str
    line: int
    level: int = 0


@dataclass(frozen=True, slots=True)
class Term:
    """A name that an item of a list explains: what a row of a table has, each empty where the item does not say it."""

    name: str
    kind: str
    required: str
    words: str


@dataclass(frozen=True, slots=True)
class Text:
    """One line or paragraph outside tables; `term` is the name that it explains where it is an item of a list that begins with one."""

    text: str
    line: int
    term: Term | None = None


@dataclass(frozen=True, slots=True)
class Code:
    """An example: JSON, a request line, a call of curl."""

    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Row:
    """One row: a cell for each column (empty where it is missing) and how far the name is indented.

    `indent` is None where the page does not show it; `continued` tells that its name is the merged cell of the row before; `group` is
    what a row of one cell above it says of it and those below.
    """

    cells: tuple[str, ...]
    line: int
    indent: float | None = None
    continued: bool = False
    group: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its caption (empty where lost), the words of its header and its rows."""

    caption: str
    header: tuple[str, ...]
    rows: tuple[Row, ...]
    line: int


Block = Heading | Text | Code | Table


@dataclass(frozen=True, slots=True)
class SavedPage:
    """A page as its reader left it. `form` is `html`, `markdown`, `rst`, `pipes` or `flat`."""

    title: str
    form: str
    blocks: tuple[Block, ...]
    unread: tuple[Unread, ...] = field(default=())
