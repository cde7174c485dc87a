"""The second page of a listing: whether there is any, and which one stands behind a first."""

from __future__ import annotations

from listproof.evidence import Reply
from listproof.laws.context.listing import Listing

__all__ = ["page_behind", "require_second_pages"]


def require_second_pages(listing: Listing) -> None:
    """Unsupported where the contract says that one answer holds all records, however many there are."""
    if listing.contract.pages.whole:
        listing.unsupported("one answer holds all records, by the contract: there is no second page")


def page_behind(listing: Listing, first: Reply, size: int) -> Reply | None:
    """The page after a first one, as addresses have it, or as it leads on; None where it does not, or to one that may be empty."""
    if listing.contract.pages.addressed:
        return listing.leads.at(listing.leads.numbered(first, size))
    second = listing.leads.after(first, size)
    return second if second is None or second.records or listing.contract.pages.size.means != "any" else None
