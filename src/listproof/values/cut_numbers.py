"""Ends of a range that are no whole numbers: by what is kept for them shows whether a service cuts them down."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product
from math import floor
from typing import Any

from listproof.contract import Filter, Parameter
from listproof.values.filter_values import holdable

__all__ = ["told_by_parts"]

_NEAREST = 12
_KEEPS_ITSELF = frozenset({"minimum", "from", "maximum", "until"})


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
    kept = tuple(bool(_KEEPS_ITSELF & set(one.matches.absent or ())) for one in filters)
    whole, least, greatest = (floor(low), floor(high)), min(counted), max(counted)
    lower = [*_parts(counted, low, parameters, lost=not kept[0]), whole[0], *_whole(counted, low)]
    upper = [*_parts(counted, high, parameters, lost=kept[1]), whole[1], *_whole(counted, high)]
    narrow = ((one, other) for one, other in product(lower, upper) if least < one < other < greatest)
    pairs = [pair for pair in narrow if 0 < _between(counted, *pair, kept) <= most]

    def worth(pair: tuple[float, float]) -> tuple[int, bool]:
        # Where one end alone can be, each of several filters over a field has its turn.
        return sum(end % 1 > 0 for end in pair), (pair[0] % 1 > 0) == (kept[0] == kept[1])

    chosen = max(pairs, key=worth, default=whole)
    if not any(end % 1 for end in chosen):
        chosen = whole
    first, second = chosen if ends[0] < ends[1] else chosen[::-1]
    return _as_written(parameters[0], first), _as_written(parameters[1], second)


def _parts(counted: Mapping[float, int], near: float, parameters: tuple[Parameter, Parameter], *, lost: bool) -> list[float]:
    """The numbers near an end that are shown and not whole, and keep something else where they are cut down: what lies between, or what
    shows the number itself where that is `lost` by one of the two."""
    if any(parameter.kind not in ("number", "string") for parameter in parameters):
        return []
    shown = sorted((point for point in counted if point % 1), key=lambda point: abs(point - near))[:_NEAREST]
    telling = (point for point in shown if lost or any(floor(point) <= other < point for other in counted))
    return [point for point in telling if all(holdable(parameter, _as_written(parameter, point)) for parameter in parameters)]


def _whole(counted: Mapping[float, int], near: float) -> list[float]:
    return sorted((point for point in counted if point % 1 == 0), key=lambda point: abs(point - near))[:_NEAREST]


def _between(counted: Mapping[float, int], low: float, high: float, kept: tuple[bool, ...]) -> int:
    """How many records a range keeps, each end of which keeps what shows it or not."""
    return sum(many for point, many in counted.items() if low < point < high or (point in (low, high) and kept[point == high]))


def _as_written(parameter: Parameter, number: float) -> Any:
    """A number as a parameter takes it: a whole one as such, another as text where it takes text."""
    if number % 1 == 0:
        return int(number)
    return f"{number:.15g}" if parameter.kind == "string" else number
