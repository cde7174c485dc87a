"""Conditions written as texts in an array of JSON: in a body (`filters: ["kind:plum"]`), and in a parameter that is JSON."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import pytest

from listproof.contract import Contract, Query, build, spell, spelled_body
from listproof.contract.lint import lint
from listproof.laws import judge
from listproof.proof.suite import laws, plan
from listproof.proof.trials import listing_of
from listproof.simulator.service import Service

from ..contract.drawn_contracts import sourced
from ..contract.orchards import PLACE, document, parameter
from ..simulator.conversation import Talk
from .planting import is_caught_and_named

TEXTS: dict[str, Any] = {"type": "array", "items": {"type": "string"}, "x-source": PLACE}
WHOLE = {"type": "integer", "minimum": 1, "maximum": 50, "default": 10}
PAGES = {"offset": {"parameter": "offset", "first": 0}, "size": {"parameter": "limit", "means": "exactly"}}
TOTAL = {"at": "/total", "counts": "matching"}


def _filters(place: str) -> dict[str, Any]:
    return {
        "kind": {"parameter": place, "spelled": "kind:{}", "field": "/kind", "matches": "equals"},
        "from": {"parameter": place, "spelled": "trees>={}", "field": "/trees", "as": "number", "matches": "from"},
    }


def _built(*parameters: Any, **words: Any) -> Contract:
    made = sourced(document(*parameters, total=TOTAL, pages=PAGES, **words))
    assert [mistake.message for mistake in lint(made, "arrays").mistakes] == []
    return build(made, "arrays")


@cache
def searched() -> Contract:
    """A search by POST."""
    body = {"conditions": TEXTS, "limit": WHOLE, "offset": {"type": "integer", "minimum": 0, "default": 0}}
    return _built(body=body, reads=True, filters=_filters("conditions"))


@cache
def asked() -> Contract:
    """The same inside a parameter that is JSON."""
    schema = {"type": "object", "properties": {"all": TEXTS}}
    where = {"name": "where", "in": "query", "content": {"application/json": {"schema": schema}}, "x-source": PLACE}
    page = [parameter("limit", WHOLE), parameter("offset", {"type": "integer", "minimum": 0, "default": 0})]
    return _built(where, *page, filters=_filters("where.all"))


def test_one_condition_is_an_array_of_one() -> None:
    """What the schema calls an array is sent as one, however many stand in it."""
    one, two = Query.of({"kind": "plum"}), Query.of({"kind": "plum", "from": 3})
    assert json.loads(spelled_body(searched(), one) or b"") == {"conditions": ["kind:plum"]}
    assert json.loads(spelled_body(searched(), two) or b"") == {"conditions": ["kind:plum", "trees>=3"]}
    assert spell(asked(), one) == "where=%7B%22all%22%3A%5B%22kind%3Aplum%22%5D%7D"


def test_a_text_in_place_of_an_array_is_refused() -> None:
    """The simulator takes what the document says, and no bare text."""
    talk = Talk(Service(searched(), 60, 0))
    assert talk.send("", b'{"conditions": ["kind:plum"]}', "array").status_code == 200
    assert talk.send("", b'{"conditions": "kind:plum"}', "text").status_code == 400


@pytest.mark.parametrize("contract", [searched(), asked()], ids=["body", "query"])
def test_conditions_in_an_array_are_asked_for_and_understood(contract: Contract) -> None:
    """No law fails on the legal server, and none breaks."""
    store = listing_of(Service(contract, 60, 0))
    told = [judge(law, store, subject) for law, subject in plan(contract, laws())]
    assert [(one.law, one.reason) for one in told if one.verdict in ("fail", "error")] == []


@pytest.mark.parametrize("contract", [searched(), asked()], ids=["body", "query"])
def test_a_condition_in_an_array_that_is_ignored_is_named(contract: Contract) -> None:
    """The law that fails says which filter it is."""
    assert is_caught_and_named(contract, "filter-ignored:from")
