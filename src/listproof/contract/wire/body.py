"""The body of a POST that reads: the properties that a query gives, nested as their dotted names say."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from listproof.contract.model import Contract, Parameter
from listproof.contract.wire.nested import in_json, nested, steps_to
from listproof.contract.wire.query import Query
from listproof.contract.wire.templates import spelled_values

__all__ = ["spelled_body"]


def spelled_body(contract: Contract, query: Query) -> bytes | None:
    """The JSON body of a query as UTF-8; None for an operation that is read by GET."""
    if contract.method == "GET":
        return None
    inside = {parameter.name: parameter for parameter in contract.parameters if parameter.place == "body"}
    given = {name: value for name, value in query.items if name in inside}
    body = nested({steps_to(inside, name): value for name, value in _gathered(inside, given).items()})
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def _gathered(inside: Mapping[str, Parameter], given: Mapping[str, Any]) -> dict[str, Any]:
    """What is given of the body, with the filters that share a property written into it."""
    found: dict[str, Any] = {}
    for name, value in given.items():
        one = inside[name]
        if one.carrier is None or one.spelling not in ("value", "clause"):
            found[name] = in_json(one, value)
        elif one.carrier not in found:
            texts = spelled_values([part for part in inside.values() if part.carrier == one.carrier], given)
            found[one.carrier] = texts[0] if len(texts) == 1 else texts
    return found
