"""The simulator among strangers: whatever is sent to it, it answers or hangs up, and goes on."""

from __future__ import annotations

import base64
import json
import socket
from collections.abc import Iterator

import httpx
import pytest

from listproof.contract import load, load_all
from listproof.simulator import server
from listproof.simulator.exchange import Request
from listproof.simulator.server import Running, start
from listproof.simulator.service import Service
from listproof.simulator.signin.accounts import OWNER

from ..simulator import invented as made

DEEP = b"[" * 100_000 + b"]" * 100_000
HALVES = {
    "nothing": b"",
    "half a line": b"GET /v1",
    "half its headers": b"GET / HTTP/1.1\r\nHost: x\r\nX-A: ",
    "half its body": b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nabc",
    "half its pieces": b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab",
    "half its next request": b"GET / HTTP/1.1\r\nHost: x\r\n\r\nGET / HT",
}
BROKEN = {
    "no HTTP": b"\x16\x03\x01\x02\x00\x01",
    "two lengths": b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nContent-Length: 30\r\n\r\nabc",
    "length and pieces": b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "long header": b"GET / HTTP/1.1\r\nHost: x\r\nX-A: " + b"y" * 400_000,
    "traversal": b"GET /../../etc/passwd HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
    "nul": b"GET /\x00?\xff HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
}


@pytest.fixture
def running(monkeypatch: pytest.MonkeyPatch) -> Iterator[Running]:
    """A simulator that waits a third of a second for a request."""
    monkeypatch.setattr(server, "_LONGEST_REQUEST", 0.3)
    with start([Service(contract, 20) for contract in load_all()]) as up:
        yield up


def hung_up(running: Running, sent: bytes) -> bytes:
    """What comes back until the simulator hangs up. TimeoutError where it does not."""
    with socket.create_connection(("127.0.0.1", int(running.url.rsplit(":", 1)[1])), timeout=15) as connection:
        connection.sendall(sent)
        found = b""
        try:
            while piece := connection.recv(65536):
                found += piece
        except ConnectionResetError:
            pass
        return found


def test_a_request_that_stays_half_sent_is_given_up(running: Running) -> None:
    """Wherever it stops, the connection is closed in the end, and the simulator answers others."""
    for what, sent in HALVES.items():
        assert hung_up(running, sent).count(b"HTTP/1.1") == (1 if "next" in what else 0), what
    assert httpx.get(f"{running.url}/nowhere").status_code == 404


def test_what_is_no_request_is_refused(running: Running) -> None:
    """Nothing is smuggled, no file is shown, and nothing breaks: 4xx at most, once."""
    for what, sent in BROKEN.items():
        try:
            said = hung_up(running, sent)
        except BrokenPipeError:
            said = b""
        assert said.count(b"HTTP/1.1") <= 1, what
        assert said[:10] in (b"", b"HTTP/1.1 4"), (what, said[:60])


@pytest.mark.parametrize("deep", [DEEP, b"[" * 900 + b"]" * 900], ids=["100,000", "900"])
def test_a_body_of_many_levels_is_a_bad_one(deep: bytes) -> None:
    """Wherever the simulator reads JSON, in a sign-in, its credential or a query by POST, too many levels are refused with 4xx."""
    nebula = load("nebula-explorer-workflow-jobs")
    path = next(str(one["path"]) for one in nebula.sign_in if one["type"] == "nebula-connect")
    owner = base64.b64encode(json.dumps([OWNER.user, OWNER.password]).encode()).decode()
    ferries = made.ferries(body={"stops": {"type": "array", "items": {"type": "integer"}}})
    inner = b'{"stops": ' + deep + b"}"
    requests = [
        (nebula, Request("POST", path, (("Authorization", f"Bearer {credential}"),), body))
        for credential, body in ((owner, deep), (owner, b'{"address": ' + deep + b"}"), (base64.b64encode(deep).decode(), b"{}"))
    ]
    requests += [(ferries, Request("POST", ferries.path, (), body)) for body in (deep, inner)]
    for contract, request in requests:
        answer = Service(contract, 5).answer(request)
        assert 400 <= answer.status < 500, (request.path, answer.status, answer.body[:200])
