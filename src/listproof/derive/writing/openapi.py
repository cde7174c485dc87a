"""A description written as OpenAPI 3.1 in the form of docs/contract.md, with a source beside every fact."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

import yaml

from listproof.contract import pointer as pointers
from listproof.contract.pointer import escaped
from listproof.contract.yaml_values import Dumper
from listproof.derive.comparing.sentences import EXTENSION, kept, sentences_of
from listproof.derive.contradictions import Contradiction, contradictions, json_type
from listproof.derive.document import Description, Example, Item, SourcePlace
from listproof.derive.kinds import Kind
from listproof.derive.remarks import remarks
from listproof.derive.rows import is_date_time, is_milliseconds
from listproof.derive.samples import bodies, query_of
from listproof.derive.writing.guesses import guessed

__all__ = ["as_yaml", "openapi"]

_FACETS = ("minimum", "maximum", "minLength", "maxLength", "pattern", "enum", "default")
_ERROR_KINDS = {400: "bad-parameter", 401: "no-credential", 403: "forbidden", 404: "not-found", 429: "throttled", 500: "internal"}


def openapi(said: Description) -> dict[str, Any]:
    """The contract that a description gives: OpenAPI 3.1 with `x-source`, `x-listing`, `x-disputes`.

    Five more extensions stand at its top: `x-dialect` names the dialect, `x-guesses` says of each line of `x-listing` why
    it was taken to be so (their sources are graded `weak`, so that nothing fails by a guess), `x-remarks` what is worth a
    look though it is said once, `x-unread` lists what of the page was not read. `x-sentences` keeps digests of the sentences of its rows.
    """
    return _Writer(said).write()


def as_yaml(contract: Mapping[str, Any]) -> str:
    """A contract as YAML, keys in the order in which they were made."""
    return yaml.dump(dict(contract), Dumper=Dumper, sort_keys=False, allow_unicode=True, width=130, default_flow_style=False)


class _Writer:
    """Holds what several parts need: the description, its listing, the contradictions by fact, the example answer."""

    def __init__(self, said: Description) -> None:
        self.said = said
        self.listing = guessed(said)
        self.contradictions = contradictions(said)
        self.answer: Example | None = next((one for one in said.examples if one.status < 300), None)
        self.records = str(self.listing.block.get("records", ""))

    def source(self, place: SourcePlace, **but: SourcePlace) -> dict[str, Any]:
        """An `x-source`; `but` names the facets that another place gives."""
        found = self.place(place)
        if but:
            found["but"] = {facet: self.place(other) for facet, other in but.items()}
        return found

    def place(self, place: SourcePlace) -> dict[str, Any]:
        return {"document": self.said.key, "table": place.table, "row": place.row, "grade": self.said.grade}

    def write(self) -> dict[str, Any]:
        said = self.said
        operation: dict[str, Any] = {
            "operationId": _operation_id(said),
            "x-source": self.source(said.uri_place),
            "parameters": [self.parameter(item) for item in said.parameters if item.where != "body"],
        }
        body = [item for item in said.parameters if item.where == "body"]
        if body:
            operation["requestBody"] = self.request_body(body)
        answer = self.fields_schema(said.fields, "/*" if said.listed else "")
        answer = {"type": "array", "items": answer} if said.listed else answer
        schemas: dict[str, Any] = {}
        record = _items_at(answer, self.records) if self.records or said.listed else None
        if record is not None:
            schemas["Record"] = dict(record)
            record.clear()
            record["$ref"] = "#/components/schemas/Record"
        schemas = {"Answer": answer, **schemas, "Error": self.error_schema()}
        operation["responses"] = self.responses()
        contract: dict[str, Any] = {
            "openapi": "3.1.0",
            "info": {"title": said.title, "version": "derived"},
            "jsonSchemaDialect": "https://json-schema.org/draft/2020-12/schema",
            "x-vendor": said.vendor,
            "x-product": said.title,
            "x-documents": {said.key: {"title": said.title, "kind": "document"}},
            "paths": {said.path or "/": {said.method.lower(): operation}},
            "components": {"schemas": schemas},
            "x-listing": self.listing_block(),
            "x-disputes": [self.dispute(one) for one in self.contradictions],
            "x-dialect": said.dialect,
            "x-guesses": {fact: guess.reason for fact, guess in self.listing.guesses.items()},
            "x-remarks": [{"about": list(one.about), "what": one.says} for one in remarks(said)],
            "x-unread": [
                *({"line": one.line, "what": one.what, "why": one.why} for one in said.unread),
                *({"line": 0, "what": "x-listing", "why": why} for why in self.listing.missing),
            ],
            EXTENSION: {said.key: kept(sentences_of(said))},
        }
        return contract

    def parameter(self, item: Item) -> dict[str, Any]:
        """One parameter; an object in the query or a header is one JSON value (`content`)."""
        shown, place = self.asked(item.name)
        example = item.example
        but: dict[str, SourcePlace] = {}
        if example is None and shown is not None:
            example = _typed(shown, item.kind)
            but["example"] = SourcePlace(place.table, item.name, place.line)
        found: dict[str, Any] = {"name": item.name, "in": item.where, "required": bool(item.required)}
        schema = self.schema(item, f"parameters.{item.name}", values=())
        if item.children:
            schema["properties"] = {child.name: self.inner(child, item.name, shown) for child in item.children}
            required = [child.name for child in item.children if child.required]
            if required:
                schema["required"] = required
            found["content"] = {"application/json": {"schema": schema}}
            if shown is not None and isinstance(example, dict | list):
                schema["examples"] = [example]
        else:
            found["schema"] = schema
            if example is not None:
                found["example"] = example
        found["x-source"] = self.source(item.place, **but)
        return found

    def inner(self, item: Item, path: str, shown: Any = None) -> dict[str, Any]:
        """A property of a JSON parameter or body."""
        schema = self.schema(item, f"parameters.{path}.{item.name}", values=())
        if item.example is not None:
            schema["examples"] = [item.example]
        if item.children:
            holder = schema if item.kind.type == "object" else schema.setdefault("items", {"type": "object"})
            holder["properties"] = {child.name: self.inner(child, f"{path}.{item.name}") for child in item.children}
            required = [child.name for child in item.children if child.required]
            if required:
                holder["required"] = required
        schema["x-source"] = self.source(item.place)
        return schema

    def request_body(self, items: Sequence[Item]) -> dict[str, Any]:
        schema: dict[str, Any] = {"type": "object", "properties": {item.name: self.inner(item, "") for item in items}}
        required = [item.name for item in items if item.required]
        if required:
            schema["required"] = required
        return {"required": bool(required), "content": {"application/json": {"schema": schema}}}

    def asked(self, name: str) -> tuple[str | None, SourcePlace]:
        """The value of a parameter in the example requests, and where that stands."""
        for line, place in self.said.requests:
            query = query_of(line)
            if name in query and not re.search(r"[{<].*[}>]", query[name]):
                return query[name], place
        return None, SourcePlace("", "")

    def schema(self, item: Item, fact: str, values: Sequence[Any]) -> dict[str, Any]:
        """The JSON Schema of one item: each type that the document claims for it, and its facets."""
        types = [item.kind.type]
        for one in self.contradictions:
            if one.kind in ("type-against-example", "null-against-type", "counted-as-text") and one.about[0] == f"{fact}.type":
                types += [reading.says for reading in one.readings if reading.says in _JSON_TYPES]
        null = fact.startswith("fields.") and item.facets.get("null") is True
        if null:
            types.append("null")
        types = list(dict.fromkeys(types))
        found: dict[str, Any] = {"type": types[0] if len(types) == 1 else types}
        if item.kind.type == "array":
            found["items"] = _items_schema(item.kind)
        elif item.kind.type == "object" and item.kind.items is not None:
            found["additionalProperties"] = _kind_schema(item.kind.items)
        given = item.facets.get("format")
        if any(is_milliseconds(item.name, value) for value in values):
            given = "epoch-milliseconds"
        elif given in (None, "int64") and values and all(is_date_time(value) for value in values):
            given = "date-time"
        if given:
            found["format"] = given
        found.update({facet: item.facets[facet] for facet in _FACETS if facet in item.facets})
        if item.kind.type == "array" and "enum" in found:
            _innermost(found)["enum"] = found.pop("enum")
        if null and "enum" in found:
            found["enum"] = [*found["enum"], None]
        return found

    def fields_schema(self, items: Sequence[Item], at: str) -> dict[str, Any]:
        """An object of fields. Required is what every such object of the example shows."""
        found: dict[str, Any] = {"type": "object"}
        holders = [one for one in pointers.each(self.answer.value, at) if isinstance(one, Mapping)] if self.answer else []
        required = [item.name for item in items if holders and all(item.name in holder for holder in holders)]
        if required:
            found["required"] = required
        found["properties"] = {item.name: self.field(item, f"{at}/{escaped(item.name)}") for item in items}
        return found

    def field(self, item: Item, at: str) -> dict[str, Any]:
        values = [value for value in pointers.each(self.answer.value, at) if value is not None] if self.answer else []
        schema = self.schema(item, f"fields.{at}", values)
        but: dict[str, SourcePlace] = {}
        if self.answer and schema.get("format") != item.facets.get("format"):
            but["format"] = SourcePlace(self.answer.place.table, item.name, self.answer.place.line)
        if "null" in _several(schema["type"]) and self.answer and not item.facets.get("null"):
            but["null"] = SourcePlace(self.answer.place.table, item.name, self.answer.place.line)
        if item.declared and self.answer:
            schema["type"] = [schema["type"], item.declared] if isinstance(schema["type"], str) else schema["type"]
        if item.children:
            inside, holder, kind = at, schema, item.kind
            while kind.type == "array" and kind.items is not None:
                inside += "/*"
                holder = holder.setdefault("items", {})
                kind = kind.items
            described = self.fields_schema(item.children, inside)
            holder.clear() if holder is not schema else None
            holder.update({key: value for key, value in described.items() if key not in holder or key == "properties"})
        if item.member is not None and isinstance(schema.get("items"), dict):
            schema["items"]["x-source"] = self.source(item.member)
        if item.example is not None:
            schema["examples"] = [item.example]
        schema["x-source"] = self.source(item.place, **but)
        return schema

    def responses(self) -> dict[str, Any]:
        said = self.said
        good: dict[str, Any] = {"description": "The answer.", "x-source": self.source(SourcePlace(*_good_place(said)))}
        if said.headers:
            table = self.answer.place.table if self.answer else said.uri_place.table
            good["headers"] = {
                name: {
                    "schema": {"type": "string"},
                    **({"example": value} if value else {}),
                    "x-source": self.source(SourcePlace(table, name)),
                }
                for name, value in said.headers.items()
                if name != "Content-Type"
            }
        media: dict[str, Any] = {"schema": {"$ref": "#/components/schemas/Answer"}}
        if self.answer:
            place = SourcePlace(self.answer.place.table, str(self.answer.status))
            media["examples"] = {"documented": {"x-source": self.source(place), "value": self.answer.value}}
        good["content"] = {"application/json": media}
        found: dict[str, Any] = {"200": good}
        bodies = {one.status: one for one in said.examples if one.status >= 300}
        codes: dict[int, list[Any]] = {}
        for code in said.error_codes:
            codes.setdefault(code.status, []).append(code)
        for status in sorted({*bodies, *codes, *said.errors, *(one for one in said.statuses if one >= 300)}):
            place = bodies[status].place if status in bodies else SourcePlace("Status Codes", str(status))
            if said.errors.get(status):
                place = said.errors[status][0].place
            one: dict[str, Any] = {"description": "An error.", "x-source": self.source(SourcePlace(place.table, str(status)))}
            content: dict[str, Any] = {"schema": {"$ref": "#/components/schemas/Error"}}
            if status in bodies:
                content["examples"] = {
                    "documented": {
                        "x-source": self.source(SourcePlace(bodies[status].place.table, str(status))),
                        "value": bodies[status].value,
                    }
                }
            one["content"] = {"application/json": content}
            if status in codes:
                one["x-error-codes"] = [
                    {"code": code.code, "message": code.message, "x-source": self.source(code.place)} for code in codes[status]
                ]
            found[str(status)] = one
        return found

    def error_schema(self) -> dict[str, Any]:
        forms: list[dict[str, Any]] = []
        for status, items in self.said.errors.items():
            example = next((one for one in self.said.examples if one.status == status), None)
            properties = {item.name: {**self.schema(item, "", ()), "x-source": self.source(item.place)} for item in items}
            form: dict[str, Any] = {"type": "object", "properties": properties}
            if example and isinstance(example.value, Mapping):
                form["required"] = [item.name for item in items if item.name in example.value]
            if form not in forms and not any(known["properties"].keys() == properties.keys() for known in forms):
                forms.append(form)
        for one in self.said.examples:
            if one.status >= 300 and one.status not in self.said.errors and isinstance(one.value, Mapping):
                shown = {
                    name: {"type": json_type(value), "x-source": self.source(SourcePlace(one.place.table, name))}
                    for name, value in one.value.items()
                }
                if not any(known["properties"].keys() == shown.keys() for known in forms):
                    forms.append({"type": "object", "properties": shown, "required": list(one.value)})
        if not forms:
            return {"type": "object", "description": "The page describes no error body."}
        return forms[0] if len(forms) == 1 else {"anyOf": forms}

    def listing_block(self) -> dict[str, Any]:
        block = dict(self.listing.block)
        errors: dict[str, Any] = {}
        sources = {
            fact: {**self.place(guess.place), "grade": "weak", "basis": "documented" if guess.told else "implied"}
            for fact, guess in self.listing.guesses.items()
        }
        for one in self.said.examples:
            kind = _ERROR_KINDS.get(one.status)
            if kind and kind not in errors and isinstance(one.value, Mapping):
                errors[kind] = {"status": one.status, "body": dict(one.value)}
                sources[f"errors.{kind}"] = {
                    **self.place(SourcePlace(one.place.table, str(one.status))),
                    "grade": "weak",
                    "basis": "implied",
                }
        block["errors"] = errors
        block["sources"] = sources
        return block

    def dispute(self, one: Contradiction) -> dict[str, Any]:
        return {
            "id": one.id,
            "about": list(one.about),
            "question": one.question,
            "readings": [
                {"says": reading.says, "evidence": self.place(reading.place), "shows": dict(reading.shows)} for reading in one.readings
            ],
        }


_JSON_TYPES = ("string", "integer", "number", "boolean", "null", "array", "object")


def _several(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _operation_id(said: Description) -> str:
    words = re.findall(r"[A-Za-z0-9]+", re.sub(r"\{\w+\}", "", said.path)) or ["list"]
    return said.method.lower() + "".join(word[:1].upper() + word[1:] for word in words)


def _good_place(said: Description) -> tuple[str, str]:
    return (said.fields[0].place.table, "200") if said.fields else (said.uri_place.table, said.uri_place.row)


def _kind_schema(kind: Kind) -> dict[str, Any]:
    found: dict[str, Any] = {"type": kind.type}
    if kind.format:
        found["format"] = kind.format
    if kind.type == "array":
        found["items"] = _items_schema(kind)
    return found


def _items_schema(kind: Kind) -> dict[str, Any]:
    return _kind_schema(kind.items) if kind.items is not None else {}


def _innermost(schema: dict[str, Any]) -> dict[str, Any]:
    """The schema of what nested arrays hold, made a text where the page gives no type: values that are listed are those of the items."""
    while schema.get("type") == "array" or (isinstance(schema.get("type"), list) and "array" in schema["type"]):
        if not schema.get("items"):
            schema["items"] = {"type": "string"}
        schema = schema["items"]
    return schema


def _items_at(schema: dict[str, Any], records: str) -> dict[str, Any] | None:
    for step in pointers.parts(records):
        schema = schema.get("properties", {}).get(step, {})
    items = schema.get("items")
    return items if isinstance(items, dict) and items else None


def _typed(text: str, kind: Kind) -> Any:
    if kind.type == "integer" and re.fullmatch(r"-?\d+", text):
        return int(text)
    if kind.type == "number" and re.fullmatch(r"-?\d+(\.\d+)?", text):
        return float(text) if "." in text else int(text)
    if kind.type == "boolean" and text in ("true", "false"):
        return text == "true"
    if kind.type == "object":
        values, whole = bodies(text)
        return values[0] if whole and len(values) == 1 and isinstance(values[0], dict) else text
    return text
