"""Insertion: what becomes of a walk while records come in, where each page leads to the next."""

from typing import NoReturn

from listproof.checks.insertion import Named, WalkedMeanwhile, walked_meanwhile
from listproof.checks.walks import twice
from listproof.evidence import Walk
from listproof.laws import Listing, law, some_of
from listproof.laws.asking.between_pages import left_out_between, repeated_on

_FEW = 3
_ENDLESS = "the pages do not lead to the end"
_OPEN = "no source says what becomes of a walk while records come in"


@law("pages.walk-survives-insertion", each="led walk", facts=("pages.insertion",), moving=True, of_movement=True)
def test_walk_survives_insertion(listing: Listing, subject: str) -> None:
    """While records come in, a walk meets every other one once that is alike before and after."""
    said = listing.contract.pages.insertion
    if said == "shifts":
        listing.unsupported("the document says that what comes in shifts the pages")
    if listing.census.endless:
        listing.inconclusive(_ENDLESS)
    hint = _walk_that_differs(listing)
    between, again = _walked_once_more(listing, hint) if hint is not None else (None, [])
    found = _meanwhile(listing, between, again) if between is not None else WalkedMeanwhile()
    disturbed = bool(found.came) and bool(found.twice or found.lost)
    if between is None or not (disturbed or found.meanwhile):
        _nothing_came(listing)
    if said is None:
        listing.record_behaviour("pages.insertion", "shifts" if disturbed else "kept")
        return
    pages = [page.names for page in between.pages]
    listing.require(
        not disturbed,
        "pages.insertion",
        says="what came in while pages were walked shifts them: "
        + (repeated_on(pages, found.twice, between.size) or left_out_between(pages, found.lost, between.size)),
        expected="each record once that was there before and after",
        observed=f"{'twice' if found.twice else 'lost'}: {some_of(found.twice or found.lost)}; came in: {some_of(found.came)}",
        shows={"twice": found.twice} if found.twice else {"lost": found.lost},
        replies=between.pages,
    )


def _walk_that_differs(listing: Listing) -> Walk | None:
    """The walk of several pages that others read too, where it shows that records come and go; None where it shows none."""
    size = listing.pages.walked if listing.contract.pages.sized else 0
    if not size and listing.contract.pages.insertion is None:
        listing.unsupported(_OPEN)
    if size >= min(len(listing.records), listing.pages.largest) or (not size and len(listing.census.walk.pages) < 2):
        listing.inconclusive("too few records for pages of two sizes" if size else "one page holds all records")
    walk = listing.walk(size=size) if size else listing.walk(fresh=True)
    return None if set(walk.names) == set(listing.census.walk.names) and not twice(walk.names) else walk


def _walked_once_more(listing: Listing, hint: Walk) -> tuple[Walk, list[str]]:
    """The same walk afresh, and the names on its first page when that is asked for again just before the last page.

    No names where no record comes after that: what has come in by then would have shifted nothing.
    """
    pages, again, read = [listing.page(0, hint.size, fresh=True)], list[str](), 0
    while pages[-1].good and listing.leads.leading(pages[-1], hint.size) is not None:
        if len(pages) > 2 * len(hint.pages) + _FEW:
            listing.inconclusive(_ENDLESS)
        if len(pages) == len(hint.pages) - 1:
            again, read = listing.page(0, hint.size, fresh=True).names, len(pages)
        following = listing.leads.after(pages[-1], hint.size, fresh=True)
        pages += [following] if following is not None else []
    return Walk(hint.query, hint.size, tuple(pages)), again if any(page.records for page in pages[read:]) else []


def _meanwhile(listing: Listing, between: Walk, again: list[str]) -> WalkedMeanwhile:
    """What came in around a walk, and what it made of the rest, by the census and by one that is read right after it."""
    after = listing.walk(fresh=True)
    if not listing.census.complete or after.cut is not None or not all(walk.pages[-1].good for walk in (between, after)):
        listing.inconclusive(_ENDLESS)
    return walked_meanwhile(_named(listing.census.walk), _named(between), _named(after), again)


def _nothing_came(listing: Listing) -> NoReturn:
    if listing.contract.pages.insertion is None:
        listing.unsupported(f"{_OPEN}, and none came in where it had passed")
    listing.inconclusive("no record came in where a walk had passed")


def _named(walk: Walk) -> Named:
    return list(zip(walk.names, walk.records, strict=True))
