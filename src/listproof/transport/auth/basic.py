"""Sign-in `basic`: a user's name and password in the Authorization header (RFC 7617)."""

from __future__ import annotations

import base64
from collections.abc import Generator

import httpx

from listproof.transport.auth.scheme import Carriers, Entry, Scheme, Setting, Settings, SignIn, made_up
from listproof.transport.auth.secrecy import Secret

__all__ = ["SCHEME", "BasicSignIn"]


class BasicSignIn(SignIn):
    """Sets the Authorization header of each request."""

    def __init__(self, user: str, password: Secret) -> None:
        self._pair = Secret(_encoded(user, password.reveal()))

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        """Set the header and send the request once."""
        request.headers["Authorization"] = f"Basic {self._pair.reveal()}"
        yield request


def _encoded(user: str, password: str) -> str:
    return base64.b64encode(f"{user}:{password}".encode()).decode("ascii")


def _build(settings: Settings, entry: Entry) -> SignIn:
    return BasicSignIn(settings.plain["user"], settings.hidden["password"])


def _wrong(settings: Settings, entry: Entry) -> SignIn:
    """A pair that nobody was given, well formed: never a wrong password of a real user, whom that may lock out."""
    return BasicSignIn(made_up()(), Secret(made_up()()))


SCHEME = Scheme(
    type="basic",
    settings=(
        Setting("user", form="[^:]+", unfit="holds a colon, which ends a name", travels=False),
        Setting("password", secret=True, travels=False),
    ),
    build=_build,
    carriers=lambda settings, entry: Carriers(headers=frozenset({"authorization"})),
    wrong=_wrong,
    derived=lambda settings: (_encoded(settings.plain["user"], settings.hidden["password"].reveal()),),
)
