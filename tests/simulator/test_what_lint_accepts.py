"""What lint accepts the simulator answers, so that no law fails on it: scopes inside objects, lists of several types, hidden values."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from listproof.contract import Contract, Document, build
from listproof.contract.lint import lint
from listproof.laws import judge
from listproof.proof.suite import laws, plan
from listproof.proof.trials import listing_of
from listproof.simulator.exchange import Request
from listproof.simulator.faults import catalogue
from listproof.simulator.refusals import Refusal, refused
from listproof.simulator.service import Service

from ..contract.drawn_contracts import sourced
from ..contract.orchards import PLACE, RECORD, document, parameter
from ..proof.planting import is_caught_and_named

SIZE = parameter("limit", {"type": "integer", "minimum": 1, "maximum": 20})
CURSOR = {
    "cursor": {"parameter": "after", "next": "/next", "end": ["null", "absent"]},
    "size": {"parameter": "limit", "means": "exactly", "safe": 20},
}


def _record(**more: Mapping[str, Any]) -> dict[str, Any]:
    held = {name: {**schema, "x-source": PLACE} for name, schema in {**RECORD, **more}.items()}
    return {"type": "object", "required": ["id", "name", "kind", *more], "properties": held}


def _linted(*parameters: Mapping[str, Any], path: str | None = None, **words: Any) -> Contract:
    made = document(*parameters, **words)
    if path is not None:
        made.value["paths"] = {path: made.value["paths"].pop("/v1/orchards")}
    made = sourced(made)
    assert [mistake.message for mistake in lint(made, "orchards").mistakes] == []
    return build(made, "orchards")


def _failing(contract: Contract, *named: str) -> Sequence[tuple[str, str, str]]:
    """The laws that fail on the contract's own simulator, of those whose name begins so (of all, where none is named)."""
    store = listing_of(Service(contract, 257, 0))
    chosen = [(law, subject) for law, subject in plan(contract, laws()) if not named or law.id.startswith(named)]
    outcomes = [(judge(law, store, subject), str(subject)) for law, subject in chosen]
    assert outcomes
    return [(one.law, subject, one.reason) for one, subject in outcomes if one.verdict in ("fail", "error")]


@pytest.mark.parametrize("required", [True, False])
def test_a_record_shows_each_scope_where_it_stands(required: bool) -> None:
    """The path parameters of two scopes stand inside an object, which a record may leave out where it is not required."""
    inner = {name: {"type": "string", "x-source": PLACE} for name in ("farm", "field")}
    record = _record(place={"type": "object", "required": list(inner), "properties": inner})
    record["required"] = [name for name in record["required"] if required or name != "place"]
    scopes = [{**parameter(name), "in": "path", "required": True} for name in ("farm", "field")]
    contract = _linted(
        *scopes, parameter("after"), SIZE, path="/v1/{farm}/{field}/orchards", record=record, pages=CURSOR,
        scope={"farm": {"field": "/place/farm"}, "field": {"field": "/place/field"}},
    )  # fmt: skip
    assert _failing(contract, "errors.", "shape.") == []


def test_a_list_in_a_body_may_hold_values_of_several_types() -> None:
    """The last record's values of its keys, text, number or null, ask for the page after it."""
    mixed = {"type": "array", "items": {"type": ["string", "integer", "null"]}}
    body = {"search_after": {**mixed, "x-source": PLACE}, "limit": {**SIZE["schema"], "x-source": PLACE}}
    pages = {
        "cursor": {"parameter": "search_after", "next": {"last": "/sort"}, "end": "empty"},
        "size": {"parameter": "limit", "means": "exactly", "safe": 20},
    }
    contract = _linted(record=_record(sort=mixed), body=body, reads=True, pages=pages)
    assert _failing(contract) == []


def test_a_hidden_filter_may_be_asked_for_a_list() -> None:
    """What has any value of a list is kept, also where the base query says the list."""
    types = {"type": "array", "items": {"type": "string", "enum": ["public", "private", "direct"]}}
    contract = _linted(
        parameter("types", types, explode=False), parameter("after"), SIZE, record=_record(), pages=CURSOR,
        filters={"types": {"matches": "opaque"}}, base={"types": ["public", "private"]},
    )  # fmt: skip
    service = Service(contract, 257, 0)
    walked = listing_of(service).census.walk.names
    assert 0 < len(walked) < service.jobs


@pytest.mark.parametrize("everything", ["false", None])
def test_a_hidden_filter_of_one_value_keeps_some(everything: str | None) -> None:
    """Where a filter has but one value that does not keep everything, some records have it and some do not."""
    words = {"matches": "opaque"} | ({"everything": everything, "absent": everything} if everything else {})
    contract = _linted(
        parameter("media", {"type": "string", "enum": ["true", "false"] if everything else ["true"]}), parameter("after"), SIZE,
        parameter("open", {"type": "boolean"}), record=_record(), pages=CURSOR,
        filters={"media": words, "open": {"field": "/open", "as": "flag", "matches": "equals"}},
    )  # fmt: skip
    assert _failing(contract, "filters.") == []
    assert len({option.values for pool in Service(contract).made.pools if pool.pointer == "media" for option in pool.options}) == 2


def test_a_made_up_refusal_does_not_call_itself_good() -> None:
    """Where no source tells how a request is refused, the body says not what a good answer says, and the status is a documented one."""
    made = document(
        parameter("after"), SIZE, record=_record(), pages=CURSOR, answer={"ok": {"type": "boolean"}, "next": {"type": "string"}}
    )
    value = made.value
    value["x-listing"] |= {"success": {"/ok": True}, "errors": {}}
    operation = next(iter(value["paths"].values()))["get"]
    schema = {"type": "object", "required": ["ok"], "properties": {"ok": {"type": "boolean", "x-source": PLACE}}}
    failed = {"description": "Refused.", "x-source": PLACE, "content": {"application/json": {"schema": schema}}}
    operation["responses"] = {"200": operation["responses"]["200"], "403": failed, "422": failed}
    contract = build(sourced(made), "orchards")
    assert _failing(contract, "errors.") == []
    for kind, status in (("bad-parameter", 422), ("no-credential", 403), ("not-found", 404)):
        answer = refused(contract, Request("GET", "/v1/orchards"), Refusal(kind))
        assert (answer.status, json.loads(answer.body)["ok"]) == (status, False)


def test_a_header_that_names_the_next_page_may_be_empty() -> None:
    """Where the last page is told by an empty header, that header is there, and on other pages it names the next one."""
    pages = {
        "number": {"parameter": "page", "first": 1, "next": {"header": "X-Next-Page"}, "end": "blank"},
        "size": {"parameter": "limit", "means": "exactly", "safe": 20},
    }
    headers = {"X-Next-Page": {"type": "string"}}
    contract = _linted(parameter("page", {"type": "integer"}), SIZE, record=_record(), pages=pages, headers=headers)
    walked = listing_of(Service(contract, 57, 0)).census.walk.pages
    assert [page.answer.headers.get("x-next-page") for page in walked] == ["2", "3", ""]
    assert _failing(contract, "pages.", "shape.") == []


def test_a_key_may_be_lacking_with_the_object_around_it() -> None:
    """Where an object may be null, so may a key inside it that the object requires: its nulls can be said, and laws look at them."""
    city = {"type": ["object", "null"], "required": ["name"], "properties": {"name": {"type": "string", "x-source": PLACE}}}
    keys = {"city": {"field": "/city/name", "as": "text", "nulls": "last"}, "name": {"field": "/name", "as": "text"}}
    contract = _linted(
        parameter("after"), SIZE, parameter("sort"), parameter("city_not"), record=_record(city=city), pages=CURSOR,
        order={"by": "sort", "direction": {"prefix": "-"}, "keys": keys, "default": ["name", "asc"]},
        filters={"city_not": {"field": "/city/name", "matches": "not-equals", "nulls": "lost"}},
    )  # fmt: skip
    assert _failing(contract, "filters.", "order.") == []
    looked_at = {str(subject) for law, subject in plan(contract, laws()) if law.id == "order.nulls-stand-together"}
    assert looked_at == {"city asc", "city desc"}


REFUSED = {"ok": False, "error": "invalid_arguments"}


def _with_200(**words: Any) -> Document:
    """A listing whose refusals come with HTTP 200 and deny success in the body."""
    ok, text = {"type": "boolean"}, {"type": "string"}
    errors = {
        "bad-parameter": {"status": 200, "body": REFUSED, "grade": "document"},
        "no-credential": {"status": 200, "body": {"ok": False, "error": "not_authed"}, "grade": "document"},
    }
    made = document(
        parameter("after"), SIZE, parameter("kind", RECORD["kind"]), record=_record(), pages=CURSOR, answer={"ok": ok, "next": text},
        filters={"kind": {"field": "/kind", "matches": "equals"}}, **{"success": {"/ok": True}, "errors": errors, **words},
    )  # fmt: skip
    properties = {"ok": {**ok, "x-source": PLACE}, "error": {**text, "x-source": PLACE}}
    made.value["components"] = {"schemas": {"Error": {"type": "object", "required": ["ok", "error"], "properties": properties}}}
    operation = made.value["paths"]["/v1/orchards"]["get"]
    operation["responses"] = {"200": operation["responses"]["200"]}
    answer = operation["responses"]["200"]["content"]["application/json"]["schema"]
    answer["properties"]["next"]["type"] = ["string", "null"]
    answer["required"] = ["ok", "orchards"]
    return sourced(made)


def test_a_refusal_may_come_with_200_and_deny_success() -> None:
    """No law takes it for an answer, and one that carries the code of success is told."""
    made = _with_200()
    assert [mistake.message for mistake in lint(made, "orchards").mistakes] == []
    contract = build(made, "orchards")
    assert _failing(contract) == []
    assert is_caught_and_named(contract, "error-code-of-success")
    assert is_caught_and_named(contract, "error-500")
    assert [one.id for one in catalogue(contract) if one.id in ("error-200", "no-credential-200")] == []


def test_a_refusal_with_200_that_denies_nothing_is_refused() -> None:
    """By status and body it would be a good answer."""
    without = lint(_with_200(success=None), "orchards").mistakes
    assert any("by its status and its body it is a good answer" in mistake.message for mistake in without)
