"""The tables of a page, each kept under the section and for the object to which it belongs, or left out with the reason."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from listproof.derive.addresses import operation_in_rows, request_in
from listproof.derive.assembling import PARAMETERS
from listproof.derive.document import ErrorCode
from listproof.derive.formats.page import Table, Unread
from listproof.derive.formats.terms import leading
from listproof.derive.parts import TablePart, several_named
from listproof.derive.prose.values import literal, of_kind
from listproof.derive.reading.belonging import OF_A_RECORD, OF_A_REQUEST, guessed_section, of_another, of_record
from listproof.derive.reading.examples import Examples
from listproof.derive.reading.operation import Operation
from listproof.derive.reading.standing import Standing
from listproof.derive.rows import RowEntry, entries
from listproof.derive.tables import columns_of, headed, stepped
from listproof.derive.unfit_tables import answers_list, codes_in, left_out, schemas_in, statuses_in, why_no_rows
from listproof.derive.words import PLACES_OF_ROWS, Column, Section, Vocabulary, caption_of, normal, number_of, own_name

__all__ = ["Tables"]

_ASKED = frozenset({"query parameter", "query parameters", "query param", "url parameter", "url parameters", "query string parameter"})
_SENT = frozenset({"header", "headers", "header name", "http header", "request header", "请求头"})
"""Headings of a column of names that say of themselves what the names are."""
_SHORT = 80
"""A line of fewer characters above a table may say what the table describes."""
_NEEDED = re.compile(r"(?:required|mandatory|obrigat[óo]ri[oa]s?|必选|必填)(?:\s*(?:parameters|attributes|fields|参数))?", re.IGNORECASE)
"""A heading under which every row is required."""


_VALUES = re.compile(r"\benum|\bvalues\b|枚举|取值", re.IGNORECASE)
"""A heading of the values that rows may have."""


_OF_FAILURE = re.compile(
    r"(?:失败|异常|错误)(?:时|后)?的?(?:返回|响应)|(?:failed|failure|error|unsuccessful) (?:respon|return|answer)", re.IGNORECASE
)
"""A caption of what is answered where a request fails."""


_TYPE_NAME = re.compile(r"(?:[A-Z][a-z0-9]+){2,}")
"""The name of a type, as code has it: `KiteInfo`."""
_LIST_OF_SCHEMA = re.compile(r"\s*\*?Type\*?\s*[:：]\s*<.*>\s*array\s*$", re.IGNORECASE)


def _with_values(row: RowEntry, values: Sequence[str]) -> RowEntry:
    """A row with the values that a table of its own lists, where it lists none itself and they are of its type."""
    kind = row.item.kind.innermost
    found = [literal(value, kind) for value in values]
    if not found or "enum" in row.item.facets or not of_kind(found, kind):
        return row
    return replace(row, item=replace(row.item, facets={**row.item.facets, "enum": found}))


def _of_something_else(table: Table, roles: Sequence[Column], words: Vocabulary) -> bool:
    """Whether a table under a heading that is not known has names only by its cells, says of nothing that it is required, and names one
    thing twice: it may be a table of values."""
    if Column.NAME not in roles or Column.REQUIRED in roles:
        return False
    at = roles.index(Column.NAME)
    if words.column(table.header[at]) is not None:
        return False
    names = [row.cells[at].strip() for row in table.rows]
    return len(set(names)) < len(names)


class Tables:
    """What the tables hold: parts of a request or an answer, records that may be part of one, codes of errors, statuses."""

    def __init__(self, standing: Standing, operation: Operation, examples: Examples, unread: list[Unread]) -> None:
        self.standing = standing
        self.operation = operation
        self.examples = examples
        self.unread = unread
        self.parts: list[TablePart] = []
        self.records: list[TablePart] = []
        self.error_codes: list[ErrorCode] = []
        self.schemas: dict[str, int] = {}
        self.listed = False
        self.statuses: list[int] = []

    def take(self, table: Table) -> None:
        """Put a table where its caption, its columns or its section say that it belongs."""
        standing = self.standing
        led = self.led(table) if standing.weak else None
        record = standing.weak and of_record(table, standing, led)
        above, standing.line = standing.line, ""
        if led in PLACES_OF_ROWS or standing.section in PLACES_OF_ROWS:
            table = stepped(headed(table, standing.words), standing.words)
        roles, _ = columns_of(table.header, [row.cells for row in table.rows], standing.words)
        table = self.captioned(table, above)
        caption = caption_of(table.caption) if table.caption else None
        said = (caption if caption is not None else table.caption).strip(" *`")
        claim = standing.words.caption(said) if table.caption else led
        if said and isinstance(claim, Section) and any(said == row.item.kind.innermost.named for part in self.parts for row in part.rows):
            claim = said
        unnamed = above if record and OF_A_RECORD.search(above) else standing.unknown
        name = table.caption or unnamed or standing.heading or "table"
        if standing.schema and (self.schemas or self.of_type()) and led is None and not table.caption:
            claim, record, name = standing.schema, False, standing.schema
        if self.of_codes(table, roles) or (standing.weak and self.of_values(table)):
            return
        why = why_no_rows(table, roles, standing.unknown)
        if not why and Column.TYPE not in roles and Column.REQUIRED not in roles and (of := self.part_of()):
            why = f"it tells of the parts of {of}"
        if not why and standing.closed and not {Column.TYPE, Column.REQUIRED} & set(roles) and not table.caption and led is None:
            why = "its heading says that it is neither of a request nor of an answer"
        unsaid = standing.weak and bool(standing.unknown) and led is None and not table.caption
        if not why and unsaid and _of_something_else(table, roles, standing.words):
            why = "no heading says what it is, and no column is called one of names"
        if not why and standing.weak and led is None and not standing.heading and not standing.sections - {Section.OTHER}:
            why = self.of_contents(table, roles)
        if why and not self.operation.path and (named := operation_in_rows(table)):
            self.operation.take(*named)
            return
        if why:
            self.unread.append(left_out(table, table.caption or standing.unknown or " | ".join(table.header), why))
            return
        self.add(table, roles, claim, led, name, record)

    def of_type(self) -> bool:
        """Whether the heading above a table is the name of a type, behind a table of the answer that stands under no such heading."""
        rooted = any(part.section is Section.RESPONSE and not part.describes for part in self.parts)
        return (
            self.standing.weak
            and rooted
            and self.standing.unknown == self.standing.schema
            and bool(_TYPE_NAME.fullmatch(self.standing.schema))
        )

    def of_contents(self, table: Table, roles: Sequence[Column]) -> str:
        """Why a table before the operation of a page that tells of several is none of parameters: it says of nothing a type or a need."""
        several = any(note.what.startswith("operation ") for note in self.unread)
        bare = not {Column.TYPE, Column.REQUIRED, Column.PLACE, Column.DEFAULT} & set(roles)
        return "it stands before the operation and may list what the page tells of" if several and bare and not self.operation.path else ""

    def captioned(self, table: Table, above: str) -> Table:
        """A table without a caption of its own, with what a heading or the line above it names, where a row has that name."""
        named, self.standing.object = self.standing.object, ""
        if named and not table.caption and self.named(named.rpartition(".")[2]):
            return replace(table, caption=named)
        if not table.caption and (own := own_name(above)) and self.named(own):
            return replace(table, caption=own)
        if not table.caption and (own := self.spoken_of(above)):
            return replace(table, caption=own)
        return table

    def spoken_of(self, above: str) -> str:
        """The one object or list among the rows before of which the short line above a table speaks, where no table describes it yet."""
        if not above or len(above) > _SHORT or request_in(above):
            return ""
        answers = self.standing.section in (Section.RESPONSE, Section.RESPONSE_EXAMPLE)
        words = set(re.findall(r"(?<![\w.-])[A-Za-z_]\w*(?![\w.-])", above, re.ASCII))
        parts = [part for part in self.parts if (part.section is Section.RESPONSE) is answers]
        rows = [row for part in parts for row in part.rows if row.item.kind.type in ("array", "object") or not row.typed]
        spoken = {name for row in rows for name in (row.item.name, row.item.kind.innermost.named) if name in words}
        return spoken.pop() if len(spoken) == 1 and not any(part.describes in spoken for part in self.parts) else ""

    def of_codes(self, table: Table, roles: Sequence[Column]) -> bool:
        """Take a table of error codes or of statuses; whether it is one."""
        if self.standing.weak and (named := schemas_in(table)):
            self.schemas = {**named, **self.schemas}
            self.listed = self.listed or answers_list(table)
            self.statuses += named.values()
            return True
        if Column.TYPE in roles:
            return False
        if Column.CODE in roles:
            codes, lost = codes_in(table, roles, self.standing.heading)
            self.error_codes += codes
            self.unread += lost
            return True
        if Column.STATUS in roles:
            self.statuses += statuses_in(table, roles.index(Column.STATUS))
            return True
        return False

    def lists(self, text: str) -> None:
        """Take a line that says that the answer is a list of what the heading above it names: `Type : < kite > array`."""
        self.listed = self.listed or (self.schemas.get(self.standing.schema) == 200 and _LIST_OF_SCHEMA.match(text) is not None)

    def of_values(self, table: Table) -> bool:
        """Take a table of the values that rows before it may have, one a row: `Parameter | Value`; whether it is one."""
        if len(table.header) != 2 or normal(table.header[1]) not in ("value", "values") or not _VALUES.search(self.standing.unknown):
            return False
        listed: dict[str, list[str]] = {}
        for row in table.rows:
            listed.setdefault(row.cells[0].strip(" `*»"), []).append(row.cells[1].strip(" `"))
        known = {row.item.name for part in self.parts for row in part.rows}
        if not listed or not listed.keys() <= known:
            return False
        for at, part in enumerate(self.parts):
            self.parts[at] = replace(part, rows=tuple(_with_values(row, listed.get(row.item.name, ())) for row in part.rows))
        return True

    def part_of(self) -> str:
        """The parameter of whose parts the heading above a table speaks, of a page in no dialect: `Filters` of `filter`."""
        named = {row.item.name.lower() for part in self.parts if part.section is not Section.RESPONSE for row in part.rows}
        called = self.standing.unknown.strip().lower()
        return next((name for name in (called, called.removesuffix("s")) if name in named), "") if self.standing.weak else ""

    def led(self, table: Table) -> Section | None:
        """What the line above a table, or the heading of its names, says that it holds; of a page in no dialect."""
        if table.caption:
            return None
        said = leading(self.standing.line, self.standing.words)
        if said is None and not self.standing.answered and normal(table.header[0]) in _SENT:
            return Section.HEADER
        return Section.QUERY if said is None and normal(table.header[0]) in _ASKED else said

    def add(self, table: Table, roles: Sequence[Column], claim: Section | str | None, led: Section | None, name: str, record: bool) -> None:
        """Keep a table of parameters or fields under the section to which it belongs."""
        standing = self.standing
        section = claim if isinstance(claim, Section) else standing.section
        of_object = isinstance(claim, str) and (table.caption.endswith("结构") or not self.title_of_list(claim))
        describes = str(claim) if of_object else ""
        schema = describes if describes == standing.schema and not table.caption else ""
        if schema:
            standing.status = self.schemas.get(schema, standing.status)
            describes, section = "" if schema in self.schemas else schema, Section.RESPONSE
        rows = self.rows_of(table, roles, name)
        needs = Column.REQUIRED in roles
        if section not in PARAMETERS and section not in (Section.RESPONSE, Section.RESPONSE_HEADER):
            if self.parts and describes:
                section = self.parts[-1].section
            else:
                section = self.guessed(section, needs)
                self.unread.append(Unread(table.line, f"table {name!r}", f"no heading says what it is, taken as {section.value}"))
        elif standing.unknown and not isinstance(claim, Section) and not describes and not schema:
            section = self.guessed(section, needs)
            self.unread.append(Unread(table.line, f"table {name!r}", f"its heading is not known, taken as {section.value}"))
        if standing.section is Section.ERROR_CODES and section is Section.RESPONSE and not isinstance(claim, Section):
            self.unread.append(Unread(table.line, f"table {name!r}", "which status its errors have is not said, taken as 400"))
            status = standing.status if standing.status >= 400 else 400
            self.parts.append(TablePart(section, status, describes, name, rows, number_of(table.caption)))
            return
        if (record or of_another(self.parts, section, standing, led)) and not needs:
            self.records.append(TablePart(Section.RESPONSE, 200, describes, name, rows, number_of(table.caption)))
            return
        asks = led in PARAMETERS or OF_A_REQUEST.match(standing.unknown) is not None
        if section in (Section.REQUEST, Section.BODY) and standing.answered and not needs and not asks:
            section = Section.RESPONSE
            why = "it stands in the answer and calls itself a request, taken as response"
            self.unread.append(Unread(table.line, f"table {name!r}", why))
        standing.answered = standing.answered or section is Section.RESPONSE
        status = standing.status if section is Section.RESPONSE else 200
        if status == 200 and table.caption and _OF_FAILURE.search(table.caption) and section is Section.RESPONSE:
            self.unread.append(Unread(table.line, f"table {name!r}", "which status its errors have is not said, taken as 400"))
            status = 400
        behind, near = standing.behind and not table.caption, standing.near and not table.caption
        for one in several_named(describes, self.named):
            self.parts.append(TablePart(section, status, one, name, rows, number_of(table.caption), behind, near))

    def rows_of(self, table: Table, roles: Sequence[Column], name: str) -> tuple[RowEntry, ...]:
        """The rows of a table, all of them required under a heading that says so."""
        rows, lost = entries(table, self.standing.words, name)
        self.unread += lost
        if self.standing.weak:
            rows = tuple(row for row in rows if " " not in row.item.name)
        if Column.REQUIRED not in roles and _NEEDED.fullmatch(self.standing.unknown.strip()):
            rows = tuple(replace(row, item=replace(row.item, required=True)) for row in rows)
        return rows

    def guessed(self, section: Section, needs: bool) -> Section:
        """Where a table belongs under a heading that does not say it; `needs` tells whether it says what is required."""
        return guessed_section(section, self.standing, self.parts, needs, exemplified=bool(self.examples.answers))

    def title_of_list(self, claim: str) -> bool:
        """Whether a caption is prose that names no object: `Parameters of the list of kites`."""
        return " " in claim.strip() and self.standing.section in (*PARAMETERS, Section.RESPONSE) and not self.named(claim)

    def named(self, name: str) -> bool:
        """Whether a row before names an object so."""
        rows = (row for part in self.parts for row in part.rows)
        return any(name in (row.item.kind.innermost.named, row.item.name, row.spelled.strip("*` ")) for row in rows)
