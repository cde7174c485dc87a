"""Drawing: the same from one seed, each input once, and a finding as small as its numbers let it be."""

from __future__ import annotations

import pytest

from listproof.generating import Draw, EnoughError, RejectedError
from listproof.generating.plainly import drawn, smallest_wrong
from listproof.generating.texts import odd_text


def words(draw: Draw) -> tuple[str, ...]:
    """Up to six words."""
    found: list[str] = []
    while len(found) < 6:
        if not draw.below(4):
            break
        found.append(draw.of(("ash", "elm", "fir", "oak", "yew")))
    return tuple(found)


def test_a_seed_draws_the_same_again() -> None:
    """So many different inputs, in their order; another seed draws others."""
    assert drawn(words, 20, 1) == drawn(words, 20, 1) != drawn(words, 20, 2)
    assert len(set(drawn(words, 20, 1))) == 20


def test_of_few_inputs_each_is_drawn_once() -> None:
    """Where there are no more, drawing ends."""
    assert sorted(drawn(lambda draw: draw.below(3), 20, 0)) == [0, 1, 2]


def test_what_is_rejected_is_not_shown() -> None:
    """Nor asked."""

    def even(draw: Draw) -> int:
        number = draw.below(1000)
        if number % 2:
            raise RejectedError
        return number

    found = drawn(even, 30, 0)
    assert len(found) > 15
    assert all(number % 2 == 0 for number in found)


@pytest.mark.parametrize("seed", range(5))
def test_a_finding_is_made_small(seed: int) -> None:
    """Parts that do not matter are left out, what is left is as simple as it may be."""
    assert smallest_wrong(words, lambda found: "oak" in found, 200, seed) == ("oak",)
    assert smallest_wrong(lambda draw: draw.below(10**6), lambda number: number >= 777, 200, seed) == 777
    assert smallest_wrong(odd_text, lambda text: "[" in text, 400, seed) == "["


def test_nothing_wrong_is_nothing_found() -> None:
    """And who has enough ends the drawing."""
    seen: list[int] = []

    def enough(number: int) -> bool:
        seen.append(number)
        if len(seen) == 3:
            raise EnoughError
        return False

    assert smallest_wrong(lambda draw: draw.below(10**6), lambda number: False, 10, 0) is None
    assert smallest_wrong(lambda draw: draw.below(10**6), enough, 10, 0) is None
    assert len(seen) == 3
