"""A condition in SQL, with the values that are bound in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

__all__ = ["ALL", "NONE", "Condition"]


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
