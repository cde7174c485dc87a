"""From what the blocks of a page hold to the description of its operation: parameters, fields, examples, and how one signs in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from typing import Any

from listproof.derive.dialects import Dialect
from listproof.derive.document import Description, ErrorCode, Example, Item, SourcePlace, walk
from listproof.derive.exemplified import shown_twofold, with_shown
from listproof.derive.formats.page import SavedPage, Text, Unread, UnreadableDocument
from listproof.derive.kinds import Kind
from listproof.derive.nesting import in_attributes, keys_of, moved, nested, pairs_of, placed, undotted
from listproof.derive.object_tables import with_tables
from listproof.derive.parts import (
    TablePart,
    as_called,
    as_held,
    as_shown,
    holding,
    objects_of,
    once,
    put_inside,
    shown_first,
    twice_described,
    unnamed,
    without_strange,
)
from listproof.derive.path_parameters import spelled_in_path, with_names
from listproof.derive.places import place_of, within
from listproof.derive.prose.cues import cues_of, unplaced_conditions, unplaced_nulls
from listproof.derive.prose.leftovers import leftovers
from listproof.derive.rows import RowEntry
from listproof.derive.rpc import Call
from listproof.derive.samples import query_of
from listproof.derive.words import Section
from listproof.derive.wrappers import without_maps

__all__ = ["PARAMETERS", "Held", "described"]

PARAMETERS = (Section.REQUEST, Section.PATH, Section.QUERY, Section.HEADER, Section.BODY, Section.URI)
"""The sections whose tables hold parameters."""


_OF_A_HOST = re.compile(r"url|host|server|endpoint|domain|address|region|base|port|scheme", re.IGNORECASE)
"""Names in an address that stand before its path."""


@dataclass(frozen=True)
class Held:
    """What the blocks of a page hold, in their order: the operation, tables, examples and lines, and what could not be read.

    `nesting` is how its tables show depth, `listed` whether a row says that the answer is a list, `call` the
    operation that its link to the vendor's console names, `asked` the names in the query behind the path.
    """

    page: SavedPage
    dialect: Dialect
    call: Call | None
    method: str
    path: str
    uri_place: SourcePlace
    nesting: str
    parts: Sequence[TablePart]
    samples: Sequence[Example]
    requests: Sequence[tuple[str, SourcePlace]]
    request_bodies: Sequence[Any]
    statuses: Sequence[int]
    error_codes: Sequence[ErrorCode]
    prose: Sequence[Text]
    sections: Set[Section]
    unread: Sequence[Unread]
    listed: bool = False
    asked: Set[str] = frozenset()


def described(held: Held, key: str) -> Description:
    """Everything that a page says. Raises UnreadableDocument where it is no page of an operation."""
    return _Assembly(held).description(key)


class _Assembly:
    """Puts together what the blocks hold, and notes what does not fit together."""

    def __init__(self, held: Held) -> None:
        self.held = held
        self.unread = list(held.unread)

    def description(self, key: str) -> Description:
        """Put everything together."""
        if not self.describes_operation():
            raise UnreadableDocument(
                "is no page of an operation: it holds neither an operation (such as `GET /v1/things`) under a heading nor a table "
                f"of parameters or fields; read as {self.held.page.form} in the dialect {self.held.dialect.name!r}"
            )
        if not self.held.path:
            self.unread.append(Unread(0, "path", "the page shows no operation such as `GET /v1/things`"))
        method = self.held.method or ("GET" if not self.held.request_bodies else "POST")
        if self.held.path and not self.held.method:
            shown = next(
                (found.group(1) for line, _ in self.held.requests if (found := re.search(r"(?:-X\s+|^)(GET|POST|PUT)\b", line))), ""
            )
            if shown:
                method = shown
            else:
                self.unread.append(Unread(self.held.uri_place.line, "method", f"the page does not show it, taken as {method}"))
        parameters, body_in_query = self.parameters(method)
        fields, errors = self.fields()
        if not fields and (shown := _fullest(self.held.samples)):
            fields = self.completed(fields, [shown])
            self.held = replace(self.held, samples=[shown, *(one for one in self.held.samples if one.status >= 300)])
        listed = self.listed(fields)
        examples = self.examples(fields, listed)
        for example in examples:
            fields = self.exemplified(fields, example) if example.status < 300 else fields
        self.unread += self.lacking(fields, examples)
        self.unread += (*self.said_in_prose(parameters), *self.lost_in_path(parameters), *self.asked_elsewhere(parameters))
        self.unread += unplaced_conditions(parameters, (*fields, *(item for items in errors.values() for item in items)))
        self.unread += unplaced_nulls(parameters)
        described = (*parameters, *fields, *(item for items in errors.values() for item in items))
        names = {item.name for _, item in walk(described)} | {item.kind.innermost.named for _, item in walk(described)}
        self.unread += list(leftovers(described, names, self.unread))
        if self.held.dialect.sign_in_lacks and not (self.held.call and self.held.call.version):
            self.unread.append(Unread(0, "sign-in", self.held.dialect.sign_in_lacks))
        if not fields:
            self.unread.append(Unread(0, "answer", "the page describes no field of the answer"))
        return Description(
            key=key,
            title=re.split(r"(?<=[^.]{3})[.。](?:\s|$)", self.held.page.title.replace("¶", "").strip(" #"))[0][:120] or key,
            dialect=self.held.dialect.name,
            vendor=self.held.dialect.vendor,
            method=method,
            path=self.held.path,
            parameters=parameters,
            fields=fields,
            uri_place=self.held.uri_place,
            examples=examples,
            requests=tuple(self.held.requests),
            statuses=tuple(dict.fromkeys(self.held.statuses)),
            errors=errors,
            error_codes=tuple(self.held.error_codes),
            headers=self.headers(),
            sign_in=self.sign_in(parameters),
            body_in_query=body_in_query,
            unread=tuple(dict.fromkeys(self.unread)),
            grade=self.held.dialect.grade,
            listed=listed,
        )

    def exemplified(self, fields: tuple[Item, ...], example: Example) -> tuple[Item, ...]:
        """The fields with what an example of a good answer tells of them."""
        shown, notes = as_called(fields, example.value)
        fields, maps = without_maps(as_shown(fields, shown), example.value)
        self.unread += (*notes, *maps)
        return self.completed(fields, [replace(example, value=shown)])

    def completed(self, fields: tuple[Item, ...], samples: Sequence[Example]) -> tuple[Item, ...]:
        """The fields with those that only the example of a good answer shows; of a page in no dialect, whose rows seldom say all.

        Of a vendor's page, whose tables say what the fields are, they are listed.
        """
        good = next((one for one in samples if one.status < 300), None)
        if good is None:
            return fields
        found, named = with_shown(fields, good.value, replace(good.place, row=""))
        if self.held.dialect.grade != "weak":
            if named:
                why = "only the example shows them, and no row; not written"
                self.unread.append(Unread(good.place.line, f"fields {', '.join(dict.fromkeys(named))}", why))
            return fields
        for name, parts in shown_twofold(good.value).items():
            why = f"records of the example show it as a plain value and with parts; left out may be: {', '.join(parts)}"
            self.unread.append(Unread(good.place.line, f"field {name!r}", why))
        if named:
            self.unread.append(Unread(good.place.line, f"fields {', '.join(named)}", "only the example shows them; taken as it does"))
        return found

    def lacking(self, fields: Sequence[Item], examples: Sequence[Example]) -> Iterator[Unread]:
        """What whole pages of the dialect have and this one has not: a section near its end, an answer."""
        if self.held.dialect.closing and not self.held.sections & set(self.held.dialect.closing):
            expected = " or ".join(section.value for section in self.held.dialect.closing)
            yield Unread(0, "end of the page", f"it has no section on {expected}; it may be cut off")
        if fields and not any(example.status < 300 for example in examples):
            yield Unread(0, "example", "the page shows no answer; which fields may be missing is not known")

    def describes_operation(self) -> bool:
        """Whether this is a page of an operation: it shows types or what is required, or a path in a section of its own."""
        described = any(row.typed or row.item.required is not None for part in self.held.parts for row in part.rows)
        if described and (
            self.held.path or self.held.sections & {*PARAMETERS, Section.RESPONSE} or any(part.number for part in self.held.parts)
        ):
            return True
        own = self.held.sections & {Section.URI, Section.REQUEST, Section.RESPONSE, Section.QUERY, Section.PATH}
        asked = any(part.section is Section.QUERY for part in self.held.parts)
        told = any(note.what.startswith(("caption ", "operation ")) for note in self.held.unread)
        return bool(self.held.path and (own or asked or self.held.samples or told))

    def said_in_prose(self, parameters: Sequence[Item]) -> Iterator[Unread]:
        """Lines outside tables that speak of a bound, a default or the values of a parameter by its name."""
        names = dict.fromkeys(item.name for item in parameters if len(item.name) > 2)
        for block in self.held.prose:
            for what, words in cues_of(block.text):
                name = next((name for name in names if re.search(rf"(?<![\w/.-]){re.escape(name)}(?![\w/-])", words)), None)
                if name and what != "pattern":
                    why = f"a line outside the tables speaks of a {what} of {name}; it is not read"
                    yield Unread(block.line, f"line {words[:80]!r}", why)

    def asked_elsewhere(self, parameters: Sequence[Item]) -> Iterator[Unread]:
        """The names with which an example of a request asks and that no parameter has."""
        known = {item.name for item in parameters} | self.held.asked
        for line, place in self.held.requests:
            strange = [name for name in query_of(line) if name not in known and re.fullmatch(r"[A-Za-z_][\w.\[\]-]*", name)]
            known |= set(strange)
            if strange:
                yield Unread(place.line, f"query {', '.join(strange)}", "an example of a request asks with it, and no table describes it")

    def lost_in_path(self, parameters: Sequence[Item]) -> Iterator[Unread]:
        """Names in braces inside an address of a line outside the tables, which the path and the parameters do not have."""
        known = {item.name for item in parameters} | set(re.findall(r"\{([^{}]+)\}", self.held.path))
        for block in self.held.prose:
            for address in re.findall(r"(?<!\S)[\"'`]?((?:https?://)?[\w.{}<>:-]*/[\w.{}<>:/-]*)", block.text):
                path = re.sub(r"^(?:https?://)?[^/]*[.:][^/]*(?=/)|^https?://[^/]*", "", address)
                for name in re.findall(r"\{([A-Za-z_]\w*)\}", path):
                    if name not in known and not _OF_A_HOST.search(name):
                        known.add(name)
                        why = "a line shows it in an address, and the path has none so called"
                        yield Unread(block.line, f"path parameter {name!r}", why)

    def parameters(self, method: str) -> tuple[tuple[Item, ...], SourcePlace | None]:
        """The parameters of every table of the request, each with its place; and where a GET is said to have a body."""
        path, shown = with_names(self.held.path, self.held.parts)
        if shown:
            why = f"it is shown with a value of {', '.join(shown)} in place of the name"
            self.unread.append(Unread(self.held.uri_place.line, f"path {self.held.path}", why))
            self.held = replace(self.held, path=path)
        in_path = set(re.findall(r"\{([^{}]+)\}", path))
        unnamed_yet = in_path - {row.item.name for part in self.held.parts if part.section in PARAMETERS for row in part.rows}
        tables = [part for part in self.held.parts if part.section in PARAMETERS and not part.describes]
        objects: dict[str, tuple[RowEntry, ...]] = {}
        for part in self.held.parts:
            if part.section in PARAMETERS and part.describes:
                if part.describes in objects:
                    self.unread.append(twice_described(part, part.describes))
                objects.setdefault(part.describes, part.rows)
        told = any(part.section in (Section.QUERY, Section.HEADER, Section.BODY) for part in tables)
        first = tables[0] if tables and told else None
        sent = set().union(*(query_of(line) for line, _ in self.held.requests)) if self.held.requests else set()
        body_in_query: SourcePlace | None = None
        found: dict[tuple[str, str], Item] = {}
        used: set[str] = set()
        for part in tables:
            if self.held.nesting == "tables":
                items, names, lost = with_tables(part.rows, objects)
                used |= names
            else:
                items, lost = nested(part.rows, None, (), self.held.nesting == "dashes", request=True)
            self.nameless(part, self.held.nesting == "tables")
            self.unread += lost
            for item in items:
                children, twice = once(item.children)
                self.unread += twice
                item = replace(item, children=children)
                if part.section in (Section.PATH, Section.URI) and (spelled := spelled_in_path(item.name, unnamed_yet)):
                    why = f"the path spells it {spelled}; taken so"
                    self.unread.append(Unread(item.place.line, f"{item.name} in {part.name!r}", why))
                    item = replace(item, name=spelled)
                where = item.where or place_of(item.name, part.section, method, in_path, self.held.asked)
                if part is first and not self.held.path and part.section is Section.URI and item.required:
                    where = "path"
                if where == "header" and part.section is Section.REQUEST and self.held.dialect.sign_in_lacks and self.held.path == "/":
                    where = "query"  # a call by its name: what is given stands in the query, whatever it is called
                if where == "body" and method == "GET":
                    where = "query"
                    if part.section is Section.BODY or item.name in sent:
                        body_in_query = body_in_query or SourcePlace(part.name, item.name, item.place.line)
                if (where, item.name) in found:
                    self.unread.append(Unread(item.place.line, f"{item.name} in {part.name!r}", "it stands twice; the first is kept"))
                    continue
                found[where, item.name] = within(replace(item, required=self.needed(item, where)), where)
        for name in sorted(in_path - {name for where, name in found if where == "path"}):
            why = "no table describes it; taken as a text"
            self.unread.append(Unread(self.held.uri_place.line, f"path parameter {name!r}", why))
            place = replace(self.held.uri_place, row=name)
            found["path", name] = Item(name, Kind("string"), place, where="path", required=True, typed=False)
        for name in [name for name in objects if name not in used]:
            self.unread.append(unnamed(name, objects[name], "parameter"))
        return tuple(map(self.without_names, found.values())), body_in_query

    def without_names(self, item: Item) -> Item:
        """A parameter without a list of values that names other parameters in a form of them all (`limit::{n}|offset::{n}`)."""
        names = {row.item.name for part in self.held.parts if part.section in PARAMETERS for row in part.rows} - {item.name}
        values = item.facets.get("enum", ())
        if (
            len(values) < 2
            or not set(map(str, values)) <= names
            or not re.search(rf"{re.escape(str(values[0]))}\W*[:=]+\W*\{{", item.words)
        ):
            return item
        why = "the list of its values is not written, for they are names of other parameters inside it"
        self.unread.append(Unread(item.place.line, f"{item.name} in {item.place.table!r}", why))
        return replace(item, facets={name: value for name, value in item.facets.items() if name != "enum"})

    def needed(self, item: Item, where: str) -> bool | None:
        """Whether a parameter is required: one of the path is, whatever the page says."""
        if where == "path" and item.required is False:
            why = "the page says that it may be left out, and it stands in the path; taken as required"
            self.unread.append(Unread(item.place.line, f"{item.name} in {item.place.table!r}", why))
        return True if where == "path" else item.required

    def nameless(self, part: TablePart, tables: bool) -> None:
        """List the rows without a name of a page where names are all that tells rows apart."""
        for row in part.rows if tables else ():
            if not row.item.name:
                self.unread.append(Unread(row.item.place.line, f"row without a name in {part.name!r}", "its name is missing"))

    def fields(self) -> tuple[tuple[Item, ...], Mapping[int, tuple[Item, ...]]]:
        """The fields of the good answer, and those of each error status."""
        answers: dict[int, tuple[Item, ...]] = {}
        statuses = list(dict.fromkeys(part.status for part in self.held.parts if part.section is Section.RESPONSE))
        for status in statuses:
            parts = [part for part in self.held.parts if part.section is Section.RESPONSE and part.status == status]
            names = {row.item.name for part in parts for row in part.rows}
            shown = next((one.value for one in shown_first(self.held.samples, status, names)), None)
            roots, objects, doubtful = objects_of(parts, self.held.nesting, shown)
            if self.held.dialect.grade == "weak" and status < 300:
                roots, strange = without_strange(roots, shown)
                doubtful += strange
            self.unread += doubtful
            items: list[Item] = []
            used: set[str] = set()
            for part in roots:
                if self.held.nesting == "tables":
                    more, names, lost = with_tables(part.rows, objects)
                    more = undotted(more, shown) if self.held.dialect.grade == "weak" else more
                    used |= names
                else:
                    body = next((one.value for one in shown_first(self.held.samples, status, {row.item.name for row in part.rows})), None)
                    holder, body = holding(body, {row.item.name for row in part.rows})
                    listed = all(row.indent == 0.0 for row in part.rows)  # a list of names, whose names say what stands inside others
                    flat = body is None and self.held.dialect.grade == "weak" and listed
                    more, lost = nested(part.rows, body, self.held.dialect.envelope, self.held.nesting == "dashes", flat=flat)
                    if holder:
                        more = put_inside(more, holder, body)
                        why = f"the example shows most of its fields inside {holder}, named by no row; taken so"
                        self.unread.append(Unread(0, "answer", why))
                self.nameless(part, self.held.nesting == "tables")
                self.unread += lost
                items += more
            for name in [name for name in objects if name not in used]:
                self.unread.append(unnamed(name, objects[name], "field"))
            told = None if objects or self.held.nesting != "tables" else placed(items, shown)
            put, away = moved(told or items, shown)
            answers[status], twice = once(put)
            self.unread += (*away, *twice)
        for status in [status for status in sorted(answers) if 200 <= status < 300][1:]:
            self.unread.append(Unread(0, f"answer of status {status}", "another answer is described already; only the first is kept"))
        good = next((status for status in sorted(answers) if 200 <= status < 300), None)
        fields = answers.get(good, ()) if good is not None else ()
        for one in self.held.samples if self.held.dialect.grade == "weak" else ():
            if one.status < 300 and (inside := in_attributes(fields, one.value)):
                self.unread.append(Unread(one.place.line, "answer", "the example shows its fields inside data.attributes; taken so"))
                return inside, {status: items for status, items in answers.items() if status >= 300}
        for one in shown_first(self.held.samples, good or 200, {item.name for item in fields}):
            fields, held = as_held(fields, one.value, self.held.dialect.envelope if self.held.dialect.sign_in_lacks else ())
            if held:
                self.unread.append(
                    Unread(one.place.line, "answer", f"the example shows its fields inside {held}, named by no row; taken so")
                )
                break
        if self.held.dialect.grade == "weak" and (good_one := shown_first(self.held.samples, good or 200, {item.name for item in fields})):
            fields, away = moved(fields, good_one[0].value, implied=True)
            self.unread += away
        return fields, {status: items for status, items in answers.items() if status >= 300}

    def listed(self, fields: tuple[Item, ...]) -> bool:
        """Whether the answer is a list of what the fields describe: the example that shows most of them is one."""
        if self.held.listed:
            return True
        names = {item.name for item in fields}
        good = [one for one in self.held.samples if 200 <= one.status < 300 and _shown(one.value, names)]
        return bool(good) and isinstance(shown_first(good, good[0].status, names)[0].value, list)

    def examples(self, fields: tuple[Item, ...], listed: bool) -> tuple[Example, ...]:
        """The examples that are answers: under a good status those that show a documented field."""
        names = {item.name for item in fields}
        kept = []
        for status in dict.fromkeys(one.status for one in self.held.samples):
            ordered = shown_first(self.held.samples, status, names | {item.name for _, item in walk(fields)})
            if status < 300 and names:
                fitting = [
                    one for one in ordered if _shown(as_called(fields, one.value)[0], names) and isinstance(one.value, list) is listed
                ]
                kept += fitting[:1]
                if not fitting:
                    self.unread.append(Unread(ordered[0].place.line, "example", "it shows none of the documented fields"))
            elif status < 300 and listed and not isinstance(ordered[0].value, list):
                self.unread.append(Unread(ordered[0].place.line, "example", "it shows no list, and the answer is one"))
            else:
                kept += ordered[:1]
        return tuple(kept)

    def headers(self) -> dict[str, str]:
        """The headers of an answer: those of a table, or those that an example shows as an object beside the body."""
        tables = [part for part in self.held.parts if part.section is Section.RESPONSE_HEADER]
        if tables:
            return {row.item.name: str(row.item.example or "") for part in tables for row in part.rows if row.item.name}
        for one in self.held.samples:
            if isinstance(one.value, dict) and "Content-Type" in one.value and {"Date", "Content-Length"} & set(one.value):
                return {name: value for name, value in one.value.items() if isinstance(value, str) and re.match(r"[A-Z]", name)}
        return {}

    def sign_in(self, parameters: Sequence[Item]) -> tuple[Mapping[str, Any], ...]:
        """How a request signs in: by a header that carries a credential, and as every page of the vendor takes for granted."""
        found: list[Mapping[str, Any]] = []
        for item in parameters:
            carries = item.name in self.held.dialect.credentials or re.search(r"(?i)token$|^authorization$", item.name)
            if item.where == "header" and carries:
                cookie = any(re.search(rf"(?i)cookie:[^\n]*\b{re.escape(item.name)}=", line) for line, _ in self.held.requests)
                found.append({"type": "cookie" if cookie else "header", "name": item.name})
        signed = self.held.call is not None and self.held.call.version and self.held.dialect.sign_in_lacks
        names = {"version": self.held.call.version, "action": self.held.call.operation} if self.held.call and signed else {}
        return (*found, *({**one, **names} for one in self.held.dialect.sign_in))


def _fullest(samples: Sequence[Example]) -> Example | None:
    """The example of a good answer that shows most names, the first of those; None without one."""
    good = [one for one in samples if one.status < 300]
    return max(good, key=lambda one: len({name for name, _ in pairs_of(one.value)}), default=None)


def _shown(value: Any, names: Set[str]) -> set[str]:
    """The names that an example shows at its top, or in the records that it is a list of."""
    return set(names & keys_of(value).keys())
