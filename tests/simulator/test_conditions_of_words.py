"""What a contract says of a filter beside its reading changes what it keeps, word by word, in a table of a few records."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from listproof.contract import Contract
from listproof.simulator.columns import columns
from listproof.simulator.decisions import decide
from listproof.simulator.query import TypedQuery
from listproof.simulator.refusals import Refusal
from listproof.simulator.tables.conditions import conditions

from .invented import ferries, parameter
from .test_conditions import DAY, FIELDS, NAMES, NOW, kept, listing, names, refuses

TEXT = {"name": {"field": "/name", "matches": "equals"}, "owner": {"field": "/owner", "matches": "equals"}}
CARS = {"cars": {"field": "/cars", "as": "number", "matches": "equals"}}
RECORDS = [{"name": "a", "owner": "x", "cars": 1}, {"name": "a", "owner": "y", "cars": 2}, {"name": "b", "owner": "x", "cars": 1}]


def apart(*several: Any, **filters: Any) -> Contract:
    """A listing some of whose filters cannot be asked for together."""
    said = {**TEXT, **CARS, **filters}
    return ferries(fields=FIELDS, parameters=[parameter(name, {}) for name in said], listing={"filters": said, "apart": list(several)})


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"name": "a"}, [0, 1]), ({"owner": "x"}, [0, 2]), ({"owner": "x", "name": "a"}, [0, 1]), ({"name": "a", "cars": 2}, [1]),
        ({"owner": "x", "cars": 2}, []), ({"name": "a", "owner": "x", "cars": 2}, [1]), ({}, [0, 1, 2]),
    ],
)  # fmt: skip
def test_of_filters_that_stand_apart_the_first_counts_where_a_server_takes_it(given: Mapping[str, Any], expected: list[int]) -> None:
    """Whichever is given first; those of no such set count beside it."""
    assert kept(apart(["name", "owner"]), RECORDS, given, apart="first") == expected


def test_of_filters_that_stand_apart_the_second_is_refused_elsewhere() -> None:
    """By its name; alone, or beside others, each is answered, and of two sets each is looked at."""
    contract = apart(["name", "owner"])
    for given in ({"name": "a"}, {"owner": "x"}, {"name": "a", "cars": 1}):
        assert kept(contract, RECORDS, given) == kept(contract, RECORDS, given, apart="first")
    both = apart(["name", "owner"], ["owner", "cars"])
    assert refused(both, {"owner": "x", "name": "a"}) == "owner"
    assert refused(both, {"cars": 1, "owner": "x"}) == "cars"
    assert refused(apart(["cars", "owner", "name"]), {"name": "a", "owner": "x", "cars": 1}) == "owner"
    assert kept(both, RECORDS, {"owner": "x", "cars": 2}, apart="first") == [0, 2]
    assert kept(both, RECORDS, {"name": "a", "owner": "x", "cars": 2}, apart="first") == [1]


def refused(contract: Contract, given: Mapping[str, Any]) -> str:
    """The parameter for which a query of a listing is refused, which must be refused as wrong."""
    with pytest.raises(Refusal) as refusal:
        kept(contract, RECORDS, given)
    assert refusal.value.kind == "bad-parameter"
    return refusal.value.parameter


@pytest.mark.parametrize(
    ("value", "expected"),
    [("none", {None}), ("any", {name for name in NAMES if name is not None}), ("ash", {"ash"}), ("None", set()), (["none"], set())],
)
def test_a_word_asks_for_any_value_or_for_none(value: Any, expected: set[Any]) -> None:
    """Just as it is written; every other text is a value."""
    assert names("equals", value, words={"words": {"none": "without", "any": "with"}}) == expected


SHELF = ("Apple", "apple", "Banana", "éclair", "egg", None)


@pytest.mark.parametrize(
    ("matches", "value", "collation", "expected"),
    [
        ("from", "apple", "code-points", {"apple", "éclair", "egg"}), ("minimum", "apple", "code-points", {"apple", "éclair", "egg"}),
        ("after", "apple", "code-points", {"éclair", "egg"}), ("until", "Apple", "code-points", {"Apple"}),
        ("maximum", "Banana", "code-points", {"Apple", "Banana"}), ("before", "Banana", "code-points", {"Apple"}),
        ("before", "egg", "code-points", {"Apple", "apple", "Banana"}),
        ("after", "APPLE", "any-case", {"Banana", "éclair", "egg"}), ("until", "BANANA", "any-case", {"Apple", "apple", "Banana"}),
        ("before", "egg", "locale", {"Apple", "apple", "Banana", "éclair"}),
        ("until", "EGG", "locale", {"Apple", "apple", "Banana", "éclair", "egg"}),
        ("after", "apple", "locale", {"Apple", "Banana", "éclair", "egg"}),
    ],
)  # fmt: skip
def test_a_range_of_texts_is_that_of_the_collation_that_a_server_has(matches: str, value: str, collation: str, expected: set[str]) -> None:
    """By code points, without case, or as a dictionary has them; records without a text lie in none."""
    contract = listing({"name": {"field": "/name", "matches": matches}})
    assert {SHELF[place] for place in kept(contract, [{"name": one} for one in SHELF], {"name": value}, collation=collation)} == expected


SECOND = "2024-03-01T00:00:00Z"


@pytest.mark.parametrize(("way", "until"), [("shown", list(range(8))), ("cut", [0, 3, 6]), ("rounded", [0, 3, 6, 7])])
def test_moments_may_be_kept_finer_than_they_are_shown(way: str, until: list[int]) -> None:
    """Each record by another part of a second, one in three by none."""
    said = {"field": "/sailed", "as": "time", "matches": "until", "precision": ["shown", "cut", "rounded"]}
    records = [{"sailed": SECOND}] * 8
    assert kept(listing({"sailed": said}), records, {"sailed": SECOND}, **{"filters.sailed.precision": way}) == until
    numbers = {"cars": {"field": "/cars", "as": "number", "matches": "until"}}
    assert kept(listing(numbers), [{"cars": 1}] * 8, {"cars": 1}) == list(range(8))


@pytest.mark.parametrize(("absent", "expected"), [("now", [1]), ({"ago": "PT1H"}, [0]), (NOW // 1000 + DAY // 1000, [2])])
def test_leaving_out_a_filter_of_seconds_means_a_moment_all_the_same(absent: Any, expected: list[int]) -> None:
    """In the same seconds as one that is given."""
    contract = ferries(
        fields=FIELDS,
        parameters=[parameter("sailed", {"type": "integer", "format": "epoch-seconds"})],
        listing={"filters": {"sailed": {"field": "/sailed", "as": "time", "matches": "equals", "absent": absent}}},
    )
    assert contract.filter("sailed").seconds
    records = [{"sailed": NOW - 3_600_000}, {"sailed": NOW}, {"sailed": NOW + DAY}]
    assert kept(contract, records, {}) == expected
    assert kept(contract, records, {"sailed": NOW // 1000}) == [1]


def test_the_reading_of_a_filter_may_be_chosen_by_another() -> None:
    """Where the other is left out or says nothing of it, by what is said for that."""
    chosen: dict[str, Any] = {"chosen-by": "how", "when": {"start": "prefix", "end": "suffix"}}
    records = [{"name": "ash"}, {"name": "ash tree"}, {"name": "wash"}]
    said = {"name": {"field": "/name", "matches": {**chosen, "absent": "contains"}}}
    contract = ferries(fields=FIELDS, parameters=[parameter("name", {}), parameter("how", {})], listing={"filters": said})
    assert kept(contract, records, {"name": "ash", "how": "start"}) == [0, 1]
    assert kept(contract, records, {"name": "ash", "how": "end"}) == [0, 2]
    assert kept(contract, records, {"name": "ash"}) == kept(contract, records, {"name": "ash", "how": "else"}) == [0, 1, 2]


@pytest.mark.parametrize(("taken", "expected"), [("equals", {"ash"}), ("contains", {"ash", "ash tree", "wash"})])
def test_of_several_readings_a_server_takes_one(taken: str, expected: set[str]) -> None:
    """The first, unless it decided otherwise."""
    contract = listing({"name": {"field": "/name", "matches": ["equals", "contains"]}})
    records = [{"name": name} for name in NAMES]
    assert {NAMES[place] for place in kept(contract, records, {"name": "ash"}, **{"filters.name": taken})} == expected
    assert names(["contains", "equals"], "ash") == {"ash", "ash tree", "wash"}


def test_what_says_nothing_is_no_condition() -> None:
    """Whether it is not given, or asks for everything."""
    contract = listing({**TEXT, "cars": {**CARS["cars"], "everything": 0}})
    for given, expected in (
        ({}, []),
        ({"cars": 0}, []),
        ({"name": "a", "cars": 0}, ["name"]),
        ({"name": "a", "cars": 1}, ["name", "cars"]),
    ):
        assert list(conditions(contract, decide(contract), columns(contract), TypedQuery(given, ""), NOW)) == expected


@pytest.mark.parametrize("expression", [")(", "a{99999999999}", "(?x)a"])
def test_an_expression_without_case_must_be_one_by_itself(expression: str) -> None:
    """What only the brackets around it make readable is refused, and what they make unreadable too."""
    assert refuses({"name": {"field": "/name", "matches": "regex-any-case"}}, {"name": expression}) == "name"
