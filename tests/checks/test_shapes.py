"""What is wrong with a body: records that do not stand where they should, fields that are not as they are drawn."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from listproof.checks.shapes import (
    bad_values,
    echoed,
    faults_of_value,
    fits_schema,
    has_codes,
    has_place_for_records,
    records_mismatch,
    schema_mismatch,
    shows_records,
)
from listproof.contract import Contract, Parameter, Source, absent

from ..made import CONTRACT, record

AT_ROOT = replace(CONTRACT, records="")
MAY_LEAVE_OUT = replace(
    CONTRACT, fields=tuple(replace(one, required=False) if one.pointer == CONTRACT.records else one for one in CONTRACT.fields)
)
MAY_BE_NULL = replace(
    CONTRACT,
    fields=tuple(replace(one, schema={"type": ["array", "null"]}) if one.pointer == CONTRACT.records else one for one in CONTRACT.fields),
)


@pytest.mark.parametrize(
    ("contract", "body", "shows", "has_place", "mismatch"),
    [
        (CONTRACT, {"job_info_list": [record(1)]}, True, True, None),
        (CONTRACT, {"job_info_list": []}, False, True, None),
        (CONTRACT, {"job_info_list": None}, False, True, "null"),
        (CONTRACT, {}, False, False, "absent"),
        (CONTRACT, absent, False, False, "absent"),
        (CONTRACT, {"job_info_list": "none"}, False, True, "none"),
        (CONTRACT, {"job_info_list": {"a": 1}}, True, True, "{'a': 1}"),
        (MAY_LEAVE_OUT, {}, False, True, None),
        (MAY_LEAVE_OUT, {"total_num": 0}, False, True, None),
        (MAY_LEAVE_OUT, {"error_code": "HSS.0001"}, False, False, "absent"),
        (MAY_LEAVE_OUT, {"job_info_list": None}, False, True, "null"),
        (MAY_BE_NULL, {"job_info_list": None}, False, True, None),
        (MAY_BE_NULL, {}, False, False, "absent"),
        (AT_ROOT, [record(1)], True, True, None),
        (AT_ROOT, [], False, True, None),
        (AT_ROOT, {"error_code": "HSS.0001"}, False, False, "{'error_code': 'HSS.0001'}"),
    ],
)
def test_records_stand_in_an_array_at_their_place(
    contract: Contract, body: Any, shows: bool, has_place: bool, mismatch: str | None
) -> None:
    """An object is none but where sources disagree; a whole answer is a place of records only where it is an array.

    What the schema does not require may be left out, by an answer that shows nothing but what is documented; null stands where it may."""
    assert (shows_records(contract, body), has_place_for_records(contract, body)) == (shows, has_place)
    assert records_mismatch(contract, body) == mismatch


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ({"page": 2, "size": 7}, ("2", "7")),
        ({"page": "2", "size": 7}, ("2", "7")),
        ({"page": 0, "size": 7}, ()),
        ({"page": 2, "size": ""}, ()),
        ({"size": 7}, ()),
    ],
)
def test_an_echo_is_what_stands_at_both_of_its_places(body: Any, found: tuple[str, ...]) -> None:
    """A nought or nothing repeats nothing."""
    size = replace(CONTRACT.pages.size, echo="/size")
    contract = replace(CONTRACT, pages=replace(CONTRACT.pages, echo="/page", size=size))
    assert echoed(contract, body) == found


SCHEMA = {"type": "object", "properties": {"n": {"type": "integer", "maximum": 3}}, "required": ["n"]}


@pytest.mark.parametrize(("value", "place"), [({"n": 3}, None), ({"n": 4}, "/n: "), ({}, "/: "), ([], "/: "), (absent, "/: ")])
def test_a_schema_mismatch_says_where_and_why(value: Any, place: str | None) -> None:
    """In one line; a value that fits has none."""
    found = schema_mismatch(SCHEMA, value)
    assert fits_schema(SCHEMA, value) == (found is None)
    assert found is None if place is None else (found or "").startswith(place)


def test_everything_fits_no_schema() -> None:
    """What is not drawn is not judged."""
    assert fits_schema({}, absent)
    assert schema_mismatch({}, absent) is None


@pytest.mark.parametrize(
    ("form", "body", "same"),
    [
        ({"code": "A.1", "message": "{name} is wrong"}, {"code": "A.1", "message": "anything"}, True),
        ({"code": "A.1"}, {"code": "A.2"}, False),
        ({"code": "Bad.{parameter}"}, {"code": "Bad.limit"}, True),
        ({"code": "Bad.{parameter}"}, {"code": "Worse.limit"}, False),
        ({"code": 7}, {"code": 7}, True),
        ({"code": 7}, {"code": "7"}, False),
        ({"code": "A.1"}, [], False),
        ({"error": {"code": "A.1"}}, {"error": {"code": "A.1", "more": 1}}, True),
    ],
)
def test_a_refusal_has_the_codes_of_its_form(form: Any, body: Any, same: bool) -> None:
    """Numbers, and texts without a blank; what is said in words may differ."""
    assert has_codes(form, body) == same


def parameter(**schema: Any) -> Parameter:
    """A parameter with this schema."""
    return replace(CONTRACT.parameter("limit"), name="p", schema=schema, source=Source("003"))


@pytest.mark.parametrize(
    ("schema", "paging", "values"),
    [
        ({"type": "integer", "minimum": 1}, True, ("abc", 10**30, 0)),
        ({"type": "integer"}, True, ("abc", 10**30, -1)),
        ({"type": "string"}, True, ("-1",)),
        ({"type": "integer"}, False, ("abc", 10**30)),
        ({"type": "string", "enum": ["a"]}, False, ("listproof-no-such-value",)),
        ({"type": "boolean"}, False, ("perhaps",)),
        ({"type": "string", "format": "date-time"}, False, ("yesterday",)),
        ({"type": "string"}, False, ()),
    ],
)
def test_a_bad_value_is_one_that_no_document_allows(schema: dict[str, Any], paging: bool, values: tuple[Any, ...]) -> None:
    """None for free text."""
    assert bad_values(parameter(**schema), paging) == values


@pytest.mark.parametrize(
    ("pods", "trouble"),
    [(1, None), ("1", "a string instead of integer"), (None, "null, which is documented nowhere"), (1.5, "a number instead of integer")],
)
def test_a_field_is_of_its_type_in_every_record(pods: Any, trouble: str | None) -> None:
    """The place, the value, what is wrong with it, and the fact that it breaks."""
    body = {"job_info_list": [record(1), record(2, pods_num=pods)]}
    found, missing = faults_of_value(CONTRACT.field("/job_info_list/*/pods_num"), body)
    assert missing == []
    assert found == ([] if trouble is None else [("/job_info_list/1/pods_num", pods, trouble, "type")])


def test_a_field_that_is_missing_is_told_with_its_place() -> None:
    """In each record that lacks it."""
    lacking = {name: value for name, value in record(2).items() if name != "name"}
    assert faults_of_value(CONTRACT.field("/job_info_list/*/name"), {"job_info_list": [record(1), lacking]}) == (
        [],
        ["/job_info_list/1/name"],
    )


@pytest.mark.parametrize(("moment", "fits"), [(1_700_000_000_000, True), (1_700_000_000, False)])
def test_a_time_is_in_its_unit(moment: int, fits: bool) -> None:
    """Seconds where milliseconds are documented are no time."""
    body = {"job_info_list": [record(1, create_time=moment)]}
    found, _ = faults_of_value(CONTRACT.field("/job_info_list/*/create_time"), body, valid=True)
    assert [one[2:] for one in found] == ([] if fits else [("no time in milliseconds", "format")])
