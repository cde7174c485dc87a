"""What is wrong with a walk, a page or a sequence: records met twice, missing, or too many."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from listproof.contract import Absent, Contract, at

__all__ = ["misfilled", "off_total", "settled_counts", "stands_for_two", "total_spread", "twice"]


_written = json.JSONEncoder(sort_keys=True).encode


def twice(names: Iterable[str]) -> list[str]:
    """The names that stand more than once, each once, in the order met."""
    return [name for name, times in Counter(names).items() if times > 1]


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
    return Counter(_written([None if isinstance(v := at(record, p), Absent) else v for p in pointers]) for record in records)


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
