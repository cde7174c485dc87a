"""Where pages have addresses and name the next one too: what each names is the address that follows."""

from __future__ import annotations

from itertools import pairwise
from urllib.parse import parse_qsl

from listproof.contract import Query
from listproof.evidence import Reply
from listproof.laws.context.listing import Listing
from listproof.paging.sizes import counted

__all__ = ["names_the_address_that_follows", "names_the_page_behind"]


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


def names_the_page_behind(listing: Listing, first: Reply, size: int) -> bool:
    """A first page that was cut to fewer records than were asked for names the page behind those that it holds. False where it names none
    by its address."""
    pages, leads, held = listing.contract.pages, listing.leads, len(first.records)
    told = _told(listing, leads.leading(first, size)) if pages.addressed and leads.next is not None else None
    if told is None:
        return False
    listing.require(
        abs((leads.place_of(told, held) or 0) - held) <= listing.tolerance.moved,
        "size",
        *listing.facts.stated("pages.next"),
        says=f"with {pages.size.parameter}={size} a page holds {held} records and names one at {pages.parameter}={told} as its next, which "
        "does not begin after them",
        expected=f"the page after {held} records",
        observed=f"{pages.parameter}={told} after {first.said()}",
        replies=(first,),
    )
    return True


def _address(listing: Listing, page: Reply, led: Query | None) -> int | None:
    """The number by which a lead asks for a page of the same size; None where it asks for none so, of which other laws tell."""
    size, asked = listing.contract.pages.size.parameter, page.query.arguments
    told = [value for name, value in parse_qsl(led.link or "") if name == size] if led is not None else []
    if led is not None and led.link is not None and listing.contract.pages.sized and told != [str(asked.get(size))]:
        return None
    return _told(listing, led)


def _told(listing: Listing, led: Query | None) -> int | None:
    """The number by which a lead asks for a page, of whatever size."""
    name = listing.contract.pages.parameter
    if led is None or led.link is None:
        return None if led is None else counted(led.arguments.get(name))
    found = [value for one, value in parse_qsl(led.link) if one == name]
    return counted(found[0]) if len(found) == 1 else None
