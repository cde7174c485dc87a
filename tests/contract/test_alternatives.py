"""The fields of alternatives promise what every alternative promises."""

from __future__ import annotations

from typing import Any

from listproof.contract.answer import fields

PLACE = {"document": "harbour.yaml", "grade": "document"}


def text(**words: Any) -> dict[str, Any]:
    """The schema of a text, with its place."""
    return {"type": "string", **words, "x-source": PLACE}


def answer(*ways: dict[str, Any]) -> dict[str, Any]:
    """An answer with records that are one of some objects."""
    return {"properties": {"boats": {"type": "array", "items": {"oneOf": list(ways)}, "x-source": PLACE}}}


def read(*ways: dict[str, Any]) -> dict[str, Any]:
    """The fields of such records by their pointer."""
    return {one.within: one for one in fields(answer(*ways), "/boats") if one.within}


def test_a_field_is_required_where_each_alternative_requires_it() -> None:
    """What one alternative alone requires, or describes, no record need show."""
    sail = {"properties": {"id": text(), "sails": text(), "mast": text()}, "required": ["id", "sails", "mast"]}
    motor = {"properties": {"id": text(), "mast": text()}, "required": ["id"]}
    assert {pointer: one.required for pointer, one in read(sail, motor).items()} == {"/id": True, "/sails": False, "/mast": False}


def test_a_field_takes_the_values_of_all_alternatives() -> None:
    """An enum of one alternative is not that of the record."""
    found = read({"properties": {"kind": text(enum=["sail"])}}, {"properties": {"kind": text(enum=["motor"])}})["/kind"]
    assert (found.types, found.enum) == (("string",), ("sail", "motor"))
    mixed = read({"properties": {"size": text()}}, {"properties": {"size": {"type": "integer", "x-source": PLACE}}})["/size"]
    assert (mixed.types, mixed.enum) == (("string", "integer"), ())


def test_null_as_an_alternative_takes_no_field_away() -> None:
    """A record that may be null is one that has its fields where it is none."""
    found = read({"type": "null"}, {"properties": {"id": text()}, "required": ["id"]})
    assert found["/id"].required
