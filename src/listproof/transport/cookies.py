"""The cookies that a target hands out: few of them are kept, and none where a request is meant to be without a credential."""

from __future__ import annotations

from collections.abc import Mapping
from http.cookiejar import Cookie, CookieJar, DefaultCookiePolicy
from typing import Any
from urllib.request import Request

import httpx

__all__ = ["Client", "FewCookies", "NoCookies", "jar_of"]

_MOST = 50
_LONGEST = 4096


class FewCookies(CookieJar):
    """Keeps cookies as browsers do: at most fifty of them, none longer than 4096 characters, and none that no header can carry."""

    def __init__(self) -> None:
        super().__init__(policy=DefaultCookiePolicy())

    def set_cookie(self, cookie: Cookie) -> None:
        """Keep a cookie, where there is room."""
        text = f"{cookie.name}{cookie.value or ''}"
        carried = f"{text}{cookie.path}{cookie.domain}"
        if len(self) < _MOST and len(text) <= _LONGEST and carried.isascii() and carried.isprintable():
            super().set_cookie(cookie)


class NoCookies(CookieJar):
    """Keeps no cookie and sends none."""

    def __init__(self) -> None:
        super().__init__(policy=DefaultCookiePolicy(allowed_domains=[]))

    def extract_cookies(self, response: object, request: Request) -> None:
        """Leave what the target hands out where it is."""


class _HandedOut(httpx.Cookies):
    """Looks for cookies in the answers alone that hand some out: to look takes longer than most of what is done with an answer."""

    def extract_cookies(self, response: httpx.Response) -> None:
        """Keep the cookies of an answer."""
        if "Set-Cookie" in response.headers:
            super().extract_cookies(response)


class Client(httpx.Client):
    """A client that keeps in a jar what answers hand out."""

    def __init__(self, jar: CookieJar, **options: Any) -> None:
        super().__init__(**options)
        self._cookies = _HandedOut(jar)


def jar_of(auth: Mapping[str, Any]) -> CookieJar:
    """The jar of a target's client: where nobody signs in answers hang on no session, and whoever replays a question needs no cookie."""
    return NoCookies() if auth.get("type", "none") == "none" else FewCookies()
