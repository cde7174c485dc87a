"""An invented listing that says what a test wants it to say: a contract in the least words, with other blocks of `x-listing`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from listproof.contract import Contract, Document, build

__all__ = ["contract", "document", "parameter", "schema_of"]

PLACE = {"document": "page", "grade": "document"}
RECORD: Mapping[str, Any] = {
    "id": {"type": "string"},
    "name": {"type": "string"},
    "kind": {"type": "string", "enum": ["apple", "pear", "plum"]},
    "trees": {"type": "integer"},
    "yield": {"type": ["number", "null"]},
    "planted": {"type": "string", "format": "date-time"},
    "felled": {"type": ["string", "null"], "format": "date-time"},
    "open": {"type": "boolean"},
    "owner": {"type": ["string", "null"]},
}
ANSWER: Mapping[str, Any] = {
    "total": {"type": "integer"},
    "pages": {"type": "integer"},
    "next": {"type": ["string", "null"]},
    "previous": {"type": ["string", "null"]},
    "has_more": {"type": "boolean"},
    "links": {"type": "array", "items": {"type": "object", "properties": {}}},
}
NO_TURN: Mapping[str, Any] = {"schema": {"type": "string"}}


def parameter(name: str, schema: Mapping[str, Any] | None = None, **more: Any) -> dict[str, Any]:
    """A parameter of the query; `more` are its other words."""
    return {"name": name, "in": "query", "required": False, "schema": {**(schema or {"type": "string"}), **{}}, "x-source": PLACE, **more}


def schema_of(properties: Mapping[str, Any]) -> dict[str, Any]:
    """An object of these properties, each with its place; what may be null need not be there."""
    return {
        "type": "object",
        "required": [name for name, held in properties.items() if "null" not in held.get("type", ())],
        "properties": {name: {**held, "x-source": PLACE} for name, held in properties.items()},
    }


def document(
    *parameters: Mapping[str, Any],
    record: Any = None,
    answer: Mapping[str, Any] | None = None,
    bare: bool = False,
    headers: Mapping[str, Any] | None = None,
    body: Mapping[str, Any] | None = None,
    **listing: Any,
) -> Document:
    """The document of a listing of orchards; `listing` replaces blocks of its x-listing (`_` in a name stands for `-`).

    `answer` are the fields beside the records; `bare` puts those at the root. `body` are the properties of a POST that reads.
    """
    shown = record if record is not None else schema_of(RECORD)
    records = {"type": "array", "items": shown, "x-source": PLACE}
    whole = records if bare else schema_of({**(ANSWER if answer is None else answer), "orchards": records})
    failed = schema_of({"code": {"type": "string"}, "message": {"type": "string"}})
    responses: dict[str, Any] = {
        status: {"description": said, "x-source": PLACE, "content": {"application/json": {"schema": schema}}}
        for status, said, schema in (("200", "A page.", whole), ("400", "Refused.", failed), ("401", "Unknown.", failed))
    }
    if headers:
        responses["200"]["headers"] = {name: {"schema": held, "x-source": PLACE} for name, held in headers.items()}
    operation: dict[str, Any] = {"operationId": "ListOrchards", "x-source": PLACE, "parameters": list(parameters), "responses": responses}
    if body is not None:
        operation["requestBody"] = {"required": True, "content": {"application/json": {"schema": {**schema_of(body), "required": []}}}}
    said: dict[str, Any] = {
        "records": "" if bare else "/orchards",
        "identity": ["/id"],
        "settled": ["/id"],
        "pages": "none",
        "order": "unspecified",
        "filters": {},
        "sign-in": [{"type": "header", "name": "X-Token"}],
        "errors": {
            "bad-parameter": {"status": 400, "body": {"code": "Bad", "message": "{parameter} is wrong."}, "grade": "document"},
            "no-credential": {"status": 401, "body": {"code": "Unknown", "message": "No token."}, "grade": "document"},
        },
        "sources": {},
        **{name.replace("_", "-"): value for name, value in listing.items()},
    }
    said = {name: value for name, value in said.items() if value is not None}
    method = "post" if said.get("reads") else "get"
    value = {
        "openapi": "3.1.0",
        "info": {"title": "List orchards", "version": "1"},
        "x-vendor": "Example",
        "x-product": "Orchards",
        "x-documents": {"page": {"title": "List orchards", "kind": "document"}},
        "paths": {"/v1/orchards": {method: operation}},
        "x-listing": said,
    }
    return Document("orchards.yaml", value, {})


def contract(*parameters: Mapping[str, Any], **words: Any) -> Contract:
    """The contract of that document."""
    return build(document(*parameters, **words), "orchards")
