"""The values that laws ask for are chosen so that a wrong answer would show: readings come apart, mishaps too."""

from __future__ import annotations

import dataclasses
from collections import Counter
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from listproof.contract import Choice, Filter, Parameter, Source, load
from listproof.oracle import Assumptions, KnownRecords, instant, matches, must_and_may
from listproof.values.doubtful_values import doubtful_values
from listproof.values.filter_values import (
    NASTY,
    holdable,
    middle,
    misread,
    missing_value,
    shown_values,
    spelled_time,
    values_for,
)

from ..made import CONTRACT, CONTRACTS, record

READINGS = ("equals", "equals-any-case", "prefix", "contains", "contains-any-case", "like", "like-any-case")
NAMES = ["job-1", "job-12", "Job-1", "my-job-1", "a_b", "axb", "a%b", "aéb", "AÉB", "o'neil", "a b", "a+b", "100", "other"]
NAME = CONTRACT.filter("job_name")


def parameter(kind: str = "string", **schema: Any) -> Parameter:
    """A parameter of the query."""
    return Parameter("p", "query", {"type": kind, **schema}, Source("003"))


def kept(reading: str, value: str, names: list[str]) -> frozenset[str]:
    """The names that a reading keeps for sure."""
    return frozenset(name for name in names if matches(reading, "text", name, value) is True)


def test_the_values_tell_every_two_readings_apart_that_records_can() -> None:
    """Where some value taken from the records tells two readings apart, one of the chosen values does."""
    records = [record(n, name=name) for n, name in enumerate(NAMES)]
    values = values_for(CONTRACT, NAME, {}, records)
    assert 0 < len(values) <= 14
    apart = {pair for pair in combinations(READINGS, 2) for value in values if kept(pair[0], value, NAMES) != kept(pair[1], value, NAMES)}
    assert apart == set(combinations(READINGS, 2))


@given(st.lists(st.text(st.sampled_from("abAB_%-é1 "), min_size=1, max_size=6).filter(lambda t: t.strip() == t), min_size=1, max_size=12))
@settings(max_examples=60, deadline=None)
def test_a_value_keeps_something_by_some_reading(names: list[str]) -> None:
    """No value is asked for that every reading of the filter agrees to find nowhere; whole names tell equality from the rest."""
    records = [record(n, name=name) for n, name in enumerate(names)]
    for value in values_for(CONTRACT, NAME, {}, records):
        assert any(kept(reading, value, names) for reading in READINGS)


def test_the_first_value_keeps_records_and_loses_records() -> None:
    """Where a name stands in several records and not in all, it is asked for first."""
    records = [record(n, name="twin" if n < 3 else f"single-{n}") for n in range(10)]
    assert values_for(CONTRACT, NAME, {}, records)[0] == "twin"


def test_no_value_is_made_up_where_records_show_none() -> None:
    """Nothing to try the filter on."""
    assert values_for(CONTRACT, NAME, {}, []) == ()
    assert values_for(CONTRACT, CONTRACT.filter("enterprise_project_id"), {}, [record(1)]) == ()


def test_a_value_is_never_longer_than_its_parameter_allows() -> None:
    """A documented length binds the suite too."""
    parameters = tuple(
        dataclasses.replace(one, schema={**one.schema, "maxLength": 4}) if one.name == "job_name" else one for one in CONTRACT.parameters
    )
    contract = dataclasses.replace(CONTRACT, parameters=parameters)
    values = values_for(contract, NAME, {}, [record(n, name=name) for n, name in enumerate(NAMES)])
    assert values
    assert all(len(value) <= 4 for value in values)


@given(st.lists(st.integers(1_600_000_000_000, 1_800_000_000_000), min_size=2, max_size=20, unique=True))
@settings(max_examples=60, deadline=None)
def test_the_values_of_a_range_lie_on_an_edge_and_on_both_sides_of_it(moments: list[int]) -> None:
    """One value that is shown and its neighbours, so that including and excluding the edge come apart."""
    one = Filter("p", Choice("/create_time"), Choice(("from", "after")), "time")
    contract = dataclasses.replace(CONTRACT, parameters=(*CONTRACT.parameters, parameter("integer")), filters=(one,))
    records = [record(n, create_time=moment) for n, moment in enumerate(moments)]
    edge, below, above = values_for(contract, one, {}, records)
    assert edge in moments
    assert (below, above) == (edge - 1, edge + 1)
    table, assumptions = KnownRecords(records), Assumptions((0, 0))
    with_reading = {reading: dataclasses.replace(assumptions, readings={"p": (reading,)}) for reading in one.matches.all()[0]}
    by = {reading: must_and_may(contract, {"p": edge}, table, known)[0] for reading, known in with_reading.items()}
    assert len(by["from"]) == len(by["after"]) + 1


@given(st.integers(0, 4_000_000_000_000))
def test_a_time_is_spelled_as_the_parameter_writes_times(moment: int) -> None:
    """An integer of milliseconds, or RFC 3339 in UTC; the instant stays the same."""
    assert spelled_time(parameter("integer"), moment) == moment
    spelled = spelled_time(parameter(format="date-time"), moment)
    assert spelled.endswith("Z")
    assert instant(spelled) == moment


@pytest.mark.parametrize("shown", ["0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59", -1e299, 1e299])
@pytest.mark.parametrize("zone", [0, 5, -5])
def test_a_moment_that_nobody_can_write_is_asked_for_as_the_nearest_one(shown: Any, zone: int) -> None:
    """A record may show one, by its offset or as a number; every form of a time takes the first or the last that it can say."""
    moment = instant(shown)
    assert moment is not None
    for form in ("date-time", "date-time-local", "date"):
        written = spelled_time(parameter(format=form), moment, zone)
        assert written[:4] == ("0001" if moment < 0 else "9999"), written
        assert instant(written) is not None
    assert spelled_time(parameter("integer", format="epoch-milliseconds"), moment, zone) == int(moment)


@given(st.lists(st.text(max_size=5), max_size=10))
def test_a_missing_value_is_shown_by_no_record(texts: list[str]) -> None:
    """And no reading that the filter may have finds it anywhere."""
    for readings in (("equals",), ("contains", "like"), ("words",)):
        value = missing_value(parameter(), readings, Counter(texts))
        assert value not in texts or value == "%"
        assert all(matches(reading, "text", text, value) is not True for reading in readings for text in texts if value not in texts)


def test_a_missing_number_is_beyond_those_that_are_shown() -> None:
    """A closed list has no missing value."""
    assert missing_value(parameter("integer"), ("equals",), Counter([1, 5])) > 5
    assert missing_value(parameter(enum=["a", "b"]), ("equals",), Counter(["a"])) is None


def test_a_missing_entry_is_an_object() -> None:
    """A number would be refused, whatever the filter does."""
    marks = parameter("object", additionalProperties={"type": "string"})
    assert missing_value(marks, ("entries",), Counter()) == {"listproof-7919": "listproof-7919"}


def test_the_nasty_text_holds_what_breaks_programs() -> None:
    """Quotes, wildcards, a backslash, brackets, other alphabets, a character beyond the first plane, and what a URL escapes."""
    assert set("'\"%_*\\<[{(+&# ") <= set(NASTY)
    assert any(ord(letter) > 0xFFFF for letter in NASTY)
    assert missing_value(parameter(maxLength=5), ("like", "glob-any-case"), Counter()) == NASTY[-5:]


def test_shown_values_count_records_not_values() -> None:
    """A value that one record shows twice stands in one record; nulls and objects are left out."""
    records = [{"a": [{"b": 1}, {"b": 1}]}, {"a": [{"b": 1}, {"b": 2}, {"b": None}]}, {"a": [{"b": {"c": 1}}]}, {}]
    assert shown_values("/a/*/b", records) == Counter({1: 2, 2: 1})


@pytest.mark.parametrize("separator", [",", "|"])
def test_a_list_holds_several_values_and_one_in_another_case(separator: str) -> None:
    """The union of parts, and whether a list minds case."""
    one = Filter("p", Choice("/name"), Choice(("one-of", "one-of-any-case")), separator=separator)
    contract = dataclasses.replace(CONTRACT, parameters=(*CONTRACT.parameters, parameter()), filters=(one,))
    values = values_for(contract, one, {}, [record(n, name=f"job-{n}") for n in range(19)])
    assert [len(value.split(separator)) for value in values] == [3, 2]
    assert values[1].split(separator)[0].swapcase() in values[0].split(separator)


LISTED: tuple[tuple[Any, dict[str, Any], list[Any], list[Any], list[Any]], ...] = (
    ("number", {}, [7, 8, 9, 8], ["7,8", "7,8,9"], ["7,7928,9", "7,7"]),
    ("number", {"items": {"type": "integer"}}, [7, 8], [[7, 8], [7]], [[7, 7927, 8], [7, 7]]),
    ("number", {"items": {"type": "integer"}, "uniqueItems": True}, [7, 8], [[7, 8], [7]], [[7, 7927, 8]]),
    ("time", {"format": "date-time"}, ["2026-01-02T00:00:00Z", "2026-01-03T00:00:00Z"],
     ["2026-01-02T00:00:00Z,2026-01-03T00:00:00Z", "2026-01-02T00:00:00Z"],
     ["2026-01-02T00:00:00Z,2026-01-02T00:00:01Z,2026-01-03T00:00:00Z", "2026-01-02T00:00:00Z,2026-01-02T00:00:00Z"]),
    ("text", {}, ["a", "b"], ["a,b", "a", "A,b"], ["a,listproof-7919,b", "a,a"]),
    ("text", {"enum": ["a", "b"]}, ["a", "b"], ["a,b", "a"], ["a,a"]),
    ("text", {"enum": ["a", "b"]}, ["a", "b", "unlisted"], ["a,b", "a"], ["a,a"]),
    ("text", {"items": {"type": "string", "enum": ["a", "b"]}}, ["a", "b", "unlisted"], [["a", "b"], ["a"]], [["a", "a"]]),
    ("number", {"enum": ["7", "8"]}, [7, 8, 9], ["7,8", "7"], ["7,7"]),
    ("text", {"enum": ["a"]}, ["unlisted"], [], []),
    ("text", {}, ["a,b", "c"], ["c"], ["c,c"]),
)  # fmt: skip


@pytest.mark.parametrize(("compares", "schema", "shown", "values", "doubtful"), LISTED)
def test_a_list_of_anything_is_asked_for(
    compares: Any, schema: dict[str, Any], shown: list[Any], values: list[Any], doubtful: list[Any]
) -> None:
    """Several values, all of them, one that nobody shows and one twice, whatever they compare as and however a list is sent."""
    one = Filter("p", Choice("/name"), Choice(("one-of",)), compares=compares, separator=",")
    held = parameter("array" if "items" in schema else "string", **schema)
    contract = dataclasses.replace(CONTRACT, parameters=(*CONTRACT.parameters, held), filters=(one,))
    records = [{"name": value} for value in shown]
    assert list(values_for(contract, one, {}, records)) == values
    assert list(doubtful_values(contract, one, {}, records)) == doubtful


@pytest.mark.parametrize(
    ("bounds", "values", "doubtful"),
    [
        ({}, [2, 1, 9], [3, 2]),
        ({"maxItems": 5}, [2, 1, 5], [3, 2]),
        ({"maxItems": 1}, [1], []),
        ({"minItems": 2}, [2, 9], [3, 2]),
        ({"minItems": 3, "maxItems": 4}, [3, 4], [3]),
    ],
    ids=str,
)
def test_a_list_is_as_long_as_its_parameter_takes(bounds: dict[str, int], values: list[int], doubtful: list[int]) -> None:
    """The list of all that there are is cut to what the document allows, and none is asked for that is too short or too long."""
    one = Filter("p", Choice("/count"), Choice(("one-of",)), compares="number")
    held = parameter("array", items={"type": "integer"}, **bounds)
    contract = dataclasses.replace(CONTRACT, parameters=(*CONTRACT.parameters, held), filters=(one,))
    records = [{"count": number} for number in range(9)]
    assert [len(value) for value in values_for(contract, one, {}, records)] == values
    assert [len(value) for value in doubtful_values(contract, one, {}, records)] == doubtful


def test_a_list_holds_members_of_their_type() -> None:
    """A word in a list of numbers makes it none that can be asked for."""
    numbers = parameter("array", items={"type": "integer", "minimum": 1})
    assert [holdable(numbers, value) for value in ([1, 2], ["1", "2"], [1, "two"], [0, 1])] == [True, True, False, False]


@pytest.mark.parametrize(
    ("schema", "values"),
    [
        ({"type": "boolean"}, [True, False]),
        ({"type": "integer"}, [1, 0]),
        ({"enum": ["yes", "no"]}, []),
        ({"enum": ["TRUE", "no"]}, ["TRUE"]),
        ({"type": "array", "items": {"type": "boolean"}}, [[True, False], True, False]),
        ({"type": "array", "items": {"type": "string", "enum": ["0", "1"]}}, [["1", "0"], "1", "0"]),
    ],
    ids=str,
)
def test_a_flag_is_asked_for_by_a_value_that_its_parameter_takes(schema: dict[str, Any], values: list[Any]) -> None:
    """Where no documented value says what records show, none is made up."""
    one = Filter("p", Choice("/open"), Choice(("equals",)), compares="flag")
    held = Parameter("p", "query", {"type": "string", **schema}, Source("003"))
    contract = dataclasses.replace(CONTRACT, parameters=(*CONTRACT.parameters, held), filters=(one,))
    records = [{"open": number < 3} for number in range(5)] + [{"open": True}] * 2
    assert list(values_for(contract, one, {}, records)) == values


def test_a_list_whose_separator_joins_clauses_too_can_be_written_inside_brackets() -> None:
    """Its commas are its own; a value with a comma of its own is left out."""
    one = Filter("p", Choice("/name"), Choice(("one-of",)), separator=",")
    held = dataclasses.replace(parameter(), carrier="q", spelling="clause", spelled="name in ({})", joined_by=",", separator=",")
    contract = dataclasses.replace(CONTRACT, parameters=(*CONTRACT.parameters, held), filters=(one,))
    assert values_for(contract, one, {}, [{"name": name} for name in ("a", "b", "c,d")]) == ("a,b", "a", "A,b")


def test_a_range_is_tried_at_a_moment_that_would_be_rounded() -> None:
    """A service that cuts times down to the minute does nothing to a whole one, however many records show it.

    Nor does it to the second before: what follows on that is whole.
    """
    contract = load("alibaba-pai-dlc-jobs", CONTRACTS)
    shown = ["10:00:00", "10:01:00", "10:01:00", "10:01:00", "10:01:30", "10:01:30", "10:02:00", "10:03:07", "10:04:00"]
    shown += ["10:01:59"] * 4
    records = [{"GmtCreateTime": f"2026-11-01T{time}Z"} for time in shown]
    assert values_for(contract, contract.filter("StartTime"), {}, records)[0] == "2026-11-01T10:01:30Z"


@pytest.mark.parametrize(("shown", "values"), [([1, 5, 6, 7, 12], (6, 5)), ([1, 5, 9], (9, 8, 10))])
def test_a_number_whose_neighbours_are_shown_is_tried_beside_one_of_them(shown: list[int], values: tuple[int, ...]) -> None:
    """It tells alone whether it counts itself and whether the end is shifted; elsewhere both neighbours do."""
    one = Filter("p", Choice("/create_time"), Choice(("minimum",)), "number")
    contract = dataclasses.replace(CONTRACT, parameters=(*CONTRACT.parameters, parameter("integer")), filters=(one,))
    assert values_for(contract, one, {}, [record(n, create_time=number) for n, number in enumerate(shown)]) == values


def test_of_many_numbers_few_are_tried() -> None:
    """The most common one, 0, and one with which another begins as a text, for a service may compare texts."""
    one = Filter("p", Choice("/create_time"), Choice(("equals",)), "number")
    contract = dataclasses.replace(CONTRACT, parameters=(*CONTRACT.parameters, parameter("integer")), filters=(one,))
    shown = [7, 7, 7, 3, 3, 4, 4, 5, 5, 6, 6, 0, 12, 1]
    assert values_for(contract, one, {}, [record(n, create_time=number) for n, number in enumerate(shown)]) == (7, 0, 1, 3)


def test_an_end_of_a_range_tells_how_it_is_misread() -> None:
    """Its neighbours come apart from it where it is left out, and what it is cut down to from what it is."""
    parameter_of_time = load("alibaba-pai-dlc-jobs", CONTRACTS).parameter("StartTime")
    one = Filter("StartTime", Choice("/GmtCreateTime"), Choice(("from",)), "time")
    assert misread(parameter_of_time, one, "2026-11-01T10:01:30Z") == (
        "2026-11-01T00:00:00Z",
        "2026-11-01T10:00:00Z",
        "2026-11-01T10:01:00Z",
        "2026-11-01T10:01:29Z",
        "2026-11-01T10:01:31Z",
    )


def test_a_number_is_misread_as_its_neighbours() -> None:
    """And what is no number as nothing."""
    one = Filter("p", Choice("/count"), Choice(("minimum",)), "number")
    assert misread(parameter("integer"), one, "12") == (11, 13)
    assert misread(parameter("integer"), one, "twelve") == ()


@given(st.dictionaries(st.integers(0, 400), st.integers(1, 30), max_size=60), st.integers(1, 200))
def test_the_middle_of_a_range_leaves_something_on_both_sides(points: dict[float, int], most: int) -> None:
    """Two different ends of what is shown, and no more between than asked for unless they are neighbours."""
    ends = middle(points, most)
    ordered = sorted(points)
    if ends is None:
        assert len(ordered) < 3
        return
    first, last = ordered.index(ends[0]), ordered.index(ends[1])
    assert 0 < first < last <= len(ordered) - 1
    assert sum(points[point] for point in ordered[first : last + 1]) <= most or last - first == 1


def test_a_middle_that_fits_is_the_third() -> None:
    """It is drawn in only where it has to be, from both sides."""
    points: dict[float, int] = dict.fromkeys(range(30), 1)
    assert middle(points, 100) == (10, 20)
    assert middle(points, 5) == (13, 17)


@pytest.mark.parametrize(
    ("schema", "value", "holds"),
    [
        ({"minimum": 0}, -1, False),
        ({"minimum": 0}, 0, True),
        ({"maximum": 8}, "9", False),
        ({"exclusiveMinimum": 0}, 0, False),
        ({"exclusiveMaximum": 8}, 7.5, True),
        ({}, -(10**9), True),
    ],
)
def test_a_number_beyond_its_documented_bounds_is_no_value_of_a_filter(schema: dict[str, Any], value: Any, holds: bool) -> None:
    """A service may refuse it, as its document says, and so it is never asked for as one that must be accepted."""
    assert holdable(parameter("number", **schema), value) is holds


def test_what_no_address_can_carry_is_not_asked_for() -> None:
    """Half a surrogate pair, which JSON can spell and UTF-8 cannot, is no value to ask for, whole, as a piece or in a list."""
    records = [{"name": "\ud800x"}, {"name": "plain"}, {"name": "名🍎"}]
    assert set(shown_values("/name", records)) == {"plain", "名🍎"}
    parameter = Parameter("tags", "query", {"type": "string"}, source=Source("p"))
    assert [holdable(parameter, value) for value in ("a\udfff", "a", ["\ud800"], {"k": "\ud800"}, 7)] == [
        False, True, False, False, True,
    ]  # fmt: skip
