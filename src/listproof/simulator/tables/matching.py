"""What matches a question among many records: counted and cut by the database when it is asked for, and not before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol, overload

from listproof.simulator.tables.sql import Condition

__all__ = ["Matching", "Rows"]


class Rows(Protocol):
    """What can count and cut the records that a condition keeps."""

    def count(self, condition: Condition) -> int:
        """How many there are."""

    def whole(self, condition: Condition, order: str) -> Sequence[int]:
        """The ordinals of all of them, in an order."""

    def part(self, condition: Condition, order: str, start: int, size: int) -> Sequence[int]:
        """The ordinals of `size` of them, from a place on."""


class Matching(Sequence[int]):
    """The ordinals that a condition keeps, in an order, none of them read yet."""

    def __init__(self, rows: Rows, condition: Condition, order: str) -> None:
        self.rows = rows
        self.condition = condition
        self.order = order

    def __len__(self) -> int:
        return self.rows.count(self.condition)

    def __iter__(self) -> Iterator[int]:
        return iter(self.rows.whole(self.condition, self.order))

    @overload
    def __getitem__(self, place: int) -> int: ...

    @overload
    def __getitem__(self, place: slice) -> Sequence[int]: ...

    def __getitem__(self, place: int | slice) -> int | Sequence[int]:
        if isinstance(place, int):
            at = place if place >= 0 else place + len(self)
            found = self.rows.part(self.condition, self.order, at, 1) if at >= 0 else ()
            if not found:
                raise IndexError(place)
            return found[0]
        usual = place.step in (None, 1) and (place.start or 0) >= 0 and place.stop is not None and place.stop >= 0
        if usual:
            start = place.start or 0
            return self.rows.part(self.condition, self.order, start, max(0, place.stop - start))
        return self.rows.whole(self.condition, self.order)[place]
