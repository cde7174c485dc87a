"""A live run only reads: GET and the documented sign-in call leave the session, no credential goes elsewhere, no account is locked."""

from __future__ import annotations

import http.server
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from listproof.contract import load
from listproof.simulator.exchange import Answer, Request
from listproof.simulator.faults import catalogue
from listproof.simulator.server import Running, start
from listproof.simulator.service import Service
from listproof.transport import Session, Target
from listproof.transport.credentials import MOST_REFUSED
from listproof.verdicts import Trouble, Unsupported

from .live_runs import DLC, HSS, SLUGS, VARIABLES, Watched, entry, run


def kept(sent: list[httpx.Request], request: httpx.Request, response: httpx.Response) -> httpx.Response:
    """The response, once the request is noted."""
    sent.append(request)
    return response


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "TRACE", "OPTIONS", "HEAD"])
def test_no_other_method_leaves_a_session(method: str) -> None:
    """Whoever asks through the session's own client, schema fuzz or a law to come: what is no GET is refused before it is sent."""
    sent: list[httpx.Request] = []
    transport = httpx.MockTransport(lambda request: kept(sent, request, httpx.Response(200)))
    session = Session(Target("live", HSS, "https://listing.example"), (), transport=transport)
    with pytest.raises(Trouble, match=f"refused to send {method}"):
        session._door.client.request(method, "https://listing.example/v1/documents")
    assert sent == []


@contextmanager
def _elsewhere(heard: list[str]) -> Iterator[str]:
    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            heard.append(self.path)
            self.send_response(200)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


@pytest.mark.parametrize("when", ["always", "for a filter"])
def test_a_redirect_is_not_followed(when: str, tmp_path: Path) -> None:
    """A redirect to another host takes nothing there, neither at the first request nor in the middle of a run."""

    class Redirecting(Service):
        def answer(self, request: Request) -> Answer:
            if when == "always" or "job_name=" in request.target:
                return Answer(302, (("Location", f"{other}/login"),), b"")
            return super().answer(request)

    heard: list[str] = []
    with _elsewhere(heard) as other, start([Redirecting(load(HSS), 61)]) as server:
        (tmp_path / "listproof.toml").write_text(entry(load(HSS), server.url), encoding="utf-8")
        done = run(tmp_path, "--target=live", "--queries=3")
    assert heard == []
    assert done.code == (11 if when == "always" else 1), done.output
    if when == "always":
        assert f"sends to {other}/login" in done.output
        assert "base_url" in done.output


def test_a_run_shares_out_what_must_be_refused(tmp_path: Path) -> None:
    """However many listings one host has, a run asks it with a made-up key three times at most; the listing without a turn says so."""
    with start([Watched(load(slug), 31) for slug in SLUGS]) as server:
        (tmp_path / "listproof.toml").write_text("\n".join(entry(load(slug), server.url) for slug in SLUGS), encoding="utf-8")
        done = run(tmp_path, "--target=live", "-k", "credential or dispute")
        heard = [one for service in server.services for one in service.memory["heard"]]
    assert done.code == 0, done.output
    assert sum("listproof" in carried.lower() for _, _, carried in heard) == MOST_REFUSED == 3
    told = [one for one in done.record["outcomes"] if one["law"] == "errors.wrong-credential-is-refused"]
    assert sorted(one["verdict"] for one in told) == ["pass", "pass", "pass", "unsupported"]
    assert "at most 3 sign-ins with a made-up credential" in next(one["reason"] for one in told if one["verdict"] == "unsupported")


def test_few_sign_ins_are_refused(served: Callable[..., Running], tmp_path: Path) -> None:
    """A target that lets a made-up key in is asked with one at most three times, however often that must be confirmed, and never with
    the real key and a bad signature."""
    contract = load(HSS)
    fault = next(fault for fault in catalogue(contract) if fault.id == "wrong-credential-accepted")
    with start([Watched(contract, 61, fault=fault)]) as server:
        auth = {"type": "huawei-ak-sk", "access_key": "${LIVE_AK}", "secret_key": "${LIVE_SK}"}
        (tmp_path / "listproof.toml").write_text(entry(contract, server.url, auth=auth), encoding="utf-8")
        done = run(tmp_path, "--target=live", "--queries=3")
        keys = Counter(credential.partition("Access=")[2].partition(",")[0] for _, _, credential in server.services[0].memory["heard"])
    assert done.code == 1, done.output
    made_up = {key: count for key, count in keys.items() if key not in ("", VARIABLES["LIVE_AK"])}
    assert 0 < sum(made_up.values()) <= MOST_REFUSED == 3
    assert all(count == 1 for count in made_up.values()), "each attempt has a key of its own"


@pytest.mark.parametrize(
    ("planted", "settings", "verdict"),
    [
        (None, {"try-wrong-signature": 1}, "pass"),
        ("signature-unchecked", {"try-wrong-signature": 1}, "fail"),
        ("signature-unchecked", {}, "unsupported"),
    ],
)
def test_a_wrong_signature_is_tried_where_the_table_of_the_target_asks_for_it(
    planted: str | None, settings: dict[str, Any], verdict: str, tmp_path: Path
) -> None:
    """A run signs one request badly under the real key where its targets file says so: a server that looks at keys alone is caught, one
    that verifies is left in peace; where the file says nothing, nothing is tried."""
    contract = load(DLC)
    fault = next((fault for fault in catalogue(contract) if fault.id == planted), None)
    with start([Service(contract, 31, fault=fault)]) as server:
        (tmp_path / "listproof.toml").write_text(entry(contract, server.url, **settings), encoding="utf-8")
        done = run(tmp_path, "--target=live", "-k", "wrong_signature")
    (told,) = (one for one in done.record["outcomes"] if one["law"] == "errors.wrong-signature-is-refused")
    assert (told["verdict"], done.code) == (verdict, int(verdict == "fail")), told["reason"]


def test_a_fourth_made_up_credential_stays_here() -> None:
    """The session itself counts: the fourth time nothing is sent."""
    sent: list[httpx.Request] = []
    transport = httpx.MockTransport(lambda request: kept(sent, request, httpx.Response(401)))
    auth = {"type": "header", "name": "X-Auth-Token", "value": "a-token-of-somebody"}
    session = Session(Target("live", HSS, "https://listing.example", auth=auth), load(HSS).sign_in, transport=transport)
    for _ in range(MOST_REFUSED):
        session.get("/jobs", "", auth=session.credentials.wrong())
    with pytest.raises(Unsupported, match="not tried: a run tries at most 3 sign-ins with a made-up credential"):
        session.get("/jobs", "", auth=session.credentials.wrong())
    assert len(sent) == MOST_REFUSED
    session.get("/jobs", "", auth=session.credentials.without())
    session.get("/jobs", "")
    assert len(sent) == MOST_REFUSED + 2
