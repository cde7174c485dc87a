"""Totals: what an answer says of how many there are, from page to page and under each filter."""

from collections.abc import Iterator
from itertools import islice
from typing import Any

from listproof.checks.totals import may_be_left_out
from listproof.checks.walks import total_spread
from listproof.contract import Absent, absent
from listproof.evidence import Reply
from listproof.laws import Listing, law, sent
from listproof.laws.asking.counting import counts_what_matches, told_total
from listproof.laws.asking.filtered_pages import filtered, is_all
from listproof.paging import said_at

_TOLD = 4
"""Pages of which the total is told where it differs."""


@law("pages.total-is-steady", basis="implied", facts=("total", "total.counts"), moving=True)
def test_total_is_steady(listing: Listing) -> None:
    """Every page of one query reports the same total."""
    total = listing.contract.total
    if total is None:
        listing.unsupported("the listing reports no total")
    if total.estimated or total.capped is True or {"remaining", "onward"} & set(total.counts):
        listing.unsupported("the total is an estimate, stops nobody says where, or counts what remains: it may differ from page to page")
    size, held = listing.pages.cut, len(listing.census.records)
    near = listing.pages.neighbours(size) if listing.contract.pages.addressed and held else range(0, min(3 * size, held), size)
    small = [listing.page(offset, size) for offset in near]
    inside = [listing.page(offset, size) for offset, size in (listing.pages.inside,) if 0 < offset < held]
    pages = [*listing.census.walk.pages, *small, *inside]
    untold = next((page for page in pages if page.good and page.reported is None), None)
    listing.require(
        untold is None,
        "total",
        says=f"no total can be read at {total.at}",
        expected="a number",
        observed=_told(listing, untold) if untold is not None else "",
        replies=(untold,) if untold is not None else (),
    )
    apart: dict[Any, Reply] = {}
    for page in pages:
        if page.good:
            apart.setdefault(page.reported, page)
    spread = total_spread(set(apart))
    listing.require(
        spread is not None and spread <= listing.tolerance.changed,
        "total",
        "total.counts",
        says="the total differs from page to page of one query",
        expected="one total",
        observed="; ".join(f"total {total} for {_paged(listing, page)}" for total, page in [*apart.items()][:_TOLD]),
        replies=[*apart.values()][:_TOLD],
    )


def _paged(listing: Listing, page: Reply) -> str:
    """The page that a question asks for, as it is asked."""
    pages = listing.contract.pages
    return (
        sent(listing, {name: value for name, value in page.query.items if name in (pages.parameter, pages.size.parameter)})
        or "the first page"
    )
    for found in filtered(listing):
        first, second = found.whole.reported, found.later.reported
        if not found.later.good or None in (first, second):
            continue
        listing.require(
            first == second,
            "total",
            "total.counts",
            says=f"with {sent(listing, found.arguments)} the total differs from page to page",
            expected=f"total {first}",
            observed=f"total {second} on the {found.number} page",
            replies=(found.whole, found.later),
        )


def _told(listing: Listing, page: Reply) -> str:
    """What stands in an answer where its total should."""
    total = listing.contract.total
    told = said_at(total.at, page.answer, page.records) if total is not None else absent
    return "nothing there" if isinstance(told, Absent) else repr(told)


@law("pages.total-keeps-its-cap", each="cap", facts=("total.capped",), moving=True)
def test_total_keeps_its_cap(listing: Listing, subject: str) -> None:
    """A total that is documented to stop at a number never goes beyond it."""
    cap = int(subject)
    told = [page for page in listing.census.walk.pages if page.good and page.reported is not None]
    exact = listing.contract.total is not None and listing.contract.total.counts == ("matching",) and listing.census.complete
    held = len(listing.records) + listing.tolerance.moved
    reached = next((page for page in told if exact and held < cap <= (page.reported or 0)), None)
    listing.require(
        reached is None,
        "total.capped",
        says=f"the total is told as {cap}, where it is documented to stop, and fewer records are listed",
        expected=f"total {held}",
        observed=f"total {reached.reported}" if reached else "",
        replies=(reached,) if reached else (),
    )
    if not told or len(listing.records) < cap:
        listing.inconclusive(f"{len(listing.records)} records do not reach the cap of {cap}")
    beyond = next((page for page in told if (page.reported or 0) > cap), None)
    listing.require(
        beyond is None,
        "total.capped",
        says=f"the total goes beyond {cap}, where it is documented to stop",
        expected=f"total {cap}",
        observed=f"total {beyond.reported}" if beyond else "",
        replies=(beyond,) if beyond else (),
    )


@law("pages.count-of-the-page", each="shown count", facts=("total.shown",))
def test_count_of_the_page(listing: Listing, subject: str) -> None:
    """The number that an answer tells of the records on its page is that of those which it shows."""
    leads, pages = listing.leads, listing.contract.pages
    read = [*listing.census.walk.pages]
    if pages.sized:
        read.append(leads.first({}, leads.small_size))
    read += [listing.first_page(arguments) for arguments in listing.filters.one_by_one()[:3]]
    if pages.addressed and pages.past_end == "empty":
        read.append(listing.page(listing.pages.end, listing.pages.largest))
    for page in (page for page in read if page.good):
        told, held = leads.number_shown(page), len(page.records)
        if told is None and may_be_left_out(listing.contract, listing.contract.shown_count):
            continue
        listing.require(
            told == held,
            "total.shown",
            says=f"a page of {held} records tells {told if told is not None else 'nothing'} at {listing.contract.shown_count}",
            expected=f"{held}",
            observed="nothing there" if told is None else f"{told}",
            replies=(page,),
        )
    listing.require_exercised("no page tells how many records it shows, and the document lets that be left out")


@law("pages.remaining-counts-down", basis="implied", each="remaining", facts=("total", "total.counts"), moving=True)
def test_remaining_counts_down(listing: Listing, subject: str) -> None:
    """A total that counts what remains, or onward, is on each page the number of records that come after it, or from it on."""
    if not listing.census.complete:
        listing.inconclusive("the records were not all read")
    walks = [listing.census.walk]
    walks += [listing.walk(size=listing.pages.sizes["middle"])] if listing.contract.pages.sized else []
    walks += [listing.walk(arguments) for arguments in listing.filters.one_by_one()[:1]]
    place = listing.contract.total.at if listing.contract.total is not None else None
    onward = listing.contract.total is not None and listing.contract.total.counts == ("onward",)
    due = [
        (page, sum(len(other.records) for other in walk.pages[number if onward else number + 1 :]))
        for walk in walks
        for number, page in enumerate(walk.pages)
    ]
    due += _due_under_a_filter(listing, onward=onward)
    for page, records in due:
        if page.good and page.reported is None and may_be_left_out(listing.contract, place):
            continue
        listing.require(
            page.reported is not None and abs(page.reported - records) <= listing.tolerance.moved,
            "total.counts",
            "total",
            says=f"the number of records that remain is not that of those which come {'from it on' if onward else 'after it'}",
            expected=f"{records} records",
            observed=f"{page.reported} records" if page.reported is not None else page,
            replies=(page,),
        )
    listing.require_exercised("no page tells how many records remain, and the document lets that be left out")


def _due_under_a_filter(listing: Listing, *, onward: bool) -> Iterator[tuple[Reply, int]]:
    """The first of the small pages of what a filter keeps, and how many records remain by the one page that holds all of it: where a page
    that holds all tells no number, only a smaller one shows what is counted."""
    for found in islice(filtered(listing), 1):
        first = listing.leads.first(found.arguments, found.size)
        if first.good and is_all(listing, found.whole):
            yield first, len(found.whole.records) - (0 if onward else len(first.records))


@law("pages.total-counts-what-matches", basis="implied", each="filter", facts=("total", "total.counts"), moving=True)
def test_total_counts_what_matches(listing: Listing, subject: str) -> None:
    """Under a filter the total counts what the contract says that it counts."""
    counts = listing.contract.total.counts if listing.contract.total else ()
    if not counts:
        listing.unsupported("the listing reports no total")
    listing.filters.readings(subject)
    untold = False
    for value in listing.values.of(subject)[:3]:
        arguments = listing.filters.tried_as(subject, value)
        must, may = listing.comparison.must_and_may(arguments, list(arguments), listing.comparison.assumptions())
        if len(must) == len(listing.records) or not may:
            continue
        reply = listing.first_page(arguments)
        if not reply.good:
            continue
        difference = listing.comparison.difference((reply,), whole=False)
        if difference.least == len(listing.records) or difference.most == 0:
            continue
        if told_total(reply, difference.most) is None:
            untold = True
            continue
        counts_what_matches(listing, arguments)
    listing.require_exercised(
        f"no answer to a value of {subject} that keeps some records and loses others shows a total"
        if untold
        else f"no value of {subject} keeps some records and loses others"
    )


@law("pages.total-counts-what-a-hidden-filter-keeps", basis="implied", each="opaque", facts=("total", "total.counts", "filters.{subject}"))
def test_total_counts_what_a_hidden_filter_keeps(listing: Listing, subject: str) -> None:
    """Under a filter on what records do not show the total is the number of records that its pages hold."""
    listing.facts.require_testable(f"filters.{subject}")
    total = listing.contract.total
    if total is None or total.counts != ("matching",) or total.estimated or total.capped:
        listing.unsupported("the listing reports no total of what matches")
    one = listing.contract.filter(subject)
    if one.widens:
        listing.unsupported(f"{subject} adds records instead of keeping some")
    replies = [listing.first_page({**one.needs, subject: value}) for value in listing.values.known(subject)]
    held = [reply for reply in replies if reply.good and reply.records and reply.total is not None]
    whole = [reply for reply in held if listing.comparison.whole(reply) or len(reply.records) < listing.pages.largest]
    for reply in whole or sorted(held, key=lambda reply: reply.total or 0)[:1]:
        asked = {name: value for name, value in reply.query.arguments.items() if name == subject or name in one.needs}
        pages = (reply,) if reply in whole else listing.walk(asked).pages
        met = len({name for page in pages for name in page.names})
        listing.require(
            met == reply.total,
            "total.counts",
            "total",
            f"filters.{subject}",
            says=f"with {reply.query} the total is not the number of records on its pages",
            expected=f"total {met}",
            observed=reply,
            replies=(reply,),
        )
    if not held:
        listing.inconclusive(f"no known value of {subject} keeps a record")
