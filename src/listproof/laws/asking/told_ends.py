"""What an answer tells of its end, in however many ways: by flags, by the page that it names, by numbers. All of them say the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise
from typing import Any

from listproof.contract import Absent, End, absent
from listproof.evidence import Reply, Walk
from listproof.laws.asking.filtered_pages import LaterPage, filtered, filtered_pages, is_all
from listproof.laws.context.listing import Listing
from listproof.laws.wording import as_json, ordinal, sent, some_of
from listproof.paging import is_nothing, said_at

__all__ = [
    "further_pages_lead_on", "is_told_the_last", "nothing_behind_the_last", "ordered_pages_lead_on", "tells_whether_one_follows",
    "the_last_leads_on",
]  # fmt: skip


def the_last_leads_on(listing: Listing) -> bool:
    """Whether the last page with records by which the listing is read names another though it is not full, which one law tells."""
    leads, walk = listing.leads, listing.census.walk
    last = next((page for page in reversed(walk.pages) if page.good and page.records), None)
    return last is not None and leads.tells_the_last(last, walk.size) and leads.leading(last, walk.size) is not None


def tells_whether_one_follows(listing: Listing, walk: Walk, place: int, flags: Sequence[End]) -> None:
    """One page of a walk says by its flags and by the next page that it names whether another follows."""
    page, leads = walk.pages[place], listing.leads
    so_far = sum(len(one.records) for one in walk.pages[: place + 1])
    follows = any(later.records for later in walk.pages[place + 1 :])
    if place == len(walk.pages) - 1 and not page.records:
        return
    beside = (page, *walk.pages[place + 1 : place + 2])
    if not follows:
        _names_one_where_others_tell_of_it(listing, page, place, so_far, flags)
    for end in flags:
        told = leads.says(end, page)
        if told is False and not follows and _may_lead_to_nothing(listing, end):
            continue
        listing.require(
            told is None or told is not follows,
            "pages.end",
            says=f"{end.place} says that {'no' if told else 'another'} page follows, and {'one does' if told else 'none does'}",
            expected=f"{end.place} {'other than ' if follows else ''}{as_json(end.value)}",
            observed=f"{end.place} {_told_at(end, page)} after {so_far} records; {page.said()} on that page",
            replies=beside,
        )
    if leads.next is None:
        return
    if follows:
        listing.require(
            not is_nothing(leads.said(leads.next, page)),
            "pages.next",
            says="a page that others follow names no next one",
            expected="the next page",
            observed=page,
            replies=beside,
        )
    elif leads.tells_the_last(page, walk.size):
        listing.require(
            leads.leading(page, walk.size) is None,
            *listing.facts.stated("pages.end"),
            "pages.next",
            says="the last page names a next one",
            expected="no next page",
            observed=f"{page.said()}, {so_far} records so far",
            replies=(page,),
        )


def _told_at(end: End, page: Reply) -> str:
    """What stands at the place of a flag in an answer."""
    found = said_at(end.place, page.answer, page.records) if end.place is not None else absent
    return "left out" if isinstance(found, Absent) else page.answer.cut(as_json(found), 60)


def _may_lead_to_nothing(listing: Listing, end: End) -> bool:
    """Whether a flag is, or holds, what leads on, where the last page with records may lead to one without."""
    lead, place = listing.contract.pages.next, end.place
    if lead is None or place is None or not {"empty", "same"} & {one.kind for one in listing.contract.pages.end}:
        return False
    return place == lead.place or (place.kind == lead.place.kind == "pointer" and lead.place.name.startswith(f"{place.name}/"))


def _names_one_where_others_tell_of_it(listing: Listing, page: Reply, place: int, so_far: int, flags: Sequence[End]) -> None:
    """The last page of a walk, where it names no next one, is the last by the numbers that it tells too, and by its flags.

    A flag alone may be what lies: it is held against what follows. Of what a filter keeps the number of pages is held to by itself.
    """
    leads, moved = listing.leads, listing.tolerance.moved
    if leads.next is None or not is_nothing(leads.said(leads.next, page)):
        return
    number, total = leads.number_of_pages(page), listing.contract.total
    counts = total is None or (total.counts == ("matching",) and not total.estimated and not total.capped)
    # Where the total says too that all were met, the number of pages is what lies, and another law tells that.
    ended = page.total is not None and counts and page.total <= so_far + moved
    numbered = counts and not ended and number is not None and number > place + 1 + moved
    numbered = numbered and not listing.comparison.touched(page.query.arguments)
    others = [str(end.place) for end in flags if leads.says(end, page) is False]
    counted = bool(others) and counts and page.total is not None and page.total > so_far + moved
    others += [str(listing.contract.page_count)] if numbered else []
    listing.require(
        not (numbered or counted),
        "pages.next",
        *listing.facts.stated("pages.end", "total.pages"),
        says=f"a page names no next one, and {' and '.join(others)} {'tell' if others[1:] else 'tells'} of another",
        expected="a next page, or an end by all that tells of it",
        observed=f"{page.said()}, page {place + 1} of the walk",
        replies=(page,),
    )


def is_told_the_last(listing: Listing, page: Reply, size: int, arguments: Mapping[str, Any], flags: Sequence[End]) -> None:
    """A page after which nothing is left that some filters keep says so by its flags, and names no next one where it must not."""
    leads, asked = listing.leads, sent(listing, arguments)
    if any(leads.says(end, page) is False for end in flags):
        _leads_out_of_the_filters(listing, page, size, arguments)
    for end in flags:
        wrong = leads.says(end, page) is False and not _may_lead_to_nothing(listing, end)
        listing.require(
            not wrong,
            "pages.end",
            says=f"with {asked} {end.place} says that another page follows, and no other record matches",
            expected=f"{end.place} {as_json(end.value)}",
            observed=f"{end.place} {_told_at(end, page)} after all that match; {page.said()}",
            replies=(page,),
        )
    listing.require(
        leads.next is None or not leads.tells_the_last(page, size) or leads.leading(page, size) is None,
        *listing.facts.stated("pages.end"),
        *listing.facts.stated("pages.next"),
        says=f"with {asked} the last page names a next one",
        expected="no next page",
        observed=page,
        replies=(page,),
    )


def further_pages_lead_on(listing: Listing) -> None:
    """The second and the third page of what a filter keeps, where more match than they hold, name the next one as the first does."""
    if listing.leads.next is None:
        return
    tried = [found for found in map(partial(_by_one_page, listing), filtered(listing)) if found is not None]
    for found in tried:
        _leads_on(listing, found)
    several = [found for found in tried if len(found.due) > 2 * found.size]
    farthest = max(several, key=lambda found: len(found.due) / max(1, found.size), default=None) or _by_what_matches(listing)
    if farthest is None or not farthest.pages[-1].good:
        return
    _leads_on(listing, farthest)
    # Where pages have no address the requests that a run may cost do not bear another one.
    third = listing.leads.after(farthest.pages[-1], farthest.size) if listing.contract.pages.addressed else None
    if third is not None:
        _leads_on(listing, replace(farthest, pages=(*farthest.pages, third)))


def ordered_pages_lead_on(listing: Listing) -> None:
    """Where pages are read by their addresses, those of an order, which are read to see that each leads back, name the next one too."""
    leads, order = listing.leads, listing.order.led_back
    if leads.next is None or order is None or not listing.contract.pages.addressed:
        return
    walk = listing.order.walk_in_thirds(*order)
    if not all(page.good for page in walk.pages):
        return
    for number, (page, after) in enumerate(pairwise(walk.pages), 1):
        listing.require(
            not (page.records and after.records) or leads.leading(page, walk.size) is not None,
            "pages.next",
            *listing.facts.stated("pages.end"),
            says=f"in the order {' '.join(filter(None, order))} the {ordinal(number)} page is told to be the last, though others follow",
            expected="a next page",
            observed=page,
            replies=(page, after),
        )


@dataclass(frozen=True)
class _Beginning:
    """The first pages of `size` of what filters keep with `arguments`, behind `before` records; `due` are the names of all that match."""

    arguments: Mapping[str, Any]
    pages: tuple[Reply, ...]
    size: int
    due: Sequence[str]
    before: int = 0


def _by_one_page(listing: Listing, found: LaterPage) -> _Beginning | None:
    """The second page of what filters keep, which one page holds; the first beside it where pages have no address."""
    if not is_all(listing, found.whole):
        return None
    if listing.contract.pages.addressed:
        return _Beginning(found.arguments, (found.later,), found.size, found.whole.names, found.before) if found.goes_on else None
    first = listing.leads.first(found.arguments, found.size)
    return _Beginning(found.arguments, (first, found.later), found.size, found.whole.names)


def _by_what_matches(listing: Listing) -> _Beginning | None:
    """The first two small pages of a filter that keeps more, by the records that were read before."""
    leads, lead = listing.leads, listing.leads.next
    # Of links the page that is asked for where they are held to their query too.
    size = leads.size_of_its_own if lead is not None and lead.form == "link" else leads.small_size
    found = filtered_pages(listing, size, small=True)
    second = leads.after(found.first, found.size) if found is not None else None
    if found is None or second is None:
        return None
    must, _ = listing.comparison.must_and_may(found.arguments, list(found.arguments), listing.comparison.assumptions())
    known = list(listing.census.by_identity)
    return _Beginning(found.arguments, (found.first, second), found.size, [known[place] for place in must])


def _leads_on(listing: Listing, found: _Beginning) -> None:
    """The last of some pages names a next one where more records match than they and those before them hold."""
    shown, last, due = [name for page in found.pages for name in page.names], found.pages[-1], found.due
    held, empty = found.before + len(shown), listing.contract.pages.size.means == "any"
    if not last.good or not (last.records or empty) or not listing.tolerance.alike(shown, due[found.before : held]):
        return  # they are no first pages of that filter, of which other laws tell
    number = found.before // max(1, found.size) + len(found.pages)
    listing.require(
        held >= len(due) - listing.tolerance.moved or listing.leads.leading(last, found.size) is not None,
        "pages.next",
        *listing.facts.stated("pages.end"),
        says=f"with {sent(listing, found.arguments)} the {ordinal(number)} page is told to be the last, though more records match",
        expected=f"a next page: {len(due)} records match",
        observed=f"{held} records up to the end of that page",
        replies=found.pages[-2:],
    )


def _leads_out_of_the_filters(listing: Listing, page: Reply, size: int, arguments: Mapping[str, Any]) -> None:
    """What comes behind the last record that filters keep is no record which they do not: a service that goes on has forgotten them."""
    leads = listing.leads
    query = leads.leading(page, size) if leads.next is not None else None
    behind = leads.at(query) if query is not None else None
    if behind is None or not behind.good or not behind.records:
        return
    wrong = [name for name in behind.names if name not in page.names]
    listing.require(
        len(wrong) <= listing.tolerance.moved,
        "pages.next",
        *listing.facts.stated("pages.end"),
        says=f"with {sent(listing, arguments)} the last page leads on to records that the filter does not keep",
        expected="no next page",
        observed=f"{behind.said()}: {some_of(behind.names)}",
        shows={"wrong": wrong},
        replies=(page, behind),
    )


def nothing_behind_the_last(listing: Listing, flags: Sequence[End]) -> None:
    """Behind the page that calls itself the last by a flag no page shows another record: none by its address, none that it names."""
    leads = listing.leads
    last = next((page for page in listing.census.walk.pages if page.good and any(leads.says(end, page) for end in flags)), None)
    if last is None or not listing.census.records:
        return
    behind = listing.page(listing.pages.end, listing.pages.largest) if listing.contract.pages.addressed else leads.named(last)
    if behind is None:
        return
    met = set(listing.census.walk.names)
    more = [name for name in dict.fromkeys(behind.names) if name not in met]
    listing.require(
        len(more) <= listing.tolerance.moved,
        "pages.end",
        says=" and ".join(f"{end.place} says that no page follows, and one does" for end in flags if leads.says(end, last)),
        expected=" and ".join(f"{end.place} other than {end.value}" for end in flags if leads.says(end, last)),
        observed=f"{len(more)} more records behind the page that says so: {some_of(more)}",
        shows={"lost": more},
        replies=(last, behind),
    )
