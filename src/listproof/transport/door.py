"""The way out to a target: two HTTP clients behind a door that lets nothing pass but what reads."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Callable, Collection, Mapping, Sequence
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any

import httpx

from listproof.transport import auth as signing
from listproof.transport.bounds import Bounds, Meter, OneLarge
from listproof.transport.cookies import Client, NoCookies, jar_of
from listproof.transport.sockets import MeteredTransport
from listproof.transport.target import Target
from listproof.transport.whole import ACCEPTED, WholeAnswers
from listproof.verdicts import Trouble

__all__ = ["Door", "certificates"]


class Door:
    """Sends GET, the documented calls of a sign-in and the reads that it was told of, within the bounds of a target.

    `ends` gives the moment of the monotonic clock after which no answer is read on; `closed` is set when nobody waits any longer.
    Beside the client that asks there is one that keeps no cookie: what a target handed out must not sign in who asks without a credential.
    """

    def __init__(
        self,
        target: Target,
        sign_in: tuple[Mapping[str, Any], ...],
        transport: httpx.BaseTransport | None,
        ends: Callable[[], float],
        closed: threading.Event,
    ) -> None:
        bounds = Bounds(target.max_body, target.deadline)
        meter = Meter(bounds, ends)
        self._large = OneLarge()
        self._reads: set[tuple[str, str]] = set()
        inner = transport or MeteredTransport(certificates(target), meter, closed)
        passing = _ReadOnly(WholeAnswers(inner, bounds, meter, self._large), signing.calls(target.auth, sign_in), self._reads)
        self.client, self.jarless = (_client(passing, target, jar) for jar in (jar_of(target.auth), NoCookies()))

    def ask(
        self, method: str, url: httpx.URL, auth: httpx.Auth, headers: Mapping[str, str], body: bytes, *, keeps_cookies: bool
    ) -> httpx.Response:
        """The answer to one request, read whole. Raises what httpx raises, and Beyond for an answer that is more than it may be."""
        client = self.client if keeps_cookies else self.jarless
        return client.request(method, url, auth=auth, headers=headers, content=body or None)

    def leave_large(self) -> None:
        """Let the next large answer be read: the last is in hand."""
        self._large.leave()

    def accept(self, media_type: str) -> None:
        """Ask for answers of this media type from now on."""
        for client in (self.client, self.jarless):
            client.headers["Accept"] = media_type

    def let_read(self, url: httpx.URL) -> None:
        """Let a POST to the path of this address pass from now on."""
        self._reads.add(("POST", url.path))

    def close(self) -> None:
        """Give back the connections."""
        self.client.close()
        self.jarless.close()


def certificates(target: Target) -> ssl.SSLContext:
    """What a certificate is checked against; nothing for plain HTTP, as certificates take longer to load than many a question to answer."""
    with_tls = not all(address.lower().startswith("http://") for address in target.addresses)
    if with_tls and isinstance(target.verify, str):
        place = Path(target.verify)
        return ssl.create_default_context(cafile=None if place.is_dir() else place, capath=place if place.is_dir() else None)
    return httpx.create_ssl_context(verify=bool(target.verify) and with_tls, trust_env=True)


def _client(passing: httpx.BaseTransport, target: Target, jar: CookieJar) -> httpx.Client:
    return Client(
        jar,
        transport=passing,
        timeout=target.timeout,
        follow_redirects=False,
        trust_env=False,
        headers={"User-Agent": "listproof", "Accept": "application/json", "Accept-Encoding": ACCEPTED},
    )


class _ReadOnly(httpx.BaseTransport):
    """Lets GET pass, the documented calls of the sign-in and the reads of contracts, and nothing else, whoever asks."""

    def __init__(self, transport: httpx.BaseTransport, calls: Sequence[tuple[str, str]], reads: Collection[tuple[str, str]]) -> None:
        self._transport = transport
        self._calls = calls
        self._reads = reads

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        asked = (request.method, request.url.path)
        called = asked in self._calls or (request.method, str(request.url)) in self._calls
        if request.method != "GET" and not called and asked not in self._reads:
            raise Trouble(f"refused to send {request.method} {request.url.path}: only GET and the documented sign-in leave this session")
        return self._transport.handle_request(request)

    def close(self) -> None:
        self._transport.close()
