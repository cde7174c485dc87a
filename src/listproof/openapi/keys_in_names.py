"""Orders that a parameter for each key asks for: `order[name]=asc`, as API Platform has them, or `sort[0][field]=name` by its place."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from typing import Any

from listproof.openapi.open_orders import any_fields
from listproof.openapi.shapes import Shown, kinds
from listproof.openapi.spellings import BY, FALLS
from listproof.openapi.words import bare

__all__ = ["any_key_in_a_name", "keys_at_places", "keys_in_names"]

_NAME = re.compile(r"(\$?\w+)\[(\w[\w.]*)\]")
_PLACE = re.compile(r"(\w+)\[([01])\](?:\[(\w+)\]|\.(\w+))")
_KEY = ("field", "key", "by", "name", "property", "column", "attribute", "sort_by", "order_by")
_UP, _DOWN = (*FALLS[0], 1), (*FALLS[1], -1)
"""The words for rising and for falling; Feathers and Mongo say them as numbers."""


def keys_in_names(
    parameters: Mapping[str, Mapping[str, Any]], fields: Shown, field_called: Callable[[str, Shown], str | None]
) -> tuple[dict[str, Any], Mapping[str, str], frozenset[str]] | None:
    """The words of such an order, the fields of its keys by name, and the parameters that it takes; None where no names hold keys.

    Those are called as what names a key, with a key in brackets, and each lists the two directions.
    """
    found: dict[str, str] = {}
    taken: dict[str, tuple[str, Any, Any]] = {}
    for name, schema in parameters.items():
        told = _NAME.fullmatch(name)
        up, down = (next((value for value in schema.get("enum") or () if _lower(value) in of), None) for of in (_UP, _DOWN))
        pointer = field_called(told[2], fields) if told is not None else None
        if told is None or bare(told[1]) not in BY or up is None or down is None or pointer is None:
            continue
        found[told[2]], taken[name] = pointer, (told[1], up, down)
    if not taken:
        return None
    outer, up, down = next(iter(taken.values()))
    kept = {name: pointer for name, pointer in found.items() if taken.get(f"{outer}[{name}]") == (outer, up, down)}
    words = {} if (up, down) == ("asc", "desc") else {"asc": up, "desc": down}
    return _each(outer, parameters, words), kept, frozenset({*taken, *({outer} & set(parameters))})


def keys_at_places(
    parameters: Mapping[str, Mapping[str, Any]], fields: Shown, field_called: Callable[[str, Shown], str | None]
) -> tuple[dict[str, Any], Mapping[str, str], frozenset[str]] | None:
    """The same of parameters whose names hold the place of a key: one lists the keys, one the two directions."""
    told = {name: found for name in parameters if (found := _PLACE.fullmatch(name)) is not None and bare(found[1]) in BY}
    for name, found in told.items():
        pointers = {str(key): field_called(str(key), fields) for key in parameters[name].get("enum") or ()}
        keys = {key: pointer for key, pointer in pointers.items() if pointer is not None}
        if bare(found[3] or found[4]) not in _KEY or not keys:
            continue
        for other in (one for one in told if one != name and told[one][1] == found[1]):
            enum = parameters[other].get("enum") or ()
            up, down = (next((value for value in enum if _lower(value) in of), None) for of in (_UP, _DOWN))
            if up is None or down is None or told[other][2] != found[2]:
                continue
            outer, place = found[1], "{place}" if f"{found[1]}[0]" in name or found[2] == "0" else "{number}"
            several = len({one[2] for one in told.values() if one[1] == outer}) > 1
            by = next(word for word in (outer, f"{outer}_keys", f"{outer}_by_name") if word not in parameters)
            templates = {_at(name, place): "{key}", _at(other, place): "{direction}"}
            words = {} if (up, down) == ("asc", "desc") else {"asc": up, "desc": down}
            taken = frozenset(one for one in told if told[one][1] == outer)
            block = {"by": by, "direction": {"each": templates, **words}, **({"repeated": True} if several else {})}
            return block, keys, taken
    return None


def _at(name: str, place: str) -> str:
    return re.sub(r"\[[01]\]", f"[{place}]", name, count=1)


def any_key_in_a_name(
    parameters: Mapping[str, Mapping[str, Any]], fields: Shown, beside: Collection[str]
) -> tuple[dict[str, Any], Mapping[str, str], frozenset[str]] | None:
    """The same of an object that takes any field, as Feathers describes `$sort` beside `$limit` and `$skip`: `$sort[name]=-1`."""
    if kinds(parameters.get("$sort", {})) != ("object",) or not {"$limit", "$skip"} & set(beside):
        return None
    keys = any_fields(fields)
    return (_each("$sort", parameters, {"asc": 1, "desc": -1}), keys, frozenset({"$sort"})) if keys else None


def _each(outer: str, parameters: Collection[str], words: Mapping[str, Any]) -> dict[str, Any]:
    by = next(name for name in (outer, f"{outer}_keys", f"{outer}_by_name") if name not in parameters)
    return {"by": by, "direction": {"each": {f"{outer}[{{key}}]": "{direction}"}, **words}}


def _lower(value: Any) -> Any:
    return value.lower() if isinstance(value, str) else None if isinstance(value, bool) else value
