"""What comes of a request's credential: an account, a refusal of a kind that the contract knows, or a session opened."""

from __future__ import annotations

from dataclasses import dataclass

from listproof.simulator.signin.accounts import Account

__all__ = ["Outcome", "Refused", "SessionOpened", "SignedIn"]


@dataclass(frozen=True)
class SignedIn:
    """The request belongs to this account."""

    account: Account


@dataclass(frozen=True)
class Refused:
    """The credential was not taken. `kind` is a kind of error as contracts name them; `reason` says why, for a log."""

    kind: str
    reason: str
    parameter: str = ""
    """The header or field that is missing or bad, for kinds that name one."""


@dataclass(frozen=True)
class SessionOpened:
    """A sign-in call succeeded: the cookie to hand out, for `max_age` seconds."""

    account: Account
    cookie: str
    token: str
    max_age: int

    @property
    def set_cookie(self) -> str:
        """The value of the Set-Cookie header."""
        return f"{self.cookie}={self.token}; Path=/; Max-Age={self.max_age}; HttpOnly"


Outcome = SignedIn | Refused | SessionOpened
