"""Services behind real HTTP: a Starlette application on uvicorn, on a port of this machine, in a thread that stops when told."""

from __future__ import annotations

import asyncio
import socket
import threading
import time
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import h11
import uvicorn
from starlette.concurrency import run_in_threadpool
from starlette.types import Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol

from listproof.simulator.exchange import Answer, Request
from listproof.simulator.front import Front
from listproof.simulator.service import Service
from listproof.simulator.transport import chosen

__all__ = ["CannotServe", "Running", "application", "start"]

_LONGEST_BODY = 1_000_000
_LONGEST_REQUEST = 20.0
"""Seconds for a request to arrive whole, however slowly its bytes come."""


class CannotServe(OSError):
    """The server cannot be started; the message says why and what to do."""


class _Application:
    """The services as one ASGI application; which of them answers is decided by the path, what they do not have is the front's."""

    def __init__(self, services: tuple[Service, ...], front: Front | None = None) -> None:
        self.services = services
        self.front = front

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await _live(receive, send)
            return
        if scope["type"] != "http":
            return
        query = scope["query_string"].decode("latin-1")
        target = scope["raw_path"].decode("latin-1") + (f"?{query}" if query else "")
        headers = tuple((name.decode("latin-1"), value.decode("latin-1")) for name, value in scope["headers"])
        request = Request(scope["method"], target, headers, await _body(receive), str(scope.get("scheme", "http")))
        began = time.perf_counter()
        answer = await run_in_threadpool(self._answer, request)
        if self.front is not None:
            answer = self.front.told(request, answer, time.perf_counter() - began)
        await _deliver(answer, scope, send)

    def _answer(self, request: Request) -> Answer:
        own = None if self.front is None else self.front.answer(request)
        return chosen(self.services, request).answer(request) if own is None else own


async def _live(receive: Receive, send: Send) -> None:
    while True:
        message = await receive()
        await send({"type": f"{message['type']}.complete"})
        if message["type"] == "lifespan.shutdown":
            return


async def _body(receive: Receive) -> bytes:
    body = b""
    while True:
        message = await receive()
        body += bytes(message.get("body", b""))
        if not message.get("more_body") or message["type"] == "http.disconnect" or len(body) > _LONGEST_BODY:
            return body


async def _deliver(answer: Answer, scope: Scope, send: Send) -> None:
    delivery = answer.delivery
    if delivery.delay:
        await asyncio.sleep(delivery.delay)
    connection: asyncio.Transport | None = scope.get("state", {}).get("connection")
    if delivery.reset and connection is not None:
        connection.abort()
        return
    headers = [(name.encode("latin-1", "replace"), value.encode("latin-1", "replace")) for name, value in answer.headers]
    if not delivery.chunked:
        headers.append((b"Content-Length", str(len(answer.body)).encode()))
    await send({"type": "http.response.start", "status": answer.status, "headers": headers})
    if delivery.cut is None and delivery.pieces <= 1 and not delivery.pause:
        await send({"type": "http.response.body", "body": answer.body, "more_body": False})
        return
    async for piece in _pieces(answer):
        await send({"type": "http.response.body", "body": piece, "more_body": True})
    if delivery.cut is not None and connection is not None:
        await asyncio.sleep(0.005)
        connection.abort()
        return
    await send({"type": "http.response.body", "body": b"", "more_body": False})


async def _pieces(answer: Answer) -> AsyncIterator[bytes]:
    delivery = answer.delivery
    sent = answer.body if delivery.cut is None else answer.body[: delivery.cut]
    step = max(1, -(-len(sent) // max(1, delivery.pieces)))
    for start in range(0, len(sent), step):
        if delivery.pause:
            await asyncio.sleep(delivery.pause)
        yield sent[start : start + step]


class _Protocol(H11Protocol):
    """HTTP/1.1 that lets the application tear its own connection down, and waits for the rest of a request only so long."""

    _deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: Any) -> None:
        """Remembers the connection in the state of every request on it."""
        super().connection_made(transport)
        self.app_state = {**self.app_state, "connection": transport}
        self._watch()

    def data_received(self, data: bytes) -> None:
        """Takes in what came, and looks whether the request is whole."""
        super().data_received(data)
        self._watch()

    def on_response_complete(self) -> None:
        """Waits for the next request."""
        super().on_response_complete()
        self._watch()

    def connection_lost(self, exc: Exception | None) -> None:
        """Waits for nothing any more."""
        super().connection_lost(exc)
        if self._deadline is not None:
            self._deadline.cancel()

    def _watch(self) -> None:
        waiting = self.conn.their_state in (h11.IDLE, h11.SEND_BODY)
        if waiting and self._deadline is None:
            self._deadline = self.loop.call_later(_LONGEST_REQUEST, self.transport.close)
        elif not waiting and self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None


def application(services: Sequence[Service], front: Front | None = None) -> _Application:
    """The ASGI application of some services, with what a server shows to people around them where there is a front."""
    return _Application(tuple(services), front)


@dataclass
class Running:
    """A server that runs; `url` is where, without a path. Stops by `stop`, or at the end of a `with` block."""

    url: str
    services: tuple[Service, ...]
    server: uvicorn.Server
    thread: threading.Thread

    def tell_to_stop(self) -> None:
        """Lets the server end by itself, in its own time; `stop` waits for that."""
        self.server.should_exit = True

    def stop(self, seconds: float = 5.0) -> None:
        """Stops the server; open connections are closed."""
        self.tell_to_stop()
        self.thread.join(seconds / 2)
        if self.thread.is_alive():
            self.server.force_exit = True
            self.thread.join(seconds / 2)

    def wait(self) -> None:
        """Blocks until the server has stopped, or until the keyboard stops it."""
        while self.thread.is_alive():
            self.thread.join(0.2)

    def __enter__(self) -> Running:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()


def start(
    services: Sequence[Service],
    host: str = "127.0.0.1",
    port: int = 0,
    certfile: Path | None = None,
    keyfile: Path | None = None,
    front: Front | None = None,
) -> Running:
    """Starts serving and returns once requests are answered; port 0 takes a free one, a certificate makes it TLS.

    Raises CannotServe where the port is taken, the host is no address of this machine, or the certificate cannot be used.
    """
    listening = _listening(host, port)
    config = uvicorn.Config(
        application(services, front), http=_Protocol, ws="none", loop="asyncio", lifespan="on", log_level="error", access_log=False,
        server_header=False, date_header=False, timeout_graceful_shutdown=1, h11_max_incomplete_event_size=300_000,
        ssl_certfile=str(certfile) if certfile else None, ssl_keyfile=str(keyfile) if keyfile else None,
    )  # fmt: skip
    try:
        config.load()
    except OSError as error:
        listening.close()
        told = "name a PEM file with --certfile and its key with --keyfile"
        raise CannotServe(f"the certificate {certfile} cannot be used: {error}; {told}") from None
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True, name="listproof simulator")
    thread.start()
    ends = time.monotonic() + 10
    while not server.started:
        if not thread.is_alive() or time.monotonic() > ends:
            raise CannotServe(f"the simulator did not start on {host}:{port}; try another port")
        time.sleep(0.002)
    name = f"[{host}]" if ":" in host else host
    return Running(f"{'https' if certfile else 'http'}://{name}:{listening.getsockname()[1]}", tuple(services), server, thread)


def _listening(host: str, port: int) -> socket.socket:
    # The protocol must be named: asyncio turns Nagle's delay off only on sockets that say they are TCP.
    listening = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
        listening.listen(128)
    except OSError as error:
        listening.close()
        taken = f"port {port} on {host} is in use" if error.errno == 98 else f"cannot listen on {host}:{port} ({error.strerror or error})"
        raise CannotServe(f"{taken}; choose another with --port, or 0 for a free one") from None
    return listening
