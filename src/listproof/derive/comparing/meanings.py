"""The lines of `x-listing` as single facts, and where a page in its own words says another thing than the contract."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

__all__ = ["agree", "literals", "meanings"]

_SAME_MODE = (
    frozenset({"contains", "contains-any-case", "like", "like-any-case", "glob", "glob-any-case", "prefix", "suffix", "words"}),
    frozenset({"equals", "equals-any-case", "one-of", "one-of-any-case"}),
    frozenset({"from", "after", "minimum"}),
    frozenset({"until", "before", "maximum"}),
    frozenset({"entries"}),
)
"""Readings that a page tells in one word: fuzzy, exact, from, until."""


def meanings(listing: Mapping[str, Any]) -> dict[str, Any]:
    """Every line of a listing by the name that `sources` gives it (`filters.kind.everything`, `order.default`, `size`)."""
    return dict(_flat(listing))


def _flat(listing: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for name in ("records", "success", "close"):
        if name in listing:
            yield name, listing[name]
    total = listing.get("total")
    if isinstance(total, Mapping):
        yield "total", total.get("at")
        yield "total.counts", total.get("counts")
    pages = listing.get("pages")
    if isinstance(pages, Mapping):
        yield from _pages(pages)
    order = listing.get("order")
    if isinstance(order, Mapping):
        yield from _order(order)
    for name, one in (listing.get("filters") or {}).items():
        if isinstance(one, Mapping):
            yield f"filters.{name}", one.get("matches")
            for word in ("absent", "everything", "yields-to", "separator", "needs", "widens", "names", "only-when"):
                if word in one:
                    yield f"filters.{name}.{word}", one[word]
    for name, value in (listing.get("base") or {}).items():
        yield f"base.{name}", value


def _pages(pages: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for kind in ("offset", "number", "cursor"):
        one = pages.get(kind)
        if isinstance(one, Mapping):
            yield f"pages.{kind}", one.get("parameter")
            if "first" in one:
                yield "pages.first", one["first"]
            if "past-end" in one:
                yield "pages.past-end", one["past-end"]
    size = pages.get("size")
    if isinstance(size, Mapping):
        yield "size", size.get("parameter")
        yield "size.means", size.get("means")


def _order(order: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for word in ("by", "direction", "default"):
        if word in order:
            yield f"order.{word}", order[word]
    for key in order.get("keys") or {}:
        yield f"order.keys.{key}", key


def agree(fact: str, contract: Any, document: Any) -> bool:
    """Whether a page says no other thing than the contract: the same value, one of several open ones, or the same mode of matching."""
    if contract == document or str(contract) == str(document) or fact.endswith(".only-when"):
        return True  # of a condition the words are free
    if re.fullmatch(r"filters\.[^.]+(?:\.[^.]+)*", fact) and _matching(document):
        ours, theirs = _modes(document), _modes(contract)
        return not theirs or bool(ours & theirs)
    if isinstance(contract, list) and not isinstance(document, list):
        return any(str(one) == str(document) for one in contract)
    return fact == "base"


def _matching(value: Any) -> bool:
    return bool(_modes(value))


def _modes(matches: Any) -> set[frozenset[str]]:
    """The modes of which readings speak; none where they are opaque or chosen by a parameter."""
    readings = matches if isinstance(matches, list) else [matches]
    return {mode for mode in _SAME_MODE for reading in readings if isinstance(reading, str) and reading in mode}


def literals(fact: str, value: Any) -> Iterator[str]:
    """The words of a line that a page must still show: values of an `everything`, of an `absent`, of an order key."""
    if fact.endswith((".everything", ".absent")) or fact.startswith(("order.keys.", "base.")):
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, str) and len(one) > 2 and one not in ("everything", "now") and not one.isdigit():
                yield one
