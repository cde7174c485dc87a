"""What a schema says of values that are sent is held to itself and to the listing's words, wherever it stands."""

from __future__ import annotations

from typing import Any

import pytest

from listproof.contract.lint import lint

from .orchards import document, parameter

KEYS = {"name": {"field": "/name", "as": "text"}, "trees": {"field": "/trees", "as": "number"}}
PREFIX, SUFFIX = {"prefix": {"desc": "-", "asc": ""}}, {"suffix": {"asc": ":asc", "desc": ":desc"}}
BOUNDS = {"type": "integer", "minimum": 10, "maximum": 5}
TREES = {"field": "/trees", "as": "number", "matches": "minimum"}
PLANTED = {"field": "/planted", "as": "time", "matches": "from"}
YEAR, DAY = "^[0-9]{4}$", "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"


def told(*parameters: Any, **words: Any) -> list[str]:
    """The mistakes of a listing, save those of sources, which it does not give."""
    return [one.message for one in lint(document(*parameters, **words), "orchards").mistakes if "has no source" not in one.message]


def test_bounds_that_leave_no_number_are_told_wherever_they_stand() -> None:
    """In a parameter, in the values of a clause, in a body that is sent, and apart in the parts of a schema."""
    clause = {**TREES, "within": "q", "joined-by": ",", "spelled": "trees>={}", "schema": BOUNDS}
    parts = {"type": "integer", "minimum": 10, "allOf": [{"maximum": 5}]}
    assert told(parameter("least", BOUNDS), filters={"least": TREES}) == ["parameter least: maximum 5 is below minimum 10"]
    assert told(parameter("q"), filters={"least": clause}) == ["filters.least: maximum 5 is below minimum 10"]
    assert told(body={"least": BOUNDS}, reads=True, filters={"least": TREES}) == ["the body: maximum 5 is below minimum 10"]
    assert told(parameter("least", parts), filters={"least": TREES}) == ["parameter least: no number lies between its bounds"]


@pytest.mark.parametrize("schema", [{"pattern": YEAR}, {"pattern": DAY}, {"maxLength": 10}], ids=str)
def test_a_moment_that_its_parameter_never_takes_is_told(schema: dict[str, Any]) -> None:
    """Without a format moments are written as RFC 3339 has them, and a year alone is none."""
    (message,) = told(parameter("since", {"type": "string", **schema}), filters={"since": PLANTED})
    assert message.startswith("filters.since: ")
    assert "by which moments are written without a format" in message


def test_a_moment_that_its_parameter_takes_is_no_mistake() -> None:
    """By its format, by a pattern that some moments have, as days where its field shows days, and where a list is asked for."""
    for schema in ({"pattern": DAY, "format": "date"}, {"pattern": "^20"}, {"maxLength": 40}, {"pattern": YEAR, "enum": ["2026"]}):
        assert [m for m in told(parameter("since", {"type": "string", **schema}), filters={"since": PLANTED}) if "moments" in m] == []
    record = {
        "type": "object",
        "required": ["id", "day"],
        "properties": {"id": {"type": "string"}, "day": {"type": "string", "format": "date"}},
    }
    since = {"field": "/day", "as": "time", "matches": "from"}
    assert told(parameter("since", {"type": "string", "pattern": DAY}), filters={"since": since}, record=record) == []


PAIR = "^[0-9]{4}-[0-9]{2}-[0-9]{2}[.][.][0-9]{4}-[0-9]{2}-[0-9]{2}$"
DURING = {"field": "/planted", "as": "time", "matches": "between", "separator": ".."}


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        ({"pattern": "^[0-9]{4}[.][.][0-9]{4}$"}, "filters.during: the pattern takes no two texts of format date-time with '..' between"),
        ({"pattern": PAIR}, "filters.during: the pattern takes no two texts of format date-time with '..' between them"),
        ({"pattern": "^[0-9]{4}[.][.][0-9]{4}$", "format": "date"}, "parameter during: the pattern takes no two texts of format date"),
        ({"maxLength": 20, "format": "date"}, "parameter during: a range between two of format date has 22 characters"),
        ({"pattern": PAIR, "format": "date"}, None),
        ({"pattern": "^[0-9TZ:.-]*$"}, None),
        ({"maxLength": 42}, None),
    ],
    ids=str,
)
def test_two_ends_that_their_parameter_never_takes_are_told(schema: dict[str, Any], expected: str | None) -> None:
    """The format is that of each end, lengths and pattern are those of both with what stands between them."""
    said = told(parameter("during", {"type": "string", **schema}), filters={"during": DURING})
    assert [one.startswith(expected or "") for one in said] == ([] if expected is None else [True]), said


@pytest.mark.parametrize(
    ("direction", "documented", "default", "agrees"),
    [
        (PREFIX, "-name", ["name", "asc"], False),
        (PREFIX, "-name", ["name", "desc"], True),
        (PREFIX, "name", ["name", "desc"], False),
        ({"prefix": "-"}, "-name", ["name", "asc"], False),
        ({"prefix": "-"}, "-name", ["name", "desc"], True),
        (SUFFIX, "name:desc", ["name", "asc"], False),
        (SUFFIX, "name:desc", ["name", "desc"], True),
        (SUFFIX, "name", ["name", "asc"], True),
        (PREFIX, "-name", ["unspecified", "asc"], True),
    ],
    ids=str,
)
def test_the_direction_of_a_documented_default_is_that_of_the_order(
    direction: Any, documented: str, default: list[str], agrees: bool
) -> None:
    """A sign in the default of the parameter says a direction, and no sign another one; where neither is said they may agree."""
    order = {"by": "sort", "direction": direction, "keys": KEYS, "default": default}
    found = told(parameter("sort", {"type": "string", "default": documented}), order=order)
    assert [message for message in found if "expected them to agree" in message] == (
        []
        if agrees
        else [f"order.default says name, the default of sort is {documented}, and the direction is {default[1]}; expected them to agree"]
    )
