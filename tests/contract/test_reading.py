"""A contract is read whole: parameters, fields with their pointers, readings, sources; and refused where it is malformed."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from listproof.contract import ContractError, build, load, load_all, slugs
from listproof.contract.references import resolved

from .changed import CONTRACTS, GONE, changed, original

HSS, DLC, NEBULA, COC = "huawei-hss-kubernetes-jobs", "alibaba-pai-dlc-jobs", "nebula-explorer-workflow-jobs", "huawei-coc-documents"


def test_the_bundled_contracts_are_found() -> None:
    """Without a folder the contracts are those of the checkout, sorted by slug."""
    assert slugs() == slugs(CONTRACTS) == tuple(sorted([HSS, DLC, NEBULA, COC]))
    assert [contract.slug for contract in load_all(CONTRACTS)] == list(slugs())


def test_a_folder_without_contracts_and_an_unknown_slug_are_told(tmp_path: Path) -> None:
    """What was looked for, where, and what there is instead."""
    with pytest.raises(ContractError, match=r"holds no contract; expected folders <slug>/openapi\.yaml"):
        slugs(tmp_path)
    shutil.copytree(CONTRACTS / HSS, tmp_path / HSS)
    with pytest.raises(ContractError, match=f"has no contract 'jobs'; did you mean {HSS}"):
        load("jobs", tmp_path)


def test_parameters_of_a_json_parameter_have_dotted_names() -> None:
    """They stand in its place, name their carrier, and the carrier is not asked on its own."""
    contract = load(NEBULA, CONTRACTS)
    inner = contract.parameter("filter.status")
    assert (inner.carrier, inner.place, inner.kind, inner.enum) == ("filter", "query", "integer", (0, 1, 2, 3, 4, 5))
    names = [parameter.name for parameter in contract.query_parameters]
    assert "filter" not in names
    assert [name for name in names if name.startswith("filter.")] == [
        "filter.name", "filter.status", "filter.fromCreateTime", "filter.toCreateTime", "filter.orderByCreateTime"
    ]  # fmt: skip


def test_a_facet_has_the_source_that_gives_it() -> None:
    """`but` names the place of a facet; any other facet stands where its parameter does."""
    parameter = load(DLC, CONTRACTS).parameter("PageSize")
    assert parameter.source_of("maximum").document == "metadata"
    assert parameter.source_of("type") == parameter.source
    assert str(parameter.source) == "document 002, Request parameters, PageSize"


def test_fields_are_told_from_the_answer_and_from_the_record() -> None:
    """Items stand at `*`; only what is inside a record has a pointer from it."""
    contract = load(HSS, CONTRACTS)
    label = contract.field("/job_info_list/*/match_labels/*/key")
    assert (label.within, label.required, label.types) == ("/match_labels/*/key", True, ("string",))
    assert contract.field("/total_num").within is None
    assert contract.field("/job_info_list").within is None


def test_choices_follow_what_chooses_them() -> None:
    """A field or reading that a parameter chooses is the one of its value; unknown for a value that no source names."""
    contract = load(DLC, CONTRACTS)
    start = contract.filter("StartTime")
    assert start.field.of({}) == "/GmtCreateTime"
    assert start.field.of({"TimeRangeField": "GmtFinishTime"}) == "/GmtFinishTime"
    assert start.field.of({"TimeRangeField": "Birthday"}) is None
    assert set(start.field.all()) == {"/GmtCreateTime", "/GmtFinishTime"}
    assert start.absent == ({"ago": "P7D"},)
    assert contract.filter("OversoldInfo").opaque
    assert not start.opaque


def test_pages_start_where_the_contract_says() -> None:
    """Offsets at 0, numbers at 1, with size and echo."""
    offset, number = load(HSS, CONTRACTS).pages, load(NEBULA, CONTRACTS).pages
    assert (offset.kind, offset.first, offset.past_end, offset.size.safe) == ("offset", 0, "empty", 200)
    assert (number.kind, number.first, number.echo, number.size.echo) == ("number", 1, "/data/Page", "/data/PageSize")


def test_unknown_names_are_key_errors() -> None:
    """Parameters, filters, fields and order keys are looked up by name."""
    contract = load(DLC, CONTRACTS)
    assert contract.order is not None
    for look in (contract.parameter, contract.filter, contract.field, contract.order.key):
        with pytest.raises(KeyError, match="nothing"):
            look("nothing")


@pytest.mark.parametrize(
    ("path", "value", "expected"),
    [
        (("paths",), {}, "expected one path with a get operation, found 0"),
        (("components",), GONE, "#/components/schemas/Answer leads nowhere"),
        (("x-listing", "pages"), {}, "exactly one of offset, number, cursor and link"),
        (("x-listing", "records"), "/total_num", "leads to no array of records"),
        (("components", "schemas", "Record", "type"), None, "is no JSON Schema"),
        (("x-disputes",), {}, "expected a list"),
    ],
)
def test_a_malformed_contract_is_refused_with_file_and_line(path: tuple[str, ...], value: object, expected: str) -> None:
    """The mistakes name the file and a line of it."""
    document = changed(original(HSS), (path, value))
    with pytest.raises(ContractError) as caught:
        build(document, HSS)
    assert any(expected in mistake.message for mistake in caught.value.mistakes), str(caught.value)
    assert all(mistake.file == document.file and mistake.line >= 1 for mistake in caught.value.mistakes)


def test_references_are_written_out() -> None:
    """What stands beside a reference wins; a circle, a way out of the file and a dead end are told."""
    root = {"a": {"type": "string", "maxLength": 3}, "b": {"items": {"$ref": "#/a", "maxLength": 5}}, "c": {"$ref": "#/c"}}
    assert resolved({"$ref": "#/b"}, root) == {"items": {"type": "string", "maxLength": 5}}
    for reference, expected in (("#/c", "leads back to itself"), ("other.yaml#/a", "out of the file"), ("#/d", "leads nowhere")):
        with pytest.raises(ValueError, match=expected):
            resolved({"$ref": reference}, root)


def test_a_schema_that_is_used_twice_is_no_circle() -> None:
    """The same reference may stand at two places, one inside the other's neighbour."""
    root = {"a": {"type": "string"}, "b": {"properties": {"x": {"$ref": "#/a"}, "y": {"items": {"$ref": "#/a"}}}}}
    assert resolved({"$ref": "#/b"}, root)["properties"]["y"] == {"items": {"type": "string"}}
