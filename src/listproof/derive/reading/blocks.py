"""Through the blocks of a page, one after another: sections, tables and examples, by the words of a dialect."""

from __future__ import annotations

import re

from listproof.derive.addresses import address_alone
from listproof.derive.assembling import Held, described
from listproof.derive.dialects import Dialect
from listproof.derive.document import Description
from listproof.derive.formats.alignment import looks_like_name
from listproof.derive.formats.lined import tabled_lines
from listproof.derive.formats.page import Code, Heading, SavedPage, Table, Text, Unread
from listproof.derive.formats.terms import tabled_lists
from listproof.derive.kinds import looks_like_type
from listproof.derive.reading.ending import nesting_shown, put_together
from listproof.derive.reading.examples import Examples
from listproof.derive.reading.operation import Operation
from listproof.derive.reading.several import of_one_operation
from listproof.derive.reading.standing import Standing
from listproof.derive.reading.tables import Tables
from listproof.derive.rpc import Call
from listproof.derive.sdk_code import taken_as_lists
from listproof.derive.words import PLACES_OF_ROWS, Column, status_of

__all__ = ["describe"]

_ITEM = re.compile(r"(?:•|[-*+](?=\s))\s*(.*)")
"""An item of a list as a line."""
_NAMED_WITH_TYPE = re.compile(r"[A-Za-z_][\w.\[\]-]{0,60}\s*\(([^(),]{1,40})(?:,[^()]{0,60})?\)")
"""A line that is nothing but a name with its type in brackets: `limit (integer, optional)`."""
_MOST_LINES = 40
"""The most lines of an example in which a request is looked for."""


def describe(page: SavedPage, dialect: Dialect, key: str, call: Call | None = None) -> Description:
    """Everything that a page says; `call` is the operation that its link to the vendor's console names.

    Raises UnreadableDocument where it is no page of an operation.
    """
    return described(_Reader(page, dialect, call).held(), key)


class _Reader:
    """Goes through the blocks once, and gives each to those that keep what it holds."""

    def __init__(self, page: SavedPage, dialect: Dialect, call: Call | None) -> None:
        self.page = page
        self.call = call
        self.unread: list[Unread] = list(page.unread)
        self.standing = Standing(dialect, next((block for block in page.blocks if isinstance(block, Heading)), None))
        self.operation = Operation(self.standing, call, self.unread)
        self.examples = Examples(self.standing, self.operation, self.unread)
        self.tables = Tables(self.standing, self.operation, self.examples, self.unread)
        self.prose: list[Text] = []
        self.lone: list[Column | None] = []
        self.coded: set[str] = set()

    def held(self) -> Held:
        """What the blocks hold, each taken in turn, then put together."""
        standing, operation, tables = self.standing, self.operation, self.tables
        blocks = self.page.blocks
        if standing.weak:
            blocks, others = of_one_operation(blocks, standing.words)
            self.unread += others
            blocks = tuple(tabled_lines(blocks, standing.words))
        for block in tabled_lists(blocks, standing.words, unmarked=standing.weak):
            standing.sections.add(standing.section)
            if isinstance(block, Table):
                tables.take(block)
                standing.passed_table()
                continue
            if isinstance(block, Heading):
                self.head(block)
            elif isinstance(block, Code):
                self.code(block)
            else:
                self.text(block)
            standing.passed(block)
        self.examples.settle(tables.parts)
        nesting = standing.dialect.nesting
        parts, listed = put_together(tables.parts, tables.records, self.examples.answers, self.coded, nesting, self.unread)
        operation.find(parts, self.prose)
        return Held(
            page=self.page,
            dialect=standing.dialect,
            call=self.call,
            method=operation.method,
            path=operation.path,
            uri_place=operation.place,
            nesting=nesting_shown(parts, nesting),
            parts=parts,
            samples=self.examples.answers,
            requests=operation.requests,
            request_bodies=self.examples.bodies,
            statuses=tables.statuses,
            error_codes=tables.error_codes,
            prose=self.prose,
            sections=standing.sections,
            unread=self.unread,
            listed=listed or tables.listed,
            asked=operation.asked,
        )

    def head(self, block: Heading) -> None:
        """A heading opens a section; a status line tells for which status the next tables and examples stand."""
        self.standing.line = ""
        status = status_of(block.text)
        if status is not None:
            self.standing.status = status
        elif not (
            self.operation.says_part(block.text, block.line) or self.operation.drawn(block.text, block.line) or self.standing.opened(block)
        ):
            self.operation.titled(block.text, block.line)

    def text(self, block: Text) -> None:
        """A line outside tables: the operation, a request, or prose, with a note on what reads as a row."""
        standing = self.standing
        if not standing.shows_request and self.operation.says_part(block.text, block.line):
            return
        self.operation.told(block)
        self.rows_in(block)
        self.tables.lists(block.text)
        standing.line = block.text
        if not standing.shows_example:
            self.prose.append(block)
        if block.text.startswith("<?xml"):
            self.unread.append(Unread(block.line, "example", "it is XML, only JSON is read"))

    def rows_in(self, block: Text) -> None:
        """List a line that reads as a row, as the header of a table, or as an item of a list of names."""
        standing = self.standing
        if looks_like_type(block.text) and looks_like_name(standing.line):
            lines = f"lines {standing.line[:60]!r}, {block.text[:60]!r}"
            self.unread.append(Unread(block.line, lines, "they read as a row, outside any table"))
        if len(re.findall(r"(?<!\\)\|", block.text)) > 2 and not standing.shows_example:
            self.unread.append(Unread(block.line, f"line {block.text[:80]!r}", "it reads as a row, outside any table"))
        named = _NAMED_WITH_TYPE.fullmatch(block.text.strip()) if standing.weak and standing.section in PLACES_OF_ROWS else None
        if named is not None and looks_like_type(named.group(1)):
            self.unread.append(Unread(block.line, f"line {block.text[:80]!r}", "it reads as a row, outside any table"))
        self.lone.append(standing.words.column(block.text))
        if self.lone[-1] is Column.TYPE and Column.NAME in self.lone[-5:]:
            self.unread.append(Unread(block.line, f"line {block.text[:80]!r}", "it reads as the header of a table that was not found"))
        if block.term and standing.weak and not standing.shows_example:
            self.unread.append(Unread(block.line, f"item {block.term.name!r} of a list", "taken for no parameter and no field"))
        item = _ITEM.match(block.text) if standing.weak and standing.section in PLACES_OF_ROWS and block.term is None else None
        if item is not None:
            self.unread.append(Unread(block.line, f"item {item.group(1)[:60]!r} of a list", "taken for no parameter and no field"))

    def code(self, block: Code) -> None:
        """An example: a request, a JSON body, or the operation itself."""
        self.coded |= taken_as_lists(block.text)
        for line in re.sub(r"\\\n\s*", " ", block.text).split("\n")[:_MOST_LINES]:
            if line.strip() and (address_alone(line) or not line.lstrip().startswith(("{", "[", '"'))):
                self.text(Text(line.strip(), block.line))
        if not address_alone(block.text):
            self.examples.take(block)
