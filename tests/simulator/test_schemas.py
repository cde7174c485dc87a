"""The simulator makes what any schema describes: alternatives, patterns, odd bounds."""

from __future__ import annotations

import re
from random import Random
from typing import Any
from urllib.parse import quote

import jsonschema_rs
import pytest

from listproof.contract import Document, build
from listproof.simulator.exchange import Request
from listproof.simulator.seeding.alternatives import settled
from listproof.simulator.seeding.making import ABSENT, Maker
from listproof.simulator.seeding.patterned import Drawn, patterned
from listproof.simulator.service import Service
from listproof.simulator.targets import mock

_SCHEMAS: dict[str, dict[str, Any]] = {
    "a float bound": {"type": "number", "minimum": 0.5, "maximum": 0.9},
    "a least whole number between two": {"type": "integer", "minimum": 1.5},
    "no bound reached": {"type": "number", "exclusiveMinimum": 0, "exclusiveMaximum": 1},
    "a multiple": {"type": "integer", "minimum": 3, "multipleOf": 4},
    "a negative end": {"type": "integer", "maximum": -5},
    "a pattern": {"type": "string", "pattern": r"^/v1/boats"},
    "a pattern and lengths": {"type": "string", "pattern": r"^[a-z]+(-[a-z]+)*$", "minLength": 5, "maxLength": 9},
    "either of two objects": {
        "type": "object",
        "oneOf": [
            {"properties": {"kind": {"enum": ["crew"]}, "rank": {"type": "string"}}, "required": ["kind", "rank"]},
            {"properties": {"kind": {"enum": ["guest"]}}, "required": ["kind"]},
        ],
    },
    "parts joined": {
        "allOf": [
            {"type": "object", "properties": {"id": {"type": "integer"}}, "required": ["id"]},
            {"type": "object", "properties": {"name": {"type": "string", "minLength": 3}}, "required": ["name"]},
        ]
    },
    "a list of few": {"type": "array", "items": {"enum": ["a", "b"]}, "maxItems": 1, "uniqueItems": True},
    "labels": {"type": "object", "additionalProperties": {"type": "string"}, "minProperties": 1},
    "a required field that nothing describes": {"type": "object", "required": ["any"]},
    "null or a number": {"anyOf": [{"type": "null"}, {"type": "integer", "minimum": 7}]},
}


@pytest.mark.parametrize("schema", _SCHEMAS.values(), ids=_SCHEMAS)
def test_what_is_made_fits_its_schema(schema: dict[str, Any]) -> None:
    """Every value that is made of a schema fits it."""
    maker = Maker(Random(1), lambda pointer, inner, example: None)
    fits = jsonschema_rs.validator_for(schema).is_valid
    made = [maker.make("", settled(schema)) for _ in range(30)]
    assert all(fits(value) for value in made if value is not ABSENT), made


@pytest.mark.parametrize("pattern", [r"^\d{4}$", r"^(?!x)\w{3,}$", r"[^a]+", r"^$|^[0-9a-f]{8}\b-[0-9a-f]{4}$", r"(\d)\1", r"^do:(a|b):.*"])
def test_a_pattern_is_kept_and_texts_differ(pattern: str) -> None:
    """A pattern is found in each text that is drawn for it, and the texts of an identity differ."""
    drawn = Drawn({"type": "string", "pattern": pattern}, 7)
    texts = [drawn.text(number) for number in range(8)]
    assert all(re.search(pattern, text) for text in texts)
    assert len(set(texts)) == len(texts)
    assert texts == [Drawn({"type": "string", "pattern": pattern}, 7).text(number) for number in range(8)]


def test_what_is_no_pattern_gives_no_text() -> None:
    """A pattern that cannot be read gives no text."""
    assert patterned("(", 1) is None
    assert patterned(r"^\p{L}+$", 1) is None


@pytest.mark.parametrize("schema", [{"pattern": r"^[A-Z]{3}:\d+$"}, {"pattern": "^(north|south)$", "enum": ["north", "south"]}])
def test_path_parameters_of_any_name_and_pattern_are_served(schema: dict[str, Any]) -> None:
    """A path parameter may be called as nothing in Python is, and have a pattern or an enum: the mock's own values keep it."""
    contract = build(listing({"type": "string", **schema}), "boats")
    service = Service(contract, 12)
    target = mock(contract, "http://127.0.0.1")
    values = (target["path"]["home-port"], target["other"]["home-port"])
    assert all(re.search(schema["pattern"], value) for value in values)
    assert values[0] != values[1]
    answer = service.answer(Request("GET", f"/ports/{quote(values[0])}/boats"))
    assert answer.status == 200


def listing(schema: dict[str, Any]) -> Document:
    """A listing under a path parameter of a schema."""
    place = {"document": "harbour.yaml", "grade": "document"}
    record = {"type": "object", "required": ["id"], "properties": {"id": {"type": "string", "x-source": place}}}
    parameter = {"name": "home-port", "in": "path", "required": True, "schema": schema, "x-source": place}
    good = {"description": "boats", "content": {"application/json": {"schema": {"type": "array", "items": record}}}}
    operation = {"operationId": "listBoats", "parameters": [parameter], "responses": {"200": good}}
    said = {"records": "", "identity": ["/id"], "pages": "none", "order": "unspecified", "sign-in": [{"type": "none"}],
            "scope": {"home-port": {}}}  # fmt: skip
    root = {"openapi": "3.1.0", "info": {"title": "Harbour", "version": "1"}, "paths": {"/ports/{home-port}/boats": {"get": operation}}}
    documents = {"harbour.yaml": {"title": "Harbour", "kind": "document"}}
    return Document("harbour.yaml", {**root, "x-vendor": "Harbour", "x-product": "Boats", "x-documents": documents, "x-listing": said}, {})
