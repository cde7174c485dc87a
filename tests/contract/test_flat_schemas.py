"""Alternatives that say no more than one schema are read as that schema."""

from __future__ import annotations

from typing import Any

import pytest

from listproof.contract.documents.flat import flattened

TEXT = {"type": "string", "enum": ["a", "b"]}


@pytest.mark.parametrize(
    ("schema", "flat"),
    [
        ({"anyOf": [{"type": "integer", "minimum": 1}, {"type": "null"}]}, {"type": ["integer", "null"], "minimum": 1}),
        ({"oneOf": [TEXT, {"enum": [None]}], "title": "T"}, {"type": ["string", "null"], "enum": ["a", "b", None], "title": "T"}),
        ({"allOf": [TEXT], "description": "D"}, {**TEXT, "description": "D"}),
        (
            {"allOf": [{"properties": {"a": {"type": "string"}}, "required": ["a"]}, {"properties": {"b": {}}, "required": ["b"]}]},
            {"properties": {"a": {"type": "string"}, "b": {}}, "required": ["b", "a"]},
        ),
        (
            {"allOf": [{"properties": {"a": {"type": "string"}}, "x-id": 1}, {"properties": {"a": {"maxLength": 3}}, "x-id": 2}]},
            {"properties": {"a": {"type": "string", "maxLength": 3}}, "x-id": 1},
        ),
        ({"type": "integer", "minimum": 1.0}, {"type": "integer", "minimum": 1}),
        ({"allOf": [{"type": "string"}], "type": "integer"}, {"allOf": [{"type": "string"}], "type": "integer"}),
        ({"anyOf": [{"type": "string"}, {"type": "integer"}]}, {"anyOf": [{"type": "string"}, {"type": "integer"}]}),
        (
            {"properties": {"a": {"anyOf": [TEXT, {"type": "null"}]}}},
            {"properties": {"a": {"type": ["string", "null"], "enum": ["a", "b", None]}}},
        ),
    ],
)
def test_a_schema_in_fewer_words(schema: dict[str, Any], flat: dict[str, Any]) -> None:
    """`X or null` is X with null among its types, a part alone is the whole; where both claim something else, both stay."""
    assert flattened(schema) == flat


def test_a_query_cannot_give_null() -> None:
    """Of a parameter null is left out, with the default that it was."""
    assert flattened({"anyOf": [TEXT, {"type": "null"}], "default": None}, null=False) == TEXT
