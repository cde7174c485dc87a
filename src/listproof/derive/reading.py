"""From the blocks of a page to what it says of its operation: sections, tables, examples, by the words of a dialect."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from listproof.derive.alignment import looks_like_name
from listproof.derive.dialects import Dialect
from listproof.derive.document import Description, ErrorCode, Example, Item, Place
from listproof.derive.kinds import Kind, looks_like_type
from listproof.derive.nesting import keys_of, nested, with_tables
from listproof.derive.page import Code, Heading, Page, Table, Text, Unread, UnreadableDocument
from listproof.derive.rows import Entry, entries
from listproof.derive.samples import bodies, query_of, request_lines
from listproof.derive.words import Column, Section, caption_of, status_of

__all__ = ["describe"]

_REQUEST_LINE = re.compile(r"^\s*(GET|POST|PUT|DELETE|PATCH)\s+(?:https?://[^/\s]+)?(/[^\s?\[]*)", re.IGNORECASE)
_BARE_PATH = re.compile(r"^\s*/?((?:[\w.{}<>-]+/)+[\w.{}<>-]+)/?\s*$")
_PARAMETERS = (Section.REQUEST, Section.PATH, Section.QUERY, Section.HEADER, Section.BODY, Section.URI)
_HEADER_NAME = re.compile(r"^(x-|content-type$|authorization$|accept|host$|user-agent$)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Part:
    """A table of parameters or fields with what its surroundings say: section, status, the object it describes."""

    section: Section
    status: int
    describes: str
    name: str
    rows: tuple[Entry, ...]


def describe(page: Page, dialect: Dialect, key: str) -> Description:
    """Everything that a page says. Raises UnreadableDocument where it holds neither an operation nor a table."""
    reader = _Reader(page, dialect)
    reader.read()
    return reader.description(key)


class _Reader:
    """Goes through the blocks once, then puts tables and examples together."""

    def __init__(self, page: Page, dialect: Dialect) -> None:
        self.page = page
        self.dialect = dialect
        self.words = dialect.vocabulary
        self.unread: list[Unread] = list(page.unread)
        self.section = Section.OTHER
        self.heading = ""
        self.status = 200
        self.method = ""
        self.path = ""
        self.uri_place = Place("URI", "")
        self.parts: list[_Part] = []
        self.samples: list[Example] = []
        self.requests: list[tuple[str, Place]] = []
        self.request_bodies: list[Any] = []
        self.statuses: list[int] = []
        self.error_codes: list[ErrorCode] = []
        self.last_text = ""
        self.sections: set[Section] = set()

    def read(self) -> None:
        """Take every block in turn."""
        for block in self.page.blocks:
            self.sections.add(self.section)
            if isinstance(block, Heading):
                self.head(block)
            elif isinstance(block, Table):
                self.table(block)
            elif isinstance(block, Code):
                self.code(block)
            else:
                self.text(block)
        if not self.path:
            self.find_path()

    def head(self, block: Heading) -> None:
        """A heading opens a section; a status line tells for which status the next tables and examples stand."""
        status = status_of(block.text)
        if status is not None:
            self.status = status
            return
        if self.words.heading(block.text) is None and caption_of(block.text) is None:
            return
        self.section = self.words.heading(block.text) or self.section
        self.heading = re.sub(r"\s*¶\s*$", "", block.text).strip(" :：#")
        self.status = 200

    def text(self, block: Text) -> None:
        """A line outside tables: the operation, a request, or nothing that a contract holds."""
        found = _REQUEST_LINE.match(block.text)
        if found and self.section is not Section.REQUEST_EXAMPLE and not self.path:
            self.operation(found.group(1), found.group(2), block.line)
        elif self.section is Section.URI and not self.path and _BARE_PATH.match(block.text.strip("` ")):
            self.operation("", block.text, block.line)
        for line in request_lines(block.text):
            if "://" in line:
                self.requests.append((line, Place(self.heading or "Example Requests", "", block.line)))
        if looks_like_type(block.text) and looks_like_name(self.last_text):
            lines = f"lines {self.last_text[:60]!r}, {block.text[:60]!r}"
            self.unread.append(Unread(block.line, lines, "they read as a row, outside any table"))
        self.last_text = block.text
        if block.text.startswith("<?xml"):
            self.unread.append(Unread(block.line, "example", "it is XML, only JSON is read"))

    def code(self, block: Code) -> None:
        """An example: a request, a JSON body, or the operation itself."""
        for line in block.text.split("\n")[:40]:
            if line.strip() and not line.lstrip().startswith(("{", "[", '"')):
                self.text(Text(line.strip(), block.line))
        if not re.search(r"[{\[]", block.text) or self.section is Section.URI:
            return
        values, whole = bodies(block.text if block.text.lstrip().startswith(("{", "[")) else _after_blank(block.text))
        shown = [value for value in values if isinstance(value, dict | list)]
        if self.section is Section.REQUEST_EXAMPLE:
            self.request_bodies += [value for value in shown if isinstance(value, dict)]
        elif self.section in (Section.RESPONSE_EXAMPLE, Section.RESPONSE, Section.ERROR_CODES):
            place = Place(self.heading or "Example Responses", "", block.line)
            self.samples += [Example(value, place, self.status) for value in shown]
        if not whole and (shown or block.text.lstrip().startswith(("{", "["))):
            self.unread.append(Unread(block.line, "example", "it is no JSON to its end"))

    def operation(self, method: str, path: str, line: int) -> None:
        """Take the path as an OpenAPI template: `<id>` becomes `{id}`."""
        path = "/" + re.sub(r"<(\w+)>", r"{\1}", path.strip().strip("`")).strip("/")
        self.path, self.method = path, method.upper()
        self.uri_place = Place(self.heading or "URI", f"{method.upper()} {path}".strip(), line)

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
        roles = [self.words.column(word) for word in table.header]
        caption = caption_of(table.caption) if table.caption else None
        claim = self.words.caption(caption if caption is not None else table.caption) if table.caption else None
        if Column.CODE in roles and Column.TYPE not in roles:
            self.codes(table, roles)
            return
        if Column.STATUS in roles and Column.TYPE not in roles:
            column = roles.index(Column.STATUS)
            found = [re.match(r"\s*(\d{3})", row.cells[column]) for row in table.rows]
            self.statuses += [int(one.group(1)) for one in found if one]
            return
        name = table.caption or self.heading or "table"
        if table.rows and not any(role is not None for role in roles) and not (self.section is Section.OTHER and self.heading):
            shown = " | ".join(table.header)
            self.unread.append(Unread(table.line, f"table {(table.caption or shown)[:100]!r}", "none of its columns is known"))
            return
        if Column.NAME not in roles or not {Column.TYPE, Column.DESCRIPTION, Column.REQUIRED} & set(roles):
            if table.rows and Column.NAME in roles:
                self.unread.append(Unread(table.line, f"table {name!r}", "it has names and nothing that describes them"))
            return
        section = claim if isinstance(claim, Section) else self.section
        describes = claim if isinstance(claim, str) else ""
        rows, lost = entries(table, self.words, name)
        self.unread += lost
        if section in (Section.REQUEST_EXAMPLE, Section.RESPONSE_EXAMPLE, Section.OTHER, Section.STATUS_CODES, Section.ERROR_CODES):
            if self.parts and describes:
                section = self.parts[-1].section
            else:
                section = Section.REQUEST if Column.REQUIRED in roles else Section.RESPONSE
                self.unread.append(Unread(table.line, f"table {name!r}", f"no heading says what it is, taken as {section.value}"))
        self.parts.append(_Part(section, self.status if section is Section.RESPONSE else 200, describes, name, rows))

    def codes(self, table: Table, roles: Sequence[Column | None]) -> None:
        """A table of error codes."""
        for row in table.rows:
            cells = {role: cell for role, cell in zip(roles, row.cells, strict=False) if role is not None}
            status = re.match(r"\s*(\d{3})", cells.get(Column.STATUS, ""))
            code = cells.get(Column.CODE, "").strip()
            if not status or not code:
                self.unread.append(Unread(row.line, f"error code {code or 'without a code'!r}", "its status is not shown"))
                continue
            message = cells.get(Column.MESSAGE, "").strip()
            self.error_codes.append(ErrorCode(int(status.group(1)), code, message, Place(self.heading or "Error codes", code, row.line)))

    def description(self, key: str) -> Description:
        """Put everything together."""
        if not self.path and not self.parts:
            raise UnreadableDocument(
                "holds neither an operation (such as `GET /v1/things`) nor a table of parameters or fields; "
                f"read as {self.page.form} in the dialect {self.dialect.name!r}"
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
                fields = _as_shown(fields, example.value)
        if not self.sections & set(self.dialect.closing):
            expected = " or ".join(section.value for section in self.dialect.closing)
            self.unread.append(Unread(0, "end of the page", f"it has no section on {expected}; it may be cut off"))
        if fields and not any(example.status < 300 for example in examples):
            self.unread.append(Unread(0, "example", "the page shows no answer; which fields may be missing is not known"))
        if self.dialect.sign_in_lacks:
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
        )

    def parameters(self, method: str) -> tuple[tuple[Item, ...], Place | None]:
        """The parameters of every table of the request, each with its place; and where a GET is said to have a body."""
        in_path = set(re.findall(r"\{(\w+)\}", self.path))
        tables = [part for part in self.parts if part.section in _PARAMETERS and not part.describes]
        objects = {part.describes: part.rows for part in self.parts if part.section in _PARAMETERS and part.describes}
        sent = set().union(*(query_of(line) for line, _ in self.requests)) if self.requests else set()
        body_in_query: Place | None = None
        found: dict[tuple[str, str], Item] = {}
        used: set[str] = set()
        for part in tables:
            if self.dialect.nesting == "tables":
                items, names, lost = with_tables(part.rows, objects)
                used |= names
            else:
                items, lost = nested(part.rows, None, (), self.dialect.nesting == "dashes", request=True)
            self.nameless(part, self.dialect.nesting == "tables")
            self.unread += lost
            for item in items:
                children, twice = _once(item.children)
                self.unread += twice
                item = replace(item, children=children)
                where = _place_of(item.name, part.section, method, in_path)
                if where == "body" and method == "GET":
                    where = "query"
                    if part.section is Section.BODY or item.name in sent:
                        body_in_query = body_in_query or Place(part.name, item.name, item.place.line)
                if (where, item.name) in found:
                    self.unread.append(Unread(item.place.line, f"{item.name} in {part.name!r}", "it stands twice; the first is kept"))
                    continue
                required = True if where == "path" and item.required is None else item.required
                found[where, item.name] = _within(replace(item, required=required), where)
        for name in sorted(in_path - {name for where, name in found if where == "path"}):
            self.unread.append(Unread(self.uri_place.line, f"path parameter {name!r}", "no table describes it"))
        for name in objects.keys() - used:
            self.unread.append(Unread(0, f"table of {name}", "no parameter names this object"))
        return tuple(found.values()), body_in_query

    def nameless(self, part: _Part, tables: bool) -> None:
        """List the rows without a name of a page where names are all that tells rows apart."""
        if tables:
            for row in part.rows:
                if not row.item.name:
                    self.unread.append(Unread(row.item.place.line, f"row without a name in {part.name!r}", "its name is missing"))

    def fields(self) -> tuple[tuple[Item, ...], Mapping[int, tuple[Item, ...]]]:
        """The fields of the good answer, and those of each error status."""
        answers: dict[int, tuple[Item, ...]] = {}
        statuses = list(dict.fromkeys(part.status for part in self.parts if part.section is Section.RESPONSE))
        for status in statuses:
            parts = [part for part in self.parts if part.section is Section.RESPONSE and part.status == status]
            shown = next((one.value for one in self.ordered(status, {row.item.name for part in parts for row in part.rows})), None)
            roots, objects, doubtful = _objects(parts, self.dialect.nesting, shown)
            self.unread += doubtful
            items: list[Item] = []
            used: set[str] = set()
            for part in roots:
                if self.dialect.nesting == "tables":
                    more, names, lost = with_tables(part.rows, objects)
                    used |= names
                else:
                    body = next((one.value for one in self.ordered(status, {row.item.name for row in part.rows})), None)
                    more, lost = nested(part.rows, body, self.dialect.envelope, self.dialect.nesting == "dashes")
                self.nameless(part, self.dialect.nesting == "tables")
                self.unread += lost
                items += more
            for name in objects.keys() - used if roots else ():
                self.unread.append(Unread(0, f"table of {name}", "no field names this object"))
            answers[status], twice = _once(tuple(items))
            self.unread += twice
        good = next((status for status in sorted(answers) if 200 <= status < 300), None)
        fields = answers.get(good, ()) if good is not None else ()
        return fields, {status: items for status, items in answers.items() if status >= 300}

    def ordered(self, status: int, names: set[str]) -> list[Example]:
        """The examples of a status, those first that show most of the names."""
        shown = [one for one in self.samples if one.status == status]
        return sorted(shown, key=lambda one: -len(names & set(one.value)) if isinstance(one.value, dict) else 0)

    def examples(self, fields: tuple[Item, ...]) -> tuple[Example, ...]:
        """The examples that are answers: under a good status those that show a documented field."""
        names = {item.name for item in fields}
        kept = []
        for status in dict.fromkeys(one.status for one in self.samples):
            ordered = self.ordered(status, names)
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
        return (*found, *self.dialect.sign_in)


def _after_blank(text: str) -> str:
    """What follows the first line that opens a bracket."""
    lines = text.split("\n")
    start = next((index for index, line in enumerate(lines) if line.lstrip().startswith(("{", "["))), len(lines))
    return "\n".join(lines[start:])


def _place_of(name: str, section: Section, method: str, in_path: set[str]) -> str:
    if section is Section.PATH or (section in (Section.URI, Section.REQUEST) and name in in_path):
        return "path"
    if section is Section.HEADER:
        return "header"
    if section is Section.QUERY or section is Section.URI:
        return "query"
    if section is Section.BODY:
        return "body"
    if _HEADER_NAME.match(name):
        return "header"
    return "query" if method == "GET" else "body"


def _within(item: Item, where: str) -> Item:
    return replace(item, where=where, children=tuple(_within(child, where) for child in item.children))


def _once(items: tuple[Item, ...]) -> tuple[tuple[Item, ...], list[Unread]]:
    """Items with each name once inside each object, and a note for every further one."""
    kept: dict[str, Item] = {}
    twice: list[Unread] = []
    for item in items:
        if item.name in kept:
            what = f"{item.name} in {item.place.table!r}"
            twice.append(Unread(item.place.line, what, "it stands twice; the first is kept"))
            continue
        children, more = _once(item.children)
        twice += more
        kept[item.name] = replace(item, children=children)
    return tuple(kept.values()), twice


def _objects(parts: Sequence[_Part], nesting: str, example: Any) -> tuple[list[_Part], dict[str, tuple[Entry, ...]], tuple[Unread, ...]]:
    """The root tables and the tables of objects.

    A table without a caption is that of an object still missing: the one whose example shows the most of its names,
    else the last one named.
    """
    roots: list[_Part] = []
    objects: dict[str, tuple[Entry, ...]] = {}
    wanted: dict[str, Mapping[str, Any]] = {}
    unread: list[Unread] = []
    values: dict[str, Any] = {"": example}
    for part in parts:
        describes = part.describes
        if nesting == "tables" and roots and not describes and wanted:
            names = {row.item.name for row in part.rows}
            overlap = {name: len(names & keys_of(values.get(name)).keys()) for name in wanted}
            describes = max(wanted, key=lambda name: overlap[name])
            if len(wanted) > 1 and not overlap[describes]:
                why = f"no caption and no example says that it describes {describes}"
                unread.append(Unread(part.rows[0].item.place.line if part.rows else 0, f"a table under {part.name!r}", why))
        inside = values.get(describes)
        if describes and nesting == "tables":
            objects.setdefault(describes, part.rows if part.describes else _renamed(part.rows, describes))
            wanted.pop(describes, None)
        else:
            roots.append(part)
            inside = example
        named = {}
        for row in part.rows:
            innermost = row.item.kind.innermost
            name = innermost.named or (row.item.name if innermost.type == "object" and not part.describes else "")
            if name and name not in objects and name not in wanted and (innermost.named or name):
                values.setdefault(name, keys_of(inside).get(row.item.name))
                named[name] = values[name]
        wanted = {**named, **wanted}
    return roots, objects, tuple(unread)


def _renamed(rows: Sequence[Entry], table: str) -> tuple[Entry, ...]:
    """Rows of a table without a caption, under the name of the object that it describes."""
    return tuple(replace(row, item=replace(row.item, place=replace(row.item.place, table=table))) for row in rows)


def _as_shown(items: tuple[Item, ...], value: Any) -> tuple[Item, ...]:
    """Items that the page calls objects and its example shows as arrays, as arrays."""
    shown = value[0] if isinstance(value, list) and value else value
    if not isinstance(shown, Mapping):
        return items
    found = []
    for item in items:
        inner = shown.get(item.name)
        children = _as_shown(item.children, inner)
        if item.kind.type == "object" and isinstance(inner, list) and inner and isinstance(inner[0], Mapping):
            item = replace(item, kind=Kind("array", items=item.kind), declared="object")
        found.append(replace(item, children=children))
    return tuple(found)
