"""Sign-in `header`: one header with a token in it, such as `X-Auth-Token`."""

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

__all__ = ["SCHEME", "HeaderSignIn"]


class HeaderSignIn(SignIn):
    """Sets one header on each request."""

    def __init__(self, name: str, value: Secret) -> None:
        self._name = name
        self._value = value

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        """Set the header and send the request once."""
        request.headers[self._name] = self._value.reveal()
        yield request


_name = naming("header", "header")


def _build(settings: Settings, entry: Entry) -> SignIn:
    return HeaderSignIn(_name(settings, entry), settings.hidden["value"])


SCHEME = Scheme(
    type="header",
    settings=(Setting("name", required=False, form=NAME, unfit="is no name of a header"), Setting("value", secret=True, wrong=made_up())),
    build=_build,
    carriers=lambda settings, entry: Carriers(headers=frozenset({_name(settings, entry).lower()})),
    token="value",
)
