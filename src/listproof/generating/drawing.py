"""Drawing plainly: one number after the other, at random, and making what was drawn small.

Whatever is drawn is made of numbers below a count, of which 0 is the simplest. So what was drawn can be drawn again from its numbers, and
made smaller by leaving some of them out and making others less.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from contextlib import contextmanager, suppress
from random import Random
from typing import TypeVar

__all__ = ["Draw", "EnoughError", "Inputs", "RejectedError", "drawn", "smallest_wrong"]

T = TypeVar("T")
H = TypeVar("H", bound=Hashable)
_TRIES = 8
"""So many times as much as is wanted is drawn at the most: what was drawn before, or is nothing to ask, does not count."""
_MOST_SMALLER = 600
"""So often a finding is made smaller at the most, asked or not."""
_SHIFTS = (0, 1, 2, 4, 64)
"""By how much a number is made less: by itself, by a half of it, a quarter, a sixteenth, by one."""


class EnoughError(Exception):
    """Nothing more is to be drawn."""


class RejectedError(Exception):
    """What was being drawn is nothing that is to be asked."""


class Draw:
    """Numbers drawn one after another: those that are `given`, then at random, or 0 where there is no `random`.

    `taken` are the numbers so far; `parts` say from where to where stands what may be left out as one.
    """

    def __init__(self, random: Random | None, given: Sequence[int] = ()) -> None:
        self.taken: list[int] = []
        self.parts: list[tuple[int, int]] = []
        self._random = random
        self._given = given

    def below(self, count: int) -> int:
        """A number from 0, less than `count`."""
        if len(self.taken) < len(self._given):
            number = min(self._given[len(self.taken)], count - 1)
        else:
            number = self._random.randrange(count) if self._random is not None else 0
        self.taken.append(number)
        return number

    def of(self, options: Sequence[T]) -> T:
        """One of some options, the first where a finding is made smaller."""
        return options[self.below(len(options))]

    @contextmanager
    def part(self) -> Iterator[None]:
        """What is drawn within may be left out as one."""
        start = len(self.taken)
        yield
        self.parts.append((start, len(self.taken)))

    @property
    def rank(self) -> tuple[int, list[int]]:
        """What is smaller comes first: fewer numbers, then lesser ones."""
        return len(self.taken), self.taken


Inputs = Callable[[Draw], T]
"""How an input is made of what is drawn. May raise RejectedError."""


def drawn(inputs: Inputs[H], most: int, seed: int, take: Callable[[H], object] | None = None) -> tuple[H, ...]:
    """What `smallest_wrong` shows to a `wrong` that is never true: so many different inputs in their order, or as many as there are.

    `take` is handed each as soon as it is drawn.
    """
    found = []
    for one, _ in _different(inputs, most, seed):
        found.append(one)
        if take is not None:
            take(one)
    return tuple(found)


def smallest_wrong(inputs: Inputs[H], wrong: Callable[[H], bool], most: int, seed: int) -> H | None:
    """The smallest input of which `wrong` is true, from the first such among so many that are drawn; None where there is none.

    `wrong` may raise EnoughError to end the drawing.
    """
    with suppress(EnoughError):
        for one, draw in _different(inputs, most, seed):
            if wrong(one):
                return _smallest(inputs, wrong, one, draw)
    return None


def _different(inputs: Inputs[H], most: int, seed: int) -> Iterator[tuple[H, Draw]]:
    random, met = Random(seed), set[H]()
    for _ in range(_TRIES * most):
        if len(met) == most:
            return
        draw = Draw(random)
        with suppress(RejectedError):
            one = inputs(draw)
            if one not in met:
                met.add(one)
                yield one, draw


def _smallest(inputs: Inputs[H], wrong: Callable[[H], bool], one: H, draw: Draw) -> H:
    """The smallest wrong input to which this one leads, step by step."""
    tried: set[tuple[int, ...]] = set()
    before = None
    while before is not draw:
        before = draw
        for way in (_without, _emptied, *_LESS):
            place = 0
            while (numbers := way(draw, place)) is not None and len(tried) < _MOST_SMALLER:
                smaller = _again(inputs, numbers, draw) if tuple(numbers) not in tried else None
                tried.add(tuple(numbers))
                if smaller is not None and wrong(smaller[0]):
                    one, draw = smaller
                else:
                    place += 1
    return one


def _again(inputs: Inputs[H], numbers: Sequence[int], than: Draw) -> tuple[H, Draw] | None:
    """What is drawn from these numbers, if it is smaller."""
    draw = Draw(None, numbers)
    with suppress(RejectedError):
        one = inputs(draw)
        return (one, draw) if draw.rank < than.rank else None
    return None


def _part(draw: Draw, place: int) -> tuple[int, int] | None:
    """The part in this place, the longest first."""
    parts = sorted(set(draw.parts), key=lambda part: (part[0] - part[1], part))
    return parts[place] if place < len(parts) else None


def _without(draw: Draw, place: int) -> list[int] | None:
    part = _part(draw, place)
    return None if part is None else [*draw.taken[: part[0]], *draw.taken[part[1] :]]


def _emptied(draw: Draw, place: int) -> list[int] | None:
    """A part that draws but one number, the simplest: it may not be to be left out."""
    part = _part(draw, place)
    return None if part is None else [*draw.taken[: part[0]], 0, *draw.taken[part[1] :]]


def _less(shift: int) -> Callable[[Draw, int], list[int] | None]:
    def made(draw: Draw, place: int) -> list[int] | None:
        if place >= len(draw.taken):
            return None
        number = draw.taken[place]
        return [*draw.taken[:place], max(0, number - max(1, number >> shift)), *draw.taken[place + 1 :]]

    return made


_LESS = tuple(map(_less, _SHIFTS))
