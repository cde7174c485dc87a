"""`listproof serve` and `listproof faults`: what they print, and one clear sentence for what they cannot do."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import httpx
import pytest
from click.testing import CliRunner

from listproof.contract import load, slugs
from listproof.simulator.command import _told, faults, serve
from listproof.simulator.service import Service

ROOT = Path(__file__).parents[2]


def test_faults_are_listed() -> None:
    """Each line names contract, fault, area and the lie."""
    told = CliRunner().invoke(faults, ["huawei-hss-kubernetes-jobs", "--area", "pages"])
    assert told.exit_code == 0
    lines = [line.split("\t") for line in told.output.splitlines()]
    assert {line[0] for line in lines} == {"huawei-hss-kubernetes-jobs"}
    assert {line[2] for line in lines} == {"pages"}
    assert "last-record-dropped" in {line[1] for line in lines}


@pytest.mark.parametrize("option", ["--fault", "--variant"])
def test_one_lie_is_told_at_a_time(option: str) -> None:
    """A second one is refused: the first was passed over in silence."""
    told = CliRunner().invoke(serve, ["huawei-hss-kubernetes-jobs", option, "size-ignored", option, "past-end-wraps"])
    assert told.exit_code == 2
    assert "one at a time" in told.output


def test_variants_are_listed() -> None:
    """The benign variants are listed with a sentence each."""
    told = CliRunner().invoke(faults, ["huawei-coc-documents", "--variants"])
    assert told.exit_code == 0
    assert "\tgzip\t" in told.output


def test_readings_are_listed() -> None:
    """Every open fact is listed with its readings."""
    told = CliRunner().invoke(serve, ["huawei-hss-kubernetes-jobs", "--readings"])
    assert "filters.job_name: equals | " in told.output


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["no-such-slug"], "has no contract 'no-such-slug'"),
        (["--reading", "bounds"], "expected FACT=READING"),
        (["--reading", "bounds=bend"], "expected one of reject, clamp"),
        (["--reading", "no.such=thing"], "no open fact 'no.such'"),
        (["--fault", "no-such-fault"], "listproof faults"),
        (["--variant", "no-such-variant"], "listproof faults --variants"),
        (["--keyfile", "key.pem"], "--keyfile needs --certfile"),
    ],
)
def test_mistakes_are_told_in_a_sentence(arguments: list[str], message: str) -> None:
    """Whatever cannot be served is one sentence that names it, and no traceback."""
    told = CliRunner().invoke(serve, [*arguments, "--port", "0", "--jobs", "3"])
    assert told.exit_code != 0
    assert message in told.output
    assert told.exception is None or isinstance(told.exception, SystemExit)


def test_serving_prints_where_and_how(tmp_path: Path) -> None:
    """A server in a pipe prints its paths and a targets file, answers, and stops when interrupted."""
    program = "from listproof.simulator.command import serve; serve()"
    arguments = [sys.executable, "-c", program, "huawei-hss-kubernetes-jobs", "--port", "0", "--jobs", "12"]
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env={**os.environ}) as server:
        try:
            assert server.stdout is not None
            first = server.stdout.readline()
            found = re.search(r"http://127\.0\.0\.1:\d+", first)
            assert found, first
            assert "/openapi.json" in server.stdout.readline()
            assert "GET /v5/{project_id}/kubernetes/jobs" in server.stdout.readline()
            assert httpx.get(found.group() + "/").headers["content-type"].startswith("text/html")
        finally:
            server.terminate()
            server.wait(10)


def test_who_waits_for_the_first_line_has_the_last(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a server prints comes in one write, so that a file that is not empty is a targets file whole."""
    written: list[str] = []
    monkeypatch.setattr("listproof.simulator.command.click.echo", written.append)
    _told([Service(load(slug)) for slug in slugs()], "http://127.0.0.1:9")
    assert len(written) == 1
    assert written[0].count("base_url") == len(list(slugs()))
