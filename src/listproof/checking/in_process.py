"""An ASGI app inside the process: requests answered without a socket."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from typing import Any

import httpx

__all__ = ["AsgiTransport"]


class AsgiTransport(httpx.BaseTransport):
    """Answers every request from an ASGI app, one after the other, on an event loop of its own."""

    def __init__(self, app: Callable[..., Any]) -> None:
        self._inner = httpx.ASGITransport(app=app, raise_app_exceptions=False)
        self._runner = asyncio.Runner()
        self._turn = threading.Lock()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """The app's answer, read to its end."""
        with self._turn:
            return self._runner.run(self._answer(request))

    async def _answer(self, request: httpx.Request) -> httpx.Response:
        asked = httpx.Request(request.method, request.url, headers=request.headers, content=request.read())
        answer = await self._inner.handle_async_request(asked)
        content = await answer.aread()
        headers = [(name, value) for name, value in answer.headers.raw if name.lower() not in (b"transfer-encoding",)]
        return httpx.Response(answer.status_code, headers=headers, content=content, request=request)

    def end(self) -> None:
        """Give back the event loop."""
        self._runner.close()
