"""Ends of a range that are no whole numbers: by what is kept for them shows whether a service cuts them down."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product
from math import floor
from typing import Any

from listproof.contract import Filter, Parameter
from listproof.values.parts_of_numbers import KEEPS_ITSELF, NEAREST, as_written, parts_near

__all__ = ["told_by_parts"]


def told_by_parts(
    counted: Mapping[float, int],
    ends: tuple[float, float],
    most: int,
    filters: tuple[Filter, Filter],
    parameters: tuple[Parameter, Parameter],
) -> tuple[Any, Any]:
    """Two ends of a range, in the order of `ends`: of those that records show, as many as can be are no whole numbers and keep something
    else where they are cut down, with no more records between than a page holds. Whole numbers where there are none.

    `counted` maps what records show to how many of them.
    """
    low, high = sorted(ends)
    kept = tuple(bool(KEEPS_ITSELF & set(one.matches.absent or ())) for one in filters)
    whole, least, greatest = (floor(low), floor(high)), min(counted), max(counted)
    lower = [*parts_near(counted, low, parameters, lost=not kept[0]), whole[0], *_whole(counted, low)]
    upper = [*parts_near(counted, high, parameters, lost=kept[1]), whole[1], *_whole(counted, high)]
    narrow = ((one, other) for one, other in product(lower, upper) if least < one < other < greatest)
    pairs = [pair for pair in narrow if 0 < _between(counted, *pair, kept) <= most]

    def worth(pair: tuple[float, float]) -> tuple[int, bool]:
        # Where one end alone can be, each of several filters over a field has its turn.
        return sum(end % 1 > 0 for end in pair), (pair[0] % 1 > 0) == (kept[0] == kept[1])

    chosen = max(pairs, key=worth, default=whole)
    if not any(end % 1 for end in chosen):
        chosen = whole
    first, second = chosen if ends[0] < ends[1] else chosen[::-1]
    return as_written(parameters[0], first), as_written(parameters[1], second)


def _whole(counted: Mapping[float, int], near: float) -> list[float]:
    return sorted((point for point in counted if point % 1 == 0), key=lambda point: abs(point - near))[:NEAREST]


def _between(counted: Mapping[float, int], low: float, high: float, kept: tuple[bool, ...]) -> int:
    """How many records a range keeps, each end of which keeps what shows it or not."""
    return sum(many for point, many in counted.items() if low < point < high or (point in (low, high) and kept[point == high]))
