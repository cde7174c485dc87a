"""Values on the bounds of a parameter, and sizes that cut a listing in telling ways."""

from __future__ import annotations

from pathlib import Path

import pytest

from listproof.contract import load
from listproof.values.boundary_values import leaving_one, sizes

from ..made import CONTRACT

INVENTED = Path(__file__).parents[1] / "contracts" / "invented"


@pytest.mark.parametrize(
    ("records", "size", "least", "most", "found"),
    [(257, 65, 32, 99, 64), (257, 49, 24, 49, 32), (11, 4, 2, 9, 5), (192, 49, 24, 98, 38), (3, 1, 1, 1, 1), (3, 5, 4, 3, 5)],
)
def test_a_size_leaves_one_record_for_the_last_page_or_as_few_as_can_be(records: int, size: int, least: int, most: int, found: int) -> None:
    """Of those at which the last page holds fewest the nearest; the size itself where none may be asked for."""
    assert leaving_one(records, size, least, most) == found


@pytest.mark.parametrize(("slug", "records", "middle", "last"), [
    ("parcels", 257, 85, 2), ("parcels", 184, 61, 1), ("ferries", 257, 49, 12), ("lighthouses", 257, 39, 23), ("tide-gauges", 257, 59, 21),
])  # fmt: skip
def test_the_middle_size_leaves_few_records_for_the_last_page_where_pages_tell_of_their_end(
    slug: str, records: int, middle: int, last: int
) -> None:
    """As few as pages of any size of that number do, or of a larger one: a walk that ends early among them goes unseen."""
    assert sizes(load(slug, INVENTED), records)["middle"] == middle
    assert records - (records - 1) // middle * middle == last


@pytest.mark.parametrize(
    ("records", "widest", "middle"),
    [(0, 0, 11), (12, 0, 11), (33, 0, 11), (34, 0, 12), (257, 0, 86), (597, 0, 199), (598, 0, 150), (598, 500, 200), (5000, 500, 455)],
)
def test_the_middle_size_makes_three_even_pages_or_as_few_as_it_can(records: int, widest: int, middle: int) -> None:
    """It is larger than the least size, 10, and smaller than the largest that is known to be accepted, 200 where nothing else is."""
    assert sizes(CONTRACT, records, widest) == {"least": 10, "middle": middle, "safe": 200}
