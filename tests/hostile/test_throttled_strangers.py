"""A gateway that throttles who does not sign in: the laws of sign-in are not tried, and nobody is to blame for it."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from listproof.reports.exit import exit_status

from .credential_attacks import TOKEN, throttling
from .runs import Ended, run_against
from .servers import hostile

_BOTH = {"errors.no-credential-is-refused", "errors.wrong-credential-is-refused"}


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is tried again is tried without a wait."""
    monkeypatch.setattr("listproof.transport.session._FIRST_WAIT", 0.0)
    monkeypatch.setattr("listproof.transport.session._FIRST_WAIT_THROTTLED", 0.0)


def _ended(folder: Path, status: int, *headers: str) -> Ended:
    with hostile(throttling(status, *headers), seconds=60) as server:
        return run_against(server.url, folder, laws=("errors.",), deadline=60.0, timeout=50.0)


@pytest.mark.parametrize("headers", [(), ("Retry-After: 0",), ("Retry-After: 100000",)], ids=["no time", "at once", "for a day"])
def test_who_does_not_sign_in_and_is_throttled_was_not_tried(headers: tuple[str, ...], tmp_path: Path) -> None:
    """Without a credential or with one that is made up alike: the service answers all else, so that the run ends with 0."""
    ended = _ended(tmp_path, 429, *headers)
    told = {one.law: one for one in ended.run.outcomes if one.law in _BOTH}
    assert {one.verdict for one in told.values()} == {"unsupported"}
    assert all(one.reason.startswith("not tried: 127.0.0.1 throttles who does not sign in") for one in told.values())
    assert exit_status(ended.run) == 0
    assert ended.run.trouble == ()


def test_who_does_not_sign_in_and_gets_no_answer_is_the_trouble_of_the_run(tmp_path: Path) -> None:
    """A gateway that is out of order for both: neither a violation nor a law that was not tried."""
    ended = _ended(tmp_path, 503)
    assert {one.verdict for one in ended.run.outcomes if one.law in _BOTH} == {"error"}
    assert exit_status(ended.run) == 10


def test_who_is_throttled_with_the_right_credential_is_the_trouble_of_the_run(tmp_path: Path) -> None:
    """Once the service throttles everybody, a law of sign-in says nothing else than the others do."""
    gateway, strangers = throttling(429), []

    def attack(connection: socket.socket, head: bytes) -> None:
        strangers.extend([head] * (TOKEN.encode() not in head))
        gateway(connection, head.replace(TOKEN.encode(), b"x") if strangers else head)

    with hostile(attack, seconds=60) as server:
        ended = run_against(server.url, tmp_path, laws=("errors.no-credential",), deadline=60.0, timeout=50.0)
    assert [one.verdict for one in ended.run.outcomes] == ["error"]
    assert "answered 429" in ended.run.outcomes[0].reason
