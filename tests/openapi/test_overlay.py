"""What is derived is an overlay that lints, says why it guesses, and makes the contract that was guessed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

from listproof.cli import main
from listproof.contract import binds, facts, load, slugs

from .boats import file_of, operation, parameter

LIMIT = parameter("limit", "integer", maximum=50)


def run(*words: object) -> Result:
    """The command with its words; a traceback fails the test."""
    result = CliRunner().invoke(main, ["derive", *map(str, words)])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.output
    return result


@pytest.fixture
def openapi(tmp_path: Path) -> Path:
    """A file with two listings, one of a name that JSONPath must escape."""
    described = operation(parameter("offset", "integer"), LIMIT, parameter("state", enum=["moored", "sailing"]))
    value = file_of(described).value
    value["paths"]["/ports/{port}'s/boats"] = {"get": operation(parameter("port", place="path"), parameter("page", "integer"), LIMIT)}
    path = tmp_path / "harbour.json"
    path.write_text(json.dumps(value), encoding="utf-8")
    return path


def test_an_overlay_makes_contracts_that_lint(openapi: Path, tmp_path: Path) -> None:
    """An empty folder is made; each listing of the file is a contract of it, and every fact of the listing binds nobody."""
    folder = tmp_path / "new" / "contracts"
    assert run(openapi, "-o", folder).exit_code == 0
    assert slugs(folder) == ("boats", "ports-port-s-boats")
    linted = CliRunner().invoke(main, ["lint", "--contracts", str(folder)])
    assert linted.exit_code == 0, linted.output
    held = {fact.id: fact for fact in facts(load("boats", folder))}
    assert not binds(held["pages.offset"].source)
    assert binds(held["parameters.limit.maximum"].source)


def test_each_guess_has_its_reason_beside_it(openapi: Path) -> None:
    """On the screen too: a comment before each word, and a grade of guess in sources."""
    text = run(openapi, "--operation", "/boats").stdout
    assert "# guess: the parameter is called offset and takes a number\n        pages:" in text
    assert "# guess: the field state is called like the parameter\n          state:" in text
    (action,) = yaml.safe_load(text)["actions"]
    assert action["target"] == "$.paths['/boats'].get"
    assert action["update"]["x-listing"]["sources"]["records"]["grade"] == "guess"


def test_what_a_file_says_itself_is_left_as_it_is(openapi: Path, tmp_path: Path) -> None:
    """The overlay adds the other listings, and the folder has all; where each is said there is nothing to write."""
    value = json.loads(openapi.read_text(encoding="utf-8"))
    listing = yaml.safe_load(run(openapi, "--operation", "/boats").stdout)["actions"][0]["update"]["x-listing"]
    value["paths"]["/boats"]["get"]["x-listing"] = {name: held for name, held in listing.items() if name not in ("slug", "sources")}
    openapi.write_text(json.dumps(value), encoding="utf-8")
    result = run(openapi, "-o", tmp_path / "a")
    assert "/boats has its x-listing, left as it is" in result.stderr
    assert len(yaml.safe_load((tmp_path / "a" / "harbour.overlay.yaml").read_text(encoding="utf-8"))["actions"]) == 1
    assert slugs(tmp_path / "a") == ("boats", "ports-port-s-boats")
    held = {fact.id: fact for fact in facts(load("boats", tmp_path / "a"))}
    assert binds(held["pages.offset"].source)
    assert run(openapi, "--operation", "/boats", "-o", tmp_path / "b").exit_code == 4
    assert not (tmp_path / "b").exists()


def test_what_is_there_is_not_overwritten(openapi: Path, tmp_path: Path) -> None:
    """A second time needs --force."""
    assert run(openapi, "-o", tmp_path / "a").exit_code == 0
    assert "--force" in run(openapi, "-o", tmp_path / "a").output
    assert run(openapi, "-o", tmp_path / "a", "--force").exit_code == 0


def test_an_unknown_operation_is_told_with_the_nearest(openapi: Path) -> None:
    """The message names what there is."""
    result = run(openapi, "--operation", "/boat")
    assert result.exit_code == 4
    assert "/boats" in result.output


def test_a_file_of_which_nothing_can_be_read_is_refused(tmp_path: Path) -> None:
    """Nothing is written, and the command says why each operation is left out."""
    whole = {"name": "q", "in": "querystring", "content": {"text/plain": {"schema": {"type": "string"}}}}
    path = tmp_path / "harbour.yaml"
    path.write_text(json.dumps(file_of(operation(whole)).value), encoding="utf-8")
    done = CliRunner().invoke(main, ["derive", str(path), "-o", str(tmp_path / "contracts")])
    assert done.exit_code != 0
    assert "none of its list operations can be read" in done.output
    assert "is left out: parameter q: expected in to be one of" in done.output
    assert not (tmp_path / "contracts").exists()
