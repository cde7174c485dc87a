"""Whether the parameter that names the keys of an order takes them as objects or arrays, which a query cannot say yet."""

from __future__ import annotations

import json

from listproof.contract.node import Node
from listproof.contract.rules.places import Places, types

__all__ = ["takes_structure"]

_DEEP = 10


def takes_structure(places: Places) -> bool:
    """Whether `order.by` is sent as JSON inside JSON: its schema takes no text, or says no type of what is spelled so."""
    order = places.listing.get("order")
    name = order.get("by").text or ""
    schema = places.value_schema(name)
    if schema is None:
        return False
    spelled = order.get("direction", "spelled").text
    of_json = spelled is not None and places.parameter_places.get(name) == "body" and _is_structure(spelled)
    return not _takes_text(schema, untyped=not of_json)


def _takes_text(schema: Node, untyped: bool, deep: int = _DEEP) -> bool:
    """Whether a schema, or that of its items, takes a text or another value without parts; `untyped`: the answer where it names no type."""
    schema = schema.meant()
    if not deep:
        return untyped
    either = [inner for word in ("anyOf", "oneOf") for inner in schema.get(word).each()]
    if either:
        return any(_takes_text(inner, untyped, deep - 1) for inner in either)
    every = list(schema.get("allOf").each())
    kinds = set(types(schema)) - {"null"}
    if not kinds and every:
        return all(_takes_text(inner, untyped, deep - 1) for inner in every)
    if kinds - {"array", "object"}:
        return True
    if "array" in kinds:
        return _takes_text(schema.get("items"), untyped, deep - 1) if schema.get("items") else untyped
    if kinds or schema.get("properties"):
        return False
    return untyped or bool(schema.get("enum")) or bool(schema.get("const"))


def _is_structure(spelled: str) -> bool:
    """Whether what is written with a key and a direction in it is a JSON object or array."""
    try:
        value = json.loads(spelled.replace("{key}", "key").replace("{direction}", "asc"))
    except ValueError:
        return False
    return isinstance(value, dict | list)
