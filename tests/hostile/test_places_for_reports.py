"""Where reports cannot go: told in a sentence before anything is asked, whatever stands there."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from listproof.contract.folders import why_unwritable
from listproof.plugin.junit_beside import JunitBeside

from .attacks import honest_but
from .servers import hostile

_NOWHERE = "{place} is a link that leads nowhere; take it away, or name another folder"
_NO_FOLDER = "{place} is no folder; name another folder"


def _made(kind: str, place: Path) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    if kind == "a link to itself":
        place.symlink_to(place.name)
    elif kind == "a dangling link":
        place.symlink_to("nowhere")
    elif kind == "links to each other":
        place.symlink_to("other")
        place.with_name("other").symlink_to(place.name)
    elif kind == "a file":
        place.touch()
    elif kind == "a pipe":
        os.mkfifo(place)
    elif kind == "a link to a device":
        place.symlink_to("/dev/full")
    else:
        place.mkdir()


_KINDS = {
    "a link to itself": _NOWHERE, "a dangling link": _NOWHERE, "links to each other": _NOWHERE, "a file": _NO_FOLDER, "a pipe": _NO_FOLDER,
    "a link to a device": _NO_FOLDER,
}  # fmt: skip


@pytest.mark.parametrize("kind", _KINDS)
def test_what_is_no_folder_is_told_by_what_it_is(kind: str, tmp_path: Path) -> None:
    """Be it the folder or one that it would stand in."""
    place = tmp_path / "reports"
    _made(kind, place)
    assert why_unwritable(place) == _KINDS[kind].format(place=place)
    assert (why_unwritable(place / "new" / "deeper") or "").endswith("name another folder")


@pytest.mark.parametrize(
    ("name", "says"), [("x" * 300, "File name too long"), ("a\0b", "is the name of no folder"), ("", None), ("new/deep", None)]
)
def test_a_name_that_no_folder_can_have_is_told(name: str, says: str | None, tmp_path: Path) -> None:
    """A folder that is missing can still be made; these never."""
    told = why_unwritable(tmp_path / name)
    assert told is None if says is None else told is not None and says in told


def test_a_link_to_a_folder_is_one(tmp_path: Path) -> None:
    """Whoever keeps reports elsewhere may say so by a link."""
    (tmp_path / "there").mkdir()
    (tmp_path / "reports").symlink_to("there")
    assert why_unwritable(tmp_path / "reports") is None


def _targets(folder: Path, url: str) -> None:
    entry = '[targets.live.huawei-hss-kubernetes-jobs]\nbase_url = "{}"\npath = {{ project_id = "x" }}\nauth = {{ type = "header", {} }}\n'
    (folder / "listproof.toml").write_text(entry.format(url, 'name = "X-Auth-Token", value = "${TOKEN}"'))


@pytest.mark.parametrize(
    ("kind", "place", "words", "says"),
    [
        ("a link to itself", "reports", ("test",), _NOWHERE),
        ("a dangling link", "reports", ("test",), _NOWHERE),
        ("a link to itself", "reports/history", ("test",), "{place} is a link, which nothing is written through; take it away"),
        ("a folder", "reports/run.json", ("test",), "{place} is a folder where a file is to stand; take it away"),
        ("a folder", "reports/exchanges.har", ("test", "--har"), "{place} is a folder where a file is to stand; take it away"),
        ("a link to itself", "reports", ("check", "openapi.json", "--url", "URL", "-o", "reports"), _NOWHERE),
        ("a file", "reports", ("check", "openapi.json", "--url", "URL", "-o", "reports"), "'reports' is a file"),
        ("a link to itself", "reports", ("prove", "-o", "reports"), _NOWHERE),
        ("a dangling link", "reports", ("prove", "-o", "reports"), _NOWHERE),
    ],
)  # fmt: skip
def test_a_place_that_takes_no_report_is_told_before_anything_is_sent(
    kind: str, place: str, words: tuple[str, ...], says: str, tmp_path: Path
) -> None:
    """After a night of asking is too late."""
    _made(kind, tmp_path / place)
    schema = {"type": "array", "items": {"type": "object", "properties": {"id": {"type": "integer"}}}}
    answers = {"200": {"description": "All.", "content": {"application/json": {"schema": schema}}}}
    paths = {"/boats": {"get": {"operationId": "boats", "responses": answers}}}
    (tmp_path / "openapi.json").write_text(json.dumps({"openapi": "3.1.0", "info": {"title": "a", "version": "1"}, "paths": paths}))
    with hostile(honest_but(lambda body: None), seconds=60) as server:
        _targets(tmp_path, server.url)
        given = [server.url if word == "URL" else word for word in words]
        given += (
            ["--target=live", "--contract=huawei-hss-kubernetes-jobs", "--queries=0", "-p", "no:cacheprovider"]
            if words[0] == "test"
            else []
        )
        command = [sys.executable, "-m", "listproof", *given]
        done = subprocess.run(
            command,
            cwd=tmp_path,
            env={**os.environ, "TOKEN": "a-token-of-somebody"},
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
    assert says.format(place=place) in done.stderr
    assert done.returncode == 4
    assert server.requests == []
    assert "Traceback" not in done.stderr


def test_nobody_waits_for_a_reader_of_a_junit_file(tmp_path: Path) -> None:
    """A pipe that nobody reads from is told, and not written to; where somebody has opened it, pytest writes to it."""
    pipe = tmp_path / "junit.xml"
    written: list[str] = []
    os.mkfifo(pipe)
    beside = JunitBeside(SimpleNamespace(logfile=str(pipe)))
    beside.written_by(lambda: written.append("unread"))
    assert written == []
    assert beside.unkept == f"{pipe} could not be written (nobody reads from this pipe); name another file with --junitxml"
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    beside.written_by(lambda: written.append("read"))
    os.close(reader)
    assert written == ["read"]
