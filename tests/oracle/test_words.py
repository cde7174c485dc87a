"""What the words of negation, lists, ranges in one value, patterns and absence keep."""

from typing import Any, Literal

import pytest

from listproof.oracle import matches

NIGHT = "2024-03-01"


@pytest.mark.parametrize(
    ("reading", "shown", "given", "kept"),
    [
        ("not-equals", "pear", "plum", True),
        ("not-equals", "plum", "plum", False),
        ("not-contains", "plum", "lu", False),
        ("not-contains", "pear", "lu", True),
        ("not-equals-any-case", "Pear", "pEAR", False),
        ("not-equals-any-case", "Pear", "plum", True),
        ("not-equals-any-case", "strasse", "STRAßE", None),
        ("not-contains-any-case", "Plum", "LU", False),
        ("not-contains-any-case", "pear", "LU", True),
        ("none-of", "pear", "plum,pear", False),
        ("none-of", "fig", "plum,pear", True),
    ],
)
def test_a_negation_keeps_what_its_opposite_loses(reading: str, shown: Any, given: Any, kept: bool | None) -> None:
    """Of records with a value, a negation keeps just those that the word it denies does not."""
    assert matches(reading, "text", shown, given) is kept


@pytest.mark.parametrize(("nulls", "kept"), [("kept", True), ("lost", False), (None, None)])
def test_a_negation_says_of_records_without_a_value_what_the_contract_says(
    nulls: Literal["kept", "lost"] | None, kept: bool | None
) -> None:
    """Whether `not-equals` keeps a record without the field is told by `nulls`, and open without it."""
    assert matches("not-equals", "text", None, "plum", nulls=nulls) is kept


@pytest.mark.parametrize(
    ("shown", "given", "kept"), [(None, "true", True), (None, False, False), ("x", "true", False), ("x", "false", True)]
)
def test_is_null_tells_absence_from_presence(shown: Any, given: Any, kept: bool | None) -> None:
    """`is-null` keeps the records without a value when it is true, and the others when it is false."""
    assert matches("is-null", "text", shown, given) is kept


@pytest.mark.parametrize(
    ("shown", "kept"),
    [("2024-03-02T00:00:00Z", True), ("2024-02-29T23:59:59Z", False), ("2024-03-01T00:00:00Z", None), ("2024-03-04T00:00:00Z", False)],
)
def test_between_is_open_at_its_ends(shown: Any, kept: bool | None) -> None:
    """What lies between two times is kept, what lies outside is not, and on an end no document has spoken."""
    assert matches("between", "time", shown, "2024-03-01T00:00:00Z/2024-03-03T00:00:00Z") is kept


@pytest.mark.parametrize("given", ["../5", "/5"])
def test_an_end_of_between_may_be_left_open(given: Any) -> None:
    """An end that is `..` or empty bounds nothing."""
    assert matches("between", "number", -100, given) is True
    assert matches("between", "number", 6, given) is False


def test_a_list_of_numbers_compares_numbers() -> None:
    """`one-of` over a number takes 1.0 for 1, and never a part of a longer number."""
    assert matches("one-of", "number", 1, "1.0,3") is True
    assert matches("one-of", "number", 13, [1, 3]) is False


@pytest.mark.parametrize(("given", "kept"), [("pl.m", True), ("l.", None), ("^z", False), ("(", None)])
def test_a_pattern_that_fits_a_part_is_open(given: Any, kept: bool | None) -> None:
    """A regular expression is sure where it fits the whole text or nothing; whether a part is enough, tools differ."""
    assert matches("regex", "text", "plum", given) is kept


@pytest.mark.parametrize(
    ("reading", "shown", "kept"),
    [
        ("until", "2024-02-29T10:00:00Z", True),
        ("until", "2024-03-01T10:00:00Z", None),
        ("until", "2024-03-02T00:00:00Z", False),
        ("from", "2024-03-01T10:00:00Z", True),
        ("after", "2024-03-01T10:00:00Z", None),
        ("after", "2024-03-02T00:00:00Z", True),
        ("equals", "2024-03-01T10:00:00Z", True),
        ("equals", "2024-03-01T00:00:00Z", True),
        ("equals", "2024-03-02T00:00:00Z", False),
    ],
)
def test_a_date_is_its_first_moment_or_its_day(reading: str, shown: Any, kept: bool | None) -> None:
    """At the end of a range a time within that day is open where the two understandings differ; what equals the day lies on it."""
    assert matches(reading, "time", shown, NIGHT) is kept


def test_a_date_that_is_shown_as_a_date_leaves_nothing_open() -> None:
    """Where records show dates, a date is compared with a date."""
    assert matches("until", "time", NIGHT, NIGHT) is True
    assert matches("equals", "time", NIGHT, NIGHT) is True
    assert matches("after", "time", NIGHT, NIGHT) is False


def test_what_is_asked_finer_than_it_is_shown_is_open_within_it() -> None:
    """A record that shows whole seconds may have been later within its second."""
    assert matches("from", "time", "2024-03-01T10:00:00Z", "2024-03-01T10:00:00.500Z") is None
    assert matches("from", "time", "2024-03-01T10:00:00Z", "2024-03-01T10:00:01.500Z") is False
    assert matches("from", "time", "2024-03-01T10:00:00.000Z", "2024-03-01T10:00:00.500Z") is False


def test_fractions_that_only_rounding_parts_are_open() -> None:
    """Two floating numbers that differ in their last digit are neither surely equal nor surely not."""
    assert matches("equals", "number", 0.1 + 0.2, "0.3") is None
    assert matches("equals", "number", 0.31, "0.3") is False
