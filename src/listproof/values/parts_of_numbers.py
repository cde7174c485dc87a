"""Numbers that records show and that are no whole ones: at the end of a range they show whether a service cuts it down."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from math import floor
from typing import Any

from listproof.contract import Filter, Parameter
from listproof.values.allowed import allows
from listproof.values.falsy import loses_at_zero

__all__ = ["KEEPS_ITSELF", "NEAREST", "as_written", "number_ends", "parts_near"]

NEAREST = 12
"""How many numbers near an end are looked at."""
KEEPS_ITSELF = frozenset({"minimum", "from", "maximum", "until"})
"""Ends of ranges that keep what lies on them."""
_UPPER = frozenset({"maximum", "until", "before"})


def number_ends(one: Filter, parameter: Parameter, counted: Mapping[float, int], inner: Collection[float]) -> tuple[Any, ...]:
    """Ends of a filter's range, of the `inner` numbers: one that is shown, as often as possible, and its neighbours.

    One whose neighbours are shown as well tells alone whether it counts itself and whether the end is shifted: one neighbour will do then.
    In place of a neighbour stand one that is no whole number, and 0, where these tell. `counted` maps what records show to how many.
    """
    beside = {point for point in inner if {point - 1, point + 1} <= counted.keys()}
    chosen = max(beside or inner, key=lambda point: (counted[point], point))
    whole, part = int(chosen), _part_told(one, parameter, counted, inner, near=chosen)
    zero = [0] if loses_at_zero(one, parameter, counted) else []
    if chosen in beside:
        telling = [*([] if part is None else [part]), *zero] or [whole - 1]
        return tuple(dict.fromkeys((whole, *telling)))
    return tuple(dict.fromkeys((part or whole, *(zero or [whole - 1]), whole + 1)))


def _part_told(one: Filter, parameter: Parameter, counted: Mapping[float, int], inner: Collection[float], near: float) -> Any:
    """The nearest of the `inner` numbers that is no whole one and, as the end of a filter's range, keeps something else where it is cut
    down, as the parameter writes it; None without one."""
    readings = set(one.matches.absent or ())
    lost = bool(readings & KEEPS_ITSELF) == bool(readings & _UPPER)
    found = (point for point in parts_near(counted, near, (parameter,), lost=lost) if point in inner)
    return next((as_written(parameter, point) for point in found), None)


def parts_near(counted: Mapping[float, int], near: float, parameters: Sequence[Parameter], *, lost: bool) -> list[float]:
    """The numbers near an end that are shown and not whole, and keep something else where they are cut down: what lies between, or what
    shows the number itself where that is `lost` by one of the two."""
    if any(parameter.kind not in ("number", "string") for parameter in parameters):
        return []
    shown = sorted((point for point in counted if point % 1), key=lambda point: abs(point - near))[:NEAREST]
    telling = (point for point in shown if lost or any(floor(point) <= other < point for other in counted))
    return [point for point in telling if all(allows(parameter, as_written(parameter, point)) for parameter in parameters)]


def as_written(parameter: Parameter, number: float) -> Any:
    """A number as a parameter takes it: a whole one as such, another as text where it takes text."""
    if number % 1 == 0:
        return int(number)
    return f"{number:.15g}" if parameter.kind == "string" else number
