"""A server inside the process: httpx requests answered by a service without any socket."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

import httpx

from listproof.simulator.exchange import Answer, Request
from listproof.simulator.reading.asking import route
from listproof.simulator.service import Service

__all__ = ["InProcess"]


class InProcess(httpx.BaseTransport):
    """Answers every request from the given services, by path; a host name says nothing here.

    Resets and bodies cut short are told as httpx tells them of a real connection: ReadError, RemoteProtocolError. `sleep` waits
    where an answer is slow.
    """

    def __init__(self, *services: Service, sleep: Callable[[float], None] = time.sleep) -> None:
        self.services = services
        self.sleep = sleep

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """The answer to one request."""
        target = request.url.raw_path.decode("ascii")
        headers = tuple((name.decode("latin-1"), value.decode("latin-1")) for name, value in request.headers.raw)
        asked = Request(request.method, target, headers, request.read(), request.url.scheme)
        answer = chosen(self.services, asked).answer(asked)
        delivery = answer.delivery
        if delivery.delay:
            self.sleep(delivery.delay)
        if delivery.reset:
            raise httpx.ReadError("the connection was reset by the server", request=request)
        headers_sent = [(name, value) for name, value in answer.headers]
        if delivery.cut is None and delivery.pieces <= 1 and not delivery.chunked:
            headers_sent.append(("Content-Length", str(len(answer.body))))
            return httpx.Response(answer.status, headers=headers_sent, stream=httpx.ByteStream(answer.body), request=request)
        return httpx.Response(answer.status, headers=headers_sent, stream=_Travelling(answer, request, self.sleep), request=request)


class _Travelling(httpx.SyncByteStream):
    """A body that arrives in pieces, or not to its end."""

    def __init__(self, answer: Answer, request: httpx.Request, sleep: Callable[[float], None]) -> None:
        self.answer = answer
        self.request = request
        self.sleep = sleep

    def __iter__(self) -> Iterator[bytes]:
        delivery, body = self.answer.delivery, self.answer.body
        sent = body if delivery.cut is None else body[: delivery.cut]
        step = max(1, -(-len(sent) // max(1, delivery.pieces)))
        for start in range(0, len(sent), step):
            self.sleep(delivery.pause)
            yield sent[start : start + step]
        if delivery.cut is not None:
            raise httpx.RemoteProtocolError("the server ended the connection before the body was whole", request=self.request)


def chosen(services: tuple[Service, ...], request: Request) -> Service:
    """The service whose path the request asks for: the contract's own, or its sign-in call; else the first."""
    for service in services:
        calls = {entry.get("path") for entry in service.contract.sign_in}
        if route(service.contract, request.path) is not None or request.path in calls:
            return service
    return services[0]
