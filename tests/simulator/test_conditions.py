"""Each reading of a filter keeps just the records that it says, value by value, in a table of a dozen records."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from listproof.contract import Contract
from listproof.simulator.columns import columns
from listproof.simulator.decisions import decide
from listproof.simulator.query import TypedQuery
from listproof.simulator.refusals import Refusal
from listproof.simulator.tables.conditions import conditions, milliseconds, needed, pattern, spelled
from listproof.simulator.tables.sql import ALL, NONE, Condition, all_of, any_of

from .invented import FERRY, ferries, parameter

FIELDS = {
    **FERRY,
    "name": {"type": ["string", "null"]},
    "open": {"type": ["boolean", "null"]},
    "labels": {"type": "object"},
    "tags": {"type": "array", "items": {"type": "string"}},
    "owner": {"type": "string"},
}
NAMES: Sequence[str | None] = ("Ash", "ash", "ash tree", "wash", "ÄSH", "äsh", "a*h", "a%h", "a_h", "a[h", "a?h", "", None)
"""The names of the records of most tests."""
NOW = 1_700_000_000_000
DAY = 86_400_000


def listing(filters: Mapping[str, Any]) -> Contract:
    """A listing whose filters are of these words, each with a parameter of its own that takes anything."""
    return ferries(fields=FIELDS, parameters=[parameter(name, {}) for name in filters], listing={"filters": filters})


def kept(contract: Contract, records: Sequence[Mapping[str, Any]], given: Mapping[str, Any], **chosen: str) -> list[int]:
    """The places of the records that a query keeps; `chosen` readings have dashes for underscores."""
    decisions = decide(contract, {name.replace("_", "-"): reading for name, reading in chosen.items()})
    held = columns(contract)
    database = sqlite3.connect(":memory:")
    database.create_function("regexp", 2, lambda asked, text: text is not None and re.search(asked, text) is not None)
    database.execute("CREATE TABLE records (place INTEGER, ordinal INTEGER" + "".join(f", {one.name} {one.kind}" for one in held) + ")")
    for place, record in enumerate(records):
        aside = [record.get(one.pointer, 0) if one.form in ("hidden", "elsewhere") else one.of(record) for one in held]
        database.execute(f"INSERT INTO records VALUES (?, ?{', ?' * len(held)})", (place, place, *aside))
    found = conditions(contract, decisions, held, TypedQuery(given, "main"), NOW).values()
    where = " AND ".join(f"({one.sql})" for one in found) or "1"
    values = [value for one in found for value in one.values]
    return [place for (place,) in database.execute(f"SELECT place FROM records WHERE {where} ORDER BY place", values)]


def names(
    matches: Any, value: Any, given: Mapping[str, Any] | None = None, *, words: Mapping[str, Any] | None = None, **chosen: str
) -> set[Any]:
    """The names that a filter by name keeps of NAMES."""
    contract = listing({"name": {"field": "/name", "matches": matches, **(words or {})}})
    return {NAMES[place] for place in kept(contract, [{"name": name} for name in NAMES], {"name": value, **(given or {})}, **chosen)}


def cars(matches: Any, value: Any, *numbers: float | str | None, **words: Any) -> list[float | str | None]:
    """The numbers that a filter by cars keeps of some."""
    contract = listing({"cars": {"field": "/cars", "as": "number", "matches": matches, **words}})
    return [numbers[place] for place in kept(contract, [{"cars": number} for number in numbers], {"cars": value})]


def refuses(filters: Mapping[str, Any], given: Mapping[str, Any], **chosen: str) -> str:
    """The parameter for which a query is refused, which must be refused as wrong."""
    with pytest.raises(Refusal) as refusal:
        kept(listing(filters), [], given, **chosen)
    assert refusal.value.kind == "bad-parameter"
    return refusal.value.parameter


@pytest.mark.parametrize(
    ("matches", "value", "expected"),
    [
        ("equals", "ash", {"ash"}),
        ("equals-any-case", "aSh", {"ash", "Ash"}),
        ("equals-any-case", "äsh", {"ÄSH", "äsh"}),
        ("contains", "ash", {"ash", "ash tree", "wash"}),
        ("contains", "a%h", {"a%h"}),
        ("contains-any-case", "ASH", {"Ash", "ash", "ash tree", "wash"}),
        ("prefix", "ash", {"ash", "ash tree"}),
        ("prefix", "as", {"ash", "ash tree"}),
        ("prefix-any-case", "ASH", {"Ash", "ash", "ash tree"}),
        ("suffix", "sh", {"Ash", "ash", "wash", "ÄSH", "äsh"} - {"ÄSH"}),
        ("suffix", "ash tree and more", set()),
        ("suffix-any-case", "SH", {"Ash", "ash", "wash", "ÄSH", "äsh"}),
        ("like", "as_", {"ash", "ash tree", "wash"}),
        ("like", "a%e", {"ash tree"}),
        ("like", "a*h", {"a*h"}),
        ("like", "a[h", {"a[h"}),
        ("like", "a?h", {"a?h"}),
        ("like-any-case", "AS_", {"Ash", "ash", "ash tree", "wash"}),
        ("glob", "a?h", {"ash", "ash tree", "wash", "a*h", "a%h", "a_h", "a[h", "a?h"}),
        ("glob", "a*e", {"ash tree"}),
        ("glob", "a%h", {"a%h"}),
        ("one-of", "ash, wash ,", {"ash", "wash"}),
        ("one-of", ["ash", "wash"], {"ash", "wash"}),
        ("one-of-any-case", "ASH,WASH", {"Ash", "ash", "wash"}),
        ("regex", "^a.h$", {"ash", "a*h", "a%h", "a_h", "a[h", "a?h"}),
        ("regex-any-case", "^A[sS]H$", {"Ash", "ash"}),
        ("words", "tree", {"ash tree"}),
        ("words", "TREE ash", {"ash tree"}),
        ("words", "ash", {"Ash", "ash", "ash tree"}),
        ("words", "", set()),
        ("words", "!", set()),
        ("words", "ash " * 100, {"Ash", "ash", "ash tree"}),
        ("words", "ash " * 101, set()),
        ("words", "x " * 101, set()),
        ("equals", ["ash"] * 401, {"ash"}),
        ("equals-any-case", ["ASH"] * 401, {"Ash", "ash"}),
        ("not-contains", ["ash", "ä"], set(NAMES) - {"ash", "ash tree", "wash", "äsh"}),
    ],
)
def test_a_text_is_held_to_a_reading(matches: str, value: Any, expected: set[str]) -> None:
    """A prefix is not anywhere, a wildcard is one only where its reading says so, a case folds only where it is said."""
    assert names(matches, value) == expected


def test_letters_beyond_ascii_fold_only_where_a_server_folds_them() -> None:
    """A–Z fold in either."""
    assert names("equals-any-case", "äsh", folding="ascii") == {"äsh"}
    assert names("equals-any-case", "ASH", folding="ascii") == {"ash", "Ash"}
    assert names("equals", "ASH", folding="ascii") == set()


@pytest.mark.parametrize("length", [4096, 4097])
def test_a_text_longer_than_any_record_s_keeps_nothing(length: int) -> None:
    """Four thousand letters are looked for, one more are not; a list may be longer."""
    contract = listing({"name": {"field": "/name", "matches": "prefix"}})
    assert kept(contract, [{"name": "a" * 5000}], {"name": "a" * length}) == ([0] if length == 4096 else [])
    several = listing({"name": {"field": "/name", "matches": "one-of"}})
    assert kept(several, [{"name": "a"}, {"name": "b"}], {"name": "a," * 3000}) == [0]


@pytest.mark.parametrize(
    ("separator", "value", "expected"), [(";", "ash;wash", {"ash", "wash"}), (";", "ash,wash", set()), (None, "ash,wash", {"ash", "wash"})]
)
def test_a_list_is_parted_as_the_contract_says(separator: str | None, value: str, expected: set[str]) -> None:
    """At commas where it says nothing."""
    assert names("one-of", value, words={"separator": separator} if separator else {}) == expected


def test_texts_of_a_list_that_hold_its_separator_stay_whole() -> None:
    """Values that come one by one are not joined and parted again."""
    contract = listing({"name": {"field": "/name", "matches": "one-of"}})
    records = [{"name": "a,b"}, {"name": "a"}, {"name": "b"}]
    assert kept(contract, records, {"name": ["a,b"]}) == [0]
    assert kept(contract, records, {"name": ["a", "b"]}) == [1, 2]
    any_case = listing({"name": {"field": "/name", "matches": "one-of-any-case"}})
    assert kept(any_case, records, {"name": ["A,b"]}) == [0]
    assert kept(any_case, records, {"name": ["A", "B"]}) == [1, 2]


@pytest.mark.parametrize(("matches", "value"), [("equals", "ash"), ("equals-any-case", "ASH")])
def test_a_text_may_be_any_one_of_many(matches: str, value: str) -> None:
    """They are looked up in one list, which may be longer than a condition of its own for each."""
    assert names(matches, [value] * 4001) == names(matches, value)


def test_a_negation_of_a_time_reads_it_as_the_time_is_read() -> None:
    """A day is lost whole."""
    contract = listing({"sailed": {"field": "/sailed", "as": "time", "matches": "not-equals"}})
    records = [{"sailed": f"2024-01-{day}T12:00:00Z"} for day in (27, 28, 29)]
    assert kept(contract, records, {"sailed": "2024-01-28"}) == [0, 2]


@pytest.mark.parametrize(
    ("matches", "value", "expected"),
    [
        ("equals", ["ash", "wash"], {"ash", "wash"}),
        ("equals-any-case", ["ASH", "WASH"], {"Ash", "ash", "wash"}),
        ("contains", ["tree", "w"], {"ash tree", "wash"}),
        ("contains-any-case", ["TREE", "W"], {"ash tree", "wash"}),
        ("contains", [], set(NAMES)),
        ("one-of", [], set(NAMES)),
        ("equals", [], set(NAMES)),
    ],
)
def test_any_one_of_several_values_is_enough(matches: str, value: Any, expected: set[Any]) -> None:
    """And none at all asks for nothing."""
    assert names(matches, value) == expected


def test_more_values_than_a_database_reads_are_refused() -> None:
    """Four thousand are read, be they texts, entries or days."""
    contract = listing({"labels": {"field": "/labels", "matches": "entries"}})
    labels = {str(number): "x" for number in range(4000)}
    assert kept(contract, [{"labels": labels}, {"labels": {}}], {"labels": labels}) == [0]
    days = listing({"sailed": {"field": "/sailed", "as": "time", "matches": "one-of"}})
    several = ",".join(f"2024-01-{1 + number % 28:02}" for number in range(4000))
    assert kept(days, [{"sailed": "2024-01-28T23:59:59Z"}, {"sailed": "2024-01-29T00:00:00Z"}], {"sailed": several}) == [0]
    filters = {"name": {"field": "/name", "matches": "contains"}}
    assert names("contains", ["tree"] * 4000) == {"ash tree"}
    assert refuses(filters, {"name": ["tree"] * 4001}) == "name"


@pytest.mark.parametrize(
    ("matches", "value", "loses"),
    [
        ("not-equals", "ash", {"ash"}),
        ("not-equals", ["ash", "wash"], {"ash", "wash"}),
        ("not-contains", "ash", {"ash", "ash tree", "wash"}),
        ("none-of", "ash,wash", {"ash", "wash"}),
        ("not-equals-any-case", "aSH", {"Ash", "ash"}),
        ("not-equals-any-case", ["ASH", "Wash"], {"Ash", "ash", "wash"}),
        ("not-contains-any-case", "aSH", {"Ash", "ash", "ash tree", "wash"}),
    ],
)
@pytest.mark.parametrize(
    ("said", "chosen", "nulls"), [("kept", "lost", True), ("lost", "kept", False), (None, "kept", True), (None, "lost", False)]
)
def test_a_negation_keeps_the_rest(matches: str, value: Any, loses: set[str], said: str | None, chosen: str, nulls: bool) -> None:
    """Records without a value as the contract says, and where it says nothing as the server decided."""
    words = {"nulls": said} if said else {}
    wanted = {name for name in NAMES if name not in loses and (name is not None or nulls)}
    assert names(matches, value, words=words, negation_nulls=chosen) == wanted


@pytest.mark.parametrize(
    ("value", "null"), [(True, True), ("true", True), ("TRUE", True), (False, False), ("false", False), ("False", False)]
)
def test_what_is_null_is_asked_for_or_left_out(value: Any, null: bool) -> None:
    """By the value of the filter."""
    assert names("is-null", value) == ({None} if null else {name for name in NAMES if name is not None})


@pytest.mark.parametrize("value", ["a\0h", "a\ud800h"])
def test_a_text_that_no_record_holds_keeps_nothing(value: str) -> None:
    """A NUL, or half of a surrogate pair; whatever the reading."""
    for matches in ("equals", "contains", "regex", "words"):
        assert names(matches, value) == set()


@pytest.mark.parametrize("expression", ["(", "a" * 301])
def test_an_expression_that_cannot_be_read_is_refused(expression: str) -> None:
    """So is one of more than three hundred letters."""
    for matches in ("regex", "regex-any-case"):
        assert refuses({"name": {"field": "/name", "matches": matches}}, {"name": expression}) == "name"
    assert names("regex", "a" * 300) == set()


@pytest.mark.parametrize(
    ("matches", "value", "expected"),
    [
        ("equals", 4, [4]), ("from", 4, [4, 5]), ("minimum", 4, [4, 5]), ("after", 4, [5]), ("until", 4, [3, 4]), ("maximum", 4, [3, 4]),
        ("before", 4, [3]), ("one-of", "3,5", [3, 5]), ("one-of", [3, 5], [3, 5]), ("one-of-any-case", "3,5", [3, 5]),
        ("between", "3/4", [3, 4]), ("between", "4/..", [4, 5]),
        ("between", "/4", [3, 4]), ("between", [4, 5], [4, 5]), ("equals", [3, 4], [3, 4]), ("from", [], [3, 4, 5, None]),
    ],
)  # fmt: skip
def test_a_number_is_held_to_a_reading(matches: str, value: Any, expected: list[int | None]) -> None:
    """Its own value included where the reading includes it; records without one are kept by nothing."""
    assert cars(matches, value, 3, 4, 5, None) == expected


def test_long_numbers_are_compared_to_their_last_digit() -> None:
    """Identities of eighteen or nineteen digits, numbers or texts of them, are no floats: the next one is another number."""
    long = (111_000_000_004_456_511, 111_000_000_004_456_512, "111000000004456516", 4_000_000_000_000_000_001)
    assert cars("after", str(long[0]), *long) == [*long[1:]]
    assert cars("equals", long[0], *long) == cars("one-of", f"{long[0]},7", *long) == [long[0]]
    assert cars("until", "4000000000000000000", *long) == [*long[:3]]


@pytest.mark.parametrize("value", ["4.5", 4.5])
def test_a_number_may_be_a_part_of_one(value: Any) -> None:
    """As text too; what is none is refused."""
    assert cars("equals", value, 4, 4.5, 5) == [4.5]
    assert cars("one-of", "4.5,5", 4, 4.5, 5) == [4.5, 5]
    filters = {"cars": {"field": "/cars", "as": "number", "matches": "equals"}}
    assert refuses(filters, {"cars": "2024-01-01"}) == refuses(filters, {"cars": "many"}) == "cars"


@pytest.mark.parametrize(
    ("matches", "value", "whole", "midnight"),
    [
        ("equals", "2024-03-01", [1, 2], [1, 2]), ("from", "2024-03-01", [1, 2, 3], [1, 2, 3]), ("after", "2024-03-01", [3], [2, 3]),
        ("until", "2024-03-01", [0, 1, 2], [0, 1]), ("before", "2024-03-01", [0], [0]),
        ("one-of", "2024-03-01,2024-03-02", [1, 2, 3], [1, 2, 3]),
        ("between", "2024-03-01/2024-03-01", [1, 2], [1]), ("between", "../..", [0, 1, 2, 3], [0, 1, 2, 3]),
        ("equals", "2024-03-01T23:59:59Z", [2], [2]), ("from", "2024-03-01T23:59:59Z", [2, 3], [2, 3]),
    ],
)  # fmt: skip
def test_a_day_is_whole_or_its_first_moment(matches: str, value: str, whole: list[int], midnight: list[int]) -> None:
    """As the server decided, but that what is equal to a day is on it; a moment is one in either."""
    contract = listing({"sailed": {"field": "/sailed", "as": "time", "matches": matches}})
    moments = ("2024-02-29T23:59:59Z", "2024-03-01T00:00:00Z", "2024-03-01T23:59:59Z", "2024-03-02T00:00:00Z")
    records = [{"sailed": moment} for moment in moments] + [{"sailed": None}]
    assert kept(contract, records, {"sailed": value}) == whole
    assert kept(contract, records, {"sailed": value}, dates="midnights") == midnight


@pytest.mark.parametrize("value", ["2024-03-01", "1/2/3", ""])
def test_a_span_has_two_ends(value: str) -> None:
    """Neither fewer nor more, and each must be a moment."""
    filters = {"sailed": {"field": "/sailed", "as": "time", "matches": "between"}}
    assert refuses(filters, {"sailed": value}) == refuses(filters, {"sailed": "2024-03-01/soon"}) == "sailed"
    assert refuses({"sailed": {**filters["sailed"], "matches": "one-of"}}, {"sailed": "2024-03-01,soon"}) == "sailed"


@pytest.mark.parametrize(("value", "expected"), [("true", [0]), (True, [0]), ("TRUE", [0]), (False, [1])])
def test_a_flag_is_true_or_false(value: Any, expected: list[int]) -> None:
    """However it is spelled."""
    contract = listing({"open": {"field": "/open", "as": "flag", "matches": "equals"}})
    assert kept(contract, [{"open": True}, {"open": False}, {"open": None}], {"open": value}) == expected


@pytest.mark.parametrize(
    ("value", "expected"), [({}, [0, 1, 2]), ({"team": "a"}, [0, 1]), ({"team": "a", "size": 3}, [1]), ({"team": "b", "size": 3}, [])]
)
def test_every_entry_that_is_asked_for_must_be_there(value: Any, expected: list[int]) -> None:
    """With its value."""
    contract = listing({"labels": {"field": "/labels", "matches": "entries"}})
    records: list[dict[str, Any]] = [{"labels": {"team": "a"}}, {"labels": {"size": 3, "team": "a"}}, {"labels": {}}]
    assert kept(contract, records, {"labels": value}) == expected
    assert refuses({"labels": {"field": "/labels", "matches": "entries"}}, {"labels": "team"}) == "labels"


@pytest.mark.parametrize(
    ("matches", "value", "expected"),
    [
        ("equals", "red", [0]),
        ("equals", "re", []),
        ("contains", "re", [0, 1]),
        ("one-of", "red, green,", [0, 1]),
        ("one-of", "red,blue", [0]),
        ("equals-any-case", "RED", [0]),
        ("one-of-any-case", "GREEN", [1]),
    ],
)
def test_one_of_the_values_of_a_record_is_enough(matches: str, value: str, expected: list[int]) -> None:
    """Where a record shows several."""
    contract = listing({"tags": {"field": "/tags/*", "matches": matches}})
    assert kept(contract, [{"tags": ["blue-ish", "red"]}, {"tags": ["green"]}, {"tags": []}], {"tags": value}) == expected


def test_a_filter_that_stands_back_decides_nothing_beside_the_other() -> None:
    """It does alone, and where the other is not given."""
    contract = listing(
        {"name": {"field": "/name", "matches": "equals", "yields-to": "owner"}, "owner": {"field": "/owner", "matches": "equals"}}
    )
    records = [{"name": "a", "owner": "x"}, {"name": "b", "owner": "x"}, {"name": "a", "owner": "y"}]
    assert kept(contract, records, {"name": "a"}) == [0, 2]
    assert kept(contract, records, {"name": "a", "owner": "x"}) == [0, 1]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"name": "a"}, [0, 1]),
        ({"name": "a", "open": True}, [0]),
        ({"name": "a", "open": "true"}, [0]),
        ({"name": "a", "open": False}, [1]),
    ],
)
def test_a_filter_that_needs_another_says_nothing_without_it(given: Mapping[str, Any], expected: list[int]) -> None:
    """Nor beside another value of it."""
    contract = listing(
        {
            "name": {"field": "/name", "matches": "equals", "needs": {"open": "true"}},
            "open": {"field": "/open", "as": "flag", "matches": "equals"},
        }
    )
    assert kept(contract, [{"name": "a", "open": True}, {"name": "b", "open": False}], given) == expected
    assert needed(contract.filter("name"), TypedQuery(given, "")) is (str(given.get("open")).lower() == "true")


@pytest.mark.parametrize(
    ("given", "expected"), [({}, [0]), ({"all": False}, [0]), ({"all": "false"}, [0]), ({"all": True}, [0, 1]), ({"all": "1"}, [0, 1])]
)
def test_what_widens_shows_what_stands_elsewhere(given: Mapping[str, Any], expected: list[int]) -> None:
    """Unless it is false."""
    contract = listing({"all": {"matches": "opaque", "widens": True}})
    assert kept(contract, [{"all": 0}, {"all": 1}], given) == expected


def test_what_widens_needs_what_it_needs() -> None:
    """Without it only what is here is shown."""
    contract = listing(
        {"all": {"matches": "opaque", "widens": True, "needs": {"name": "x"}}, "name": {"field": "/name", "matches": "equals"}}
    )
    records = [{"all": 0, "name": "x"}, {"all": 1, "name": "x"}]
    assert kept(contract, records, {"all": True}) == [0]
    assert kept(contract, records, {"all": True, "name": "x"}) == [0, 1]


def test_what_records_do_not_show_is_compared_aside() -> None:
    """As text; an odd one keeps nothing."""
    contract = listing({"team": {"matches": "opaque"}})
    records = [{"team": "7"}, {"team": "8"}, {"team": "true"}]
    assert kept(contract, records, {"team": 7}) == [0]
    assert kept(contract, records, {"team": True}) == [2]
    assert kept(contract, records, {"team": "\0"}) == []


@pytest.mark.parametrize("value", ["all", "ALL"])
def test_the_value_that_means_everything_keeps_everything(value: str) -> None:
    """In any case of letters."""
    assert names("equals", value, words={"everything": "all"}) == set(NAMES)
    assert names("equals", "al", words={"everything": "all"}) == set()


@pytest.mark.parametrize(
    ("absent", "expected"),
    [("everything", [0, 1, 2]), ("now", [1]), ({"ago": "PT1H"}, [0]), (NOW + DAY, [2])],
)
def test_leaving_a_filter_out_means_what_is_said(absent: Any, expected: list[int]) -> None:
    """Everything, the moment of the question, some time before it, or a value."""
    contract = listing({"sailed": {"field": "/sailed", "as": "time", "matches": "equals", "absent": absent}})
    records = [{"sailed": NOW - 3_600_000}, {"sailed": NOW}, {"sailed": NOW + DAY}]
    assert kept(contract, records, {}) == expected


def test_what_a_filter_looks_at_may_be_chosen_by_another() -> None:
    """Where the other is left out, by what is said for that; where nothing is, it says nothing."""
    field = {"chosen-by": "by", "when": {"owner": "/owner"}, "absent": "/name"}
    records = [{"name": "a", "owner": "x"}, {"name": "x", "owner": "a"}]
    contract = ferries(
        fields=FIELDS,
        parameters=[parameter("name", {}), parameter("by", {})],
        listing={"filters": {"name": {"field": field, "matches": "equals"}}},
    )
    assert kept(contract, records, {"name": "a", "by": "owner"}) == [1]
    assert kept(contract, records, {"name": "a"}) == [0]
    assert kept(contract, records, {"name": "a", "by": "nobody"}) == [0]
    bare = ferries(
        fields=FIELDS,
        parameters=[parameter("name", {}), parameter("by", {})],
        listing={"filters": {"name": {"field": {"chosen-by": "by", "when": {"owner": "/owner"}}, "matches": "equals"}}},
    )
    assert kept(bare, records, {"name": "a"}) == [0, 1]


@pytest.mark.parametrize(("value", "text"), [(True, "true"), (False, "false"), ("x", "x"), (7, "7"), (None, "null"), (1.5, "1.5")])
def test_values_are_spelled_as_json(value: Any, text: str) -> None:
    """Texts as they are."""
    assert spelled(value) == text


@pytest.mark.parametrize(
    ("duration", "expected"),
    [("P7D", 7 * DAY), ("PT1H", 3_600_000), ("PT1M", 60_000), ("PT1S", 1000), ("P1DT2H3M4S", DAY + 7_384_000), ("P", 0)],
)
def test_a_duration_is_so_many_milliseconds(duration: str, expected: int) -> None:
    """Days, hours, minutes, seconds."""
    assert milliseconds(duration) == expected


@pytest.mark.parametrize("duration", ["7 days", "P1Y", "PT1.5S", "p7d"])
def test_any_other_duration_is_a_mistake(duration: str) -> None:
    """And named."""
    with pytest.raises(ValueError, match=re.escape(f"{duration!r} is no duration such as P7D")):
        milliseconds(duration)


@pytest.mark.parametrize(
    ("text", "run", "one", "expected"),
    [
        ("a", "%", "_", "*a*"),
        ("%a_", "%", "_", "*a?*"),
        ("a*?[", "%", "_", "*a[*][?][[]*"),
        ("aX", "%", "_", "*aX*"),
        ("a*?%_", "*", "?", "*a*?%_*"),
        ("", "*", "?", "*"),
    ],
)
def test_only_the_wildcards_of_a_reading_are_wildcards(text: str, run: str, one: str, expected: str) -> None:
    """Every other letter stands for itself, and runs of wildcards are one."""
    assert pattern(text, run, one) == expected


def test_conditions_stand_side_by_side() -> None:
    """One is itself; of none any one keeps nothing, and all of them everything."""
    one, other = Condition("a = ?", (1,)), Condition("b = ?", (2,))
    assert any_of([one]) == all_of([one]) == one
    assert any_of([one, other, one]) == Condition("(a = ?) OR (b = ?) OR (a = ?)", (1, 2, 1))
    assert all_of([one, other]) == one & other == Condition("(a = ?) AND (b = ?)", (1, 2))
    assert (any_of([]), all_of([]), one | other) == (NONE, ALL, any_of([one, other]))
