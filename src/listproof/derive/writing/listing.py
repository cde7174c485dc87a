"""The `x-listing` under construction, and how names of parameters and fields are compared."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from listproof.derive.document import Item, SourcePlace

__all__ = ["Guess", "ListingBlock", "compares", "named_field", "normal"]


@dataclass(frozen=True, slots=True)
class Guess:
    """Why a fact of the listing is taken to be so, and where that stands; `told` where the page's own words say it."""

    reason: str
    place: SourcePlace
    told: bool = False


@dataclass
class ListingBlock:
    """The block under construction: its values, a guess for each fact, and what is missing."""

    block: dict[str, Any] = field(default_factory=dict)
    guesses: dict[str, Guess] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)


def normal(name: str) -> str:
    """A name without signs and case, so that `page_size` and `PageSize` are alike."""
    return re.sub(r"[^a-z0-9]", "", name.lower())


def compares(item: Item) -> str:
    """How the values of a field are ordered: as numbers, as times, or as texts of a group."""
    if item.facets.get("format") in ("date-time", "epoch-milliseconds") or re.search(r"(?i)time$|date$|_at$", item.name):
        return "number" if item.kind.type in ("integer", "number") else "time"
    return "number" if item.kind.type in ("integer", "number") else "group"


def named_field(record: Mapping[str, Item], name: str) -> str | None:
    """Where the field of that name stands in a record, or None."""
    return next((at for at, item in record.items() if at.count("/") == 1 and normal(item.name) == normal(name)), None)
