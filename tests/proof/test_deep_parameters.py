"""Parameters inside objects inside a body, inside a parameter that is JSON, and inside brackets within brackets."""

from __future__ import annotations

import json
from typing import Any

import pytest

from listproof.contract import Contract, Query, build, spell, spelled_body
from listproof.contract.lint import lint
from listproof.laws import judge
from listproof.proof.mutations import mutations
from listproof.proof.suite import laws, plan
from listproof.proof.trials import listing_of
from listproof.simulator.service import Service

from ..contract.drawn_contracts import sourced
from ..contract.orchards import PLACE, document, parameter
from .planting import is_caught_and_named

TEXT, WHOLE = {"type": "string"}, {"type": "integer"}


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": {name: {**held, "x-source": PLACE} for name, held in properties.items()}}


WHERE = _object(
    {
        "name": _object({"any_": {"type": "array", "items": TEXT}, "like_": TEXT}),
        "trees": _object({"after_": WHOLE}),
        "owner": _object({"is_null_": {"type": "boolean"}}),
    }
)
PAGE = _object({"limit": {**WHOLE, "minimum": 1, "maximum": 50, "default": 10}, "offset": {**WHOLE, "minimum": 0}})
FILTERS: dict[str, Any] = {
    "flows.name.any_": {"field": "/name", "matches": "one-of"},
    "flows.name.like_": {"field": "/name", "matches": "contains"},
    "flows.trees.after_": {"field": "/trees", "as": "number", "matches": "after"},
    "flows.owner.is_null_": {"field": "/owner", "matches": "is-null"},
}
TOTAL = {"at": "/total", "counts": "matching"}


def _built(*parameters: Any, **words: Any) -> Contract:
    made = sourced(document(*parameters, total=TOTAL, **words))
    assert [mistake.message for mistake in lint(made, "flows").mistakes] == []
    return build(made, "flows")


def _searched() -> Contract:
    """A search by POST whose filters and pages stand two levels deep."""
    pages = {"offset": {"parameter": "page.offset", "first": 0}, "size": {"parameter": "page.limit", "means": "exactly"}}
    return _built(body={"flows": WHERE, "page": PAGE}, reads=True, filters=FILTERS, pages=pages)


def _asked() -> Contract:
    """The same inside a parameter that is JSON, and beside it brackets within brackets."""
    of_json = {"name": "flows", "in": "query", "content": {"application/json": {"schema": WHERE}}, "x-source": PLACE}
    deep = {"name": "where", "in": "query", "style": "deepObject", "schema": _object({"kind": _object({"eq": TEXT})}), "x-source": PLACE}
    page = [parameter("limit", PAGE["properties"]["limit"]), parameter("offset", PAGE["properties"]["offset"])]
    pages = {"offset": {"parameter": "offset", "first": 0}, "size": {"parameter": "limit", "means": "exactly"}}
    return _built(of_json, deep, *page, filters={**FILTERS, "where[kind][eq]": {"field": "/kind", "matches": "equals"}}, pages=pages)


def test_a_body_holds_what_stands_deep() -> None:
    """Each value stands where its dotted name leads, beside the others of its object."""
    query = Query.of({"flows.name.any_": ["a", "b"], "flows.trees.after_": 3, "flows.name.like_": "c", "page.limit": 9})
    assert json.loads(spelled_body(_searched(), query) or b"") == {
        "flows": {"name": {"any_": ["a", "b"], "like_": "c"}, "trees": {"after_": 3}},
        "page": {"limit": 9},
    }


def test_a_query_holds_what_stands_deep() -> None:
    """In one JSON value, and with a bracket for each level."""
    query = Query.of({"flows.name.like_": "c", "flows.trees.after_": 3, "where[kind][eq]": "plum"})
    assert spell(_asked(), query) == (
        "flows=%7B%22name%22%3A%7B%22like_%22%3A%22c%22%7D%2C%22trees%22%3A%7B%22after_%22%3A3%7D%7D&where%5Bkind%5D%5Beq%5D=plum"
    )


@pytest.mark.parametrize("contract", [_searched(), _asked()], ids=["body", "query"])
def test_what_stands_deep_is_asked_for_and_understood(contract: Contract) -> None:
    """No law fails, each filter is seen to keep what it names, and each fact has a change."""
    store = listing_of(Service(contract, 257, 0))
    outcomes = [(judge(law, store, subject), str(subject)) for law, subject in plan(contract, laws())]
    assert [(one.law, one.reason) for one, _ in outcomes if one.verdict in ("fail", "error")] == []
    kept = {subject for one, subject in outcomes if one.law == "filters.keeps-what-it-names" and one.verdict == "pass"}
    assert {one.name for one in contract.filters} - {"flows.owner.is_null_", "where[kind][eq]"} <= kept
    assert all(one.weaker or repr(one.raw()) != repr(contract.raw) for one in mutations(contract))


@pytest.mark.parametrize("contract", [_searched(), _asked()], ids=["body", "query"])
@pytest.mark.parametrize(
    "kind", ["filter-ignored:flows.name.like_", "filter-ignored:flows.trees.after_", "repeated-first-wins:flows.name.any_"]
)
def test_what_is_done_wrong_deep_inside_is_caught_and_named(contract: Contract, kind: str) -> None:
    """The law that fails says which filter it is."""
    assert is_caught_and_named(contract, kind)


def test_an_object_whose_properties_are_parameters_is_no_filter() -> None:
    """Lint says which parameters there are instead."""
    made = document(body={"flows": WHERE}, reads=True, filters={"flows.name": {"field": "/name", "matches": "equals"}})
    told = [mistake.message for mistake in lint(sourced(made), "flows").mistakes]
    assert any("expected filters of them, such as flows.name.any_" in message for message in told)


@pytest.mark.parametrize("known", [True, False])
def test_a_mandatory_object_is_given_by_what_it_must_have(known: bool) -> None:
    """Where a value of that is known the listing is asked with it; where none is, lint says so."""
    name = {**TEXT, **({"examples": ["test"]} if known else {})}
    where = {**_object({"name": {**_object({"eq": name}), "required": ["eq"]}}), "required": ["name"]}
    made = document(body={"flows": where}, reads=True, filters={"flows.name.eq": {"field": "/name", "matches": "equals"}})
    made.value["paths"]["/v1/orchards"]["post"]["requestBody"]["content"]["application/json"]["schema"]["required"] = ["flows"]
    told = [mistake.message for mistake in lint(sourced(made), "flows").mistakes]
    assert told == (
        [] if known else ["parameter flows.name.eq is mandatory, and no value of it is known; expected an example, or a value in base"]
    )
    if known:
        contract = build(sourced(made), "flows")
        store = listing_of(Service(contract, 61, 0))
        assert {judge(law, store, subject).verdict for law, subject in plan(contract, laws())} <= {"pass", "inconclusive", "unsupported"}
