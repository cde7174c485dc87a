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

__all__ = ["made_sound"]

_SCHEMAS = ("items", "additionalProperties", "not")
_NUMBERS = ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf")
_ITEMS = ("minItems", "maxItems", "uniqueItems")
_TEXTS = ("minLength", "maxLength", "pattern", "format")
_LISTS = ("allOf", "anyOf", "oneOf", "prefixItems")


def made_sound(item: dict[str, Any], method: str, between: Mapping[str, str] = MappingProxyType({})) -> tuple[str, ...]:
    """Take out of an operation, whose references are written out, what its own schemas refuse; what was taken out, as sentences.

    Nobody can do as a document says that contradicts itself; what is left of it can be kept to. `between` are the parameters that hold
    both ends of a range, and what stands between these.
    """
    for holder, null in _holders(item, item[method]):
        holder["schema"] = flattened(holder["schema"], null=null)
    return tuple(_unsound(item, item[method], between))


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


def _unsound(item: Mapping[str, Any], operation: Mapping[str, Any], between: Mapping[str, str]) -> Iterator[str]:
    for entry in (*(item.get("parameters") or ()), *(operation.get("parameters") or ())):
        name = f"parameter {entry.get('name')}"
        for holder in (entry, *(entry.get("content") or {}).values()):
            if isinstance(holder.get("schema"), dict):
                yield from _schema(name, holder["schema"], between.get(str(entry.get("name"))))
                yield from _examples(name, holder, holder["schema"])
    for status, response in (operation.get("responses") or {}).items():
        for name, header in (response.get("headers") or {}).items():
            if isinstance(header.get("schema"), dict):
                yield from _schema(f"header {name}", header["schema"])
                yield from _examples(f"header {name}", header, header["schema"])
        for kind, content in (response.get("content") or {}).items():
            if isinstance(content.get("schema"), dict):
                yield from _schema(f"the answer of {status}", content["schema"])
                yield from _examples(f"the answer of {status}, {kind}", content, content["schema"])


def _examples(what: str, holder: dict[str, Any], schema: Mapping[str, Any]) -> Iterator[str]:
    """Examples beside a schema that it refuses, and those that hold no value."""
    check = _check(schema)
    if "example" in holder and not check(holder["example"]):
        del holder["example"]
        yield f"{what}: the example is refused by its own schema"
    named = holder.get("examples")
    if isinstance(named, dict):
        for name in list(named):
            one = named[name]
            if not isinstance(one, dict) or "value" not in one:
                del named[name]
            elif not check(one["value"]):
                del named[name]
                yield f"{what}: the example {name!r} is refused by its own schema"


def _once(values: list[Any]) -> list[Any]:
    """Values without those that stand there before."""
    found: dict[str, Any] = {}
    for value in values:
        found.setdefault(json.dumps(value, sort_keys=True, default=str), value)
    return list(found.values())


def _schema(what: str, schema: dict[str, Any], between: str | None = None) -> Iterator[str]:
    """Patterns that nobody can match, and values that a schema refuses itself, in it and in those inside it."""
    yield from _patterns(what, schema)
    yield from _possible(what, schema, between)
    if isinstance(schema.get("enum"), list):
        check = _check({key: value for key, value in schema.items() if key not in ("enum", "default", "examples")})
        kept = [value for value in _once(schema["enum"]) if check(value)]
        if len(kept) != len(schema["enum"]):
            yield f"{what}: values of an enum are refused by its own schema, or stand twice"
            schema["enum"] = kept
        if not kept:
            del schema["enum"]
    if any(word in schema for word in ("default", "examples")):
        check = _check(schema)
        if "default" in schema and not check(schema["default"]):
            del schema["default"]
            yield f"{what}: a default is refused by its own schema"
        if isinstance(schema.get("examples"), list):
            kept = [value for value in schema["examples"] if check(value)]
            if len(kept) != len(schema["examples"]):
                yield f"{what}: an example is refused by its own schema"
            schema["examples"] = kept
            if not kept:
                del schema["examples"]
        elif "examples" in schema:
            del schema["examples"]
    for inner in _inside(schema):
        yield from _schema(what, inner)


def _possible(what: str, schema: dict[str, Any], between: str | None) -> Iterator[str]:
    """Bounds, lengths, formats and patterns that no value keeps together, taken out: none of them can be held against anybody."""
    wrong = impossible(schema, between)
    if wrong is not None:
        for word in _NUMBERS if wrong[0] in _NUMBERS else _ITEMS if wrong[0] in _ITEMS else _TEXTS:
            schema.pop(word, None)
        yield f"{what}: {wrong[1]}"


def _patterns(what: str, schema: dict[str, Any]) -> Iterator[str]:
    """Patterns in a schema that nobody can match, taken out."""
    if isinstance(schema.get("pattern"), str) and not readable(schema["pattern"]):
        yield f"{what}: {schema.pop('pattern')[:80]!r} is no regular expression that can be matched"
    if isinstance(schema.get("patternProperties"), dict):
        for one in [one for one in schema["patternProperties"] if not readable(str(one))]:
            del schema["patternProperties"][one]
            yield f"{what}: {str(one)[:80]!r} is no regular expression that can be matched"


def _inside(schema: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for word in ("properties", "patternProperties"):
        if isinstance(schema.get(word), dict):
            yield from (inner for inner in schema[word].values() if isinstance(inner, dict))
    yield from (schema[word] for word in _SCHEMAS if isinstance(schema.get(word), dict))
    for word in _LISTS:
        yield from (inner for inner in schema.get(word) or () if isinstance(inner, dict))


def _check(schema: Mapping[str, Any]) -> Any:
    """Whether a schema takes a value; one that is no schema takes anything, for that is told elsewhere."""
    try:
        return jsonschema_rs.Draft202012Validator(dict(schema)).is_valid
    except (jsonschema_rs.ValidationError, ValueError):
        return lambda value: True
