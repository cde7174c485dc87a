"""A credential that is asked for when it is first needed, and once more when the target refuses it: tokens end in the middle of a run."""

from __future__ import annotations

import threading
from collections.abc import AsyncGenerator, Callable, Generator
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

import httpx

from listproof.transport.auth.scheme import SignIn
from listproof.transport.auth.secrecy import Secret

if TYPE_CHECKING:
    import asyncio

__all__ = ["Renewing", "SignInRefused", "TokenSource", "code_in"]

_LONGEST_REFUSAL = 2000


class SignInRefused(RuntimeError):
    """No credential was handed out: trouble of the run, never a violation. Names who was asked and how that ended, and no secret."""


class TokenSource(Protocol):
    """Where a token comes from: a call that the target or another service answers, or something of this machine."""

    def call(self, request: httpx.Request) -> httpx.Request | None:
        """The call that asks for a token, for a request that needs one; None where nothing is to be sent."""
        ...

    def take(self, answer: httpx.Response | None) -> Secret:
        """The token of the answer, once it is read. Raises SignInRefused where there is none."""
        ...


class Renewing(SignIn):
    """Asks for a token, sends it with each request, and asks again when it is refused.

    A token just renewed that is refused as well is not renewed again until a request was accepted, and after a refused call no other
    is sent: an account is locked by repeated failures. Safe for threads, and for one event loop.
    """

    def __init__(self, source: TokenSource, put: Callable[[httpx.Request, Secret], None]) -> None:
        """`put` sets a token into a request, in place of an earlier one."""
        self._source = source
        self._put = put
        self._token: Secret | None = None
        self._issued: tuple[str, ...] = ()
        self._fresh = False
        self._refusal = ""
        self._lock = threading.Lock()
        self.refusals: frozenset[str] = frozenset()
        """Codes of error bodies that refuse a credential, beside HTTP 401 and codes that begin so."""

    @cached_property
    def _async_lock(self) -> asyncio.Lock:
        import asyncio  # only who asks asynchronously pays for loading it

        return asyncio.Lock()

    @property
    def issued(self) -> tuple[str, ...]:
        """Every token that was handed out so far."""
        return self._issued

    @property
    def held(self) -> Secret | None:
        """The token of now; None before the first request."""
        return self._token

    def sync_auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        """Ask for a token if need be, send the request, and once more with a new token if that was refused."""
        if self._token is None:
            yield from self._asked(request, None)
        used = self._attach(request)
        answer = yield request
        answer.read()
        if not self._renews(answer, used):
            return
        yield from self._asked(request, used)
        self._attach(request)
        answer = yield request
        answer.read()
        self._renews(answer, None)

    def _asked(self, request: httpx.Request, used: Secret | None) -> Generator[httpx.Request, httpx.Response, None]:
        with self._lock:
            if self._token is used:
                call = self._call(request)
                answer = None
                if call is not None:
                    answer = yield call
                    answer.read()
                self._take(answer)

    async def async_auth_flow(self, request: httpx.Request) -> AsyncGenerator[httpx.Request, httpx.Response]:
        """The same for an asynchronous client."""
        for again in (False, True):
            used = self._token if again else None
            if again or self._token is None:
                async with self._async_lock:
                    if self._token is used:
                        call = self._call(request)
                        answer = None
                        if call is not None:
                            answer = yield call
                            await answer.aread()
                        self._take(answer)
            sent = self._attach(request)
            answer = yield request
            await answer.aread()
            if not self._renews(answer, None if again else sent):
                return

    def _call(self, request: httpx.Request) -> httpx.Request | None:
        if self._refusal:
            raise SignInRefused(self._refusal)
        return self._source.call(request)

    def _take(self, answer: httpx.Response | None) -> None:
        try:
            self._token = self._source.take(answer)
        except SignInRefused as refused:
            self._refusal = str(refused)
            raise
        self._issued = (*self._issued, self._token.reveal())
        self._fresh = True

    def _attach(self, request: httpx.Request) -> Secret:
        assert self._token is not None
        self._put(request, self._token)
        return self._token

    def _renews(self, answer: httpx.Response, used: Secret | None) -> bool:
        code = str(code_in(answer) or "")
        if answer.status_code != 401 and code[:3] != "401" and code not in self.refusals:
            self._fresh = False
            return False
        return used is not None and not (self._fresh and self._token is used)


def code_in(answer: httpx.Response) -> int | str | None:
    """The code of an error body, or of an envelope that an answer of success comes in; None where a long body makes a refusal
    impossible or there is no code."""
    if len(answer.content) > _LONGEST_REFUSAL:
        return None
    try:
        body = answer.json()
    except (ValueError, RecursionError):
        return None
    items = body.items() if isinstance(body, dict) else ()
    named = (value for key, value in items if (key == "code" if answer.is_success else "code" in key.lower()))
    return next((value for value in named if isinstance(value, int | str)), None)
