"""Pages that lead to one another: the way from the first to the last, what a cursor may be used for."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice, pairwise
from typing import Any

from listproof.checks.walks import last_that_adds, total_spread
from listproof.contract import End, Query
from listproof.contract.patterns import matches
from listproof.evidence import Reply, Walk
from listproof.laws import Listing, Ordered, between, law, sent, some_of
from listproof.laws.asking.between_pages import leads_back, page_of
from listproof.laws.asking.counting_pages import counts_pages_past_the_end, counts_pages_under_filters
from listproof.laws.asking.filtered_pages import all_but_one, filtered, filtered_pages, is_all, just_full
from listproof.laws.asking.in_between import by_cursor_in_turn, undisturbed
from listproof.laws.asking.kept_by_links import (
    link_keeps_the_filters,
    link_keeps_the_order,
    link_keeps_what_has_a_default,
    link_keeps_what_is_escaped,
    links_on_later_pages_keep_each_filter,
    links_on_later_pages_keep_the_order,
    second_link_keeps_the_filters,
    to_be_escaped,
)
from listproof.laws.asking.named_addresses import names_the_address_that_follows
from listproof.laws.asking.told_ends import (
    further_pages_lead_on,
    is_told_the_last,
    nothing_behind_the_last,
    ordered_pages_lead_on,
    tells_whether_one_follows,
    the_last_leads_on,
)
from listproof.laws.context.leads import Leads
from listproof.laws.unlooked import hidden_only_by_choice
from listproof.paging import is_nothing


@law("pages.walk-ends", basis="implied", each="next", facts=("pages.next", "pages.{kind}"), moving=True)
def test_walk_ends(listing: Listing, subject: str) -> None:
    """Following what each page names leads to the last page, never back to a page that was read and never on for ever."""
    leads = listing.leads
    census = listing.census
    walks = [census.walk]
    if len(census.walk.read) < 2 and leads.small_size:
        walks.append(listing.walk({}, listing.pages.walked))
    if all(len(walk.read) < 2 for walk in walks):
        listing.inconclusive(f"one page holds all {len(census.records)} records")
    for walk in walks:
        if walk.cut in ("astray", "far"):
            listing.inconclusive("the next page lies elsewhere" if walk.cut == "astray" else "there are more records than are read")
        listing.require(
            walk.cut is None,
            "pages.next",
            f"pages.{listing.contract.pages.kind}",
            says=_leads_on(leads, walk) if walk.cut is not None else "",
            expected="a last page",
            observed=f"{len(walk.read)} pages{f' of {walk.size}' if walk.size else ''} with {len(set(walk.names))} different records, "
            "and the last still leads on",
            replies=walk.read[-2:],
        )
        last = walk.read[-1]
        listing.require(
            last.good,
            "pages.next",
            f"pages.{listing.contract.pages.kind}",
            says="the page that another names is not answered",
            expected="HTTP 200 and records",
            observed=last,
            replies=walk.read[-2:],
        )
    if listing.contract.pages.addressed:
        _goes_on(listing, leads)
        names_the_address_that_follows(listing)


def _leads_on(leads: Leads, walk: Walk) -> str:
    """Where a walk that does not end leads: back to a page that it has read, or on without a record that is new."""
    if walk.cut == "loop" and _begin_with_the_last(walk):
        return "each page begins with the last record of the one before it, so that the last one leads to itself"
    if walk.cut == "loop":
        return leads_back(walk.read, walk.size, leads.leading(walk.read[-1], walk.size))
    last = last_that_adds([page.names for page in walk.read])
    return f"page after page leads on, and none after the {page_of(last or 1, walk.size)} brings a record that is new"


def _begin_with_the_last(walk: Walk) -> bool:
    """Whether every page of a walk, of which there are some, begins with the record that the one before it ends with."""
    shown = [page.names for page in walk.read if page.names]
    return len(shown) > 2 and all(before[-1] == after[0] for before, after in pairwise(shown))


def _goes_on(listing: Listing, leads: Leads) -> None:
    """Where pages have addresses too, and walks go by those, what the first pages name is followed all the same."""
    size = leads.small_size
    read = leads.beginning({}, size)
    last = read[-1]
    following = leads.leading(last, size) if last.good else None
    back = following if following in [page.query for page in read] else None
    same = next((page for before, page in pairwise(read) if page.good and page.records and page.names == before.names), None)
    listing.require(
        back is None and same is None,
        "pages.next",
        f"pages.{listing.contract.pages.kind}",
        says="a page leads to itself" if same is not None or back == last.query else leads_back(read, size, back),
        expected="the page after it",
        observed=same or last,
        replies=read,
    )


@law("pages.next-is-honest", basis="implied", each="end", facts=("pages.next", "pages.end", "total", "total.pages"), moving=True)
def test_next_is_honest(listing: Listing, subject: str) -> None:
    """A page names a next one just when more follows, and what else tells of the end says the same."""
    leads = listing.leads
    held = len(listing.census.records)
    flags = [end for end in listing.contract.pages.end if end.kind == "says"]
    nothing_behind_the_last(listing, flags)
    _each_page_tells(listing, listing.census.walk, flags)
    even = just_full(listing)
    walks = [] if listing.census.endless else [*_by_another_size(listing), *([listing.walk(*even)] if even else [])]
    if all(len(walk.pages) < 2 for walk in (listing.census.walk, *walks)) and not even:
        listing.inconclusive(f"one page holds all {held} records")
    _first_page_of_a_filter(listing, leads, flags)
    further_pages_lead_on(listing)
    ordered_pages_lead_on(listing)
    for walk in walks:
        _each_page_tells(listing, walk, flags)
    _last_page_of_a_filter(listing, flags)


def _each_page_tells(listing: Listing, walk: Walk, flags: Sequence[End]) -> None:
    """Each page of a walk that ends says whether another follows, and that of the census holds as many records as the total says."""
    if walk.cut is not None or not all(page.good for page in walk.pages):
        return
    for place in range(len(walk.pages)):
        tells_whether_one_follows(listing, walk, place, flags)
    if listing.leads.next is not None and walk is listing.census.walk and walk.total is not None and listing.census.complete:
        listing.require(
            abs(len(walk.records) - walk.total) <= listing.tolerance.moved,
            "total",
            "pages.next",
            says="the pages end before the total says that they do"
            if len(walk.records) < walk.total
            else "the pages hold more than the total says",
            expected=f"{walk.total} records",
            observed=f"{len(walk.records)} records on {len(walk.pages)} pages",
            replies=walk.pages[-2:],
        )


def _by_another_size(listing: Listing) -> list[Walk]:
    """The walk that is held against the one by the largest pages, where there is one."""
    size = listing.pages.walked if listing.contract.pages.sized else 0
    return [listing.walk(size=size)] if 0 < size < min(len(listing.records), listing.pages.largest) else []


def _last_page_of_a_filter(listing: Listing, flags: Sequence[End]) -> None:
    """The page that holds all, or the last, of what filters keep is the last by what it says, whatever else the listing holds."""
    for found in filtered(listing) if listing.contract.pages.size.means != "any" else ():
        if is_all(listing, found.whole):
            is_told_the_last(listing, found.whole, listing.pages.largest, found.arguments, flags)
            if found.ends:
                is_told_the_last(listing, found.later, found.size, found.arguments, flags)


def _leaves_one(listing: Listing) -> tuple[dict[str, Any], int] | None:
    """Arguments and a size of which the first page leaves one record: of what a filter keeps, or of a listing that is short or has none."""
    pages, largest = listing.pages, listing.pages.largest
    if not listing.contract.pages.sized or listing.tolerance.moved:
        return None
    odd = to_be_escaped(listing) if listing.leads.next is not None and listing.leads.next.form == "link" else None
    if odd is not None and odd.leaves_one:
        return dict(odd.arguments), odd.size  # asked where links are held to their query too
    for arguments in _narrowed(listing):
        found = listing.comparison.difference((listing.leads.first(arguments, largest),), whole=False)
        held = found.least if found.least == found.most else 0
        if pages.smallest < held <= largest and pages.near(held - 1) == held - 1:
            return arguments, held - 1
    return None


def _narrowed(listing: Listing) -> Iterator[dict[str, Any]]:
    """The two filters of which others ask for all but one record, then one each, then none."""
    for names in all_but_one(listing):
        yield from islice(listing.filters.narrowings(names), 1)
    yield from listing.filters.one_by_one()
    yield {}


def _first_page_of_a_filter(listing: Listing, leads: Leads, flags: Sequence[End]) -> None:
    """The first page of what a filter keeps names a next one where more match than it shows, be it one record more."""
    if not _names_the_page_of_the_last(listing, leads, flags):
        _next_with_a_filter(listing, leads)


def _names_the_page_of_the_last(listing: Listing, leads: Leads, flags: Sequence[End]) -> bool:
    """A page that leaves one record of what a filter keeps names the page that holds it. False where no such page is to be had."""
    found = _leaves_one(listing)
    if found is None:
        return False
    arguments, size = found
    first = leads.first(arguments, size)
    if len(first.records) != size:
        return False
    unnamed = leads.next is not None and is_nothing(leads.said(leads.next, first))
    listing.require(
        all(leads.says(end, first) is not True for end in flags) and (leads.next is None or leads.leading(first, size) is not None),
        *listing.facts.stated(*(("pages.next", "pages.end") if unnamed else ("pages.end", "pages.next"))),
        says=f"a page of {size} is told to be the last, though one more record matches {sent(listing, arguments)}",
        expected="another page, with one record",
        observed=f"{first.said()}, and no next page",
        replies=(first,),
    )
    return bool(arguments)


def _next_with_a_filter(listing: Listing, leads: Leads) -> None:
    """The first page of what a filter keeps names a next one where more records match than it shows."""
    found = filtered_pages(listing, leads.small_size) if leads.next is not None else None
    if found is None:
        return
    listing.require(
        leads.leading(found.first, leads.small_size) is not None,
        "pages.next",
        says=f"with {sent(listing, found.arguments)} a page names no next one, though more records match",
        expected=f"a next page: {found.least} records match",
        observed=found.first,
        replies=(found.first,),
    )


@law("pages.exact-multiple", each="next", facts=("pages.end", "pages.next", "pages.{kind}"), moving=True)
def test_exact_multiple(listing: Listing, subject: str) -> None:
    """Where the size divides the listing, the last full page says that it is the last."""
    if the_last_leads_on(listing):
        listing.inconclusive("a last page that is not full names another too, as pages.next-is-honest tells")
    leads, even = listing.leads, just_full(listing)
    if even is None:
        listing.inconclusive("nothing that is listed fills pages of one size")
    arguments, size = even
    walk = listing.walk(arguments, size)
    if walk.cut is not None or not all(page.good for page in walk.pages):
        listing.inconclusive("the walk does not end")
    _ends_with_the_listing(listing, walk, arguments)
    last = next((page for page in reversed(walk.pages) if page.records), walk.pages[-1])
    extra = leads.leading(last, size) is not None
    pages = listing.contract.pages
    documented = bool(pages.end) and pages.size.means != "any" and all(end.kind not in ("empty", "says", "same") for end in pages.end)
    if documented:
        listing.require(
            not extra,
            "pages.end",
            "pages.next",
            says=f"the last of the full pages of {size} names another, which is empty",
            expected=f"{len(walk.names) // size} pages",
            observed=f"another page after {len(walk.names)} records",
            replies=(last,),
        )
    listing.record_behaviour("pages.exact-multiple", "an empty page follows" if extra else "the last full page is the last")


def _ends_with_the_listing(listing: Listing, walk: Walk, arguments: Mapping[str, Any]) -> None:
    """A walk of many small pages goes as deep as one of few large pages: what it lacks is not all that stands at the end of the other."""
    places = {name: place for place, name in enumerate(listing.census.walk.names)}
    deepest = max((places.get(name, 0) for name in walk.names), default=0)
    lost = [name for name in listing.comparison.difference(walk.pages).lost if name in places]
    if any(places[name] < deepest for name in lost):
        return  # they are lost on the way, of which other laws tell
    held, asked = len(walk.names), f"with {sent(listing, arguments)} " if arguments else ""
    listing.require(
        len(lost) <= listing.tolerance.moved,
        "pages.next",
        f"pages.{listing.contract.pages.kind}",
        says=f"{asked}pages of {walk.size} end after {between(held, held)} on {len(walk.pages)} pages, though more match",
        expected=f"{held + len(lost)} records",
        observed=f"{walk.pages[-1].said()} on the last page; lost: {some_of(lost)}" if lost else "",
        shows={"cut": lost},
        replies=walk.pages[-2:],
    )


@law("pages.number-of-pages", each="page count", facts=("total.pages",), moving=True)
def test_number_of_pages(listing: Listing, subject: str) -> None:
    """The number of pages that an answer tells is that of the pages which the records fill."""
    leads, total = listing.leads, listing.contract.total
    if total is not None and (total.estimated or total.capped or "matching" not in total.counts):
        listing.unsupported("the total is no number of records that fill pages")
    if not listing.census.complete:
        listing.inconclusive("the records were not all read")
    pages = [page for page in listing.census.walk.pages if page.good and page.records]
    numbers = [leads.number_of_pages(page) for page in pages]
    other = next((place for place, number in enumerate(numbers) if number != numbers[0]), 0)
    listing.require(
        (total_spread(numbers) or 0) <= listing.tolerance.moved,
        "total.pages",
        says="the number of pages differs from page to page of one query",
        expected=f"{numbers[0]} pages" if numbers else "one number of pages",
        observed=f"{numbers[other]} pages on page {other + 1}" if numbers else "",
        replies=(pages[0], pages[other]) if pages else (),
    )
    even = just_full(listing)
    small = leads.small_size
    uneven = next((size for size in range(small, small + 8) if len(listing.records) % size), small)
    for arguments, size in [({}, uneven), *([even] if even else [])]:
        page = leads.first(arguments, size)
        held = page.total if page.total is not None else len(listing.records)
        if arguments and page.total is None and page.good and (total is None or total.counts == ("matching",)):
            held = listing.comparison.difference((leads.first(arguments, listing.pages.largest),), whole=False).least
        elif not page.good or (arguments and page.total is None):
            continue
        told, asked = leads.number_of_pages(page), f"{sent(listing, arguments)} and " if arguments else ""
        least, most = (-(-max(0, count) // max(1, size)) for count in (held - listing.tolerance.moved, held + listing.tolerance.moved))
        listing.require(
            told is not None and least <= told <= most,
            "total.pages",
            says=f"with {asked}pages of {size} the number of pages is not that of {held} records",
            expected=f"{most} pages" if least == most else f"{least} to {most} pages",
            observed=f"{told} pages" if told is not None else page,
            replies=(page,),
        )
    if total is None or total.counts == ("matching",):
        counts_pages_under_filters(listing)
    counts_pages_past_the_end(listing)


@law("pages.cursor-is-repeatable", basis="implied", each="next", facts=("pages.next", "pages.{kind}"), moving=True)
def test_cursor_is_repeatable(listing: Listing, subject: str) -> None:
    """The same cursor gives the same page again, whatever was asked in between."""
    _, second = listing.leads.second({}, listing.leads.small_size)
    if listing.contract.pages.addressed and second.query.link is None:
        listing.unsupported("the next page is asked for by its address, and errors.questions-do-not-mix asks for such a page again")
    once, turn = by_cursor_in_turn(listing)
    again = turn.again
    asked_between = turn.between is not None and listing.contract.pages.sized  # else the cursor itself would be given out anew
    if asked_between and not (again.good and listing.tolerance.alike_pages(again.names, once.names)):
        again = undisturbed(listing, turn)  # what was asked between may be why it is another, of which another law tells
    if again.good and listing.tolerance.leaves_open(again.names, once.names):
        listing.inconclusive("one of two answers to the same cursor is empty, as a page may be")
    listing.require(
        again.good and listing.tolerance.alike_pages(again.names, once.names),
        "pages.next",
        f"pages.{listing.contract.pages.kind}",
        says="the page that a page names holds other records when it is asked for again",
        expected=some_of(once.names),
        observed=f"{again.said()}: {some_of(again.names)}",
        replies=(once, again),
    )


@law("pages.made-up-cursor", basis="implied", each="made-up cursor", facts=("pages.made-up", "pages.next", "pages.{kind}"), moving=True)
def test_made_up_cursor(listing: Listing, subject: str) -> None:
    """A cursor that the service never gave out is refused: it is not page one again, and it breaks nothing."""
    leads = listing.leads
    size = leads.small_size
    first, second = leads.second({}, size)
    queries = leads.made_up(second, size)
    if not queries:
        listing.unsupported("the link to the next page holds nothing that the service made")
    for done, query in queries.items():
        reply = leads.at(query)
        stated = listing.contract.pages.made_up == "refused" and listing.facts["pages.made-up"].binding
        facts = (*(("pages.made-up",) if stated else ()), f"pages.{listing.contract.pages.kind}", "pages.next")
        listing.require(
            reply.answer.status < 500,
            *facts,
            says=f"a cursor that was {done} breaks the service",
            expected="a refusal",
            observed=reply,
            replies=(second, reply),
        )
        again = _is_that_page(listing, reply, first)
        if again and not _is_no_key(listing, query) and not _leads_astray(listing, first, second):
            listing.record_behaviour(f"pages.cursor.{done}", "a place before all records")
            continue
        listing.require(
            not again,
            *facts,
            says=f"a cursor that was {done} gives the first page again",
            expected="a refusal",
            observed=reply,
            replies=(second, reply),
        )
        if done == "made up" and listing.contract.pages.made_up == "refused":
            listing.require(
                reply.refused,
                "pages.made-up",
                says="a cursor that was made up is not refused",
                expected="a refusal",
                observed=reply,
                replies=(reply,),
            )
        listing.record_behaviour(f"pages.cursor.{done}", "refused" if reply.refused else "empty" if not reply.records else "answered")


def _is_that_page(listing: Listing, reply: Reply, page: Reply) -> bool:
    return reply.good and bool(reply.records) and listing.tolerance.alike(reply.names, page.names)


def _is_no_key(listing: Listing, query: Query) -> bool:
    """Whether a cursor is none that the pattern of its parameter takes, so that it stands nowhere among keys."""
    cursor, name = listing.leads.cursor_of(query), listing.contract.pages.parameter
    pattern = listing.contract.parameter(name).schema.get("pattern") if isinstance(cursor, str) else None
    return isinstance(pattern, str) and not matches(pattern, cursor)


def _leads_astray(listing: Listing, first: Reply, second: Reply) -> bool:
    """Whether page one is the answer to any cursor that nobody gave out, and not that to one which stands before all records.

    Where cursors are keys that are compared, the first page does go on from a key before all of them, and nothing comes after one
    behind all.
    """
    if listing.contract.pages.made_up == "refused":
        return True
    leads = listing.leads
    far_off = leads.far_off(second, leads.small_size)
    return any(all(_is_that_page(listing, leads.at(query), first) for query in queries) for queries in far_off)


@law("pages.key-cursor-is-a-place", basis="implied", each="key cursor", facts=("pages.next", "pages.cursor"), moving=True)
def test_key_cursor_is_a_place(listing: Listing, subject: str) -> None:
    """A cursor that is a record's own key gives what stands after that record, whichever page it was met on."""
    leads = listing.leads
    names, size = listing.census.walk.names, leads.small_size
    place = len(names) // 2
    if place < 1 or place + 1 >= len(names):
        listing.inconclusive(f"{len(names)} records are too few for a place among them")
    record = listing.census.walk.records[place]
    cursor = leads.cursor_at(record)
    exactly = listing.contract.pages.sized and listing.contract.pages.size.means == "exactly"
    for held in dict.fromkeys((size, listing.pages.near(size + 1))) if exactly else (size,):
        reply = leads.at_cursor(cursor, {}, held)
        expected = names[place + 1 : place + 1 + (held if exactly else max(1, len(reply.names)))]
        listing.require(
            reply.good and bool(reply.records) and listing.tolerance.alike(reply.names, expected),
            "pages.next",
            "pages.cursor",
            says=f"the page{f' of {held}' if exactly else ''} after {names[place]} does not hold what stands after it",
            expected=some_of(expected),
            observed=f"{reply.said()}: {some_of(reply.names)}",
            replies=(reply,),
        )


@law("pages.link-keeps-the-query", basis="implied", each="link", facts=("pages.next", "filters.*", "order.*", "size"), moving=True)
def test_link_keeps_the_query(listing: Listing, subject: str) -> None:
    """The link to the next page asks for what was asked: its filters and its size."""
    leads = listing.leads
    size = leads.size_of_its_own
    first, second = leads.second({}, size)
    if size and listing.contract.pages.size.means == "exactly":
        listing.require(
            len(second.records) == size or leads.after(second, size) is None,
            "pages.next",
            "size",
            says=f"the link to the next page of {size} records forgets the size",
            expected=f"{size} records, or a last page",
            observed=second,
            shows={"forgotten": second.names[:1]},
            replies=(first, second),
        )
    kept = link_keeps_what_is_escaped(listing) or link_keeps_the_filters(listing, size)
    if not kept and (listing.contract.order is None or listing.contract.order.by is None):
        listing.inconclusive("no filter keeps more than a page")
    second_link_keeps_the_filters(listing, size)
    links_on_later_pages_keep_each_filter(listing)
    link_keeps_what_has_a_default(listing, size)
    link_keeps_the_order(listing, size)
    links_on_later_pages_keep_the_order(listing)


@law("pages.null-keys-are-met", basis="implied", each="nullable cursor", facts=("order.keys.*",), moving=True)
def test_null_keys_are_met(listing: Listing, subject: Ordered) -> None:
    """Records without the key that orders the pages are met like all others, in each direction."""
    name, direction = subject.key, subject.direction
    key = listing.order.documented.key(name)
    empty = set(listing.order.lacking(name))
    if not empty and hidden_only_by_choice(listing.contract, key):
        listing.unsupported(f"every record has {key.field} where nobody chooses what is shown")
    if not empty:
        listing.inconclusive(f"no record, or every one, lacks {key.field}")
    walk = listing.order.walk_among_lacking(name, direction)
    if len(walk.pages) < 2:
        listing.inconclusive(f"one page holds all {len(walk.names)} records")
    met = Counter(walk.names)
    lost = sorted(empty - set(met))
    twice = sorted(one for one in empty if met[one] > 1)
    if (lost or twice) and listing.order.is_narrowed_wrongly(name, walk):
        listing.inconclusive("what narrows the listing is answered wrongly in no order too, as other laws tell")
    listing.require(
        walk.pages[-1].answer.status < 500 and len(lost) + len(twice) <= listing.tolerance.moved,
        f"order.keys.{name}",
        says=f"{name} {direction}: records without {key.field} are {'lost' if lost else 'met twice'}",
        expected=f"{len(empty)} records without it, each once",
        observed=f"{walk.pages[-1].said()}; lost: {some_of(lost) or 'none'}; twice: {some_of(twice) or 'none'}",
        shows={"lost": lost, "twice": twice},
        replies=walk.pages[-2:],
    )
