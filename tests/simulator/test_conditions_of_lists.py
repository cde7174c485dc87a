"""Where a filter looks at several values, or is given several, each is held to the reading by itself, in a table of a few records."""

from __future__ import annotations

from typing import Any

import pytest

from .test_conditions import kept, listing, refuses

TAGS: list[dict[str, Any]] = [{"tags": ["blue-ish", "Red"]}, {"tags": ["green"]}, {"tags": ["a*", "b.c"]}, {"tags": []}, {"tags": None}]


@pytest.mark.parametrize(
    ("matches", "value", "expected"),
    [
        ("prefix", "blue", [0]), ("prefix", "ish", []), ("prefix-any-case", "RED", [0]),
        ("equals", "green", [1]), ("equals", "een", []), ("equals", "gree", []),
        ("suffix", "ish", [0]), ("suffix", "blue", []), ("suffix", "ed", [0]),
        ("contains", "lue", [0]), ("contains", "ishRed", []),
        ("like", "bl%sh", [0]), ("like", "ish%Red", []), ("like", "gr__n", [1]), ("like", "a*", [2]), ("like", "b.c", [2]),
        ("like", "b?c", []),
        ("like-any-case", "R_D", [0]), ("like", "R_D", []),
        ("glob", "bl*sh", [0]), ("glob", "ish*Red", []), ("glob", "gr??n", [1]), ("glob", "b_c", []), ("glob", "ish?Red", []),
        ("one-of", ["Red", "green"], [0, 1]), ("one-of", "ed,gre", []),
        ("all-of", "blue-ish,Red", [0]), ("all-of", ["blue-ish", "green"], []), ("all-of", ["green"], [1]), ("all-of", "green", [1]),
        ("all-of", "BLUE-ISH,red", []), ("all-of-any-case", "BLUE-ISH,red", [0]), ("all-of", "gree", []), ("all-of", ["reen"], []),
        ("all-of", ["blue-ish,Red"], []),
        ("not-equals", "green", [0, 2, 3, 4]), ("none-of", "green,Red", [2, 3, 4]),
    ],
)  # fmt: skip
def test_each_text_of_a_list_is_held_to_a_reading_by_itself(matches: str, value: Any, expected: list[int]) -> None:
    """What begins, ends or spans two of them together is found in none."""
    assert kept(listing({"tags": {"field": "/tags/*", "matches": matches}}), TAGS, {"tags": value}) == expected


@pytest.mark.parametrize(("separator", "expected"), [(";", [0]), ("|", [])])
def test_a_list_that_is_asked_for_whole_is_parted_as_the_contract_says(separator: str, expected: list[int]) -> None:
    """At nothing else."""
    contract = listing({"tags": {"field": "/tags/*", "matches": "all-of", "separator": separator}})
    assert kept(contract, TAGS, {"tags": "blue-ish;Red"}) == expected
    one_of = listing({"tags": {"field": "/tags/*", "matches": "one-of", "separator": separator}})
    assert kept(one_of, TAGS, {"tags": "green; Red"}) == ([0, 1] if expected else [])


@pytest.mark.parametrize("matches", ["all-of", "one-of"])
def test_four_thousand_texts_of_a_list_are_looked_for_and_one_more_is_refused(matches: str) -> None:
    """Each is a condition of its own."""
    filters = {"tags": {"field": "/tags/*", "matches": matches}}
    assert kept(listing(filters), TAGS, {"tags": ",".join(["green"] * 4000)}) == [1]
    assert refuses(filters, {"tags": ",".join(["green"] * 4001)}) == "tags"
    assert kept(listing(filters), TAGS, {"tags": ["green"] * 4000}) == [1]
    assert refuses(filters, {"tags": ["green"] * 4001}) == "tags"


@pytest.mark.parametrize(
    ("matches", "value", "expected"),
    [
        ("equals", "a", [0, 1]),
        ("contains", ["b", "c"], [1, 2]),
        ("not-equals", "a", [1, 2]),
        ("is-null", True, [2]),
        ("all-of", ["a"], [0, 1]),
    ],
)
def test_a_filter_of_two_fields_keeps_what_it_finds_in_either(matches: str, value: Any, expected: list[int]) -> None:
    """A negation too: by what one of them shows."""
    contract = listing({"name": {"field": ["/name", "/owner"], "matches": matches}})
    records: list[dict[str, Any]] = [{"name": "a", "owner": "a"}, {"name": "b", "owner": "a"}, {"name": "c", "owner": None}]
    assert kept(contract, records, {"name": value}) == expected


@pytest.mark.parametrize("matches", ["equals", "one-of"])
@pytest.mark.parametrize(("value", "expected"), [([True, False], [0, 1]), ([True], [0]), (["false"], [1]), ([], [0, 1, 2])])
def test_flags_come_in_lists_too(matches: str, value: list[Any], expected: list[int]) -> None:
    """Each is the flag that it spells."""
    contract = listing({"open": {"field": "/open", "as": "flag", "matches": matches}})
    assert kept(contract, [{"open": True}, {"open": False}, {"open": None}], {"open": value}) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ([7, "8"], [0, 1]),
        ("7;8", [0, 1]),
        ("7", [0]),
        (7, [0]),
        ([], [0, 1, 2]),
        (["\0", 8], [1]),
        (["\0"], []),
        (["\ud800", 8], [1]),
        ("7,8", []),
    ],
)
def test_any_one_of_several_values_that_records_do_not_show_is_enough(value: Any, expected: list[int]) -> None:
    """And none at all asks for nothing, whether the filter keeps what has them or leaves it out."""
    records = [{"team": "7"}, {"team": "8"}, {"team": "9"}]
    keeping = listing({"team": {"matches": "opaque", "separator": ";"}})
    assert kept(keeping, records, {"team": value}) == expected
    hiding = listing({"team": {"matches": "not-opaque", "separator": ";"}})
    assert kept(hiding, records, {"team": value}) == ([0, 1, 2] if value == [] else [one for one in (0, 1, 2) if one not in expected])


def test_what_is_left_out_by_a_value_that_no_record_shows_includes_what_has_none() -> None:
    """Records without any value do not have it, and the first of two values is not the text of both."""
    hiding = listing({"team": {"matches": "not-opaque"}})
    assert kept(hiding, [{"team": "7"}, {"team": None}], {"team": "7"}) == [1]
    assert kept(listing({"team": {"matches": "opaque"}}), [{"team": "7,8"}, {"team": "7"}], {"team": "7,8"}) == [0]


def test_many_values_that_records_do_not_show_are_refused() -> None:
    """More than four thousand."""
    filters = {"team": {"matches": "opaque"}}
    assert kept(listing(filters), [{"team": "7"}], {"team": ["7"] * 4000}) == [0]
    assert refuses(filters, {"team": ["7"] * 4001}) == "team"
