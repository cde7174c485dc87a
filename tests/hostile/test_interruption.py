"""Ctrl-C while a target keeps a run busy with answers that are allowed and huge."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import time
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from listproof.cli import main
from listproof.plugin.interruption import Interruption
from listproof.simulator.signin.accounts import OWNER

from ..live.live_runs import CHECKOUT, command, entry, environment
from .attacks import CONTRACT, honest
from .disk_trials import told
from .servers import answer, hostile

_RECORDS = 20_000
_PATIENCE = 300.0
"""Seconds until a process counts as stuck: on a machine that others keep busy, starting and ending take their time."""


def _huge() -> bytes:
    asked = f"GET /v5/{OWNER.project_id}/kubernetes/jobs?limit=10&offset=0 HTTP/1.1\r\nX-Auth-Token: {OWNER.token}\r\n\r\n"
    records = honest(asked.encode())["body"]["job_info_list"]
    page = [{**records[number % len(records)], "id": f"id-{number:09}"} for number in range(_RECORDS)]
    return json.dumps({"total_num": _RECORDS, "job_info_list": page}).encode()


@pytest.mark.slow
def test_ctrl_c_among_huge_pages_ends_the_run_and_keeps_the_reports_that_were_there(tmp_path: Path) -> None:
    """While pages of 20,000 records are read, a Ctrl-C ends the process long before they are, and says what became of the reports."""
    page = answer(_huge())
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "run.json").write_text("of the run before")
    with hostile(lambda connection, head: connection.sendall(page), 100) as server:
        (tmp_path / "listproof.toml").write_text(entry(CONTRACT, server.url), encoding="utf-8")
        usual = signal.signal(signal.SIGINT, signal.default_int_handler)
        try:
            running = subprocess.Popen(
                command(tmp_path, "--target=live"),
                cwd=CHECKOUT, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
            )  # fmt: skip
        finally:
            signal.signal(signal.SIGINT, usual)
        until = time.monotonic() + _PATIENCE
        while len(server.requests) < 2 and running.poll() is None and time.monotonic() < until:
            time.sleep(0.02)
        running.send_signal(signal.SIGINT)
        said, _ = running.communicate(timeout=_PATIENCE)
    assert running.returncode == 2, said
    assert "interrupted before a listing was read" in said
    assert "Traceback" not in said
    assert (tmp_path / "reports" / "run.json").read_text() == "of the run before"


@pytest.mark.slow
@pytest.mark.parametrize("beside", [False, True])
def test_what_ends_a_job_ends_a_run_with_the_reports_of_what_was_done(beside: bool, tmp_path: Path) -> None:
    """A pipeline that is stopped sends SIGTERM: the run ends as by Ctrl-C, its files are those of one run, and no process is left.

    So too where a shell started it `beside` itself, which lets it pass over Ctrl-C.
    """
    asked: list[int] = []

    def slow(connection: socket.socket, head: bytes) -> None:
        asked.append(1)
        time.sleep(0.5 if len(asked) > 60 else 0.0)
        given = honest(head)
        connection.sendall(answer(json.dumps(given["body"]).encode(), status=f"{given['status']} X"))

    with hostile(slow, 600) as server:
        (tmp_path / "listproof.toml").write_text(entry(CONTRACT, server.url), encoding="utf-8")
        running = subprocess.Popen(
            command(tmp_path, "--target=live"),
            cwd=CHECKOUT, env=environment() | {"PYTHONUNBUFFERED": "1"}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
            start_new_session=True, preexec_fn=(lambda: signal.signal(signal.SIGINT, signal.SIG_IGN)) if beside else None,
        )  # fmt: skip
        assert running.stdout is not None
        assert running.stdout.read(3).strip("\n")  # that many laws are judged
        running.terminate()
        said, _ = running.communicate(timeout=_PATIENCE)
    assert running.returncode == 2, said
    assert "Traceback" not in said
    assert len(told(tmp_path / "reports")) == 1
    assert json.loads((tmp_path / "reports" / "run.json").read_text())["outcomes"]
    with pytest.raises(ProcessLookupError):
        os.killpg(running.pid, 0)


@pytest.mark.parametrize("raised", [KeyboardInterrupt, click.Abort])
def test_a_command_that_is_interrupted_says_so(raised: type[BaseException], monkeypatch: pytest.MonkeyPatch) -> None:
    """Its exit code is that of an interrupted run: 1 would say that a law is violated."""

    def interrupted(folder: object = None) -> object:
        raise raised

    monkeypatch.setattr("listproof.contract.command.catalogue", interrupted)
    done = CliRunner().invoke(main, ["lint"])
    assert (done.exit_code, done.output) == (2, "Error: interrupted; what is not told above was not done, or is not kept\n")


def test_of_an_interrupted_stack_the_frame_is_told_where_it_was() -> None:
    """pytest spells every frame that it is left; it is left the one in which the Ctrl-C came, or all where that is asked for."""

    def deep(levels: int) -> None:
        if levels:
            deep(levels - 1)
        else:
            raise KeyboardInterrupt

    given_up: list[int] = []
    for full in (False, True):
        with pytest.raises(KeyboardInterrupt) as caught:
            deep(30)
        Interruption(lambda: given_up.append(1), full).pytest_keyboard_interrupt(caught)
        assert caught.traceback[-1].name == "deep"
        assert len(caught.traceback) == (32 if full else 1)
    assert given_up == [1, 1]
