"""Fields of an answer that the contract says nothing of do not contradict the page beside them."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from listproof.contract import Document, build
from listproof.contract.documents import normalised
from listproof.openapi import drafted, list_operations
from listproof.simulator.service import Service
from listproof.simulator.transport import InProcess

RECORD = {"type": "object", "required": ["id"], "properties": {"id": {"type": "integer"}}}
TOLD = {"number": {"type": "integer"}, "size": {"type": "integer"}, "first": {"type": "boolean"}, "empty": {"type": "boolean"}}


def asked(query: str, **beside: Any) -> Any:
    """The body that answers a query of a listing by page and size, whose answer shows these fields beside `content`."""
    answer = {"type": "object", "required": [*beside], "properties": {"content": {"type": "array", "items": RECORD}, **beside}}
    parameters = [{"name": name, "in": "query", "schema": {"type": "integer", "default": 0}} for name in ("page",)]
    parameters.append({"name": "size", "in": "query", "schema": {"type": "integer", "default": 20, "maximum": 100}})
    good = {"description": "Lamps.", "content": {"application/json": {"schema": answer}}}
    paths = {"/lamps": {"get": {"parameters": parameters, "responses": {"200": good}}}}
    document = normalised(Document("lamps.yaml", {"openapi": "3.1.0", "info": {"title": "Lamps"}, "paths": paths}, {}))
    draft = drafted(document, list_operations(document)[0])
    service = Service(build(draft.document, draft.operation.slug), 50)
    with httpx.Client(transport=InProcess(service)) as client:
        return client.get(f"http://lamps.example/lamps?{query}").json()


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("page=0&size=20", {"number": 0, "size": 20, "first": True, "empty": False}),
        ("page=1&size=7", {"number": 1, "size": 7, "first": False, "empty": False}),
        ("page=9&size=20", {"number": 9, "size": 20, "first": False, "empty": True}),
    ],
)
@pytest.mark.parametrize("within", ["", "page"])
def test_a_page_tells_its_place_and_size(query: str, told: dict[str, Any], within: str) -> None:
    """Its number and size are those that were asked for; it is first, or empty, where it is: in the answer or in an object there."""
    required = {"type": "object", "required": [*TOLD], "properties": TOLD}
    body = asked(query, **({within: required} if within else TOLD))
    held = body[within] if within else body
    assert {name: held[name] for name in told} == told
    assert held["empty"] == (not body["content"])


def test_a_text_that_is_called_so_is_left_alone() -> None:
    """A name alone does not make a number or a flag of it."""
    body = asked("page=1&size=7", first={"type": "string"}, number={"type": "string"})
    assert {type(body[name]) for name in ("first", "number")} == {str}
