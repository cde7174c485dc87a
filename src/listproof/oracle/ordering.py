"""Whether a sequence of records stands in the order that was asked for."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from listproof.contract import Absent, OrderKey, at
from listproof.oracle.matching import instant

__all__ = ["comparable", "misplaced", "values"]


def comparable(key: OrderKey, record: Any) -> Any:
    """The value of a record's key, ready to compare: milliseconds, a number, or text; None where the record shows none."""
    shown = at(record, key.field)
    if isinstance(shown, Absent) or shown is None:
        return None
    if key.compares == "time":
        return instant(shown)
    if key.compares == "number":
        try:
            return float(shown)
        except (TypeError, ValueError, OverflowError):
            return None
    return str(shown)


def values(key: OrderKey, records: Sequence[Any]) -> list[Any]:
    """The comparable values of a sequence, records without one left out."""
    return [value for value in (comparable(key, record) for record in records) if value is not None]


def misplaced(key: OrderKey, direction: str, records: Sequence[Any]) -> tuple[int, int] | None:
    """The first two places (indices) that break the order, or None.

    Times and numbers must not fall (`asc`) or rise (`desc`); values of a `group` key must stand together, in no claimed order.
    Records without a value are passed over.
    """
    shown = [(place, value) for place, value in ((i, comparable(key, r)) for i, r in enumerate(records)) if value is not None]
    if key.compares == "group":
        last: dict[Any, int] = {}
        for step, (place, value) in enumerate(shown):
            if value in last and shown[step - 1][1] != value:
                return last[value], place
            last[value] = place
        return None
    for (before, left), (after, right) in pairwise(shown):
        if (left > right) if direction == "asc" else (left < right):
            return before, after
    return None
