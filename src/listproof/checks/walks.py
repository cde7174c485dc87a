"""What is wrong with a walk, a page or a sequence: records met twice, missing, or too many."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from listproof.contract import Absent, Contract, at

__all__ = [
    "LeftOut",
    "last_that_adds",
    "left_out",
    "met_again",
    "misfilled",
    "off_total",
    "settled_counts",
    "stands_for_two",
    "total_spread",
    "twice",
    "with_identity",
]


_written = json.JSONEncoder(sort_keys=True).encode
_LONG = 10_000
"""Characters from which on records are told apart by a digest of what they hold."""


def twice(names: Iterable[str]) -> list[str]:
    """The names that stand more than once, each once, in the order met."""
    return [name for name, times in Counter(names).items() if times > 1]


def met_again(pages: Iterable[Sequence[str]], name: str) -> tuple[int, int]:
    """The numbers, from 1, of the first two pages that show a record of this name: one twice where it stands there twice; 0 for none."""
    shown = [number for number, page in enumerate(pages, 1) for one in page if one == name]
    first, second, *_ = *shown, 0, 0
    return first, second


def last_that_adds(pages: Iterable[Sequence[str]]) -> int:
    """The number, from 1, of the last page that shows a record which none before it did; 0 where none shows any."""
    met: set[str] = set()
    last = 0
    for number, page in enumerate(pages, 1):
        last = number if set(page) - met else last
        met.update(page)
    return last


@dataclass(frozen=True)
class LeftOut:
    """A record that pages leave out: its name, and the numbers, from 1, of the pages between which it is missing.

    `behind` is the page that shows what stands before it, 0 where nothing does; `ahead` the one that shows what comes after it, one
    more than there are pages where nothing does; the same page where it is missing in the middle of one.
    """

    name: str
    behind: int
    ahead: int


def left_out(pages: Sequence[Sequence[str]], whole: Sequence[str]) -> LeftOut | None:
    """The first record of the whole sequence that pages of it leave out; None where they show every one."""
    shown: dict[str, int] = {}
    for number, page in enumerate(pages, 1):
        for name in page:
            shown.setdefault(name, number)
    place = next((place for place, name in enumerate(whole) if name not in shown), None)
    if place is None:
        return None
    behind = next((shown[name] for name in reversed(whole[:place]) if name in shown), 0)
    ahead = next((shown[name] for name in whole[place:] if name in shown), len(pages) + 1)
    return LeftOut(whole[place], behind, ahead)


def off_total(names: Iterable[str], total: int | None, allowed: int = 0) -> int | None:
    """How many different records a walk met, where that is further from the total than is allowed; None where it is not."""
    held = len(set(names))
    return held if total is not None and abs(held - total) > allowed else None


def total_spread(totals: Iterable[int | None]) -> int | None:
    """By how much the totals of some pages differ; None where one of them is missing, or all are."""
    told = list(totals)
    numbers = [total for total in told if total is not None]
    return max(numbers) - min(numbers) if numbers and len(numbers) == len(told) else None


def misfilled(held: int, size: int, left: int, *, means: str, moved: int = 0) -> tuple[int, int] | None:
    """Between how many records a page of `size` should hold where it holds another number; None where it holds as many as it should.

    `left` records are left from its beginning, `moved` more or fewer. By what the size means a page is filled `exactly`, or holds one
    record or more (`at-most`), or none though more follow (`any`).
    """
    most, least = min(size, left + moved), min(size, max(0, left - moved))
    if means != "exactly":
        least = min(least, 1 if means == "at-most" else 0)
    return None if least <= held <= most else (least, most)


def settled_counts(contract: Contract, records: Sequence[Any], but: str | None = None) -> Counter[str]:
    """How often each record stands in a sequence, by what is settled of it, less what stands at one pointer."""
    pointers = tuple(one for one in dict.fromkeys(contract.identity + contract.settled) if one != but)
    return Counter(_told_apart([None if isinstance(v := at(record, p), Absent) else v for p in pointers]) for record in records)


def with_identity(contract: Contract, records: Iterable[Any]) -> list[Any]:
    """Those of some records that show anything of what tells them apart."""
    return [one for one in records if not all(isinstance(v := at(one, p), Absent) or v is None for p in contract.identity)]


def _told_apart(values: Sequence[Any]) -> str:
    """A text of values that no others have, and none that takes as much memory as theirs where they are megabytes."""
    written = _written(values)
    return written if len(written) <= _LONG else hashlib.sha256(written.encode("utf-8", "surrogatepass")).hexdigest()


def stands_for_two(pages: Iterable[Sequence[tuple[str, Any]]], settled: Sequence[str]) -> str | None:
    """A name that stands for two of the named records on some pages; None where none does.

    One page shows two that differ under it, or what never changes of a record (`settled`) is another at each.
    """
    met: dict[str, list[Any]] = {}
    for page in pages:
        shown: dict[str, Any] = {}
        for name, record in page:
            lasting = [at(record, pointer) for pointer in settled]
            if shown.setdefault(name, record) != record or met.setdefault(name, lasting) != lasting:
                return name
    return None
