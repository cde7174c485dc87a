"""Several filters in one question: it is accepted, where no service may refuse what one of them is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from listproof.evidence import Reply
from listproof.laws.context.listing import Listing
from listproof.laws.wording import pair

__all__ = ["require_accepted_together"]


def require_accepted_together(listing: Listing, reply: Reply, asked: Mapping[str, Any]) -> None:
    """Violated where an answer to these filters is none; inconclusive where it is a refusal of a value that a service may refuse."""
    doubtful = [name for name, value in asked.items() if listing.values.may_be_refused(name, value)]
    if reply.refused and doubtful:
        listing.inconclusive(f"{pair(listing, doubtful[0], asked[doubtful[0]])} may be refused, and the question with it is")
    what = " with ".join(pair(listing, name, value) for name, value in asked.items())
    listing.require_accepted(reply, *(f"filters.{name}" for name in asked), what=what)
