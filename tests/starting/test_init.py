"""`listproof init`: three answers make a folder ready, whoever gives them, and nothing that is there is touched."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from listproof.cli import main
from listproof.contract import load, slugs
from listproof.running import choose
from listproof.starting import hand_written, workflow
from listproof.starting.files import installed_from

SOURCE = ("--install", "git+https://git.example.org/listproof")
BEARER = {"components": {"securitySchemes": {"token": {"type": "http", "scheme": "bearer"}}}, "security": [{"token": []}]}


def file_of(*paths: str, **more: Any) -> dict[str, Any]:
    """An OpenAPI file that lists boats at each of these paths."""
    boat = {"type": "object", "required": ["id"], "properties": {"id": {"type": "integer"}, "name": {"type": "string"}}}
    answer = {"type": "object", "properties": {"boats": {"type": "array", "items": boat}, "total": {"type": "integer"}}}
    good = {"description": "boats", "content": {"application/json": {"schema": answer}}}

    def get(path: str) -> dict[str, Any]:
        names = [part[1:-1] for part in path.split("/") if part[:1] == "{"]
        within = [{"name": name, "in": "path", "required": True, "schema": {"type": "string"}} for name in names]
        paged = [{"name": name, "in": "query", "schema": {"type": "integer"}} for name in ("offset", "limit")]
        return {"get": {"parameters": [*within, *paged], "responses": {"200": good}}}

    return {"openapi": "3.1.0", "info": {"title": "Harbour", "version": "1"}, "paths": {path: get(path) for path in paths}, **more}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def init(*options: str, answers: str | None = None) -> str:
    """What `init` says, which must have worked."""
    done = CliRunner().invoke(main, ["init", *options], input=answers)
    assert done.exit_code == 0, done.output
    return done.output


def test_three_answers_leave_a_folder_that_can_be_asked(folder: Path) -> None:
    """Accepting all that is offered takes the file that is there, and every listing of it has a target."""
    (folder / "openapi.json").write_text(json.dumps(file_of("/boats", "/crews")), encoding="utf-8")
    said = init(answers="\n\n\nuvicorn harbour:app\ngit+https://git.example.org/listproof\n")
    assert said.count("written   ") == 3
    assert said.rstrip().endswith("next      listproof test --target local")
    choice = choose(["local"], (), folder / "listproof.toml", True, None, {})
    assert [place.contract.slug for place in choice.places] == list(slugs()) == ["boats", "crews"]
    assert (folder / ".github/workflows/listproof.yml").is_file()


def test_flags_answer_without_being_asked(folder: Path) -> None:
    """With all three there is no question; without a pipeline there is no workflow."""
    (folder / "harbour.yaml").write_text(yaml.safe_dump(file_of("/boats")), encoding="utf-8")
    said = init("--openapi", "harbour.yaml", "--url", "https://api.example.org/", "--workflow", "none")
    assert "[asked" not in said
    assert said.rstrip().endswith("next      listproof test --target live")
    entry = tomllib.loads((folder / "listproof.toml").read_text(encoding="utf-8"))["targets"]["live"]["boats"]
    assert entry == {"base_url": "https://api.example.org", "requests_per_second": 2}
    assert not (folder / ".github").exists()


def test_without_an_openapi_file_there_is_a_contract_to_write_over(folder: Path) -> None:
    """It lints as it stands, and the next command is the one that says so."""
    said = init("--openapi", "none", "--url", "http://127.0.0.1:8000", "--workflow", "gitlab", *SOURCE)
    assert said.rstrip().endswith("next      listproof lint")
    assert CliRunner().invoke(main, ["lint"]).output.startswith("things: ")
    assert hand_written() == (folder / "contracts/things.yaml").read_text(encoding="utf-8")


def test_nothing_that_is_there_is_written_over(folder: Path) -> None:
    """A second time every file is left as it is, and told; a targets file of somebody's own is as well."""
    (folder / "openapi.json").write_text(json.dumps(file_of("/boats")), encoding="utf-8")
    (folder / "listproof.toml").write_text("# mine\n", encoding="utf-8")
    options = ("--openapi", "openapi.json", "--url", "http://127.0.0.1:8000", "--workflow", "github", *SOURCE)
    said = init(*options)
    assert "there     listproof.toml, left as it is" in said
    assert "has an entry for each of boats" in said
    (folder / "contracts/openapi.overlay.yaml").write_text("# mine\n" + (folder / "contracts/openapi.overlay.yaml").read_text("utf-8"))
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    assert init(*options).count("left as it is") == 3
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


def test_a_path_that_needs_a_value_waits_for_one(folder: Path) -> None:
    """Its entry is commented out and says why; with its values and without its marks it is one."""
    (folder / "openapi.json").write_text(json.dumps(file_of("/boats", "/boats/{boat_id}/crews")), encoding="utf-8")
    said = init("--openapi", "openapi.json", "--url", "http://127.0.0.1:8000", "--workflow", "none")
    assert "write values for paths" in said
    text = (folder / "listproof.toml").read_text(encoding="utf-8")
    assert list(tomllib.loads(text)["targets"]["local"]) == ["boats"]
    slug = next(slug for slug in slugs() if load(slug).scopes)
    filled = "\n".join(line.removeprefix("# ") if line.startswith(("# [", "# base", "# path")) else line for line in text.split("\n"))
    assert tomllib.loads(filled)["targets"]["local"][slug]["path"] == {"boat_id": "…"}


def test_a_token_stays_out_of_every_file(folder: Path) -> None:
    """Targets file and workflow name the variable, and the way to sign in is the one of the OpenAPI file."""
    (folder / "openapi.json").write_text(json.dumps(file_of("/boats", **BEARER)), encoding="utf-8")
    said = init("--openapi", "openapi.json", "--url", "https://api.example.org", "--workflow", "github", *SOURCE)
    assert "export API_TOKEN=…" in said
    choice = choose(["live"], (), folder / "listproof.toml", True, None, {"API_TOKEN": "tok-1f0c9a77"})
    assert choice.places[0].target is not None
    jobs = yaml.safe_load((folder / ".github/workflows/listproof.yml").read_text(encoding="utf-8"))["jobs"]
    assert any(step.get("env") == {"API_TOKEN": "${{ secrets.API_TOKEN }}"} for step in jobs["listproof"]["steps"])


def steps_of(pipeline: str, text: str) -> list[str]:
    """The commands of a workflow in their order, each as the shell gets it."""
    said = yaml.safe_load(text)
    if pipeline == "gitlab":
        return list(said["listproof"]["script"])
    return [step["run"] for step in said["jobs"]["listproof"]["steps"] if "run" in step]


@pytest.mark.parametrize("pipeline", ["github", "gitlab"])
@pytest.mark.parametrize(
    ("url", "start"), [("http://127.0.0.1:8000", "serve"), ("http://127.0.0.1:8000", ""), ("https://api.example.org", "")]
)
def test_a_workflow_is_one(pipeline: str, url: str, start: str) -> None:
    """It is YAML and asks the right target; a service of this machine only where its start is known, for nobody answers else."""
    steps = steps_of(pipeline, workflow(pipeline, url, ("API_TOKEN",), "wheels/listproof 1.whl", start))
    assert "pip install 'wheels/listproof 1.whl'" in steps[0]
    assert steps[1] == "listproof lint"
    asked = "https" in url or bool(start)
    assert len(steps) == 2 + asked + bool(start)
    assert steps[-1].startswith(f"listproof test --target {'local' if '127' in url else 'live'}") == asked
    assert not any("exit 1" in step for step in steps)
    assert ("API_TOKEN" in workflow(pipeline, url, ("API_TOKEN",), "x", start)) == asked


@pytest.mark.slow
@pytest.mark.parametrize("pipeline", ["github", "gitlab"])
def test_every_step_of_a_workflow_works(pipeline: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run one after the other in the folder that `init` left, they install what is there, start the service and judge it."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    (folder / "wheels").mkdir()
    (folder / "wheels/listproof-1-py3-none-any.whl").write_bytes(b"")
    (folder / "openapi.json").write_text(json.dumps(file_of("/boats")), encoding="utf-8")
    start = f"exec listproof serve openapi.json --port {port}"
    source = ("--install", "wheels/listproof-1-py3-none-any.whl")
    init("--openapi", "openapi.json", "--url", f"http://127.0.0.1:{port}", "--workflow", pipeline, *source, "--start", start)
    shims = folder / "bin"
    shims.mkdir()
    for name, does in (("listproof", f'exec {sys.executable} -m listproof "$@"'),
                       ("python", f'[ "$2" = pip ] && exec test -f "$4"; exec {sys.executable} "$@"')):  # fmt: skip
        (shims / name).write_text(f"#!/bin/sh\n{does}\n", encoding="utf-8")
        (shims / name).chmod(0o755)
    monkeypatch.setenv("PATH", str(shims), prepend=os.pathsep)
    file = {"github": ".github/workflows/listproof.yml", "gitlab": ".gitlab-ci.yml"}[pipeline]
    steps = steps_of(pipeline, (folder / file).read_text(encoding="utf-8"))
    script = "set -e\ntrap 'kill $(jobs -p)' EXIT\n" + "\n".join(steps)
    done = subprocess.run(["bash", "-c", script], cwd=folder, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr
    run = json.loads((folder / "reports/run.json").read_text(encoding="utf-8"))
    assert run["listings"][0]["contract"] == "boats"


@pytest.mark.parametrize(
    ("source", "word"),
    [("/srv/somebody/listproof.whl", "inside this folder"), ("no-such.whl", "inside this folder"), ("../listproof", "inside this folder")],
)
def test_a_pipeline_installs_only_what_it_can_have(folder: Path, source: str, word: str) -> None:
    """A path of one machine, and a file that is not there, are refused before anything is written."""
    done = CliRunner().invoke(
        main, ["init", "--openapi", "none", "--url", "https://api.example.org", "--workflow", "github", "--install", source]
    )
    assert (done.exit_code, word in done.output) == (4, True)
    assert not list(folder.rglob("*"))


def test_where_listproof_comes_from_is_known_where_pip_was_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """The address of a repository is taken with its commit; a folder of this machine is none, and one with a password is not repeated."""

    def told(**given: Any) -> str:
        known = type("Known", (), {"read_text": lambda self, name: json.dumps(given)})
        monkeypatch.setattr("listproof.starting.files.metadata.distribution", lambda name: known())
        return installed_from()

    git = {"vcs": "git", "commit_id": "0a1b"}
    assert told(url="https://git.example.org/listproof", vcs_info=git) == "git+https://git.example.org/listproof@0a1b"
    assert told(url="file:///srv/somebody/listproof", dir_info={}) == ""
    assert told(url="https://somebody:word@git.example.org/listproof", vcs_info=git) == ""


@pytest.mark.parametrize(
    ("options", "word"),
    [
        (("--openapi", "no-such.yaml"), "no such file"),
        (("--openapi", "empty.json"), "list of records"),
        (("--openapi", "said.json"), "says its listings itself"),
        (("--openapi", "none", "--url", "127.0.0.1:8000"), "starts with http://"),
        (("--openapi", "none", "--url", "http://[x"), "starts with http://"),
        (("--openapi", "none", "--url", "http://127.0.0.1:9999999"), "starts with http://"),
        (("--openapi", "none", "--url", "https://user:pass@h.test"), "holds a user or password"),
        ((), "nothing was written"),
    ],
)
def test_what_cannot_be_done_is_one_sentence_and_no_file(folder: Path, options: tuple[str, ...], word: str) -> None:
    """A file that is not there, has no list or says its listings itself, an address that is none, a question without an answer."""
    said = file_of("/boats")
    said["paths"]["/boats"]["get"]["x-listing"] = {"records": "/boats", "identity": ["/id"], "pages": "none", "sign-in": [{"type": "none"}]}
    (folder / "empty.json").write_text(json.dumps(file_of()), encoding="utf-8")
    (folder / "said.json").write_text(json.dumps(said), encoding="utf-8")
    before = sorted(folder.rglob("*"))
    rest = ["--workflow", "none"] if "--url" in options else ["--url", "http://127.0.0.1:8000", "--workflow", "none"]
    done = CliRunner().invoke(main, ["init", *options, *(rest if options else ())], input="")
    assert done.exit_code == 4
    assert word in done.output
    assert sorted(folder.rglob("*")) == before


def test_the_contract_to_write_over_is_read_as_it_looks(folder: Path) -> None:
    """Its words are those of a listing by offset with one filter and one order."""
    (folder / "contracts").mkdir()
    (folder / "contracts/things.yaml").write_text(hand_written(), encoding="utf-8")
    contract = load("things", folder / "contracts")
    assert [one.name for one in contract.filters] == ["state"]


def test_a_header_is_named(folder: Path) -> None:
    """What the OpenAPI file says of the key stands in the targets file, and its value does not."""
    key = {"components": {"securitySchemes": {"key": {"type": "apiKey", "in": "header", "name": "X-Token"}}}, "security": [{"key": []}]}
    (folder / "openapi.json").write_text(json.dumps(file_of("/boats", **key)), encoding="utf-8")
    init("--openapi", "openapi.json", "--url", "http://127.0.0.1:8000", "--workflow", "none")
    entry = tomllib.loads((folder / "listproof.toml").read_text(encoding="utf-8"))["targets"]["local"]["boats"]
    assert entry["auth"] == {"type": "header", "name": "X-Token", "value": "${API_TOKEN}"}


@pytest.mark.parametrize(("url", "told"), [("https://api.example.org", True), ("https://api.example.org/v2", False)])
def test_a_path_that_the_file_s_server_has_is_not_left_out_unsaid(url: str, told: bool, folder: Path) -> None:
    """An address alone may lack what stands before every path; who gives one with a path has said it."""
    servers = [{"url": "https://harbour.example/v2"}]
    (folder / "openapi.json").write_text(json.dumps(file_of("/boats", servers=servers)), encoding="utf-8")
    said = init("--openapi", "openapi.json", "--url", url, "--workflow", "none")
    assert ("write /v2 behind base_url" in said) is told
