"""Where pages have addresses and name the next one too: what each names is the address that follows."""

from __future__ import annotations

from itertools import pairwise
from urllib.parse import parse_qsl

from listproof.contract import Query
from listproof.evidence import Reply
from listproof.laws.context.listing import Listing
from listproof.paging.sizes import counted

__all__ = ["names_the_address_that_follows"]


def names_the_address_that_follows(listing: Listing) -> None:
    """Each page of the census, deep in as at the front, names the page whose address follows, by which it is read."""
    census, pages = listing.census.walk, listing.contract.pages
    if not pages.addressed or listing.leads.next is None or listing.tolerance.moved:
        return
    for page, after in pairwise(census.pages):
        # A page may step by its size or by what it holds where it holds fewer than were asked for.
        if not (page.good and after.good and after.records) or (pages.sized and len(page.records) != census.size):
            continue
        led = listing.leads.leading(page, census.size)
        due, told = counted(after.query.arguments.get(pages.parameter)), _address(listing, page, led)
        listing.require(
            None in (due, told) or told == due,
            "pages.next",
            f"pages.{pages.kind}",
            says=f"a page names one at {pages.parameter}={told} as its next, and that at {pages.parameter}={due} follows",
            expected=f"{pages.parameter}={due}",
            observed=f"{pages.parameter}={told} after {page.said()}",
            replies=(page, after),
        )


def _address(listing: Listing, page: Reply, led: Query | None) -> int | None:
    """The number by which a lead asks for a page of the same size; None where it asks for none so, of which other laws tell."""
    pages = listing.contract.pages
    if led is None or led.link is None:
        return None if led is None else counted(led.arguments.get(pages.parameter))
    pairs, size = parse_qsl(led.link), pages.size.parameter
    if pages.sized and [value for name, value in pairs if name == size] != [str(page.query.arguments.get(size))]:
        return None
    found = [value for name, value in pairs if name == pages.parameter]
    return counted(found[0]) if len(found) == 1 else None
