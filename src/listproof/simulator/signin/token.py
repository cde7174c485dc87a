"""Verifies a token that travels in a header or a cookie."""

from __future__ import annotations

from collections.abc import Mapping

from listproof.simulator.exchange import Request
from listproof.simulator.signin.outcome import Outcome, Refused, SignedIn
from listproof.simulator.signin.state import State
from listproof.simulator.signin.wire import cookie

__all__ = ["carried", "owned", "verify"]


def carried(request: Request, entry: Mapping[str, object]) -> bool:
    """Whether the request has the header or cookie of that name, empty or not."""
    return _value(request, entry) is not None


def verify(request: Request, entry: Mapping[str, object], state: State) -> Outcome:
    """Signed in as the token's account while its session lasts."""
    return owned(_value(request, entry), f"{entry['type']} {entry['name']}", state)


def owned(token: str | None, place: str, state: State) -> Outcome:
    """What comes of a token that stood, or did not stand, at a place."""
    if not token:
        return Refused("no-credential", f"no token in {place}")
    session = state.with_token(token)
    if session is None:
        return Refused("wrong-credential", "unknown token")
    if session.ends <= state.clock():
        return Refused("expired-credential", "the token's time is over")
    return Refused("forbidden", "may do nothing") if session.account.forbidden else SignedIn(session.account)


def _value(request: Request, entry: Mapping[str, object]) -> str | None:
    name = str(entry["name"])
    return cookie(request, name) if entry["type"] == "cookie" else request.header(name)
