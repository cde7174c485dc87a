"""Hypothesis sends whatever it can think of: the session hands over an answer or says in a sentence why there is none."""

from __future__ import annotations

import socket
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from listproof.simulator.targets import mock
from listproof.transport import Session, Target
from listproof.verdicts import Inconclusive, Trouble

from .attacks import CONTRACT
from .mutating import HEADERS, VALUES
from .servers import Hostile, hostile

_NAMES = st.sampled_from(
    [
        "Date",
        "Retry-After",
        "Content-Type",
        "Content-Encoding",
        "Content-Length",
        "Transfer-Encoding",
        "Link",
        "Location",
        "Set-Cookie",
        "X",
        "",
    ]
)
_LINES = st.one_of(st.sampled_from(HEADERS), st.tuples(_NAMES, st.text(st.characters(max_codepoint=255), max_size=30)).map(": ".join))
_STATUS = st.one_of(st.sampled_from(["200 OK", "429 X", "503 X", "302 X", "204 X"]), st.text(st.characters(max_codepoint=255), max_size=6))
_SMALL = st.sampled_from([one for one in VALUES if len(repr(one)) < 100])
_JSON = st.recursive(_SMALL, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3))
_BODIES = st.one_of(
    st.binary(max_size=60), st.text(max_size=60).map(lambda text: text.encode("utf-8", "replace")), _JSON.map(repr).map(str.encode)
)
_sent = [b""]


def _sends(connection: socket.socket, head: bytes) -> None:
    connection.sendall(_sent[0])


@pytest.fixture(scope="module")
def server() -> Iterator[Hostile]:
    """A server that sends what the test has put into its hands."""
    with hostile(_sends, seconds=60) as up:
        yield up


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], deadline=None)
@given(status=_STATUS, lines=st.lists(_LINES, max_size=4), body=_BODIES, whole=st.booleans())
def test_whatever_is_sent_is_an_answer_or_a_trouble(server: Hostile, status: str, lines: list[str], body: bytes, whole: bool) -> None:
    """Nothing is raised but Trouble and Inconclusive; an answer can be read, shown and told."""
    length = [f"Content-Length: {len(body)}"] if whole else []
    _sent[0] = "\r\n".join([f"HTTP/1.1 {status}", *length, *lines, "", ""]).encode("latin-1") + body
    target = Target("t", CONTRACT.slug, **{**mock(CONTRACT, server.url), "deadline": 0.3, "timeout": 0.2})
    made = Session(target, CONTRACT.sign_in, attempts=2, sleep=lambda seconds: None)
    try:
        answer = made.get("/x", "a=b")
    except (Trouble, Inconclusive):
        return
    finally:
        made.close()
    early, late = answer.now
    assert early < late
    assert len(answer.told(20)) <= 20
    shown = made.shown(answer)
    assert (shown.status, shown.body) == (answer.status, made.masked(answer.text))
