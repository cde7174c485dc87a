"""Values on the bounds of a parameter, and sizes that cut a listing in telling ways."""

from __future__ import annotations

import pytest

from listproof.values.boundary_values import leaving_one


@pytest.mark.parametrize(
    ("records", "size", "least", "most", "found"),
    [(257, 65, 32, 99, 64), (257, 49, 24, 49, 32), (11, 4, 2, 9, 5), (192, 49, 24, 98, 38), (3, 1, 1, 1, 1), (3, 5, 4, 3, 5)],
)
def test_a_size_leaves_one_record_for_the_last_page_or_as_few_as_can_be(records: int, size: int, least: int, most: int, found: int) -> None:
    """Of those at which the last page holds fewest the nearest; the size itself where none may be asked for."""
    assert leaving_one(records, size, least, most) == found
