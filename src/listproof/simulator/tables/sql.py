"""A condition in SQL, with the values that are bound in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

__all__ = ["ALL", "NONE", "Condition", "all_of", "any_of"]


@dataclass(frozen=True)
class Condition:
    """A part of WHERE with its bound values."""

    sql: str
    values: tuple[Any, ...] = ()

    def __and__(self, other: Condition) -> Condition:
        return Condition(f"({self.sql}) AND ({other.sql})", self.values + other.values)

    def __or__(self, other: Condition) -> Condition:
        return Condition(f"({self.sql}) OR ({other.sql})", self.values + other.values)


ALL = Condition("1")
NONE = Condition("0")


def any_of(several: Sequence[Condition]) -> Condition:
    """What any one of several conditions keeps; side by side, as a database reads no more than a hundred within each other."""
    return _joined(several, " OR ") if several else NONE


def all_of(several: Sequence[Condition]) -> Condition:
    """What all of several conditions keep, likewise side by side."""
    return _joined(several, " AND ") if several else ALL


_SIDE_BY_SIDE = 100
"""So many conditions stand beside each other; of more such groups do, for a database reads no thousand in a row."""


def _joined(several: Sequence[Condition], word: str) -> Condition:
    while len(several) > _SIDE_BY_SIDE:
        starts = range(0, len(several), _SIDE_BY_SIDE)
        several = [_joined(several[start : start + _SIDE_BY_SIDE], word) for start in starts]
    values = tuple(value for one in several for value in one.values)
    return several[0] if len(several) == 1 else Condition(word.join(f"({one.sql})" for one in several), values)
