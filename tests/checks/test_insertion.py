"""What a walk makes of the records that were alike before and after it, told from three sequences of names."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from listproof.checks.insertion import WalkedMeanwhile, walked_meanwhile


def named(*said: str | tuple[str, Any]) -> Sequence[tuple[str, Any]]:
    """Records with their names; one that is a name alone holds nothing but it."""
    return [one if isinstance(one, tuple) else (one, one) for one in said]


def test_what_is_pushed_onto_the_next_page_is_met_twice() -> None:
    """The record that came in stands where the walk had passed, and so is not met by it."""
    found = walked_meanwhile(named("a", "b", "c", "d"), named("a", "b", "b", "c", "d"), named("new", "a", "b", "c", "d"))
    assert found == WalkedMeanwhile(came=("new",), twice=("b",))


def test_a_walk_that_keeps_its_place_meets_each_once() -> None:
    """What came in is told all the same, for it shows that the walk was put to the test."""
    found = walked_meanwhile(named("a", "b", "c"), named("a", "b", "c"), named("a", "new", "b", "c"))
    assert found == WalkedMeanwhile(came=("new",))


def test_what_stands_on_the_first_page_before_the_last_is_read_came_in_meanwhile() -> None:
    """What is only met after the walk may have come in after its end."""
    found = walked_meanwhile(named("a", "b", "c"), named("a", "b", "c"), named("late", "new", "a", "b", "c"), ["new", "a"])
    assert (found.came, found.meanwhile) == (("late", "new"), ("new",))
    assert walked_meanwhile(named("a", "b"), named("new", "a", "b"), named("new", "a", "b"), ["new", "a"]).meanwhile == ()


def test_what_comes_in_behind_all_others_puts_no_walk_to_the_test() -> None:
    """It came after the last page was read, and shifts nothing."""
    assert walked_meanwhile(named("a", "b"), named("a", "b"), named("a", "b", "new")) == WalkedMeanwhile()


def test_what_came_in_before_the_walk_or_was_met_by_it_puts_it_to_no_test() -> None:
    """The walk read it where it stands."""
    assert walked_meanwhile(named("a", "b"), named("new", "a", "b"), named("new", "a", "b")) == WalkedMeanwhile()


def test_a_record_that_is_there_before_and_after_and_not_met_is_lost() -> None:
    """Nothing went that might have drawn it away."""
    found = walked_meanwhile(named("a", "b", "c"), named("a", "c"), named("new", "a", "b", "c"))
    assert found == WalkedMeanwhile(came=("new",), lost=("b",))


def test_as_many_may_be_lost_as_went_or_changed() -> None:
    """What goes draws others onto pages that were read already, of which nothing is promised; one more is lost."""
    went = walked_meanwhile(named("a", "b", "c", "d"), named("a", "b", "d"), named("new", "b", "c", "d"))
    changed = walked_meanwhile(named("a", ("b", 1), "c", "d"), named("a", ("b", 1), "d"), named("new", "a", ("b", 2), "c", "d"))
    more = walked_meanwhile(named("a", "b", "c", "d"), named("a", "b"), named("new", "b", "c", "d"))
    assert (went, changed) == (WalkedMeanwhile(came=("new",)), WalkedMeanwhile(came=("new",)))
    assert more == WalkedMeanwhile(came=("new",), lost=("c", "d"))


def test_a_record_that_changed_may_be_met_twice() -> None:
    """Before and after, or from one page to the next: it may have moved in the order."""
    after = walked_meanwhile(named(("a", 1), "b"), named(("a", 1), ("a", 1), "b"), named("new", ("a", 2), "b"))
    between = walked_meanwhile(named(("a", 1), "b"), named(("a", 1), ("a", 2), "b"), named("new", ("a", 1), "b"))
    assert (after.twice, between.twice) == ((), ())


def test_a_name_that_stands_for_two_records_is_none_that_comes_twice() -> None:
    """It does so while nothing moves, before the walk or after it."""
    assert walked_meanwhile(named("a", "a", "b"), named("a", "a", "b"), named("new", "a", "a", "b")).twice == ()
    assert walked_meanwhile(named("a", "b"), named("a", "a", "b"), named("new", "a", "a", "b")).twice == ()
