"""`listproof schemas` writes four stand-alone JSON Schemas that anyone's validator takes."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator

from listproof.cli import main
from listproof.contract import load, slugs
from listproof.contract.schemas import schemas

from .changed import CONTRACTS

NAMES = ("request", "answer", "record", "error")
each_contract = pytest.mark.parametrize("slug", slugs(CONTRACTS))


def keywords(schema: Any) -> set[str]:
    """Every key that stands anywhere in a schema."""
    if isinstance(schema, dict):
        return set(schema).union(*map(keywords, schema.values()))
    return set().union(*map(keywords, schema)) if isinstance(schema, list) else set()


@each_contract
def test_each_schema_stands_alone(slug: str) -> None:
    """Valid against the meta-schema, with $schema, an $id and a title of its own, no reference, no extension of ours."""
    found = schemas(load(slug, CONTRACTS))
    assert tuple(found) == NAMES
    assert len({schema["$id"] for schema in found.values()}) == len({schema["title"] for schema in found.values()}) == 4
    for name, schema in found.items():
        Draft202012Validator.check_schema(schema)
        assert jsonschema_rs.meta.is_valid(schema)
        assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
        assert schema["$id"] == f"urn:listproof:{slug}:{name}"
        assert not {key for key in keywords(schema) if key == "$ref" or key.startswith("x-")}


@each_contract
def test_they_accept_what_the_document_shows_and_no_more(slug: str) -> None:
    """The document's example answer and its records are valid; an answer without its records and an empty error are not."""
    contract, found = load(slug, CONTRACTS), schemas(load(slug, CONTRACTS))
    answer, record, error = (Draft202012Validator(found[name]) for name in NAMES[1:])
    broken = copy.deepcopy(contract.example)
    if contract.example is not None:
        assert answer.is_valid(contract.example)
        assert not error.is_valid(contract.example)
        del broken[contract.records.split("/")[1]]
        assert not answer.is_valid(broken)
    assert not record.is_valid({})
    assert not error.is_valid({})
    assert all(error.is_valid(form.body) for form in contract.errors)


@each_contract
def test_a_request_schema_knows_every_parameter_in_its_place(slug: str) -> None:
    """Parameters stand by place and name, those of a JSON parameter inside it; what is mandatory is required."""
    contract, request = load(slug, CONTRACTS), schemas(load(slug, CONTRACTS))["request"]
    for parameter in contract.parameters:
        place = request["properties"][parameter.place]
        if parameter.carrier:
            inner = place["properties"][parameter.carrier]["properties"]
            assert parameter.name.removeprefix(f"{parameter.carrier}.") in inner
        else:
            assert parameter.name in place["properties"]
            assert (parameter.name in place.get("required", ())) == parameter.required


def test_a_request_is_judged_by_range_and_type() -> None:
    """A limit in its range is valid, beyond it or as text it is not, and without it the request is none."""
    judge = Draft202012Validator(schemas(load("huawei-hss-kubernetes-jobs", CONTRACTS))["request"])
    good = {"path": {"project_id": "p"}, "query": {"limit": 10}, "header": {"X-Auth-Token": "t"}}
    assert judge.is_valid(good)
    for query in ({"limit": 201}, {"limit": "10"}, {}):
        assert not judge.is_valid({**good, "query": query})


def test_a_property_that_looks_like_an_extension_is_kept() -> None:
    """Only words of the schema are left out, never the names of properties."""
    contract = load("huawei-hss-kubernetes-jobs", CONTRACTS)
    assert "X-Auth-Token" in schemas(contract)["request"]["properties"]["header"]["properties"]


def test_the_files_are_written(tmp_path: Path) -> None:
    """`DIR/SLUG/NAME.schema.json`, the folder made where it is missing, each path told."""
    slug = "nebula-explorer-workflow-jobs"
    done = CliRunner().invoke(main, ["schemas", slug, "-o", str(tmp_path / "new" / "folder")])
    assert done.exit_code == 0, done.output
    place = tmp_path / "new" / "folder" / slug
    assert sorted(path.name for path in place.iterdir()) == sorted(f"{name}.schema.json" for name in NAMES)
    for name in NAMES:
        path = place / f"{name}.schema.json"
        assert json.loads(path.read_text(encoding="utf-8")) == schemas(load(slug, CONTRACTS))[name]
        assert f"written: {path}" in done.output


def test_a_folder_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    """The folder is named with what to do; nothing is overwritten."""
    (tmp_path / "file").write_text("mine")
    done = CliRunner().invoke(main, ["schemas", "huawei-coc-documents", "-o", str(tmp_path / "file" / "schemas")])
    assert done.exit_code == 4
    assert done.output.count("\n") == 1
    assert f"{tmp_path / 'file' / 'schemas'} cannot be written" in done.output
    assert (tmp_path / "file").read_text() == "mine"


def test_an_unknown_slug_is_one_sentence(tmp_path: Path) -> None:
    """The known ones are listed, nothing is written."""
    done = CliRunner().invoke(main, ["schemas", "jobs", "-o", str(tmp_path / "schemas")])
    assert done.exit_code == 4
    assert "has no contract 'jobs'; did you mean" in done.output
    assert not (tmp_path / "schemas").exists()
