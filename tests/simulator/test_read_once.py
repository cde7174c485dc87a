"""What a request asks for is read once for all servers that decide alike, and is each server's own all the same."""

from __future__ import annotations

from typing import Any

import pytest

from listproof.contract import Contract
from listproof.simulator.decisions import decide
from listproof.simulator.exchange import Request
from listproof.simulator.reading import asking
from listproof.simulator.reading.sent import said
from listproof.simulator.refusals import Refusal

from .invented import ferries, parameter

TARGET = "/v1/ferries?limit=3&name=Ash"


def listing() -> Contract:
    """A listing with a filter in the query and a header that it demands."""
    name = parameter("name", {"type": "string"})
    header = {**parameter("X-Action", {"type": "string"}, required=True), "in": "header"}
    return ferries(parameters=[name, header], listing={"filters": {"name": {"field": "/name", "matches": "equals"}}})


def test_servers_that_decide_alike_read_the_same_question_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is signed anew each time says nothing of what is asked for."""
    read: list[str] = []

    def counted(contract: Any, decisions: Any, request: Request, sent: Any) -> dict[str, Any]:
        read.append(request.target)
        return said(contract, decisions, request, sent)

    monkeypatch.setattr("listproof.simulator.reading.asking.said", counted)
    contract = listing()
    for signature in ("one", "other"):
        request = Request("GET", TARGET, (("X-Action", "list"), ("Authorization", signature)))
        query = asking.read(contract, decide(contract, {}), request, {})
        assert query.asked is request
        assert query.given["name"] == "Ash"
    assert read == [TARGET]
    asking.read(contract, decide(contract, {"repeated": "last"}), request, {})
    assert read == [TARGET, TARGET]


def test_what_one_server_makes_of_a_query_is_not_another_s() -> None:
    """Each has values of its own, which it may change."""
    contract = listing()
    first, second = (asking.read(contract, decide(contract), Request("GET", TARGET, (("X-Action", "list"),)), {}) for _ in range(2))
    assert isinstance(first.given, dict)
    first.given.clear()
    assert second.given["name"] == "Ash"


def test_a_header_of_the_document_is_part_of_what_is_read() -> None:
    """The same address with it and without is not the same question."""
    contract = listing()
    demanding = decide(contract, {"required-headers": "demand"})
    asking.read(contract, demanding, Request("GET", TARGET, (("x-action", "list"),)), {})
    with pytest.raises(Refusal) as refusal:
        asking.read(contract, demanding, Request("GET", TARGET), {})
    assert refusal.value.parameter == "X-Action"
