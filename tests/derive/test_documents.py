"""The four documents derive whole, and differ from their contracts only where a dispute is recorded."""

from __future__ import annotations

from pathlib import Path

import pytest

from listproof.derive import Description, contradictions, derive, openapi, remarks
from listproof.derive.comparing.compare import compare, document_of
from listproof.derive.comparing.facts import facts_of, read_contract
from listproof.derive.document import walk

ROOT = Path(__file__).parents[2]
DOCUMENTS = ROOT / "../shared/documents"
SLUGS = {
    "000": "huawei-coc-documents",
    "001": "nebula-explorer-workflow-jobs",
    "002": "alibaba-pai-dlc-jobs",
    "003": "huawei-hss-kubernetes-jobs",
}
pytestmark = pytest.mark.skipif(not DOCUMENTS.is_dir(), reason="the documents are not beside this checkout")


def page(key: str) -> Description:
    """A document, derived."""
    return derive(next(DOCUMENTS.glob(f"{key}_*.txt")))


def placed(said: Description, *places: str) -> list[str]:
    """The names of the parameters of some places, dotted names included."""
    return [name for name, item in walk(said.parameters, separator=".") if item.where in places]


def test_custom_jobs_have_six_query_parameters_and_two_and_eight_fields() -> None:
    """Every row of the tables of document 000 is there."""
    said = page("000")
    assert placed(said, "query") == ["limit", "offset", "name_like", "creator", "enterprise_project_id", "document_type"]
    fields = [at for at, _ in walk(said.fields)]
    assert [at for at in fields if "*" not in at] == ["/total", "/data"]
    assert sum(at.startswith("/data/*/") for at in fields) == 8
    assert [item.kind.type for item in said.parameters] == ["integer", *["string"] * 5]


def test_workflow_jobs_have_three_path_and_header_parameters_eight_in_the_query_and_fifteen_fields() -> None:
    """Every row of the tables of document 001 is there, the five inside `filter` too."""
    said = page("001")
    assert placed(said, "path", "header") == ["workflow_id", "Content-Type", "explorer_token"]
    assert len(placed(said, "query")) == 8
    assert sum(name.startswith("filter.") for name in placed(said, "query")) == 5
    assert len(list(walk(said.fields))) == 15
    assert sum(at.startswith("/data/items/*/") for at, _ in walk(said.fields)) == 8
    assert said.headers["Content-Length"] == "297"


def test_training_jobs_have_thirty_five_parameters_and_three_fields() -> None:
    """Every row of the tables of document 002 is there; the row without a name describes the values of Tags."""
    said = page("002")
    assert len(said.parameters) == 35
    assert [at for at, _ in walk(said.fields)] == ["/Jobs", "/TotalCount", "/RequestId"]
    tags = next(item for item in said.parameters if item.name == "Tags")
    assert tags.kind.items is not None
    assert tags.kind.items.type == "string"


def test_kubernetes_jobs_have_eight_parameters_and_three_nine_and_two_fields() -> None:
    """Every row of the tables of document 003 is there, with ranges, lengths and defaults."""
    said = page("003")
    assert len(said.parameters) == 8
    fields = [at for at, _ in walk(said.fields)]
    assert sum("*" not in at for at in fields) == 3
    assert sum(at.count("*") == 1 for at in fields) == 9
    assert sum(at.count("*") == 2 for at in fields) == 2
    limit = next(item for item in said.parameters if item.name == "limit")
    assert dict(limit.facets) == {"minimum": 10, "maximum": 200, "default": 10}
    assert limit.required is True


def test_every_lost_list_of_values_is_listed() -> None:
    """The copies of 000 and 002 lost their lists of values; each loss is told."""
    lost = [one.what for key in ("000", "002") for one in page(key).unread if "list of its values" in one.why]
    assert [what.split()[0] for what in lost] == [
        "document_type", "JobType", "Status", "SortBy", "Order", "Accessibility", "OversoldInfo", "PaymentType",
        "DisplayNameSearchMode", "EnableAssignNode",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("key", "kinds"),
    [
        ("000", {"counted-as-text", "type-against-example", "null-against-type"}),
        ("001", {"body-in-query", "credential-place", "type-against-example"}),
        ("002", {"wildcards", "chosen-field"}),
        ("003", {"required-with-default"}),
    ],
)
def test_the_contradictions_of_each_document_are_found(key: str, kinds: set[str]) -> None:
    """Each sort of contradiction that a person finds in a document is found by the tool."""
    assert {one.kind for one in contradictions(page(key))} == kinds


@pytest.mark.parametrize(
    ("key", "kinds"),
    [
        ("000", set()),
        ("001", {"one-thing-two-types", "letter-case", "other-capture"}),
        ("002", set()),
        ("003", {"unit-of-time"}),
    ],
)
def test_what_is_unlike_its_neighbours_is_remarked(key: str, kinds: set[str]) -> None:
    """A type, a spelling or a unit that another fact does not share is named as worth a look, and disputes nothing."""
    assert {one.kind for one in remarks(page(key))} == kinds


@pytest.mark.parametrize("key", sorted(SLUGS))
def test_a_document_differs_from_its_contract_only_in_recorded_disputes(key: str) -> None:
    """Every fact of the page is in the contract and every fact that the contract takes from it is on the page."""
    contract = facts_of(read_contract(ROOT / "contracts" / SLUGS[key]))
    result = compare(facts_of(openapi(page(key))), contract, document_of(contract, key))
    assert [f"{one.fact}: {one.contract!r} -> {one.document!r}" for one in result.differences] == []
    assert result.agreeing > 50


@pytest.mark.parametrize("key", sorted(SLUGS))
def test_every_contradiction_of_a_document_is_a_dispute_of_its_contract(key: str) -> None:
    """What contradicts itself on the page is recorded with its readings."""
    disputes = facts_of(read_contract(ROOT / "contracts" / SLUGS[key])).disputes
    unrecorded = [
        one.id
        for one in contradictions(page(key))
        if not any(
            dispute.covers(fact) or any(known.startswith(f"{fact}.") for known in dispute.about)
            for dispute in disputes
            for fact in one.about
        )
    ]
    assert unrecorded == []


@pytest.mark.parametrize(("key", "other"), [("000", "003"), ("003", "000"), ("001", "002")])
def test_a_document_differs_from_another_contract(key: str, other: str) -> None:
    """A comparison with the wrong contract finds breaking differences: it is not blind."""
    contract = facts_of(read_contract(ROOT / "contracts" / SLUGS[other]))
    result = compare(facts_of(openapi(page(key))), contract, document_of(contract, other))
    assert sum(one.grade.value == "breaking" for one in result.differences) > 5
