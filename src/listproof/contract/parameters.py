"""The parameters of an operation: those of its query, path, headers and cookies, and the properties of the body of a POST that reads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from listproof.contract.answer import source
from listproof.contract.model import Parameter, Source
from listproof.contract.references import resolved

__all__ = ["parameters"]

_STYLES = {"query": "form", "cookie": "form", "path": "simple", "header": "simple"}
"""How OpenAPI writes a list where a parameter does not say."""


def parameters(operation: Mapping[str, Any], item: Mapping[str, Any], root: Mapping[str, Any]) -> tuple[Parameter, ...]:
    """Every parameter of an operation and of its path item; an operation's own wins over one of the same name and place.

    Raises KeyError where a word is missing and ValueError where a reference cannot be followed.
    """
    entries = [resolved(entry, root) for entry in (*item.get("parameters", ()), *operation.get("parameters", ()))]
    own = {(entry["name"], entry["in"]): entry for entry in entries}
    found = [one for entry in own.values() for one in _of_entry(entry)]
    if "requestBody" in operation:
        found += _of_body(resolved(operation["requestBody"], root))
    return tuple(found)


def _of_entry(entry: Mapping[str, Any]) -> Iterator[Parameter]:
    name, place = entry["name"], entry["in"]
    content = entry.get("content")
    schema = next(iter(content.values()))["schema"] if content else entry["schema"]
    style = entry.get("style", _STYLES.get(place, "form"))
    if style == "deepObject" and schema.get("properties"):
        yield from _of_deep_object(entry, schema)
        return
    where, facets = _sourced(entry)
    yield Parameter(
        name=name,
        place=place,
        schema=schema,
        source=where,
        required=bool(entry.get("required", False)),
        example=entry.get("example", _first(schema.get("examples"))),
        facets=facets,
        style=style,
        explode=bool(entry.get("explode", style in ("form", "deepObject"))),
    )
    if content:
        yield from (_inside(name, place, inner, held, schema) for inner, held in schema.get("properties", {}).items())


def _of_deep_object(entry: Mapping[str, Any], schema: Mapping[str, Any]) -> Iterator[Parameter]:
    """`filter[name]=…`: a parameter of its own for each property, under the name that stands in the query."""
    where, _ = _sourced(entry)
    for inner, held in schema["properties"].items():
        own, facets = _sourced(held)
        yield Parameter(
            name=f"{entry['name']}[{inner}]",
            place=entry["in"],
            schema=held,
            source=own if "x-source" in held else where,
            required=bool(entry.get("required", False)) and inner in schema.get("required", ()),
            example=_first(held.get("examples")),
            facets=facets,
        )


def _of_body(body: Mapping[str, Any]) -> Iterator[Parameter]:
    """The properties of a JSON body, each a parameter; those of an object among them have dotted names."""
    schema = next(iter(body["content"].values()))["schema"]
    for name, held in schema.get("properties", {}).items():
        where, facets = _sourced(held)
        yield Parameter(
            name=name,
            place="body",
            schema=held,
            source=where,
            required=name in schema.get("required", ()),
            example=_first(held.get("examples")),
            facets=facets,
        )
        yield from (_inside(name, "body", inner, further, held) for inner, further in held.get("properties", {}).items())


def _inside(carrier: str, place: Any, name: str, held: Mapping[str, Any], schema: Mapping[str, Any]) -> Parameter:
    """A property of a JSON object, by its dotted name."""
    where, facets = _sourced(held)
    return Parameter(
        name=f"{carrier}.{name}",
        place=place,
        schema=held,
        source=where,
        required=name in schema.get("required", ()),
        carrier=carrier,
        example=_first(held.get("examples")),
        facets=facets,
        spelling="json",
    )


def _sourced(item: Mapping[str, Any]) -> tuple[Source, dict[str, Source]]:
    given = item.get("x-source")
    if given is None:
        return Source("", grade="unknown"), {}
    return source(given), {facet: source(other) for facet, other in given.get("but", {}).items()}


def _first(values: Any) -> Any:
    return values[0] if isinstance(values, list) and values else None
