"""What the simulator calls the requests that it answers."""

from __future__ import annotations

import pytest

from listproof.simulator import serials
from listproof.simulator.exchange import Request
from listproof.simulator.serials import Serials

ASKED = Request("GET", "/v1/jobs?limit=2")


def test_no_two_requests_are_called_alike() -> None:
    """The same question has another name each time, and so has every other."""
    names = Serials()
    several = [names.of(one) for one in (ASKED, ASKED, Request("GET", "/v1/jobs"), Request("POST", "/v1/jobs?limit=2", body=b"{}"))]
    assert len(set(several)) == 4


def test_another_server_calls_the_same_question_the_same() -> None:
    """What is asked as often before is called the same, whatever else was asked between."""
    one, other = Serials(), Serials()
    other.of(Request("GET", "/v1/jobs"))
    assert [one.of(ASKED), one.of(ASKED)] == [other.of(ASKED), other.of(ASKED)]


def test_a_server_that_has_long_been_asked_still_calls_each_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where it no longer knows how often something was asked, what it says is new all the same."""
    monkeypatch.setattr(serials, "_MOST", 2)
    names = Serials()
    several = [names.of(Request("GET", f"/v1/jobs?limit={number % 3}")) for number in range(30)]
    assert len(set(several)) == 30
