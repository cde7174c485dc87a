"""What the documented schema of a parameter lets it hold, and values that are made of its form."""

from __future__ import annotations

from typing import Any

import pytest

from listproof.contract import Parameter, Source
from listproof.values.allowed import allows, lists, text_of_length, unlike
from listproof.values.boundary_values import beyond, within
from listproof.values.filter_values import missing_value

UUID = "0f8fad5b-d9cb-469f-a165-70867728950e"


def parameter(**schema: Any) -> Parameter:
    """A parameter of the query with this schema."""
    return Parameter("p", "query", {"type": "string", **schema}, Source("page", grade="document"), False)


@pytest.mark.parametrize(
    ("schema", "value", "allowed"),
    [
        ({"pattern": "^[0-9]+$"}, "12", True),
        ({"pattern": "^[0-9]+$"}, "xx", False),
        ({"format": "uuid"}, UUID, True),
        ({"format": "uuid"}, UUID[:8], False),
        ({"format": "date"}, "2026-02-30", False),
        ({"maxLength": 3}, "abcd", False),
        ({"type": "integer", "minimum": 0}, -1, False),
        ({"type": "integer", "minimum": 0}, "-1", False),
        ({"type": "array", "items": {"type": "string", "pattern": "^a"}}, ["a1", "b1"], False),
        ({"type": "array", "items": {"type": "string", "pattern": "^a"}}, ["a1", "a2"], True),
        ({"type": "array", "minItems": 2, "maxItems": 3, "items": {"type": "string"}}, ["a"], False),
        ({"type": "array", "minItems": 2, "maxItems": 3, "items": {"type": "string"}}, ["a", "b", "c"], True),
        ({"type": "array", "minItems": 2, "maxItems": 3, "items": {"type": "string"}}, ["a", "b", "c", "d"], False),
        ({"type": "array", "uniqueItems": True, "items": {"type": "string"}}, ["a", "a"], False),
        ({"pattern": "(?<broken"}, "anything", True),
    ],
)
def test_a_value_keeps_bounds_lengths_pattern_and_format(schema: dict[str, Any], value: Any, allowed: bool) -> None:
    """Of a list each item does, and there are as many as may be; a pattern that nobody can read refuses nothing."""
    assert allows(parameter(**schema), value) is allowed


def test_a_list_holds_documented_values_alone() -> None:
    """A list is documented where each of its items is."""
    several = parameter(type="array", items={"type": "string", "enum": ["a", "b"]})
    assert [lists(several, value) for value in (["a", "b"], ["a", "c"], "b")] == [True, False, True]


def test_a_list_of_numbers_holds_the_text_of_one() -> None:
    """A query carries text, whatever the type of its parameter."""
    turned = parameter(type="integer", enum=[0, 1])
    assert [lists(turned, value) for value in (1, "1", "0", "2", "x")] == [True, True, True, False, False]


def test_a_text_of_some_length_is_one_that_the_pattern_takes() -> None:
    """Digits where the pattern wants digits; none where it takes no letter over and over."""
    digits, word = parameter(pattern="^[0-9]*$", maxLength=4), parameter(pattern="^ab+c$", maxLength=4)
    assert (within(digits, "maxLength"), beyond(digits, "maxLength")) == ("0000", "00000")
    assert text_of_length(parameter(), 3) == "xxx"
    assert within(word, "maxLength") is None


@pytest.mark.parametrize("schema", [{"format": "uuid"}, {"pattern": "^[0-9a-f-]{36}$"}])
def test_a_value_that_no_record_shows_has_the_form_of_those_that_are_shown(schema: dict[str, Any]) -> None:
    """So that it is no value for a service to refuse."""
    one = parameter(**schema)
    missing = unlike(one, {UUID: 3})
    assert missing is not None
    assert missing != UUID
    assert allows(one, missing)
    assert missing_value(one, ("equals",), {UUID: 3}) == missing


def test_a_number_that_no_record_shows_lies_within_the_bounds() -> None:
    """Far above where that may be, else below or between; None where every number is shown."""
    number = parameter(type="integer", minimum=0, maximum=5)
    assert missing_value(number, ("equals",), {0: 1, 1: 1, 4: 1}) == 5
    assert missing_value(number, ("equals",), {0: 1, 1: 1, 5: 1}) == 2
    assert missing_value(number, ("equals",), dict.fromkeys(range(6), 1)) is None
