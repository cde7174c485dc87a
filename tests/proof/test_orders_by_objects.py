"""Orders that a body asks for by objects: judged as any other order, whatever form the objects have."""

from __future__ import annotations

from typing import Any

import pytest

from listproof.contract import Contract, build
from listproof.contract.lint import lint
from listproof.laws import judge
from listproof.proof.suite import laws, plan
from listproof.proof.trials import listing_of
from listproof.simulator.service import Service

from ..contract.drawn_contracts import sourced
from ..contract.orchards import document
from .planting import is_caught_and_named

ITEM = {"type": "object", "required": ["field"], "properties": {"field": {"type": "string"}, "dir": {"enum": ["asc", "desc"]}}}
ANY = {"type": "array", "items": {"type": "object"}}
FORMS: list[tuple[dict[str, Any], dict[str, Any]]] = [
    ({"type": "array", "items": ITEM}, {"direction": {"spelled": {"field": "{key}", "dir": "{direction}"}}, "repeated": True}),
    (ANY, {"direction": {"spelled": {"{key}": "{direction}"}}}),
    (ANY, {"direction": {"spelled": {"{key}": {"order": "{direction}"}}}, "repeated": True}),
    ({"type": "object"}, {"direction": {"spelled": {"{key}": "{direction}"}, "asc": 1, "desc": -1}}),
    (ANY, {"direction": {"spelled": {"name": "{key}", "descending": "{direction}"}, "asc": False, "desc": True}, "repeated": True}),
]
KEYS: dict[str, Any] = {
    "trees": {"field": "/trees", "as": "number"},
    "kind": {"field": "/kind", "as": "text"},
    "yield": {"field": "/yield", "as": "number", "nulls": "last"},
}


def _searched(schema: dict[str, Any], words: dict[str, Any]) -> Contract:
    """A search by POST whose order is asked for so."""
    body = {"from": {"type": "integer", "minimum": 0}, "size": {"type": "integer", "minimum": 1, "maximum": 50}, "sort": schema}
    pages = {"offset": {"parameter": "from", "first": 0}, "size": {"parameter": "size", "means": "exactly", "safe": 50}}
    order = {"by": "sort", "keys": KEYS, "default": ["trees", "desc"], **words}
    made = sourced(document(body=body, reads=True, total={"at": "/total", "counts": "matching"}, pages=pages, order=order))
    assert [mistake.message for mistake in lint(made, "searched").mistakes] == []
    return build(made, "searched")


@pytest.mark.parametrize(("schema", "words"), FORMS, ids=range(len(FORMS)))
def test_objects_are_asked_for_and_understood(schema: dict[str, Any], words: dict[str, Any]) -> None:
    """No law fails, and every key is seen to sort in both directions."""
    contract = _searched(schema, words)
    store = listing_of(Service(contract, 257, 0))
    outcomes = [judge(law, store, subject) for law, subject in plan(contract, laws())]
    assert [(one.law, one.reason) for one in outcomes if one.verdict in ("fail", "error")] == []
    assert {one.verdict for one in outcomes if one.law == "order.sorted-across-pages"} == {"pass"}


WRONG = ("sign-ignored", "sign-reversed", "second-key-ignored", "first-sign-for-all", "nulls-misplaced", "500-key-twice")


@pytest.mark.parametrize("kind", WRONG)
def test_what_is_done_wrong_with_objects_is_caught_and_named(kind: str) -> None:
    """The first law of the order that fails says that it is the parameter of the order."""
    assert is_caught_and_named(_searched(*FORMS[0]), kind)
