"""How a person signs in to the simulator: a sentence for each way, and what curl takes for those that one command can do."""

from __future__ import annotations

import hashlib
import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from listproof.simulator.signin.accounts import OWNER

__all__ = ["Way", "shown"]


@dataclass(frozen=True)
class Way:
    """One way to sign in: `says` what to send, `curl` the arguments that send it (None where no such arguments do).

    `query` goes into the query string. `function` is a function of the shell that signs what it asks for, called `ask`, and stands for
    `curl`: it takes a path and a query.
    """

    kind: str
    says: str
    curl: tuple[str, ...] | None = None
    query: Mapping[str, str] = field(default_factory=dict)
    function: str = ""


def shown(sign_in: Sequence[Mapping[str, Any]]) -> tuple[Way, ...]:
    """The ways of a contract's `sign-in`, those that one curl command can do first; nobody signs in where there is none."""
    ways = [_way(entry) for entry in sign_in] or [_way({"type": "none"})]
    return tuple(sorted(ways, key=lambda way: (way.curl is None, not way.function)))


def _way(entry: Mapping[str, Any]) -> Way:
    kind, name = str(entry["type"]), str(entry.get("name", ""))
    account = OWNER
    if kind == "none":
        return Way(kind, "nobody needs to sign in", ())
    if kind == "header":
        return Way(kind, f"the header {name}: {account.token}", ("-H", f"{name}: {account.token}"))
    if kind == "cookie":
        return Way(kind, f"the cookie {name}={account.token}", ("-b", f"{name}={account.token}"))
    if kind == "query-key":
        return Way(kind, f"the parameter {name}={account.token}", (), {name: account.token})
    if kind == "bearer":
        return Way(kind, f"the header Authorization: Bearer {account.token}", ("-H", f"Authorization: Bearer {account.token}"))
    if kind == "basic":
        return Way(kind, f"Basic, as {account.user} with the password {account.password}", ("-u", f"{account.user}:{account.password}"))
    if kind == "nebula-connect":
        return Way(kind, f"POST {entry.get('path')} as {account.user} with the password {account.password}, which gives a cookie")
    says = f"a signature of the kind {kind}, with the key {account.access_key} and the secret {account.secret_key}"
    return Way(kind, says, function=_signing(entry) if kind == "alibaba-acs3" else "")


def _signing(entry: Mapping[str, Any]) -> str:
    """A function for the shell that signs a GET as `verify` wants it; needs openssl and curl."""
    nothing = hashlib.sha256(b"").hexdigest()
    told = {word: shlex.quote(str(entry.get(word, ""))) for word in ("action", "version")}
    names = "host;x-acs-action;x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version"
    return f"""ask() {{
  date=$(date -u +%Y-%m-%dT%H:%M:%SZ) nonce=$(openssl rand -hex 16)
  form='GET\\n%s\\n%s\\nhost:%s\\nx-acs-action:%s\\nx-acs-content-sha256:%s\\nx-acs-date:%s\\n'
  form="$form"'x-acs-signature-nonce:%s\\nx-acs-version:%s\\n\\n%s\\n%s'
  signed=$(printf "$form" "$1" "$2" "$HOST" {told["action"]} {nothing} "$date" "$nonce" {told["version"]} '{names}' {nothing} \\
    | openssl dgst -sha256 -r | cut -d' ' -f1)
  signature=$(printf 'ACS3-HMAC-SHA256\\n%s' "$signed" | openssl dgst -sha256 -hmac {shlex.quote(OWNER.secret_key)} -r | cut -d' ' -f1)
  curl -sS -H x-acs-action:\\ {told["action"]} -H x-acs-version:\\ {told["version"]} -H "x-acs-date: $date" \\
    -H "x-acs-signature-nonce: $nonce" -H 'x-acs-content-sha256: {nothing}' \\
    -H "Authorization: ACS3-HMAC-SHA256 Credential={OWNER.access_key},SignedHeaders={names},Signature=$signature" "$URL$1?$2"
}}"""
