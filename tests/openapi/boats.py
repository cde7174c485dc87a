"""An OpenAPI file of an invented service, as somebody would write it who has never heard of listproof."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import Any

from listproof.contract import Document
from listproof.openapi import Draft, drafted, list_operations

__all__ = ["BOAT", "draft_of", "file_of", "operation", "parameter"]

BOAT: dict[str, Any] = {
    "type": "object",
    "required": ["id", "name"],
    "properties": {
        "id": {"type": "integer"},
        "name": {"type": "string"},
        "state": {"type": "string", "enum": ["moored", "sailing"]},
        "crew_size": {"type": "integer"},
        "insured": {"type": "boolean"},
        "created_at": {"type": "string", "format": "date-time"},
        "updated_at": {"type": "string", "format": "date-time"},
    },
}


def parameter(name: str, kind: str = "string", place: str = "query", description: str = "", **schema: Any) -> dict[str, Any]:
    """A parameter with a schema of that type; `style` and `explode` stand beside it."""
    beside: dict[str, Any] = {word: schema.pop(word) for word in ("style", "explode") if word in schema}
    return {
        "name": name,
        "in": place,
        "required": place == "path",
        "schema": {"type": kind, **schema},
        "description": description,
        **beside,
    }


def operation(*parameters: Mapping[str, Any], answer: Mapping[str, Any] | None = None, headers: Any = None) -> dict[str, Any]:
    """A GET that answers with boats, in a list called `boats` where nothing else is said."""
    shown = answer if answer is not None else {"type": "object", "properties": {"boats": {"type": "array", "items": BOAT}}}
    good = {"description": "boats", "content": {"application/json": {"schema": copy.deepcopy(shown)}}}
    return {"parameters": list(parameters), "responses": {"200": {**good, **({"headers": headers} if headers else {})}}}


def file_of(operation: Mapping[str, Any], path: str = "/boats", **root: Any) -> Document:
    """A file with that one operation."""
    value = {"openapi": "3.1.0", "info": {"title": "Harbour", "version": "1"}, "paths": {path: {"get": operation}}, **root}
    return Document("harbour.yaml", copy.deepcopy(value), {})


def draft_of(operation: Mapping[str, Any], path: str = "/boats", **root: Any) -> Draft:
    """The guess at the one operation of a file."""
    document = file_of(operation, path, **root)
    (found,) = list_operations(document)
    return drafted(document, found)
