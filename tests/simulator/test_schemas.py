"""The simulator makes what any schema describes: alternatives, patterns, odd bounds."""

from __future__ import annotations

import re
from random import Random
from typing import Any

import jsonschema_rs
import pytest

from listproof.simulator.alternatives import settled
from listproof.simulator.making import ABSENT, Maker
from listproof.simulator.patterned import Drawn, patterned

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
