"""A listing that is cut by a header that asks for a range of records, and whose answers tell the range that they show."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from listproof.openapi.paging import Paging
from listproof.openapi.words import plain

__all__ = ["ranged"]

_SPELLED = re.compile(r"\b([A-Za-z][\w-]*)=\^?\(?(?:\d+|\\d\+|\[0-9\]\+|<\w+>|\{\w+\})\)?-")
"""A range as an example, a pattern or a sentence spells it: `items=0-24`."""
_LARGEST = re.compile(r"(?:at most|up to|max(?:imum)?(?: of)?|no more than)\D{0,12}?(\d{1,4})", re.IGNORECASE)
_SHOWN = re.compile(r"=\s*(\d+)-(\d+)")
_SAFE = 10


def ranged(asked: Mapping[str, Mapping[str, Any]], headers: Mapping[str, Any], query: Mapping[str, Any]) -> Paging | None:
    """The pager of a listing whose request header `Range` takes a window of records and whose answers have a `Content-Range`; else None.

    `asked` are the headers that a request takes by name, each with its schema; `query` the parameters of the query, whose names are not
    taken for the two ends.
    """
    name = next((one for one in asked if plain(one) in ("range", "x_range")), None)
    if name is None or not any(plain(one) in ("content_range", "x_content_range") for one in headers):
        return None
    told = list(_texts(asked[name]))
    unit = next((found[1] for text in told if (found := _SPELLED.search(text))), "items")
    place, size = (next(word for word in (usual, f"{usual}_of_range") if word not in query) for usual in ("first", "count"))
    block = {
        "offset": {"parameter": place, "first": 0},
        "size": {"parameter": size, "means": "exactly", "safe": _safe(told)},
        "window": {name: f"{unit}={{first}}-{{last}}"},
    }
    return Paging(block, frozenset({name}), f"the header {name} asks for a range, and answers have a header Content-Range")


def _texts(schema: Mapping[str, Any]) -> Iterator[str]:
    for word in ("example", "default", "pattern", "description"):
        if schema.get(word) is not None:
            yield str(schema[word])
    yield from (str(one) for one in schema.get("examples") or ())


def _safe(told: list[str]) -> int:
    """The largest size that the document shows: the one that a sentence tells, that of an example, or ten."""
    for text in told:
        if found := _LARGEST.search(text):
            return max(1, int(found[1]))
    for text in told:
        if found := _SHOWN.search(text):
            return max(1, int(found[2]) - int(found[1]) + 1)
    return _SAFE
