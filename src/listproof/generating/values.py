"""Values drawn from a JSON Schema whose references are written out: those that it allows, and those that it hardly does.

What its words do not say by themselves (a pattern, a format that is not known here) is looked for among its examples and what else is
drawn, and held to the schema: `allowed` gives nothing that a validator would not let pass.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import lru_cache
from typing import Any

import jsonschema_rs

from listproof.generating.drawing import Draw, RejectedError
from listproof.generating.texts import odd_text

__all__ = ["allowed", "odd"]

Schema = Mapping[str, Any]
_ATTEMPTS = 5
_WIDE = 10**6
"""How far from zero a number is drawn that has no bound."""
_DEEPEST = 4
_MORE = 3
"""In three of four places a list goes on."""
_FORMATS = {
    "date-time": ("2024-05-06T07:08:09Z", "2031-12-31T23:59:59Z", "1970-01-01T00:00:00Z", "2024-02-29T12:00:00+08:00"),
    "date": ("2024-05-06", "2024-02-29", "1970-01-01"),
    "time": ("07:08:09Z", "23:59:59Z"),
    "uuid": ("0b8f1c52-6d3e-4a7f-9c21-5e4d3c2b1a09", "00000000-0000-4000-8000-000000000000"),
    "email": ("a@example.com",),
    "ipv4": ("192.0.2.1", "0.0.0.0"),
    "ipv6": ("2001:db8::1",),
    "hostname": ("example.com",),
    "uri": ("https://example.com/a?b=c",),
}


def allowed(draw: Draw, schema: Schema) -> Any:
    """A value that the schema allows. Raises RejectedError where none is met."""
    for _ in range(_ATTEMPTS):
        value = _value(draw, schema, 0)
        if _passes(schema, value):
            return value
    raise RejectedError


def odd(draw: Draw, schema: Schema) -> Any:
    """A value of a kind, a size or a spelling that the schema hardly allows; a text, a number, a list, an object, or nothing."""
    bounds = [schema[word] for word in ("minimum", "maximum", "minLength", "maxLength") if _is_number(schema.get(word))]
    numbers = [*(bound + step for bound in bounds for step in (-1, 1)), 10**30, -1, 0, 1.5]
    counted = bool({"integer", "number"} & set(_kinds(schema)))
    kind = draw.below(8)
    if kind < (4 if counted else 1):
        return draw.of(numbers)
    if kind == 7:
        return draw.of(("", True, None, "null", [], {}))
    text = odd_text(draw)
    return draw.of(([text], {text: text}, [text, 0])) if kind == 6 else text


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _passes(schema: Schema, value: Any) -> bool:
    validator = _validator(json.dumps(schema, sort_keys=True, default=str))
    return validator is not None and bool(validator.is_valid(value))


@lru_cache(maxsize=512)
def _validator(spelled: str) -> Any:
    """The validator of a schema; None where it is none of JSON Schema."""
    for version in (jsonschema_rs.Draft202012Validator, jsonschema_rs.Draft4Validator):  # the second as OpenAPI 3.0 says what is exclusive
        with suppress(ValueError):
            return version(json.loads(spelled), validate_formats=True)
    return None


def _value(draw: Draw, schema: Schema, depth: int) -> Any:
    if "const" in schema:
        return schema["const"]
    if schema.get("enum"):
        return draw.of(schema["enum"])
    shown = [*_listed(schema.get("examples")), *(schema[word] for word in ("example", "default") if word in schema)]
    if shown and draw.below(2):
        return draw.of(shown)
    for word in ("oneOf", "anyOf"):
        if _listed(schema.get(word)):
            rest = {name: value for name, value in schema.items() if name != word}
            return _value(draw, _joined(rest, draw.of(schema[word])), depth)
    if _listed(schema.get("allOf")):
        whole = {name: value for name, value in schema.items() if name != "allOf"}
        for one in schema["allOf"]:
            whole = _joined(whole, one)
        return _value(draw, whole, depth)
    return _of_kind(draw, draw.of(_kinds(schema)), schema, depth)


def _listed(value: Any) -> Sequence[Any]:
    return value if isinstance(value, list) else ()


def _joined(schema: Schema, other: Any) -> dict[str, Any]:
    """Two schemas as one, the properties of both."""
    other = other if isinstance(other, Mapping) else {}
    properties = {**schema.get("properties", {}), **other.get("properties", {})}
    required = [*schema.get("required", ()), *other.get("required", ())]
    more = ({"properties": properties} if properties else {}) | ({"required": required} if required else {})
    return {**schema, **other, **more}


def _kinds(schema: Schema) -> Sequence[str]:
    said = schema.get("type")
    if said:
        return [said] if isinstance(said, str) else said
    for kind, words in (("object", ("properties",)), ("array", ("items",)), ("integer", ("minimum", "maximum"))):
        if any(word in schema for word in words):
            return [kind]
    return ["string"]


def _of_kind(draw: Draw, kind: str, schema: Schema, depth: int) -> Any:
    if kind == "null":
        return None
    if kind == "boolean":
        return draw.of((True, False))
    if kind in ("integer", "number"):
        return _number(draw, schema)
    if kind == "array":
        return _array(draw, schema, depth)
    if kind == "object":
        return _object(draw, schema, depth)
    known = _FORMATS.get(str(schema.get("format")))
    return draw.of(known) if known else odd_text(draw, schema.get("minLength", 0), min(schema.get("maxLength", 40), 200))


def _number(draw: Draw, schema: Schema) -> int:
    """A whole number: one of the ends, one near zero, or any."""
    low, high = schema.get("minimum", schema.get("exclusiveMinimum")), schema.get("maximum", schema.get("exclusiveMaximum"))
    least = -_WIDE if low is None else int(low)
    most = max(least, least + 2 * _WIDE if high is None else int(high))
    step = schema.get("multipleOf", 1)
    near = max(0, least)
    which = draw.below(4)
    if which == 0:
        number = draw.of([near, *(int(end) for end in (low, high) if end is not None)])
    else:
        number = near + draw.below(10) if which == 1 else least + draw.below(most - least + 1)
    return number // int(step) * int(step) if step >= 1 else number


def _array(draw: Draw, schema: Schema, depth: int) -> list[Any]:
    found: list[Any] = []
    least, most = schema.get("minItems", 0), schema.get("maxItems", 6)
    while len(found) < most and depth < _DEEPEST:
        with draw.part():
            if len(found) >= least and not draw.below(_MORE + 1):
                break
            found.append(_value(draw, schema.get("items") or {}, depth + 1))
    return found


def _object(draw: Draw, schema: Schema, depth: int) -> dict[str, Any]:
    found: dict[str, Any] = {}
    required = schema.get("required", ())
    for name, inner in schema.get("properties", {}).items():
        with draw.part():
            if name in required or (depth < _DEEPEST and draw.below(2)):
                found[name] = _value(draw, inner if isinstance(inner, Mapping) else {}, depth + 1)
    further = schema.get("additionalProperties")
    if isinstance(further, Mapping) and depth < _DEEPEST and draw.below(2):
        found[odd_text(draw, 1, 8)] = _value(draw, further, depth + 1)
    return found
