"""Answers are read as JSON: another media type is refused with the reason, and of several the first that is JSON is asked for."""

from __future__ import annotations

from typing import Any

import pytest

from listproof.contract import Document, build, is_json
from listproof.contract.lint import lint
from listproof.laws import judge
from listproof.proof.suite import laws_called, plan
from listproof.proof.trials import listing_of
from listproof.simulator.service import Service

from .drawn_contracts import sourced
from .orchards import document, parameter


def orchards(*kinds: str) -> Document:
    """A listing whose good answer is documented in these media types."""
    made = sourced(document(parameter("name"), filters={"name": {"field": "/name", "matches": "equals"}}))
    good: dict[str, Any] = made.value["paths"]["/v1/orchards"]["get"]["responses"]["200"]
    schema = good["content"]["application/json"]
    good["content"] = {kind: schema if is_json(kind) else {"schema": {"type": "string"}} for kind in kinds}
    return made


@pytest.mark.parametrize(
    ("kind", "json"),
    [
        ("application/json", True), ("Application/JSON; charset=utf-8", True), ("application/vnd.api+json", True),
        ("application/x-amz-json-1.1", True), ("application/x-ndjson", False), ("application/jsonl", False), ("*/*", False),
        ("application/json-seq", False), ("application/stream+json", False), ("text/csv", False), ("application/xml", False),
    ],
)  # fmt: skip
def test_one_json_value_is_json(kind: str, json: bool) -> None:
    """Lines and sequences of values are not, whatever their name holds."""
    assert is_json(kind) is json
    found = [mistake.message for mistake in lint(orchards(kind), "orchards").mistakes]
    assert any(f"the 200 response is {kind}, and only JSON is read" in one for one in found) is not json


def test_a_body_that_is_no_json_is_refused() -> None:
    """A form is not sent."""
    made = sourced(document(body={"name": {"type": "string"}}, reads=True, filters={"name": {"field": "/name", "matches": "equals"}}))
    body = made.value["paths"]["/v1/orchards"]["post"]["requestBody"]
    body["content"] = {"application/x-www-form-urlencoded": body["content"]["application/json"]}
    assert any("the body is sent as application/x-www-form-urlencoded" in one.message for one in lint(made, "orchards").mistakes)


@pytest.mark.parametrize("kinds", [("application/xml", "application/json"), ("application/json; charset=utf-8", "text/csv")])
def test_the_first_that_is_json_is_asked_for(kinds: tuple[str, ...]) -> None:
    """Its schema is that of the answer, and an answer in it is of the documented type whatever parameters it is written with."""
    made = orchards(*kinds)
    assert lint(made, "orchards").mistakes == ()
    contract = build(made, "orchards")
    store = listing_of(Service(contract, 40, 0))
    called = laws_called(("shape.good-answer", "schema.answers-fit-the-contract"))
    verdicts = {(law.id, judge(law, store, subject).verdict) for law, subject in plan(contract, called)}
    assert verdicts
    assert {verdict for _, verdict in verdicts} <= {"pass"}


@pytest.mark.parametrize(("path", "good"), [("/v1/orchards", True), ("@127.0.0.1:9/v1", False), ("//host/v1", False), ("v1", False)])
def test_a_path_begins_with_one_slash(path: str, good: bool) -> None:
    """Put behind an address, any other text would name another host, or none: a run refuses it, and so does lint."""
    made = orchards("application/json")
    paths: Any = made.value["paths"]
    paths[path] = paths.pop("/v1/orchards")
    found = [mistake.message for mistake in lint(made, "orchards").mistakes if "is no path" in mistake.message]
    assert bool(found) is not good


@pytest.mark.parametrize(("shown", "known"), [({"example": "o-1"}, "o-1"), ({"examples": ["o-2"], "example": "o-1"}, "o-2"), ({}, None)])
def test_an_example_in_the_schema_of_a_property_is_one_of_its_parameter(shown: dict[str, Any], known: str | None) -> None:
    """As OpenAPI 3.0 has it, or as a list: it is what is sent where the property is mandatory."""
    made = sourced(document(body={"owner": {"type": "string", **shown}}, reads=True))
    assert build(made, "orchards").parameter("owner").example == known
