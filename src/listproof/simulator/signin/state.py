"""What a server remembers between requests to check credentials: nonces seen and sessions open, both bounded."""

from __future__ import annotations

import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from listproof.simulator.signin.accounts import ACCOUNTS, Account

__all__ = ["Session", "State"]


@dataclass(frozen=True)
class Session:
    """An open session: whose it is, and when it ends in epoch seconds."""

    account: Account
    ends: float


@dataclass
class State:
    """Accounts, clock and memory of one server. Safe for threads.

    `clock` gives epoch seconds and is that of sign-in only, never of the data. At most `most_nonces` nonces and
    `most_sessions` sessions are kept; beyond that the oldest goes.
    """

    accounts: Sequence[Account] = ACCOUNTS
    clock: Callable[[], float] = time.time
    new_token: Callable[[], str] = lambda: "made-up-session-" + secrets.token_urlsafe(24)
    most_nonces: int = 100_000
    most_sessions: int = 1_000
    _nonces: OrderedDict[tuple[str, str], float] = field(default_factory=OrderedDict, repr=False)
    _sessions: OrderedDict[str, Session] = field(default_factory=OrderedDict, repr=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def with_key(self, access_key: str) -> Account | None:
        """The account of an access key."""
        return next((account for account in self.accounts if account.access_key == access_key), None)

    def with_token(self, token: str) -> Session | None:
        """The session of a token: a fixed one never ends unless its account is expired, one opened ends in its time."""
        for account in self.accounts:
            if account.token == token:
                return Session(account, float("-inf") if account.expired else float("inf"))
        with self._lock:
            return self._sessions.get(token)

    def open(self, account: Account, seconds: int) -> str:
        """Open a session and give its token."""
        token = self.new_token()
        with self._lock:
            self._sessions[token] = Session(account, self.clock() + seconds)
            while len(self._sessions) > self.most_sessions:
                self._sessions.popitem(last=False)
        return token

    def seen(self, access_key: str, nonce: str, seconds: float) -> bool:
        """Whether this key has used this nonce within so many seconds; if not, it counts as used from now."""
        now = self.clock()
        with self._lock:
            while self._nonces and next(iter(self._nonces.values())) <= now - seconds:
                self._nonces.popitem(last=False)
            if (access_key, nonce) in self._nonces:
                return True
            self._nonces[access_key, nonce] = now
            while len(self._nonces) > self.most_nonces:
                self._nonces.popitem(last=False)
        return False
