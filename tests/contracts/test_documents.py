"""The four contracts against their documents: every row, range, default and contradiction stands in them."""

from __future__ import annotations

import copy
import json
import re
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from listproof.contract import Contract, load

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
# How the stored text of each document shows the name of a row.
ROWS = {
    "000": re.compile(r"^\|\n(\w+) \|\n(?:Yes|No|String|Integer|Long|Array of \w+ objects) \|$", re.MULTILINE),
    "001": re.compile(r"^(?:- )?([A-Za-z][\w-]*) \|\n(?:string|number|object) \|", re.MULTILINE),
    "002": re.compile(r"^\| (\w+) \|(?:$|\n)", re.MULTILINE),
    "003": re.compile(r"^([\w-]+)\n\n(?:Yes|No|String|Integer|Long|Array of \w+ objects)$", re.MULTILINE),
}

each_contract = pytest.mark.parametrize("slug", SLUGS)


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


@pytest.mark.parametrize(
    ("slug", "expected"),
    [
        (
            "huawei-coc-documents",
            {
                "create-time-type", "update-time-type", "modifier-null", "offset-type", "document-type-values",
                "document-type-default", "own-or-public", "document-id-form",
            },
        ),
        (
            "nebula-explorer-workflow-jobs",
            {
                "body-or-query", "token-place", "content-type-required", "items-type",
                "tasks", "connect-credential",
            },
        ),
        (
            "alibaba-pai-dlc-jobs",
            {
                "display-name-wildcards", "time-range-field", "boolean-spelling", "throttled-status",
            },
        ),
        ("huawei-hss-kubernetes-jobs", {"limit-required", "token-required"}),
    ],
)  # fmt: skip
def test_every_known_contradiction_is_a_dispute(slug: str, expected: set[str]) -> None:
    """The facts on which two sources disagree are all there, and no dispute that rests on what is said of another thing."""
    assert expected == {one.id for one in load(slug, CONTRACTS).disputes}


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
        ("alibaba-pai-dlc-jobs", "PageNumber", "default", 1),
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
    ("name", "facet", "value"),
    [("PageNumber", "maximum", 1000), ("PageSize", "minimum", 1), ("PageSize", "maximum", 100), ("PageSize", "default", 10)],
)
def test_a_bound_on_which_the_document_is_silent_binds_nobody(name: str, facet: str, value: Any) -> None:
    """Where metadata alone gives a bound, a service that keeps to the document may do without it: no dispute, and no failure."""
    contract = load("alibaba-pai-dlc-jobs", CONTRACTS)
    assert contract.parameter(name).schema[facet] == value
    assert contract.parameter(name).source_of(facet).grade == "weak"
    assert not any(f"parameters.{name}.{facet}" in dispute.about for dispute in contract.disputes)


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
