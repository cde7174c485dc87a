"""A sign-in that ends in the middle of a run: asked for again, and neither the run nor any report tells the token."""

from __future__ import annotations

import gc
import json
import socket
import threading
import weakref
from pathlib import Path

import pytest

from listproof.simulator.signin.accounts import OWNER
from listproof.transport import auth

from .attacks import honest
from .runs import run_against
from .servers import answer, hostile

_LIFE = 25


@pytest.mark.parametrize("ways", ["command", "call"])
def test_a_token_that_ends_every_few_requests_ends_no_run(ways: str, tmp_path: Path) -> None:
    """All laws come to what they come to with a token that lasts; the tokens and the client's secret stand in no file."""
    (tmp_path / "reports").mkdir()
    vault = tmp_path / "token"
    issued: list[str] = []
    left = [0]
    turn = threading.Lock()

    def renew() -> None:
        issued.append(f"PLANTED-token-{len(issued):06}")
        (tmp_path / "new").write_text(issued[-1])
        (tmp_path / "new").replace(vault)
        left[0] = _LIFE

    def attack(connection: socket.socket, head: bytes) -> None:
        if head.startswith(b"POST /oauth"):
            with turn:
                token = issued[-1]
            connection.sendall(answer(json.dumps({"access_token": token}).encode()))
            return
        with turn:
            if issued[-1].encode() in head:
                left[0] -= 1
                head = head.replace(issued[-1].encode(), OWNER.token.encode())
            if left[0] == 0:
                renew()
        given = honest(head)
        connection.sendall(answer(json.dumps(given["body"]).encode(), status=f"{given['status']} X"))

    renew()
    with hostile(attack, 60) as server:
        asks = {
            "command": {"token_command": f"cat '{vault}'"},
            "call": {"token_url": f"{server.url}/oauth/token", "client_id": "a-client", "client_secret": "PLANTED-client-secret"},
        }
        table = auth.check({"type": "header", "name": "X-Auth-Token", **asks[ways]})
        run = run_against(server.url, tmp_path / "reports", auth=table, mask=(), concurrency=2, deadline=30.0, timeout=20.0).run
    assert len(issued) >= 3, "the token ended in the middle"
    assert [one.key for one in run.outcomes if one.verdict in ("fail", "error")] == []
    assert run.trouble == ()
    assert run.counts["pass"] > 60
    archive = json.loads((tmp_path / "reports" / "exchanges.har").read_text("utf-8"))["log"]["entries"]
    assert sum(one["response"]["status"] == 401 for one in archive) >= len(issued) - 1
    for path in (one for one in (tmp_path / "reports").rglob("*") if one.is_file()):
        assert b"PLANTED" not in path.read_bytes(), path


class Text(str):
    """A text of which can be told whether anybody still holds it."""

    __slots__ = ("__weakref__",)


def test_tokens_that_end_again_and_again_take_no_memory_each() -> None:
    """What texts became is remembered by all guards together: a service that refuses every token soon had one guard after another."""
    held: list[weakref.ref[Text]] = []
    for number in range(20):
        guard = auth.covering([f"PLANTED-token-{number:06}"], "***")
        for page in range(40):
            text = Text(f"{number} {page} ".ljust(1200, "x"))
            held.append(weakref.ref(text))
            guard(text)
    del text
    gc.collect()
    assert sum(one() is not None for one in held) <= 200
