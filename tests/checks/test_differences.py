"""What an answer loses, shows without cause or has never been seen, and how much of that what moved explains: value by value."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listproof.checks.differences import Difference, beyond_what_moved, difference, doubled, plainly_wrong

NAMES = "abcdefgh"


def found(shown: str, must: str, may: str, *, narrows: bool = True, whole: bool = True, lost: str = "") -> Difference:
    """Answers that show these records, against those that they must and may show; `lost` are strangers that the query cannot keep."""
    records = {name: name for name in shown}
    return difference(
        records, list(must), set(may), known="abcd", lost=lambda record: record in lost, narrows=narrows, whole=whole
    )  # fmt: skip


@pytest.mark.parametrize(
    ("shown", "must", "may", "lost", "wrong", "strange"),
    [
        ("ab", "ab", "ab", "", "", ""),
        ("ab", "ab", "abc", "", "", ""),
        ("abc", "ab", "abc", "", "", ""),
        ("a", "ab", "abc", "b", "", ""),
        ("abd", "ab", "abc", "", "d", ""),
        ("abx", "ab", "ab", "", "", "x"),
        ("", "ab", "abc", "ab", "", ""),
        ("dx", "ab", "ab", "ab", "d", "x"),
    ],
)
def test_what_must_be_shown_is_missed_and_what_may_not_be_is_wrong(
    shown: str, must: str, may: str, lost: str, wrong: str, strange: str
) -> None:
    """A record that was read and may not be shown is wrong; one that was never read is strange where the query only narrows."""
    expected = Difference(tuple(lost), tuple(wrong), tuple(strange), len(must), len(may))
    assert found(shown, must, may) == expected
    assert bool(expected) == bool(lost or wrong or strange)


def test_a_part_of_an_answer_loses_nothing() -> None:
    """What one page of several does not show may stand on another."""
    assert not found("a", "ab", "ab", whole=False)
    assert found("a", "ab", "ab", whole=True).lost == ("b",)


def test_a_stranger_is_wrong_where_the_query_cannot_keep_it_and_nothing_where_the_query_may_add() -> None:
    """What a record shows itself tells more than that nobody has read it."""
    assert found("abx", "ab", "ab", lost="x").wrong == ("x",)
    assert not found("abx", "ab", "ab", narrows=False)
    assert found("abx", "ab", "ab", narrows=False, lost="x").wrong == ("x",)


@pytest.mark.parametrize(
    ("wrong", "shown", "told"),
    [
        (0, 10, 0), (1, 10, 0), (5, 10, 0), (6, 10, 6), (10, 10, 10), (1, 1, 1), (1, 2, 0), (2, 3, 2), (2, 4, 0), (3, 5, 3), (50, 100, 0),
        (51, 100, 51),
    ],
)  # fmt: skip
def test_an_answer_most_of_which_is_wrong_tells_it_without_another_reading(wrong: int, shown: int, told: int) -> None:
    """More than half, not half: a lagging index explains a few, never most."""
    names = [f"r{number}" for number in range(wrong)]
    assert len(plainly_wrong(names, shown, lambda name: False)) == told


def test_what_never_changes_tells_a_single_wrong_record() -> None:
    """One of ten, where what it shows for ever denies it; the others stay in doubt."""
    assert plainly_wrong(["a", "b"], 10, lambda name: name == "b") == ("b",)
    assert plainly_wrong(["a", "b"], 10, lambda name: True) == ("a", "b")


def seen(lost: str = "", wrong: str = "", strange: str = "") -> Difference:
    """A difference among eight records of which six match."""
    return Difference(tuple(lost), tuple(wrong), tuple(strange), 6, 7)


def moved(one: Difference, core: Collection[str], shift: int, pages: int = 1, plain: str = "") -> Difference:
    """What of it remains where these records stood still and so many did not."""
    return beyond_what_moved(one, NAMES[:6], NAMES[:7], core=core, shift=shift, pages=pages, plain=plain)


def test_a_loss_counts_only_for_what_stood_still() -> None:
    """What moved may be gone."""
    assert moved(seen(lost="ab"), "bcdefgh", 1).lost == ("b",)
    assert moved(seen(lost="a"), "bcdefgh", 1).lost == ()


@pytest.mark.parametrize(("unseen", "least"), [(0, 6), (2, 4), (9, 0)])
def test_as_many_fewer_match_as_came_within_a_reading(unseen: int, least: int) -> None:
    """The first page of a reading counts none of those that came before its last one, though all readings since show them."""
    assert beyond_what_moved(seen(), NAMES[:6], NAMES[:7], core=NAMES, shift=unseen, pages=1, plain="", unseen=unseen).least == least


@pytest.mark.parametrize(("lost", "shift", "kept"), [("a", 0, 1), ("a", 1, 0), ("ab", 1, 2), ("ab", 2, 0), ("abc", 2, 3)])
def test_losses_of_several_pages_count_beyond_what_shifted(lost: str, shift: int, kept: int) -> None:
    """A record that moves takes its neighbour across a boundary: as many losses as moved are explained, one more is not."""
    assert len(moved(seen(lost=lost), NAMES, shift, pages=2).lost) == kept
    assert len(moved(seen(lost=lost), NAMES, shift, pages=1).lost) == len(lost)


@pytest.mark.parametrize(("strange", "shift", "kept"), [("x", 0, 1), ("x", 1, 0), ("xy", 1, 2), ("xy", 2, 0)])
def test_strangers_count_beyond_what_shifted(strange: str, shift: int, kept: int) -> None:
    """As many as moved may be new."""
    assert len(moved(seen(strange=strange), NAMES, shift).strange) == kept


def test_a_wrong_record_counts_where_it_stood_still_or_is_plainly_wrong() -> None:
    """What changed meanwhile may have been right when it was shown."""
    assert moved(seen(wrong="ah"), "abcdefg", 1).wrong == ("a",)
    assert moved(seen(wrong="ah"), "abcdefg", 1, plain="h").wrong == ("a", "h")


def test_how_many_match_is_counted_among_what_stood_still() -> None:
    """At least those, and at most those that may with all that moved."""
    left = moved(seen(), "abxy", 3)
    assert (left.least, left.most) == (2, 2 + 3)


@given(st.sets(st.sampled_from(NAMES)), st.sets(st.sampled_from(NAMES)), st.integers(0, 4), st.integers(1, 3))
def test_what_moved_never_adds_to_a_difference(lost: set[str], core: set[str], shift: int, pages: int) -> None:
    """It only takes away."""
    before = seen(lost="".join(sorted(lost)), wrong="gh", strange="x")
    after: Any = moved(before, core, shift, pages)
    for name in ("lost", "wrong", "strange"):
        assert set(getattr(after, name)) <= set(getattr(before, name))


def test_a_difference_is_told_in_one_line() -> None:
    """Four names of each kind at the most, and how many more there are."""
    told = Difference(tuple("abcdef"), ("g",), (), 6, 7).describe("3 records, total 3")
    assert told == "3 records, total 3; lost: a, b, c, d and 2 more; wrongly shown: g"
    assert Difference(tuple("abcd"), (), (), 4, 4).describe("no record") == "no record; lost: a, b, c, d"
    assert Difference((), (), ("x",), 0, 0).describe("1 records") == "1 records; not in the listing: x"
    assert Difference((), (), (), 0, 0).describe("1 records") == "1 records"


def test_what_one_page_shows_twice_is_told() -> None:
    """A record that stands twice on a page is wrong there, though none is lost; one that the listing shows twice as well tells nothing."""
    assert doubled([["a", "b", "a"], ["c"]], ["a", "b", "c"]) == ("a",)
    assert doubled([["a"], ["a"]], ["a", "b"]) == ()
    assert doubled([["a", "a"]], ["a", "b", "a"]) == ()
    told = Difference((), (), (), 2, 2, doubled=("a",))
    assert told
    assert told.describe("3 records") == "3 records; more than once: a"
