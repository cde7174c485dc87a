"""Listings inside this process, over servers that are legal or lie in one known way, and transports that watch what is sent."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from typing import Any

import httpx
import pytest

from listproof.contract import load
from listproof.evidence import Store
from listproof.laws import Law
from listproof.proof.suite import all_laws
from listproof.simulator.faults import catalogue
from listproof.simulator.service import Service
from listproof.simulator.targets import mock
from listproof.simulator.transport import InProcess
from listproof.transport import Session, Target

QUERIES, SCHEMA = "queries", "schema"
SEEDS = range(int(os.environ.get("LISTPROOF_SEEDS", "6")))
"""The proof asks a legal server and every variant with seeds of its own; these are other records and other draws."""


@cache
def law_of(area: str) -> Law:
    """The one law of a drawn area."""
    (law,) = (law for law in all_laws() if law.area == area)
    return law


@cache
def service(slug: str, seed: int = 0) -> Service:
    """A legal server of a contract, made once."""
    return Service(load(slug), 257, seed)


def faulty(slug: str, fault: str) -> Service:
    """The server of a contract with one fault of the catalogue."""
    return service(slug).like(next(one for one in catalogue(load(slug)) if one.id == fault))


class Watched(httpx.BaseTransport):
    """Keeps what was sent; `broken` may answer in the server's place, told how many requests came before."""

    def __init__(self, inner: httpx.BaseTransport, broken: Callable[[int, httpx.Response], httpx.Response] | None = None) -> None:
        self.inner = inner
        self.broken = broken
        self.sent: list[httpx.Request] = []

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """The answer, kept or broken."""
        self.sent.append(request)
        answer = self.inner.handle_request(request)
        if self.broken is None:
            return answer
        answer.read()
        return self.broken(len(self.sent), answer)

    @property
    def urls(self) -> list[str]:
        """What was asked, in order."""
        return [str(request.url) for request in self.sent]


Make = Callable[..., Store]


@pytest.fixture
def listing_at() -> Iterator[Make]:
    """Makes listings: `listing_at(service, seed=0, max_requests=None, wrap=None)`; `wrap` stands before the server."""
    made: list[Session] = []

    def make(
        at: Service,
        seed: int = 0,
        max_requests: int | None = None,
        wrap: Callable[[httpx.BaseTransport], httpx.BaseTransport] | None = None,
        queries: int | None = None,
    ) -> Store:
        contract = at.contract
        target = Target("mock", contract.slug, max_requests=max_requests, **mock(contract, "http://127.0.0.1:1"))
        transport: httpx.BaseTransport = InProcess(at, sleep=lambda seconds: None)
        session = Session(target, contract.sign_in, transport=wrap(transport) if wrap else transport, sleep=lambda seconds: None)
        made.append(session)
        store = Store(contract, session)
        drawn: dict[str, Any] = {} if queries is None else {"queries": queries, "cases": queries}
        store.profile = replace(store.profile, seed=seed, **drawn)
        return store

    yield make
    for session in made:
        session.close()
