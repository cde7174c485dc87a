"""In which other order records stand that are not in the one asked for."""

from __future__ import annotations

from typing import Any

import pytest

from listproof.checks.orders import OtherOrder, other_order, turned
from listproof.contract import OrderKey

KEYS = {"number": OrderKey("n", "/n", "number"), "time": OrderKey("n", "/n", "time"), "text": OrderKey("n", "/n", "text")}


@pytest.mark.parametrize(
    ("compares", "direction", "shown", "other"),
    [
        ("number", "asc", [1, 2, 2, 10], None),
        ("number", "asc", [10, 2, 2, 1], "reversed"),
        ("number", "desc", [1, 2, 10], "reversed"),
        ("number", "desc", [1, None, 2, 10], "reversed"),
        ("number", "asc", [1, 10, 2], "as-texts"),
        ("number", "asc", [1, 10, None, 2, 2], "as-texts"),
        ("number", "desc", [2, 10, 1], "as-texts"),
        ("number", "asc", ["1", "10", "2"], "as-texts"),
        ("number", "asc", [2, 10, 1], None),
        ("number", "asc", [10, 9], None),
        ("number", "asc", [100, 20, 3], None),
        ("number", "asc", [], None),
        ("text", "asc", ["c", "b", "a"], "reversed"),
        ("text", "asc", ["b", "c", "a"], None),
        ("text", "desc", ["2", "10", "1"], None),
        ("time", "asc", ["2026-01-01T10:00:00Z", "2026-01-01T11:00:00+09:00", "2026-01-01T12:00:00Z"], "as-texts"),
        ("time", "asc", ["2026-01-02T10:00:00Z", "2026-01-01T10:00:00Z"], "reversed"),
    ],
)
def test_the_other_order_is_told_where_it_is_one(compares: str, direction: str, shown: list[Any], other: OtherOrder | None) -> None:
    """Backwards, or as the values are written; nothing where records are in order, in none, or where both would explain them."""
    assert other_order(KEYS[compares], direction, [{"n": value} for value in shown]) == other


def test_of_a_group_no_order_is_claimed() -> None:
    """Values of a group stand together, in whichever order."""
    assert other_order(OrderKey("n", "/n", "group"), "asc", [{"n": "b"}, {"n": "a"}, {"n": "b"}]) is None


def test_a_direction_has_one_that_is_not_it() -> None:
    """Turned twice it is itself."""
    assert (turned("asc"), turned("desc")) == ("desc", "asc")
