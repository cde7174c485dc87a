"""Our signatures against those of the vendors' official clients, byte for byte, and theirs against the simulator's verifiers.

Needs the clients: pip install -e '.[clients]'.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote, quote_plus

import httpx
import pytest
from hypothesis import given
from hypothesis import settings as rules
from hypothesis import strategies as st

from listproof.simulator.exchange import Request
from listproof.simulator.signin import SignedIn, State, verify
from listproof.simulator.signin.accounts import OWNER, TEMPORARY, Account
from listproof.transport.auth import Secret
from listproof.transport.auth.alibaba_acs3 import AlibabaSignature
from listproof.transport.auth.huawei_ak_sk import HuaweiSignature

pytestmark = pytest.mark.clients

NOW = datetime(2027, 1, 15, 8, 0, 0, tzinfo=UTC)
HOST = "listing.test:8080"

words = st.text(st.characters(exclude_categories=["Cs"]), max_size=8) | st.sampled_from(
    ["", " ", "+", "%", "a b", "a+b", "%2B", "~-_.!*'()", "/", "?&=#;", "作业", "é", "🙂", "\x00", '{"k": "v"}']
)
names = st.text("abzAZ09-_.~", min_size=1, max_size=6)
accounts = st.sampled_from([OWNER, TEMPORARY])


def _signed(request: httpx.Request, signer: Any) -> httpx.Request:
    request.read()
    signed: httpx.Request = next(signer.auth_flow(request))
    return signed


def _token(account: Account) -> Secret | None:
    return Secret(account.security_token) if account.security_token else None


def _huawei(account: Account, segments: list[str], pairs: list[tuple[str, str]], headers: dict[str, str], body: bytes) -> Any:
    """A request signed by huaweicloudsdkcore's own credentials, at NOW."""
    credentials = pytest.importorskip("huaweicloudsdkcore.auth.credentials", reason="pip install -e '.[clients]'")
    request = pytest.importorskip("huaweicloudsdkcore.sdk_request").SdkRequest(
        method="POST" if body else "GET",
        schema="http",
        host=HOST,
        resource_path="/" + "/".join(quote(segment, safe="") for segment in segments),
        query_params=list(pairs),
        header_params={"X-Sdk-Date": NOW.strftime("%Y%m%dT%H%M%SZ"), **headers},
        body=body,
    )
    known = credentials.BasicCredentials(account.access_key, account.secret_key, account.project_id)
    if account.security_token:
        known = known.with_security_token(account.security_token)
    return known.sign_request(request)


@given(
    account=accounts,
    segments=st.lists(words.filter(lambda word: word not in (".", "..")), max_size=3),
    pairs=st.lists(st.tuples(words, words), max_size=5),
    content_type=st.sampled_from([None, "application/json", "application/json;charset=UTF-8"]),
    body=st.binary(max_size=20),
)
@rules(max_examples=300, deadline=None)
def test_huawei_signs_the_same(
    account: Account, segments: list[str], pairs: list[tuple[str, str]], content_type: str | None, body: bytes
) -> None:
    """For the same headers our Authorization is huaweicloudsdkcore's, whatever path, query and body hold and however spelled."""
    headers = {"Content-Type": content_type} if content_type else {}
    theirs = _huawei(account, segments, pairs, headers, body)
    signer = HuaweiSignature(
        Secret(account.access_key),
        Secret(account.secret_key),
        security_token=_token(account),
        project_id=account.project_id,
        now=lambda: NOW,
    )
    plus = "&".join(f"{quote_plus(name)}={quote_plus(value)}" for name, value in pairs)
    for url in (theirs.url, theirs.url.partition("?")[0] + (f"?{plus}" if plus else "")):
        ours = _signed(httpx.Request(theirs.method, url, headers=headers, content=body or None), signer)
        assert ours.headers["Authorization"] == theirs.header_params["Authorization"]
        assert ours.headers["X-Sdk-Date"] == theirs.header_params["X-Sdk-Date"]


@given(
    account=accounts,
    segments=st.lists(words, max_size=3),
    pairs=st.lists(st.tuples(words, words), max_size=5),
    body=st.binary(max_size=20),
)
@rules(max_examples=200, deadline=None)
def test_the_simulator_takes_what_huaweis_client_signs(
    account: Account, segments: list[str], pairs: list[tuple[str, str]], body: bytes
) -> None:
    """The simulator verifies huaweicloudsdkcore's signature over all the headers that the client signs."""
    headers = {"Content-Type": "application/json", "User-Agent": "huaweicloud-usdk-python/3.0; 作业"}
    theirs = _huawei(account, segments, pairs, headers, body)
    request = Request(theirs.method, theirs.uri, tuple(theirs.header_params.items()), body)
    assert verify(request, [{"type": "huawei-ak-sk"}], State(clock=NOW.timestamp)) == SignedIn(account)


def _alibaba(account: Account, query: dict[str, str], headers: dict[str, str]) -> tuple[str, dict[str, str]]:
    """URL and headers of a request as alibabacloud_tea_openapi signs and spells it, at NOW."""
    utils = pytest.importorskip("alibabacloud_tea_openapi.utils", reason="pip install -e '.[clients]'").Utils
    request = pytest.importorskip("darabonba.request").DaraRequest()
    request.method, request.protocol, request.pathname, request.query = "GET", "http", "/api/v1/jobs", query
    payload = utils.hash(b"", "ACS3-HMAC-SHA256").hex()
    request.headers = {
        "host": HOST,
        "x-acs-version": "2020-12-03",
        "x-acs-action": "ListJobs",
        "x-acs-date": NOW.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "x-acs-signature-nonce": "a-nonce",
        "x-acs-content-sha256": payload,
        **headers,
    }
    if account.security_token:
        request.headers["x-acs-accesskey-id"] = account.access_key
        request.headers["x-acs-security-token"] = account.security_token
    key, secret = account.access_key, account.secret_key
    request.headers["Authorization"] = utils.get_authorization(request, "ACS3-HMAC-SHA256", payload, key, secret)
    return pytest.importorskip("darabonba.core").DaraCore.compose_url(request), request.headers


@given(account=accounts, query=st.dictionaries(names, words, max_size=5), typed=st.booleans())
@rules(max_examples=300, deadline=None)
def test_alibaba_signs_the_same(account: Account, query: dict[str, str], typed: bool) -> None:
    """For the same headers our Authorization is alibabacloud_tea_openapi's, its blanks spelled `+` on the wire or `%20`."""
    headers = {"content-type": "application/json; charset=utf-8"} if typed else {}
    url, theirs = _alibaba(account, query, headers)
    signer = AlibabaSignature(
        Secret(account.access_key),
        Secret(account.secret_key),
        version="2020-12-03",
        action="ListJobs",
        security_token=_token(account),
        now=lambda: NOW,
        nonce=lambda: "a-nonce",
    )
    for spelled in (url, url.replace("+", "%20")):
        ours = _signed(httpx.Request("GET", spelled, headers=headers), signer)
        assert ours.headers["Authorization"] == theirs["Authorization"]
        assert {name: ours.headers[name] for name in theirs} == theirs


@given(account=accounts, query=st.dictionaries(names, words, max_size=5))
@rules(max_examples=200, deadline=None)
def test_the_simulator_takes_what_alibabas_client_signs(account: Account, query: dict[str, str]) -> None:
    """The simulator verifies alibabacloud_tea_openapi's signature over all the headers that the client signs."""
    url, headers = _alibaba(account, query, {"user-agent": "AlibabaCloud (Linux; x86_64)", "accept": "application/json"})
    request = Request("GET", url.partition(HOST)[2], tuple(headers.items()))
    entry = {"type": "alibaba-acs3", "version": "2020-12-03", "action": "ListJobs"}
    assert verify(request, [entry], State(clock=NOW.timestamp)) == SignedIn(account)


@pytest.mark.parametrize("sign", [_huawei, _alibaba])
def test_a_changed_value_breaks_their_signature_too(sign: Callable[..., Any]) -> None:
    """What the simulator takes from an official client it refuses once a value was changed."""
    if sign is _huawei:
        theirs = _huawei(OWNER, ["v1", "documents"], [("limit", "1")], {}, b"")
        target, headers, entry = theirs.uri, theirs.header_params, {"type": "huawei-ak-sk"}
    else:
        url, headers = _alibaba(OWNER, {"limit": "1"}, {})
        target, entry = url.partition(HOST)[2], {"type": "alibaba-acs3"}
    state = State(clock=NOW.timestamp)
    changed = Request("GET", target.replace("limit=1", "limit=2"), tuple(headers.items()))
    assert verify(changed, [entry], state).kind == "wrong-signature"  # type: ignore[union-attr]
    assert verify(Request("GET", target, tuple(headers.items())), [entry], state) == SignedIn(OWNER)
