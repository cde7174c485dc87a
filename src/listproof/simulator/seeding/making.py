"""Values made from a JSON Schema and the documented example of a field: valid, various, and telling where a filter looks at them."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from random import Random
from typing import Any

from listproof.contract.patterns import matches, readable
from listproof.contract.pointer import escaped
from listproof.simulator.seeding import texts
from listproof.simulator.seeding.formats import formatted
from listproof.simulator.seeding.patterned import patterned

__all__ = ["ABSENT", "FORMATS", "Maker", "fits", "kinds", "nullable", "numbered_from", "variety"]

_MANY = 100_000
"""Numbers up to which there is room for records that are counted from 101."""
ABSENT: Any = object()
"""Stands for an optional field that a record leaves out."""

Variety = Callable[[str, Mapping[str, Any], Any], tuple[Any, ...] | None]
"""Given a record pointer, its schema and its example: the values that the field takes, or None for whatever fits."""


def kinds(schema: Mapping[str, Any]) -> tuple[str, ...]:
    """The JSON types that a schema accepts, null left out; empty where it says none."""
    given = schema.get("type", ())
    return tuple(kind for kind in ((given,) if isinstance(given, str) else given) if kind != "null")


def nullable(schema: Mapping[str, Any]) -> bool:
    """Whether a schema accepts null."""
    return "null" in ((given,) if isinstance(given := schema.get("type", ()), str) else given)


def fits(schema: Mapping[str, Any], value: Any) -> bool:
    """Whether a text or number keeps the lengths, the pattern and the bounds of a schema."""
    if isinstance(value, str):
        long_enough = int(schema.get("minLength", 0)) <= len(value) <= int(schema.get("maxLength", 1 << 30))
        pattern = str(schema.get("pattern", ""))
        return long_enough and (not readable(pattern) or matches(pattern, value))
    if isinstance(value, int | float):
        within = schema.get("minimum", value) <= value <= schema.get("maximum", value)
        apart = value not in (schema.get("exclusiveMinimum"), schema.get("exclusiveMaximum"))
        inside = schema.get("exclusiveMinimum", value) <= value <= schema.get("exclusiveMaximum", value)
        return bool(within and inside and apart and value % schema.get("multipleOf", value or 1) == 0)
    return True


def variety(schema: Mapping[str, Any], example: Any, name: str) -> tuple[Any, ...]:
    """A handful of different values that fit a schema of a scalar; never none."""
    if "const" in schema:
        return (schema["const"],)
    if schema.get("enum"):
        return distinct(value for value in schema["enum"] if value is not None) or (None,)
    kind = (kinds(schema) or ("null" if nullable(schema) else "string",))[0]
    if kind == "boolean":
        return (True, False)
    if kind in ("integer", "number"):
        return _numbers(schema, example, kind == "integer")
    return (None,) if kind == "null" else _texts(schema, example, name)


def _numbers(schema: Mapping[str, Any], example: Any, whole: bool) -> tuple[float, ...]:
    """Numbers from the least that a schema takes on, the greatest, and the example."""
    step = schema.get("multipleOf", 1)
    high = schema.get("maximum", schema.get("exclusiveMaximum"))
    low = schema.get("minimum", schema.get("exclusiveMinimum", 0 if high is None or high >= 0 else high - 100 * step))
    low = math.ceil(low / step) * step if whole or "multipleOf" in schema else low
    near = [*(low + step * times for times in (0, 1, 2, 4, 8, 9, 10, 16, 100)), example, high]
    if not whole and high is not None:
        near += [low + (high - low) * share for share in (0.25, 0.5, 0.75)]
    numbers = (value for value in near if isinstance(value, int | float) and not isinstance(value, bool))
    return distinct(value for value in numbers if fits(schema, value) and (not whole or isinstance(value, int))) or (low,)


def numbered_from(schema: Mapping[str, Any]) -> tuple[float, float]:
    """The number that the first of many records has, and how far apart they are: within a schema's bounds, from 101 where it may be."""
    step = schema.get("multipleOf", 1)
    low = schema.get("minimum", schema.get("exclusiveMinimum", 0) + ("exclusiveMinimum" in schema))
    high = schema.get("maximum", schema.get("exclusiveMaximum"))
    least = max(low, 101) if high is None or high > _MANY else low
    return math.ceil(least / step) * step, step


def _texts(schema: Mapping[str, Any], example: Any, name: str) -> tuple[str, ...]:
    """Texts of the format or the pattern of a schema, else such as labels are."""
    form = str(schema.get("format", ""))
    if "pattern" in schema:
        shortest, longest = int(schema.get("minLength", 0)), int(schema.get("maxLength", 64))
        made = [text for number in range(6) if (text := patterned(str(schema["pattern"]), number, shortest, longest)) is not None]
        shown = [example] if isinstance(example, str) and (fits(schema, example) or not made) else []
        return distinct([*shown, *made]) or ("a",)
    numeric = isinstance(example, str) and example.isdigit()
    found = (str(n) for n in (0, 1, 2, 8, 9, 10, 16, 100)) if numeric else texts.labels(example, name.lower(), False)
    made_up = tuple(value for value in FORMATS.get(form) or _written(form) or tuple(found) if fits(schema, value))
    return made_up or ("a" * min(max(1, int(schema.get("minLength", 1))), int(schema.get("maxLength", 1 << 30))),)


def _written(form: str) -> tuple[str, ...]:
    """A few texts of a format of which no telling ones are known; none of a format that says nothing of how a text is written."""
    return tuple(text for number in range(4) if (text := formatted(form, number)) is not None)


FORMATS = {
    "date-time-local": ("2026-01-02T03:04:05", "2026-02-03T04:05:06"),
    "date-time": ("2026-01-02T03:04:05Z", "2026-02-03T04:05:06Z"),
    "date": ("2026-01-02", "2026-02-03"),
    "uuid": (
        "0b8f7c1e-6f0a-4c52-9a2e-5d1f3c7b9e10",
        "c4d2a9b6-1e73-4f58-8b0d-7a6e5f4c3b21",
        "7e1b5d90-3c2f-4a86-b1d4-9f0e8c7a6b52",
        "25a9e3c7-8d14-4b6f-a0e2-1c3d5f7b9a84",
    ),
    "email": ("ida@example.com", "o.berg@example.org", "ship-yard@example.net"),
    "uri": ("https://example.com/a", "https://example.org/b?c=1", "https://example.net/"),
    "ipv4": ("192.0.2.1", "198.51.100.7", "203.0.113.250"),
    "ipv6": ("2001:db8::1", "2001:db8:0:1::ff", "2001:db8::a:7"),
    "hostname": ("example.com", "mail.example.org", "a.b.example.net"),
}
"""Values of the formats that answers are held to."""


class Maker:
    """Makes values of a schema; `special` decides about the fields that a contract's filters and order look at."""

    def __init__(self, random: Random, special: Variety) -> None:
        self.random = random
        self.special = special
        self.known: dict[str, tuple[Any, ...]] = {}

    def options(self, pointer: str, schema: Mapping[str, Any], example: Any) -> tuple[Any, ...]:
        """The values that a field takes, in falling frequency."""
        if pointer not in self.known:
            given = self.special(pointer, schema, example)
            self.known[pointer] = given if given is not None else variety(schema, example, pointer.rsplit("/", 1)[-1])
        return self.known[pointer]

    def make(self, pointer: str, schema: Mapping[str, Any], example: Any = None, required: bool = True) -> Any:
        """One value for the field at a record pointer, ABSENT or null now and then where that is allowed."""
        if not required and self.random.random() < 0.12:
            return ABSENT
        if nullable(schema) and self.random.random() < 0.2:
            return None
        example = _first(schema.get("examples"), schema.get("example"), example)
        given = self.special(pointer, schema, example)
        if (given is None and "properties" in schema) or ("object" in kinds(schema) and given is None):
            return self._object(pointer, schema, example)
        if given is None and "array" in kinds(schema):
            items = schema.get("items") or {}
            shown = example[0] if isinstance(example, list) and example else None
            made = [self.make(f"{pointer}/*", items, shown) for _ in range(self._length(schema))]
            return _each_once(made) if schema.get("uniqueItems") is True else made
        return weighted(self.random, self.options(pointer, schema, example))

    def _length(self, schema: Mapping[str, Any]) -> int:
        low = int(schema.get("minItems", 0))
        return min(self.random.choice((1, 1, 2, 0)), int(schema.get("maxItems", 2))) if low == 0 else low

    def _object(self, pointer: str, schema: Mapping[str, Any], example: Any) -> dict[str, Any]:
        required = schema.get("required", ())
        made: dict[str, Any] = {}
        for name, inner in (schema.get("properties") or {}).items():
            step = escaped(name)
            shown = example.get(name) if isinstance(example, Mapping) else None
            value = self.make(f"{pointer}/{step}", inner, shown, name in required)
            if value is not ABSENT:
                made[name] = value
        extra = schema.get("additionalProperties")
        beyond = extra if isinstance(extra, Mapping) else {}
        for name in required:
            if name not in made and name not in (schema.get("properties") or {}):
                made[name] = self.make(f"{pointer}/*", beyond, None)
        if not made and isinstance(extra, Mapping):
            for name in ("LANG", "MODE")[: max(self.random.randrange(3), int(schema.get("minProperties", 0)))]:
                made[name] = self.make(f"{pointer}/*", extra, None)
        return made


def _each_once(values: list[Any]) -> list[Any]:
    return [value for index, value in enumerate(values) if value not in values[:index]]


def weighted(random: Random, options: tuple[Any, ...]) -> Any:
    """One of several values, the earlier the more often, every frequency different."""
    total = len(options) * (len(options) + 1) // 2
    place = random.randrange(total)
    for index in range(len(options)):
        place -= len(options) - index
        if place < 0:
            return options[index]
    return options[-1]


def _first(*candidates: Any) -> Any:
    for candidate in candidates:
        if isinstance(candidate, list) and candidate:
            return candidate[0]
        if candidate is not None and not isinstance(candidate, list):
            return candidate
    return None


def distinct(values: Iterable[Any]) -> tuple[Any, ...]:
    """The values in order, each once."""
    return tuple(dict.fromkeys(values))
