"""Connections that never wait longer than an exchange may take, count what comes in, and wake when the session is closed.

A timeout of a socket starts again with every byte, so that who sends one byte a second is never too slow for it.
"""

from __future__ import annotations

import ssl
import threading
import time
from collections.abc import Iterable
from typing import Any

import httpcore
import httpx

from listproof.transport.bounds import Meter

__all__ = ["MeteredTransport", "UnaskedAnswer"]

_SLICE = 0.25
"""Seconds after which a waiting read looks whether anybody still waits for it."""
_SHORTEST = 0.001


class UnaskedAnswer(httpx.RemoteProtocolError):
    """An answer that came before anything was asked: what came on its connection before may belong to other questions, too."""


class MeteredTransport(httpx.HTTPTransport):
    """httpx's own transport over connections of this file; `closed` ends every read that is under way."""

    def __init__(self, verify: ssl.SSLContext, meter: Meter, closed: threading.Event) -> None:
        super().__init__(verify=verify)
        self._pool = httpcore.ConnectionPool(
            ssl_context=verify, max_connections=100, max_keepalive_connections=20, keepalive_expiry=5.0,
            network_backend=_Network(meter, closed),
        )  # fmt: skip

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """The answer, its body still to be read. One that came before anybody asked is none, and ends its connection (RFC 9112, 9.2)."""
        response = super().handle_request(request)
        stream = response.extensions.get("network_stream")
        if isinstance(stream, _Stream) and not stream.heard:
            stream.close()
            response.close()
            raise UnaskedAnswer("an answer came before it was asked for", request=request)
        return response


class _Network(httpcore.NetworkBackend):
    def __init__(self, meter: Meter, closed: threading.Event) -> None:
        self._usual = httpcore.SyncBackend()
        self._meter = meter
        self._closed = closed

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        stream = self._usual.connect_tcp(host, port, _least(timeout, self._meter.left), local_address, socket_options)
        return _Stream(stream, self._meter, self._closed)


class _Stream(httpcore.NetworkStream):
    def __init__(self, stream: httpcore.NetworkStream, meter: Meter, closed: threading.Event) -> None:
        self._stream = stream
        self._meter = meter
        self._closed = closed
        self.heard = False
        """Whether anything came in since something was sent."""

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        until = None if timeout is None else time.monotonic() + timeout
        while True:
            left = self._meter.left
            patience = left if until is None else min(left, until - time.monotonic())
            try:
                data = self._stream.read(max_bytes, max(_SHORTEST, min(_SLICE, patience)))
            except httpcore.ReadTimeout:
                if self._closed.is_set():
                    raise httpcore.ReadError("the session is closed") from None
                if patience <= _SLICE and patience < left:
                    raise
                continue
            self._meter.count(len(data))
            self.heard = True
            return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self.heard = False
        self._stream.write(buffer, _least(timeout, self._meter.left))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        stream = self._stream.start_tls(ssl_context, server_hostname, _least(timeout, self._meter.left))
        return _Stream(stream, self._meter, self._closed)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


def _least(timeout: float | None, left: float) -> float:
    return left if timeout is None else min(timeout, left)
