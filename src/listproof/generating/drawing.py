"""What an input is drawn of, by Hypothesis.

An input is made of numbers below a count, of which 0 is the simplest, and of what strategies of Hypothesis give. Hypothesis itself takes a
sixth of a second to load: only who draws pays.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

__all__ = ["Draw", "EnoughError", "Inputs", "RejectedError"]

T = TypeVar("T")


class EnoughError(BaseException):
    """Nothing more is to be drawn. Hypothesis takes an Exception for a finding and would make it smaller; this passes it by."""


class RejectedError(Exception):
    """What was being drawn is nothing that is to be asked."""


class Draw:
    """One after another, what an input is made of. `draw` is Hypothesis's own: a value for a strategy."""

    def __init__(self, draw: Callable[[SearchStrategy[Any]], Any]) -> None:
        self._draw = draw

    def below(self, count: int) -> int:
        """A number from 0, less than `count`."""
        number: int = self._draw(_below(count))
        return number

    def of(self, options: Sequence[T]) -> T:
        """One of some options, the first where a finding is made smaller.

        Drawn as a number: a strategy made anew for each draw is validated anew for each draw, which costs more than the draw.
        """
        return options[self.below(len(options))]

    def by(self, strategy: SearchStrategy[T]) -> T:
        """What a strategy of Hypothesis gives."""
        value: T = self._draw(strategy)
        return value


Inputs = Callable[[Draw], T]
"""How an input is made of what is drawn. May raise RejectedError."""


@lru_cache(maxsize=4096)
def _below(count: int) -> SearchStrategy[int]:
    from hypothesis import strategies as st

    return st.sampled_from(range(count))
