"""How a target signs in, and credentials that should not be let in."""

from __future__ import annotations

import httpx

from listproof.laws.context.listing import Listing

__all__ = ["DocumentedSignIn"]


class DocumentedSignIn:
    """The sign-in of a target beside the ways that its document names."""

    def __init__(self, listing: Listing) -> None:
        self._documented = listing.contract.sign_in
        self._auth = listing.run.target.auth
        self._session = listing.conversation.store.session

    @property
    def is_documented(self) -> bool:
        """Whether the target signs in by one of the documented ways."""
        ways = [entry for entry in self._documented if entry.get("type") == self._auth.get("type")]
        return any("name" not in entry or entry["name"] == self._auth.get("name", entry["name"]) for entry in ways)

    @property
    def kind(self) -> str | None:
        """The way by which the target signs in."""
        return self._auth.get("type")

    def travels_in(self, name: str) -> bool:
        """Whether the credential of this target travels in the header or cookie of that name."""
        return name in {str(entry.get("name")) for entry in self._documented} and self._auth.get("name") == name

    def none(self) -> httpx.Auth:
        """No credential at all."""
        return self._session.credentials.without()

    def made_up(self) -> httpx.Auth | None:
        """A made-up credential of the right form; None where the way of signing in has none."""
        return self._session.credentials.wrong()

    def badly_signed(self) -> httpx.Auth | None:
        """A wrong signature under the target's own key; None where its table does not ask for that, or nothing is signed."""
        return self._session.credentials.badly_signed()

    def moved(self, place: str) -> httpx.Auth | None:
        """The credential of the target, put elsewhere; None where it cannot be."""
        return self._session.credentials.moved(place)
