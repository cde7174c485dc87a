"""Sign-in `none`: a target that asks for no credential."""

from __future__ import annotations

from collections.abc import Generator

import httpx

from listproof.transport.auth.scheme import Carriers, Scheme, SignIn

__all__ = ["SCHEME", "NoSignIn"]


class NoSignIn(SignIn):
    """Sends each request as it is."""

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        """Pass the request on."""
        yield request


SCHEME = Scheme(
    type="none",
    settings=(),
    build=lambda settings, entry: NoSignIn(),
    carriers=lambda settings, entry: Carriers(),
)
