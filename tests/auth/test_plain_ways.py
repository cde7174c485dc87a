"""Basic, bearer and a key in the query: what is sent, what is made up, and what is kept from being seen."""

from __future__ import annotations

import base64

import httpx
import pytest

from listproof.transport.auth import SettingsError, build, check, secrets, without, wrong

BASIC = {"type": "basic", "user": "ann", "password": "pear and plüm 2026"}
BEARER = {"type": "bearer", "value": "eyJhbGciOi.JzdWIi-2026"}
KEY = {"type": "query-key", "name": "api_key", "value": "k3y/of+the owner"}
WAYS = pytest.mark.parametrize("way", [BASIC, BEARER, KEY], ids=lambda way: way["type"])


def sent(auth: httpx.Auth, url: str = "http://127.0.0.1/v1/pears?a=x%2fy&b=+") -> httpx.Request:
    """The request as it leaves."""
    return next(auth.sync_auth_flow(httpx.Request("GET", url)))


def test_basic_sends_name_and_password() -> None:
    """The pair stands in the Authorization header, in base64 of UTF-8."""
    scheme, _, pair = sent(build(BASIC)).headers["authorization"].partition(" ")
    assert (scheme, base64.b64decode(pair).decode()) == ("Basic", "ann:pear and plüm 2026")


def test_bearer_sends_the_token() -> None:
    """The token stands behind the word Bearer."""
    assert sent(build(BEARER)).headers["authorization"] == f"Bearer {BEARER['value']}"


def test_a_key_joins_the_query_and_changes_nothing_in_it() -> None:
    """What was spelled stays as it was, and a key that a link carries already is not sent twice."""
    assert sent(build(KEY)).url.raw_path == b"/v1/pears?a=x%2fy&b=+&api_key=k3y%2Fof%2Bthe%20owner"
    assert sent(build(KEY), "http://127.0.0.1/p?api_key=old&c=1").url.raw_path == b"/p?c=1&api_key=k3y%2Fof%2Bthe%20owner"


@WAYS
def test_a_made_up_credential_has_the_right_form(way: dict[str, str]) -> None:
    """It is of the same kind, differs from the real one in every part, and is another each time."""
    made, again = wrong(way), wrong(way)
    assert made is not None
    assert again is not None
    request = sent(made)
    shown = f"{request.headers.get('authorization', '')} {request.url}"
    assert shown != f"{sent(again).headers.get('authorization', '')} {sent(again).url}"
    assert not any(secret in shown for secret in secrets(way))
    if way is BASIC:
        name, _, password = base64.b64decode(request.headers["authorization"].split()[1]).decode().partition(":")
        assert name not in ("", "ann")
        assert password


@WAYS
def test_without_a_credential_nothing_of_it_is_sent(way: dict[str, str]) -> None:
    """A request that is meant to be without a credential carries neither header nor key."""
    request = sent(without(way))
    assert "authorization" not in request.headers
    assert b"api_key" not in request.url.raw_path


@WAYS
def test_no_secret_shows(way: dict[str, str]) -> None:
    """Neither a sign-in nor its table prints a secret, and each spelling of one is among what is masked."""
    hidden = secrets(way)
    told = f"{build(way)!r} {check(way)!r}"
    assert not any(secret in told for secret in hidden)
    request = sent(build(way))
    assert any(secret in f"{request.headers.get('authorization', '')} {request.url}" for secret in hidden)


def test_a_name_ends_where_a_colon_stands() -> None:
    """A name with a colon would sign in somebody else, and is refused."""
    with pytest.raises(SettingsError, match='"user" holds a colon'):
        build({**BASIC, "user": "a:b"})
