"""Whether the number of pages that an answer tells is that of what its question keeps: under filters, and past the end."""

from __future__ import annotations

from listproof.laws.asking.filtered_pages import filtered, is_all
from listproof.laws.context.listing import Listing
from listproof.laws.wording import between, sent

__all__ = ["counts_pages_past_the_end", "counts_pages_under_filters"]


def counts_pages_past_the_end(listing: Listing) -> None:
    """A page past the end tells the number of pages that those before it do; where its total is another, that is told by itself."""
    walk, size = listing.census.walk, listing.pages.largest
    if not listing.contract.pages.addressed or walk.size != size or not walk.pages[0].good or not listing.census.records:
        return
    page, due = listing.page(listing.pages.end, size), listing.leads.number_of_pages(walk.pages[0])
    told = listing.leads.number_of_pages(page) if page.good and page.total == walk.total else None
    listing.require(
        None in (told, due) or abs((told or 0) - (due or 0)) <= listing.tolerance.moved,
        "total.pages",
        says="past the last record the number of pages is another",
        expected=f"{due} pages",
        observed=f"{told} pages; {page.said()}",
        replies=(walk.pages[0], page),
    )


def counts_pages_under_filters(listing: Listing) -> None:
    """Under a filter the number of pages is that of those which what it keeps fills."""
    for found in filtered(listing):
        held = len(found.whole.records)
        if not is_all(listing, found.whole):
            continue
        # Of a second page that shows other records than those of the filter the number tells nothing more.
        for page, size in ((found.whole, listing.pages.largest), *([(found.later, found.size)] if found.goes_on else [])):
            told = listing.leads.number_of_pages(page)
            listing.require(
                told is None or told == -(-held // size),
                "total.pages",
                says=f"with {sent(listing, found.arguments)} and pages of {size} the number of pages is not that of {between(held, held)}",
                expected=f"{-(-held // size)} pages",
                observed=f"{told} pages",
                replies=(page,),
            )
