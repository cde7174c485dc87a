"""The simulator behind real HTTP: every contract on one port, whatever way the bytes travel, and clear words when it cannot."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from listproof.contract import load_all
from listproof.contract.wire import Query, spell, spelled_path
from listproof.simulator.chaos import Chaos
from listproof.simulator.server import CannotServe, Running, start
from listproof.simulator.service import Service
from listproof.simulator.targets import mock, snippet
from listproof.simulator.variants import variants
from listproof.transport.auth import build

CONTRACTS = load_all()


@pytest.fixture(scope="module")
def running() -> Iterator[Running]:
    """All contracts served on a free port."""
    with start([Service(contract, 40) for contract in CONTRACTS]) as server:
        yield server


def url(contract: Any, running: Running) -> str:
    """The base query of a contract at a server."""
    needed = {p.name: p.default or p.example for p in contract.query_parameters if p.required}
    path = spelled_path(contract, mock(contract, running.url).get("path", {}))
    return f"{running.url}{path}?{spell(contract, Query.of({**needed, **contract.base}))}"


def test_one_server_serves_every_contract(running: Running) -> None:
    """Each contract answers at its own documented path, signed in as its target entry says."""
    for contract in CONTRACTS:
        auth = build(mock(contract, running.url)["auth"], contract.sign_in)
        with httpx.Client(auth=auth) as client:
            answer = client.get(url(contract, running), headers={"Content-Type": "application/json"})
        assert answer.status_code == 200, (contract.slug, answer.text)
        assert answer.headers["content-type"].startswith(contract.media_type)
        assert "date" in answer.headers


def test_an_unsigned_request_is_refused(running: Running) -> None:
    """Without a credential no contract answers."""
    for contract in CONTRACTS:
        assert httpx.get(url(contract, running)).status_code in (400, 401, 403)


@pytest.mark.parametrize("name", ["gzip", "chunked", "slow", "trickle", "connection-close", "json-escaped"])
def test_bytes_may_travel_in_many_ways(name: str) -> None:
    """However an answer travels, a client reads the same."""
    contract = CONTRACTS[1]
    variant = next(one for one in variants(contract) if one.id == name)
    auth = build(mock(contract, "")["auth"], contract.sign_in)
    service = Service(contract, 30)
    with start([service.like(variant=variant)]) as odd, start([service]) as plain, httpx.Client(auth=auth) as client:
        assert client.get(url(contract, odd)).json() == client.get(url(contract, plain)).json()


@pytest.mark.parametrize("kind", ["reset", "cut"])
def test_a_bad_day_breaks_connections(kind: str) -> None:
    """A reset or a body cut short reaches the client as a broken connection, and the server goes on."""
    contract = CONTRACTS[1]
    auth = build(mock(contract, "")["auth"], contract.sign_in)
    chaos = Chaos(share=1.0, kinds=(kind,), most=1)
    with start([Service(contract, 30, disturbance=chaos)]) as server, httpx.Client(auth=auth) as client:
        with pytest.raises(httpx.TransportError):
            client.get(url(contract, server))
        assert client.get(url(contract, server)).status_code == 200


def test_a_port_in_use_is_told(running: Running) -> None:
    """A port that is taken is one clear sentence."""
    port = int(running.url.rsplit(":", 1)[1])
    with pytest.raises(CannotServe, match=rf"port {port} on 127\.0\.0\.1 is in use; choose another with --port"):
        start([], port=port)


def test_the_server_stops() -> None:
    """After stop the port is free again."""
    running = start([Service(CONTRACTS[0], 5)])
    host, port = running.url.removeprefix("http://").split(":")
    running.stop()
    assert not running.thread.is_alive()
    with socket.socket() as probe:
        assert probe.connect_ex((host, int(port))) != 0


def test_the_snippet_is_a_targets_file() -> None:
    """The printed entry is TOML that says the same as the target entry."""
    import tomllib

    for contract in CONTRACTS:
        read = tomllib.loads(snippet(contract, "http://127.0.0.1:1", "simulator"))
        assert read["targets"]["simulator"][contract.slug] == mock(contract, "http://127.0.0.1:1")
