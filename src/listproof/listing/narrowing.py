"""A listing too long to be read to its end is narrowed until it is not: to a closed window of time, or by the most selective filter."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from listproof.contract import Contract, Filter, each
from listproof.listing.ranges import smallest_size
from listproof.listing.witnesses import spelled_time

if TYPE_CHECKING:
    from listproof.listing.store import Store

__all__ = ["CLOSED_SINCE", "narrowing"]

CLOSED_SINCE = 300_000
"""Milliseconds before the server's time at which a listing is closed."""

_LOWER, _UPPER = {"from", "after"}, {"until", "before"}
_LONGEST = 20 * 365 * 86_400_000
_HALVINGS = 16
_VALUES = 2


def narrowing(store: Store, most: int) -> Mapping[str, Any] | None:
    """Filters with values under which a listing holds at most so many records, and as many as can be found; None where none do.

    Asks for totals: at most sixteen for a window of time, else two for each filter that the first page shows values for.
    """
    for low, high in _windows(store.contract):
        found = _window(store, low, high, most)
        if found is not None:
            return found
    return _filtered(store, most)


def _windows(contract: Contract) -> Iterator[tuple[Filter, Filter]]:
    """Pairs of a lower and an upper filter over one time, those that no other parameter must choose."""
    times = [one for one in contract.filters if one.compares == "time" and one.field.absent is not None and not one.needs]
    for low in times:
        for high in times:
            readings = set(low.matches.absent or ()), set(high.matches.absent or ())
            if readings[0] & _LOWER and readings[1] & _UPPER and low.field == high.field:
                yield low, high


def _window(store: Store, low: Filter, high: Filter, most: int) -> dict[str, Any] | None:
    """The longest window that holds few enough, closed some minutes before the server's time; found by halving."""
    end = store.ask(store.paged(store.base, 0, smallest_size(store.contract))).answer.now[0] - CLOSED_SINCE
    short, long = 0.0, float(_LONGEST)
    best: dict[str, Any] | None = None
    for _ in range(_HALVINGS):
        span = float((short * long) ** 0.5) if short else long / 4096
        window = {low.name: _time(store, low, end - span), high.name: _time(store, high, end)}
        total = _total(store, window)
        if total is None:
            return best
        if total > most:
            long = span
        else:
            short, best = span, window if total > 0 else best
            if total > most // 2:
                return best
        if short and long / short < 1.05:
            return best
        if not short and span < 1000:
            return best
        long = max(long, short)
    return best


def _time(store: Store, one: Filter, moment: float) -> Any:
    return spelled_time(store.contract.parameter(one.name), moment // 1000 * 1000)


def _filtered(store: Store, most: int) -> dict[str, Any] | None:
    """The value of the first page that keeps most of the records and yet few enough."""
    first = store.ask(store.paged(store.base, 0, store.stride))
    found: list[tuple[int, str, Any]] = []
    for one in store.contract.filters:
        pointer, readings = one.field.absent, set(one.matches.absent or ())
        plain = one.compares == "text" and not one.separator and "entries" not in readings and "words" not in readings
        if one.opaque or pointer is None or one.needs or one.yields_to or one.name in store.contract.base or not plain:
            continue
        shown = Counter(value for record in first.records for value in each(record, pointer) if isinstance(value, str) and value)
        for value, _ in shown.most_common(_VALUES):
            total = _total(store, {one.name: value})
            if total and total <= most:
                found.append((total, one.name, value))
    if not found:
        return None
    _, name, value = max(found, key=lambda one: one[0])
    return {name: value}


def _total(store: Store, arguments: Mapping[str, Any]) -> int | None:
    reply = store.ask(store.paged(store.base.having(arguments), 0, smallest_size(store.contract)))
    return reply.total if reply.good else None
