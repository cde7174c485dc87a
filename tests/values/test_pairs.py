"""Values asked two at a time: each tells beside the other what it tells alone, or it is asked alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listproof.values.pairs import Kept, paired

PLACES = range(12)


def _kept(name: str, value: str, places: str, *mistaken: str) -> Kept:
    return Kept(name, value, frozenset([frozenset(map(int, places.split()))]), frozenset(frozenset(map(int, m.split())) for m in mistaken))


ALONE = _kept("a", "kept alone", "0 1 2 3 4 5 6 7"), _kept("b", "kept alone", "0 1 8 9 10 11")


def _pair(one: Kept, two: Kept, most: int = 100) -> list[tuple[str, str]]:
    tried = {"a": (one, ALONE[0]), "b": (two, ALONE[1])}
    return [(x.value, y.value) for x, y in paired(tried, [("a", "b")], most) if (x.value, y.value) == (one.value, two.value)]


def test_two_that_narrow_one_another_go_together() -> None:
    """Both lose records to the other, and some are left."""
    assert _pair(_kept("a", "x", "0 1 2 3"), _kept("b", "y", "2 3 4 5"))


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("0 1 2", "3 4 5"),
        ("0 1 2 3", "1 2"),
        ("1 2", "0 1 2 3"),
    ],
    ids=["nothing is left", "the first loses nothing", "the second loses nothing"],
)
def test_who_would_not_be_missed_is_asked_alone(one: str, two: str) -> None:
    """A filter that changes nothing beside the other could be ignored unseen."""
    assert not _pair(_kept("a", "x", one), _kept("b", "y", two))


def test_a_mistake_that_does_not_show_beside_the_other_is_asked_alone() -> None:
    """What would tell exact from fuzzy alone has to tell it beside the other filter too."""
    hidden, shown = _kept("a", "x", "0 1 2", "0 1 2 9"), _kept("a", "x", "0 1 2", "0 1 2 3")
    beside = _kept("b", "y", "1 2 3 4")
    assert not _pair(hidden, beside)
    assert _pair(shown, beside)


def test_a_value_that_its_readings_disagree_on_is_no_company() -> None:
    """What the other filter keeps must be known before its answer is."""
    open_value = Kept("b", "y", frozenset([frozenset({1, 2, 3}), frozenset({1, 2, 3, 4})]))
    assert not _pair(_kept("a", "x", "0 1 2"), open_value)


def test_more_than_a_page_holds_is_asked_alone() -> None:
    """A page that is cut says less."""
    one, two = _kept("a", "x", "0 1 2 3 4"), _kept("b", "y", "1 2 3 4 5")
    assert _pair(one, two, most=4)
    assert not _pair(one, two, most=3)


SETS = st.frozensets(st.sampled_from(PLACES), max_size=8)
VALUES = st.builds(
    lambda documented, mistaken: (documented, mistaken), st.frozensets(SETS, min_size=1, max_size=2), st.frozensets(SETS, max_size=3)
)


@given(st.dictionaries(st.sampled_from("abcd"), st.lists(VALUES, min_size=1, max_size=4), min_size=2))
def test_whoever_is_paired_tells_as_much_as_alone(
    drawn: dict[str, list[tuple[frozenset[frozenset[int]], frozenset[frozenset[int]]]]],
) -> None:
    """Of any filters: each value stands in one pair, one that keeps records stays alone, and no mistake is hidden by the other."""
    tried = {name: [Kept(name, place, *sets) for place, sets in enumerate(values)] for name, values in drawn.items()}
    names = sorted(tried)
    found = paired(tried, [(names[0], names[1])], 5)
    held = [(one.name, one.value) for pair in found for one in pair]
    assert len(held) == len(set(held))
    for name, values in tried.items():
        telling = [one for one in values if one.alone]
        assert not telling or any((name, one.value) not in held for one in telling)
    for one, two in found:
        assert one.name != two.name
        both = one.alone & two.alone
        assert 0 < len(both) <= 5
        for mine, beside in ((one, two.alone), (two, one.alone)):
            assert both < beside
            assert all(wrong & beside != both for wrong in mine.mistaken - mine.documented)
