"""Verifies Huawei Cloud's SDK-HMAC-SHA256 signatures as its API gateway does.

Source: Huawei Cloud API signing guide: the canonical request, a 15-minute window for X-Sdk-Date, which must be signed.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Mapping
from urllib.parse import unquote

from listproof.simulator.exchange import Request
from listproof.simulator.signin.outcome import Outcome, Refused, SignedIn
from listproof.simulator.signin.state import State
from listproof.simulator.signin.wire import moment, quoted, sorted_query

__all__ = ["WINDOW", "carried", "verify"]

WINDOW = 15 * 60
"""Seconds that X-Sdk-Date may be off."""

FORM = re.compile(r"SDK-HMAC-SHA256 Access=([^,\s]+), SignedHeaders=([a-z0-9;-]+), Signature=([0-9a-f]{64})")


def carried(request: Request, entry: Mapping[str, object]) -> bool:
    """Whether the request carries a signature of this kind, well formed or not."""
    return (request.header("authorization") or "").startswith("SDK-HMAC-SHA256")


def verify(request: Request, entry: Mapping[str, object], state: State) -> Outcome:
    """Signed in as the access key's account if the signature fits what was sent, near enough to now."""
    form = FORM.fullmatch(request.header("authorization") or "")
    if form is None:
        return Refused("wrong-credential", "Authorization is not of the form Access=, SignedHeaders=, Signature=")
    access_key, names, signature = form[1], form[2].split(";"), form[3]
    date = request.header("x-sdk-date")
    if date is None:
        return Refused("wrong-credential", "X-Sdk-Date is missing", "X-Sdk-Date")
    if not {"host", "x-sdk-date"} <= set(names):
        return Refused("wrong-credential", "host and x-sdk-date must be signed")
    try:
        sent = moment(date, "%Y%m%dT%H%M%SZ")
    except ValueError:
        return Refused("wrong-credential", "X-Sdk-Date is not of the form YYYYMMDDTHHMMSSZ", "X-Sdk-Date")
    if abs(state.clock() - sent) > WINDOW:
        return Refused("expired-credential", "X-Sdk-Date is more than 15 minutes off")
    account = state.with_key(access_key)
    if account is None:
        return Refused("wrong-credential", "unknown access key")
    absent = [name for name in names if request.header(name) is None]
    if absent:
        return Refused("wrong-credential", f"signed header {absent[0]} was not sent", absent[0])
    text = f"SDK-HMAC-SHA256\n{date}\n{hashlib.sha256(_canonical(request, names)).hexdigest()}"
    expected = hmac.digest(account.secret_key.encode(), text.encode(), "sha256").hex()
    if not hmac.compare_digest(expected, signature):
        return Refused("wrong-signature", "the signature does not fit the request")
    if request.header("x-security-token") != account.security_token:
        return Refused("wrong-credential", "the security token is not this access key's")
    if account.expired:
        return Refused("expired-credential", "the access key's time is over")
    if account.forbidden or request.header("x-project-id") not in (None, account.project_id, account.second_project_id):
        return Refused("forbidden", "not allowed in this project")
    return SignedIn(account)


def _canonical(request: Request, names: list[str]) -> bytes:
    """Method, path with a slash at its end, sorted query, signed headers, their names, hash of the body; one line each."""
    path = quoted(unquote(request.path, errors="surrogateescape"), safe="/")
    lines = [request.method.upper(), path if path.endswith("/") else path + "/", sorted_query(request)]
    lines += [f"{name}:{str(request.header(name)).strip()}" for name in names]
    lines += ["", ";".join(names)]
    lines.append((request.body and request.header("x-sdk-content-sha256")) or hashlib.sha256(request.body).hexdigest())
    return "\n".join(lines).encode("latin-1")
