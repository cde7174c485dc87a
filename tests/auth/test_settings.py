"""The `auth` table of a targets file: what it takes, what it says of mistakes, and that it never shows a secret."""

from __future__ import annotations

import base64
import copy
import logging
import pickle
import time
import traceback
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import httpx
import pytest

from listproof.simulator.signin import Refused, settings
from listproof.simulator.signin.accounts import OWNER, TEMPORARY
from listproof.transport import auth

KINDS = ("header", "cookie", "none", "basic", "bearer", "query-key", "huawei-ak-sk", "alibaba-acs3", "nebula-connect")

SignIn = Mapping[str, Sequence[Mapping[str, object]]]


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_signs_in(kind: str, sign_in: SignIn, server: Callable[..., Any]) -> None:
    """The simulator takes the credential that each kind of sign-in sends."""
    place = server(kind, clock=time.time)
    with place.client(auth.build(settings(kind), sign_in[kind])) as client:
        assert client.get("http://listing.test/jobs?limit=1").json()["data"] == OWNER.name


def test_every_kind_is_tried() -> None:
    """These tests try each kind that can be named in a targets file."""
    assert set(KINDS) == set(auth.SCHEMES)


@pytest.mark.parametrize(
    ("table", "says"),
    [
        ({}, '"type" is missing; allowed are header, cookie, none, basic, bearer, query-key, huawei-ak-sk, alibaba-acs3, nebula-connect'),
        ({"type": "heder"}, 'unknown type "heder"; allowed are header, cookie'),
        ({"type": "header", "name": "X", "valeu": "v"}, 'unknown key "valeu"; type = "header" takes name, value'),
        ({"type": "header", "name": "X"}, '"value" is missing'),
        ({"type": "header", "name": "X", "value": ""}, '"value" must be text'),
        ({"type": "header", "name": "X", "value": True}, '"value" must be text'),
        ({"type": "header", "name": "X", "value": ["v"]}, '"value" must be text'),
        ({"type": "header", "name": "X Y", "value": "v"}, '"name" is no name of a header'),
        ({"type": "header", "name": "X", "value": "planted-secret\n"}, "holds a line break"),
        ({"type": "header", "name": "X", "value": "planted-secret-é"}, "outside printable ASCII"),
        ({"type": "header", "value": "v"}, '"name" is missing, and the contract names no header'),
        ({"type": "cookie", "value": "v"}, '"name" is missing, and the contract names no cookie'),
        ({"type": "cookie", "name": "c", "value": "planted-secret; Path=/"}, "no cookie can carry"),
        ({"type": "none", "value": "v"}, 'unknown key "value"; type = "none" takes no other key'),
        ({"type": "huawei-ak-sk", "access_key": "AK"}, '"secret_key" is missing'),
        ({"type": "alibaba-acs3", "access_key_id": "AK", "access_key_secret": "SK"}, "needs the contract to say version"),
        ({"type": "nebula-connect", "user": "u", "password": "p", "address": "a", "port": "x"}, '"port" must be a number'),
        (
            {"type": "nebula-connect", "user": "u", "password": "p", "address": "a", "port": 1, "account": "xml"},
            '"account" must be one of json, colon',
        ),
        ({"type": "nebula-connect", "user": "u", "password": "p", "address": "a", "port": 1}, "needs the contract to say path"),
    ],
)
def test_a_mistake_is_told_in_one_sentence(table: dict[str, object], says: str) -> None:
    """A table that cannot be used gives one sentence that names the key and what is allowed, and never a value."""
    with pytest.raises(auth.SettingsError) as caught:
        auth.build(table)
    assert says in str(caught.value)
    assert "\n" not in str(caught.value)
    assert "planted-secret" not in str(caught.value)


@pytest.mark.parametrize("port", ["0", "65536", "99999", "-1", "1.5", "٣"])
def test_a_port_is_a_port(port: str) -> None:
    """A port beyond 1 to 65535, or not in plain digits, is refused."""
    with pytest.raises(auth.SettingsError, match='"port"'):
        auth.check({**settings("nebula-connect"), "port": port})
    assert auth.check({**settings("nebula-connect"), "port": 65535})["port"] == 65535


@pytest.mark.parametrize("kind", KINDS)
def test_a_table_is_checked_without_its_contract(kind: str, sign_in: SignIn) -> None:
    """`check` looks at a table before its contract is known, covers its secrets, and what it gives signs in as before."""
    table = settings(kind, TEMPORARY)
    covered = auth.check(table)
    assert not any(isinstance(value, str) and value in repr(covered) for value in auth.secrets(table))
    assert auth.check(covered).keys() == table.keys()
    assert auth.secrets(covered) == auth.secrets(table)
    assert auth.carriers(covered, sign_in[kind]) == auth.carriers(table, sign_in[kind])
    with pytest.raises(auth.SettingsError, match="unknown key"):
        auth.check({**table, "tokne": "x"})


def test_the_contract_gives_the_name_that_the_table_leaves_out(sign_in: SignIn) -> None:
    """A header or cookie is called as the contract calls it unless the table says otherwise."""
    request = httpx.Request("GET", "http://listing.test/")
    next(auth.build({"type": "header", "value": "token"}, sign_in["header"]).auth_flow(request))
    next(auth.build({"type": "header", "name": "X-Other", "value": "token"}, sign_in["header"]).auth_flow(request))
    next(auth.build({"type": "cookie", "value": "token"}, sign_in["cookie"]).auth_flow(request))
    assert [request.headers[name] for name in ("X-Auth-Token", "X-Other", "Cookie")] == ["token", "token", "explorer_token=token"]


PLANTED: dict[str, dict[str, Any]] = {
    "header": {"type": "header", "name": "X-Auth-Token", "value": "PLANTED/secret+value=="},
    "cookie": {"type": "cookie", "name": "explorer_token", "value": "PLANTED/secret+value=="},
    "huawei-ak-sk": {
        "type": "huawei-ak-sk",
        "access_key": "PLANTEDACCESSKEY",
        "secret_key": 'PLANTED"secret key<é>',
        "security_token": "PLANTED-security-token",
        "project_id": "public-project",
    },
    "alibaba-acs3": {
        "type": "alibaba-acs3",
        "access_key_id": "PLANTEDACCESSKEY",
        "access_key_secret": 'PLANTED"secret key<é>',
        "security_token": "PLANTED-security-token",
    },
    "nebula-connect": {
        "type": "nebula-connect",
        "user": "root",
        "password": 'PLANTED"password<é>',
        "address": "graph.test",
        "port": 9669,
    },
}
VALUES = ("PLANTED", base64.b64encode(b"root:PLANTED").decode()[:12], base64.b64encode(b'["root","PLANTED').decode()[:16])


def _told(error: Exception) -> str:
    """The traceback with the locals of every frame but this file's, which holds what was planted."""
    story = traceback.TracebackException.from_exception(error, capture_locals=True)
    story.stack = traceback.StackSummary.from_list([frame for frame in story.stack if frame.filename != __file__])
    return "".join(story.format())


@pytest.mark.parametrize("kind", PLANTED)
def test_no_secret_is_printed(kind: str, sign_in: SignIn, server: Callable[..., Any], caplog: pytest.LogCaptureFixture) -> None:
    """No repr or str of a sign-in, its settings or its parts, no log line and no traceback with locals shows a secret."""
    caplog.set_level(logging.DEBUG)
    table = {key: auth.Secret(value) if isinstance(value, str) and key != "type" else value for key, value in PLANTED[kind].items()}
    signed = auth.build(table, sign_in[kind])
    texts = [repr(signed), str(signed), f"{signed!r} {vars(signed)}", repr(table), repr(copy.copy(signed))]
    texts += [repr(auth.without(table, sign_in[kind])), repr(auth.wrong(table, sign_in[kind]))]
    place = server(kind)
    try:
        with place.client(signed) as client:
            client.get("http://listing.test/jobs")
    except auth.SignInRefused as refusal:
        texts.append(_told(refusal))
    unfit = auth.Secret(VALUES[0] + "\n")
    for key in [key for key in table if key != "type"]:
        try:
            auth.build({**table, key: unfit}, sign_in[kind])
        except auth.SettingsError as mistake:
            texts.append(_told(mistake))
    texts += [record.getMessage() for record in caplog.records]
    assert place.requests, "the request was sent, so that its log lines are among the texts"
    for text in texts:
        assert not any(value in text for value in VALUES), text


@pytest.mark.parametrize("kind", PLANTED)
def test_what_travels_is_known_for_masking(kind: str, sign_in: SignIn, server: Callable[..., Any]) -> None:
    """Once every text of `secrets` and every header of `carriers` is masked, nothing planted is left of what was sent."""
    place = server(kind)
    masks, places = auth.secrets(PLANTED[kind]), auth.carriers(PLANTED[kind], sign_in[kind])
    assert list(masks) == sorted(masks, key=len, reverse=True)
    try:
        with place.client(auth.build(PLANTED[kind], sign_in[kind])) as client:
            client.get("http://listing.test/jobs")
    except auth.SignInRefused:
        pass
    bare = False
    for request in place.requests:
        sent = "\n".join(f"{name}: {value}" for name, value in request.headers) + repr(request.body)
        bare = bare or any(value in sent for value in VALUES)
        for mask in masks:
            sent = sent.replace(mask, "***")
        assert not any(value in sent for value in VALUES)
        for name, value in request.headers:
            if any(mask in value for mask in masks):
                assert name.lower() in places.headers
    assert bare, "something planted did travel"


def test_short_secrets_are_no_masks() -> None:
    """A secret too short to be told from ordinary text is no mask, since it would blank half a report."""
    table = {**PLANTED["nebula-connect"], "password": "nebula"}
    assert "nebula" not in auth.secrets(table)
    assert base64.b64encode(b'["root","nebula"]').decode() in auth.secrets(table)


def test_a_secret_is_not_pickled() -> None:
    """A secret cannot be written away by accident, to a cache or to another process."""
    with pytest.raises(TypeError):
        pickle.dumps(auth.Secret("PLANTED-secret"))


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "none"])
def test_a_made_up_credential_is_refused_and_real_ones_are_not_touched(kind: str, sign_in: SignIn, server: Callable[..., Any]) -> None:
    """`wrong` is refused, sends nothing of the real credential, and makes no sign-in call under a real user."""
    table = settings(kind, TEMPORARY)
    place = server(kind, clock=time.time)
    false = auth.wrong(table, sign_in[kind])
    assert false is not None
    with place.client(false) as client:
        if "cookie" in auth.carriers(table, sign_in[kind]).headers:
            client.cookies.set("explorer_token", TEMPORARY.token)
        client.get("http://listing.test/jobs")
    assert [type(outcome) for outcome in place.outcomes] == [Refused]
    assert place.outcomes[0].kind == "wrong-credential"
    sent = repr(place.requests)
    assert not any(mask in sent for mask in auth.secrets(table))
    other = auth.wrong(table, sign_in[kind])
    with place.client(other) as client:
        client.get("http://listing.test/jobs")
    asked = [(request.headers, request.target) for request in place.requests]
    assert asked[0] != asked[1]


def test_no_credential_can_be_made_up_where_there_is_none() -> None:
    """A target without sign-in has no wrong credential."""
    assert auth.wrong({"type": "none"}) is None


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "none"])
def test_without_sends_no_credential(kind: str, sign_in: SignIn, server: Callable[..., Any]) -> None:
    """`without` sends no credential, not even one that a client's defaults or cookie jar hold."""
    table = settings(kind)
    place = server(kind)
    with place.client(auth.without(table, sign_in[kind])) as client:
        client.headers["X-Auth-Token"] = OWNER.token
        client.cookies.set("explorer_token", OWNER.token)
        client.cookies.set("language", "en")
        client.get("http://listing.test/jobs", headers={"Authorization": "ACS3-HMAC-SHA256 Credential=x"})
    if kind in ("header", "cookie", "alibaba-acs3", "nebula-connect"):
        assert isinstance(place.outcomes[0], Refused)
        assert place.outcomes[0].kind == "no-credential"
    cookies = place.requests[0].header("cookie") or ""
    assert "language=en" in cookies
    assert ("explorer_token" in cookies) == (kind not in ("cookie", "nebula-connect"))


def test_only_the_sign_in_call_is_named_beside_get(sign_in: SignIn) -> None:
    """The one request that a read-only session must let pass is the documented sign-in call."""
    for kind in KINDS:
        expected = (("POST", "/api-open/v1/connect"),) if kind == "nebula-connect" else ()
        assert auth.calls(settings(kind), sign_in[kind]) == expected


@pytest.mark.parametrize("kind", ["huawei-ak-sk", "alibaba-acs3"])
def test_a_wrong_signature_names_the_real_key_and_is_refused(kind: str, sign_in: SignIn, server: Callable[..., Any]) -> None:
    """The key is the owner's, the secret is made up, and the simulator refuses it."""
    badly = auth.wrongly_signed(settings(kind), sign_in[kind])
    assert badly is not None
    place = server(kind, clock=time.time)
    with place.client(badly) as client:
        answer = client.get("http://listing.test/jobs?limit=1")
    assert OWNER.access_key in answer.request.headers["authorization"]
    assert answer.status_code >= 400


@pytest.mark.parametrize("kind", sorted(set(KINDS) - {"huawei-ak-sk", "alibaba-acs3"}))
def test_what_signs_nothing_has_no_wrong_signature(kind: str, sign_in: SignIn) -> None:
    """A token or a password of somebody real is never spoilt."""
    assert auth.wrongly_signed(settings(kind), sign_in[kind]) is None
