"""What a file says in needless words, said plainly; and what it says against itself, left out, for its own schemas refuse it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

import jsonschema_rs

from listproof.contract.documents.flat import flattened
from listproof.contract.patterns import readable
from listproof.contract.possible import impossible
from listproof.contract.text import Step

__all__ = ["made_sound"]

Steps = tuple[Step, ...]

_SCHEMAS = ("items", "additionalProperties", "not")
_NUMBERS = ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf")
_ITEMS = ("minItems", "maxItems", "uniqueItems")
_TEXTS = ("minLength", "maxLength", "pattern", "format")
_LISTS = ("allOf", "anyOf", "oneOf", "prefixItems")


def made_sound(item: dict[str, Any], method: str, between: Mapping[str, str] = MappingProxyType({})) -> tuple[tuple[Steps, str], ...]:
    """Take out of an operation, whose references are written out, what its own schemas refuse; where that stood, and why, as a sentence.

    Nobody can do as a document says that contradicts itself; what is left of it can be kept to. `between` are the parameters that hold
    both ends of a range, and what stands between these.
    """
    for holder, null in _holders(item, item[method]):
        holder["schema"] = flattened(holder["schema"], null=null)
    return tuple(_unsound(item, method, between))


def _holders(item: Mapping[str, Any], operation: Mapping[str, Any]) -> Iterator[tuple[dict[str, Any], bool]]:
    """What holds a schema, and whether null can be given there."""
    for entry in (*(item.get("parameters") or ()), *(operation.get("parameters") or ())):
        for holder in (entry, *(entry.get("content") or {}).values()):
            if isinstance(holder.get("schema"), dict):
                yield holder, False
    body = operation.get("requestBody")
    for content in ((body.get("content") if isinstance(body, dict) else None) or {}).values():
        if isinstance(content, dict) and isinstance(content.get("schema"), dict):
            yield content, True
    for response in (operation.get("responses") or {}).values():
        for content in (response.get("content") or {}).values():
            if isinstance(content.get("schema"), dict):
                yield content, True


def _unsound(item: Mapping[str, Any], method: str, between: Mapping[str, str]) -> Iterator[tuple[Steps, str]]:
    operation = item[method]
    for above, place, entry in (
        (above, place, entry)
        for above, holder in (((), item), ((method,), operation))
        for place, entry in enumerate(holder.get("parameters") or ())
    ):
        name, at = f"parameter {entry.get('name')}", (*above, "parameters", place)
        for within, holder in (((), entry), *((("content", kind), one) for kind, one in (entry.get("content") or {}).items())):
            if isinstance(holder.get("schema"), dict):
                yield from _schema(name, (*at, *within, "schema"), holder["schema"], between.get(str(entry.get("name"))))
                yield from _examples(name, (*at, *within), holder, holder["schema"])
    for status, response in (operation.get("responses") or {}).items():
        for name, header in (response.get("headers") or {}).items():
            at = (method, "responses", status, "headers", name)
            if isinstance(header.get("schema"), dict):
                yield from _schema(f"header {name}", (*at, "schema"), header["schema"])
                yield from _examples(f"header {name}", at, header, header["schema"])
        for kind, content in (response.get("content") or {}).items():
            at = (method, "responses", status, "content", kind)
            if isinstance(content.get("schema"), dict):
                yield from _schema(f"the answer of {status}", (*at, "schema"), content["schema"])
                yield from _examples(f"the answer of {status}, {kind}", at, content, content["schema"])


def _examples(what: str, at: Steps, holder: dict[str, Any], schema: Mapping[str, Any]) -> Iterator[tuple[Steps, str]]:
    """Examples beside a schema that it refuses, and those that hold no value."""
    check = _check(schema)
    if "example" in holder and not check(holder["example"]):
        del holder["example"]
        yield (*at, "example"), f"{what}: the example is refused by its own schema"
    named = holder.get("examples")
    if isinstance(named, dict):
        for name in list(named):
            one = named[name]
            if not isinstance(one, dict) or "value" not in one:
                del named[name]
            elif not check(one["value"]):
                del named[name]
                yield (*at, "examples", name), f"{what}: the example {name!r} is refused by its own schema"


def _once(values: list[Any]) -> list[Any]:
    """Values without those that stand there before."""
    found: dict[str, Any] = {}
    for value in values:
        found.setdefault(json.dumps(value, sort_keys=True, default=str), value)
    return list(found.values())


def _schema(what: str, at: Steps, schema: dict[str, Any], between: str | None = None) -> Iterator[tuple[Steps, str]]:
    """Patterns that nobody can match, and values that a schema refuses itself, in it and in those inside it."""
    yield from _patterns(what, at, schema)
    yield from _possible(what, at, schema, between)
    if isinstance(schema.get("enum"), list):
        check = _check({key: value for key, value in schema.items() if key not in ("enum", "default", "examples")})
        kept = [value for value in _once(schema["enum"]) if check(value)]
        if len(kept) != len(schema["enum"]):
            yield (*at, "enum"), f"{what}: values of an enum are refused by its own schema, or stand twice"
            schema["enum"] = kept
        if not kept:
            del schema["enum"]
    if any(word in schema for word in ("default", "examples")):
        check = _check(schema)
        if "default" in schema and not check(schema["default"]):
            del schema["default"]
            yield (*at, "default"), f"{what}: a default is refused by its own schema"
        if isinstance(schema.get("examples"), list):
            kept = [value for value in schema["examples"] if check(value)]
            if len(kept) != len(schema["examples"]):
                yield (*at, "examples"), f"{what}: an example is refused by its own schema"
            schema["examples"] = kept
            if not kept:
                del schema["examples"]
        elif "examples" in schema:
            del schema["examples"]
    for steps, inner in _inside(schema):
        yield from _schema(what, (*at, *steps), inner)


def _possible(what: str, at: Steps, schema: dict[str, Any], between: str | None) -> Iterator[tuple[Steps, str]]:
    """Bounds, lengths, formats and patterns that no value keeps together, taken out: none of them can be held against anybody."""
    wrong = impossible(schema, between)
    if wrong is not None:
        for word in _NUMBERS if wrong[0] in _NUMBERS else _ITEMS if wrong[0] in _ITEMS else _TEXTS:
            schema.pop(word, None)
        yield (*at, wrong[0]), f"{what}: {wrong[1]}"


def _patterns(what: str, at: Steps, schema: dict[str, Any]) -> Iterator[tuple[Steps, str]]:
    """Patterns in a schema that nobody can match, taken out."""
    if isinstance(schema.get("pattern"), str) and not readable(schema["pattern"]):
        yield (*at, "pattern"), f"{what}: {schema.pop('pattern')[:80]!r} is no regular expression that can be matched"
    if isinstance(schema.get("patternProperties"), dict):
        for one in [one for one in schema["patternProperties"] if not readable(str(one))]:
            del schema["patternProperties"][one]
            yield (*at, "patternProperties", one), f"{what}: {str(one)[:80]!r} is no regular expression that can be matched"


def _inside(schema: Mapping[str, Any]) -> Iterator[tuple[Steps, dict[str, Any]]]:
    for word in ("properties", "patternProperties"):
        if isinstance(schema.get(word), dict):
            yield from (((word, name), inner) for name, inner in schema[word].items() if isinstance(inner, dict))
    yield from (((word,), schema[word]) for word in _SCHEMAS if isinstance(schema.get(word), dict))
    for word in _LISTS:
        yield from (((word, place), inner) for place, inner in enumerate(schema.get(word) or ()) if isinstance(inner, dict))


def _check(schema: Mapping[str, Any]) -> Any:
    """Whether a schema takes a value; one that is no schema takes anything, for that is told elsewhere."""
    try:
        return jsonschema_rs.Draft202012Validator(dict(schema)).is_valid
    except (jsonschema_rs.ValidationError, ValueError):
        return lambda value: True
