"""Verifies HTTP Basic: user and password in Base64 (RFC 7617)."""

from __future__ import annotations

import base64
import binascii
import hmac
from collections.abc import Mapping

from listproof.simulator.exchange import Request
from listproof.simulator.signin.outcome import Outcome, Refused, SignedIn
from listproof.simulator.signin.state import State

__all__ = ["carried", "verify"]


def carried(request: Request, entry: Mapping[str, object]) -> bool:
    """Whether the request has an Authorization of the scheme Basic, in any case."""
    return (request.header("authorization") or "").partition(" ")[0].lower() == "basic"


def verify(request: Request, entry: Mapping[str, object], state: State) -> Outcome:
    """Signed in as the account whose user and password are right."""
    encoded = (request.header("authorization") or "").partition(" ")[2].strip()
    try:
        user, colon, password = base64.b64decode(encoded, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return Refused("wrong-credential", "Basic is not the Base64 of user and password")
    if not colon:
        return Refused("wrong-credential", "there is no colon between user and password")
    for account in state.accounts:
        if account.user == user and hmac.compare_digest(account.password.encode(), password.encode()):
            if account.expired:
                return Refused("expired-credential", "the password's time is over")
            return Refused("forbidden", "may do nothing") if account.forbidden else SignedIn(account)
    return Refused("wrong-credential", "unknown user or wrong password")
