"""A listing too long to be read to its end is narrowed until it is not: to a closed window of time, or by what a record shows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from listproof.contract import Contract, Filter, each
from listproof.evidence.reply import Reply
from listproof.values.boundary_values import smallest_size
from listproof.values.filter_values import spelled_time

__all__ = ["CLOSED_SINCE", "narrowing"]

CLOSED_SINCE = 300_000
"""Milliseconds before the server's time at which a listing is closed."""

_LOWER, _UPPER = {"from", "after"}, {"until", "before"}
_LONGEST = 20 * 365 * 86_400_000
_HALVINGS = 16
_VALUES = 2
_ENOUGH = 10
"""A part that holds less than a tenth of what may be read is taken only where there is no other."""
_PARTS = {
    "contains", "contains-any-case", "like", "like-any-case", "glob", "glob-any-case", "prefix", "prefix-any-case", "suffix",
    "suffix-any-case",
}  # fmt: skip


@dataclass(frozen=True)
class _Listing:
    """What is narrowed: `first_page` gives the first page of so many records of the base query with some arguments."""

    contract: Contract
    first_page: Callable[[Mapping[str, Any], int], Reply]
    max_page_size: int

    def smallest_page(self, arguments: Mapping[str, Any]) -> Reply:
        """The first page, as small as it may be."""
        return self.first_page(arguments, smallest_size(self.contract))

    def total(self, arguments: Mapping[str, Any]) -> int | None:
        """How many records there are with some arguments; None where that is not told."""
        reply = self.smallest_page(arguments)
        return reply.total if reply.good else None

    def shown(self, arguments: Mapping[str, Any]) -> tuple[Any, ...]:
        """The records of the first page, as large as it may be."""
        return self.first_page(arguments, self.max_page_size).records


def narrowing(
    contract: Contract, first_page: Callable[[Mapping[str, Any], int], Reply], max_page_size: int, most: int
) -> Mapping[str, Any] | None:
    """Filters with values under which a listing holds at most so many records, and as many as can be found; None where none do.

    Asks for totals: at most sixteen for a window of time; else some for the beginning of a text, or three for each filter that records
    show values for, once for each that is chosen.
    """
    listing = _Listing(contract, first_page, max_page_size)
    for low, high in _windows(contract):
        found = _window(listing, low, high, most)
        if found is not None:
            return found
    return _begun(listing, most) or _filtered(listing, most)


def _windows(contract: Contract) -> Iterator[tuple[Filter, Filter]]:
    """Pairs of a lower and an upper filter over one time, those that no other parameter must choose."""
    times = [one for one in contract.filters if one.compares == "time" and one.field.absent is not None and not one.needs]
    for low in times:
        for high in times:
            readings = set(low.matches.absent or ()), set(high.matches.absent or ())
            together = not contract.are_apart(low.name, high.name)
            if readings[0] & _LOWER and readings[1] & _UPPER and low.field == high.field and together:
                yield low, high


def _window(listing: _Listing, low: Filter, high: Filter, most: int) -> dict[str, Any] | None:
    """The longest window that holds few enough, closed some minutes before the server's time; found by halving."""
    end = listing.smallest_page({}).answer.now[0] - CLOSED_SINCE
    short, long = 0.0, float(_LONGEST)
    best: dict[str, Any] | None = None
    for _ in range(_HALVINGS):
        span = float((short * long) ** 0.5) if short else long / 4096
        window = {low.name: _time(listing, low, end - span), high.name: _time(listing, high, end)}
        total = listing.total(window)
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


def _time(listing: _Listing, one: Filter, moment: float) -> Any:
    return spelled_time(listing.contract.parameter(one.name), moment // 1000 * 1000)


def _plain(listing: _Listing) -> list[tuple[Filter, str]]:
    """The filters on texts that records show and that no other parameter decides, each with its record pointer."""
    found = []
    for one in listing.contract.filters:
        pointer, readings = one.field.absent, set(one.matches.absent or ())
        plain = one.compares == "text" and not one.separator and not readings & {"entries", "words"}
        alone = not any(listing.contract.are_apart(one.name, other.name) for other in listing.contract.filters)
        if plain and alone and pointer and not (one.opaque or one.needs or one.yields_to or one.name in listing.contract.base):
            found.append((one, pointer))
    return found


def _shown(records: tuple[Any, ...], pointer: str) -> Counter[str]:
    return Counter(
        value for record in records for value in each(record, pointer) if isinstance(value, str) and value.strip() == value != ""
    )


def _begun(listing: _Listing, most: int) -> dict[str, Any] | None:
    """The shortest beginning of a text that few enough records hold, for a filter whose value may be a part of what it finds."""
    first = listing.shown({})
    for one, pointer in sorted(_plain(listing), key=lambda pair: -len(_shown(first, pair[1]))):
        shown = _shown(first, pointer)
        if not _PARTS & set(one.matches.absent or ()) or 2 * len(shown) < len(first):
            continue
        least = listing.contract.parameter(one.name).min_length or 1
        for value in sorted(shown, key=len, reverse=True)[:_VALUES]:
            total = listing.total({one.name: value})
            if not total:
                break
            if total > most:
                continue
            best, short, long = (total, value), least - 1, len(value)
            while long - short > 1:
                middle = (short + long) // 2
                part = value[:middle].strip()
                total = listing.total({one.name: part}) if part else most + 1
                if not total:
                    break
                if total > most:
                    short = middle
                else:
                    long, best = middle, max(best, (total, part))
            if best[0] * _ENOUGH >= most:
                return {one.name: best[1]}
    return None


def _filtered(listing: _Listing, most: int) -> dict[str, Any] | None:
    """Values that records show, one filter after the other until few enough are left."""
    chosen: dict[str, Any] = {}
    for _ in _plain(listing):
        first = listing.shown(chosen)
        fitting: list[tuple[int, str, Any]] = []
        exceeding: list[tuple[int, str, Any]] = []
        for one, pointer in _plain(listing):
            shown = [value for value, _ in _shown(first, pointer).most_common()]
            for value in dict.fromkeys([*shown[:_VALUES], *shown[-1:]]) if one.name not in chosen else ():
                total = listing.total({**chosen, one.name: value})
                if total:
                    (fitting if total <= most else exceeding).append((total, one.name, value))
        best = max(fitting, key=lambda found: found[0], default=None)
        if best is not None and (best[0] * _ENOUGH >= most or not exceeding):
            return {**chosen, best[1]: best[2]}
        if not exceeding:
            return None
        _, name, value = min(exceeding, key=lambda found: found[0])
        if best is not None and len(chosen) + 1 == len(_plain(listing)):
            return {**chosen, best[1]: best[2]}
        chosen[name] = value
    return None
