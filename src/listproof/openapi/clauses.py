"""Filters that are clauses of one expression: OData's `$filter`, a selector of Kubernetes, or what a file quotes as an example."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from listproof.openapi.operators import Guessed, called_like
from listproof.openapi.ordering import compared_as
from listproof.openapi.shapes import Shown, kinds
from listproof.openapi.words import field_name, plain

__all__ = ["clauses"]

_EXPRESSIONS = ("filter", "q", "fq", "query", "where", "search", "filters", "field_selector", "filter_expression", "filter_by")
_QUOTED = re.compile(r"\b([A-Za-z_][\w.]*)(\s+eq\s+|\s?(?:==?|:)\s?)(['\"]?)([\w-]+)\3(?=[\s`'\",;).&]|$)")
"""A clause as a file quotes one: a field, what says that it is equal, and a value, in quotes or not."""
_MOST = 2
"""Clauses of a kind that are asked for: fields of one kind are read by the same code."""


def clauses(name: str, schema: Mapping[str, Any], fields: Shown) -> Iterator[tuple[str, Guessed]]:
    """The filters that one expression holds, each by a name of its own."""
    if kinds(schema) != ("string",) or schema.get("enum"):
        return
    if name == "$filter":
        yield from _odata(name, fields)
    elif name == "fieldSelector" and "/metadata/name" in fields:
        yield "name_selected", _equal(name, "metadata.name={}", "/metadata/name", "text", "selectors of Kubernetes name it so")
    elif plain(name) in _EXPRESSIONS:
        yield from _as_quoted(name, schema, fields)


def _odata(name: str, fields: Shown) -> Iterator[tuple[str, Guessed]]:
    """A clause for a few fields of each kind, as OData writes them."""
    counted: dict[str, int] = {}
    for pointer, schema in fields.items():
        kind = compared_as(pointer, schema)
        if "/" in pointer[1:] or counted.get(kind, 0) >= _MOST or kinds(schema) not in (("string",), ("integer",), ("number",)):
            continue
        if kind == "time" and schema.get("format") != "date-time":
            continue
        counted[kind] = counted.get(kind, 0) + 1
        said = pointer[1:]
        block: dict[str, Any] = {"within": name, "joined-by": " and ", "field": pointer}
        if kind in ("text", "group"):
            block |= {"spelled": f"{said} eq '{{}}'", "matches": "equals", "escaped": "doubled"}
        else:
            block |= {"spelled": f"{said} ge {{}}", "as": kind, "matches": "minimum" if kind == "number" else "from"}
        yield f"{plain(said)}_{'eq' if kind in ('text', 'group') else 'ge'}", Guessed(block, f"{name} takes clauses as OData writes them")


def _as_quoted(name: str, schema: Mapping[str, Any], fields: Shown) -> Iterator[tuple[str, Guessed]]:
    """A clause for each field that the sentence about the parameter, or its example, quotes with a value."""
    shown = [str(schema[word]) for word in ("example", "description") if schema.get(word) is not None]
    for field, equal, quote, _ in [found for text in shown for found in _QUOTED.findall(text)]:
        pointer = called_like(field, fields, False)
        kind = None if pointer is None else compared_as(pointer, fields[pointer])
        if pointer is None or kind == "time" or (kind == "number" and quote) or kinds(fields[pointer]) == ("boolean",):
            continue
        template = f"{field}{equal}{quote}{{}}{quote}"
        compares = "number" if kind == "number" else "text"
        yield f"{plain(field_name(pointer))}_clause", _equal(name, template, pointer, compares, f"the file quotes {field} with a value")


def _equal(name: str, template: str, pointer: str, compares: str, why: str) -> Guessed:
    matches: Any = "equals" if compares == "number" else ["equals", "equals-any-case"]
    return Guessed({"parameter": name, "spelled": template, "field": pointer, "as": compares, "matches": matches}, why)
