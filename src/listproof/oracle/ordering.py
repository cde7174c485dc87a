"""Whether a sequence of records stands in the order that was asked for."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from listproof.contract import AS_SHOWN, Absent, OrderKey, at
from listproof.oracle.collation import COLLATIONS, alike_to_some, rank_of_texts
from listproof.oracle.matching import instant, number

__all__ = ["COLLATIONS", "collations", "comparable", "may_tie", "misplaced", "misplaced_among", "misplaced_null", "values"]


def comparable(key: OrderKey, record: Any) -> Any:
    """The value of a record's key, ready to compare: milliseconds, a number, or text; None where the record shows none."""
    shown = at(record, key.field)
    if isinstance(shown, Absent) or shown is None:
        return None
    if key.compares == "time":
        return instant(shown)
    if key.compares == "number":
        return number(shown)
    return str(shown)


def values(key: OrderKey, records: Sequence[Any]) -> list[Any]:
    """The comparable values of a sequence, records without one left out."""
    return [value for value in (comparable(key, record) for record in records) if value is not None]


def may_tie(key: OrderKey, left: Any, right: Any) -> bool:
    """Whether an order may hold two comparable values equal, such as texts that a common collation does not tell apart."""
    return bool(left == right) or (key.compares == "text" and alike_to_some(left, right))


def _rank(key: OrderKey, left: Any, right: Any) -> int | None:
    """-1, 0 or 1 as one value stands before, with or behind another; None where the document does not say."""
    if left == right:
        return 0
    if key.compares in ("time", "number"):
        return -1 if left < right else 1
    return None if key.compares == "group" else rank_of_texts(left, right)


def misplaced(key: OrderKey, direction: str, records: Sequence[Any]) -> tuple[int, int] | None:
    """The first two places (indices) that break the order, or None.

    Times and numbers must not fall (`asc`) or rise (`desc`), texts neither as far as common collations agree; values of a `group` key
    must stand together, in no claimed order. Records without a value are passed over.
    """
    shown = [(place, value) for place, value in ((i, comparable(key, r)) for i, r in enumerate(records)) if value is not None]
    if key.compares == "group":
        last: dict[Any, int] = {}
        for step, (place, value) in enumerate(shown):
            if value in last and shown[step - 1][1] != value:
                return last[value], place
            last[value] = place
        return None
    wrong = 1 if direction == "asc" else -1
    for (before, left), (after, right) in pairwise(shown):
        if _rank(key, left, right) == wrong:
            return before, after
    return None


def misplaced_among(keys: Sequence[tuple[OrderKey, str]], records: Sequence[Any]) -> tuple[int, int] | None:
    """The first two places (indices) that break the order of several keys, each with its direction, or None.

    A later key tells only among neighbours that are equal in all before it: not after one that is kept finer than it is shown. Records
    without a value are passed over, as by one key.
    """
    last: list[tuple[int, Any] | None] = [None] * len(keys)
    for place, record in enumerate(records):
        tied = True
        for depth, (key, direction) in enumerate(keys):
            value, before = comparable(key, record), last[depth] if tied else None
            rank = _rank(key, before[1], value) if before is not None and value is not None else None
            if before is not None and rank == (1 if direction == "asc" else -1):
                return before[0], place
            tied = tied and place > 0 and key.precision == AS_SHOWN and comparable(key, records[place - 1]) == value
            last[depth] = (place, value) if value is not None else before
    return None


def misplaced_null(key: OrderKey, records: Sequence[Any]) -> int | None:
    """The place (index) of a record without the key that stands where none may, or None.

    Records without a value stand together at one end; at which one is open unless the key says `nulls`.
    """
    empty = [comparable(key, record) is None for record in records]
    if not any(empty) or all(empty):
        return None
    count = sum(empty)
    ends = {"first": [place < count for place in range(len(empty))], "last": [place >= len(empty) - count for place in range(len(empty))]}
    legal = [ends[key.nulls]] if key.nulls else list(ends.values())
    if empty in legal:
        return None
    return min((next(p for p, (is_empty, may) in enumerate(zip(empty, one)) if is_empty and not may) for one in legal), default=None)


def collations(key: OrderKey, direction: str, records: Sequence[Any]) -> tuple[str, ...]:
    """The names of the COLLATIONS by which the texts of a sequence are sorted; records without a value are passed over."""
    shown = values(key, records)
    pairs = list(pairwise(shown if direction == "asc" else shown[::-1]))
    return tuple(name for name, way in COLLATIONS.items() if all(way(left) <= way(right) for left, right in pairs))
