"""Text as an order key, several keys, and records without one."""

from typing import Literal

import pytest

from listproof.contract import OrderKey
from listproof.contract.model import Direction
from listproof.oracle import collations, misplaced, misplaced_among, misplaced_null

NAME, COUNT = OrderKey("name", "/name", "text"), OrderKey("count", "/count", "number")


def named(*names: str) -> list[dict[str, str]]:
    """Records that have nothing but a name."""
    return [{"name": name} for name in names]


@pytest.mark.parametrize(
    ("names", "sorted_by"),
    [
        (("Beech", "Zelkova", "alder"), {"code points"}),
        (("alder", "Beech", "Zelkova"), {"ignoring case", "letters first"}),
        (("a-z", "ab"), {"code points", "ignoring case"}),
        (("alder", "beech"), {"code points", "ignoring case", "letters first"}),
    ],
)
def test_every_common_collation_is_in_order(names: tuple[str, ...], sorted_by: set[str]) -> None:
    """A text key without a named collation may be sorted by any of them, and which one it is can be told."""
    assert misplaced(NAME, "asc", named(*names)) is None
    assert set(collations(NAME, "asc", named(*names))) == sorted_by


@pytest.mark.parametrize(("direction", "names"), [("asc", ("beech", "alder")), ("desc", ("alder", "beech")), ("asc", ("x9", "x10", "x1"))])
def test_what_no_collation_allows_is_out_of_order(direction: Direction, names: tuple[str, ...]) -> None:
    """Two texts that all collations order alike must stand so."""
    assert misplaced(NAME, direction, named(*names)) is not None


def test_letters_of_languages_are_left_to_them() -> None:
    """Where two texts first differ in a letter that languages sort differently, nothing is claimed."""
    assert misplaced(NAME, "asc", named("öx", "pine")) is None
    assert misplaced(NAME, "asc", named("zebra", "ølberg")) is None


def test_the_second_key_tells_within_ties_of_the_first() -> None:
    """Records that are equal by the first key stand by the second, each key in its own direction."""
    records = [{"count": 1, "name": "b"}, {"count": 1, "name": "a"}, {"count": 2, "name": "z"}]
    assert misplaced_among([(COUNT, "asc"), (NAME, "desc")], records) is None
    assert misplaced_among([(COUNT, "asc"), (NAME, "asc")], records) == (0, 1)
    assert misplaced_among([(COUNT, "desc")], records) == (1, 2)


@pytest.mark.parametrize(
    ("nulls", "counts", "place"),
    [
        (None, (None, None, 1, 2), None),
        (None, (1, 2, None), None),
        (None, (1, None, 2), 1),
        ("first", (1, 2, None), 2),
        ("last", (None, 1, 2), 0),
        ("last", (1, 2, None), None),
    ],
)
def test_records_without_the_key_stand_together_at_one_end(
    nulls: Literal["first", "last"] | None, counts: tuple[int | None, ...], place: int | None
) -> None:
    """Nulls come first or last, as the contract says or as the server likes, and never in between."""
    key = OrderKey("count", "/count", "number", nulls)
    assert misplaced_null(key, [{"count": count} for count in counts]) == place
