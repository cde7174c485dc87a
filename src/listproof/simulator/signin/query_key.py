"""Verifies a key that travels as a parameter of the query."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.datastructures import QueryParams

from listproof.simulator.exchange import Request
from listproof.simulator.signin.outcome import Outcome
from listproof.simulator.signin.state import State
from listproof.simulator.signin.token import owned

__all__ = ["carried", "verify"]


def carried(request: Request, entry: Mapping[str, object]) -> bool:
    """Whether the query has the parameter, empty or not."""
    return str(entry["name"]) in QueryParams(request.query)


def verify(request: Request, entry: Mapping[str, object], state: State) -> Outcome:
    """Signed in as the key's account."""
    return owned(QueryParams(request.query).get(str(entry["name"])), f"the parameter {entry['name']}", state)
