"""Answers NebulaGraph Explorer's sign-in call: an account in Base64 in, a session for three days out.

Source: NebulaGraph Explorer, workflow API overview. Both documented spellings of the account are taken.
"""

from __future__ import annotations

import base64
import binascii
import hmac
import json
from collections.abc import Mapping

from listproof.simulator.exchange import Request
from listproof.simulator.signin.outcome import Outcome, Refused, SessionOpened
from listproof.simulator.signin.state import State

__all__ = ["BODY", "LIFE", "carried", "verify"]

LIFE = 3 * 24 * 60 * 60
"""Seconds that a session lasts."""

BODY = {"code": 0, "data": {"success": True}, "message": "Success"}
"""The answer to a sign-in call that succeeded."""


def carried(request: Request, entry: Mapping[str, object]) -> bool:
    """Whether the request is the sign-in call."""
    return request.method == "POST" and request.path == entry.get("path")


def verify(request: Request, entry: Mapping[str, object], state: State) -> Outcome:
    """A session opened for the account whose user and password are right and whose body names a database."""
    scheme, _, encoded = (request.header("authorization") or "").partition(" ")
    if scheme != "Bearer" or not encoded:
        return Refused("no-credential", "no Authorization: Bearer")
    pair = _pair(encoded.strip())
    if pair is None:
        return Refused("wrong-credential", "Bearer is not the Base64 of an account")
    parameter = _missing(request.body)
    if parameter:
        return Refused("bad-parameter", f"the body has no fitting {parameter}", parameter)
    for account in state.accounts:
        if account.user == pair[0] and hmac.compare_digest(account.password.encode(), pair[1].encode()):
            if account.expired:
                return Refused("expired-credential", "the password's time is over")
            return SessionOpened(account, str(entry["cookie"]), state.open(account, LIFE), LIFE)
    return Refused("wrong-credential", "unknown user or wrong password")


def _pair(encoded: str) -> tuple[str, str] | None:
    """User and password, from the Base64 of `["user","password"]` or of `user:password`."""
    try:
        text = base64.b64decode(encoded, validate=True).decode()
    except (binascii.Error, UnicodeDecodeError):
        return None
    try:
        items = json.loads(text)
    except (ValueError, RecursionError):
        items = None
    if isinstance(items, list):
        return (items[0], items[1]) if len(items) == 2 and all(isinstance(item, str) for item in items) else None
    user, colon, password = text.partition(":")
    return (user, password) if colon else None


def _missing(body: bytes) -> str:
    """The field of the body that is missing or unfit; empty where both are there."""
    try:
        place = json.loads(body)
    except (ValueError, RecursionError):
        return "body"
    if not isinstance(place, dict):
        return "body"
    address, port = place.get("address"), place.get("port")
    if not isinstance(address, str) or not address:
        return "address"
    return "" if isinstance(port, int) and not isinstance(port, bool) and 0 < port < 65536 else "port"
