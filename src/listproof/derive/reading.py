"""Through the blocks of a page, one after another: sections, tables and examples, by the words of a dialect."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from listproof.derive.addresses import (
    asked_with,
    bare_method,
    bare_path,
    blueprint_in,
    generalises,
    operation_in_rows,
    part_of_operation,
    request_in,
    surrounds,
    template,
)
from listproof.derive.assembling import PARAMETERS, Held, described
from listproof.derive.dialects import Dialect
from listproof.derive.document import Description, ErrorCode, Example, SourcePlace
from listproof.derive.following_tables import claimed
from listproof.derive.formats.alignment import looks_like_name
from listproof.derive.formats.page import Code, Heading, SavedPage, Table, Text, Unread
from listproof.derive.formats.terms import leading, tabled_lists
from listproof.derive.kinds import looks_like_type
from listproof.derive.parts import TablePart, joined, rooted, several_named, the_list
from listproof.derive.record_tables import placed_records
from listproof.derive.rows import entries
from listproof.derive.rpc import Call, named_in_title, set_to
from listproof.derive.samples import after_blank, bodies, recased, request_lines, unfinished
from listproof.derive.sdk_code import lists_by_code, taken_as_lists
from listproof.derive.tables import columns_of, headed
from listproof.derive.unfit_tables import codes_in, left_out, statuses_in, why_no_rows
from listproof.derive.words import PLACES_OF_ROWS, Column, Section, caption_of, normal, number_of, object_named, own_name, status_of

__all__ = ["describe"]


def describe(page: SavedPage, dialect: Dialect, key: str, call: Call | None = None) -> Description:
    """Everything that a page says; `call` is the operation that its link to the vendor's console names.

    Raises UnreadableDocument where it is no page of an operation.
    """
    reader = _Reader(page, dialect, call)
    reader.read()
    return described(reader.held(), key)


_OF_A_RECORD = re.compile(
    r"\b(?:object|resource|data model|schema)\b(?!s? (?:id|url))|\b(?:properties|attributes)\s*$|^fields\s*$", re.IGNORECASE
)
_PROPERTIES = re.compile(r"\b(?:properties|attributes)\s*$", re.IGNORECASE)
_OF_A_REQUEST = re.compile(r"\s*(?:pagination|paging|filter(?:s|ing)?|search(?:ing)?|query(?:ing)?)\b", re.IGNORECASE)
"""Headings that speak of what an answer holds, and of what is asked."""


_AT_A_HOST = re.compile(r"[\s\"']\$\{?[A-Za-z_]\w*\}?/\w")
"""An address whose host stands in a variable of the shell."""
_ASKED = frozenset({"query parameter", "query parameters", "query param", "url parameter", "url parameters", "query string parameter"})
"""Headings of a column of names that say of themselves what the names are."""
_RIGHTS = frozenset({"read/write", "read / write", "readable/writable"})
"""Headings of a column that only a table of a record has: who may change a field."""
_UNKNOWN_TYPE = re.compile(r"its type '.*' is not known")
"""A note that is settled where a table further below turns out to describe the type."""


_BODY_BELOW = re.compile(r"^[^\S\n]*(?:response )?body[^\S\n]*[:：][^\S\n]*$", re.IGNORECASE | re.MULTILINE)
"""A line of an example that parts its headers from its body."""
_NEEDED = re.compile(r"(?:required|mandatory|obrigat[óo]ri[oa]s?|必选|必填)(?:\s*(?:parameters|attributes|fields|参数))?", re.IGNORECASE)
"""A heading under which every row is required."""
_SHORT = 60
"""A line of fewer characters between two tables may name the second one."""


class _Reader:
    """Goes through the blocks once, and keeps what each holds."""

    def __init__(self, page: SavedPage, dialect: Dialect, call: Call | None) -> None:
        self.page = page
        self.dialect = dialect
        self.call = call
        self.words = dialect.vocabulary
        self.unread: list[Unread] = list(page.unread)
        self.section = Section.OTHER
        self.answered = False
        self.heading = self.unknown = self.object = ""
        self.title = next((block for block in page.blocks if isinstance(block, Heading)), None)
        self.prose: list[Text] = []
        self.lone: list[Column | None] = []
        self.status = 200
        self.nesting = dialect.nesting
        self.method = ""
        self.path = ""
        self.uri_place = SourcePlace("URI", "")
        self.parts: list[TablePart] = []
        self.samples: list[Example] = []
        self.requests: list[tuple[str, SourcePlace]] = []
        self.request_bodies: list[Any] = []
        self.statuses: list[int] = []
        self.error_codes: list[ErrorCode] = []
        self.last_text = ""
        self.sections: set[Section] = set()
        self.listed = False
        self.asked: set[str] = set()
        self.coded: set[str] = set()
        self.records: list[TablePart] = []
        self.loose: list[Example] = []
        self.broken = False
        self.behind = self.near = False
        self.shown: list[tuple[str, str, int]] = []

    def read(self) -> None:
        """Take every block in turn."""
        for block in tabled_lists(self.page.blocks, self.words, unmarked=self.dialect.grade == "weak"):
            self.sections.add(self.section)
            if isinstance(block, Heading):
                self.head(block)
            elif isinstance(block, Table):
                self.table(block)
                self.behind = True
                self.near = False
                continue
            elif isinstance(block, Code):
                self.code(block)
            else:
                self.text(block)
            self.near = self.behind and self.dialect.grade == "weak" and isinstance(block, Text) and len(block.text) < _SHORT
            self.behind = False
        if (
            self.dialect.grade == "weak"
            and not self.broken
            and self.method in ("", "GET")
            and not any(one.status < 300 for one in self.samples)
        ):
            self.samples += self.loose[:1]
        self.called_as_rows()
        described, lost = placed_records(self.records, self.samples)
        self.parts += described
        self.unread += lost
        parts = rooted(self.parts)
        if self.dialect.nesting in ("tree", "any"):
            parts, lost = claimed(parts, self.samples)
            self.unread += lost
        parts, lost = lists_by_code(joined(parts), self.coded)
        self.unread += lost
        known = {f"{row.item.name} in {part.name!r}" for part in parts for row in part.rows if row.typed}
        self.unread = [note for note in self.unread if note.what not in known or not _UNKNOWN_TYPE.match(note.why)]
        self.parts, self.listed = the_list(parts)
        self.nesting = self.shown_nesting()
        if not self.path and self.method_of_call():
            self.path, self.method = "/", "GET"
            self.uri_place = SourcePlace("the operation's name", self.method_of_call(), self.call.line if self.call else 0)
        if not self.path:
            self.find_path()
        if not self.path and self.title and self.dialect.sign_in_lacks and (named := named_in_title(self.title.text)):
            self.unread.append(Unread(self.title.line, "path", f"the page shows none; taken for a call of {named}, as its title is"))
            self.path, self.method, self.uri_place = "/", "GET", SourcePlace("the operation's name", named, self.title.line)

    def called_as_rows(self) -> None:
        """Write the names of examples with the capitals of the rows, where they differ in their first letters alone, and say so."""
        names = {row.item.name for part in self.parts if part.section is Section.RESPONSE for row in part.rows}
        for at, one in enumerate(self.samples):
            value = recased(one.value, names)
            if value != one.value:
                self.samples[at] = replace(one, value=value)
                why = "its names begin with small letters and those of the rows do not; the names of the rows are kept"
                self.unread.append(Unread(one.place.line, "example", why))

    def part_of(self) -> str:
        """The parameter of whose parts the heading above a table speaks, of a page in no dialect: `Filters` of `filter`."""
        named = {row.item.name.lower() for part in self.parts if part.section is not Section.RESPONSE for row in part.rows}
        called = self.unknown.strip().lower()
        return next((name for name in (called, called.removesuffix("s")) if name in named), "") if self.dialect.grade == "weak" else ""

    def led(self, table: Table) -> Section | None:
        """What the line above a table, or the heading of its names, says that it holds; of a page in no dialect."""
        if table.caption:
            return None
        said = leading(self.last_text, self.words)
        return Section.QUERY if said is None and normal(table.header[0]) in _ASKED else said

    def of_record(self, table: Table, led: Section | None) -> bool:
        """Whether a table describes a record wherever it is answered, and not this answer."""
        above = f"{self.unknown}\n{self.last_text}" if led is None else ""
        return any(normal(word) in _RIGHTS for word in table.header) or _OF_A_RECORD.search(above) is not None

    def of_another(self, section: Section, led: Section | None) -> bool:
        """Whether a table stands behind those of the request under a heading of its own that asks nothing; of a page in no dialect."""
        behind = led is None and any(part.section is section for part in self.parts) and section in (Section.QUERY, Section.PATH)
        return self.dialect.grade == "weak" and behind and bool(self.unknown) and not _OF_A_REQUEST.match(self.unknown)

    def shown_nesting(self) -> str:
        """How the tables of this page show depth, where its dialect leaves it open."""
        drawn = any(row.branch is not None or row.indent is not None for part in self.parts for row in part.rows)
        objects = {row.item.kind.innermost.named for part in self.parts for row in part.rows} - {""}
        if (
            self.dialect.nesting == "tree"
            and not drawn
            and any(part.describes and (part.behind or part.describes in objects) for part in self.parts)
        ):
            return "tables"
        if self.dialect.nesting != "any":
            return self.dialect.nesting
        if any(part.describes for part in self.parts):
            return "tables"
        return "dashes" if any(row.dashes for part in self.parts for row in part.rows) else "tree"

    def method_of_call(self) -> str:
        """The operation of a page that calls by a parameter `Action`, empty where the page shows another form."""
        if self.call is not None and self.call.style not in ("", "RPC"):
            return ""
        rows = (row.item for part in self.parts if part.section is not Section.RESPONSE for row in part.rows)
        action = next((item for item in rows if item.name == "Action"), None)
        if action is not None:
            named = set_to(action.words) or (action.example if isinstance(action.example, str) else "")
            return self.call.operation if self.call else named
        return self.call.operation if self.call and self.call.style == "RPC" else ""

    def head(self, block: Heading) -> None:
        """A heading opens a section; a status line tells for which status the next tables and examples stand."""
        self.last_text = ""
        status = status_of(block.text)
        if status is not None:
            self.status = status
            return
        if self.says_part(block.text, block.line):
            return
        if (named := blueprint_in(block.text)) is not None:
            self.method = self.method or named[0]
            self.asked |= set(named[2])
            if named[1] and not self.path:
                self.operation(self.method, named[1], block.line)
            return
        section = self.words.heading(block.text) if block is self.title else self.words.section(block.text)
        self.object = "" if block is self.title or section is not None else object_named(block.text)
        if section is None and caption_of(block.text) is None:
            self.unknown = "" if block is self.title and not _PROPERTIES.search(block.text) else block.text
            if (found := request_in(block.text)) and not self.path:
                self.operation(*found, block.line)
            return
        self.unknown = ""
        self.section = section or self.section
        self.answered = self.answered or self.section is Section.RESPONSE
        self.heading = re.sub(r"\s*¶\s*$", "", block.text).strip(" :：#")
        self.status = 200

    def text(self, block: Text) -> None:
        """A line outside tables: the operation, a request, or nothing that a contract holds."""
        found = request_in(block.text)
        if self.section is not Section.REQUEST_EXAMPLE and self.says_part(block.text, block.line):
            return
        if found and self.section is Section.REQUEST_EXAMPLE:
            self.shown.append((*found, block.line))
        if found and self.path and generalises(template(found[1]), self.path) and found[0].upper() == self.method:
            self.operation(*found, block.line)
        elif self.section is Section.URI and bare_path(block.text) and surrounds(template(block.text.partition("?")[0]), self.path):
            self.operation(self.method, block.text.strip().partition("?")[0], block.line)
        elif found and self.section is not Section.REQUEST_EXAMPLE and not self.path:
            self.operation(*found, block.line)
            self.asked |= set(re.findall(r"[?&]([\w.-]+)(?:=\{|(?=&|\s|$))", block.text))
        elif not self.path and bare_path(block.text) and (self.section is Section.URI or bare_method(self.last_text)):
            path, _, query = block.text.strip().partition("?")
            self.asked |= set(re.findall(r"(?:^|&)([\w.-]+)=\{", query))
            self.operation(self.method, path, block.line)
            if fixed := re.findall(r"(?:^|&)([\w.-]+=[^{<&]+)", query):
                self.unread.append(Unread(block.line, f"query {', '.join(fixed)}", "the path is shown with it; taken for no parameter"))
        for line in request_lines(block.text):
            if "://" in line or _AT_A_HOST.search(line):
                self.requests.append((line, SourcePlace(self.heading or "Example Requests", "", block.line)))
        if looks_like_type(block.text) and looks_like_name(self.last_text):
            lines = f"lines {self.last_text[:60]!r}, {block.text[:60]!r}"
            self.unread.append(Unread(block.line, lines, "they read as a row, outside any table"))
        if len(re.findall(r"(?<!\\)\|", block.text)) > 2 and self.section not in (Section.REQUEST_EXAMPLE, Section.RESPONSE_EXAMPLE):
            self.unread.append(Unread(block.line, f"line {block.text[:80]!r}", "it reads as a row, outside any table"))
        self.lone.append(self.words.column(block.text))
        if self.lone[-1] is Column.TYPE and Column.NAME in self.lone[-5:]:
            self.unread.append(Unread(block.line, f"line {block.text[:80]!r}", "it reads as the header of a table that was not found"))
        self.last_text = block.text
        if block.term and self.dialect.grade == "weak" and self.section not in (Section.REQUEST_EXAMPLE, Section.RESPONSE_EXAMPLE):
            self.unread.append(Unread(block.line, f"item {block.term.name!r} of a list", "taken for no parameter and no field"))
        if block.text.startswith("•") and self.dialect.grade == "weak" and self.section in PLACES_OF_ROWS:
            self.unread.append(Unread(block.line, f"item {block.text[2:62]!r} of a list", "taken for no parameter and no field"))
        if self.section not in (Section.REQUEST_EXAMPLE, Section.RESPONSE_EXAMPLE):
            self.prose.append(block)
        if block.text.startswith("<?xml"):
            self.unread.append(Unread(block.line, "example", "it is XML, only JSON is read"))

    def says_part(self, text: str, line: int) -> bool:
        """Take the method or the path that a line says and nothing else; whether it says one."""
        method, path = part_of_operation(text) or (bare_method(text), "")
        self.method = self.method or method
        if path and not self.path:
            self.operation(self.method, path, line)
        if method:
            self.last_text = text
        return bool(method or path)

    def code(self, block: Code) -> None:
        """An example: a request, a JSON body, or the operation itself."""
        self.coded |= taken_as_lists(block.text)
        for line in re.sub(r"\\\n\s*", " ", block.text).split("\n")[:40]:
            if line.strip() and not line.lstrip().startswith(("{", "[", '"')):
                self.text(Text(line.strip(), block.line))
        json = block.text.lstrip().startswith(("{", "["))
        if not re.search(r"[{\[]", block.text) or (self.section is Section.URI and not json):
            return
        shown_whole = _BODY_BELOW.split(block.text)[-1]
        block = replace(block, text=shown_whole if shown_whole.strip() else block.text)
        values, whole = bodies(block.text if block.text.lstrip().startswith(("{", "[")) else after_blank(block.text))
        shown = [self.unwrapped(value, block.line) for value in values if isinstance(value, dict | list)]
        if self.section is Section.REQUEST_EXAMPLE:
            self.request_bodies += [value for value in shown if isinstance(value, dict)]
        elif self.section in (Section.RESPONSE_EXAMPLE, Section.RESPONSE, Section.ERROR_CODES) or self.answers_a_request():
            place = SourcePlace(self.heading or "Example Responses", "", block.line)
            self.samples += [Example(value, place, self.status) for value in shown]
        elif self.section is not Section.BODY:
            self.loose += [Example(value, SourcePlace(self.unknown or self.heading, "", block.line), 200) for value in shown]
        if not whole and (shown or block.text.lstrip().startswith(("{", "["))):
            self.unread.append(Unread(block.line, "example", unfinished(block.text, shown)))
            self.broken = self.broken or not shown

    def answers_a_request(self) -> bool:
        """Whether JSON under no heading is an answer: of a page in no dialect, behind a request that reads."""
        reads = self.method == "GET" or (
            not self.method and any("GET" in line or line.startswith("curl http") for line, _ in self.requests)
        )
        return self.dialect.grade == "weak" and self.section is Section.OTHER and reads

    def unwrapped(self, value: Any, line: int) -> Any:
        """An example without the name of its type around it (`ListThingsResponse`), which only XML shows."""
        if isinstance(value, dict) and len(value) == 1:
            ((name, inner),) = value.items()
            if name.endswith("Response") and isinstance(inner, dict):
                self.unread.append(Unread(line, "example", f"it stands inside {name}, which no table names; taken without"))
                return inner
        return value

    def operation(self, method: str, path: str, line: int) -> None:
        """Take the path as an OpenAPI template."""
        self.path, self.method = (path := template(path)), method.upper()
        self.uri_place = SourcePlace(self.heading or "URI", f"{method.upper()} {path}".strip(), line)

    def find_path(self) -> None:
        """The path from an example request, where no section gives it."""
        for line, place in self.requests:
            found = re.search(r"(?:(GET|POST)[\"']?\s+[\"']?)?(?:https?://[^/\s]+|\$\{?[A-Za-z_]\w*\}?(?=/))(/[^\s?\\\"']*)", line)
            if found:
                self.unread.append(Unread(place.line, "path", "only an example request shows it; parts of it may be parameters"))
                self.operation(found.group(1) or "", found.group(2), place.line)
                return
        if self.shown and self.dialect.grade == "weak":
            method, path, at = self.shown[0]
            self.unread.append(Unread(at, "path", "only an example request shows it; parts of it may be parameters"))
            self.operation(method, path, at)
            return
        names = {row.item.name for part in self.parts if part.section in PARAMETERS for row in part.rows}
        for block in self.prose if self.dialect.grade == "weak" else ():
            if (path := asked_with(block.text, names)) and not self.path:
                self.unread.append(Unread(block.line, "path", "only an address shows it; parts of it may be parameters"))
                self.operation("GET", path, block.line)

    def table(self, table: Table) -> None:
        """Put a table where its caption, its columns or its section say that it belongs."""
        led = self.led(table) if self.dialect.grade == "weak" else None
        of_record = self.dialect.grade == "weak" and self.of_record(table, led)
        above, self.last_text = self.last_text, ""
        if led in PLACES_OF_ROWS or self.section in PLACES_OF_ROWS:
            table = headed(table, self.words)
        roles, _ = columns_of(table.header, [row.cells for row in table.rows], self.words)
        if self.object and not table.caption and self.named(self.object.rpartition(".")[2]):
            table = replace(table, caption=self.object)
        elif not table.caption and (own := own_name(above)) and self.named(own):
            table = replace(table, caption=own)
        self.object = ""
        caption = caption_of(table.caption) if table.caption else None
        claim = self.words.caption(caption if caption is not None else table.caption) if table.caption else led
        name = table.caption or (above if of_record and _OF_A_RECORD.search(above) else self.unknown) or self.heading or "table"
        if Column.CODE in roles and Column.TYPE not in roles:
            codes, lost = codes_in(table, roles, self.heading)
            self.error_codes += codes
            self.unread += lost
            return
        if Column.STATUS in roles and Column.TYPE not in roles:
            self.statuses += statuses_in(table, roles.index(Column.STATUS))
            return
        why = why_no_rows(table, roles, self.unknown)
        if not why and Column.TYPE not in roles and Column.REQUIRED not in roles and (of := self.part_of()):
            why = f"it tells of the parts of {of}"
        if why and not self.path and (named := operation_in_rows(table)):
            self.operation(*named)
            return
        if why:
            self.unread.append(left_out(table, table.caption or self.unknown or " | ".join(table.header), why))
            return
        self.add(table, roles, claim, led, name, of_record)

    def add(
        self, table: Table, roles: Sequence[Column], claim: Section | str | None, led: Section | None, name: str, of_record: bool
    ) -> None:
        """Keep a table of parameters or fields under the section to which it belongs."""
        section = claim if isinstance(claim, Section) else self.section
        of_object = isinstance(claim, str) and (table.caption.endswith("结构") or not self.title_of_list(claim))
        describes = str(claim) if of_object else ""
        rows, lost = entries(table, self.words, name)
        self.unread += lost
        if self.dialect.grade == "weak":
            rows = tuple(row for row in rows if " " not in row.item.name)
        if Column.REQUIRED not in roles and _NEEDED.fullmatch(self.unknown.strip()):
            rows = tuple(replace(row, item=replace(row.item, required=True)) for row in rows)
        if section not in PARAMETERS and section not in (Section.RESPONSE, Section.RESPONSE_HEADER):
            if self.parts and describes:
                section = self.parts[-1].section
            else:
                section = self.guessed_section(section, roles)
                self.unread.append(Unread(table.line, f"table {name!r}", f"no heading says what it is, taken as {section.value}"))
        elif self.unknown and not isinstance(claim, Section) and not describes:
            section = self.guessed_section(section, roles)
            self.unread.append(Unread(table.line, f"table {name!r}", f"its heading is not known, taken as {section.value}"))
        if self.section is Section.ERROR_CODES and section is Section.RESPONSE and not isinstance(claim, Section):
            self.unread.append(Unread(table.line, f"table {name!r}", "which status its errors have is not said, taken as 400"))
            self.parts.append(
                TablePart(section, self.status if self.status >= 400 else 400, describes, name, rows, number_of(table.caption))
            )
            return
        if (of_record or self.of_another(section, led)) and Column.REQUIRED not in roles:
            self.records.append(TablePart(Section.RESPONSE, 200, describes, name, rows, number_of(table.caption)))
            return
        asks = led in PARAMETERS or _OF_A_REQUEST.match(self.unknown) is not None
        if section in (Section.REQUEST, Section.BODY) and self.answered and Column.REQUIRED not in roles and not asks:
            section = Section.RESPONSE
            self.unread.append(
                Unread(table.line, f"table {name!r}", "it stands in the answer and calls itself a request, taken as response")
            )
        self.answered = self.answered or section is Section.RESPONSE
        status = self.status if section is Section.RESPONSE else 200
        for one in several_named(describes, self.named):
            behind, near = self.behind and not table.caption, self.near and not table.caption
            self.parts.append(TablePart(section, status, one, name, rows, number_of(table.caption), behind, near))

    def title_of_list(self, claim: str) -> bool:
        """Whether a caption is prose that names no object: `Parameters of the list of kites`."""
        return " " in claim.strip() and self.section in (*PARAMETERS, Section.RESPONSE) and not self.named(claim)

    def named(self, name: str) -> bool:
        """Whether a row before names an object so."""
        rows = (row for part in self.parts for row in part.rows)
        return any(name in (row.item.kind.innermost.named, row.item.name, row.spelled.strip("*` ")) for row in rows)

    def guessed_section(self, section: Section, roles: Sequence[Column]) -> Section:
        """Where a table belongs under a heading that does not say it: after an answer has begun nothing is a parameter."""
        if section is Section.ERROR_CODES or _OF_A_RECORD.search(self.unknown):
            return Section.RESPONSE
        if section is Section.REQUEST_EXAMPLE or _OF_A_REQUEST.match(self.unknown):
            return Section.REQUEST
        asks = Column.REQUIRED in roles and not self.parts and not self.samples
        if self.answered or (section is Section.RESPONSE_EXAMPLE and not asks):
            return Section.RESPONSE
        asked = any(part.section in PARAMETERS and any(row.item.required is not None for row in part.rows) for part in self.parts)
        if asked and Column.REQUIRED not in roles:
            return Section.RESPONSE
        return section if section in PARAMETERS else Section.REQUEST if Column.REQUIRED in roles or not self.parts else Section.RESPONSE

    def held(self) -> Held:
        """What the blocks hold."""
        return Held(
            page=self.page,
            dialect=self.dialect,
            call=self.call,
            method=self.method,
            path=self.path,
            uri_place=self.uri_place,
            nesting=self.nesting,
            parts=self.parts,
            samples=self.samples,
            requests=self.requests,
            request_bodies=self.request_bodies,
            statuses=self.statuses,
            error_codes=self.error_codes,
            prose=self.prose,
            sections=self.sections,
            unread=self.unread,
            listed=self.listed,
            asked=self.asked,
        )
