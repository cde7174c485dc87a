"""The fields of an answer, and the schema of a record, as the schema of a good answer describes them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from listproof.contract.model import Field, Source
from listproof.contract.pointer import parts

__all__ = ["fields", "schema_at", "source"]

_EITHER = ("anyOf", "oneOf")


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
        step = name.replace("~", "~0").replace("/", "~1")
        if isinstance(inner, Mapping):
            yield from _fields(inner, records, f"{pointer}/{step}", name in schema.get("required", ()))
    if isinstance(schema.get("items"), Mapping):
        yield from _fields(schema["items"], records, pointer + "/*", True)
    for part in schema.get("allOf") or ():
        yield from (field for field in _fields(part, records, pointer, required) if field.pointer != pointer)
    for part in (part for word in _EITHER for part in schema.get(word) or ()):
        yield from (field for field in _fields(part, records, pointer, False) if field.pointer != pointer)


def _within(schema: Mapping[str, Any], records: str, pointer: str) -> str | None:
    """The pointer from the record: "" for a record that is no object, such as plain text; None outside records."""
    start = records + "/*"
    if pointer == start:
        return None if "properties" in schema or schema.get("type") in (None, "object") else ""
    return pointer[len(start) :] if pointer.startswith(start + "/") else None
