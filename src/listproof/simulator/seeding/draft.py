"""A record while it is made: what was chosen for it, and the moments that follow from its creation."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

__all__ = ["Draft", "World"]


class World(Protocol):
    """What is the same for all records: the moment at which they are looked at, and which choices are an end."""

    @property
    def now(self) -> int:
        """Epoch milliseconds."""

    def end(self, choices: Sequence[int]) -> str | None:
        """The kind of end that choices mean; None where the record still moves."""


class Draft:
    """What is known of a record while it is made: its place, the options chosen for it, and its moments (epoch milliseconds).

    After creation a record begins, then it finishes: in order, and none after the `now` of its records.
    """

    __slots__ = ("_begun", "_finished", "choices", "created", "elsewhere", "name", "of", "ordinal", "scope", "telling")

    def __init__(self, of: World, ordinal: int, scope: str, created: int, choices: Sequence[int], telling: bool, elsewhere: bool) -> None:
        self.of = of
        self.ordinal = ordinal
        self.scope = scope
        self.created = created
        self.choices = choices
        self.telling = telling
        self.elsewhere = elsewhere
        self.name = 0
        self._begun = -1

    def _live(self) -> None:
        spare = max(self.of.now - self.created - 5000, 4000)
        lasts = min((self.ordinal * 7919 % 7000 + 60) * 1000, spare)
        self._begun = self.created + lasts // 5 // 1000 * 1000 + 1000
        finished = self.created + lasts
        rounded = (finished // 600_000 + 1) * 600_000
        self._finished = rounded if rounded < self.of.now - 5000 else max(finished // 1000 * 1000, self._begun) + 1000

    @property
    def begun(self) -> int:
        """When it began."""
        if self._begun < 0:
            self._live()
        return self._begun

    @property
    def finished(self) -> int:
        """When it finished, if it did."""
        if self._begun < 0:
            self._live()
        return self._finished

    @property
    def end(self) -> str | None:
        """The kind of its end (`succe`, `fail`, `stop`); None where it still moves."""
        return self.of.end(self.choices)
