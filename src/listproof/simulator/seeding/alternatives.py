"""Schemas without alternatives: parts put together and one way chosen where several are open, so that a value can be made."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from listproof.contract import Contract

__all__ = ["record_schema", "settled"]

_EITHER = ("anyOf", "oneOf")
_MAPS = ("properties", "patternProperties")
_SINGLE = ("items", "additionalProperties")
_HIGHEST = ("minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties")
_LOWEST = ("maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties")
_EVERY = ("string", "integer", "number", "boolean", "array", "object", "null")


@lru_cache(maxsize=64)
def record_schema(contract: Contract) -> Mapping[str, Any]:
    """The schema of the records that are made for a contract."""
    return settled(contract.record_schema)


def settled(schema: Mapping[str, Any]) -> dict[str, Any]:
    """A schema whose values fit a given one: the parts of `allOf` joined, and the first of its alternatives that stands for values.

    What its parts say against each other is left as the outermost says it: nothing fits such a schema.
    """
    found = {key: value for key, value in schema.items() if key not in ("allOf", *_EITHER)}
    for word in _MAPS:
        if isinstance(found.get(word), Mapping):
            found[word] = {name: settled(inner) if isinstance(inner, Mapping) else {} for name, inner in found[word].items()}
    for word in _SINGLE:
        if isinstance(found.get(word), Mapping):
            found[word] = settled(found[word])
    for part in schema.get("allOf") or ():
        if isinstance(part, Mapping):
            found = _joined(found, settled(part))
    for word in _EITHER:
        found = _chosen(found, [settled(part) for part in schema.get(word) or () if isinstance(part, Mapping)])
    return found


def _chosen(whole: dict[str, Any], ways: list[dict[str, Any]]) -> dict[str, Any]:
    """A schema narrowed to the first of some ways that agrees with it; null stays open where one of the ways is null."""
    telling = [way for way in ways if _kinds(way) != ("null",) and way.get("enum") != [None] and _agree(whole, way)]
    if not telling:
        return whole
    found = _joined(whole, telling[0])
    null = any("null" in _kinds(way) for way in ways if way.get("type")) and ("type" not in whole or "null" in _kinds(whole))
    kinds = _kinds(found)
    return {**found, "type": [*kinds, "null"]} if null and kinds and "null" not in kinds else found


def _kinds(schema: Mapping[str, Any]) -> tuple[str, ...]:
    kind = schema.get("type")
    if kind is None:
        return ("object",) if "properties" in schema else ()
    return (kind,) if isinstance(kind, str) else tuple(kind)


def _shared(one: tuple[str, ...], other: tuple[str, ...]) -> list[str]:
    """The types that both take; an integer is a number too."""
    whole = set(one) | ({"integer"} if "number" in one else set())
    every = set(other) | ({"integer"} if "number" in other else set())
    both = [kind for kind in _EVERY if kind in whole & every]
    return [kind for kind in both if not (kind == "integer" and "number" in both)]


def _agree(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether a value may fit both, as far as types and lists of values tell."""
    if _kinds(one) and _kinds(other) and not _shared(_kinds(one), _kinds(other)):
        return False
    if "enum" in one and "enum" in other:
        return any(value in other["enum"] for value in one["enum"])
    return True


def _joined(outer: Mapping[str, Any], inner: Mapping[str, Any]) -> dict[str, Any]:
    """A schema whose values fit two, the outer one's words first where both say something else."""
    found = {**inner, **outer}
    if "properties" in outer and "properties" in inner:
        mine, theirs = outer["properties"], inner["properties"]
        both = {name: _joined(mine[name], theirs[name]) for name in mine if name in theirs}
        found["properties"] = {**theirs, **mine, **both}
    if "required" in outer and "required" in inner:
        found["required"] = list(dict.fromkeys([*outer["required"], *inner["required"]]))
    if "items" in outer and "items" in inner and isinstance(outer["items"], Mapping) and isinstance(inner["items"], Mapping):
        found["items"] = _joined(outer["items"], inner["items"])
    if "type" in outer and "type" in inner:
        shared = _shared(_kinds(outer), _kinds(inner))
        found["type"] = (shared[0] if len(shared) == 1 else shared) if shared else outer["type"]
    if "enum" in outer and "enum" in inner:
        found["enum"] = [value for value in outer["enum"] if value in inner["enum"]] or outer["enum"]
    for words, strictest in ((_HIGHEST, max), (_LOWEST, min)):
        found |= {word: strictest(outer[word], inner[word]) for word in words if word in outer and word in inner}
    return found
