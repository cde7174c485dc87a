"""A made-up server for sign-in: our signers on one side, the simulator's verifiers on the other, no network between."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import httpx
import pytest

from listproof.simulator.exchange import Request
from listproof.simulator.signin import Outcome, Refused, SessionOpened, State, verify
from listproof.simulator.signin.nebula_connect import BODY

NOW = 1_800_000_000.0

SIGN_IN: Mapping[str, Sequence[Mapping[str, object]]] = {
    "basic": [{"type": "basic"}],
    "bearer": [{"type": "bearer"}],
    "query-key": [{"type": "query-key", "name": "api_key"}],
    "header": [{"type": "header", "name": "X-Auth-Token"}],
    "cookie": [{"type": "cookie", "name": "explorer_token"}],
    "none": [],
    "huawei-ak-sk": [{"type": "header", "name": "X-Auth-Token"}, {"type": "huawei-ak-sk"}],
    "alibaba-acs3": [{"type": "alibaba-acs3", "version": "2020-12-03", "action": "ListJobs"}],
    "nebula-connect": [
        {"type": "cookie", "name": "explorer_token"},
        {"type": "nebula-connect", "path": "/api-open/v1/connect", "cookie": "explorer_token"},
    ],
}


@dataclass
class Server:
    """Answers every request with what its sign-in comes to, and keeps both."""

    sign_in: Sequence[Mapping[str, object]]
    state: State
    requests: list[Request] = field(default_factory=list)
    outcomes: list[Outcome] = field(default_factory=list)
    change: Callable[[Request], Request] = lambda request: request

    def __call__(self, request: httpx.Request) -> httpx.Response:
        received = self.change(
            Request(
                request.method,
                request.url.raw_path.decode("latin-1"),
                tuple((name.decode("latin-1"), value.decode("latin-1")) for name, value in request.headers.raw),
                request.read(),
            )
        )
        self.requests.append(received)
        outcome = verify(received, self.sign_in, self.state)
        self.outcomes.append(outcome)
        if isinstance(outcome, SessionOpened):
            return httpx.Response(200, json=BODY, headers={"Set-Cookie": outcome.set_cookie})
        if isinstance(outcome, Refused):
            return httpx.Response(401, content=json.dumps({"code": 40104000, "message": "ErrUnauthorized"}))
        return httpx.Response(200, json={"code": 0, "data": outcome.account.name})

    def client(self, auth: httpx.Auth | None) -> httpx.Client:
        """A client that reaches this server only."""
        return httpx.Client(transport=httpx.MockTransport(self), auth=auth)


@pytest.fixture(scope="session")
def sign_in() -> Mapping[str, Sequence[Mapping[str, object]]]:
    """What contracts say of each kind of sign-in."""
    return SIGN_IN


@pytest.fixture(scope="session")
def server() -> Callable[..., Server]:
    """Makes a server for a kind of sign-in, its clock standing still unless told otherwise."""

    def make(kind: str, clock: Callable[[], float] = lambda: NOW, **state: object) -> Server:
        return Server(SIGN_IN[kind], State(clock=clock, **state))  # type: ignore[arg-type]

    return make
