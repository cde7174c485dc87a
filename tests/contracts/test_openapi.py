"""The four contracts: valid to OpenAPI tools, held to the schema of their extensions, and complete against their documents."""

from __future__ import annotations

import copy
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
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
DOCUMENTS = CHECKOUT / "../shared/documents"
DOCUMENT_OF = {
    "huawei-coc-documents": "000",
    "nebula-explorer-workflow-jobs": "001",
    "alibaba-pai-dlc-jobs": "002",
    "huawei-hss-kubernetes-jobs": "003",
}
SLUGS = tuple(DOCUMENT_OF)
SCHEMA: dict[str, Any] = json.loads((CONTRACTS / "listing.schema.json").read_text(encoding="utf-8"))
# How the stored text of each document shows the name of a row.
ROWS = {
    "000": re.compile(r"^\|\n(\w+) \|\n(?:Yes|No|String|Integer|Long|Array of \w+ objects) \|$", re.MULTILINE),
    "001": re.compile(r"^(?:- )?([A-Za-z][\w-]*) \|\n(?:string|number|object) \|", re.MULTILINE),
    "002": re.compile(r"^\| (\w+) \|(?:$|\n)", re.MULTILINE),
    "003": re.compile(r"^([\w-]+)\n\n(?:Yes|No|String|Integer|Long|Array of \w+ objects)$", re.MULTILINE),
}

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


def rows(contract: Contract, table: str) -> list[str]:
    """The names of the fields whose source is one table of the document."""
    return [one.pointer.rsplit("/", 1)[-1] for one in contract.fields if one.source.table == table]


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
        ("errors|bad-parameter|status", 200),
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
    assert [name for name in (*contract.not_testable, *contract.equivalent) if name not in found] == []


def test_coc_has_every_row_of_its_document() -> None:
    """Document 000: 6 query parameters; 2 response fields and 8 of a record."""
    contract = load("huawei-coc-documents", CONTRACTS)
    assert (len(contract.parameters), len(parameters(contract, "query"))) == (6, 6)
    assert (len(rows(contract, "Response Parameters")), len(rows(contract, "DocumentListVo"))) == (2, 8)
    assert len(contract.fields) == 10


def test_nebula_has_every_row_of_its_document() -> None:
    """Document 001: 3 path and header parameters; 8 in the query, 5 of them inside filter; 15 response fields."""
    contract = load("nebula-explorer-workflow-jobs", CONTRACTS)
    assert len(parameters(contract, "path", "header", "cookie")) == 3
    assert len(parameters(contract, "query")) == 8
    assert sum(one.carrier == "filter" for one in contract.parameters) == 5
    assert len(rows(contract, "Response parameters")) == len(contract.fields) == 15


def test_dlc_has_every_row_of_its_document() -> None:
    """Document 002: 35 named request parameters, the unnamed one under Tags, 3 response fields, a record of 62."""
    contract = load("alibaba-pai-dlc-jobs", CONTRACTS)
    assert len(contract.parameters) == len(parameters(contract, "query")) == 35
    unnamed = contract.parameter("Tags").schema["additionalProperties"]
    assert (unnamed["type"], unnamed["x-source"]["table"], unnamed["x-source"]["row"]) == ("string", "Request parameters", "")
    assert {"Jobs", "TotalCount", "RequestId"} <= set(rows(contract, "Response elements"))
    assert sum(one.pointer.count("/") == 1 for one in contract.fields) == 3
    assert len(contract.record_schema["properties"]) == len(rows(contract, "JobItem")) == 62


def test_hss_has_every_row_of_its_document() -> None:
    """Document 003: 8 parameters and headers; 3 response fields, 9 of a record and 2 of a label."""
    contract = load("huawei-hss-kubernetes-jobs", CONTRACTS)
    assert len(parameters(contract, "path", "query", "header")) == len(contract.parameters) == 8
    assert len(rows(contract, "Table 4 Response body parameters")) == 3
    assert len(rows(contract, "Table 5 ServerlessJobInfo")) == 9
    assert len(rows(contract, "Table 6 LabelInfo")) == 2
    assert len(contract.fields) == 14


@each_contract
def test_the_names_are_those_of_the_document(slug: str) -> None:
    """Each row name of the stored document is a parameter or field of its contract, and the other way round."""
    number = DOCUMENT_OF[slug]
    texts = sorted(DOCUMENTS.glob(f"{number}_*.txt"))
    if not texts:
        pytest.skip("the stored documents are not here")
    documented = Counter(ROWS[number].findall(texts[0].read_text(encoding="utf-8")))
    contract = load(slug, CONTRACTS)
    named = Counter(one.name.rsplit(".", 1)[-1] for one in contract.parameters if one.source.document == number)
    named += Counter(one.pointer.rsplit("/", 1)[-1] for one in contract.fields if one.source.document == number)
    if "*" in named:
        # The row of the record itself, which stands at `*`.
        named["JobItem"] = named.pop("*")
    assert documented == named


@each_contract
def test_a_source_names_its_own_row(slug: str) -> None:
    """The row of a parameter or field that the document lists is the one of its name."""
    contract = load(slug, CONTRACTS)
    held = [(one.name.rsplit(".", 1)[-1], one.source.row) for one in contract.parameters]
    held += [(one.pointer.rsplit("/", 1)[-1], one.source.row) for one in contract.fields if not one.pointer.endswith("*")]
    assert [(name, row) for name, row in held if name != row] == []


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
    answers = [contract.records, contract.total.at if contract.total else contract.records, *contract.success]
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


@pytest.mark.parametrize(
    ("slug", "expected"),
    [
        (
            "huawei-coc-documents",
            {
                "create-time-type", "update-time-type", "modifier-null", "offset-type", "document-type-values",
                "document-type-default", "own-or-public", "document-id-form", "sign-in-needed",
            },
        ),
        (
            "nebula-explorer-workflow-jobs",
            {
                "body-or-query", "token-place", "content-type-required", "workflow-id-type", "items-type", "page-spelling",
                "tasks", "examples-of-two-answers", "filter-example-spaces", "connect-credential",
            },
        ),
        (
            "alibaba-pai-dlc-jobs",
            {
                "display-name-wildcards", "default-window", "time-range-field", "job-type-filter", "show-own-default",
                "boolean-spelling", "accessibility-default", "page-size-bounds", "page-number-bound", "request-gpu-type",
                "other-parameters", "throttled-status",
            },
        ),
        ("huawei-hss-kubernetes-jobs", {"limit-required", "token-required", "last-update-time-unit"}),
    ],
)  # fmt: skip
def test_every_known_contradiction_is_a_dispute(slug: str, expected: set[str]) -> None:
    """The contradictions found in a document, or between it and other sources, are all there."""
    assert expected <= {one.id for one in load(slug, CONTRACTS).disputes}


@pytest.mark.parametrize("name", ["DisplayNameSearchMode", "TimeRangeField", "NumericRangeField", "EnableAssignNode"])
def test_a_value_known_by_its_example_is_no_closed_list(name: str) -> None:
    """Where the document shows one value and its list is lost, no list is claimed."""
    parameter = load("alibaba-pai-dlc-jobs", CONTRACTS).parameter(name)
    assert parameter.enum == ()
    assert parameter.example is not None


@pytest.mark.parametrize(
    ("slug", "name", "facet", "value"),
    [
        ("huawei-hss-kubernetes-jobs", "limit", "minimum", 10),
        ("huawei-hss-kubernetes-jobs", "limit", "maximum", 200),
        ("huawei-hss-kubernetes-jobs", "limit", "default", 10),
        ("huawei-hss-kubernetes-jobs", "offset", "minimum", 0),
        ("huawei-hss-kubernetes-jobs", "offset", "maximum", 2000000),
        ("huawei-hss-kubernetes-jobs", "offset", "default", 0),
        ("huawei-hss-kubernetes-jobs", "project_id", "minLength", 1),
        ("huawei-hss-kubernetes-jobs", "project_id", "maxLength", 256),
        ("huawei-hss-kubernetes-jobs", "enterprise_project_id", "minLength", 1),
        ("huawei-hss-kubernetes-jobs", "enterprise_project_id", "maxLength", 256),
        ("huawei-hss-kubernetes-jobs", "enterprise_project_id", "default", "0"),
        ("huawei-hss-kubernetes-jobs", "X-Auth-Token", "minLength", 1),
        ("huawei-hss-kubernetes-jobs", "X-Auth-Token", "maxLength", 32768),
        ("nebula-explorer-workflow-jobs", "page", "default", 1),
        ("nebula-explorer-workflow-jobs", "pageSize", "default", 10),
        ("nebula-explorer-workflow-jobs", "filter.orderByCreateTime", "default", "desc"),
        ("alibaba-pai-dlc-jobs", "PageNumber", "minimum", 1),
        ("alibaba-pai-dlc-jobs", "PageNumber", "maximum", 1000),
        ("alibaba-pai-dlc-jobs", "PageNumber", "default", 1),
        ("alibaba-pai-dlc-jobs", "PageSize", "minimum", 1),
        ("alibaba-pai-dlc-jobs", "PageSize", "maximum", 100),
        ("alibaba-pai-dlc-jobs", "PageSize", "default", 10),
        ("alibaba-pai-dlc-jobs", "Order", "default", "desc"),
        ("alibaba-pai-dlc-jobs", "DisplayName", "maxLength", 1024),
        ("alibaba-pai-dlc-jobs", "JobType", "maxLength", 32),
    ],
)
def test_a_documented_range_length_or_default_stands_and_binds(slug: str, name: str, facet: str, value: Any) -> None:
    """Each range, length and default that a source of the vendor gives is in the schema, with a source that binds."""
    parameter = load(slug, CONTRACTS).parameter(name)
    assert parameter.schema[facet] == value
    assert parameter.source_of(facet).grade in ("document", "vendor")


@pytest.mark.parametrize(
    ("slug", "name", "facet"),
    [
        ("huawei-coc-documents", "limit", "minimum"),
        ("huawei-coc-documents", "offset", "minimum"),
        ("nebula-explorer-workflow-jobs", "page", "minimum"),
        ("nebula-explorer-workflow-jobs", "pageSize", "minimum"),
        ("nebula-explorer-workflow-jobs", "pageSize", "maximum"),
    ],
)
def test_a_range_that_no_source_gives_does_not_bind(slug: str, name: str, facet: str) -> None:
    """A bound that is only read off a sibling or off good sense is graded so that it never fails a target."""
    assert load(slug, CONTRACTS).parameter(name).source_of(facet).grade in ("weak", "unknown")


def test_an_answer_shows_more_job_types_than_a_filter_takes() -> None:
    """JobType has eight values in an answer and five in the filter; Status has thirteen in both."""
    contract = load("alibaba-pai-dlc-jobs", CONTRACTS)
    shown = contract.field("/Jobs/*/JobType").enum
    assert set(shown) - set(contract.parameter("JobType").enum) == {"MPIJob", "RayJob", "SlurmJob"}
    assert contract.field("/Jobs/*/Status").enum == contract.parameter("Status").enum
    assert len(contract.parameter("Status").enum) == 13


def test_the_length_of_nebulas_example_fits_only_with_tasks() -> None:
    """The example's Content-Length is that of its body with `"tasks": null` in each job, not of the body as printed."""
    contract = load("nebula-explorer-workflow-jobs", CONTRACTS)
    header = operation(contract.raw)["responses"]["200"]["headers"]["Content-Length"]["example"]
    body = copy.deepcopy(contract.example)
    printed = len(json.dumps(body, separators=(",", ":")))
    for job in body["data"]["items"]:
        job["tasks"] = None
    assert printed != int(header) == len(json.dumps(body, separators=(",", ":")))
