"""A boundary between pages is put where records are equal in their order."""

from __future__ import annotations

from typing import Any

import pytest

from listproof.values.tied_boundaries import size_between_equals, tied_boundary


def records(*times: Any) -> list[dict[str, Any]]:
    """Records with these times; `...` is a record without one."""
    return [{} if time is ... else {"time": time} for time in times]


@pytest.mark.parametrize(
    ("times", "offset"),
    [
        ((1, 2, 3, 4, 5, 6, 7), 2),
        ((1, 2, 2, 4, 5, 6, 7), 2),
        ((1, 2, 3, 4, 4, 6, 7), 4),
        ((1, 2, 3, 3, 5, 6, 7), 2),
        ((1, 2, 3, 4, 5, 6, 6), 2),
        ((1, 2, 3, 4, 4, 6, 6, 8), 4),
        ((1, 2, 3, 4, 5, 5, 5, 8), 6),
        ((None, None, None, None, 3, 3), 2),
        ((1, None, None, 3, 5, 6), 2),
        ((1, None, None, 4, 4, 6), 4),
        ((1, ..., ..., 4, 4, 6, 7), 4),
        ((1, ..., ..., 4, 5, 6, 7), 2),
        ((1, 2), 2),
        ((), 2),
    ],
)
def test_the_first_boundary_between_equal_neighbours_is_taken(times: tuple[Any, ...], offset: int) -> None:
    """Of pages of two records; the first boundary of all where no two that show anything are equal on both sides of one."""
    assert tied_boundary(records(*times), ["/time"], 2) == offset


def test_an_earlier_pointer_goes_first() -> None:
    """The keys of the order tell more than any other time."""
    both = [{"key": key, "time": time} for key, time in zip((1, 2, 3, 4, 4, 6, 7), (1, 2, 2, 3, 4, 5, 6), strict=True)]
    assert tied_boundary(both, ["/key", "/time"], 2) == 4
    assert tied_boundary(both, ["/time", "/key"], 2) == 2


@pytest.mark.parametrize(("least", "offset"), [(0, 2), (1, 2), (2, 2), (3, 4), (4, 4), (5, 8), (8, 8), (9, 10), (10, 10), (11, 12)])
def test_no_boundary_is_looked_for_below_the_least(least: int, offset: int) -> None:
    """Of records that are equal at every boundary but the third the first one from there on; past them all the boundary that is next."""
    times = (1, 2, 2, 4, 4, 6, 7, 8, 8, 10)
    assert tied_boundary(records(*times), ["/time"], 2, least) == offset


def test_a_boundary_after_a_single_record_is_one() -> None:
    """Pages of one record part the first two."""
    assert tied_boundary(records(1, 1, 3), ["/time"], 1) == 1


@pytest.mark.parametrize(
    ("shown", "held", "size", "cut"),
    [
        ([1, 2, 3, 3, 5, 6, 7, 8], 8, 4, 4),
        ([1, 2, 3, 4, 4, 6, 7, 8], 8, 4, 4),
        ([1, 2, 3, 4, 5, 5, 7, 8], 8, 4, 5),
        ([1, 2, 3, 4, 5, 6, 7, 7], 8, 4, 7),
        ([1, 2, 3, 4, 5, 5, 7, 8, 9], 9, 3, 3),
        ([1, 2, 3, 4, 5, 6, 7, 7, 9], 9, 3, 3),
        ([1, 2, 3, 4, 5, 6, 7, 8, 8, 10, 11], 11, 5, 4),
        ([None, None, 3, 4], 4, 2, 2),
        ([], 0, 3, 3),
    ],
)
def test_as_many_pages_part_two_that_are_equal(shown: list[Any], held: int, size: int, cut: int) -> None:
    """The nearest size of as many pages at one of whose boundaries neighbours are equal; the same size where none is."""
    assert size_between_equals(shown, held, size, 1, 7) == cut


@pytest.mark.parametrize(
    ("shown", "lacking", "size", "cut"),
    [([1, 2, 3, 3, 5, 6], 3, 5, 7), ([1, 2, 3, 4, 5, 5, 7], 2, 4, 4), ([1, 1, 3, 4], 2, 2, 2), ([1, 2, 3, 3, 5, 6, 7, 8], 1, 5, 5)],
)
def test_a_page_ends_among_the_records_that_come_last_without_a_key(shown: list[Any], lacking: int, size: int, cut: int) -> None:
    """The nearest size of as many pages of which one ends behind a record without the key and before another, if there is one."""
    assert size_between_equals(shown, len(shown) + lacking, size, 1, 8, lacking) == cut
