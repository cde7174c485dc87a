"""Small files that break whoever reads them: names with NUL, keys that steer, values of another kind, chains, rows of blanks, odd names."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result

from listproof.cli import main
from listproof.contract.text import ContractError, read
from listproof.openapi.command import is_openapi
from listproof.plugin.settings import settings_of
from listproof.transport.targets_file import TargetsError, read_targets

from .attacks import CONTRACT
from .faces import STEERING

_TEXT = Path(CONTRACT.file).read_text(encoding="utf-8")
_ITEM = {"type": "object", "required": ["id"], "properties": {"id": {"type": "string"}}}
_PAGE = {"type": "object", "properties": {"total": {"type": "integer"}, "items": {"type": "array", "items": _ITEM}}}


def _file(folder: Path, change: Callable[[dict[str, Any], dict[str, Any]], object]) -> Path:
    """An OpenAPI file of one list, changed."""
    answers = {"200": {"description": "boats", "content": {"application/json": {"schema": json.loads(json.dumps(_PAGE))}}}}
    limit = {"name": "limit", "in": "query", "schema": {"type": "integer", "minimum": 1, "maximum": 100}}
    operation: dict[str, Any] = {"operationId": "listBoats", "parameters": [limit], "responses": answers}
    root: dict[str, Any] = {"openapi": "3.1.0", "info": {"title": "Boats", "version": "1"}, "paths": {"/boats": {"get": operation}}}
    change(root, operation)
    file = folder / "boats.yaml"
    file.write_text(json.dumps(root), encoding="utf-8")
    return file


def _ran(*words: str, environment: dict[str, str] | None = None) -> Result:
    """A command that ends by itself, in a sentence."""
    done = CliRunner().invoke(main, list(words), env=environment)
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    assert not any(line.startswith(("::", "##[")) for line in done.output.splitlines()), done.output
    assert all(one.isprintable() or one == "\n" for one in done.output), done.output
    return done


@pytest.mark.parametrize("name", ["x\n::error::y", "x\x1b[2J", "x\u202ey"], ids=["a command", "a screen", "a direction"])
def test_a_folder_whose_name_steers_is_no_contract(name: str, tmp_path: Path) -> None:
    """It is told as a mistake in one line, spelled, and so is nothing else of it."""
    (tmp_path / name).mkdir()
    (tmp_path / name / "openapi.yaml").write_text(_TEXT, encoding="utf-8")
    done = _ran("lint", "--contracts", str(tmp_path))
    assert done.exit_code == 1
    assert "the name of its folder is no slug" in done.output
    assert len(done.output.splitlines()) == 2


@pytest.mark.parametrize("tag", ["!!timestamp x", "!!bool x", "!!int ''", "!!float x", "!!binary é", "!!set x", "!!omap x"])
def test_a_value_that_is_not_of_its_tag_is_no_yaml(tag: str, tmp_path: Path) -> None:
    """What the parser would break on is told as a mistake of the file."""
    file = tmp_path / "openapi.yaml"
    file.write_text(f"openapi: 3.1.0\nx-odd: {tag}\n", encoding="utf-8")
    with pytest.raises(ContractError, match=r"is no (YAML|JSON)"):
        read(file)
    assert _ran("lint", str(file)).exit_code == 1


@pytest.mark.parametrize("steps", [99, 101, 20_000])
def test_references_that_only_lead_on_are_followed_a_hundred_times(steps: int, tmp_path: Path) -> None:
    """Twenty thousand of them cost their square; a schema at the end of ninety-nine is read."""

    def change(root: dict[str, Any], operation: dict[str, Any]) -> None:
        schemas: dict[str, Any] = {f"s{at}": {"$ref": f"#/components/schemas/s{at + 1}"} for at in range(steps - 1)}
        root["components"] = {"schemas": {**schemas, f"s{steps - 1}": {"type": "string"}}}
        operation["responses"]["200"]["content"]["application/json"]["schema"]["properties"]["more"] = {"$ref": "#/components/schemas/s0"}

    began = time.process_time()
    done = _ran("derive", str(_file(tmp_path, change)))
    assert ("more than 100 references" in done.output) == (steps > 100)
    assert time.process_time() - began < 15


def test_a_list_of_a_hundred_thousand_parameters_is_refused_before_it_is_read(tmp_path: Path) -> None:
    """Its values, with the place of each, would take more memory than a run may."""
    listed = [{"name": f"p{at}", "in": "query", "schema": {"type": "string"}} for at in range(100_000)]
    file = _file(tmp_path, lambda root, operation: operation["parameters"].extend(listed))
    began = time.process_time()
    with pytest.raises(ContractError, match="lists more than 20,000 parameters"):
        read(file)
    assert time.process_time() - began < 8


def test_a_multiple_of_nothing_divides_nobody(tmp_path: Path) -> None:
    """A schema with `multipleOf: 0` is told as none, and its operation is left out."""
    file = _file(tmp_path, lambda root, operation: operation["parameters"][0]["schema"].update(multipleOf=0))
    done = _ran("derive", str(file))
    assert "is no JSON Schema" in done.output


@pytest.mark.parametrize("name", ["X-Key\r\nHost: elsewhere", "X Key", "Schlüssel", ""])
@pytest.mark.parametrize("place", ["header", "cookie"])
def test_a_credential_by_a_name_that_none_has_is_not_guessed(name: str, place: str, tmp_path: Path) -> None:
    """Nothing can be sent under it: the way to sign in is passed over, as an unknown one is, and lint refuses it in a contract."""

    def change(root: dict[str, Any], operation: dict[str, Any]) -> None:
        root.update(security=[{"key": []}], components={"securitySchemes": {"key": {"type": "apiKey", "in": place, "name": name}}})

    file = _file(tmp_path, change)
    assert _ran("check", str(file), "--plan").exit_code == 0
    root = yaml.safe_load(_TEXT)
    root["x-listing"]["sign-in"] = [{"type": place, "name": name}]
    contract = tmp_path / "openapi.yaml"
    contract.write_text(yaml.safe_dump(root, sort_keys=False), encoding="utf-8")
    assert _ran("lint", str(contract)).exit_code == 1


def test_a_token_of_the_environment_that_no_header_carries_is_told(tmp_path: Path) -> None:
    """One sentence names the variable, and not what it holds."""

    def change(root: dict[str, Any], operation: dict[str, Any]) -> None:
        root.update(security=[{"key": []}], components={"securitySchemes": {"key": {"type": "http", "scheme": "bearer"}}})

    file = _file(tmp_path, change)
    done = _ran("check", str(file), "--url", "http://127.0.0.1:1", environment={"LISTPROOF_TOKEN": "PLANTED\nline"})
    assert done.exit_code == 4
    assert "LISTPROOF_TOKEN: " in done.output
    assert "PLANTED" not in done.output


def test_lines_of_blanks_are_no_work(tmp_path: Path) -> None:
    """Whether a file is an OpenAPI document is told of three thousand lines of up to three thousand blanks at the cost of one look."""
    file = tmp_path / "blanks.yaml"
    file.write_text("".join(" " * at + "a:\n" for at in range(3000)), encoding="utf-8")
    began = time.process_time()
    assert not is_openapi(file)
    assert time.process_time() - began < 3


_ENTRY = '[targets.live.slug]\nbase_url = "http://127.0.0.1:1"\n'
_STEERING = json.dumps(STEERING)


@pytest.mark.parametrize(
    "text",
    [f"{_ENTRY}{_STEERING} = 1\n", f"{_STEERING} = 1\n", f"[targets.live.{_STEERING}]\nx = 1\n", f"{_ENTRY}[[waivers]]\n{_STEERING} = 1\n",
     f'secrets = "a\\u0000b"\n{_ENTRY}', f'secrets = {_STEERING}\n{_ENTRY}'],
    ids=["a key", "a table", "a slug", "a waiver", "a file with NUL", "a file"],
)  # fmt: skip
def test_what_a_targets_file_names_is_spelled(text: str, tmp_path: Path) -> None:
    """Whatever a key or a file is called, the mistake is one sentence that steers nothing."""
    file = tmp_path / "listproof.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(TargetsError) as told:
        read_targets(file)
    assert str(told.value).isprintable()


def test_a_command_with_nul_is_refused_in_the_targets_file(tmp_path: Path) -> None:
    """The system would not start it, and the run would call that a failure of its own."""
    file = tmp_path / "listproof.toml"
    file.write_text(f'{_ENTRY}auth = {{ type = "bearer", token_command = "print\\u0000token" }}\n', encoding="utf-8")
    with pytest.raises(TargetsError, match='"token_command" holds NUL'):
        read_targets(file).target("live", "slug", {})


def test_a_file_of_settings_that_is_huge_is_not_parsed_for_them(tmp_path: Path) -> None:
    """One of more than 10 MB is passed over before it is parsed, which takes a minute; whoever needs it refuses it by its size."""
    (tmp_path / "listproof.toml").write_text("[tool.listproof]\ntarget = 'live'\n" + "# no more\n" * 1_000_001)
    assert settings_of([tmp_path]) is None
    with pytest.raises(TargetsError, match="larger than 10 MB"):
        read_targets(tmp_path / "listproof.toml")


def test_lint_names_what_among_the_contracts_is_no_file(tmp_path: Path) -> None:
    """A pipe, a device and a link to itself are passed over, and a sentence for each says so."""
    (tmp_path / CONTRACT.slug).mkdir()
    (tmp_path / CONTRACT.slug / "openapi.yaml").write_text(_TEXT, encoding="utf-8")
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "loop.yaml").symlink_to("loop.yaml")
    (tmp_path / CONTRACT.slug / "zero.yaml").symlink_to("/dev/zero")
    done = _ran("lint", "--contracts", str(tmp_path))
    assert done.exit_code == 0
    assert [line.split(": ")[0].rpartition("/")[2] for line in done.output.splitlines() if "neither a file" in line] == [
        "zero.yaml",
        "loop.yaml",
        "pipe",
    ]
