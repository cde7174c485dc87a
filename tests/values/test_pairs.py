"""Values asked two at a time: each tells beside the other what it tells alone, or it is asked alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listproof.values.pairs import Extent, Kept, paired

PLACES = range(12)


def _places(text: str) -> frozenset[int]:
    return frozenset(map(int, text.split()))


def _kept(name: str, value: str, places: str, *mistaken: str, perhaps: str = "", idle: bool = False) -> Kept:
    extent = Extent(_places(places), _places(places) | _places(perhaps))
    return Kept(name, value, frozenset([extent]), frozenset(map(_places, mistaken)), idle)


def _pair(one: Kept, two: Kept, most: int = 100, *, others: bool = True) -> bool:
    """Whether two values are paired, where each filter has another value too that nothing goes with."""
    more = {"a": "20 21", "b": "30 31"} if others else {}
    tried = {
        kept.name: [kept, *(_kept(kept.name, "other", places) for name, places in more.items() if name == kept.name)] for kept in (one, two)
    }
    return paired(tried, [("a", "b")], most) == ((one, two),)


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
    extents = [Extent(places, places) for places in (frozenset({1, 2, 3}), frozenset({1, 2, 3, 4}))]
    assert not _pair(_kept("a", "x", "0 1 2"), Kept("b", "y", frozenset(extents)))


def test_what_is_open_about_a_value_hides_nothing_of_the_other() -> None:
    """Records of which no source says whether a value keeps them may neither show nor excuse what the other one is mistaken for."""
    beside = _kept("b", "y", "1 2 3", perhaps="8")
    assert _pair(_kept("a", "x", "0 1 2", "0 1"), beside)
    assert not _pair(_kept("a", "x", "0 1 2", "0 1 2 8"), beside)
    assert not _pair(_kept("a", "x", "0 1 2", perhaps="3"), _kept("b", "y", "1 2 3"))


def test_a_mistake_that_does_not_show_alone_need_not_show_beside_another() -> None:
    """What lies within what is open about a value is as good as what the document says."""
    assert _pair(_kept("a", "x", "0 1 2", "0 1 2 5", perhaps="5"), _kept("b", "y", "1 2 3 4"))


def test_what_keeps_everything_goes_with_another_that_shows_what_it_is_mistaken_for() -> None:
    """It narrows nothing, alone or not; taken for something else it loses what the other keeps."""
    everything = " ".join(map(str, PLACES))
    assert _pair(_kept("a", "x", everything, "0 2", idle=True), _kept("b", "y", "1 2"))
    assert not _pair(_kept("a", "x", everything, "1 2", idle=True), _kept("b", "y", "1 2"))
    assert not _pair(_kept("a", "x", everything, idle=True), _kept("b", "y", "1 2"))


def test_a_filter_of_one_value_is_asked_alone() -> None:
    """Beside another it would show fewer of the records that it keeps, and one that a service loses might be among the others."""
    assert not _pair(_kept("a", "x", "0 1 2"), _kept("b", "y", "1 2 3"), others=False)


def test_all_values_are_paired_only_where_that_shows_as_much_as_one_alone() -> None:
    """Of the two records that each value keeps the pairs show two, or only one."""
    first = [_kept("a", "x", "0 1"), _kept("a", "z", "5 6")]
    second = [_kept("b", "y", "1 2"), _kept("b", "w", "6 7")]
    third = [_kept("c", "v", "1 6 8"), _kept("c", "u", "0 9")]
    assert len(paired({"a": first, "b": second}, [("a", "b")], 100)) == 2
    assert len(paired({"a": first, "b": [second[0], _kept("b", "w", "7 8")]}, [("a", "b")], 100)) == 1
    assert len(paired({"a": first, "c": third}, [("a", "c")], 100)) == 1


def test_more_than_a_page_holds_is_asked_alone() -> None:
    """A page that is cut says less."""
    one, two = _kept("a", "x", "0 1 2 3 4"), _kept("b", "y", "1 2 3 4 5")
    assert _pair(one, two, most=4)
    assert not _pair(one, two, most=3)


SETS = st.frozensets(st.sampled_from(PLACES), max_size=8)
EXTENTS = st.builds(lambda sure, more: Extent(sure, sure | more), SETS, st.frozensets(st.sampled_from(PLACES), max_size=2))
VALUES = st.tuples(st.frozensets(EXTENTS, min_size=1, max_size=2), st.frozensets(SETS, max_size=3))


@given(st.dictionaries(st.sampled_from("abcd"), st.lists(VALUES, min_size=1, max_size=4), min_size=2))
def test_whoever_is_paired_tells_as_much_as_alone(drawn: dict[str, list[tuple[frozenset[Extent], frozenset[frozenset[int]]]]]) -> None:
    """Of any filters: each value stands in one pair, what a filter keeps is shown, and what either is mistaken for fits no answer."""
    tried = {name: [Kept(name, place, *sets) for place, sets in enumerate(values)] for name, values in drawn.items()}
    names = sorted(tried)
    found = paired(tried, [(names[0], names[1])], 5)
    held = [(one.name, one.value) for pair in found for one in pair]
    assert len(held) == len(set(held))
    for name, values in tried.items():
        alone = [len(one.known.sure) for one in values if one.known.sure and (name, one.value) not in held]
        pairs = [one.known.sure & two.known.sure for one, two in found if name in (one.name, two.name)]
        assert alone or len(frozenset().union(*pairs)) >= min((len(one.known.sure) for one in values if one.known.sure), default=0)
    for one, two in found:
        assert one.name != two.name
        least, most = one.known.sure & two.known.sure, one.known.may & two.known.may
        assert least
        assert len(most) <= 5
        for mine, beside in ((one, two.known), (two, one.known)):
            shown = [places for places in mine.mistaken if not mine.known.sure <= places <= mine.known.may]
            for kept in (frozenset(PLACES), *shown):
                assert not any(least <= kept & answer <= most for answer in (beside.sure, beside.may))
