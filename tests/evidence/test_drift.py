"""Two readings of a listing tell what came, what went, what changed, and what stood still."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listproof.contract import Order, OrderKey, Query
from listproof.evidence.drift import Census, Drift, drift_between, looked_at, lost_by_paging
from listproof.evidence.reply import Reply, Walk

from ..made import CONTRACT, page, record, session

NUMBERS = st.lists(st.integers(0, 8), max_size=8)


def reading(records: list[dict[str, Any]], total: int | None = None) -> Census:
    """A reading of the census that met these records on one page."""
    answer = session(lambda request: page(records, total))[0].get("/jobs", "")
    walk = Walk(Query.of({}), 200, (Reply(CONTRACT, Query.of({}), answer),))
    return Census(walk, CONTRACT.identity, True, looked_at(CONTRACT))


def of(numbers: list[int], total: int | None = None) -> Census:
    """A reading that met the records of these numbers."""
    return reading([record(n) for n in numbers], total)


def name(number: int) -> str:
    """The name of a record by its number."""
    return f"c / default / job-{number} / {1_700_000_000_000 + number}"


@given(NUMBERS)
def test_the_same_records_are_the_same_world(numbers: list[int]) -> None:
    """In any order."""
    assert drift_between(of(numbers), of(numbers[::-1])).still


@given(st.sets(st.integers(0, 8)), st.sets(st.integers(0, 8)))
def test_what_came_and_went_is_what_moved(before: set[int], after: set[int]) -> None:
    """The core is what both readings met, unchanged."""
    moved = drift_between(of(sorted(before)), of(sorted(after)))
    assert moved.core == {name(n) for n in before & after}
    assert moved.moved == {name(n) for n in before ^ after}
    assert moved.shift == len(before ^ after)
    assert moved.still == (before == after)


def test_what_changes_where_a_law_looks_has_moved() -> None:
    """A new value of what is settled, identified, filtered or sorted by; anything else may change."""
    still = reading([record(1), record(2)])
    assert drift_between(still, reading([record(1), record(2, status="Failed", pods_num=9)])).still
    assert drift_between(still, reading([record(1), record(2, create_time=1)])).moved == {name(2), "c / default / job-2 / 1"}
    without = record(2)
    del without["create_time"]
    assert drift_between(still, reading([record(1), without])).moved == {name(2), "c / default / job-2 / –"}
    assert not drift_between(
        reading([record(1, create_time=None)]), reading([{k: v for k, v in record(1).items() if k != "create_time"}])
    ).still


@pytest.mark.parametrize(
    ("pointers", "changes", "moves"),
    [
        (("/status",), {}, False),
        (("/status",), {"status": "Failed"}, True),
        (("/status",), {"pods_num": 9}, False),
        (("/status", "/pods_num"), {"pods_num": 9}, True),
        ((), {"status": "Failed"}, False),
    ],
)
def test_a_record_of_the_same_name_moves_by_what_is_looked_at(pointers: tuple[str, ...], changes: dict[str, Any], moves: bool) -> None:
    """Another value at one of these pointers; the very same object shows the same."""
    before, after = (replace(reading([one]), pointers=pointers) for one in (record(1), record(1, **changes)))
    assert before.moves(name(1), after.by_identity[name(1)]) is moves
    assert before.moves(name(1), before.by_identity[name(1)]) is False
    assert drift_between(before, after).moved == ({name(1)} if moves else set())


def test_what_paging_lost_is_no_motion() -> None:
    """Every reading met a record twice, all told one total, and together they met no more: the paging lost the others, not the world."""
    assert lost_by_paging([of([1, 2, 3, 3], 4), of([1, 2, 4, 4], 4)])
    assert not lost_by_paging([of([1, 2, 3, 3], 4), of([1, 2, 4, 5], 4)])
    assert not lost_by_paging([of([1, 2, 3, 3], 4), of([1, 2, 4, 4], 5)])
    assert not lost_by_paging([of([1, 2, 3, 3], 4), of([1, 2, 4, 4], 4), of([1, 2, 5, 5], 4)])
    assert not drift_between(of([1, 2, 3, 3], 4), of([1, 2, 4, 4], 4)).still


def test_totals_that_do_not_agree_may_have_moved_unseen() -> None:
    """Equal records under unequal totals: as many may have come and gone between two pages as the totals are off."""
    moved = drift_between(of([1, 2, 3], 3), of([1, 2, 3], 4))
    assert (moved.moved, moved.unseen, moved.shift, moved.still) == (frozenset(), 1, 1, False)
    assert drift_between(of([1, 2, 3], 4), of([1, 2, 3], 4)).still


def test_sequences_are_alike_but_for_what_moved() -> None:
    """One record gone shifts the rest by one place; a sequence in another order is another."""
    moved = Drift(frozenset("abcdef"), frozenset("x"))
    assert moved.alike("abcd", "bcde")
    assert moved.alike("axbc", "abc")
    assert not moved.alike("abcdef", "fedcba")
    assert not moved.alike("abc", "abd")
    assert Drift(frozenset("abc"), frozenset()).alike("abc", "abc")
    assert not Drift(frozenset("abc"), frozenset()).alike("abc", "bc")


def test_a_record_that_an_insertion_put_on_two_pages_counts_once() -> None:
    """As many as moved may be met twice; more twice is no insertion, and while nothing moves none may."""
    moved = Drift(frozenset("abcdef"), frozenset("x"))
    assert moved.alike("abccdef", "abcdef")
    assert moved.alike("abcdef", "abccdef")
    assert not moved.alike("abbccddeeff", "abcdef")
    assert not Drift(frozenset("abc"), frozenset()).alike("abbc", "abc")


@given(st.lists(st.sampled_from("abcdefgh"), unique=True, max_size=8), st.integers(0, 3))
def test_a_sequence_is_alike_itself_shifted_by_what_moved(names: list[str], by: int) -> None:
    """As many records as moved may be missing at its start."""
    moved = Drift(frozenset("abcdefgh"), frozenset(f"x{n}" for n in range(by)))
    assert moved.alike(names, names)
    assert moved.alike(names, names[by:])


@pytest.mark.parametrize(
    ("left", "right", "moved", "alike"),
    [
        ("abcde", "abc", 1, True),
        ("abcdef", "abc", 1, False),
        ("abc", "abcdef", 1, False),
        ("abcdefgh", "abcd", 2, True),
        ("abcdefgh", "abc", 2, False),
        ("abcdef", "bcdef", 1, True),
        ("abcdef", "cdef", 1, False),
        ("abcdef", "cdef", 2, True),
        ("cdef", "abcdef", 2, True),
        ("cdef", "abcdef", 1, False),
        ("a", "b", 1, True),
        ("ab", "cd", 1, False),
        ("ab", "cd", 2, True),
        ("ab", "", 1, True),
        ("abcd", "", 1, False),
        ("", "", 0, True),
    ],
)
def test_a_shift_excuses_so_many_places_and_not_one_more(left: str, right: str, moved: int, alike: bool) -> None:
    """A sequence may begin as many places later as records moved, and be as many longer or shorter at either end."""
    assert Drift(frozenset("abcdefgh"), frozenset(f"x{n}" for n in range(moved))).alike(left, right) is alike


@pytest.mark.parametrize(
    ("moved", "unseen", "unread", "still", "shift"),
    [(0, 0, 0, True, 0), (2, 0, 0, False, 2), (0, 3, 0, False, 3), (0, 0, 5, True, 5), (1, 2, 4, False, 7)],
)
def test_the_shift_counts_what_moved_seen_or_not_and_what_was_not_read(
    moved: int, unseen: int, unread: int, still: bool, shift: int
) -> None:
    """What was not read moved nothing, and may explain as much."""
    drift = Drift(frozenset(), frozenset(f"x{n}" for n in range(moved)), unseen, unread)
    assert (drift.still, drift.shift) == (still, shift)


def pages_of(*pages_: tuple[list[int], int], complete: bool = True) -> Census:
    """A reading of several pages, each with its records and the total that it told."""
    replies = tuple(one for numbers, total in pages_ for one in of(numbers, total).walk.pages)
    return Census(Walk(Query.of({}), 2, replies), CONTRACT.identity, complete, looked_at(CONTRACT))


@pytest.mark.parametrize(
    ("pages_", "complete", "uneven"),
    [
        ([([1, 2], 3), ([3], 3)], True, 0),
        ([([1, 2], 5), ([3], 3)], True, 2),
        ([([1, 2], 3), ([3], 5)], True, 4),
        ([([1, 2], 4), ([3], 4)], True, 1),
        ([([1, 2], 9), ([3], 9)], False, 0),
        ([([1, 2], 9), ([3], 7)], False, 2),
        ([([1, 2, 2], 2)], True, 0),
    ],
)
def test_totals_are_uneven_by_what_they_differ_and_by_what_the_last_is_off(
    pages_: list[tuple[list[int], int]], complete: bool, uneven: int
) -> None:
    """From one another, and where all was read from the number of different records."""
    assert pages_of(*pages_, complete=complete).uneven == uneven


@pytest.mark.parametrize(("total", "complete", "unread"), [(3, True, 0), (3, False, 1), (5, False, 3), (2, False, 1)])
def test_what_was_not_read_is_the_rest_of_the_total_and_at_least_one(total: int, complete: bool, unread: int) -> None:
    """Of a reading that was cut short; without a total it may be any number."""
    assert pages_of(([1, 2], total), complete=complete).unread == unread


def test_without_a_total_any_number_may_be_unread() -> None:
    """Nothing says how much there is."""
    contract = replace(CONTRACT, total=None)
    replies = tuple(Reply(contract, Query.of({}), one.answer) for one in of([1, 2]).walk.pages)
    untold = Census(Walk(Query.of({}), 2, replies), CONTRACT.identity, False, looked_at(CONTRACT))
    assert untold.unread == sys.maxsize
    assert (untold.totals, untold.uneven) == ((None,), 0)


def test_unseen_motion_is_what_both_readings_are_uneven_by() -> None:
    """Added up; nothing where records and totals agree, whatever else they say."""
    assert drift_between(pages_of(([1], 2)), pages_of(([1], 3))).unseen == 1 + 2
    assert drift_between(pages_of(([1], 5)), pages_of(([1], 5))).unseen == 0
    assert drift_between(pages_of(([1], 2)), pages_of(([2], 1))).unseen == 1


def test_every_place_where_a_law_looks_is_looked_at() -> None:
    """Identity, what is settled, the fields of filters, and the keys of the order, each once."""
    order = Order((OrderKey("size", "/pods_num", "number"),))
    pointers = looked_at(replace(CONTRACT, order=order))
    assert pointers == (*dict.fromkeys(pointers),)
    assert {"/pods_num", *CONTRACT.identity, *CONTRACT.settled, *(p for one in CONTRACT.filters for p in one.field.all())} == set(pointers)
    assert "/pods_num" not in looked_at(CONTRACT)
