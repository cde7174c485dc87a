"""Objects in the query that are written as a parameter for each of their properties: by `style: form`, or as the whole query string."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

__all__ = ["exploded"]

_FORM = "application/x-www-form-urlencoded"
_ENCODING = "x-encoding"


def exploded(entries: list[Any]) -> list[Any]:
    """The parameters of an operation with one for each property of an object that explodes, called as the property alone.

    The first takes the place of the object, and the others stand at the end, so that every other entry keeps its place. An object that
    takes keys that are not named is one value, and stays.
    """
    made, further = [], []
    for entry in map(_as_query, entries):
        first, *rest = _each(entry) if _explodes(entry) else (entry,)
        made.append(first)
        further += rest
    return [*made, *further]


def _as_query(entry: Any) -> Any:
    """An object of the query for what stands `in: querystring` (OpenAPI 3.2) as a form of named fields; every other entry as it is."""
    if not isinstance(entry, Mapping) or entry.get("in") != "querystring":
        return entry
    held = (entry.get("content") or {}).get(_FORM)
    schema = held.get("schema") if isinstance(held, Mapping) else None
    made = {**{word: value for word, value in entry.items() if word != "content"}, "in": "query", "schema": schema}
    return {**made, _ENCODING: held.get("encoding") or {}} if held and _explodes(made) else entry


def _explodes(entry: Any) -> bool:
    if not isinstance(entry, Mapping) or entry.get("in") != "query":
        return False
    if entry.get("style", "form") != "form" or not entry.get("explode", True):
        return False
    schema = entry.get("schema")
    if not isinstance(schema, Mapping) or schema.get("type") != "object":
        return False
    return bool(schema.get("properties")) and not schema.get("additionalProperties")


def _each(entry: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    needed = set(entry["schema"].get("required") or ()) if entry.get("required") else set()
    for name, schema in entry["schema"]["properties"].items():
        held = {**entry, **schema} if isinstance(schema, Mapping) else entry
        said = {word: held[word] for word in ("x-source", "description") if word in held}
        said |= {word: value for word, value in entry.get(_ENCODING, {}).get(name, {}).items() if word in ("style", "explode")}
        yield {**said, "name": name, "in": "query", "required": name in needed, "schema": schema}
