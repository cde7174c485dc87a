"""Sign-in `cookie`: one cookie with a token in it, such as `explorer_token`."""

from __future__ import annotations

from collections.abc import Generator

import httpx

from listproof.transport.auth.scheme import (
    NAME,
    Carriers,
    Entry,
    Scheme,
    Setting,
    Settings,
    SignIn,
    made_up,
    naming,
)
from listproof.transport.auth.secrecy import Secret

__all__ = ["SCHEME", "CookieSignIn", "drop_cookie", "put_cookie"]


class CookieSignIn(SignIn):
    """Sets one cookie on each request."""

    def __init__(self, name: str, value: Secret) -> None:
        self._name = name
        self._value = value

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        """Set the cookie and send the request once."""
        put_cookie(request, self._name, self._value.reveal())
        yield request


def drop_cookie(request: httpx.Request, name: str) -> None:
    """Take a cookie out of the request, wherever it came from; a client's cookie jar may have put it there."""
    kept = [part for part in request.headers.get("Cookie", "").split(";") if part.split("=", 1)[0].strip() not in ("", name)]
    request.headers.pop("Cookie", None)
    if kept:
        request.headers["Cookie"] = ";".join(kept).strip()


def put_cookie(request: httpx.Request, name: str, value: str) -> None:
    """Set a cookie of the request in place of any other of that name; other cookies stay."""
    drop_cookie(request, name)
    others = request.headers.get("Cookie")
    request.headers["Cookie"] = f"{others}; {name}={value}" if others else f"{name}={value}"


_name = naming("cookie", "cookie")


def _build(settings: Settings, entry: Entry) -> SignIn:
    return CookieSignIn(_name(settings, entry), settings.hidden["value"])


SCHEME = Scheme(
    type="cookie",
    settings=(
        Setting("name", required=False, form=NAME, unfit="is no name of a cookie"),
        Setting(
            "value",
            secret=True,
            form=r'[^ ;,"\\]+',
            unfit="holds a character that no cookie can carry; give the token alone, without its name",
            wrong=made_up(),
        ),
    ),
    build=_build,
    carriers=lambda settings, entry: Carriers(headers=frozenset({"cookie"}), cookies=frozenset({_name(settings, entry)})),
    token="value",
)
