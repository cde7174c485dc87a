"""The body of a POST that reads: the properties that a query gives, nested as their dotted names say."""

from __future__ import annotations

import json
from typing import Any

from listproof.contract.model import Contract
from listproof.contract.wire.query import Query

__all__ = ["spelled_body"]


def spelled_body(contract: Contract, query: Query) -> bytes | None:
    """The JSON body of a query as UTF-8; None for an operation that is read by GET."""
    if contract.method == "GET":
        return None
    places = {parameter.name for parameter in contract.parameters if parameter.place == "body"}
    body: dict[str, Any] = {}
    for name, value in query.items:
        if name not in places:
            continue
        *outer, last = name.split(".")
        held = body
        for step in outer:
            held = held.setdefault(step, {})
        held[last] = value
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
