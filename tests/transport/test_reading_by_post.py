"""A POST that reads: one method and one path pass, and nothing else."""

from __future__ import annotations

import httpx
import pytest

from listproof.transport import Session, Target
from listproof.verdicts import Trouble


def session(heard: list[httpx.Request]) -> Session:
    """A session at a target that hears everything."""

    def answer(request: httpx.Request) -> httpx.Response:
        heard.append(request)
        return httpx.Response(200, json={"runs": []})

    target = Target("test", "runs", base_url="http://127.0.0.1:9/api", auth={"type": "none"}, path={})
    return Session(target, (), transport=httpx.MockTransport(answer))


def test_only_the_path_of_the_contract_is_read_by_post() -> None:
    """Until a path is let pass nothing is sent, and then just that path."""
    heard: list[httpx.Request] = []
    asking = session(heard)
    with pytest.raises(Trouble, match="refused to send POST /api/runs/search"):
        asking.read("/runs/search", "", b"{}")
    asking.stopped = None
    asking.let_read("/runs/search")
    answer = asking.read("/runs/search", "a=1", b'{"size":5}')
    with pytest.raises(Trouble, match="refused to send POST /api/runs/delete"):
        asking.read("/runs/delete", "", b"{}")
    assert [(r.method, r.url.raw_path, r.content, r.headers["content-type"]) for r in heard] == [
        ("POST", b"/api/runs/search?a=1", b'{"size":5}', "application/json")
    ]
    assert answer.sent == b'{"size":5}'


def test_curl_sends_the_body_too() -> None:
    """What a report shows of a POST can be sent again from a shell."""
    heard: list[httpx.Request] = []
    asking = session(heard)
    asking.let_read("/runs/search")
    shown = asking.shown(asking.read("/runs/search", "", b'{"name":"it\'s"}'))
    assert shown.curl == (
        """curl -sS -H 'content-type: application/json' --data-binary '{"name":"it'"'"'s"}' http://127.0.0.1:9/api/runs/search"""
    )


def test_answers_are_asked_for_and_bodies_sent_as_the_contract_has_them() -> None:
    """The media type of a contract's answers is asked for, that of its body is sent; a range of types asks for JSON."""
    heard: list[httpx.Request] = []
    asking = session(heard)
    asking.let_read("/runs/search")
    asking.speak("application/vnd.api+json", "application/x-amz-json-1.1")
    shown = asking.shown(asking.read("/runs/search", "", b"{}"))
    asking.speak("*/*", "application/json")
    asking.get("/runs", "")
    assert [(one.headers["accept"], one.headers.get("content-type")) for one in heard] == [
        ("application/vnd.api+json", "application/x-amz-json-1.1"),
        ("application/json", None),
    ]
    assert "-H 'accept: application/vnd.api+json'" in shown.curl
