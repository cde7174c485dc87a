"""Which readings and fields can be compared as text, number, time or flag."""

from __future__ import annotations

from collections.abc import Iterator

from listproof.contract.answer import WRITTEN_TIMES
from listproof.contract.model import RANGES
from listproof.contract.node import Node
from listproof.contract.rules.places import Places, types
from listproof.contract.text import Mistake

__all__ = ["LISTS", "OVER", "comparable", "fits"]

_ANY = frozenset({"not-equals", "is-null", "opaque", "not-opaque"})
OVER = {
    "text": _ANY | RANGES | {
        "equals", "equals-any-case", "contains", "contains-any-case", "like", "like-any-case", "glob", "glob-any-case", "prefix",
        "prefix-any-case", "suffix", "suffix-any-case", "one-of", "one-of-any-case", "all-of", "all-of-any-case", "entries", "words",
        "not-equals-any-case", "not-contains", "not-contains-any-case", "none-of", "regex", "regex-any-case",
    },
    "number": _ANY | RANGES | {"equals", "one-of", "between", "none-of"},
    "time": _ANY | RANGES | {"equals", "one-of", "between", "none-of"},
    "flag": _ANY | {"equals"},
}  # fmt: skip
"""The readings that each kind of comparison knows."""
LISTS = frozenset({"one-of", "one-of-any-case", "all-of", "all-of-any-case", "none-of", "between"})
"""The readings whose value has parts."""


def fits(reading: str, compares: str) -> bool:
    """Whether a reading of the vocabulary can be compared as text, number, time or flag."""
    return reading in OVER.get(compares, ())


def comparable(places: Places, what: str, field: Node, compares: Node) -> Iterator[Mistake]:
    """Whether the field at a pointer from the record can be compared as it is said to be."""
    schema = places.in_record(field.text) if field.text is not None else None
    if schema is None:
        return
    kinds = set(types(schema)) - {"null"}
    shown = f"{what}: {field.text or 'a record'} is {' or '.join(sorted(kinds))}"
    if compares.value == "time" and schema.get("format").value not in (*WRITTEN_TIMES, "epoch-milliseconds", "date"):
        way_out = "seconds since 1970 are compared `as: number`"
        formats = "date-time, date-time-local, date or epoch-milliseconds"
        yield field.mistake(f"{what}: {field.text} has no unit of time; expected format: {formats}; {way_out}")
    elif compares.value == "text" and kinds and "string" not in kinds:
        yield field.mistake(f"{shown}; expected text to compare as text")
    elif compares.value == "number" and schema.get("format").value in (*WRITTEN_TIMES, "date"):
        yield field.mistake(f"{what}: {field.text} is a time, of which no part can be named; expected as: time, or that it is left out")
    elif compares.value == "number" and kinds and not kinds & {"integer", "number", "string"}:
        yield field.mistake(f"{shown}; expected a number to compare as one")
    elif compares.value == "flag" and kinds and not kinds & {"boolean", "string", "integer"}:
        yield field.mistake(f"{shown}; expected a flag to compare as one")
