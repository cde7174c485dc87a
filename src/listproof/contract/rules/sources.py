"""Every parameter, header, property, response and example says where it stands, in a source that the contract names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from listproof.contract.node import Node
from listproof.contract.rules.places import Places, inner_schemas, types
from listproof.contract.text import Mistake

__all__ = ["sourced"]

_WHERE = "expected x-source: {document: …, row: …, grade: …}"
_NO_SCHEMA_WORD = ("in", "required", "null", "example")


def sourced(places: Places) -> Iterator[Mistake]:
    """What has no source, quotes a source that is not named, or gives a place for a facet that is not there."""
    implied = "x-implied" in places.root.value if isinstance(places.root.value, Mapping) else False
    for name, node in _to_be_sourced(places):
        if not implied and isinstance(node.value, Mapping) and "x-source" not in node.value and "$ref" not in node.value:
            yield node.mistake(f"{name} has no source; {_WHERE}")
    known = {name for name, _ in places.root.get("x-documents").items()}
    for place in _quoted(places):
        document = place.get("document")
        if document.text is not None and document.text not in known:
            yield document.mistake(f"document {document.text!r} is not among x-documents; expected one of {', '.join(sorted(known))}")
    yield from _facets(places)


def _to_be_sourced(places: Places) -> Iterator[tuple[str, Node]]:
    yield from (("the operation", operation) for operation in places.operations)
    for entry in places.parameter_entries:
        yield f"parameter {entry.get('name').text}", entry
    for status, response in places.responses:
        yield f"response {status}", response
        yield from ((f"header {name} of {status}", header.meant()) for name, header in response.get("headers").items())
        for _, content in response.get("content").items():
            yield from ((f"example {name} of {status}", example.meant()) for name, example in content.get("examples").items())
    for holder, schema in places.schemas:
        for inner in inner_schemas(schema):
            if isinstance(inner.value, Mapping):
                yield from ((f"{holder}, property {name}", part) for name, part in inner.get("properties").items())


def _quoted(places: Places) -> Iterator[Node]:
    for node in places.root.holding("x-source", "evidence"):
        for word in ("x-source", "evidence"):
            if word in node.value:
                yield node.own(word)
                yield from (other for _, other in node.own(word).get("but").items())
    yield from (place for _, place in places.listing.get("sources").items())


def _facets(places: Places) -> Iterator[Mistake]:
    for name, node in _to_be_sourced(places):
        if not isinstance(node.value, Mapping) or "x-source" not in node.value:
            continue
        schema = node.get("schema").meant() if node.get("schema") else node
        # The format of a parameter that is JSON is its media type.
        written = {"format"} if node.get("content") else set()
        for _, content in node.get("content").items():
            schema = content.get("schema").meant()
        for facet, place in node.get("x-source", "but").items():
            shown = facet in written or (isinstance(schema.value, Mapping) and facet in schema.value)
            if facet == "null":
                shown = "null" in types(schema)
            elif facet in _NO_SCHEMA_WORD:
                shown = True
            if not shown:
                yield place.mistake(f"{name}: its source gives a place for {facet!r}, which is not in its schema")
