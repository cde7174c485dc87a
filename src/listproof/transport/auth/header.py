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
    SettingsError,
    SignIn,
    made_up,
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


def _name(settings: Settings, entry: Entry) -> str:
    name = settings.get("name") or entry.get("name")
    if not isinstance(name, str):
        raise SettingsError('auth: "name" is missing, and the contract names no header; type = "header" takes name, value')
    return name


def _build(settings: Settings, entry: Entry) -> SignIn:
    return HeaderSignIn(_name(settings, entry), settings.hidden["value"])


SCHEME = Scheme(
    type="header",
    settings=(Setting("name", required=False, form=NAME, unfit="is no name of a header"), Setting("value", secret=True, wrong=made_up())),
    build=_build,
    carriers=lambda settings, entry: Carriers(headers=frozenset({_name(settings, entry).lower()})),
)
