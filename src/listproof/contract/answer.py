"""The fields of an answer, and the schema of a record, as the schema of a good answer describes them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from typing import Any

from listproof.contract.model import Field, Source
from listproof.contract.pointer import escaped, parts

__all__ = ["TIMES", "WRITTEN_TIMES", "fields", "pending", "schema_at", "source"]

WRITTEN_TIMES = ("date-time", "date-time-local")
"""The formats of moments that are texts: with an offset from UTC, or by a clock of which nothing is said."""
TIMES = ("epoch-milliseconds", "epoch-seconds", *WRITTEN_TIMES)
"""The formats of moments."""
_EITHER = ("anyOf", "oneOf")
_SAID = ("x-source", "title", "description", "example", "examples")
"""The words of a schema that say nothing of a value."""


def source(given: Mapping[str, Any]) -> Source:
    """The place that an `x-source` or one of its facets names."""
    return Source(
        document=str(given.get("document", "")),
        table=str(given.get("table", "")),
        row=str(given.get("row", "")),
        grade=given.get("grade", "unknown"),
        basis=given.get("basis", "documented"),
    )


def fields(schema: Mapping[str, Any], records: str) -> tuple[Field, ...]:
    """Every described field of the answer, outermost first; items of arrays stand at `*`. `records` is the pointer of the records."""
    found: dict[str, Field] = {}
    for field in _fields(schema, records, "", True):
        found.setdefault(field.pointer, field)
    return tuple(found.values())


def pending(fields: tuple[Field, ...], fixed: Collection[str], *, own: bool) -> tuple[Field, ...]:
    """The fields, those among them marked that hold times which may be still to come: of records, and not `fixed` (pointers in a record).

    `own`: the schema is the document's own word on types and on what must be there, and was not drawn from tables and an example.
    """
    return tuple(
        replace(one, pending="number" if own else "open") if one.within and one.format in TIMES and one.within not in fixed else one
        for one in fields
    )


def schema_at(schema: Mapping[str, Any], pointer: str) -> Mapping[str, Any] | None:
    """The schema at a pointer of the answer, whose `*` is the items of an array; None where it describes nothing there."""
    for step in parts(pointer):
        inner = _step(schema, step)
        if inner is None:
            return None
        schema = inner
    return schema


def _step(schema: Mapping[str, Any], step: str) -> Mapping[str, Any] | None:
    inner = schema.get("items") if step == "*" else (schema.get("properties") or {}).get(step)
    if isinstance(inner, Mapping):
        return inner
    parts = (part for word in ("allOf", *_EITHER) for part in schema.get(word) or () if isinstance(part, Mapping))
    return next((found for part in parts if (found := _step(part, step)) is not None), None)


def _fields(schema: Mapping[str, Any], records: str, pointer: str, required: bool) -> Iterator[Field]:
    if pointer and "x-source" in schema:
        facets = {facet: source(other) for facet, other in schema["x-source"].get("but", {}).items()}
        yield Field(pointer, schema, source(schema["x-source"]), required, _within(schema, records, pointer), facets)
    for name, inner in (schema.get("properties") or {}).items():
        step = escaped(name)
        if isinstance(inner, Mapping):
            yield from _fields(inner, records, f"{pointer}/{step}", name in schema.get("required", ()))
    if isinstance(schema.get("items"), Mapping):
        yield from _fields(schema["items"], records, pointer + "/*", True)
    for part in schema.get("allOf") or ():
        yield from (field for field in _fields(part, records, pointer, required) if field.pointer != pointer)
    for word in _EITHER:
        yield from _either([part for part in schema.get(word) or () if isinstance(part, Mapping)], records, pointer)


def _either(ways: list[Mapping[str, Any]], records: str, pointer: str) -> Iterator[Field]:
    """The fields of alternatives: each holds what any of them allows, and is required where every one requires it."""
    held = [way for way in ways if way.get("type") != "null"]
    found = [{field.pointer: field for field in reversed(list(_fields(way, records, pointer, False)))} for way in held]
    for place in dict.fromkeys(place for fields_ in found for place in fields_ if place != pointer):
        shown = [fields_[place] for fields_ in found if place in fields_]
        holder = _holder(place, pointer)
        beside = [fields_ for fields_ in found if holder == pointer or holder in fields_]
        required = all(place in fields_ and fields_[place].required for fields_ in beside)
        yield replace(shown[0], schema=_any_of([field.schema for field in shown]), required=required)


def _holder(place: str, top: str) -> str:
    """The field in which another stands, below `top` or at it: the items of an array stand in what holds the array."""
    holder = place.rpartition("/")[0]
    while holder.endswith("/*") and holder != top:
        holder = holder.removesuffix("/*")
    return holder


def _any_of(schemas: list[Mapping[str, Any]]) -> Mapping[str, Any]:
    """A schema that takes what any of some takes, in words about one value where all have them."""
    said = [{key: value for key, value in schema.items() if key not in _SAID} for schema in schemas]
    if all(one == said[0] for one in said):
        return schemas[0]
    joined: dict[str, Any] = {key: value for key, value in schemas[0].items() if key in _SAID}
    if all("type" in one for one in said):
        kinds = [[one["type"]] if isinstance(one["type"], str) else one["type"] for one in said]
        joined["type"] = list(dict.fromkeys(kind for several in kinds for kind in several))
    if all("enum" in one for one in said):
        joined["enum"] = list(dict.fromkeys(value for one in said for value in one["enum"]))
    if all(one.get("format") == said[0].get("format") for one in said) and "format" in said[0]:
        joined["format"] = said[0]["format"]
    return {**joined, "anyOf": said}


def _within(schema: Mapping[str, Any], records: str, pointer: str) -> str | None:
    """The pointer from the record: "" for a record that is no object, such as plain text; None outside records."""
    start = records + "/*"
    if pointer == start:
        return None if "properties" in schema or schema.get("type") in (None, "object") else ""
    return pointer[len(start) :] if pointer.startswith(start + "/") else None
