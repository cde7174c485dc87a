"""Sign-in `bearer`: a token in the Authorization header (RFC 6750)."""

from __future__ import annotations

from listproof.transport.auth.header import HeaderSignIn
from listproof.transport.auth.scheme import Carriers, Entry, Scheme, Setting, Settings, SignIn, made_up
from listproof.transport.auth.secrecy import Secret

__all__ = ["SCHEME"]


def _build(settings: Settings, entry: Entry) -> SignIn:
    return HeaderSignIn("Authorization", Secret(f"Bearer {settings.hidden['value'].reveal()}"))


SCHEME = Scheme(
    type="bearer",
    settings=(Setting("value", secret=True, form=r"[A-Za-z0-9._~+/=:-]+", unfit="holds what no token can", wrong=made_up()),),
    build=_build,
    carriers=lambda settings, entry: Carriers(headers=frozenset({"authorization"})),
    token="value",
)
