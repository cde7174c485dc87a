"""Something else, asked right before a page: one question for the law of that page, or of the cursor to it, and for that of both."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from listproof.evidence import Reply
from listproof.laws.context.listing import Listing

__all__ = ["UNKNOWN", "AskedInTurn", "aside", "by_address_in_turn", "by_cursor_in_turn", "page_of_its_address", "undisturbed"]

UNKNOWN = "listproof_unknown"
"""A parameter that no document names."""


@dataclass(frozen=True)
class AskedInTurn:
    """A page asked for `again` right after the first page of another question, `between`; None where no filter gives another page there."""

    between: Reply | None
    again: Reply


def aside(listing: Listing) -> tuple[int, int]:
    """Offset and size of the page that is asked for in turn with something else: one that another law asks for anyway."""
    return listing.pages.inside if listing.contract.pages.addressed else (listing.pages.cut, listing.pages.cut)


def by_address_in_turn(listing: Listing) -> AskedInTurn:
    """The page `aside` by its address; nothing is asked between where it has none, or is the only one."""

    def asked() -> AskedInTurn:
        offset, size = aside(listing)
        other = _something_else(listing)
        between = None if other is None else _asked(listing, other)
        return AskedInTurn(between, listing.page(offset, size, fresh=between is not None))

    return listing.conversation.remembered(("in turn", "address"), asked)


def by_cursor_in_turn(listing: Listing) -> tuple[Reply, AskedInTurn]:
    """The second page, and once more by what led to it; nothing is asked between where it has an address besides.

    Raises Inconclusive where one page holds everything.
    """

    def asked() -> tuple[Reply, AskedInTurn]:
        leads, size = listing.leads, listing.leads.small_size
        first, second = leads.second({}, size)
        other = None if listing.contract.pages.addressed else _something_else(listing)
        if listing.contract.pages.expired:
            first = leads.anew(first)
            second = leads.after(first, size) or second
        between = None if other is None else _asked(listing, other)
        return second, AskedInTurn(between, listing.conversation.ask_for(second.query, fresh=True))

    return listing.conversation.remembered(("in turn", "cursor"), asked)


def page_of_its_address(listing: Listing) -> Reply:
    """The page `aside` by its address, in turn; alone where what was asked before may be why it is another, of which another law tells."""
    turn = by_address_in_turn(listing)
    held = turn.between is None or listing.comparison.holds_slice(turn.again, *aside(listing))
    return turn.again if held else undisturbed(listing, turn)


def undisturbed(listing: Listing, turn: AskedInTurn) -> Reply:
    """The page of a turn once more, right after the largest first page of the same question: one that may give out another cursor."""

    def asked() -> Reply:
        listing.first_page({}, fresh=True)
        return listing.conversation.ask_for(turn.again.query, fresh=True)

    return listing.conversation.remembered(("undisturbed", turn.again.query), asked)


def _something_else(listing: Listing) -> dict[str, Any] | None:
    offset, size = aside(listing)
    if not listing.contract.filters or not 0 < offset < len(listing.census.records):
        return None
    return listing.filters.another_page(offset, size)


def _asked(listing: Listing, other: Mapping[str, Any]) -> Reply:
    """The first page of another question, which holds besides a parameter that no document names unless that is refused."""
    _, size = aside(listing)
    between = listing.page(0, size, {**other, UNKNOWN: "1"}, fresh=True)
    return between if between.good else listing.page(0, size, other, fresh=True)
