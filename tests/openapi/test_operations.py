"""Which operations of an OpenAPI file are listings, and where their records stand."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from listproof.contract import build, read
from listproof.contract.documents import normalised
from listproof.openapi import drafted, list_operations

from .boats import BOAT, file_of, operation, parameter

BOATS = {"type": "array", "items": BOAT}


@pytest.mark.parametrize(
    ("answer", "records"),
    [
        (BOATS, ""),
        ({"type": "object", "properties": {"boats": BOATS}}, "/boats"),
        ({"type": "object", "properties": {"total": {"type": "integer"}, "vessels": BOATS}}, "/vessels"),
        ({"type": "object", "properties": {"owners": BOATS, "items": BOATS}}, "/items"),
        ({"type": "object", "properties": {"data": {"type": "object", "properties": {"list": BOATS}}}}, "/data/list"),
        ({"allOf": [{"type": "object", "properties": {"meta": {}}}, {"type": "object", "properties": {"boats": BOATS}}]}, "/boats"),
    ],
)
def test_records_are_the_list_of_an_answer(answer: dict[str, Any], records: str) -> None:
    """The answer itself, the list called like the path or as lists are, or the only one beside what goes with pages."""
    (found,) = list_operations(file_of(operation(answer=answer)))
    assert found.records == records


@pytest.mark.parametrize(
    ("path", "answer"),
    [
        ("/boats/{id}", {"type": "object", "properties": {"id": {"type": "integer"}, "items": BOATS}}),
        ("/weather", {"type": "object", "properties": {"wind": {"type": "number"}, "warnings": BOATS}}),
        ("/flags", {"type": "array", "items": {"type": "string"}}),
        ("/boats", {"type": "object"}),
    ],
)
def test_an_answer_about_one_thing_is_no_listing(path: str, answer: dict[str, Any]) -> None:
    """A list among the fields of one thing, plain texts without pages, and an object without a list are none."""
    described = operation(parameter("id", "integer", "path"), answer=answer) if "{" in path else operation(answer=answer)
    assert list_operations(file_of(described, path)) == ()


def test_a_parameter_of_pages_makes_a_listing_of_any_list() -> None:
    """With a page size even plain texts, and a list called like nothing else, are records."""
    described = operation(parameter("limit", "integer"), answer={"type": "array", "items": {"type": "string"}})
    assert [one.records for one in list_operations(file_of(described, "/flags"))] == [""]


def test_what_stands_beside_one_record_is_no_listing() -> None:
    """What an answer about one thing brings along (`included` of JSON:API) is not listed, though the operation takes pages."""
    answer = {"type": "object", "properties": {"data": BOAT, "included": {"type": "array", "items": {"type": "object"}}}}
    assert list_operations(file_of(operation(parameter("page"), answer=answer))) == ()


def test_an_answer_of_any_media_type_is_read_as_json() -> None:
    """springdoc writes `*/*` where nobody says more; a type that is JSON comes first where one is named."""
    described = operation(parameter("limit", "integer"), answer=BOATS)
    content = described["responses"]["200"]["content"]
    content["*/*"] = content.pop("application/json")
    assert [one.records for one in list_operations(file_of(described))] == [""]
    named = {"*/*": {"schema": {"type": "string"}}, "application/json": content["*/*"]}
    described["responses"]["200"]["content"] = named
    assert [one.records for one in list_operations(file_of(described))] == [""]


def test_references_are_followed() -> None:
    """A path item, an answer and a schema may stand elsewhere in the file."""
    answer = {"$ref": "#/components/schemas/Boats"}
    parts = {
        "schemas": {"Boats": {"type": "object", "properties": {"boats": {"type": "array", "items": {"$ref": "#/components/schemas/Boat"}}}}}
    }
    parts["schemas"]["Boat"] = {**BOAT, "properties": {**BOAT["properties"], "mother": {"$ref": "#/components/schemas/Boat"}}}
    (found,) = list_operations(file_of(operation(answer=answer), components=parts))
    assert found.records == "/boats"


def test_properties_that_are_one_reference_are_followed() -> None:
    """Where a schema refers to all its properties at once, those of an answer are found too."""
    answer = {"type": "object", "properties": {"$ref": "#/components/x-boats"}}
    (found,) = list_operations(file_of(operation(answer=answer), components={"x-boats": {"boats": BOATS}}))
    assert found.records == "/boats"


def test_swagger_is_read_from_several_files(tmp_path: Path) -> None:
    """Paths, parameters, responses and definitions of Swagger 2.0 may each stand in a file beside, in its own words."""
    held = {
        "paths.json": {
            "boats": {"get": {"parameters": [{"$ref": "shared.json#/limit"}], "responses": {"200": {"$ref": "shared.json#/good"}}}}
        },
        "shared.json": {
            "limit": {"name": "limit", "in": "query", "type": "integer", "maximum": 40},
            "good": {"description": "boats", "schema": {"type": "array", "items": {"$ref": "records.json#/Boat"}}},
        },
        "records.json": {"Boat": {"type": "object", "required": ["id"], "properties": {"id": {"type": "integer"}}}},
        "api.json": {"swagger": "2.0", "info": {"title": "Harbour"}, "paths": {"/boats": {"$ref": "paths.json#/boats"}}},
    }
    for name, value in held.items():
        (tmp_path / name).write_text(json.dumps(value), encoding="utf-8")
    document = normalised(read(tmp_path / "api.json"))
    (found,) = list_operations(document)
    draft = drafted(document, found)
    assert (draft.listing["records"], draft.listing["identity"]) == ("", ["/id"])
    assert build(draft.document, found.slug).parameter("limit").maximum == 40
