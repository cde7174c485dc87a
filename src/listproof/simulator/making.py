"""Values made from a JSON Schema and the documented example of a field: valid, various, and telling where a filter looks at them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from random import Random
from typing import Any

from listproof.simulator import texts

__all__ = ["ABSENT", "Maker", "fits", "kinds", "nullable", "variety"]

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
    """Whether a text or number keeps the lengths and bounds of a schema."""
    if isinstance(value, str):
        return int(schema.get("minLength", 0)) <= len(value) <= int(schema.get("maxLength", 1 << 30))
    if isinstance(value, int | float):
        return bool(schema.get("minimum", value) <= value <= schema.get("maximum", value))
    return True


def variety(schema: Mapping[str, Any], example: Any, name: str) -> tuple[Any, ...]:
    """A handful of different values that fit a schema of a scalar."""
    if "const" in schema:
        return (schema["const"],)
    if schema.get("enum"):
        return tuple(value for value in schema["enum"] if value is not None)
    kind = (kinds(schema) or ("string",))[0]
    if kind == "boolean":
        return (True, False)
    if kind in ("integer", "number"):
        low, high = schema.get("minimum", 0), schema.get("maximum")
        near = [low, low + 1, low + 2, low + 4, low + 8, low + 9, low + 10, low + 16, low + 100, example]
        if high is not None:
            near.append(high)
        return tuple(dict.fromkeys(v for v in near if isinstance(v, int) and not isinstance(v, bool) and fits(schema, v)))
    if schema.get("format") == "date-time":
        return ("2026-01-02T03:04:05Z", "2026-02-03T04:05:06Z")
    if "pattern" in schema:
        return (texts.plain(example, example or "a"),)
    numeric = isinstance(example, str) and example.isdigit()
    found = (str(n) for n in (0, 1, 2, 8, 9, 10, 16, 100)) if numeric else texts.labels(example, name.lower(), False)
    return tuple(value for value in found if fits(schema, value)) or ("a" * int(schema.get("minLength", 1)),)


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
            return [self.make(f"{pointer}/*", items, shown) for _ in range(self._length(schema))]
        return weighted(self.random, self.options(pointer, schema, example))

    def _length(self, schema: Mapping[str, Any]) -> int:
        low = int(schema.get("minItems", 0))
        return max(low, self.random.choice((1, 1, 2, 0))) if low == 0 else low

    def _object(self, pointer: str, schema: Mapping[str, Any], example: Any) -> dict[str, Any]:
        required = schema.get("required", ())
        made: dict[str, Any] = {}
        for name, inner in (schema.get("properties") or {}).items():
            step = name.replace("~", "~0").replace("/", "~1")
            shown = example.get(name) if isinstance(example, Mapping) else None
            value = self.make(f"{pointer}/{step}", inner, shown, name in required)
            if value is not ABSENT:
                made[name] = value
        extra = schema.get("additionalProperties")
        if not made and isinstance(extra, Mapping):
            for name in ("LANG", "MODE")[: self.random.randrange(3)]:
                made[name] = self.make(f"{pointer}/*", extra, None)
        return made


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
