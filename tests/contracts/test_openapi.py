"""The four contracts: valid to OpenAPI tools, held to the schema of their extensions, and complete against their documents."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Iterator, Mapping
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator

from listproof.contract import Contract, facts, load, read

CHECKOUT = Path(__file__).parents[2]
CONTRACTS = CHECKOUT / "contracts"
SLUGS = ("huawei-coc-documents", "nebula-explorer-workflow-jobs", "alibaba-pai-dlc-jobs", "huawei-hss-kubernetes-jobs")
SCHEMA: dict[str, Any] = json.loads((CONTRACTS / "listing.schema.json").read_text(encoding="utf-8"))
each_contract = pytest.mark.parametrize("slug", SLUGS)


def raw(slug: str) -> dict[str, Any]:
    """A contract file as plain values, times left as text."""
    value: dict[str, Any] = read(CONTRACTS / slug / "openapi.yaml").value
    return value


def walk(node: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    """Every node of a document with its path."""
    yield path, node
    inner = node.items() if isinstance(node, Mapping) else enumerate(node) if isinstance(node, list) else ()
    for key, value in inner:
        yield from walk(value, (*path, key))


def extension(name: str | None = None) -> Draft202012Validator:
    """The validator of x-listing, or of another extension by its name in $defs."""
    if name is None:
        return Draft202012Validator(SCHEMA)
    return Draft202012Validator({"$schema": SCHEMA["$schema"], "$defs": SCHEMA["$defs"], "$ref": f"#/$defs/{name}"})


def schema_at(document: Mapping[str, Any], schema: Mapping[str, Any]) -> Draft202012Validator:
    """A validator of a schema whose references lead into the document."""
    return Draft202012Validator({**schema, "components": document["components"]})


def operation(document: Mapping[str, Any]) -> Mapping[str, Any]:
    """The one operation of a contract."""
    (item,) = document["paths"].values()
    get: Mapping[str, Any] = item["get"]
    return get


def parameters(contract: Contract, *places: str) -> list[str]:
    """The names of the contract's parameters in some places."""
    return [one.name for one in contract.parameters if one.place in places]


@each_contract
def test_a_contract_is_valid_openapi(slug: str) -> None:
    """A public validator of OpenAPI 3.1 finds no mistake."""
    assert raw(slug)["openapi"].startswith("3.1")
    assert [error.message for error in OpenAPIV31SpecValidator(raw(slug)).iter_errors()] == []


@each_contract
def test_schemathesis_draws_requests_from_a_contract(slug: str) -> None:
    """Schemathesis loads the file as it is and draws requests that hold only documented parameters."""
    schema = schemathesis.openapi.from_path(CONTRACTS / slug / "openapi.yaml")
    schema.config.update(base_url="http://127.0.0.1:1")
    (loaded,) = schema.get_all_operations()
    one: Any = loaded.ok()  # type: ignore[union-attr]
    contract = load(slug, CONTRACTS)
    queries: list[set[str]] = []

    @given(case=one.as_strategy())
    @settings(max_examples=20, database=None, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
    def draw(case: Any) -> None:
        queries.append(set(case.query or {}))

    draw()
    assert one.method.upper() == "GET"
    assert set().union(*queries) <= set(parameters(contract, "query"))
    assert len(set(map(frozenset, queries))) > 1


@each_contract
def test_the_extensions_keep_to_their_schema(slug: str) -> None:
    """x-listing, x-documents, x-disputes and every x-source are valid against contracts/listing.schema.json."""
    document = raw(slug)
    found = [f"x-listing {list(e.path)}: {e.message}" for e in extension().iter_errors(document["x-listing"])]
    for name in ("x-documents", "x-disputes"):
        found += [f"{name} {list(e.path)}: {e.message}" for e in extension(name).iter_errors(document[name])]
    source = extension("x-source")
    for path, node in walk(document):
        if isinstance(node, Mapping) and "x-source" in node:
            found += [f"{path}: {e.message}" for e in source.iter_errors(node["x-source"])]
    assert found == []


def test_the_schema_of_the_extensions_is_a_schema() -> None:
    """contracts/listing.schema.json is itself valid, names itself, and explains every word of x-listing."""
    Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["$id"] == "urn:listproof:listing"
    assert [name for name, inner in SCHEMA["properties"].items() if "description" not in inner] == []


def _set(path: str, value: Any) -> Any:
    def change(block: dict[str, Any]) -> None:
        *steps, last = path.split("|")
        node: Any = block
        for step in steps:
            node = node[step]
        if value is None:
            del node[last]
        else:
            node[last] = value

    return change


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("recrods", "/data"),
        ("records", None),
        ("records", "data"),
        ("total|counts", "all"),
        ("identity", []),
        ("pages|number", {"parameter": "page", "first": 1}),
        ("pages|size|means", "about"),
        ("pages|size|safe", 0),
        ("order", "newest"),
        ("filters|job_name|matches", "alike"),
        ("filters|job_name|matches", "opaque"),
        ("filters|job_name|field", "name"),
        ("filters|enterprise_project_id|matches", "equals"),
        ("filters|job_name|absent", {"ago": "7 days"}),
        ("sign-in", [{"type": "header"}]),
        ("sign-in", [{"type": "password"}]),
        ("errors|bad-parameter|status", 302),
        ("errors|teapot", {"status": 418, "body": {}}),
        ("sources|identity|grade", "sure"),
        ("sources|identities", {"document": "003", "grade": "document"}),
        ("not-testable|size", "no"),
    ],
)
def test_the_schema_refuses_a_mistake(path: str, value: Any) -> None:
    """A misspelt word, an unknown value or a missing part of x-listing is refused."""
    block = copy.deepcopy(raw("huawei-hss-kubernetes-jobs")["x-listing"])
    assert extension().is_valid(block)
    _set(path, value)(block)
    assert not extension().is_valid(block)


@pytest.mark.parametrize(
    "shows",
    [
        {"at": "/data"},
        {"ask": {"limit": 1}},
        {"ask": {"limit": 1}, "gets": "taken"},
        {"at": "/data", "schema": {}, "gets": "accepted"},
        {"sign-in": "body", "gets": "accepted"},
        {"untold": "no"},
        {},
    ],
)
def test_the_schema_refuses_a_dispute_that_nothing_decides(shows: Any) -> None:
    """`shows` takes one of the six forms of docs/contract.md, whole."""
    assert not extension("shows").is_valid(shows)


def _must_have_source(document: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    get = operation(document)
    yield "operation", get
    for one in get["parameters"]:
        yield one["name"], one
    for status, response in get["responses"].items():
        yield status, response
        for name, header in response.get("headers", {}).items():
            yield f"{status} {name}", header
    for path, node in walk(document):
        # A schema that a dispute or an error form quotes describes no field of its own.
        if "x-disputes" in path or "x-listing" in path or not isinstance(node, Mapping):
            continue
        if path[-1:] == ("properties",) and path[-2:-1] != ("value",):
            yield from ((".".join(map(str, (*path, name))), inner) for name, inner in node.items())
        if path[-1:] == ("examples",):
            yield from ((".".join(map(str, (*path, name))), inner) for name, inner in node.items())


@each_contract
def test_everything_says_where_it_stands(slug: str) -> None:
    """Every parameter, header, property, response and example has an x-source, and each source is one of x-documents."""
    document = raw(slug)
    assert [name for name, node in _must_have_source(document) if "x-source" not in node] == []
    quoted = {
        node[key]["document"] for _, node in walk(document) if isinstance(node, Mapping) for key in ("x-source", "evidence") if key in node
    }
    quoted |= {
        other["document"]
        for _, node in walk(document)
        if isinstance(node, Mapping) and "x-source" in node
        for other in node["x-source"].get("but", {}).values()
    }
    quoted |= {source["document"] for source in document["x-listing"]["sources"].values()}
    assert quoted == set(document["x-documents"])


@each_contract
def test_every_fact_has_a_source(slug: str) -> None:
    """No fact is without a source, and every id of `sources` is that of a fact."""
    contract = load(slug, CONTRACTS)
    found = {fact.id: fact for fact in facts(contract)}
    assert [name for name, fact in found.items() if not fact.source.document] == []
    assert [name for name in contract.sources if name not in found] == []
    patterns = (*contract.not_testable, *contract.equivalent)
    assert [name for name in patterns if not any(fnmatchcase(one, name) for one in found)] == []


def _samples(document: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any], Any]]:
    get = operation(document)
    for one in get["parameters"]:
        schema = one["schema"] if "schema" in one else one["content"]["application/json"]["schema"]
        if "example" in one:
            yield one["name"], schema, one["example"]
    for status, response in get["responses"].items():
        for content in response["content"].values():
            for name, example in content.get("examples", {}).items():
                yield f"{status} {name}", content["schema"], example["value"]
        for name, header in response.get("headers", {}).items():
            yield f"{status} {name}", header["schema"], header["example"]
    for path, node in walk(document):
        if isinstance(node, Mapping) and isinstance(node.get("examples"), list):
            yield from ((".".join(map(str, path)), node, example) for example in node["examples"])
        if isinstance(node, Mapping) and "type" in node and "default" in node and path[0] != "x-listing":
            yield f"default of {path}", node, node["default"]
    for kind, form in document["x-listing"]["errors"].items():
        yield f"errors.{kind}", {"$ref": "#/components/schemas/Error"}, form["body"]


@each_contract
def test_every_example_fits_its_schema(slug: str) -> None:
    """Examples and defaults of parameters, fields and responses, and the bodies of errors, are valid."""
    document = raw(slug)
    samples = list(_samples(document))
    wrong = [(name, e.message) for name, schema, value in samples for e in schema_at(document, schema).iter_errors(value)]
    assert wrong == []
    assert len(samples) >= 15


@each_contract
def test_an_error_form_is_a_documented_response(slug: str) -> None:
    """The status of each error form is among the responses, and no good answer passes for an error."""
    document = raw(slug)
    statuses = set(operation(document)["responses"])
    assert {str(form["status"]) for form in document["x-listing"]["errors"].values()} <= statuses
    contract = load(slug, CONTRACTS)
    if contract.example is not None:
        assert not jsonschema.Draft202012Validator(contract.error_schema).is_valid(contract.example)


@each_contract
def test_the_pointers_of_a_listing_lead_to_fields(slug: str) -> None:
    """Every pointer of x-listing leads to a described field, every name to a parameter."""
    contract = load(slug, CONTRACTS)
    described = {one.pointer for one in contract.fields}
    in_record = {one.within for one in contract.fields if one.within}
    answers = [contract.records, contract.total.at.name if contract.total else contract.records, *contract.success]
    answers += [echo for echo in (contract.pages.echo, contract.pages.size.echo) if echo]
    shown = [*contract.identity, *contract.settled, *(scope.field for scope in contract.scopes if scope.field)]
    shown += [key.field for key in contract.order.keys] if contract.order else []
    shown += [pointer for one in contract.filters for pointer in one.field.all()]
    assert [pointer for pointer in answers if pointer not in described] == []
    assert [pointer for pointer in shown if pointer not in in_record] == []
    names = [contract.pages.parameter, contract.pages.size.parameter, *contract.base, *(one.name for one in contract.filters)]
    names += [name for one in contract.filters for name in (one.yields_to, one.field.chosen_by, one.matches.chosen_by) if name]
    names += [name for one in contract.filters for name in one.needs]
    names += [contract.close] if contract.close else []
    names += [name for name in (contract.order.by, contract.order.direction) if name] if contract.order else []
    assert [name for name in names if not contract.has_parameter(name)] == []


@each_contract
def test_the_values_of_a_listing_fit_their_parameters(slug: str) -> None:
    """Values of base, needs, absent, everything and the safe size are valid for the parameter that would carry them."""
    contract = load(slug, CONTRACTS)
    values: list[tuple[str, Any]] = [*contract.base.items(), (contract.pages.size.parameter, contract.pages.size.safe)]
    values.append((contract.pages.parameter, contract.pages.first))
    for one in contract.filters:
        values += list(one.needs.items())
        values += [(one.name, value) for value in one.absent if value not in ("everything", "now") and not isinstance(value, Mapping)]
        values += [(one.name, one.everything)] if one.everything is not None else []
    wrong = [(name, value) for name, value in values if not Draft202012Validator(contract.parameter(name).schema).is_valid(value)]
    assert wrong == []


@each_contract
def test_disputes_are_about_facts_and_decidable(slug: str) -> None:
    """Each dispute names facts, tells its readings apart, and asks with parameters that exist."""
    contract = load(slug, CONTRACTS)
    known = {fact.id for fact in facts(contract)}
    assert [(d.id, name) for d in contract.disputes for name in d.about if name not in known] == []
    assert len({d.id for d in contract.disputes}) == len(contract.disputes) > 0
    for dispute in contract.disputes:
        says = [reading.says for reading in dispute.readings]
        shows = [json.dumps(reading.shows, sort_keys=True) for reading in dispute.readings if "untold" not in reading.shows]
        assert len(set(says)) == len(says), dispute.id
        assert len(set(shows)) == len(shows), dispute.id
        for reading in dispute.readings:
            asked = [*reading.shows.get("ask", {}), *reading.shows.get("same-as", {})]
            assert [name for name in asked if not contract.has_parameter(name)] == [], dispute.id
            if "filter" in reading.shows:
                taken = {word for several in contract.filter(reading.shows["filter"]).matches.all() for word in several}
                assert reading.shows["reading"] in taken, dispute.id
            if "schema" in reading.shows:
                Draft202012Validator.check_schema(reading.shows["schema"])


_NAMES_NO_ROW = {
    "own-or-public": "one source is a sentence on the whole list",
    "document-type-default": "one source is a sentence on the whole list",
    "throttled-status": "both sources name the error and not a parameter",
    "body-or-query": "one source is the heading of the table, the other the request that is sent",
    "tasks": "one source is the length that the example tells of the whole answer",
    "connect-credential": "both sources tell how the token is got",
    "token-required": "one source is the request of the vendor's client, which has no such header",
    "time-range-field": "one source describes the parameter that chooses the field, the other the two that are asked with",
}
"""The disputes of which a source speaks of a fact without naming its row, and how."""


@each_contract
def test_each_dispute_takes_two_sources_on_the_same_fact(slug: str) -> None:
    """The readings of a dispute stand at different places; each names the parameter or field in dispute,
    unless it is told above how it speaks of it."""
    contract = load(slug, CONTRACTS)
    for dispute in contract.disputes:
        told = [reading.evidence for reading in dispute.readings]
        assert len({(one.document, one.table, one.row) for one in told}) == len(told) > 1, dispute.id
        assert all(one.grade for one in told)
        if dispute.id in _NAMES_NO_ROW:
            continue
        about = {word for fact in dispute.about for word in re.split(r"[./*]+", fact)}
        named = [set(re.split(r"[, :]+", one.row or "")) & about for one in told]
        assert all(named), (dispute.id, named)


@each_contract
def test_a_schema_accepts_each_disputed_type(slug: str) -> None:
    """Where readings differ in the type of a field, the field's schema has all of them."""
    contract = load(slug, CONTRACTS)
    for dispute in contract.disputes:
        for reading in dispute.readings:
            kind = reading.shows.get("schema", {}).get("type")
            if kind is None or "ask" in reading.shows:
                continue
            assert kind in contract.field(reading.shows["at"]).types, (dispute.id, reading.says)
