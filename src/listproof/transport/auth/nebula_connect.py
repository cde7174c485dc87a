"""Sign-in `nebula-connect`: NebulaGraph Explorer's sign-in call, whose cookie the listing is then asked with.

Source: NebulaGraph Explorer, workflow API overview: POST with `Authorization: Bearer` and the account in Base64, a JSON
body with the database's address and port, an answer with Set-Cookie. The documents disagree on what is put into Base64:
a JSON array of user and password (Chinese, and the open-source sibling reads that) or `user:password` (English).
"""

from __future__ import annotations

import base64
import json
import threading
from collections.abc import AsyncGenerator, Generator, Iterable
from functools import cached_property
from typing import TYPE_CHECKING

import httpx

from listproof.transport.auth.cookie import CookieSignIn, put_cookie
from listproof.transport.auth.scheme import (
    Carriers,
    Entry,
    Scheme,
    Setting,
    Settings,
    SettingsError,
    SignIn,
    made_up,
)
from listproof.transport.auth.secrecy import Secret

if TYPE_CHECKING:
    import asyncio

__all__ = ["SCHEME", "NebulaConnect", "SignInRefused"]

PORT = r"[1-9]\d{0,3}|[1-5]\d{4}|6[0-4]\d{3}|65[0-4]\d\d|655[0-2]\d|6553[0-5]"
"""A port as text: 1 to 65535."""


class SignInRefused(RuntimeError):
    """The sign-in call was refused: trouble of the run, never a violation. Names the call and the answer's code only."""


class NebulaConnect(SignIn):
    """Signs in once, sends the cookie, and signs in again when the cookie is refused.

    A cookie just renewed that is refused as well is not renewed again until a request was accepted, and after a refused
    sign-in call no other is sent: an account is locked by repeated failures. Safe for threads, and for one event loop.
    """

    def __init__(self, account: Secret, *, address: str, port: int, path: str, cookie: str) -> None:
        """`account` is the text after `Bearer `; `address` and `port` are the database's; `path` is that of the call."""
        self._account = account
        self._address = address
        self._port = port
        self._path = path
        self._cookie = cookie
        self._token: Secret | None = None
        self._issued: tuple[str, ...] = ()
        self._fresh = False
        self._refusal = ""
        self._lock = threading.Lock()

    @cached_property
    def _async_lock(self) -> asyncio.Lock:
        import asyncio

        return asyncio.Lock()

    @property
    def issued(self) -> tuple[str, ...]:
        """Every cookie that was handed out so far."""
        return self._issued

    def sync_auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        """Sign in if need be, send the request, and once more with a new cookie if the cookie was refused."""
        if self._token is None:
            with self._lock:
                if self._token is None:
                    call = self._call(request)
                    answer = yield call
                    answer.read()
                    self._take(answer)
        used = self._attach(request)
        answer = yield request
        answer.read()
        if not self._renews(answer, used):
            return
        with self._lock:
            if self._token is used:
                call = self._call(request)
                renewal = yield call
                renewal.read()
                self._take(renewal)
        self._attach(request)
        answer = yield request
        answer.read()
        self._renews(answer, None)

    async def async_auth_flow(self, request: httpx.Request) -> AsyncGenerator[httpx.Request, httpx.Response]:
        """The same for an asynchronous client."""
        if self._token is None:
            async with self._async_lock:
                if self._token is None:
                    answer = yield self._call(request)
                    await answer.aread()
                    self._take(answer)
        used = self._attach(request)
        answer = yield request
        await answer.aread()
        if not self._renews(answer, used):
            return
        async with self._async_lock:
            if self._token is used:
                renewal = yield self._call(request)
                await renewal.aread()
                self._take(renewal)
        self._attach(request)
        answer = yield request
        await answer.aread()
        self._renews(answer, None)

    def _call(self, request: httpx.Request) -> httpx.Request:
        if self._refusal:
            raise SignInRefused(self._refusal)
        return httpx.Request(
            "POST",
            request.url.copy_with(raw_path=self._path.encode("ascii")),
            headers={"Authorization": f"Bearer {self._account.reveal()}", "Accept": "application/json"},
            json={"address": self._address, "port": self._port},
            extensions={key: value for key, value in request.extensions.items() if key == "timeout"},
        )

    def _take(self, answer: httpx.Response) -> None:
        for line in answer.headers.get_list("set-cookie"):
            name, _, value = line.partition(";")[0].partition("=")
            if answer.is_success and _code(answer) in (None, 0) and name.strip() == self._cookie and value.strip():
                self._token = Secret(value.strip())
                self._issued = (*self._issued, value.strip())
                self._fresh = True
                return
        self._refusal = (
            f"POST {self._path} gave no {self._cookie} cookie: HTTP {answer.status_code}, code {_code(answer)};"
            ' check "user", "password", "address", "port" and "account" of the auth table'
        )
        raise SignInRefused(self._refusal)

    def _attach(self, request: httpx.Request) -> Secret:
        assert self._token is not None
        put_cookie(request, self._cookie, self._token.reveal())
        return self._token

    def _renews(self, answer: httpx.Response, used: Secret | None) -> bool:
        if answer.status_code != 401 and str(_code(answer) or "")[:3] != "401":
            self._fresh = False
            return False
        return used is not None and not (self._fresh and self._token is used)


def _code(answer: httpx.Response) -> int | None:
    """The code in the answer's envelope; None where a long body makes a refusal impossible or there is no code."""
    if len(answer.content) > 2000:
        return None
    try:
        body = answer.json()
    except ValueError:
        return None
    code = body.get("code") if isinstance(body, dict) else None
    return code if isinstance(code, int) else None


def _account(settings: Settings) -> tuple[str, str]:
    """What is put into Base64, and the Base64 of it."""
    user, password = settings.plain["user"], settings.hidden["password"].reveal()
    text = f"{user}:{password}" if settings.get("account") == "colon" else json.dumps([user, password], separators=(",", ":"))
    return text, base64.b64encode(text.encode()).decode()


def _place(settings: Settings, entry: Entry) -> tuple[str, str]:
    """Path of the call and name of the cookie, as the contract gives them; a proxy may have moved the path."""
    path, cookie = settings.get("path") or entry.get("path"), entry.get("cookie")
    if not isinstance(path, str) or not isinstance(cookie, str):
        raise SettingsError(
            'auth: type = "nebula-connect" needs the contract to say path and cookie, in its sign-in'
            " {type: nebula-connect, path: ..., cookie: ...}"
        )
    return path, cookie


def _build(settings: Settings, entry: Entry) -> SignIn:
    path, cookie = _place(settings, entry)
    return NebulaConnect(
        Secret(_account(settings)[1]), address=settings.plain["address"], port=int(settings.plain["port"]), path=path, cookie=cookie
    )


def _wrong(settings: Settings, entry: Entry) -> SignIn:
    """A made-up cookie, without a sign-in call: wrong passwords lock accounts."""
    return CookieSignIn(_place(settings, entry)[1], Secret(made_up()()))


def _derived(settings: Settings) -> Iterable[str]:
    return _account(settings)


SCHEME = Scheme(
    type="nebula-connect",
    settings=(
        Setting("user", travels=False),
        Setting("password", secret=True, travels=False),
        Setting("address"),
        Setting("port", form=PORT, unfit="must be a number from 1 to 65535"),
        Setting("account", required=False, choices=("json", "colon")),
        Setting("path", required=False, form="/.*", unfit="must begin with a slash"),
    ),
    build=_build,
    carriers=lambda settings, entry: Carriers(
        headers=frozenset({"authorization", "cookie", "set-cookie"}), cookies=frozenset({_place(settings, entry)[1]})
    ),
    wrong=_wrong,
    calls=lambda settings, entry: (("POST", _place(settings, entry)[0]),),
    derived=_derived,
)
