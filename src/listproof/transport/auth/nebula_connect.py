"""Sign-in `nebula-connect`: NebulaGraph Explorer's sign-in call, whose cookie the listing is then asked with.

Source: NebulaGraph Explorer, workflow API overview: POST with `Authorization: Bearer` and the account in Base64, a JSON
body with the database's address and port, an answer with Set-Cookie. The documents disagree on what is put into Base64:
a JSON array of user and password (Chinese, and the open-source sibling reads that) or `user:password` (English).
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable

import httpx

from listproof.transport.auth.cookie import CookieSignIn, put_cookie
from listproof.transport.auth.renewing import Renewing, SignInRefused, code_in
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

__all__ = ["SCHEME", "NebulaConnect"]

PORT = r"[1-9]\d{0,3}|[1-5]\d{4}|6[0-4]\d{3}|65[0-4]\d\d|655[0-2]\d|6553[0-5]"
"""A port as text: 1 to 65535."""


class NebulaConnect:
    """Asks for the cookie with the account, and takes it from the answer."""

    def __init__(self, account: Secret, *, address: str, port: int, path: str, cookie: str) -> None:
        """`account` is the text after `Bearer `; `address` and `port` are the database's; `path` is that of the call."""
        self._account = account
        self._address = address
        self._port = port
        self._path = path
        self._cookie = cookie

    def call(self, request: httpx.Request) -> httpx.Request:
        """The sign-in call, to the server of the request."""
        return httpx.Request(
            "POST",
            request.url.copy_with(raw_path=self._path.encode("ascii")),
            headers={"Authorization": f"Bearer {self._account.reveal()}", "Accept": "application/json"},
            json={"address": self._address, "port": self._port},
            extensions={key: value for key, value in request.extensions.items() if key == "timeout"},
        )

    def take(self, answer: httpx.Response | None) -> Secret:
        """The cookie of the answer. Raises SignInRefused where it has none, or a code that is not 0."""
        assert answer is not None
        for line in answer.headers.get_list("set-cookie"):
            name, _, value = line.partition(";")[0].partition("=")
            if answer.is_success and code_in(answer) in (None, 0, "0") and name.strip() == self._cookie and value.strip():
                return Secret(value.strip())
        raise SignInRefused(
            f"POST {self._path} gave no {self._cookie} cookie: HTTP {answer.status_code}, code {code_in(answer)};"
            ' check "user", "password", "address", "port" and "account" of the auth table'
        )


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
    source = NebulaConnect(
        Secret(_account(settings)[1]), address=settings.plain["address"], port=int(settings.plain["port"]), path=path, cookie=cookie
    )
    return Renewing(source, lambda request, token: put_cookie(request, cookie, token.reveal()))


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
