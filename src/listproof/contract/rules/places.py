"""Where things stand in a contract: its operation, parameters, schemas and the fields of its answer, as places in the file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from listproof.contract.media import spoken
from listproof.contract.node import Node
from listproof.contract.pointer import escaped, unescaped
from listproof.contract.size import DEEPEST_PARAMETER
from listproof.contract.text import Document

__all__ = ["Places", "inner_schemas", "inside", "types"]

_DEEP = 30
_COMBINED = ("allOf", "anyOf", "oneOf")
_MAPS = ("properties", "patternProperties", "$defs", "dependentSchemas")
_SINGLE = ("items", "additionalProperties", "not", "if", "then", "else", "contains", "propertyNames", "unevaluatedProperties")
_LISTS = (*_COMBINED, "prefixItems")


def types(schema: Node) -> tuple[str, ...]:
    """The JSON types that a schema names; empty where it names none."""
    return tuple(kind.value for kind in schema.get("type").several() if isinstance(kind.value, str))


def but_null(schema: Node) -> Node:
    """A schema, or of `X or null` what X says of an object."""
    meant = schema.meant()
    for word in ("anyOf", "oneOf"):
        parts = [part.meant() for part in meant.get(word).each()]
        other = [part for part in parts if types(part) != ("null",)]
        if not meant.get("properties") and len(parts) == 2 and len(other) == 1:
            return other[0]
    return meant


def inner_schemas(schema: Node) -> Iterator[Node]:
    """A schema and every schema written inside it, references not followed."""
    yield schema
    if not isinstance(schema.value, Mapping) or "$ref" in schema.value:
        return
    inside = [inner for word in _MAPS for _, inner in schema.get(word).items()]
    inside += [schema.get(word) for word in _SINGLE if word in schema.value]
    inside += [inner for word in _LISTS for inner in schema.get(word).each()]
    for inner in inside:
        yield from inner_schemas(inner)


def inside(schema: Node) -> Iterator[tuple[str, Node]]:
    """The schema at every pointer of a value, the value's own at "" first; items of arrays and values of maps stand at `*`."""
    yield from _inside(schema, "", frozenset())


@dataclass(frozen=True)
class Places:
    """A document as the rules look at it. What is missing or malformed is simply not among the places."""

    document: Document

    @cached_property
    def root(self) -> Node:
        """The whole document."""
        return Node.root(self.document)

    @cached_property
    def listing(self) -> Node:
        """The `x-listing` block."""
        return self.root.get("x-listing")

    @cached_property
    def operations(self) -> tuple[Node, ...]:
        """Every get operation, or post where the contract says that it reads; a contract has one."""
        return tuple(item.get(self.method) for _, item in self.root.get("paths").items() if item.get(self.method))

    @cached_property
    def method(self) -> str:
        """The HTTP method of the operation: get, or post where the contract says that it reads, or means to and is corrected elsewhere."""
        reads = self.listing.get("reads")
        if not reads or reads.value is True:
            return "post" if reads else "get"
        items = [item for _, item in self.root.get("paths").items()]
        return "post" if any(item.get("post") for item in items) and not any(item.get("get") for item in items) else "get"

    @cached_property
    def operation(self) -> Node:
        """The operation, or a node without a value."""
        return self.operations[0] if self.operations else self.root.get("paths", "", self.method)

    @cached_property
    def parameter_entries(self) -> tuple[Node, ...]:
        """The entries of the operation's list of parameters and of its path's, references followed."""
        shared = Node(self.document, self.operation.path[:-1], None) if self.operations else self.operation
        above = self.root.get(*shared.path, "parameters") if self.operations else shared.get("parameters")
        return tuple(entry.meant() for holder in (above, self.operation.get("parameters")) for entry in holder.each())

    @cached_property
    def parameters(self) -> Mapping[str, Node]:
        """The schemas of all parameters by name, dotted inside a JSON parameter."""
        found: dict[str, Node] = {}
        for entry in self.parameter_entries:
            name = entry.get("name").text
            if name is None:
                continue
            content = next((inner for _, inner in entry.get("content").items()), None)
            found[name] = (entry.get("schema") if content is None else content.get("schema")).meant()
            if content is not None:
                found |= _properties(name, found[name])
            elif entry.get("style").value == "deepObject" and but_null(found[name]).get("properties"):
                found |= _bracketed(name, found.pop(name))
        for name, schema in self.body.get("properties").items():
            found[name] = schema.meant()
            found |= _properties(name, found[name])
        return found

    @cached_property
    def body(self) -> Node:
        """The schema of the body of a POST that reads; a node without a value for any other operation."""
        return _spoken(self.operation.get("requestBody", "content"))

    @cached_property
    def virtual(self) -> Mapping[str, str]:
        """The filters whose value stands in a parameter of another name, with that name."""
        found = {name: one.get("within").text or one.get("parameter").text for name, one in self.listing.get("filters").items()}
        return {name: carrier for name, carrier in found.items() if carrier is not None and name not in self.parameters}

    @cached_property
    def windowed(self) -> frozenset[str]:
        """The offset and the size of a window, by names of their own."""
        pages = self.listing.get("pages")
        names = (pages.get(block, "parameter").text for block in ("offset", "size")) if pages.get("window") else ()
        return frozenset(name for name in names if name is not None)

    @cached_property
    def keyed(self) -> frozenset[str]:
        """The order by a name of its own, where the names of parameters hold its keys."""
        order = self.listing.get("order")
        by = order.get("by").text if order.get("direction", "each") else None
        return frozenset() if by is None else frozenset({by})

    def value_schema(self, name: str) -> Node | None:
        """The schema of what a query gives under a name; None where it says none, as for a value whose type its field decides."""
        if name not in self.virtual:
            return self.parameters.get(name)
        one = self.listing.get("filters", name)
        if one.get("schema"):
            return one.get("schema")
        return None if one.get("spelled") else self.parameters.get(self.virtual[name])

    @cached_property
    def parameter_places(self) -> Mapping[str, str]:
        """Where each parameter stands: query, path, header, cookie or body."""
        found = {entry.get("name").text or "": entry.get("in").text or "" for entry in self.parameter_entries}
        for name, _ in self.body.get("properties").items():
            found[name] = "body"
        return {name: found.get(name, found.get(re.split(r"[.\[]", name, maxsplit=1)[0], "")) for name in self.parameters}

    @cached_property
    def responses(self) -> tuple[tuple[str, Node], ...]:
        """The documented responses by status."""
        return tuple((status, response.meant()) for status, response in self.operation.get("responses").items())

    @cached_property
    def schemas(self) -> tuple[tuple[str, Node], ...]:
        """Every schema that stands on its own, with what it is called: of parameters, headers, contents and components."""
        found = [(f"parameter {entry.get('name').text}", entry.get("schema")) for entry in self.parameter_entries if entry.get("schema")]
        holders = [(f"parameter {entry.get('name').text}", entry) for entry in self.parameter_entries]
        holders += [(f"response {status}", response) for status, response in self.responses]
        for name, holder in holders:
            found += [(f"{name}, {kind}", inner.get("schema")) for kind, inner in holder.get("content").items() if inner.get("schema")]
        for status, response in self.responses:
            headers = response.get("headers").items()
            found += [(f"header {name} of {status}", inner.get("schema")) for name, inner in headers if inner.get("schema")]
        return (*found, *((f"schema {name}", inner) for name, inner in self.root.get("components", "schemas").items()))

    @cached_property
    def sent(self) -> tuple[tuple[str, Node], ...]:
        """The schemas of what is sent and is no parameter of the operation, with what it is called: of a body, and of a filter's values."""
        found = [("the body", self.body)] if self.method == "post" and self.body else []
        return (*found, *((f"filters.{name}", one.get("schema")) for name, one in self.listing.get("filters").items() if one.get("schema")))

    @cached_property
    def answer(self) -> Node:
        """The schema of a good answer."""
        return _spoken(self.operation.get("responses", "200", "content"))

    @cached_property
    def fields(self) -> Mapping[str, Node]:
        """The schema at every pointer of a good answer; items of arrays and values of maps stand at `*`."""
        found: dict[str, Node] = {}
        for pointer, schema in inside(self.answer):
            found.setdefault(pointer, schema)
        return found

    @cached_property
    def records(self) -> str:
        """The pointer of the records, empty where the contract gives none."""
        return self.listing.get("records").text or ""

    def required(self, pointer: str) -> bool:
        """Whether every record has what stands at a pointer from it, null or not; nothing below a list, a map or what may be null is."""
        at = f"{self.records}/*"
        for step in pointer.split("/")[1:]:
            held = self.fields.get(at)
            named = unescaped(step)
            if held is None or "null" in types(held) or named not in {name.value for name in held.get("required").each()}:
                return False
            at = f"{at}/{step}"
        return True

    def in_record(self, pointer: str) -> Node | None:
        """The schema at a pointer from the record."""
        return self.fields.get(f"{self.records}/*{pointer}")


def _properties(name: str, schema: Node, deep: int = 1) -> dict[str, Node]:
    """The schemas of the properties of an object, and of the objects in it, by dotted names."""
    found: dict[str, Node] = {}
    for inner, held in but_null(schema).get("properties").items() if deep < DEEPEST_PARAMETER else ():
        found[f"{name}.{inner}"] = held.meant()
        found |= _properties(f"{name}.{inner}", held.meant(), deep + 1)
    return found


def _spoken(content: Node) -> Node:
    """The schema of the media type that is read; the content itself where it has none."""
    kinds = dict(content.items())
    read = spoken(kinds)
    return content if read is None else kinds[read].get("schema").meant()


def _bracketed(name: str, schema: Node, deep: int = 1) -> dict[str, Node]:
    """The schemas of what a deep object holds, by the names that stand in the query."""
    found: dict[str, Node] = {}
    for inner, held in but_null(schema).get("properties").items():
        meant = but_null(held)
        further = bool(meant.get("properties")) and deep < DEEPEST_PARAMETER
        found |= _bracketed(f"{name}[{inner}]", meant, deep + 1) if further else {f"{name}[{inner}]": meant}
    return found


def _inside(schema: Node, pointer: str, above: frozenset[tuple[str | int, ...]]) -> Iterator[tuple[str, Node]]:
    schema = schema.meant()
    if not schema or schema.path in above or len(above) > _DEEP:
        return
    above = above | {schema.path}
    yield pointer, schema
    for name, inner in schema.get("properties").items():
        yield from _inside(inner, f"{pointer}/{escaped(name)}", above)
    for word in ("items", "additionalProperties"):
        if isinstance(schema.get(word).meant().value, Mapping):
            yield from _inside(schema.get(word), f"{pointer}/*", above)
    for word in _COMBINED:
        for part in schema.get(word).each():
            yield from ((where, inner) for where, inner in _inside(part, pointer, above) if where != pointer)
