"""What answers looked like: latency as a small distribution, and the shape of records, both fit to be stored and compared."""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from listproof.contract import Contract, each
from listproof.contract.pointer import escaped, unescaped

__all__ = ["EDGES", "FieldShape", "Latency", "latency", "shape"]

EDGES: tuple[float, ...] = tuple(0.00025 * 2 ** (step / 2) for step in range(37))
"""Upper edges of the latency buckets in seconds, a quarter of a millisecond to 65 s; each is the one before times √2."""

_FORMATS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("date-time", re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?\s*(Z|[+-]\d\d:?\d\d)?$", re.IGNORECASE)),
    ("date", re.compile(r"\d{4}-\d\d-\d\d$")),
    ("uuid", re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$", re.IGNORECASE)),
    ("digits", re.compile(r"-?\d+$")),
    ("empty", re.compile(r"$")),
)


@dataclass(frozen=True)
class Latency:
    """Times to the answer: how many fell at or below each edge of `EDGES` and above the one before; the last count is beyond."""

    counts: tuple[int, ...] = ()

    @property
    def sample(self) -> int:
        """How many answers were timed."""
        return sum(self.counts)

    def quantile(self, share: float) -> float | None:
        """The time in seconds below which this share of the answers came, to the edge of its bucket; None without answers."""
        wanted = max(1, math.ceil(self.sample * share))
        seen = 0
        for place, count in enumerate(self.counts):
            seen += count
            if seen >= wanted:
                return EDGES[min(place, len(EDGES) - 1)]
        return None

    def __add__(self, other: Latency) -> Latency:
        if not self.counts or not other.counts:
            return self if self.counts else other
        return Latency(tuple(mine + theirs for mine, theirs in zip(self.counts, other.counts)))


def latency(seconds: Iterable[float]) -> Latency:
    """The distribution of some times to the answer, in seconds; empty for none."""
    counts = [0] * (len(EDGES) + 1)
    for value in seconds:
        counts[bisect_left(EDGES, value)] += 1
    return Latency(tuple(counts)) if any(counts) else Latency()


@dataclass(frozen=True)
class FieldShape:
    """What one field of the records looked like.

    `pointer` starts at the record; `sample` counts the objects that could have had it and `absent` those that had not. `types`
    counts JSON types (null among them), `formats` the forms of its texts and times, `values` the values of a field whose document
    lists them, and of flags. `documented` says whether the contract knows the field.
    """

    pointer: str
    sample: int
    absent: int = 0
    types: Mapping[str, int] = field(default_factory=dict)
    formats: Mapping[str, int] = field(default_factory=dict)
    values: Mapping[str, int] = field(default_factory=dict)
    documented: bool = True

    @property
    def present(self) -> int:
        """How many objects had the field, null or not."""
        return self.sample - self.absent

    @property
    def null_rate(self) -> float | None:
        """The share of nulls among the objects that had the field; None where none had."""
        return self.types.get("null", 0) / self.present if self.present else None

    @property
    def absent_rate(self) -> float | None:
        """The share of objects without the field; None where there was no object."""
        return self.absent / self.sample if self.sample else None


_MOST_STRANGE = 200
"""Fields that no document knows of which a report tells, for one parent: a server may make up a new one for each record."""


def shape(contract: Contract, records: Sequence[Any]) -> tuple[FieldShape, ...]:
    """The shape of records as the census read them: every documented field within a record, then fields no document knows.

    Keys of objects that the contract leaves open (maps such as environment variables) are data, not fields, and not looked at.
    """
    documented = {one.within: one for one in contract.fields if one.within}
    parents = {_parent(pointer) for pointer in documented}
    found: list[FieldShape] = []
    for parent in sorted(parents):
        objects = [value for value in _all(records, parent) if isinstance(value, Mapping)]
        for pointer, one in documented.items():
            if _parent(pointer) == parent and not pointer.endswith("/*"):
                listed = bool(one.enum) or "boolean" in one.types
                found.append(_shape_of(pointer, objects, listed=listed, documented=True))
        known = {_name(pointer) for pointer in documented if _parent(pointer) == parent}
        strange = sorted({f"{parent}/{_escaped(key)}" for value in objects for key in value} - {f"{parent}/{k}" for k in known})
        found.extend(_shape_of(pointer, objects, listed=False, documented=False) for pointer in strange[:_MOST_STRANGE])
    return tuple(found)


def _all(records: Sequence[Any], pointer: str) -> Iterable[Any]:
    return records if pointer == "" else (value for record in records for value in each(record, pointer))


def _parent(pointer: str) -> str:
    return pointer.rsplit("/", 1)[0]


def _name(pointer: str) -> str:
    return pointer.rsplit("/", 1)[1]


def _escaped(key: object) -> str:
    return escaped(str(key))


def _shape_of(pointer: str, objects: Sequence[Mapping[str, Any]], *, listed: bool, documented: bool) -> FieldShape:
    key = unescaped(_name(pointer))
    values = [one[key] for one in objects if key in one]
    formats = Counter(form for form in map(_format, values) if form)
    told = [value for value in values if listed and value is not None]
    seen = Counter(str(value).lower() if isinstance(value, bool) else str(value) for value in told)
    return FieldShape(
        pointer=pointer,
        sample=len(objects),
        absent=len(objects) - len(values),
        types=dict(sorted(Counter(map(_type, values)).items())),
        formats=dict(sorted(formats.items())),
        values=dict(sorted(seen.items())),
        documented=documented,
    )


def _type(value: Any) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "boolean"
    for name, kind in (("integer", int), ("number", float), ("string", str), ("array", Sequence)):
        if isinstance(value, kind):
            return name
    return "object"


def _format(value: Any) -> str | None:
    if isinstance(value, str):
        return next((name for name, form in _FORMATS if form.match(value)), "text")
    if isinstance(value, int) and not isinstance(value, bool):
        if 10**12 <= value < 10**13:
            return "epoch-milliseconds"
        return "epoch-seconds" if 10**9 <= value < 10**10 else None
    return None
