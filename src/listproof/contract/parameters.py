"""The parameters of an operation: those of its query, path, headers and cookies, and the properties of the body of a POST that reads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from listproof.contract.answer import source
from listproof.contract.documents.flat import flattened
from listproof.contract.media import spoken
from listproof.contract.model import Parameter, Source
from listproof.contract.references import resolved
from listproof.contract.size import DEEPEST_PARAMETER

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
    schema = _plain(next(iter(content.values()))["schema"] if content else entry["schema"], null=False)
    style = entry.get("style", _STYLES.get(place, "form"))
    if style == "deepObject" and schema.get("properties"):
        yield from _of_deep_object(entry, schema)
        return
    where, facets = _sourced(entry)
    whole = Parameter(
        name=name,
        place=place,
        schema=schema,
        source=where,
        required=bool(entry.get("required", False)),
        example=_example_of_entry(entry, schema),
        facets=facets,
        style=style,
        explode=bool(entry.get("explode", style in ("form", "deepObject"))),
    )
    yield whole
    if content:
        yield from _inside(whole)


def _of_deep_object(entry: Mapping[str, Any], schema: Mapping[str, Any]) -> Iterator[Parameter]:
    """`filter[name]=…`: a parameter of its own for each property, under the name that stands in the query; `filter[name][eq]=…` deeper."""
    where, _ = _sourced(entry)
    for inner, written in schema["properties"].items():
        held = _plain(written, null=False)
        one = {"name": f"{entry['name']}[{inner}]", "in": entry["in"], "x-source": held.get("x-source", entry.get("x-source"))}
        one["required"] = bool(entry.get("required", False)) and inner in schema.get("required", ())
        if held.get("properties") and one["name"].count("[") < DEEPEST_PARAMETER:
            yield from _of_deep_object(one, held)
            continue
        own, facets = _sourced(held)
        yield Parameter(
            name=one["name"],
            place=entry["in"],
            schema=held,
            source=own if "x-source" in held else where,
            required=one["required"],
            example=_example(held),
            facets=facets,
        )


def _of_body(body: Mapping[str, Any]) -> Iterator[Parameter]:
    """The properties of a JSON body, each a parameter; those of the objects among them have dotted names."""
    schema = body["content"][spoken(body["content"])]["schema"]
    for name, written in schema.get("properties", {}).items():
        held = _plain(written)
        where, facets = _sourced(held)
        whole = Parameter(
            name=name,
            place="body",
            schema=held,
            source=where,
            required=name in schema.get("required", ()),
            example=_example(held),
            facets=facets,
        )
        yield whole
        yield from _inside(whole)


def _inside(carrier: Parameter, deep: int = 1) -> Iterator[Parameter]:
    """The properties of a JSON object, and those of the objects in it, by their dotted names."""
    for name, written in carrier.schema.get("properties", {}).items() if deep < DEEPEST_PARAMETER else ():
        held = _plain(written)
        where, facets = _sourced(held)
        one = Parameter(
            name=f"{carrier.name}.{name}",
            place=carrier.place,
            schema=held,
            source=where,
            required=name in carrier.schema.get("required", ()) and (deep == 1 or carrier.required),
            carrier=carrier.name,
            example=_example(held),
            facets=facets,
            spelling="json",
        )
        yield one
        yield from _inside(one, deep + 1)


def _plain(schema: Mapping[str, Any], *, null: bool = True) -> Mapping[str, Any]:
    """A schema, of `X or null` as X with null among its types; `null` False leaves that out, for a query has no way of giving it."""
    return flattened(schema, null=null) if any(word in schema for word in ("anyOf", "oneOf")) else schema


def _sourced(item: Mapping[str, Any]) -> tuple[Source, dict[str, Source]]:
    given = item.get("x-source")
    if given is None:
        return Source("", grade="unknown"), {}
    return source(given), {facet: source(other) for facet, other in given.get("but", {}).items()}


def _example_of_entry(entry: Mapping[str, Any], schema: Mapping[str, Any]) -> Any:
    """The first value that a parameter shows: itself, in its content, or in its schema; by one `example` or several with names."""
    for holder in (entry, *(entry.get("content") or {}).values()):
        named = (one["value"] for one in (holder.get("examples") or {}).values() if "value" in one)
        if "example" in holder:
            return holder["example"]
        if (first := next(named, None)) is not None:
            return first
    return _example(schema)


def _example(schema: Mapping[str, Any]) -> Any:
    """The first value that a schema shows: of `examples`, or as OpenAPI 3.0 has it."""
    shown = schema.get("examples")
    return shown[0] if isinstance(shown, list) and shown else schema.get("example")
