"""Links to the first and to the last page, wherever an answer has them, and the way back from a page to the one before it."""

from collections.abc import Sequence
from itertools import islice, pairwise

from listproof.contract import Query
from listproof.evidence import Reply
from listproof.laws import Listing, law, sent, some_of
from listproof.laws.asking.filtered_pages import FilteredPages, filtered, filtered_pages, is_all, just_full
from listproof.laws.asking.told_ends import the_last_leads_on


@law("pages.edges-are-led-to", each="edge", facts=("pages.{subject}", "pages.end", "size", "filters.*"), moving=True)
def test_edges_are_led_to(listing: Listing, subject: str) -> None:
    """The links to the first and to the last page lead to just those pages of what was asked, with its filters and its size."""
    leads, held = listing.leads, len(listing.census.records)
    small = leads.small_size
    sizes = range(small, min(small + 8, listing.pages.largest + 1)) if small else range(0)
    size = next((size for size in map(listing.pages.near, sizes) if held % size), small)
    step = size or listing.pages.largest
    read = leads.beginning({}, size) if leads.next is not None else [listing.page(offset, step) for offset in range(0, held, step)[:3]]
    pages = [page for page in read if page.good and page.records]
    if len(pages) < 2:
        listing.inconclusive(f"one page holds all {held} records")
    if subject == "first-page":
        for page in pages[1:]:
            _leads_to_the_first(listing, page, pages[0])
    else:
        _leads_to_the_last(listing, pages[:-1], size)
        _counts_no_page_too_many(listing)
    found = filtered_pages(listing, size, small=subject == "last-page")
    if found is not None:
        _keeps_the_filter(listing, subject, found)


def _edge(listing: Listing, subject: str, page: Reply) -> Query | None:
    """Where the link of a page leads that has others before it, or behind it; None where it has none and no source binds it to."""
    query = listing.leads.edge(page, subject)
    listing.require(
        query is not None,
        f"pages.{subject}",
        says=f"a page that is not the {_named(subject)} has no link to it",
        expected=f"a link to the {_named(subject)}",
        observed=page,
        replies=(page,),
    )
    return query


def _named(subject: str) -> str:
    return subject.removesuffix("-page") + " page"


def _leads_to_the_first(listing: Listing, page: Reply, first: Reply) -> None:
    query = _edge(listing, "first-page", page)
    if query is None:
        return
    there = listing.leads.at(query)
    listing.require(
        there.good and listing.tolerance.alike(there.names, first.names),
        "pages.first-page",
        *listing.facts.stated("size"),
        says="the link to the first page leads elsewhere",
        expected=some_of(first.names),
        observed=f"{there.said()}: {some_of(there.names)}",
        replies=(page, there),
    )


def _leads_to_the_last(listing: Listing, pages: Sequence[Reply], size: int) -> None:
    """Each page links to the page that ends the listing, and that one says that none follows."""
    if not listing.census.complete:
        listing.inconclusive("the records were not all read, so that the last is not known")
    names, leads = listing.census.walk.names, listing.leads
    for page in pages:
        query = _edge(listing, "last-page", page)
        if query is None:
            continue
        if not listing.tolerance.moved:
            _has_the_address(listing, page, query, len(names), size)
        if listing.contract.pages.addressed and query.link is None:
            continue  # what stands at the address of the last page tells nothing of a link
        last = leads.at(query)
        there = names[-max(1, len(last.names)) :]
        exact = bool(size) and listing.contract.pages.size.means == "exactly" and not listing.tolerance.moved
        # Read from its end a listing may close with a full page; else with what is left over.
        fits = len(last.names) in (size, (len(names) - 1) % size + 1) if exact else len(last.names) <= (size or len(names))
        listing.require(
            last.good and fits and listing.tolerance.alike(last.names, there),
            "pages.last-page",
            *listing.facts.stated("size"),
            says="the link to the last page does not lead to the page that ends the listing",
            expected=f"a page of at most {size or len(names)} records, the last one {names[-1]}",
            observed=f"{last.said()}: {some_of(last.names[-2:])}",
            replies=(page, last),
        )
        listing.require(
            leads.next is None or not leads.tells_the_last(last, size) or leads.leading(last, size) is None or the_last_leads_on(listing),
            "pages.last-page",
            *listing.facts.stated("pages.end"),
            says="the page that is said to be the last names a next one",
            expected="no next page",
            observed=last,
            replies=(page, last),
        )


def _has_the_address(listing: Listing, page: Reply, query: Query, held: int, size: int) -> None:
    """The number of the last page, or its offset, is that of the page on which so many records end, counted in pages from the first."""
    parameter, told = listing.contract.pages.parameter, query.arguments.get(listing.contract.pages.parameter)
    ends = listing.leads.ends(told, held, size)
    if ends is None or query.link is not None or listing.contract.pages.size.means != "exactly":
        return
    listing.require(
        ends,
        "pages.last-page",
        says=f"the link to the last page asks for {parameter}={told}, which is not where the last page of {size} of {held} records begins",
        expected=f"the page with the last of {held} records, after {(held - 1) // size} full ones",
        observed=f"{page.said()}: {parameter}={told}",
        replies=(page,),
    )


def _counts_no_page_too_many(listing: Listing) -> None:
    """Where the size divides what is listed, the link leads to the last of the full pages, and not behind it."""
    even = just_full(listing, several=True)
    if even is None or not listing.census.complete or listing.tolerance.moved:
        return
    (arguments, size), leads = even, listing.leads
    whole = leads.first(arguments, listing.pages.largest)
    held = listing.comparison.difference((whole,), whole=False).least if arguments else len(listing.census.records)
    page = leads.first(arguments, size)
    query = _edge(listing, "last-page", page) if page.good and page.records else None
    if query is None:
        return
    _has_the_address(listing, page, query, held, size)
    if query.link is None and listing.contract.pages.addressed:
        return  # what stands at the address of the last page tells nothing of a link
    there = leads.at(query)
    listing.require(
        there.good and len(there.records) >= _full(listing, size),
        "pages.last-page",
        says=f"the link to the last page leads beside the last {size} of {held} records, which fill their pages",
        expected=f"the last {size} records",
        observed=there,
        replies=(page, there),
    )


def _full(listing: Listing, size: int) -> int:
    """How many records a page holds at least that is full, as far as the contract says it."""
    return size if listing.contract.pages.size.means == "exactly" else 1


def _keeps_the_filter(listing: Listing, subject: str, found: FilteredPages) -> None:
    """Under a filter the link leads to the first or the last page of what it keeps."""
    leads, first = listing.leads, found.first
    page: Reply | None = first
    if subject == "first-page":
        page = leads.after(first, found.size) if leads.next is not None else listing.page(found.size, found.size, found.arguments)
    if page is None or not page.good or not page.records:
        return
    query = _edge(listing, subject, page)
    if query is None:
        return
    if subject == "last-page" and found.least == found.most and not listing.tolerance.moved:
        _has_the_address(listing, page, query, found.most, found.size)
    if subject == "last-page" and listing.contract.pages.addressed and query.link is None:
        return  # what stands at an address tells nothing of a link
    there = leads.at(query)
    wrong = listing.comparison.difference((there,), whole=False)
    right = listing.tolerance.alike(there.names, first.names) if subject == "first-page" else bool(there.records)
    asked = sent(listing, found.arguments)
    listing.require(
        there.good and right and not wrong.wrong,
        f"pages.{subject}",
        *(f"filters.{name}" for name in found.arguments if f"filters.{name}" in listing.facts),
        says=f"the link to the {_named(subject)} {'forgets' if wrong.wrong else 'does not lead there with'} {asked}",
        expected="records that the filter keeps",
        observed=there,
        shows=wrong,
        replies=(page, there),
    )


@law("pages.previous-leads-back", each="previous", facts=("pages.previous", "order.*"), moving=True)
def test_previous_leads_back(listing: Listing, subject: str) -> None:
    """The page that a page names as the one before it is the one that led to it."""
    leads = listing.leads
    size = leads.small_size
    pages = [*leads.second({}, size)]
    deep = _deepest(listing)
    third = leads.after(pages[-1], size) if not deep else None
    pages += [third] if third is not None and third.good else []
    for before, page in [*pairwise(page for page in pages if page.records), *deep]:
        back = leads.before(page)
        if back is not None and back.good and listing.tolerance.leaves_open(back.names, before.names):
            listing.inconclusive("the page before another is empty on the way back, as a page may be")
        listing.require(
            back is not None and back.good and listing.tolerance.alike_pages(back.names, before.names, from_the_end=True),
            "pages.previous",
            says="a page does not lead back to the one before it",
            expected=some_of(before.names),
            observed="no page" if back is None else f"{back.said()}: {some_of(back.names)}",
            replies=(before, page, *([back] if back is not None else [])),
        )
    listing.record_behaviour("pages.previous-of-the-first", "none" if leads.before(pages[0]) is None else "a page")
    _previous_leads_back_under_a_filter(listing)
    if listing.order.led_back is not None:
        _previous_leads_back_among_ties(listing, *listing.order.led_back)


def _deepest(listing: Listing) -> list[tuple[Reply, Reply]]:
    """The last two pages by which the listing is read, where there are more: they lead back wherever those from some page on do not.

    None where cursors grow too old to be asked for by then.
    """
    pages = [page for page in listing.census.walk.pages if page.good and page.records]
    return [] if len(pages) < 3 or listing.contract.pages.expired or listing.census.walk.cut else [(pages[-2], pages[-1])]


def _previous_leads_back_under_a_filter(listing: Listing) -> None:
    """A later page of what a filter keeps leads back to the one before it, and not to what stands there where nothing is asked for.

    The largest page before one tells most: a record alone may stand there among all of them too.
    """
    known = [found for found in filtered(listing) if found.goes_on and is_all(listing, found.whole)]
    for found in islice(sorted(known, key=lambda one: -one.size), 1):
        back, before = listing.leads.before(found.later), found.whole.names[found.before - found.size : found.before]
        listing.require(
            back is not None and back.good and listing.tolerance.alike_pages(back.names, before, from_the_end=True),
            "pages.previous",
            says=f"with {sent(listing, found.arguments)} the {found.number} page does not lead back to the one before it",
            expected=some_of(before),
            observed="no page" if back is None else f"{back.said()}: {some_of(back.names)}",
            replies=(found.later, *([back] if back is not None else [])),
        )


def _previous_leads_back_among_ties(listing: Listing, name: str, direction: str | None) -> None:
    """In the order of a key by which records are equal, each page leads back to the one before it, whichever of its records first.

    Where the way on loses records, or shows others, that is what is wrong, and not the way back.
    """
    walk = listing.order.walk_in_thirds(name, direction)
    if listing.comparison.difference(walk.pages):
        walk = listing.order.walk_to_blame(name, direction or "asc", walk)
    if listing.comparison.difference(walk.pages):
        return
    for before, page in pairwise(page for page in walk.pages if page.good and page.records):
        back = listing.leads.before(page)
        fewer = back is not None and listing.contract.pages.size.means == "any" and len(back.names) < len(before.names)
        lost = set() if back is None else set(back.names) - set(before.names) if fewer else set(before.names) - set(back.names)
        listing.require(
            back is not None and back.good and len(lost) <= listing.tolerance.changed,
            "pages.previous",
            *listing.facts.stated("order.by"),
            f"order.keys.{name}",
            says=f"in the order {name}, by which records are equal, a page does not lead back to the one before it",
            expected=some_of(before.names),
            observed="no page" if back is None else f"{back.said()}: {some_of(back.names)}",
            replies=(before, page, *([back] if back is not None else [])),
        )
