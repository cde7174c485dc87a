"""Requests made of schemas: what is called allowed is allowed, spelled as the document says, and the others are odd."""

from __future__ import annotations

import json
import re
from typing import Any

import jsonschema_rs
import pytest

from listproof.contract import load, slugs
from listproof.generating.cases import cases
from listproof.generating.plainly import drawn
from listproof.laws.drawing.fuzzing import document_of


def operation(*parameters: dict[str, Any], body: Any = None) -> dict[str, Any]:
    """A document of one operation with these parameters of its query."""
    asked = {"requestBody": {"required": True, "content": {"application/json": {"schema": body}}}} if body else {}
    listed = [{"in": "query", **one} for one in parameters]
    return {"openapi": "3.1.0", "paths": {"/trees": {"get": {"parameters": listed, "responses": {}, **asked}}}}


@pytest.mark.parametrize("slug", slugs())
def test_half_is_allowed_and_keeps_to_its_words(slug: str) -> None:
    """Of each contract: a value of a list is one of them, a number is within its bounds, what must be there is there."""
    contract = load(slug)
    found = drawn(cases(document_of(contract)), 60, 0)
    allowed = [case for case in found if case.valid]
    assert 15 <= len(allowed) <= 45
    for case in allowed:
        for name, value in case.arguments.items():
            schema = contract.parameter(name).schema if contract.has_parameter(name) else {}
            assert not schema.get("enum") or value in map(str, schema["enum"]) or contract.parameter(name).kind in ("boolean", "array")
            assert schema.get("type") != "integer" or int(value) >= schema.get("minimum", int(value))


def test_a_parameter_that_must_be_there_is() -> None:
    """Of what is allowed; among the others there is one without it, and one that nobody documents."""
    found = drawn(cases(operation({"name": "kind", "required": True, "schema": {"enum": ["elm", "oak"]}})), 80, 0)
    assert {case.arguments.get("kind") for case in found if case.valid} == {"elm", "oak"}
    assert any("kind" not in case.arguments for case in found if not case.valid)
    assert any(case.arguments.keys() - {"kind"} for case in found if not case.valid)


def test_what_is_allowed_fits_a_pattern() -> None:
    """Texts are made by it."""
    found = drawn(cases(operation({"name": "code", "required": True, "schema": {"type": "string", "pattern": "^oak-[0-9]{9}$"}})), 20, 0)
    codes = [case.arguments["code"] for case in found if case.valid]
    assert len(codes) > 4
    assert all(re.fullmatch("oak-[0-9]{9}", code) for code in codes)


def test_what_no_value_is_made_for_is_not_called_allowed() -> None:
    """A schema that allows nothing leaves out what must be there, so that nobody is blamed for refusing it."""
    schema = {"type": "integer", "minimum": 5, "maximum": 4}
    found = drawn(cases(operation({"name": "code", "required": True, "schema": schema})), 20, 0)
    assert not any(case.valid for case in found)


def test_an_example_is_asked_for() -> None:
    """It is known, to those who read the document too."""
    schema = {"type": "string", "pattern": "^oak-[0-9]{9}$"}
    found = drawn(cases(operation({"name": "code", "required": True, "schema": schema, "example": "oak-123456789"})), 20, 0)
    assert "oak-123456789" in {case.arguments["code"] for case in found if case.valid}


@pytest.mark.parametrize(
    ("entry", "spelled"),
    [
        ({"style": "form", "explode": True}, {"in=a&in=b", "in=b&in=a"}),
        ({"style": "form", "explode": False}, {"in=a,b", "in=b,a"}),
        ({"style": "pipeDelimited", "explode": False}, {"in=a%7Cb", "in=b%7Ca"}),
        ({"style": "spaceDelimited", "explode": False}, {"in=a%20b", "in=b%20a"}),
    ],
)
def test_lists_are_spelled_in_their_style(entry: dict[str, Any], spelled: set[str]) -> None:
    """As OpenAPI says it."""
    schema = {"type": "array", "items": {"enum": ["a", "b"]}, "minItems": 2, "maxItems": 2, "uniqueItems": True}
    found = drawn(cases(operation({"name": "in", "required": True, "schema": schema, **entry})), 40, 0)
    assert {case.query for case in found if case.valid} <= spelled
    assert any(case.valid for case in found)


def test_bodies_keep_to_their_schema() -> None:
    """Those that are allowed pass a validator; of the others most do not."""
    schema = {
        "type": "object",
        "required": ["size"],
        "properties": {
            "size": {"type": "integer", "minimum": 1, "maximum": 50},
            "where": {"type": "object", "properties": {"kind": {"enum": ["elm", "oak"]}}},
            "since": {"type": "string", "format": "date-time"},
        },
    }
    found = drawn(cases(operation(body=schema)), 60, 0)
    fits = jsonschema_rs.Draft202012Validator(schema, validate_formats=True).is_valid
    assert all(fits(json.loads(case.body or "null")) for case in found if case.valid)
    assert sum(not fits(json.loads(case.body or "null")) for case in found if not case.valid) > 5
