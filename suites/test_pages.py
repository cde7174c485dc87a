"""Pages: a listing cut into pages is still the listing, every record once and none left out."""

from collections.abc import Iterator

from listproof.checks.walks import misfilled, off_total, settled_counts, stands_for_two, twice
from listproof.contract import Absent, at
from listproof.evidence import Reply, Walk
from listproof.laws import FilterPair, Listing, between, law, some_of
from listproof.laws.asking.between_pages import another_set, ends_before, left_out_between, misfilled_page, page_of, repeated_on
from listproof.laws.asking.filtered_pages import (
    goes_on_under_its_filters,
    goes_on_under_the_filter,
    keeps_its_filter_on_the_way_back,
    on_two_pages,
    on_two_small_pages,
)
from listproof.laws.asking.in_between import page_of_its_address
from listproof.laws.asking.named_addresses import names_the_page_behind
from listproof.laws.asking.second_pages import page_behind, require_second_pages


@law("pages.size-is-honoured", each="size", facts=("size", "size.means", "size.safe", "parameters.{size}*"), moving=True)
def test_size_is_honoured(listing: Listing, subject: str) -> None:
    """A page holds as many records as were asked for, or all that are left."""
    size = listing.pages.sizes[subject]
    _full_as_long_as_more_follow(listing, size)
    for offset, page in _first_pages(listing, size):
        listed = listing.facts.stated(f"parameters.{listing.contract.pages.size.parameter}.enum.{size}")
        listing.require_accepted(page, "size", "size.safe", *listed, what=f"a page of {listing.contract.pages.size.parameter}={size}")
        # A record met twice may be two: then as many are left as were met, else as many as differ.
        left, met = (max(0, count - offset) for count in (len(listing.records), len(listing.census.walk.records)))
        if left <= size and offset == 0:
            listing.inconclusive(f"{left} records do not fill a page of {size}")
        means = listing.contract.pages.size.means
        wrong, otherwise = (misfilled(len(page.records), size, count, means=means, moved=listing.tolerance.moved) for count in (left, met))
        # More than are left by the walk, and no more than were asked for, is the walk's matter: it ended early, or met too few.
        wrong = otherwise and (None if left < len(page.records) <= size else wrong)
        listing.require(
            wrong is None,
            "size.means",
            "size",
            f"parameters.{listing.contract.pages.size.parameter}.type",
            says=misfilled_page(size, offset, len(page.records), wrong) if wrong else "",
            expected=between(*wrong) if wrong else "",
            observed=page,
            shows={"lost": listing.leads.lacking(page, offset, size, listing.census.walk.names)} if wrong else None,
            replies=(page,),
        )


def _full_as_long_as_more_follow(listing: Listing, size: int) -> None:
    """Of pages of just so many records none that others follow holds fewer, wherever it stands."""
    walk = listing.census.walk
    if size != walk.size or walk.cut is not None or listing.tolerance.moved or listing.contract.pages.size.means != "exactly":
        return
    begun = [(sum(len(one.records) for one in walk.pages[:place]), page) for place, page in enumerate(walk.pages) if page.good]
    short = next(
        ((before, page) for before, page in begun if len(page.records) < size and before + len(page.records) < len(walk.names)), None
    )
    number = walk.pages.index(short[1]) + 1 if short else 0
    listing.require(
        short is None,
        "size.means",
        "size",
        says=f"the {page_of(number, size)} holds fewer records though more follow",
        expected=f"{size} records",
        observed=f"{short[1].said()} after {short[0]} records" if short else "",
        replies=(short[1],) if short else (),
    )


def _first_pages(listing: Listing, size: int) -> Iterator[tuple[int, Reply]]:
    """The first pages of a size, each with the number of records before it: as addresses have it, or as the pages themselves lead on.

    Of the smallest that a token or a link leads to, and of one that a source shows where a larger is taken, the first: others tell more.
    """
    if listing.contract.pages.addressed:
        shown = size == listing.contract.pages.size.safe and listing.pages.smallest < size < listing.pages.largest
        yield from ((offset, listing.page(offset, size)) for offset in (0, size)[: 1 if shown else 2])
        return
    before, lead = 0, listing.contract.pages.next
    few = size == listing.pages.smallest and (lead is None or lead.place.kind != "last")
    # Where a page may hold fewer than were asked for, only one of few records shows that a size is forgotten: the usual one is larger.
    once = few and listing.contract.pages.size.means != "at-most"
    for page in listing.leads.beginning({}, size, pages=1 if once else 2):
        yield before, page
        before += len(page.records)


@law("pages.clamped-size-skips-nothing", basis="implied", each="clamped size", facts=("size", "pages.next"), moving=True)
def test_clamped_size_skips_nothing(listing: Listing, subject: str) -> None:
    """Where a page holds fewer records than were asked for, the next page begins after those that it holds."""
    names, tried = listing.census.walk.names, False
    maximum = listing.contract.parameter(listing.contract.pages.size.parameter).maximum
    sizes = (int(maximum), int(maximum) + 1) if maximum is not None else (100, 1000)
    addressed, refused = listing.contract.pages.addressed, 0
    # Where pages lead to one another, the walks tell of every size that they are read with.
    for size in sizes if addressed else [one for one in sizes if one == sizes[1] or one == maximum != listing.pages.largest]:
        first = listing.leads.first({}, size)
        held = len(first.records)
        refused = size if first.refused else refused
        if not first.good or not 0 < held < len(names) or (held == size and not addressed):
            continue
        _is_not_told_the_last(listing, first, size)
        tried = names_the_page_behind(listing, first, size) or tried
        second = page_behind(listing, first, size) if subject == "clamped" else None
        if second is None or not second.good:
            continue
        tried = True
        skipped = names[held : names.index(second.names[0])] if second.names[0:1] and second.names[0] in names[held:] else []
        listing.require(
            listing.tolerance.alike(second.names[:1], names[held : held + 1]),
            "size",
            says=f"with {listing.contract.pages.size.parameter}={size} a page holds {held} records, and the next does not begin after them"
            + (f": {skipped[0]} is left out" if skipped else ""),
            expected=some_of(names[held : held + 1]),
            observed=f"{second.said()}: {some_of(second.names[:1])}",
            shows={"lost": skipped},
            replies=(first, second),
        )
    if not tried and refused and not addressed:
        listing.unsupported(f"a page of {refused} is refused, and not cut")
    if not tried:
        listing.inconclusive("no page of these sizes is followed by another")


def _is_not_told_the_last(listing: Listing, first: Reply, size: int) -> None:
    """A first page that was cut, and where more follow, names the next one where pages lead to one another."""
    held, names = len(first.records), listing.census.walk.names
    listing.require(
        listing.contract.pages.addressed
        or held + listing.tolerance.moved >= len(names)
        or not listing.census.complete
        or listing.leads.leading(first, size) is not None,
        "size",
        *listing.facts.stated("pages.next"),
        says=f"with {listing.contract.pages.size.parameter}={size} a page holds {held} records and names no next one, though more follow",
        expected=f"a next page, with {names[held : held + 1][0]}" if names[held:] else "",
        observed=first,
        shows={"lost": names[held:]},
        replies=(first,),
    )


@law("pages.walk-meets-each-record-once", basis="implied", facts=("records", "identity", "pages.*", "total*", "base"), moving=True)
def test_walk_meets_each_record_once(listing: Listing) -> None:
    """A complete walk meets every record once, and as many as the total says."""
    census, walks = listing.census, [listing.census.walk]
    if len(census.walk.pages) < 2 and len(census.records) > listing.pages.cut:
        walks.append(listing.walk(size=listing.pages.walked))
    for walk in walks:
        repeated = twice(walk.names)
        nameless = not "".join(repeated[:1]).strip("–/ ")
        shared = stands_for_two([list(zip(page.names, page.records)) for page in walk.pages], listing.contract.settled)
        listing.require(
            shared is None or listing.tolerance.changed > 0,
            "identity",
            says=f"two records that differ have the same {' and '.join(listing.contract.identity)}",
            expected="an identity of its own for each record",
            observed=f"{shared} twice, once otherwise than the other time",
            replies=[page for page in walk.pages if shared in page.names],
        )
        listing.require(
            len(repeated) <= listing.tolerance.changed,
            *(("identity",) if nameless else ()),
            f"pages.{listing.contract.pages.kind}",
            *listing.facts.stated("pages.first", "base"),
            "records",
            *(() if nameless else ("identity",)),
            says=f"records show no {' and '.join(listing.contract.identity)}, so that nothing tells them apart"
            if nameless
            else repeated_on([page.names for page in walk.pages], repeated, walk.size),
            expected="each record on one page",
            observed=f"twice: {some_of(repeated)}",
            shows={"twice": [] if nameless else repeated},
            replies=walk.pages,
        )
        if walk.total is not None and walk.cut is None and census.complete:
            held = off_total(walk.names, walk.total, listing.tolerance.moved)
            # Where pages of another size meet as many as the total says, it is not the total that is wrong.
            paging = walk is not census.walk and off_total(census.walk.names, walk.total, listing.tolerance.moved) is None
            whole = _by_another_size(listing, walk) if held is not None and held < walk.total else []
            gone = [name for name in whole if name not in set(walk.names)]
            facts = ("total", "total.counts", f"pages.{listing.contract.pages.kind}")
            listing.require(
                held is None,
                *(facts[::-1] if paging or gone else facts),
                says=left_out_between([page.names for page in walk.pages], whole, walk.size)
                or f"pages of {walk.size} hold {held} records in all, and their total says {walk.total}",
                expected=f"{walk.total} records",
                observed=f"{held} records on {len(walk.pages)} pages of {walk.size}{'; lost: ' + some_of(gone) if gone else ''}",
                shows={"lost": gone},
                replies=walk.pages,
            )
    looked = len(census.records) > 1 if listing.contract.pages.whole else any(len(walk.pages) > 1 for walk in walks)
    if not looked:
        listing.inconclusive(f"{len(census.records)} records fit on one page of {listing.pages.cut}")


def _by_another_size(listing: Listing, walk: Walk) -> list[str]:
    """The names that a walk by pages of another size meets, in their order; none where there is no such walk."""
    if not listing.contract.pages.sized or not listing.census.records or listing.pages.walked == walk.size:
        return []
    return list(dict.fromkeys(listing.walk(size=listing.pages.walked).names))


@law("pages.size-does-not-change-the-set", basis="implied", facts=("size", "pages.*", "settled", "identity"), moving=True)
def test_size_does_not_change_the_set(listing: Listing) -> None:
    """Whatever the page size, a walk meets the same records."""
    require_second_pages(listing)
    if not listing.contract.pages.sized:
        listing.unsupported("pages are of no size that can be asked for")
    size = listing.pages.walked
    if size >= min(len(listing.records), listing.pages.largest):
        listing.inconclusive("too few records for pages of two sizes")
    walk = listing.walk(size=size)
    here, there = settled_counts(listing.contract, walk.records), settled_counts(listing.contract, listing.census.walk.records)
    lost, more = there - here, here - there
    gone = [name for name in dict.fromkeys(listing.census.walk.names) if name not in set(walk.names)]
    new = [name for name in dict.fromkeys(walk.names) if name not in set(listing.census.walk.names)]
    listing.require(
        lost.total() + more.total() <= 2 * listing.tolerance.moved,
        f"pages.{listing.contract.pages.kind}",
        "size",
        *listing.facts.stated("settled"),
        "identity",
        says=another_set(walk, listing.census.walk),
        expected=f"the same {len(listing.census.walk.records)} records",
        observed=", ".join(
            f"{many.total()} {how}{': ' + some_of(names) if names else ''}"
            for many, how, names in ((lost, "missing", gone), (more, "more", new))
            if many
        ),
        shows={"cut" if ends_before(walk, listing.census.walk) else "lost": gone},
        replies=walk.pages,
    )


@law("pages.address-is-a-slice", basis="implied", facts=("pages.*", "size"), moving=True)
def test_address_is_a_slice(listing: Listing) -> None:
    """A page is the slice of the whole sequence that its address names."""
    require_second_pages(listing)
    sequence, (offset, size) = listing.census.walk.names, listing.pages.inside
    if not 0 < offset < len(sequence):
        listing.inconclusive(f"{len(sequence)} records are too few for slices of {size}")
    page = page_of_its_address(listing) if listing.contract.pages.addressed else listing.page(offset, size)
    listing.require(
        listing.comparison.holds_slice(page, offset, size),
        f"pages.{listing.contract.pages.kind}",
        *listing.facts.stated("size"),
        says=f"a page of {size} that begins after {offset} records is not that slice of the whole listing",
        expected=some_of(sequence[offset : offset + size]),
        observed=some_of(page.names) if page.names else page,
        replies=(page,),
    )


@law("pages.ties-survive-boundaries", basis="implied", facts=("pages.*",), moving=True)
def test_ties_survive_boundaries(listing: Listing) -> None:
    """Records with equal order keys on both sides of a page boundary are neither repeated nor lost, however often one asks."""
    require_second_pages(listing)
    if not listing.contract.pages.addressed:
        _led_across_ties(listing)
        return
    sequence, size = listing.census.walk.names, listing.pages.cut
    if len(sequence) <= size:
        listing.inconclusive(f"{len(sequence)} records are too few for a boundary between pages of {size}")
    places, again = listing.pages.neighbours(size), size == listing.census.walk.size
    start, pages = places.start, [listing.page(offset, size, fresh=again) for offset in places]
    held = [name for page in pages for name in page.names]
    repeated = twice(held)
    listing.require(
        len(repeated) <= listing.tolerance.changed,
        f"pages.{listing.contract.pages.kind}",
        says=f"{some_of(repeated[:1])} stands on two of {len(pages)} neighbouring pages of {size}",
        expected=f"{len(held)} different records on {len(pages)} neighbouring pages",
        observed=f"twice: {some_of(sorted(repeated))}",
        shows={"twice": sorted(repeated)},
        replies=pages,
    )
    for place, page in enumerate(pages):
        there = sequence[start + place * size : start + (place + 1) * size]
        gone = [name for name in there if name not in page.names]
        listing.require(
            listing.comparison.holds_slice(page, start + place * size, size),
            f"pages.{listing.contract.pages.kind}",
            says=f"a page of {size} does not hold {gone[0] if gone else 'the records'} that stood there before",
            expected=some_of(there),
            observed=f"{page.said()}; lost: {some_of(gone) or 'none'}",
            shows={"lost": gone},
            replies=(page,),
        )


def _led_across_ties(listing: Listing) -> None:
    """The first pages, of a size that parts records which are equal in their order, hold the beginning of the listing once more."""
    sequence, size = listing.census.walk.names, listing.leads.small_size
    pages = listing.leads.beginning({}, size, fresh=size in (0, listing.census.walk.size))
    if len(pages) < 2:
        listing.inconclusive(f"one page holds all {len(sequence)} records")
    held = [name for page in pages for name in page.names]
    there = sequence[: len(held)]
    listing.require(
        len(twice(held)) <= listing.tolerance.changed,
        f"pages.{listing.contract.pages.kind}",
        says=repeated_on([page.names for page in pages], twice(held), size),
        expected=f"{len(held)} different records on {len(pages)} neighbouring pages",
        observed=f"twice: {some_of(sorted(twice(held)))}",
        shows={"twice": sorted(twice(held))},
        replies=pages,
    )
    listing.require(
        listing.tolerance.alike_as_read(held, there),
        f"pages.{listing.contract.pages.kind}",
        says=left_out_between([page.names for page in pages], there, size) or f"pages of {size} hold the same records in another order",
        expected=some_of(there),
        observed=f"{pages[-1].said()}; lost: {some_of([name for name in there if name not in held]) or 'none'}",
        shows={"lost": sorted(set(there) - set(held))},
        replies=pages,
    )


@law("pages.past-the-end", facts=("pages.past-end", "pages.*", "total*"), moving=True)
def test_past_the_end(listing: Listing) -> None:
    """Past the last record there are no records: an empty page, or a refusal where the document leaves that open."""
    require_second_pages(listing)
    if not listing.contract.pages.addressed:
        listing.unsupported("a page past the end has no address: each page is named by the one before it")
    size = listing.pages.largest
    end, far = listing.pages.end, listing.pages.farthest_offset
    documented = listing.contract.pages.past_end
    refused = documented == "refused"
    for offset, held in ((end, size), *(((far, listing.pages.handful),) if far and far > end else ())):
        page = listing.page(offset, held)
        if documented == "last-page":
            last = listing.census.walk.names[-(len(listing.records) % held or held) :]
            listing.require(
                page.good and listing.tolerance.alike(page.names, last),
                "pages.past-end",
                says="a page past the end is not the last page",
                expected=f"{len(last)} records, the last one {last[-1]}",
                observed=f"{page.said()}: {some_of(page.names[-2:])}",
                replies=(page,),
            )
            continue
        listing.require(
            len(page.records) <= listing.tolerance.moved and page.answer.status < 500,
            f"pages.{listing.contract.pages.kind}",
            says=f"past the end {listing.contract.pages.parameter} gives a page that holds records or breaks, and should be "
            + ("refused" if refused else "empty"),
            expected="a refusal" if refused else "no records",
            observed=page,
            replies=(page,),
        )
        if documented is not None:
            listing.require(
                page.refused if refused else page.good,
                "pages.past-end",
                says=f"a page past the end is not {'refused' if refused else 'an empty page'}",
                expected="a refusal" if refused else "HTTP 200 without records",
                observed=page,
                replies=(page,),
            )
        total = listing.contract.total
        if page.good and total is not None and total.counts == ("matching",) and listing.census.walk.total is not None:
            listing.require(
                page.total is not None and abs(page.total - listing.census.walk.total) <= listing.tolerance.moved,
                "total",
                "total.counts",
                says="past the last record the total is another",
                expected=f"total {listing.census.walk.total}",
                observed=page,
                replies=(page,),
            )
        listing.record_behaviour("pages.past-the-end", "refused" if page.refused else "empty")


@law("pages.last-page", basis="implied", facts=("pages.*", "size.means"), moving=True)
def test_last_page(listing: Listing) -> None:
    """The last page holds just what is left, and the last record can be reached."""
    require_second_pages(listing)
    if not listing.contract.pages.addressed:
        _led_to_the_last(listing)
        return
    sequence = listing.census.walk.names
    least, largest = max(listing.pages.smallest, min(8, listing.pages.largest, len(sequence) // 2 + 1)), listing.pages.largest
    tried = (listing.pages.near(size) for size in range(least, largest + 1))
    sizes = (listing.pages.walked, *tried) if sequence and listing.contract.pages.sized else (least,)
    size = next((n for n in sizes if len(sequence) % n), None)
    if size is None or len(sequence) <= size:
        listing.inconclusive(f"{len(sequence)} records make no last page")
    offset = len(sequence) // size * size
    page = listing.page(offset, size)
    listing.require(
        listing.comparison.holds(page, sequence[offset:]),
        f"pages.{listing.contract.pages.kind}",
        *listing.facts.stated("size.means"),
        says="the last page does not hold the last records",
        expected=f"{len(sequence) - offset} records, the last one {sequence[-1]}",
        observed=f"{page.said()}: {', '.join(page.names[-2:])}",
        replies=(page,),
    )


def _led_to_the_last(listing: Listing) -> None:
    """Walked to with pages of another size, the last page holds the end of the listing."""
    if not listing.contract.pages.sized:
        listing.unsupported("pages are of no size that can be asked for")
    sequence, walk = listing.census.walk.names, listing.walk(size=listing.pages.walked)
    last = next((page for page in reversed(walk.pages) if page.records), walk.pages[-1])
    if walk.cut is not None or walk.size == listing.census.walk.size or len(walk.pages) < 2:
        listing.inconclusive(f"{len(sequence)} records make no last page of another size")
    there = sequence[-max(1, len(last.names)) :]
    listing.require(
        listing.tolerance.alike(last.names, there),
        f"pages.{listing.contract.pages.kind}",
        *listing.facts.stated("size.means"),
        says="the last page does not hold the last records",
        expected=f"{len(there)} records, the last one {sequence[-1]}",
        observed=f"{last.said()}: {', '.join(last.names[-2:])}",
        replies=(last,),
    )


@law("pages.echo", each="echo", facts=("{subject}", "fields.{echo}"), moving=True)
def test_echo(listing: Listing, subject: str) -> None:
    """What the answer repeats of the page asked for is what was asked for, on the last page as on the first."""
    pages = listing.contract.pages
    pointer = (pages.echo if subject == "pages.echo" else pages.size.echo) or ""
    size = listing.pages.walked if 2 * listing.pages.walked < len(listing.records) else listing.pages.near(max(listing.pages.smallest, 7))
    for page in _first_middle_and_last(listing, size):
        listing.require_accepted(page, subject, what="a page")
        expected = page.query.arguments[pages.parameter if subject == "pages.echo" else pages.size.parameter]
        told = at(page.answer.body, pointer)
        if listing.facts.in_one_dispute(subject) and isinstance(told, Absent):
            listing.unsupported(f"{pointer} is not shown, and sources disagree on it")
        listing.require(
            str(told) == str(expected),
            subject,
            *listing.facts.stated(f"fields.{pointer}"),
            says=f"{pointer} does not repeat what was asked for",
            expected=expected,
            observed=told,
            replies=(page,),
        )


def _first_middle_and_last(listing: Listing, wanted: int) -> list[Reply]:
    """Three pages of about a size, asked for by their addresses; where pages have none, they are walked to.

    Each holds a record, for past the end a page may be refused; the last is not full where it can be had, so that its size is no count.
    """
    held, size = len(listing.records), wanted
    if listing.contract.pages.sized:
        tried = (listing.pages.near(other) for other in range(wanted, listing.pages.largest + 1))
        size = next((other for other in tried if held % other), wanted)
    if listing.contract.pages.addressed:
        places = listing.pages.places(size)
        return [listing.page(offset, size) for offset in sorted({places[0], places[len(places) // 2], places[-1]})]
    pages = listing.walk(size=size).pages
    return [pages[place] for place in sorted({0, min(2, len(pages) - 1), len(pages) - 1})]


@law("pages.filter-holds-on-every-page", basis="implied", each="filters", facts=("filters.{subject}", "pages.*"), moving=True)
def test_filter_holds_on_every_page(listing: Listing, subject: FilterPair | str) -> None:
    """The second page of a filtered walk goes on where the first ends, under the same filters."""
    require_second_pages(listing)
    names = subject.names if isinstance(subject, FilterPair) else (subject,)
    for name in names:
        listing.filters.readings(name)
    found = on_two_pages(listing, names)
    if found is not None:
        goes_on_under_its_filters(listing, names, found)
    for name in names if listing.contract.pages.size.means != "any" else ():
        alone = on_two_small_pages(listing, name) if found is None or name not in found.arguments else None
        if alone is not None:
            goes_on_under_its_filters(listing, names, alone)
            found = found or alone
    keeps_its_filter_on_the_way_back(listing, names)
    if found is None and not goes_on_under_the_filter(listing, names):
        listing.inconclusive(f"no value of {subject} matches more records than the smallest page holds and fewer than all")
