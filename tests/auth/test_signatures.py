"""Signatures: what our signers sign, the simulator's verifiers take; anything changed, late, or sent twice they refuse."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote, quote_plus

import httpx
import pytest
from hypothesis import given
from hypothesis import settings as rules
from hypothesis import strategies as st

from listproof.simulator.exchange import Request
from listproof.simulator.signin import Refused, SignedIn
from listproof.simulator.signin.accounts import EXPIRED, OTHER, OWNER, POWERLESS, TEMPORARY, Account
from listproof.transport.auth import Secret
from listproof.transport.auth.alibaba_acs3 import AlibabaSignature
from listproof.transport.auth.huawei_ak_sk import HuaweiSignature

NOW = 1_800_000_000.0
BOTH = pytest.mark.parametrize("kind", ["huawei-ak-sk", "alibaba-acs3"])

words = st.text(st.characters(exclude_categories=["Cs"]), max_size=8) | st.sampled_from(
    ["", " ", "+", "%", "a b", "a+b", "%2B", "~-_.!*'()", "/", "?&=#;", "作业", "é", "🙂", "\x00", "..", "\r\n", '{"k": "v"}']
)
quoting: st.SearchStrategy[Callable[[str], str]] = st.sampled_from(
    [lambda text: quote(text, safe=""), quote_plus, lambda text: quote(text, safe="!*'()/:,@")]
)


@st.composite
def targets(draw: st.DrawFn) -> str:
    """Paths and queries as clients spell them: repeated and empty parameters, names without values, `+` and `%20`."""
    segments = [quote(word, safe="~") for word in draw(st.lists(words, max_size=3))]
    spell = draw(quoting)
    pairs: list[tuple[str, str | None]] = draw(st.lists(st.tuples(words, st.none() | words), max_size=5))
    if draw(st.booleans()) and pairs:
        pairs = [*pairs, pairs[0]]
    query = "&".join(spell(name) if value is None else f"{spell(name)}={spell(value)}" for name, value in pairs)
    return "/" + "/".join(segments) + (f"?{query}" if query else "")


def signer(kind: str, account: Account = OWNER, *, at: float = NOW, secret: str | None = None) -> httpx.Auth:
    """Our signer of that kind for an account, at a time, perhaps with another secret key."""
    keys = (Secret(account.access_key), Secret(secret or account.secret_key))
    token = Secret(account.security_token) if account.security_token else None

    def now() -> datetime:
        return datetime.fromtimestamp(at, UTC)

    if kind == "huawei-ak-sk":
        return HuaweiSignature(*keys, security_token=token, project_id=account.project_id, now=now)
    return AlibabaSignature(*keys, security_token=token, version="2020-12-03", action="ListJobs", now=now)


@BOTH
@given(target=targets(), body=st.binary(max_size=20), account=st.sampled_from([OWNER, OTHER, TEMPORARY]))
@rules(max_examples=300, deadline=None)
def test_what_we_sign_is_taken(kind: str, server: Callable[..., Any], target: str, body: bytes, account: Account) -> None:
    """Whatever stands in path, query and body, and for a temporary key too, a signed request is the signer's."""
    place = server(kind)
    with place.client(signer(kind, account)) as client:
        client.request("POST" if body else "GET", "http://listing.test:8080" + target, content=body)
    assert place.outcomes == [SignedIn(account)]


def _refused(kind: str, server: Callable[..., Any], auth: httpx.Auth, **change: Any) -> Refused:
    place = server(kind, **{key: value for key, value in change.items() if key == "clock"})
    place.change = change.get("change", place.change)
    with place.client(auth) as client:
        client.get("http://listing.test/api/v1/jobs?a=1&b=2", headers={"Content-Type": "application/json"})
    assert isinstance(place.outcomes[0], Refused), place.outcomes[0]
    return place.outcomes[0]


def _without(name: str) -> Callable[[Request], Request]:
    return lambda request: replace(request, headers=tuple(pair for pair in request.headers if pair[0].lower() != name))


def _with(name: str, value: str) -> Callable[[Request], Request]:
    return lambda request: replace(_without(name)(request), headers=(*_without(name)(request).headers, (name, value)))


@BOTH
@pytest.mark.parametrize(
    "change",
    [
        lambda request: replace(request, target=request.target.replace("a=1", "a=2")),
        lambda request: replace(request, target=request.target.replace("&b=2", "")),
        lambda request: replace(request, target=request.target + "&c"),
        lambda request: replace(request, target=request.target.replace("/jobs", "/job")),
        lambda request: replace(request, method="DELETE"),
        lambda request: replace(request, body=b"x"),
        _with("host", "elsewhere.test"),
        _with("content-type", "text/plain"),
        _without("host"),
        _without("content-type"),
    ],
    ids=["value", "left-out", "added", "path", "method", "body", "host", "content-type", "no-host", "no-content-type"],
)
def test_what_was_changed_on_the_way_is_refused(kind: str, server: Callable[..., Any], change: Callable[[Request], Request]) -> None:
    """A signature holds for one method, path, query, set of signed headers and body."""
    assert _refused(kind, server, signer(kind), change=change).kind in ("wrong-signature", "wrong-credential")


@BOTH
def test_a_wrong_secret_is_refused(kind: str, server: Callable[..., Any]) -> None:
    """A signature under another secret key is refused, and so is an unknown access key."""
    assert _refused(kind, server, signer(kind, secret="not-the-secret-key")).reason == "the signature does not fit the request"
    assert _refused(kind, server, signer(kind, replace(OWNER, access_key="NOBODY"))).reason == "unknown access key"


@BOTH
def test_a_temporary_key_needs_its_token(kind: str, server: Callable[..., Any]) -> None:
    """A temporary key without its security token, or with another, is refused."""
    for token in (None, "another-token"):
        assert _refused(kind, server, signer(kind, replace(TEMPORARY, security_token=token))).kind == "wrong-credential"
    assert _refused(kind, server, signer(kind, replace(OWNER, security_token="a-token"))).kind == "wrong-credential"


@BOTH
@pytest.mark.parametrize(("off", "taken"), [(0, True), (899, True), (-899, True), (901, False), (-901, False), (86400, False)])
def test_the_clock_may_be_15_minutes_off(kind: str, server: Callable[..., Any], off: int, taken: bool) -> None:
    """A date up to 15 minutes off in either direction is taken, one beyond is refused as expired."""
    place = server(kind)
    with place.client(signer(kind, at=NOW + off)) as client:
        client.get("http://listing.test/jobs")
    outcome = place.outcomes[0]
    assert outcome == SignedIn(OWNER) if taken else outcome.kind == "expired-credential"


@BOTH
def test_accounts_that_may_not(kind: str, server: Callable[..., Any]) -> None:
    """An expired account's key and a powerless account's are refused, each in its kind."""
    assert _refused(kind, server, signer(kind, EXPIRED)).kind == "expired-credential"
    assert _refused(kind, server, signer(kind, POWERLESS)).kind == "forbidden"


def test_another_project_is_forbidden(server: Callable[..., Any]) -> None:
    """A Huawei key may act in each project of its account, and is refused as forbidden in another account's."""
    auth = signer("huawei-ak-sk", replace(OWNER, project_id=OTHER.project_id))
    assert _refused("huawei-ak-sk", server, auth).kind == "forbidden"
    place = server("huawei-ak-sk")
    with place.client(signer("huawei-ak-sk", replace(OWNER, project_id=OWNER.second_project_id))) as client:
        client.get("http://listing.test/jobs")
    assert place.outcomes == [SignedIn(OWNER)]


@BOTH
@pytest.mark.parametrize("form", ["", " Access=a", " Credential=a,SignedHeaders=host,Signature=zz", " Access=a, Signature=00"])
def test_a_malformed_authorization_is_refused(kind: str, server: Callable[..., Any], form: str) -> None:
    """An Authorization header that is not of the documented form is a wrong credential, whatever it lacks."""
    name = "SDK-HMAC-SHA256" if kind == "huawei-ak-sk" else "ACS3-HMAC-SHA256"
    assert _refused(kind, server, signer(kind), change=_with("authorization", name + form)).kind == "wrong-credential"


@BOTH
def test_no_authorization_is_no_credential(kind: str, server: Callable[..., Any]) -> None:
    """A request without Authorization, or with one of another kind, carries no credential."""
    assert _refused(kind, server, signer(kind), change=_without("authorization")).kind == "no-credential"
    assert _refused(kind, server, signer(kind), change=_with("authorization", "Basic eDp5")).kind == "no-credential"


def test_huawei_needs_a_signed_date(server: Callable[..., Any]) -> None:
    """X-Sdk-Date must be there, signed and of its form."""
    kind = "huawei-ak-sk"
    assert _refused(kind, server, signer(kind), change=_without("x-sdk-date")).parameter == "X-Sdk-Date"
    assert _refused(kind, server, signer(kind), change=_with("x-sdk-date", "2027-01-15")).parameter == "X-Sdk-Date"

    def unsigned(request: Request) -> Request:
        value = str(request.header("authorization")).replace(";x-sdk-date", "")
        return _with("authorization", value)(request)

    assert "must be signed" in _refused(kind, server, signer(kind), change=unsigned).reason


@pytest.mark.parametrize("name", ["x-acs-date", "x-acs-action", "x-acs-version", "x-acs-signature-nonce", "x-acs-content-sha256"])
def test_alibaba_names_a_missing_header(server: Callable[..., Any], name: str) -> None:
    """Each required x-acs header that is missing is named."""
    refused = _refused("alibaba-acs3", server, signer("alibaba-acs3"), change=_without(name))
    assert (refused.kind, refused.parameter) == ("missing-parameter", name)


@pytest.mark.parametrize(
    ("name", "value", "kind"),
    [
        ("x-acs-action", "DeleteJob", "bad-parameter"),
        ("x-acs-version", "2019-01-01", "bad-parameter"),
        ("x-acs-date", "20270115T080000Z", "bad-parameter"),
        ("x-acs-content-sha256", "0" * 64, "wrong-credential"),
        ("x-acs-signature-nonce", "another", "wrong-signature"),
        ("x-acs-unsigned", "1", "wrong-credential"),
    ],
)
def test_alibaba_checks_each_header(server: Callable[..., Any], name: str, value: str, kind: str) -> None:
    """An x-acs header that is wrong, or added and not signed, is refused."""
    assert _refused("alibaba-acs3", server, signer("alibaba-acs3"), change=_with(name, value)).kind == kind


def test_a_nonce_is_taken_once(server: Callable[..., Any]) -> None:
    """The same Alibaba request sent again is refused as replayed; a refused one does not use its nonce up."""
    place = server("alibaba-acs3")
    request = httpx.Request("GET", "http://listing.test/jobs")
    signer("alibaba-acs3").sign(request)  # type: ignore[attr-defined]
    place(httpx.Request("GET", "http://listing.test/other", headers=request.headers))
    place(request)
    place(request)
    assert [type(outcome) for outcome in place.outcomes] == [Refused, SignedIn, Refused]
    assert place.outcomes[2].kind == "replayed"


def test_the_memory_of_nonces_is_bounded_and_forgets(server: Callable[..., Any]) -> None:
    """Nonces are forgotten when their time is over, and the oldest first when there are too many."""
    now = [NOW]
    state = server("alibaba-acs3", clock=lambda: now[0], most_nonces=3).state
    assert [state.seen("key", nonce, 60) for nonce in "aabcd"] == [False, True, False, False, False]
    assert state.seen("key", "d", 60)
    assert not state.seen("other key", "d", 60)
    now[0] += 61
    assert not state.seen("key", "d", 60)
    assert len(state._nonces) == 1


def test_a_signed_request_can_be_signed_again(server: Callable[..., Any]) -> None:
    """A request that is sent again after a failure gets a date and a nonce of its own."""
    place = server("alibaba-acs3")
    request = httpx.Request("GET", "http://listing.test/jobs")
    with place.client(signer("alibaba-acs3")) as client:
        client.send(request)
        client.send(request)
    assert place.outcomes == [SignedIn(OWNER), SignedIn(OWNER)]
