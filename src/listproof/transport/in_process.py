"""An app inside the process, ASGI or WSGI: requests answered without a socket."""

from __future__ import annotations

import importlib
import inspect
import os
import sys
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import httpx

if TYPE_CHECKING:
    import asyncio

__all__ = ["HOST", "AsgiTransport", "NoApp", "app_called", "in_process"]

HOST = "http://testserver"
"""The address by which an app inside the process is asked."""


class NoApp(ValueError):
    """There is no app of a name; the message says why."""


def app_called(name: str) -> Callable[..., Any]:
    """The app that `module:attribute` names, looked for in the current folder too. Raises NoApp."""
    module, colon, attribute = name.partition(":")
    if not colon or not module or not attribute:
        raise NoApp(f"{name!r} names no app; expected MODULE:NAME, such as harbour:app")
    if os.getcwd() not in sys.path:
        sys.path.insert(0, os.getcwd())
    try:
        found: Any = importlib.import_module(module)
        for step in attribute.split("."):
            found = getattr(found, step)
    except Exception as error:  # whatever a module does when it is loaded
        raise NoApp(f"{name!r} cannot be loaded ({type(error).__name__}: {error})") from None
    if not callable(found):
        raise NoApp(f"{name!r} is a {type(found).__name__} and no app")
    app: Callable[..., Any] = found
    return app


def in_process(app: Callable[..., Any]) -> httpx.BaseTransport:
    """A transport that asks an app inside the process: an ASGI app is a coroutine function, any other is a WSGI app."""
    asynchronous = inspect.iscoroutinefunction(app) or inspect.iscoroutinefunction(getattr(app, "__call__", None))  # noqa: B004
    return AsgiTransport(app) if asynchronous else httpx.WSGITransport(app=app, raise_app_exceptions=False)


class AsgiTransport(httpx.BaseTransport):
    """Answers every request from an ASGI app, one after the other, on an event loop of its own; once closed it begins with another."""

    def __init__(self, app: Callable[..., Any]) -> None:
        self._inner = httpx.ASGITransport(app=app, raise_app_exceptions=False)
        self._runner: asyncio.Runner | None = None
        self._turn = threading.Lock()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """The app's answer, read to its end."""
        with self._turn:
            if self._runner is None:
                import asyncio  # an event loop takes long to load, and few runs ask an app of this kind

                self._runner = asyncio.Runner()
            return self._runner.run(self._answer(request))

    async def _answer(self, request: httpx.Request) -> httpx.Response:
        asked = httpx.Request(request.method, request.url, headers=request.headers, content=request.read())
        answer = await self._inner.handle_async_request(asked)
        content = await answer.aread()
        headers = [(name, value) for name, value in answer.headers.raw if name.lower() not in (b"transfer-encoding",)]
        return httpx.Response(answer.status_code, headers=headers, content=content, request=request)

    def close(self) -> None:
        """Give back the event loop."""
        with self._turn:
            if self._runner is not None:
                self._runner.close()
            self._runner = None
