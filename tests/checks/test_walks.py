"""What is wrong with a walk: records twice, totals that differ, pages that hold too many or too few."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from listproof.checks.walks import (
    LeftOut,
    last_that_adds,
    left_out,
    met_again,
    misfilled,
    off_total,
    settled_counts,
    stands_for_two,
    total_spread,
    twice,
)

from ..made import CONTRACT, record


@pytest.mark.parametrize(("names", "found"), [("", ""), ("abc", ""), ("aba", "a"), ("abab", "ab"), ("aaab", "a"), ("bcab", "b")])
def test_what_stands_more_than_once_is_told_once(names: str, found: str) -> None:
    """In the order in which it was met first."""
    assert twice(names) == list(found)


@pytest.mark.parametrize(
    ("names", "total", "allowed", "off"),
    [
        ("abc", 3, 0, None),
        ("abc", None, 0, None),
        ("abc", 4, 0, 3),
        ("abc", 2, 0, 3),
        ("abc", 4, 1, None),
        ("abc", 5, 1, 3),
        ("abca", 3, 0, None),
    ],
)
def test_a_walk_meets_as_many_records_as_the_total_says(names: str, total: int | None, allowed: int, off: int | None) -> None:
    """Each counts once, however often it was met; without a total nothing is said."""
    assert off_total(names, total, allowed) == off


@pytest.mark.parametrize(
    ("totals", "spread"), [([7], 0), ([7, 7], 0), ([7, 9, 8], 2), ([], None), ([None], None), ([7, None], None), ([0], 0), ([0, 0], 0)]
)
def test_totals_of_one_query_differ_by_so_much(totals: list[int | None], spread: int | None) -> None:
    """A page without a total leaves nothing to compare."""
    assert total_spread(totals) == spread


@pytest.mark.parametrize(
    ("held", "left", "means", "moved", "expected"),
    [
        (10, 30, "exactly", 0, None),
        (9, 30, "exactly", 0, (10, 10)),
        (11, 30, "exactly", 0, (10, 10)),
        (4, 4, "exactly", 0, None),
        (3, 4, "exactly", 0, (4, 4)),
        (5, 4, "exactly", 0, (4, 4)),
        (5, 4, "exactly", 1, None),
        (3, 4, "exactly", 1, None),
        (2, 4, "exactly", 1, (3, 5)),
        (0, 0, "exactly", 0, None),
        (1, 30, "at-most", 0, None),
        (0, 30, "at-most", 0, (1, 10)),
        (0, 0, "at-most", 0, None),
        (11, 30, "at-most", 0, (1, 10)),
        (0, 1, "at-most", 1, None),
        (0, 30, "any", 0, None),
        (10, 30, "any", 0, None),
        (11, 30, "any", 0, (0, 10)),
    ],
)
def test_a_page_of_ten_holds_ten_or_what_is_left(held: int, left: int, means: str, moved: int, expected: tuple[int, int] | None) -> None:
    """Where pages need not be filled, one record is enough as long as any is left, or none."""
    assert misfilled(held, 10, left, means=means, moved=moved) == expected


def test_records_are_counted_by_what_is_settled_of_them() -> None:
    """What may change between two answers makes no other record; what may not does."""
    assert "/pods_num" not in (*CONTRACT.identity, *CONTRACT.settled)
    one, changed, other = record(1), record(1, pods_num=9), record(2)
    assert settled_counts(CONTRACT, [one, changed]) == Counter({next(iter(settled_counts(CONTRACT, [one]))): 2})
    assert len(settled_counts(CONTRACT, [one, other])) == 2


def test_a_settled_value_is_compared_and_not_its_spelling() -> None:
    """The keys of an object stand in any order, and a field that is not shown is one that is null."""
    contract = replace(CONTRACT, settled=("/extra",))
    assert len(settled_counts(contract, [record(1, extra={"a": 1, "b": 2}), record(1, extra={"b": 2, "a": 1})])) == 1
    assert len(settled_counts(contract, [record(1), record(1, extra=None)])) == 1


def test_nothing_moves_unless_it_is_said() -> None:
    """What is not told to have moved allows no record more or less."""
    assert off_total("abc", 4) == 3
    assert misfilled(9, 10, 30, means="exactly") == (10, 10)
    assert misfilled(4, 10, 5, means="exactly") == (5, 5)


def test_a_name_that_stands_for_two_is_found_on_one_page_or_by_what_never_changes() -> None:
    """On one page two records that differ are two; on two pages they may be one that changed, unless what is settled differs."""
    one, changed, other = ({"born": 1, "size": 1}, {"born": 1, "size": 2}, {"born": 2, "size": 1})
    assert stands_for_two([[("a", one), ("b", other)], [("a", changed)]], ["/born"]) is None
    assert stands_for_two([[("a", one), ("a", one)]], ["/born"]) is None
    assert stands_for_two([[("a", one), ("a", changed)]], ["/born"]) == "a"
    assert stands_for_two([[("a", one)], [("b", one), ("a", other)]], ["/born"]) == "a"


@pytest.mark.parametrize(
    ("pages", "whole", "found"),
    [
        ("ab cd", "abcd", None),
        ("ab de", "abcde", LeftOut("c", 1, 2)),
        ("ab d", "abcd", LeftOut("c", 1, 2)),
        ("ac de", "abcde", LeftOut("b", 1, 1)),
        ("bc de", "abcde", LeftOut("a", 0, 1)),
        ("ab cd", "abcde", LeftOut("e", 2, 3)),
        ("ab  ef", "abcdef", LeftOut("c", 1, 3)),
        ("ef ab", "abcef", LeftOut("c", 2, 1)),
        ("", "ab", LeftOut("a", 0, 2)),
        ("ab ab", "ab", None),
    ],
)
def test_what_pages_leave_out_is_told_with_its_place(pages: str, whole: str, found: LeftOut | None) -> None:
    """The first that is missing, behind the page that shows what stands before it and ahead of the one that shows what comes after."""
    assert left_out(pages.split(" "), list(whole)) == found


@pytest.mark.parametrize(
    ("pages", "name", "found"),
    [("ab bc", "b", (1, 2)), ("ab cb ab", "b", (1, 2)), ("aa b", "a", (1, 1)), ("ab c", "a", (1, 0)), ("ab c", "z", (0, 0))],
)
def test_a_record_met_again_is_told_with_both_pages(pages: str, name: str, found: tuple[int, int]) -> None:
    """The first two that show it, be it one page twice."""
    assert met_again(pages.split(" "), name) == found


@pytest.mark.parametrize(("pages", "last"), [("ab cd", 2), ("ab ab ab", 1), ("ab ba bc ac", 3), ("", 0), (" a", 2)])
def test_the_last_page_that_brings_something_new_is_found(pages: str, last: int) -> None:
    """Those behind it repeat what was met, or hold nothing."""
    assert last_that_adds(pages.split(" ")) == last
