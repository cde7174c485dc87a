"""Both ends of a range are no whole numbers where records show such, so that cutting them down keeps something else."""

from __future__ import annotations

from math import floor
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from listproof.contract import Choice, Filter, Parameter, Source
from listproof.values.cut_numbers import told_by_parts

SHOWN = {0: 35, 0.1: 12, 1: 34, 2: 32, 2.5: 9, 4: 30, 8: 27, 9: 22, 9.75: 5, 10: 20, 16: 17, 100: 14}


def _ends(shown: dict[float, int], near: tuple[float, float], most: int, says: tuple[str, str], kind: str = "number") -> tuple[Any, Any]:
    filters = tuple(Filter("p", Choice("/miles"), Choice((reading,)), "number") for reading in says)
    parameter = Parameter("p", "query", {"type": kind}, Source("003"))
    return told_by_parts(shown, near, most, (filters[0], filters[1]), (parameter, parameter))


def test_as_many_ends_as_a_page_has_room_for_are_no_whole_numbers() -> None:
    """Both, or the one whose turn it is among filters that keep their own value or not; an inverted range has the same two."""
    assert _ends(SHOWN, (4, 9), 80, ("minimum", "before")) == (0.1, 2.5)
    assert _ends(SHOWN, (9, 4), 80, ("minimum", "before")) == (2.5, 0.1)
    alone = {says: _ends(SHOWN, (4, 9), 50, says) for says in (("minimum", "maximum"), ("minimum", "before"), ("after", "maximum"))}
    assert [(low % 1 > 0, high % 1 > 0) for low, high in alone.values()] == [(True, False), (False, True), (False, True)]


def test_ends_are_whole_where_nothing_else_can_be_asked_or_shows() -> None:
    """Of whole numbers, at a parameter of whole numbers, and where what is cut down keeps the same."""
    assert _ends({1: 3, 2: 3, 3: 3, 4: 3}, (2, 3), 9, ("minimum", "maximum")) == (2, 3)
    assert _ends(SHOWN, (4, 9), 80, ("minimum", "before"), "integer") == (4, 9)
    assert _ends({0: 1, 2.5: 3, 4.5: 3, 9: 1}, (2.5, 4.5), 9, ("minimum", "before")) == (2, 4)


def test_a_parameter_of_texts_takes_its_numbers_as_such() -> None:
    """To the last digit that is shown."""
    assert _ends(SHOWN, (4, 9), 80, ("minimum", "before"), "string") == ("0.1", "2.5")


@given(st.dictionaries(st.integers(-40, 40).map(lambda quarter: quarter / 4), st.integers(1, 9), min_size=4), st.integers(1, 60))
def test_what_lies_between_is_something_and_fits_a_page_wherever_parts_are_asked_for(shown: dict[float, int], most: int) -> None:
    """Of any numbers: records lie below, between and above, and cut down the range keeps something else."""
    ordered = sorted(shown)
    low, high = _ends(shown, (ordered[1], ordered[-2]), most, ("minimum", "maximum"))
    if low % 1 or high % 1:
        assert ordered[0] < low < high < ordered[-1]
        kept = [{point for point in shown if one <= point <= other} for one, other in ((low, high), (floor(low), high), (low, floor(high)))]
        assert 0 < sum(shown[point] for point in kept[0]) <= most
        assert (kept[1] != kept[0]) == (low % 1 > 0)
        assert (kept[2] != kept[0]) == (high % 1 > 0)
