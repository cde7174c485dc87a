"""Verifies Alibaba Cloud's ACS3-HMAC-SHA256 signatures (signature method V3) as its gateway does.

Source: Alibaba Cloud, request syntax and signature method V3: six-part canonical request, a 15-minute window for
x-acs-date, a nonce that is taken once; every x-acs header, host and content-type must be signed where sent.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Mapping

from listproof.simulator.exchange import Request
from listproof.simulator.signin.outcome import Outcome, Refused, SignedIn
from listproof.simulator.signin.state import State
from listproof.simulator.signin.wire import moment, names_sent, sorted_query

__all__ = ["WINDOW", "carried", "verify"]

WINDOW = 15 * 60
"""Seconds that x-acs-date may be off, and for which a nonce is remembered on either side."""

NEEDED = ("x-acs-action", "x-acs-version", "x-acs-date", "x-acs-signature-nonce", "x-acs-content-sha256")

FORM = re.compile(r"ACS3-HMAC-SHA256 Credential=([^,\s]+), ?SignedHeaders=([a-z0-9;-]+), ?Signature=([0-9a-f]{64})")


def carried(request: Request, entry: Mapping[str, object]) -> bool:
    """Whether the request carries a signature of this kind, well formed or not."""
    return (request.header("authorization") or "").startswith("ACS3-HMAC-SHA256")


def verify(request: Request, entry: Mapping[str, object], state: State) -> Outcome:
    """Signed in as the access key's account if the signature fits what was sent, near enough to now, and is new."""
    form = FORM.fullmatch(request.header("authorization") or "")
    if form is None:
        return Refused("wrong-credential", "Authorization is not of the form Credential=,SignedHeaders=,Signature=")
    access_key, names, signature = form[1], form[2].split(";"), form[3]
    for name in NEEDED:
        if not request.header(name):
            return Refused("missing-parameter", f"{name} is missing", name)
    for name in ("action", "version"):
        if entry.get(name) not in (None, request.header(f"x-acs-{name}")):
            return Refused("bad-parameter", f"x-acs-{name} is not this operation's", f"x-acs-{name}")
    account = state.with_key(access_key)
    if account is None:
        return Refused("wrong-credential", "unknown access key")
    refusal = _unfit(request, names, signature, account.secret_key, state)
    if refusal is not None:
        return refusal
    if request.header("x-acs-security-token") != account.security_token:
        return Refused("wrong-credential", "the security token is not this access key's")
    if state.seen(access_key, str(request.header("x-acs-signature-nonce")), 2 * WINDOW):
        return Refused("replayed", "the nonce was used before")
    if account.expired:
        return Refused("expired-credential", "the access key's time is over")
    return Refused("forbidden", "may do nothing") if account.forbidden else SignedIn(account)


def _unfit(request: Request, names: list[str], signature: str, secret_key: str, state: State) -> Refused | None:
    """Why date, signed headers, hash of the body or signature do not do; None where they do."""
    try:
        sent = moment(str(request.header("x-acs-date")), "%Y-%m-%dT%H:%M:%SZ")
    except ValueError:
        return Refused("bad-parameter", "x-acs-date is not of the form YYYY-MM-DDTHH:MM:SSZ", "x-acs-date")
    if abs(state.clock() - sent) > WINDOW:
        return Refused("expired-credential", "x-acs-date is more than 15 minutes off")
    sent_names = names_sent(request)
    must = {name for name in sent_names if name.startswith("x-acs-") or name == "content-type"} | {"host"}
    if not must <= set(names) <= sent_names or names != sorted(names):
        return Refused("wrong-credential", "host, content-type and all x-acs headers must be signed, sorted, and sent")
    if request.header("x-acs-content-sha256") != hashlib.sha256(request.body).hexdigest():
        return Refused("wrong-credential", "x-acs-content-sha256 is not the hash of the body")
    digest = hashlib.sha256(_canonical(request, names)).hexdigest()
    expected = hmac.digest(secret_key.encode(), f"ACS3-HMAC-SHA256\n{digest}".encode(), "sha256").hex()
    if not hmac.compare_digest(expected, signature):
        return Refused("wrong-signature", "the signature does not fit the request")
    return None


def _canonical(request: Request, names: list[str]) -> bytes:
    """Method, path as sent, sorted query, signed headers, their names, hash of the body; one line each."""
    lines = [request.method, request.path or "/", sorted_query(request)]
    lines += [f"{name}:{str(request.header(name)).strip()}" for name in names]
    lines += ["", ";".join(names), str(request.header("x-acs-content-sha256"))]
    return "\n".join(lines).encode("latin-1")
