"""A sequence is in order where no neighbour contradicts it, and out of order where two do."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import groupby
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listproof.contract import OrderKey
from listproof.oracle import comparable, misplaced, values
from listproof.oracle.ordering import misplaced_among

NUMBER, TIME, GROUP = OrderKey("n", "/n", "number"), OrderKey("t", "/t", "time"), OrderKey("g", "/g", "group")
NUMBERS = st.lists(st.none() | st.integers(-3, 3) | st.sampled_from(["1", "2.5"]), max_size=8)
LABELS = st.lists(st.none() | st.sampled_from(["a", "A", "b", ""]), max_size=8)


def records(key: str, shown: list[Any]) -> list[dict[str, Any]]:
    """Records that show these values; None is a null."""
    return [{key: value} for value in shown]


@given(NUMBERS)
def test_a_sorted_sequence_is_in_order(shown: list[Any]) -> None:
    """Sorted by the numbers themselves, with records without one anywhere, nothing is misplaced; and backwards for desc."""
    there = sorted((value for value in shown if value is not None), key=float)
    rising = records("n", [*there, *(None for value in shown if value is None)])
    assert misplaced(NUMBER, "asc", rising) is None
    assert misplaced(NUMBER, "desc", rising[::-1]) is None


@given(NUMBERS, st.sampled_from(["asc", "desc"]))
def test_the_first_break_is_told_with_its_places(shown: list[Any], direction: str) -> None:
    """The two places are neighbours among those that show a value, in the wrong order, and what is before them is sorted."""
    found = misplaced(NUMBER, direction, records("n", shown))
    sign = 1 if direction == "asc" else -1
    there = [float(value) * sign for value in shown if value is not None]
    if found is None:
        assert there == sorted(there)
        return
    before, after = found
    assert before < after
    assert float(shown[before]) * sign > float(shown[after]) * sign
    assert all(value is None for value in shown[before + 1 : after])
    kept = [float(value) * sign for value in shown[: before + 1] if value is not None]
    assert kept == sorted(kept)


@given(LABELS)
def test_a_group_stands_together(shown: list[Any]) -> None:
    """Equal values are neighbours, in any order of the groups; directions change nothing."""
    there = [value for value in shown if value is not None]
    runs = [value for value, _ in groupby(there)]
    found = misplaced(GROUP, "asc", records("g", shown))
    assert (found is None) == (len(runs) == len(set(runs)))
    assert found == misplaced(GROUP, "desc", records("g", shown))
    if found is not None:
        assert shown[found[0]] == shown[found[1]]
        assert any(value not in (None, shown[found[0]]) for value in shown[found[0] : found[1]])


@given(st.lists(st.integers(0, 4 * 10**12), min_size=2, max_size=6))
def test_times_are_compared_as_instants(moments: list[int]) -> None:
    """Numbers of milliseconds and RFC 3339 text stand in one order."""
    spelled = [datetime.fromtimestamp(moment // 1000, UTC).isoformat() if place % 2 else moment // 1000 * 1000
               for place, moment in enumerate(sorted(moments))]  # fmt: skip
    assert misplaced(TIME, "asc", records("t", spelled)) is None
    assert values(TIME, records("t", spelled)) == [moment // 1000 * 1000 for moment in sorted(moments)]


@pytest.mark.parametrize("shown", [None, "soon", True, [], {}, 10**400])
def test_what_is_no_number_or_time_is_passed_over(shown: Any) -> None:
    """Records without a comparable value break no order."""
    assert comparable(TIME, {"t": shown}) is None
    assert misplaced(TIME, "asc", records("t", [2, shown, 3])) is None
    assert comparable(TIME, {}) is None
    assert comparable(TIME, None) is None


@pytest.mark.parametrize(
    ("shown", "found"),
    [
        ([(1, 3), (1, 4), (2, 1)], None),
        ([(1, 3), (1, None), (1, 2)], (0, 2)),
        ([(1, 3), (2, None), (2, 1), (None, 9), (None, 8)], (3, 4)),
        ([(1, 3), (1, None), (2, 1)], None),
        ([(None, 3), (1, 2), (None, 1)], None),
        ([(2, 1), (None, 1), (1, 1)], (0, 2)),
    ],
)
def test_the_second_of_two_keys_tells_among_equals_alone(shown: list[tuple[Any, Any]], found: tuple[int, int] | None) -> None:
    """Records that lack a key are passed over, and hide no two others that stand in the wrong order."""
    held = [{"n": first, "m": second} for first, second in shown]
    assert misplaced_among(((NUMBER, "asc"), (OrderKey("m", "/m", "number"), "asc")), held) == found


def test_long_numbers_stand_to_their_last_digit() -> None:
    """Identities of eighteen digits that differ in the last one are not equal: the greater before the less is a wrong order."""
    assert misplaced(NUMBER, "asc", records("n", ["111000000004456516", 111000000004456511])) == (0, 1)
    assert misplaced(NUMBER, "asc", records("n", [111000000004456511, "111000000004456516"])) is None


def test_numbers_in_text_are_numbers() -> None:
    """ "10" comes after "9" as a number, and their groups know no such order."""
    assert misplaced(NUMBER, "asc", records("n", ["9", "10"])) is None
    assert misplaced(GROUP, "asc", records("g", ["9", "10"])) is None
    assert values(NUMBER, records("n", ["9", None, "10", "x"])) == [9.0, 10.0]
