"""Numbers and moments: equal, on one side of a value, between two, or one of several; a day is all of itself, or at an end its start."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from listproof.contract import Filter
from listproof.simulator.columns import day, instant, number
from listproof.simulator.decisions import Decisions
from listproof.simulator.parts import parts_of
from listproof.simulator.refusals import Refusal
from listproof.simulator.tables.sql import ALL, Condition, any_of

__all__ = ["RANGES", "converted", "ranged"]

RANGES: Mapping[str, str] = {"from": ">=", "minimum": ">=", "after": ">", "until": "<=", "maximum": "<=", "before": "<"}
"""The readings that keep what lies on one side, with the sign of each."""

_DAY = 86_400_000
_SIDES = {("lower", "kept"): "from", ("lower", "lost"): "after", ("upper", "kept"): "until", ("upper", "lost"): "before"}
"""What an end of a range means that is kept itself, or is not."""
_FARTHEST = 2**62
"""No moment that is listed lies so many milliseconds from 1970, and a database holds no larger number."""


def converted(one: Filter, value: Any) -> float | int | None:
    """A value as its column holds it, a day as its first moment; None where it is none."""
    if one.compares == "number":
        return number(value)
    if one.seconds:
        seconds = number(value)
        return None if seconds is None else round(max(-_FARTHEST, min(seconds * 1000, _FARTHEST)))
    start = day(value)
    return instant(value) if start is None else start


def ranged(column: str, one: Filter, reading: str, value: Any, decisions: Decisions) -> Condition:
    """The condition of a reading on a column of numbers or moments. Raises Refusal for a value that is neither."""
    if reading in ("one-of", "one-of-any-case"):
        return _any(column, one, parts_of(one, value), decisions)
    if reading != "between":
        return _sided(column, one, reading, value, decisions)
    ends = parts_of(one, value)
    if len(ends) != 2:
        raise Refusal("bad-parameter", one.name)
    usual = decisions["range-ends"]
    sides = [_SIDES[place, said or usual] for place, said in (("lower", one.edges.lower), ("upper", one.edges.upper))]
    nothing = ("", "..", one.edges.open_end)
    low, high = (ALL if end in nothing else _sided(column, one, side, end, decisions) for side, end in zip(sides, ends, strict=True))
    shown = Condition(f"{column} IS NOT NULL")
    return low & high & shown


def _any(column: str, one: Filter, parts: list[Any], decisions: Decisions) -> Condition:
    """Equal to one of several values."""
    days = [_sided(column, one, "equals", part, decisions) for part in parts if one.compares == "time" and day(part) is not None]
    wanted = [converted(one, part) for part in parts]
    if None in wanted:
        raise Refusal("bad-parameter", one.name)
    return any_of(days) | Condition(f"{column} IN (SELECT value FROM json_each(?))", (json.dumps(wanted),))


def _sided(column: str, one: Filter, reading: str, value: Any, decisions: Decisions) -> Condition:
    wanted = converted(one, value)
    if wanted is None:
        raise Refusal("bad-parameter", one.name)
    on_it = reading not in RANGES
    meant = one.edges.days or {"whole-days": "whole", "midnights": "starts"}[decisions["dates"]]
    if one.compares == "time" and day(value) is not None and (on_it or meant == "whole"):
        return _whole_day(column, reading, int(wanted))
    return Condition(f"{column} {RANGES.get(reading, '=')} ?", (wanted,))


def _whole_day(column: str, reading: str, start: int) -> Condition:
    """The condition of a reading on a day that is meant as a whole: its end is included where its beginning is."""
    sign = RANGES.get(reading)
    if sign is None:
        return Condition(f"{column} >= ?", (start,)) & Condition(f"{column} < ?", (start + _DAY,))
    if sign in (">", "<="):
        return Condition(f"{column} {'>=' if sign == '>' else '<'} ?", (start + _DAY,))
    return Condition(f"{column} {sign} ?", (start,))
