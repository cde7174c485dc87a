"""Who signs a request: the target's own credential, and those that a service must refuse, as often as a run may try them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

import httpx

from listproof.transport import auth as signing
from listproof.transport.target import Target
from listproof.verdicts import Inconclusive, Unsupported

__all__ = ["MOST_REFUSED", "Credentials"]

MOST_REFUSED = 3
"""Sign-ins with a made-up credential that one run tries at one host: gateways lock out who is refused more often."""


class Credentials:
    """The ways to sign that one target's settings and the `sign-in` of its contract give. `refused` counts made-up ones that were tried."""

    def __init__(self, target: Target, sign_in: tuple[Mapping[str, Any], ...], most_refused: int = MOST_REFUSED) -> None:
        self.own = signing.build(target.auth, sign_in)
        self.carriers = signing.carriers(target.auth, sign_in)
        self.refused = 0
        self._target = target
        self._sign_in = sign_in
        self._texts = signing.texts(target.auth)
        self._mine = {self.own}
        self._badly: set[httpx.Auth] = set()
        self._signed_badly = 0
        self._most_refused = most_refused

    @property
    def secrets(self) -> tuple[str, ...]:
        """Every text that nothing kept may hold, however it is spelled: the target's secrets, and what its sign-in was handed."""
        return (*self._texts, *self.own.issued)

    def without(self) -> httpx.Auth:
        """Signs nothing."""
        return signing.without(self._target.auth, self._sign_in)

    def wrong(self) -> httpx.Auth | None:
        """Signs with a made-up key of the target's own scheme, never badly under the real one; None where it has no key."""
        return signing.wrong(self._target.auth, self._sign_in)

    def badly_signed(self) -> httpx.Auth | None:
        """Signs badly under the target's own key, as often as the target's table allows; None where it allows none or signs nothing."""
        badly = signing.wrongly_signed(self._target.auth, self._sign_in) if self._target.try_wrong_signature else None
        if badly is not None:
            self._badly.add(badly)
        return badly

    def moved(self, place: str) -> httpx.Auth | None:
        """The target's credential sent as a `header` or `cookie` of the same name; None where it is of another kind."""
        if {self._target.auth.get("type"), place} != {"header", "cookie"}:
            return None
        moved = signing.moved(self._target.auth, place, self._sign_in, self.own)
        if moved is not None:
            self._mine.add(moved)
        return moved

    def renew_at(self, codes: Collection[str]) -> None:
        """Take these codes of error bodies, too, for a credential whose time is over, where it can be asked for again."""
        if isinstance(self.own, signing.Renewing):
            self.own.refusals = frozenset(codes)

    def are_own(self, auth: httpx.Auth) -> bool:
        """Whether it signs with the target's credential, wherever that stands."""
        return auth in self._mine

    def are_left(self, auth: httpx.Auth) -> bool:
        """Whether one more request that is signed so may be tried."""
        if auth in self._badly and self._signed_badly >= self._target.try_wrong_signature:
            return False
        return auth in self._mine or isinstance(auth, signing.Bare) or self.refused < self._most_refused

    def spend(self, auth: httpx.Auth) -> None:
        """Count one more request that is signed so. Unsupported or Inconclusive where no more of them may be tried."""
        if auth not in self._mine and not isinstance(auth, signing.Bare):
            if self.refused >= self._most_refused:
                raise Unsupported(f"not tried: a run tries at most {MOST_REFUSED} sign-ins with a made-up credential at one host")
            self.refused += 1
        if auth in self._badly:
            if self._signed_badly >= self._target.try_wrong_signature:
                raise Inconclusive("a wrong signature is tried no oftener than try-wrong-signature says")
            self._signed_badly += 1
