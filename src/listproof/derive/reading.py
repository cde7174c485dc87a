"""From the blocks of a page to what it says of its operation: sections, tables, examples, by the words of a dialect."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from listproof.derive.addresses import bare_path, operation_in_rows, request_in, template
from listproof.derive.alignment import looks_like_name
from listproof.derive.cues import cues_of, unplaced_conditions, unplaced_nulls
from listproof.derive.dialects import Dialect
from listproof.derive.document import Description, ErrorCode, Example, Item, SourcePlace
from listproof.derive.kinds import looks_like_type
from listproof.derive.nesting import nested, with_tables
from listproof.derive.page import Code, Heading, SavedPage, Table, Text, Unread, UnreadableDocument
from listproof.derive.parts import TablePart, as_held, as_shown, joined, objects_of, once, several_named, shown_first, unnamed, without_maps
from listproof.derive.places import place_of, within
from listproof.derive.rows import RowEntry, entries
from listproof.derive.rpc import Call, set_to
from listproof.derive.samples import after_blank, bodies, query_of, request_lines
from listproof.derive.tables import columns_of
from listproof.derive.terms import tabled_lists
from listproof.derive.words import PLACES_OF_ROWS, Column, Section, caption_of, number_of, object_named, status_of

__all__ = ["describe"]

_PARAMETERS = (Section.REQUEST, Section.PATH, Section.QUERY, Section.HEADER, Section.BODY, Section.URI)


def describe(page: SavedPage, dialect: Dialect, key: str, call: Call | None = None) -> Description:
    """Everything that a page says; `call` is the operation that its link to the vendor's console names.

    Raises UnreadableDocument where it is no page of an operation.
    """
    reader = _Reader(page, dialect, call)
    reader.read()
    return reader.description(key)


class _Reader:
    """Goes through the blocks once, then puts tables and examples together."""

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

    def read(self) -> None:
        """Take every block in turn."""
        for block in tabled_lists(self.page.blocks, self.words, unmarked=self.dialect.grade == "weak"):
            self.sections.add(self.section)
            if isinstance(block, Heading):
                self.head(block)
            elif isinstance(block, Table):
                self.table(block)
            elif isinstance(block, Code):
                self.code(block)
            else:
                self.text(block)
        self.parts = joined(self.parts)
        self.nesting = self.shown_nesting()
        if not self.path and self.method_of_call():
            self.path, self.method = "/", "GET"
            self.uri_place = SourcePlace("the operation's name", self.method_of_call(), self.call.line if self.call else 0)
        if not self.path:
            self.find_path()

    def shown_nesting(self) -> str:
        """How the tables of this page show depth, where its dialect leaves it open."""
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
        status = status_of(block.text)
        if status is not None:
            self.status = status
            return
        section = self.words.heading(block.text) if block is self.title else self.words.section(block.text)
        self.object = "" if block is self.title or section is not None else object_named(block.text)
        if section is None and caption_of(block.text) is None:
            self.unknown = "" if block is self.title else block.text
            return
        self.unknown = ""
        self.section = section or self.section
        self.answered = self.answered or self.section is Section.RESPONSE
        self.heading = re.sub(r"\s*¶\s*$", "", block.text).strip(" :：#")
        self.status = 200

    def text(self, block: Text) -> None:
        """A line outside tables: the operation, a request, or nothing that a contract holds."""
        found = request_in(block.text)
        if found and self.section is not Section.REQUEST_EXAMPLE and not self.path:
            self.operation(*found, block.line)
        elif self.section is Section.URI and not self.path and bare_path(block.text):
            self.operation("", block.text, block.line)
        for line in request_lines(block.text):
            if "://" in line:
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
        if block.term and self.dialect.grade == "weak" and self.section in PLACES_OF_ROWS:
            self.unread.append(Unread(block.line, f"item {block.term.name!r} of a list", "taken for no parameter and no field"))
        if self.section not in (Section.REQUEST_EXAMPLE, Section.RESPONSE_EXAMPLE):
            self.prose.append(block)
        if block.text.startswith("<?xml"):
            self.unread.append(Unread(block.line, "example", "it is XML, only JSON is read"))

    def code(self, block: Code) -> None:
        """An example: a request, a JSON body, or the operation itself."""
        for line in block.text.split("\n")[:40]:
            if line.strip() and not line.lstrip().startswith(("{", "[", '"')):
                self.text(Text(line.strip(), block.line))
        if not re.search(r"[{\[]", block.text) or self.section is Section.URI:
            return
        values, whole = bodies(block.text if block.text.lstrip().startswith(("{", "[")) else after_blank(block.text))
        shown = [self.unwrapped(value, block.line) for value in values if isinstance(value, dict | list)]
        if self.section is Section.REQUEST_EXAMPLE:
            self.request_bodies += [value for value in shown if isinstance(value, dict)]
        elif self.section in (Section.RESPONSE_EXAMPLE, Section.RESPONSE, Section.ERROR_CODES):
            place = SourcePlace(self.heading or "Example Responses", "", block.line)
            self.samples += [Example(value, place, self.status) for value in shown]
        if not whole and (shown or block.text.lstrip().startswith(("{", "["))):
            self.unread.append(Unread(block.line, "example", "it is no JSON to its end"))

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
            found = re.search(r"(?:(GET|POST)\s+)?https?://[^/\s]+(/[^\s?\"']*)", line)
            if found:
                self.unread.append(Unread(place.line, "path", "only an example request shows it; parts of it may be parameters"))
                self.operation(found.group(1) or "", found.group(2), place.line)
                return

    def table(self, table: Table) -> None:
        """Put a table where its caption, its columns or its section say that it belongs."""
        roles, _ = columns_of(table.header, [row.cells for row in table.rows], self.words)
        if self.object and not table.caption and self.named(self.object.rpartition(".")[2]):
            table = replace(table, caption=self.object)
        self.object = ""
        caption = caption_of(table.caption) if table.caption else None
        claim = self.words.caption(caption if caption is not None else table.caption) if table.caption else None
        name = table.caption or self.unknown or self.heading or "table"
        if Column.CODE in roles and Column.TYPE not in roles:
            self.codes(table, roles)
            return
        if Column.STATUS in roles and Column.TYPE not in roles:
            column = roles.index(Column.STATUS)
            found = [re.match(r"\s*(\d{3})", row.cells[column]) for row in table.rows]
            self.statuses += [int(one.group(1)) for one in found if one]
            return
        why = self.no_rows(table, roles)
        if why and not self.path and (named := operation_in_rows(table)):
            self.operation(*named)
            return
        if why:
            shown = table.caption or self.unknown or " | ".join(table.header)
            held = ", ".join(name for row in table.rows if row.cells and (name := row.cells[0].strip().split("\n")[0][:60]))
            self.unread.append(Unread(table.line, f"table {shown[:100]!r}", f"{why}; left out: {held}" if held else why))
            return
        section = claim if isinstance(claim, Section) else self.section
        of_object = isinstance(claim, str) and (table.caption.endswith("结构") or not self.title_of_list(claim))
        describes = str(claim) if of_object else ""
        rows, lost = entries(table, self.words, name)
        self.unread += lost
        if section not in _PARAMETERS and section not in (Section.RESPONSE, Section.RESPONSE_HEADER):
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
        if section in (Section.REQUEST, Section.BODY) and self.answered and Column.REQUIRED not in roles:
            section = Section.RESPONSE
            self.unread.append(
                Unread(table.line, f"table {name!r}", "it stands in the answer and calls itself a request, taken as response")
            )
        self.answered = self.answered or section is Section.RESPONSE
        status = self.status if section is Section.RESPONSE else 200
        for one in several_named(describes, self.named):
            self.parts.append(TablePart(section, status, one, name, rows, number_of(table.caption)))

    def no_rows(self, table: Table, roles: Sequence[Column]) -> str:
        """Why a table is none of parameters or fields; empty where it is one."""
        if not table.rows:
            return "it has no rows"
        if all(role is Column.OTHER for role in roles):
            return "none of its columns is known"
        if Column.NAME not in roles:
            return "no column holds names"
        if not {Column.TYPE, Column.DESCRIPTION, Column.REQUIRED} & set(roles):
            return "it has names and nothing that describes them"
        return ""

    def title_of_list(self, claim: str) -> bool:
        """Whether a caption is prose that names no object: `Parameters of the list of kites`."""
        return " " in claim.strip() and self.section in (*_PARAMETERS, Section.RESPONSE) and not self.named(claim)

    def named(self, name: str) -> bool:
        """Whether a row before names an object so."""
        return any(name in (row.item.kind.innermost.named, row.item.name) for part in self.parts for row in part.rows)

    def guessed_section(self, section: Section, roles: Sequence[Column]) -> Section:
        """Where a table belongs under a heading that does not say it: after an answer has begun nothing is a parameter."""
        if section is Section.ERROR_CODES:
            return Section.RESPONSE
        if section is Section.REQUEST_EXAMPLE:
            return Section.REQUEST
        if self.answered or section is Section.RESPONSE_EXAMPLE:
            return Section.RESPONSE
        asked = any(part.section in _PARAMETERS and any(row.item.required is not None for row in part.rows) for part in self.parts)
        if asked and Column.REQUIRED not in roles:
            return Section.RESPONSE
        return section if section in _PARAMETERS else Section.REQUEST if Column.REQUIRED in roles or not self.parts else Section.RESPONSE

    def codes(self, table: Table, roles: Sequence[Column]) -> None:
        """A table of error codes."""
        for row in table.rows:
            cells = {role: cell for role, cell in zip(roles, row.cells, strict=False) if role is not Column.OTHER}
            status = re.match(r"\s*(\d{3})", cells.get(Column.STATUS, ""))
            code = cells.get(Column.CODE, "").strip()
            if not status or not code:
                self.unread.append(Unread(row.line, f"error code {code or 'without a code'!r}", "its status is not shown"))
                continue
            message = cells.get(Column.MESSAGE, "").strip()
            self.error_codes.append(
                ErrorCode(int(status.group(1)), code, message, SourcePlace(self.heading or "Error codes", code, row.line))
            )

    def description(self, key: str) -> Description:
        """Put everything together."""
        if not self.describes_operation():
            raise UnreadableDocument(
                "is no page of an operation: it holds neither an operation (such as `GET /v1/things`) under a heading nor a table "
                f"of parameters or fields; read as {self.page.form} in the dialect {self.dialect.name!r}"
            )
        if not self.path:
            self.unread.append(Unread(0, "path", "the page shows no operation such as `GET /v1/things`"))
        method = self.method or ("GET" if not self.request_bodies else "POST")
        if self.path and not self.method:
            shown = next((found.group(1) for line, _ in self.requests if (found := re.search(r"(?:-X\s+|^)(GET|POST|PUT)\b", line))), "")
            if shown:
                method = shown
            else:
                self.unread.append(Unread(self.uri_place.line, "method", f"the page does not show it, taken as {method}"))
        parameters, body_in_query = self.parameters(method)
        fields, errors = self.fields()
        examples = self.examples(fields)
        for example in examples:
            if example.status < 300:
                fields = as_shown(fields, example.value)
                fields, maps = without_maps(fields, example.value)
                self.unread += maps
        if self.dialect.closing and not self.sections & set(self.dialect.closing):
            expected = " or ".join(section.value for section in self.dialect.closing)
            self.unread.append(Unread(0, "end of the page", f"it has no section on {expected}; it may be cut off"))
        if fields and not any(example.status < 300 for example in examples):
            self.unread.append(Unread(0, "example", "the page shows no answer; which fields may be missing is not known"))
        self.unread += self.said_in_prose(parameters)
        self.unread += unplaced_conditions(parameters, (*fields, *(item for items in errors.values() for item in items)))
        self.unread += unplaced_nulls(parameters)
        if self.dialect.sign_in_lacks and not (self.call and self.call.version):
            self.unread.append(Unread(0, "sign-in", self.dialect.sign_in_lacks))
        if not fields:
            self.unread.append(Unread(0, "answer", "the page describes no field of the answer"))
        return Description(
            key=key,
            title=re.split(r"(?<=[^.]{3})[.。](?:\s|$)", self.page.title.replace("¶", "").strip(" #"))[0][:120] or key,
            dialect=self.dialect.name,
            vendor=self.dialect.vendor,
            method=method,
            path=self.path,
            parameters=parameters,
            fields=fields,
            uri_place=self.uri_place,
            examples=examples,
            requests=tuple(self.requests),
            statuses=tuple(dict.fromkeys(self.statuses)),
            errors=errors,
            error_codes=tuple(self.error_codes),
            headers=self.headers(),
            sign_in=self.sign_in(parameters),
            body_in_query=body_in_query,
            unread=tuple(dict.fromkeys(self.unread)),
            grade=self.dialect.grade,
        )

    def describes_operation(self) -> bool:
        """Whether this is a page of an operation: it shows types or what is required, or a path in a section of its own."""
        described = any(row.typed or row.item.required is not None for part in self.parts for row in part.rows)
        if described and (self.path or self.sections & {*_PARAMETERS, Section.RESPONSE} or any(part.number for part in self.parts)):
            return True
        own = self.sections & {Section.URI, Section.REQUEST, Section.RESPONSE, Section.QUERY, Section.PATH}
        return bool(self.path and (own or self.samples))

    def said_in_prose(self, parameters: Sequence[Item]) -> Iterator[Unread]:
        """Lines outside tables that speak of a bound, a default or the values of a parameter by its name."""
        names = {item.name for item in parameters if len(item.name) > 2}
        for block in self.prose:
            for what, words in cues_of(block.text):
                name = next((name for name in names if re.search(rf"(?<![\w/.-]){re.escape(name)}(?![\w/-])", words)), None)
                if name and what != "pattern":
                    why = f"a line outside the tables speaks of a {what} of {name}; it is not read"
                    yield Unread(block.line, f"line {words[:80]!r}", why)

    def parameters(self, method: str) -> tuple[tuple[Item, ...], SourcePlace | None]:
        """The parameters of every table of the request, each with its place; and where a GET is said to have a body."""
        in_path = set(re.findall(r"\{([^{}]+)\}", self.path))
        tables = [part for part in self.parts if part.section in _PARAMETERS and not part.describes]
        objects: dict[str, tuple[RowEntry, ...]] = {}
        for part in self.parts:
            if part.section in _PARAMETERS and part.describes:
                if part.describes in objects:
                    why = f"a table describes {part.describes} already; the first is kept"
                    self.unread.append(Unread(part.rows[0].item.place.line if part.rows else 0, f"table {part.name!r}", why))
                objects.setdefault(part.describes, part.rows)
        told = any(part.section in (Section.QUERY, Section.HEADER, Section.BODY) for part in tables)
        first = tables[0] if tables and told else None
        sent = set().union(*(query_of(line) for line, _ in self.requests)) if self.requests else set()
        body_in_query: SourcePlace | None = None
        found: dict[tuple[str, str], Item] = {}
        used: set[str] = set()
        for part in tables:
            if self.nesting == "tables":
                items, names, lost = with_tables(part.rows, objects)
                used |= names
            else:
                items, lost = nested(part.rows, None, (), self.nesting == "dashes", request=True)
            self.nameless(part, self.nesting == "tables")
            self.unread += lost
            for item in items:
                children, twice = once(item.children)
                self.unread += twice
                item = replace(item, children=children)
                where = item.where or place_of(item.name, part.section, method, in_path)
                if part is first and not self.path and part.section is Section.URI and item.required:
                    where = "path"
                if where == "body" and method == "GET":
                    where = "query"
                    if part.section is Section.BODY or item.name in sent:
                        body_in_query = body_in_query or SourcePlace(part.name, item.name, item.place.line)
                if (where, item.name) in found:
                    self.unread.append(Unread(item.place.line, f"{item.name} in {part.name!r}", "it stands twice; the first is kept"))
                    continue
                required = True if where == "path" and item.required is None else item.required
                found[where, item.name] = within(replace(item, required=required), where)
        for name in sorted(in_path - {name for where, name in found if where == "path"}):
            self.unread.append(Unread(self.uri_place.line, f"path parameter {name!r}", "no table describes it"))
        for name in [name for name in objects if name not in used]:
            self.unread.append(unnamed(name, objects[name], "parameter"))
        return tuple(found.values()), body_in_query

    def nameless(self, part: TablePart, tables: bool) -> None:
        """List the rows without a name of a page where names are all that tells rows apart."""
        for row in part.rows if tables else ():
            if not row.item.name:
                self.unread.append(Unread(row.item.place.line, f"row without a name in {part.name!r}", "its name is missing"))

    def fields(self) -> tuple[tuple[Item, ...], Mapping[int, tuple[Item, ...]]]:
        """The fields of the good answer, and those of each error status."""
        answers: dict[int, tuple[Item, ...]] = {}
        statuses = list(dict.fromkeys(part.status for part in self.parts if part.section is Section.RESPONSE))
        for status in statuses:
            parts = [part for part in self.parts if part.section is Section.RESPONSE and part.status == status]
            names = {row.item.name for part in parts for row in part.rows}
            shown = next((one.value for one in shown_first(self.samples, status, names)), None)
            roots, objects, doubtful = objects_of(parts, self.nesting, shown)
            self.unread += doubtful
            items: list[Item] = []
            used: set[str] = set()
            for part in roots:
                if self.nesting == "tables":
                    more, names, lost = with_tables(part.rows, objects)
                    used |= names
                else:
                    body = next((one.value for one in shown_first(self.samples, status, {row.item.name for row in part.rows})), None)
                    more, lost = nested(part.rows, body, self.dialect.envelope, self.nesting == "dashes")
                self.nameless(part, self.nesting == "tables")
                self.unread += lost
                items += more
            for name in [name for name in objects if name not in used] if roots else ():
                self.unread.append(unnamed(name, objects[name], "field"))
            answers[status], twice = once(tuple(items))
            self.unread += twice
        for status in [status for status in sorted(answers) if 200 <= status < 300][1:]:
            self.unread.append(Unread(0, f"answer of status {status}", "another answer is described already; only the first is kept"))
        good = next((status for status in sorted(answers) if 200 <= status < 300), None)
        fields = answers.get(good, ()) if good is not None else ()
        for one in shown_first(self.samples, good or 200, {item.name for item in fields}):
            fields, held = as_held(fields, one.value)
            if held:
                self.unread.append(
                    Unread(one.place.line, "answer", f"the example shows its fields inside {held}, named by no row; taken so")
                )
                break
        return fields, {status: items for status, items in answers.items() if status >= 300}

    def examples(self, fields: tuple[Item, ...]) -> tuple[Example, ...]:
        """The examples that are answers: under a good status those that show a documented field."""
        names = {item.name for item in fields}
        kept = []
        for status in dict.fromkeys(one.status for one in self.samples):
            ordered = shown_first(self.samples, status, names)
            if status < 300 and names:
                fitting = [one for one in ordered if isinstance(one.value, dict) and names & set(one.value)]
                kept += fitting[:1]
                if not fitting:
                    self.unread.append(Unread(ordered[0].place.line, "example", "it shows none of the documented fields"))
            else:
                kept += ordered[:1]
        return tuple(kept)

    def headers(self) -> dict[str, str]:
        """The headers of an answer: those of a table, or those that an example shows as an object beside the body."""
        tables = [part for part in self.parts if part.section is Section.RESPONSE_HEADER]
        if tables:
            return {row.item.name: str(row.item.example or "") for part in tables for row in part.rows if row.item.name}
        for one in self.samples:
            if isinstance(one.value, dict) and "Content-Type" in one.value and {"Date", "Content-Length"} & set(one.value):
                return {name: value for name, value in one.value.items() if isinstance(value, str) and re.match(r"[A-Z]", name)}
        return {}

    def sign_in(self, parameters: Sequence[Item]) -> tuple[Mapping[str, Any], ...]:
        """How a request signs in: by a header that carries a credential, and as every page of the vendor takes for granted."""
        found: list[Mapping[str, Any]] = []
        for item in parameters:
            carries = item.name in self.dialect.credentials or re.search(r"(?i)token$|^authorization$", item.name)
            if item.where == "header" and carries:
                cookie = any(re.search(rf"(?i)cookie:[^\n]*\b{re.escape(item.name)}=", line) for line, _ in self.requests)
                found.append({"type": "cookie" if cookie else "header", "name": item.name})
        signed = self.call is not None and self.call.version and self.dialect.sign_in_lacks
        names = {"version": self.call.version, "action": self.call.operation} if self.call and signed else {}
        return (*found, *({**one, **names} for one in self.dialect.sign_in))
