"""Verifies a bearer token in the Authorization header (RFC 6750)."""

from __future__ import annotations

from collections.abc import Mapping

from listproof.simulator.exchange import Request
from listproof.simulator.signin.outcome import Outcome
from listproof.simulator.signin.state import State
from listproof.simulator.signin.token import owned

__all__ = ["carried", "verify"]


def carried(request: Request, entry: Mapping[str, object]) -> bool:
    """Whether the request has an Authorization of the scheme Bearer, in any case."""
    return (request.header("authorization") or "").partition(" ")[0].lower() == "bearer"


def verify(request: Request, entry: Mapping[str, object], state: State) -> Outcome:
    """Signed in as the token's account while its session lasts."""
    return owned((request.header("authorization") or "").partition(" ")[2].strip(), "Authorization: Bearer", state)
