"""Keys of an order that are asked for inside JSON: an object for each, and no text where objects are taken."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from listproof.contract.node import Node
from listproof.contract.rules.places import Places, types
from listproof.contract.rules.schemas import breaches, usable
from listproof.contract.text import Mistake
from listproof.contract.wire.order import order_arguments
from listproof.contract.words.ordering import order as order_of

__all__ = ["objects_asked_for", "takes_structure"]

_DEEP = 10


def objects_asked_for(places: Places) -> Iterator[Mistake]:
    """What is wrong with an object that asks for a key: where it is sent, what it lacks, and what its schema refuses."""
    order = places.listing.get("order")
    name, spelled = order.get("by").text or "", order.get("direction", "spelled")
    schema = places.value_schema(name)
    if not isinstance(spelled.value, dict) or schema is None:
        return
    marks = list(_marks(spelled.value))
    if sorted(marks) != ["{direction}", "{key}"] or "{direction}" in _names(spelled.value):
        yield spelled.mistake("order.direction: expected '{key}' once, as a value or a name, and '{direction}' once, as a value")
        return
    if order.get("separator"):
        yield order.get("separator").mistake("order.separator: objects stand in no text; expected repeated, in an array, or one key")
    if places.parameter_places.get(name) != "body":
        yield spelled.mistake(
            f"order.direction: {name} stands in no body, where an object can be sent; expected a text, such as "
            '\'[{"field": "{key}", "dir": "{direction}"}]\' for a parameter that is one'
        )
        return
    kinds = set(types(schema)) - {"null"}
    if kinds not in ({"array"}, {"object"}):
        yield order.get("by").mistake(f"order.by: {name} takes objects; expected type: array, or object where one key can be asked for")
    elif kinds == {"object"} and schema.get("properties"):
        yield order.get("by").mistake(
            f"order.by: the properties of {name} are parameters of their own; expected `by: {name}.PROPERTY` with "
            f"`direction: {name}.PROPERTY`, or {name} without properties in its schema"
        )
    else:
        yield from _refused(schema, order, kinds == {"array"})


def _refused(schema: Node, order: Node, several: bool) -> Iterator[Mistake]:
    """The keys whose objects the schema of the parameter does not take: each alone, and two where a list may have more than one."""
    held, said = usable(schema), order_of(order.value)
    if held is None or said is None:
        return
    told = False
    for name, key in order.get("keys").items():
        for way in ("asc", "desc"):
            (asked,) = order_arguments(said, [(name, way)]).values() if said.direction is None else (None,)
            wrong = breaches(held, [asked] if several else asked)
            if wrong:
                told = True
                yield key.mistake(f"order.keys: {said.by} does not take {json.dumps(asked)}: {wrong}")
    two = [(key.name, "asc") for key in said.keys][:2]
    if told or not (several and said.repeated and len(two) == 2 and said.direction is None):
        return
    (asked,) = order_arguments(said, two).values()
    wrong = breaches(held, asked)
    if wrong:
        yield order.get("repeated").mistake(f"order.repeated: {said.by} does not take two keys, {json.dumps(asked)}: {wrong}")


def _marks(shape: Any) -> Iterator[str]:
    """Where the key and the direction stand in an object, as names of properties or as values."""
    if isinstance(shape, dict):
        yield from (str(name) for name in shape if name in ("{key}", "{direction}"))
        for inner in shape.values():
            yield from _marks(inner)
    elif shape in ("{key}", "{direction}"):
        yield shape


def _names(shape: Any) -> Iterator[str]:
    """The names of the properties of an object, and of those in it."""
    for name, inner in shape.items() if isinstance(shape, dict) else ():
        yield str(name)
        yield from _names(inner)


def takes_structure(places: Places) -> bool:
    """Whether `order.by` is sent as JSON inside JSON and no object says how: its schema takes no text, or no type of what is spelled so."""
    order = places.listing.get("order")
    name = order.get("by").text or ""
    schema = places.value_schema(name)
    if schema is None or isinstance(order.get("direction", "spelled").value, dict):
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
