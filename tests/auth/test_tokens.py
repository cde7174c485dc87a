"""Tokens in headers and cookies, and the sign-in call that gives one: opened once, renewed when refused, never forced."""

from __future__ import annotations

import asyncio
import base64
import json
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import httpx
import pytest

from listproof.simulator.exchange import Request
from listproof.simulator.signin import Refused, SessionOpened, SignedIn, State, settings, verify
from listproof.simulator.signin.accounts import EXPIRED, OTHER, OWNER, POWERLESS, Account
from listproof.simulator.signin.nebula_connect import LIFE
from listproof.transport import auth

SignIn = Mapping[str, Sequence[Mapping[str, object]]]
URL = "http://listing.test/api-open/v1/workflows/1/jobs"
KIND = "nebula-connect"


def _methods(place: Any) -> list[str]:
    return [request.method for request in place.requests]


@pytest.mark.parametrize("kind", ["header", "cookie"])
@pytest.mark.parametrize(
    ("account", "outcome"),
    [
        (OWNER, SignedIn(OWNER)),
        (OTHER, SignedIn(OTHER)),
        (EXPIRED, "expired-credential"),
        (POWERLESS, "forbidden"),
        (replace(OWNER, token="a-token-of-nobody"), "wrong-credential"),
    ],
    ids=["owner", "other", "expired", "powerless", "nobody"],
)
def test_a_token_is_its_accounts(kind: str, account: Account, outcome: SignedIn | str, sign_in: SignIn, server: Callable[..., Any]) -> None:
    """A token signs its account in, or is refused as wrong, expired or powerless."""
    place = server(kind)
    with place.client(auth.build(settings(kind, account), sign_in[kind])) as client:
        client.get(URL)
    assert place.outcomes[0] == outcome or place.outcomes[0].kind == outcome


@pytest.mark.parametrize(
    ("kind", "headers"),
    [("header", {}), ("header", {"X-Auth-Token": ""}), ("cookie", {}), ("cookie", {"Cookie": "explorer_token="})],
)
def test_no_token_is_no_credential(kind: str, headers: dict[str, str], server: Callable[..., Any]) -> None:
    """A missing token and an empty one are both no credential."""
    place = server(kind)
    with place.client(None) as client:
        client.get(URL, headers=headers)
    assert place.outcomes[0].kind == "no-credential"


def test_a_token_in_the_wrong_place_is_no_credential(server: Callable[..., Any]) -> None:
    """A token that the contract puts into a cookie is not looked for in a header, nor the other way round."""
    for kind, headers in (("cookie", {"explorer_token": OWNER.token}), ("header", {"Cookie": f"X-Auth-Token={OWNER.token}"})):
        place = server(kind)
        with place.client(None) as client:
            client.get(URL, headers=headers)
        assert place.outcomes[0].kind == "no-credential"


def test_other_cookies_stay(sign_in: SignIn, server: Callable[..., Any]) -> None:
    """Our cookie takes the place of one of its name and leaves others alone."""
    place = server("cookie")
    with place.client(auth.build(settings("cookie"), sign_in["cookie"])) as client:
        client.get(URL, headers={"Cookie": "a=1; explorer_token=old; b=x=y;"})
    assert place.requests[0].header("cookie") == f"a=1; b=x=y; explorer_token={OWNER.token}"


def test_a_contract_without_sign_in_asks_for_nothing() -> None:
    """Where the contract lists no sign-in, any request is the owner's."""
    assert verify(Request("GET", "/"), [], State()) == SignedIn(OWNER)
    assert verify(Request("GET", "/"), [{"type": "none"}], State()) == SignedIn(OWNER)


def test_one_sign_in_call_serves_many_requests(sign_in: SignIn, server: Callable[..., Any]) -> None:
    """The first request signs in; the others use the cookie, which is told for masking."""
    place = server(KIND)
    signed = auth.build(settings(KIND), sign_in[KIND])
    assert signed.issued == ()
    with place.client(signed) as client:
        assert [client.get(URL).status_code for _ in range(3)] == [200, 200, 200]
    assert _methods(place) == ["POST", "GET", "GET", "GET"]
    opened = place.outcomes[0]
    assert isinstance(opened, SessionOpened)
    assert list(signed.issued) == [opened.token]
    assert opened.set_cookie == f"explorer_token={opened.token}; Path=/; Max-Age=259200; HttpOnly"


@pytest.mark.parametrize("spelling", ["json", "colon"])
def test_both_documented_spellings_of_the_account_sign_in(spelling: str, sign_in: SignIn, server: Callable[..., Any]) -> None:
    """The account travels as Base64 of a JSON array or of user:password, as the two documents have it."""
    place = server(KIND)
    with place.client(auth.build({**settings(KIND), "account": spelling}, sign_in[KIND])) as client:
        assert client.get(URL).status_code == 200
    text = base64.b64decode(str(place.requests[0].header("authorization")).removeprefix("Bearer ")).decode()
    pair = json.loads(text) if spelling == "json" else text.split(":")
    assert pair == [OWNER.user, OWNER.password]
    assert json.loads(place.requests[0].body) == {"address": "127.0.0.1", "port": 9669}


def test_a_session_ends_after_three_days_and_is_renewed(sign_in: SignIn, server: Callable[..., Any]) -> None:
    """A cookie whose three days are over is refused once, renewed, and the request is answered."""
    now = [1_800_000_000.0]
    place = server(KIND, clock=lambda: now[0])
    with place.client(auth.build(settings(KIND), sign_in[KIND])) as client:
        client.get(URL)
        now[0] += LIFE - 1
        assert client.get(URL).status_code == 200
        now[0] += 1
        assert client.get(URL).status_code == 200
    assert _methods(place) == ["POST", "GET", "GET", "GET", "POST", "GET"]
    assert place.outcomes[3].kind == "expired-credential"


def test_a_cookie_that_never_holds_is_not_renewed_again_and_again(sign_in: SignIn, server: Callable[..., Any]) -> None:
    """When the renewed cookie is refused as well, the refusal is the answer, and no sign-in call follows until one holds."""
    place = server(KIND)
    with place.client(auth.build(settings(KIND), sign_in[KIND])) as client:
        client.get(URL)
        place.state._sessions.clear()
        place.state.most_sessions = 0
        assert [client.get(URL).status_code for _ in range(4)] == [401] * 4
    assert _methods(place) == ["POST", "GET", "GET", "POST", "GET", "GET", "GET", "GET"]


def test_a_refused_sign_in_call_is_not_repeated(sign_in: SignIn, server: Callable[..., Any]) -> None:
    """A wrong password is sent once: the next request fails with the same sentence, unsent."""
    place = server(KIND)
    table = {**settings(KIND), "password": "not-the-password"}
    with place.client(auth.build(table, sign_in[KIND])) as client:
        for _ in range(3):
            with pytest.raises(auth.SignInRefused, match="POST /api-open/v1/connect gave no explorer_token cookie: HTTP 401"):
                client.get(URL)
    assert _methods(place) == ["POST"]
    assert place.outcomes[0].kind == "wrong-credential"


def test_an_answer_without_the_cookie_is_a_refusal(sign_in: SignIn) -> None:
    """A sign-in call that answers 200 with a code that is not 0, or without the cookie, has failed."""
    for answer in (
        httpx.Response(200, json={"code": 40104000}, headers={"Set-Cookie": "explorer_token=x"}),
        httpx.Response(200, json={"code": 0}, headers={"Set-Cookie": "other=x"}),
        httpx.Response(200, text="<html>"),
    ):
        transport = httpx.MockTransport(lambda request, answer=answer: answer)
        with (
            httpx.Client(transport=transport, auth=auth.build(settings(KIND), sign_in[KIND])) as client,
            pytest.raises(auth.SignInRefused),
        ):
            client.get(URL)


def test_a_refusal_in_the_envelope_renews_too(sign_in: SignIn) -> None:
    """A refused cookie that is told with HTTP 200 and a code 401xxxxx is renewed like one told with HTTP 401."""
    answers = iter(
        [
            httpx.Response(200, json={"code": 0}, headers={"Set-Cookie": "explorer_token=first; Path=/"}),
            httpx.Response(200, json={"code": 0}),
            httpx.Response(200, json={"code": 40104001, "message": "ErrSession"}),
            httpx.Response(200, json={"code": 0}, headers={"Set-Cookie": "explorer_token=second; Path=/"}),
            httpx.Response(200, json={"code": 0, "data": "here"}),
        ]
    )
    cookies: list[str | None] = []

    def answer(request: httpx.Request) -> httpx.Response:
        cookies.append(request.headers.get("cookie"))
        return next(answers)

    signed = auth.build(settings(KIND), sign_in[KIND])
    with httpx.Client(transport=httpx.MockTransport(answer), auth=signed) as client:
        client.get(URL)
        assert client.get(URL).json()["data"] == "here"
    assert [cookies[1], cookies[2], cookies[4]] == ["explorer_token=first", "explorer_token=first", "explorer_token=second"]
    assert signed.issued == ("first", "second")


def test_threads_share_one_sign_in_call(sign_in: SignIn, server: Callable[..., Any]) -> None:
    """Requests from several threads at once sign in once, and renew once."""
    place = server(KIND)
    with place.client(auth.build(settings(KIND), sign_in[KIND])) as client:

        def together() -> None:
            gate = threading.Barrier(8)
            threads = [threading.Thread(target=lambda: (gate.wait(), client.get(URL))) for _ in range(8)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join(timeout=20)

        together()
        assert _methods(place).count("POST") == 1
        place.state._sessions.clear()
        together()
    assert _methods(place).count("POST") == 2
    assert [type(outcome) for outcome in place.outcomes].count(SignedIn) == 16


def test_an_asynchronous_client_signs_in_alike(sign_in: SignIn, server: Callable[..., Any]) -> None:
    """An asynchronous client signs in once for requests at the same time, renews, and raises the same refusal."""
    place = server(KIND)

    async def ask(table: Mapping[str, object]) -> list[int]:
        signed = auth.build(table, sign_in[KIND])
        async with httpx.AsyncClient(transport=httpx.MockTransport(place), auth=signed) as client:
            first = await asyncio.gather(*(client.get(URL) for _ in range(4)))
            place.state._sessions.clear()
            return [answer.status_code for answer in (*first, await client.get(URL))]

    assert asyncio.run(ask(settings(KIND))) == [200] * 5
    assert _methods(place).count("POST") == 2
    with pytest.raises(auth.SignInRefused):
        asyncio.run(ask({**settings(KIND), "password": "not-the-password"}))


def test_the_sign_in_call_keeps_the_requests_timeout(sign_in: SignIn) -> None:
    """The sign-in call does not wait longer than the request that it is for."""
    seen: list[Any] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append((request.method, request.extensions["timeout"]))
        return httpx.Response(200, json={"code": 0}, headers={"Set-Cookie": "explorer_token=x"})

    with httpx.Client(transport=httpx.MockTransport(answer), auth=auth.build(settings(KIND), sign_in[KIND]), timeout=3.5) as client:
        client.get(URL)
    assert [method for method, _ in seen] == ["POST", "GET"]
    assert seen[0][1] == seen[1][1]
    assert seen[0][1]["read"] == 3.5


def _connect(authorization: str | None, body: bytes) -> Any:
    headers = () if authorization is None else (("Authorization", authorization),)
    entries = [{"type": KIND, "path": "/api-open/v1/connect", "cookie": "explorer_token"}]
    return verify(Request("POST", "/api-open/v1/connect", headers, body), entries, State())


GOOD = "Bearer " + base64.b64encode(json.dumps([OWNER.user, OWNER.password]).encode()).decode()
PLACE = b'{"address": "graph.test", "port": 9669}'


@pytest.mark.parametrize(
    ("authorization", "body", "kind"),
    [
        (None, PLACE, "no-credential"),
        ("Basic eDp5", PLACE, "no-credential"),
        ("Bearer ", PLACE, "no-credential"),
        ("Bearer ***", PLACE, "wrong-credential"),
        ("Bearer /w==", PLACE, "wrong-credential"),
        ("Bearer " + base64.b64encode(b'["one"]').decode(), PLACE, "wrong-credential"),
        ("Bearer " + base64.b64encode(b"nocolon").decode(), PLACE, "wrong-credential"),
        ("Bearer " + base64.b64encode(b"nobody:nothing").decode(), PLACE, "wrong-credential"),
        ("Bearer " + base64.b64encode(f"{EXPIRED.user}:{EXPIRED.password}".encode()).decode(), PLACE, "expired-credential"),
        (GOOD, b"", "bad-parameter"),
        (GOOD, b"[]", "bad-parameter"),
        (GOOD, b'{"port": 9669}', "bad-parameter"),
        (GOOD, b'{"address": "graph.test", "port": "9669"}', "bad-parameter"),
        (GOOD, b'{"address": "graph.test", "port": true}', "bad-parameter"),
        (GOOD, b'{"address": "graph.test", "port": 0}', "bad-parameter"),
    ],
)
def test_a_bad_sign_in_call_is_refused(authorization: str | None, body: bytes, kind: str) -> None:
    """A sign-in call without account, with a wrong one, or without a database is refused in its kind."""
    outcome = _connect(authorization, body)
    assert isinstance(outcome, Refused)
    assert outcome.kind == kind


def test_a_good_sign_in_call_opens_a_session_for_three_days() -> None:
    """A right account and a database open a session of 259,200 seconds."""
    outcome = _connect(GOOD, PLACE)
    assert isinstance(outcome, SessionOpened)
    assert (outcome.account, outcome.max_age) == (OWNER, 259_200)


def test_open_sessions_are_bounded(server: Callable[..., Any]) -> None:
    """Beyond so many sessions the oldest is forgotten."""
    state = server(KIND, most_sessions=2).state
    first, second, third = (state.open(OWNER, 60) for _ in range(3))
    assert state.with_token(first) is None
    assert state.with_token(second) == state.with_token(third)
