"""Schemas without needless alternatives: what generators write for `X or null`, and for a reference with words beside it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

__all__ = ["flattened"]

_EITHER = ("anyOf", "oneOf")
_MAPS = ("properties", "patternProperties")
_SINGLE = ("items", "additionalProperties", "not")
_LISTS = ("allOf", "anyOf", "oneOf", "prefixItems")
_OWN = ("title", "description", "x-source", "default", "example", "examples", "deprecated", "readOnly")
"""The words of a schema about itself, of which the outermost counts."""
_BOUNDS = ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum")


def flattened(schema: Mapping[str, Any], *, null: bool = True) -> dict[str, Any]:
    """A schema that says the same in fewer words; `null` False leaves null out, for a query has no way of giving it."""
    found = dict(schema)
    for word in _MAPS:
        if isinstance(found.get(word), Mapping):
            found[word] = {name: flattened(inner) if isinstance(inner, Mapping) else inner for name, inner in found[word].items()}
    for word in _SINGLE:
        if isinstance(found.get(word), Mapping):
            found[word] = flattened(found[word])
    for word in _LISTS:
        if isinstance(found.get(word), list):
            found[word] = [flattened(inner) if isinstance(inner, Mapping) else inner for inner in found[word]]
    for word in _BOUNDS:
        if isinstance(found.get(word), float) and found[word].is_integer():
            found[word] = int(found[word])
    return _without_null(_merged(_or_null(found))) if not null else _merged(_or_null(found))


def _or_null(schema: dict[str, Any]) -> dict[str, Any]:
    """`anyOf: [X, null]` as X with null among its types."""
    for word in _EITHER:
        parts = schema.get(word)
        if not isinstance(parts, list) or len(parts) != 2 or not all(isinstance(part, Mapping) for part in parts):
            continue
        other = [part for part in parts if not _is_null(part)]
        if len(other) != 1 or not isinstance(other[0].get("type"), str | list):
            continue
        inner = dict(other[0])
        kind = inner["type"]
        inner["type"] = list(dict.fromkeys([*([kind] if isinstance(kind, str) else kind), "null"]))
        if isinstance(inner.get("enum"), list) and None not in inner["enum"]:
            inner["enum"] = [*inner["enum"], None]
        return _beside({key: value for key, value in schema.items() if key != word}, inner) or schema
    return schema


def _is_null(part: Mapping[str, Any]) -> bool:
    return part.get("type") == "null" or part.get("enum") == [None]


def _merged(schema: dict[str, Any]) -> dict[str, Any]:
    """`allOf` as one schema, where no two parts, nor what stands beside them, claim something else of the same thing."""
    parts = schema.get("allOf")
    if not isinstance(parts, list) or not parts or not all(isinstance(part, Mapping) for part in parts):
        return schema
    whole: dict[str, Any] | None = {key: value for key, value in schema.items() if key != "allOf"}
    for part in parts:
        whole = None if whole is None or _EITHER[0] in part or _EITHER[1] in part else _beside(whole, dict(part))
    return schema if whole is None else whole


def _beside(outer: dict[str, Any], inner: dict[str, Any]) -> dict[str, Any] | None:
    """Two schemas as one, the outer one's words about itself first; None where both claim something else of a value."""
    joined: dict[str, Any] = {}
    if isinstance(outer.get("properties"), Mapping) and isinstance(inner.get("properties"), Mapping):
        shared = {name: _both(outer["properties"][name], held) for name, held in inner["properties"].items() if name in outer["properties"]}
        joined["properties"] = {**inner["properties"], **outer["properties"], **shared}
    if isinstance(outer.get("required"), list) and isinstance(inner.get("required"), list):
        joined["required"] = list(dict.fromkeys([*inner["required"], *outer["required"]]))
    same = [key for key in outer if key in inner and key not in (*_OWN, *joined) and not key.startswith("x-")]
    clash = [key for key in same if outer[key] != inner[key]]
    return None if clash else {**inner, **outer, **joined}


def _both(outer: Any, inner: Any) -> Any:
    """What two parts say of one property."""
    if not isinstance(outer, Mapping) or not isinstance(inner, Mapping):
        return outer
    return _beside(dict(outer), dict(inner)) or {
        "allOf": [inner, outer],
        **({"x-source": outer["x-source"]} if "x-source" in outer else {}),
    }


def _without_null(schema: dict[str, Any]) -> dict[str, Any]:
    found = dict(schema)
    kind = found.get("type")
    if isinstance(kind, list) and "null" in kind:
        rest = [one for one in kind if one != "null"]
        found["type"] = rest[0] if len(rest) == 1 else rest
    if isinstance(found.get("enum"), list):
        found["enum"] = [value for value in found["enum"] if value is not None]
    if found.get("default", "") is None:
        del found["default"]
    return found
