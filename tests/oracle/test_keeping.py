"""What an answer must hold lies within what it may hold, whatever is asked and whatever the contract leaves open."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from listproof.contract import Choice, Contract, Filter, load
from listproof.oracle import READINGS, Assumptions, KnownRecords, instant, keeps, matches, must_and_may, period

CONTRACTS = Path(__file__).parents[2] / "contracts"
PLAIN = load("huawei-hss-kubernetes-jobs", CONTRACTS)
DLC = load("alibaba-pai-dlc-jobs", CONTRACTS)
TEXT = st.text(st.sampled_from("aAbB%*é ,"), max_size=4)
TEXT_READINGS = sorted(READINGS - {"from", "after", "until", "before", "minimum", "maximum"})
RANGE_READINGS = ["from", "after", "until", "before", "minimum", "maximum", "equals"]
NOW = (1_700_000_000_000.0, 1_700_000_003_000.0)
DAY = 86_400_000


@st.composite
def filters(draw: st.DrawFn) -> Filter:
    """Any filter over the fields of `records`."""
    compares: Any = draw(st.sampled_from(["text", "number", "time"]))
    several = st.lists(st.sampled_from(TEXT_READINGS if compares == "text" else RANGE_READINGS), min_size=1, max_size=3, unique=True)
    field: Any = draw(st.sampled_from(["/text", "/items/*/text"] if compares == "text" else ["/number"]))
    matches_: tuple[str, ...] = tuple(draw(several))
    value = TEXT if compares == "text" else st.integers(-2, 2)
    meanings = st.one_of(st.just("everything"), st.just("now"), st.just({"ago": "P1D"}), value) if compares == "time" else value
    return Filter(
        name=draw(st.sampled_from(["a", "b", "c"])),
        field=Choice(field, "chooser", {"x": "/other"}) if draw(st.booleans()) else Choice(field),
        matches=Choice(matches_),
        compares=compares,
        absent=tuple(draw(st.lists(st.just("everything") | meanings, min_size=1, max_size=2))),
        everything=draw(st.none() | TEXT),
        yields_to=draw(st.sampled_from([None, None, "b"])),
        needs=draw(st.sampled_from([{}, {}, {"c": "1"}])),
        widens=draw(st.sampled_from([False, False, False, True])),
        separator=draw(st.sampled_from([None, "|"])),
    )


RECORDS = st.lists(
    st.fixed_dictionaries(
        {},
        optional={
            "text": st.none() | TEXT, "number": st.none() | st.integers(-2, 2), "other": TEXT,
            "items": st.lists(st.fixed_dictionaries({}, optional={"text": TEXT}), max_size=2),
        },
    ),
    max_size=6,
)  # fmt: skip
QUERIES = st.dictionaries(st.sampled_from(["a", "b", "c", "chooser"]), st.sampled_from(["a", "B", "%", "", "x", "1", 0, 1]), max_size=4)
RECKONING = Assumptions(NOW)


def holding(*given_: Filter) -> Contract:
    """A contract with these filters, the first of each name."""
    return dataclasses.replace(PLAIN, filters=tuple({one.name: one for one in reversed(given_)}.values()))


@given(st.lists(filters(), max_size=3), QUERIES, RECORDS)
@settings(max_examples=300)
def test_must_lies_within_may(given_: list[Filter], query: dict[str, Any], records: list[Any]) -> None:
    """Nothing is demanded of an answer that it may not hold; both are places of records, in order, each once."""
    must, may = must_and_may(holding(*given_), query, KnownRecords(records), RECKONING)
    assert set(must) <= set(may) <= set(range(len(records)))
    assert must == sorted(set(must))
    assert may == sorted(set(may))


@given(st.lists(filters(), max_size=3), QUERIES, RECORDS)
@settings(max_examples=300)
def test_split_agrees_with_keeps(given_: list[Filter], query: dict[str, Any], records: list[Any]) -> None:
    """A record must be there where every filter keeps it for sure, and may be where none keeps it out for sure."""
    contract = holding(*given_)
    told = [[keeps(contract, one, query, record, RECKONING) for one in contract.filters] for record in records]
    must = [place for place, answers in enumerate(told) if all(answer is True for answer in answers)]
    may = [place for place, answers in enumerate(told) if all(answer is not False for answer in answers)]
    assert must_and_may(contract, query, KnownRecords(records), RECKONING) == (must, may)


@given(filters(), QUERIES, RECORDS)
def test_fewer_readings_leave_less_open(one: Filter, query: dict[str, Any], records: list[Any]) -> None:
    """With one reading alone, must grows and may shrinks: any single reading lies between the two."""
    contract = holding(one)
    must, may = must_and_may(contract, query, KnownRecords(records), RECKONING)
    for reading in one.matches.absent or ():
        known = dataclasses.replace(RECKONING, readings={one.name: (reading,)})
        sure, perhaps = must_and_may(contract, query, KnownRecords(records), known)
        assert set(must) <= set(sure) <= set(perhaps) <= set(may)


@given(st.lists(filters(), max_size=3), QUERIES, RECORDS)
def test_another_filter_only_takes_away(given_: list[Filter], query: dict[str, Any], records: list[Any]) -> None:
    """Looking at some of the filters keeps whatever looking at all of them keeps."""
    contract = holding(*given_)
    must, may = must_and_may(contract, query, KnownRecords(records), RECKONING)
    for one in contract.filters:
        sure, perhaps = must_and_may(contract, query, KnownRecords(records), RECKONING, [one.name])
        assert set(must) <= set(sure)
        assert set(may) <= set(perhaps)


@given(st.lists(filters(), max_size=3), RECORDS, QUERIES)
def test_no_filter_keeps_everything(given_: list[Filter], records: list[Any], query: dict[str, Any]) -> None:
    """Where no filter is looked at, every record must be there."""
    everything = list(range(len(records)))
    assert must_and_may(holding(*given_), query, KnownRecords(records), RECKONING, []) == (everything, everything)


def test_readings_that_differ_leave_open_what_they_differ_on() -> None:
    """Sure is what all keep, out is what none keeps."""
    one = Filter("a", Choice("/name"), Choice(("equals", "contains")))
    records = [{"name": "job"}, {"name": "job-2"}, {"name": "other"}, {"name": None}, {}]
    assert must_and_may(holding(one), {"a": "job"}, KnownRecords(records), RECKONING) == ([0], [0, 1])


def test_any_item_of_an_array_will_do() -> None:
    """A record is kept where one of its values is."""
    one = Filter("a", Choice("/specs/*/image"), Choice(("equals",)))
    records = [{"specs": [{"image": "x"}, {"image": "y"}]}, {"specs": []}, {"specs": [{"image": "z"}]}]
    assert must_and_may(holding(one), {"a": "y"}, KnownRecords(records), RECKONING) == ([0], [0])


def test_the_loser_of_two_filters_says_nothing() -> None:
    """JobId decides alone where JobIds is given too."""
    records = [{"JobId": "dlc1"}, {"JobId": "dlc2"}]
    query = {"JobId": "DLC1", "JobIds": "dlc2"}
    assert must_and_may(DLC, query, KnownRecords(records), RECKONING, ["JobId", "JobIds"]) == ([0], [0])
    assert must_and_may(DLC, {"JobIds": "dlc2"}, KnownRecords(records), RECKONING, ["JobId", "JobIds"]) == ([1], [1])


def test_the_value_that_turns_a_filter_off_does() -> None:
    """An empty JobId keeps everything."""
    assert must_and_may(DLC, {"JobId": ""}, KnownRecords([{"JobId": "a"}, {}]), RECKONING, ["JobId"]) == ([0, 1], [0, 1])


def test_a_filter_without_what_it_needs_is_open() -> None:
    """A numeric range without its field says nothing that could be held against an answer."""
    records = [{"RequestGPU": "1"}, {"RequestGPU": "3"}]
    query: dict[str, Any] = {"NumericRangeMin": 2}
    assert must_and_may(DLC, query, KnownRecords(records), RECKONING, ["NumericRangeMin"]) == ([], [0, 1])
    query["NumericRangeField"] = "RequestGPU"
    assert must_and_may(DLC, query, KnownRecords(records), RECKONING, ["NumericRangeMin"]) == ([1], [1])


def test_a_chosen_field_is_the_one_that_is_looked_at() -> None:
    """TimeRangeField moves the window; an unknown one leaves it open."""
    records = [{"GmtCreateTime": "2025-01-01T00:00:00Z", "GmtFinishTime": "2025-03-01T00:00:00Z"}]
    query = {"StartTime": "2025-02-01T00:00:00Z"}
    for extra, told in (({}, ([], [])), ({"TimeRangeField": "GmtFinishTime"}, ([0], [0])), ({"TimeRangeField": "Mine"}, ([], [0]))):
        assert must_and_may(DLC, {**query, **extra}, KnownRecords(records), RECKONING, ["StartTime"]) == told


def test_what_leaving_out_means_moves_with_the_server_s_clock() -> None:
    """A window of the last day is sure on both ends of the server's time, and open in between; `now` is an upper bound."""
    one = Filter("since", Choice("/time"), Choice(("from",)), "time", absent=({"ago": "P1D"},))
    early, late = NOW[0] - DAY, NOW[1] - DAY
    records = [{"time": int(early) - 1}, {"time": int(early)}, {"time": int(late)}, {"time": int(late) + 1}]
    assert must_and_may(holding(one), {}, KnownRecords(records), RECKONING) == ([2, 3], [1, 2, 3])
    until = Filter("until", Choice("/time"), Choice(("until",)), "time", absent=("now",))
    records = [{"time": int(NOW[0])}, {"time": int(NOW[0]) + 1}, {"time": int(NOW[1]) + 1}]
    assert must_and_may(holding(until), {}, KnownRecords(records), RECKONING) == ([0], [0, 1])


def test_several_meanings_of_leaving_out_are_all_fair_until_told_apart() -> None:
    """Everything, or the last day: open; once it is known, sure."""
    one = Filter("since", Choice("/time"), Choice(("from",)), "time", absent=({"ago": "P1D"}, "everything"))
    records = [{"time": 0}, {"time": int(NOW[1])}]
    assert must_and_may(holding(one), {}, KnownRecords(records), RECKONING) == ([1], [0, 1])
    known = dataclasses.replace(RECKONING, absent={"since": ("everything",)})
    assert must_and_may(holding(one), {}, KnownRecords(records), known) == ([0, 1], [0, 1])


@given(st.integers(0, 400), st.integers(0, 23), st.integers(0, 59), st.integers(0, 59))
def test_a_duration_is_its_parts(days: int, hours: int, minutes: int, seconds: int) -> None:
    """Days, hours, minutes and seconds, in milliseconds."""
    expected = ((days * 24 + hours) * 60 + minutes) * 60_000 + seconds * 1000
    assert period(f"P{days}DT{hours}H{minutes}M{seconds}S") == expected
    assert period(f"P{days}D") == days * DAY
    assert period(f"PT{hours}H") == hours * 3_600_000


@pytest.mark.parametrize("text", ["", "P", "PT", "7D", "P1Y", "P1W", "P-1D", "P1D2H"])
def test_any_other_text_is_no_duration(text: str) -> None:
    """With an example of one in the error."""
    with pytest.raises(ValueError, match="expected one such as P7D"):
        period(text)


def test_what_a_value_keeps_is_worked_out_once_for_each_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    """A list that was asked for by either reading is known by both together."""
    asked: list[str] = []

    def counted(reading: str, *more: Any, **others: Any) -> bool | None:
        asked.append(reading)
        return matches(reading, *more, **others)

    monkeypatch.setattr("listproof.oracle.keeping.matches", counted)
    table = KnownRecords([{"text": "a"}, {"text": "b"}])
    one = Filter("a", Choice("/text"), Choice(("one-of", "one-of-any-case")), "text")
    for left in (("one-of",), ("one-of-any-case",), ("one-of", "one-of-any-case")):
        assumptions = Assumptions(NOW, {"a": left})
        assert must_and_may(holding(one), {"a": ["a", "c"]}, table, assumptions) == ([0], [0])
    assert sorted(asked) == ["one-of", "one-of", "one-of-any-case", "one-of-any-case"]


def test_a_column_is_what_each_record_shows() -> None:
    """Nulls and missing values are nothing; arrays show each of their values; what is shown twice is kept once where it can be."""
    table = KnownRecords([{"a": [1, 2]}, {"a": None}, {}, {"a": "x"}])
    assert table.column("/a/*") == ([(1, 2), ()], [0, 1, 1, 1])
    assert table.column("/a") == ([([1, 2],), (), (), ("x",)], [0, 1, 2, 3])
    assert table.column("/a") is table.column("/a")


def test_a_value_that_cannot_be_looked_up_is_worked_out() -> None:
    """Objects under a filter of entries are compared, though they have no hash."""
    records = [{"Settings": {"Tags": {"team": "a"}}}, {"Settings": {"Tags": {}}}, {}]
    assert must_and_may(DLC, {"Tags": {"team": "a"}}, KnownRecords(records), RECKONING, ["Tags"]) == ([0], [0])
    assert matches("entries", "text", {"team": "a"}, {"team": "b"}) is False
    assert instant(NOW[0]) == NOW[0]


@pytest.mark.parametrize(
    ("reading", "value", "kept"),
    [
        ("all-of", "a", [0, 1, 2]),
        ("all-of", "a,b", [0, 2]),
        ("all-of", "b,a", [0, 2]),
        ("all-of", ["a", "b", "c"], [2]),
        ("all-of", "a,a", [0, 1, 2]),
        ("all-of", "A,b", []),
        ("all-of-any-case", "A,b", [0, 2]),
        ("all-of", "a,z", []),
    ],
)
def test_all_values_of_a_list_must_be_shown(reading: str, value: Any, kept: list[int]) -> None:
    """A record is kept that shows every value of a list among its own, in any order; one that shows some of them is not."""
    records = KnownRecords([{"items": row} for row in (["a", "b"], ["a"], ["c", "b", "a"], ["b"], [])])
    contract = dataclasses.replace(PLAIN, filters=(Filter("tags", Choice("/items/*"), Choice((reading,))),))
    assert must_and_may(contract, {"tags": value}, records, RECKONING) == (kept, kept)
