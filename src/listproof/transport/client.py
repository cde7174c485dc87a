"""Sends one request after another through a transport, signed, with the cookies that were handed out: httpx without what we never use.

A client of httpx also follows redirects, logs, and merges what each request brings with its own; for answers that come from
within the process, that takes as long as the answer.
"""

from __future__ import annotations

from collections.abc import Mapping
from http.cookiejar import CookieJar

import httpx

from listproof.transport.whole import ACCEPTED

__all__ = ["Client"]


class Client:
    """One way to ask through a transport. `headers` go with every request, those of a request before them; `timeout` is in seconds."""

    def __init__(self, transport: httpx.BaseTransport, jar: CookieJar, timeout: float) -> None:
        self.headers = {
            "Accept": "application/json", "Accept-Encoding": ACCEPTED, "Connection": "keep-alive", "User-Agent": "listproof",
        }  # fmt: skip
        self._transport = transport
        self._jar = jar
        self._cookies = httpx.Cookies(jar)
        self._extensions = {"timeout": httpx.Timeout(timeout).as_dict()}
        self._closed = False

    def request(self, method: str, url: httpx.URL | str, auth: httpx.Auth, headers: Mapping[str, str], content: bytes) -> httpx.Response:
        """The answer to a request with its body in hand, and to whatever its sign-in asks first: its `history` holds what came before.

        Raises what the transport raises, and RuntimeError once the client is closed.
        """
        if self._closed:
            raise RuntimeError("nothing is asked any more: the session is closed")
        carried = httpx.Headers(self.headers)
        carried.update(headers)
        request = httpx.Request(method, url, headers=carried, content=content or None, extensions=dict(self._extensions))
        if len(self._jar):
            self._cookies.set_cookie_header(request)
        steps = auth.sync_auth_flow(request)
        earlier: list[httpx.Response] = []
        try:
            asked = next(steps)
            while True:
                response = self._sent(asked)
                try:
                    asked = steps.send(response)
                except StopIteration:
                    response.history = earlier
                    return response
                earlier.append(response)
        finally:
            steps.close()

    def _sent(self, request: httpx.Request) -> httpx.Response:
        try:
            response = self._transport.handle_request(request)
        except httpx.RequestError as error:
            error.request = request
            raise
        response.request = request
        if "set-cookie" in response.headers:
            self._cookies.extract_cookies(response)
        response.read()
        return response

    def close(self) -> None:
        """Give back the connections, and ask nothing any more."""
        self._closed = True
        self._transport.close()
