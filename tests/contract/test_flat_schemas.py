"""Alternatives that say no more than one schema are read as that schema."""

from __future__ import annotations

from typing import Any

import pytest

from listproof.contract import build
from listproof.contract.documents.flat import flattened
from listproof.contract.lint import lint
from listproof.proof.mutations import mutations

from .drawn_contracts import sourced
from .orchards import PLACE, document

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


@pytest.mark.parametrize("word", ["anyOf", "oneOf"])
def test_the_properties_of_an_object_that_may_be_null_are_parameters(word: str) -> None:
    """Of a body, however deep, whether the file is its own document or names others; each of their facts can be changed."""
    name = {"type": "string", "x-source": PLACE}
    inner = {"x-source": PLACE, word: [{"type": "object", "properties": {"name": name}}, {"type": "null"}]}
    where = {"x-source": PLACE, word: [{"type": "object", "properties": {"each": inner}}, {"type": "null"}]}
    filters = {"where.each.name": {"field": "/name", "matches": "equals"}}
    made = sourced(document(body={"where": where}, reads=True, filters=filters))
    assert [mistake.message for mistake in lint(made, "orchards").mistakes] == []
    contract = build(made, "orchards")
    assert contract.has_parameter("where.each.name")
    for one in mutations(contract):
        assert one.weaker or repr(one.raw()) != repr(contract.raw)
