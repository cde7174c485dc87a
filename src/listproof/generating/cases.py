"""Requests made of the schemas of one operation: those that they allow, and those that they do not.

Sends nothing, and knows nothing of what a service is. Of what is allowed something is changed: a value is odd, a parameter is one that
nobody documents, or one that must be there is left out.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

from listproof.generating.case import Case, text_of
from listproof.generating.drawing import Draw, Inputs, RejectedError
from listproof.generating.texts import odd_text
from listproof.generating.values import allowed, odd

__all__ = ["cases"]

_LONGEST_QUERY = 4000
_LEFT_OUT = (11, 6, 2)
"""Of twelve parameters that may be left out so many are: of what is asked for by many at once, no record is left to be looked at."""
_JOINTS = {"form": ",", "spaceDelimited": "%20", "pipeDelimited": "%7C"}
"""What stands between the values of a list that is one text, by its style."""


def cases(document: Mapping[str, Any]) -> Inputs[Case]:
    """Requests of the one operation of an OpenAPI document whose references are written out."""
    ((_, methods),) = document["paths"].items()
    ((_, operation),) = methods.items()
    parameters = [_Parameter(one["name"], one) for one in operation.get("parameters", ())]
    content = operation.get("requestBody", {}).get("content", {})
    body = next((one.get("schema", {}) for name, one in content.items() if name == "application/json"), None)
    needed = bool(operation.get("requestBody", {}).get("required"))

    def made(draw: Draw) -> Case:
        spoiled = bool(draw.below(2))
        found = _values(draw, parameters)
        sent = allowed(draw, body) if body is not None and (needed or draw.below(8)) else None
        pairs = [pair for one, value in found.items() for pair in one.spelled(value)]
        if spoiled:
            pairs, sent = _spoiled(draw, parameters, found, body, sent)
        valid = not spoiled and all(one in found for one in parameters if one.required)
        case = Case("&".join(pairs), valid, None if body is None or sent is None else json.dumps(sent, ensure_ascii=False))
        if len(case.query) + len(case.body or "") > _LONGEST_QUERY:
            raise RejectedError
        return case

    return made


@dataclass(frozen=True, eq=False)
class _Parameter:
    """A parameter of the query, as the document has it."""

    name: str
    entry: Mapping[str, Any]

    @property
    def required(self) -> bool:
        """Whether it must be there."""
        return bool(self.entry.get("required"))

    @property
    def schema(self) -> Mapping[str, Any]:
        """What its values are, its own examples among them."""
        inner = next(iter(self.entry.get("content", {}).values()), self.entry)
        schema = inner.get("schema") or {}
        shown = [self.entry["example"]] if "example" in self.entry else []
        return {**schema, "examples": [*shown, *schema.get("examples", ())]} if shown and isinstance(schema, Mapping) else schema

    def spelled(self, value: Any) -> list[str]:
        """A value as it stands in a query, in one piece or several."""
        style, name = self.entry.get("style", "form"), self.name
        apart = self.entry.get("explode", style == "form")
        if "content" in self.entry:
            return _pairs([(name, json.dumps(value, ensure_ascii=False))])
        if isinstance(value, Mapping) and style == "deepObject":
            return _pairs([(f"{name}[{key}]", text_of(inner)) for key, inner in value.items()])
        if isinstance(value, Mapping) and apart:
            return _pairs([(key, text_of(inner)) for key, inner in value.items()])
        if isinstance(value, Mapping):
            value = [part for item in value.items() for part in item]
        if isinstance(value, list) and not apart:
            joined = _JOINTS.get(style, ",").join(quote(text_of(one), safe="", errors="replace") for one in value)
            return [f"{quote(name, safe='')}={joined}"]
        return _pairs([(name, text_of(one)) for one in (value if isinstance(value, list) else [value])])


def _pairs(several: Sequence[tuple[str, str]]) -> list[str]:
    return [urlencode([pair], errors="replace") for pair in several]


def _values(draw: Draw, parameters: Sequence[_Parameter]) -> dict[_Parameter, Any]:
    """Values of what must be there, where any is met, and of some of the others."""
    found: dict[_Parameter, Any] = {}
    left_out = draw.of(_LEFT_OUT)
    for one in parameters:
        if one.required or draw.below(12) >= left_out:
            with suppress(RejectedError):
                found[one] = allowed(draw, one.schema)
    return found


def _spoiled(
    draw: Draw, parameters: Sequence[_Parameter], found: Mapping[_Parameter, Any], body: Mapping[str, Any] | None, sent: Any
) -> tuple[list[str], Any]:
    """The pieces of a query and a body, something of them changed."""
    pairs = {one.name: one.spelled(value) for one, value in found.items()}
    for _ in range(draw.of((1, 1, 2, 4)) if parameters else 0):
        one = draw.of(parameters)
        if one.required and draw.below(4) == 1:
            pairs.pop(one.name, None)
        else:
            pairs[one.name] = one.spelled(odd(draw, one.schema)) or _pairs([(one.name, "")])
    if draw.below(4) == 1:
        pairs[""] = _pairs([(odd_text(draw), text_of(odd(draw, {})))])
    if body is not None and draw.below(2):
        sent = _odd_body(draw, body, sent)
    return [piece for pieces in pairs.values() for piece in pieces], sent


def _odd_body(draw: Draw, schema: Mapping[str, Any], sent: Any) -> Any:
    """A body in which one property is odd, or which is odd as a whole."""
    properties = schema.get("properties", {})
    if not properties or not isinstance(sent, dict) or not draw.below(8):
        return odd(draw, schema)
    name = draw.of([*properties, "nobody-knows-this"])
    return {**sent, name: odd(draw, properties.get(name, {}))}
