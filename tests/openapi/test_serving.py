"""`listproof serve FILE` serves the lists of an OpenAPI file; slugs still serve contracts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from listproof.cli import main
from listproof.contract import load
from listproof.simulator.faults import catalogue

from .boats import file_of, operation, parameter


@pytest.fixture
def openapi(tmp_path: Path) -> Path:
    """A file with one listing."""
    path = tmp_path / "harbour.json"
    described = operation(parameter("offset", "integer"), parameter("limit", "integer", maximum=50), parameter("name"))
    path.write_text(json.dumps(file_of(described).value), encoding="utf-8")
    return path


@pytest.mark.parametrize("spelled", [["--operation", "/boats"], ["--operation=/boats"], []])
def test_an_openapi_file_is_served(openapi: Path, spelled: list[str]) -> None:
    """Its listings are read as they are guessed: their open facts can be listed, and nothing else is said."""
    result = CliRunner().invoke(main, ["serve", str(openapi), "--readings", *spelled])
    assert result.exit_code == 0, result.output
    assert result.output.startswith("boats\n")


def test_the_faults_of_an_openapi_file_are_listed(openapi: Path) -> None:
    """Whoever serves a file finds what `--fault` takes by the command that its messages name."""
    result = CliRunner().invoke(main, ["faults", str(openapi), "--area", "filters"])
    assert result.exit_code == 0, result.output
    assert "boats\tfilter-ignored:name\tfilters\tname is accepted and does nothing." in result.output.splitlines()


def test_a_listing_that_a_file_says_itself_is_served_as_it_says(openapi: Path) -> None:
    """Beside those that are guessed, or alone; of those that are named none other is."""
    value = json.loads(openapi.read_text(encoding="utf-8"))
    value["paths"]["/ports"] = {"get": operation(parameter("page", "integer"), parameter("limit", "integer", maximum=50))}
    value["paths"]["/ports"]["get"]["x-listing"] = {
        "slug": "harbours",
        "records": "/boats",
        "identity": ["/id"],
        "pages": {"number": {"parameter": "page", "first": 0}, "size": {"parameter": "limit", "means": "exactly", "safe": 50}},
        "order": "unspecified",
        "filters": {},
        "sign-in": [{"type": "none"}],
        "errors": {},
    }
    openapi.write_text(json.dumps(value), encoding="utf-8")

    def served(*names: str) -> list[str]:
        asked = [word for name in names for word in ("--operation", name)]
        result = CliRunner().invoke(main, ["serve", str(openapi), "--readings", *asked])
        assert result.exit_code == 0, result.output
        return [line for line in result.stdout.splitlines() if not line.startswith(" ")]

    assert (sorted(served()), served("/boats"), served("/ports")) == (["boats", "harbours"], ["boats"], ["harbours"])


def test_an_unknown_operation_is_told(openapi: Path) -> None:
    """With the nearest there is."""
    result = CliRunner().invoke(main, ["serve", str(openapi), "--operation", "/boat"])
    assert result.exit_code == 4
    assert "/boats" in str(result.exception or "") + result.output


def test_a_simulator_of_guesses_can_lie_about_them(openapi: Path, tmp_path: Path) -> None:
    """A guess binds nobody, so that `prove` asks no law to notice that it is contradicted; a server may still be told to."""
    folder = tmp_path / "contracts"
    assert CliRunner().invoke(main, ["derive", str(openapi), "-o", str(folder)]).exit_code == 0
    listed = CliRunner().invoke(main, ["faults", "--contracts", str(folder)])
    kinds = {line.split("\t")[1].partition(":")[0] for line in listed.output.splitlines()}
    assert {"boundary-record-skipped", "filter-ignored"} <= kinds
    bound = {fault.kind for fault in catalogue(load("boats", folder))}
    assert "field-missing" in bound
    assert not {"boundary-record-skipped", "filter-ignored"} & bound
