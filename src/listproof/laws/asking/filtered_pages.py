"""What a filter keeps, where that fills more than one page, or pages of one size to the last."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from listproof.evidence import Reply
from listproof.laws.context.listing import Listing
from listproof.laws.families import FAMILIES, filter_pairs
from listproof.laws.subject import names_in
from listproof.laws.wording import ordinal, sent, some_of
from listproof.verdicts import Inconclusive

__all__ = [
    "FilteredPages", "LaterPage", "all_but_one", "filtered", "filtered_pages", "goes_on_under_its_filters", "goes_on_under_the_filter",
    "is_all", "just_full", "keeps_its_filter_on_the_way_back", "on_two_pages", "on_two_small_pages", "to_the_end",
]  # fmt: skip


@dataclass(frozen=True)
class FilteredPages:
    """The first of several pages of `size` that a filter keeps with `arguments`; at `least` and at `most` so many records match."""

    arguments: Mapping[str, Any]
    first: Reply
    size: int
    least: int
    most: int


def filtered_pages(listing: Listing, size: int, of: Sequence[str] = (), *, small: bool = False) -> FilteredPages | None:
    """A filter, one of those named where some are, that keeps more than a page of this size; None where none does.

    `small`: of this size also where more match than the largest page holds, so that how many pages there are tells how many match.

    Preferred are those that some record fits by no reading, for where each may be kept none shows that a filter is forgotten; then those
    whose first page is not that of the whole listing, for there it shows at once; and then, read by the largest page, which is in hand,
    those of which that page does not hold all.
    """
    found, largest = [], listing.pages.largest
    every = len(listing.records)
    for arguments in listing.filters.one_by_one():
        if of and not arguments.keys() & set(of):
            continue
        matching, may = listing.comparison.must_and_may(arguments, list(arguments), listing.comparison.assumptions())
        asked = size if size and (small or len(matching) <= largest) else largest
        if len(matching) > asked:
            found.append((len(may) == every, matching[:asked] == [*range(asked)], asked != largest, asked, arguments))
    for *_, asked, arguments in sorted(found, key=lambda one: one[:3]):
        first = listing.leads.first(arguments, asked)
        kept = listing.comparison.difference((first,), whole=False) if first.good else None
        if kept is not None and kept.least - listing.tolerance.moved > len(first.records):
            return FilteredPages(arguments, first, asked, kept.least, kept.most)
    return None


def just_full(listing: Listing, *, several: bool = False) -> tuple[dict[str, object], int] | None:
    """Arguments and a size with which every page is full: of the whole listing, or of what one filter keeps; none where pages may hold
    fewer records than asked for though more follow. One page will do, but where there must be `several`."""
    if listing.contract.pages.size.means == "any":
        return None
    for arguments in ({}, *sorted(listing.filters.one_by_one(), key=partial(_pages_of_the_largest, listing))):
        if not arguments:
            held = len(listing.census.records)
        else:
            found = listing.comparison.difference((listing.leads.first(arguments, listing.pages.largest),), whole=False)
            held = found.least if found.least == found.most else 0
        size = listing.leads.dividing_size(held)
        if size is not None and (size < held or not several):
            return arguments, size
    return None


def _pages_of_the_largest(listing: Listing, arguments: Mapping[str, Any]) -> int:
    """How many of the largest pages records fill that some filters keep for sure, from two on: walks of few pages come first."""
    kept, _ = listing.comparison.must_and_may(arguments, list(arguments), listing.comparison.assumptions())
    return max(2, -(-len(kept) // listing.pages.largest))


@dataclass(frozen=True)
class LaterPage:
    """All that a filter keeps with `arguments` on one page (`whole`), and a `later` one of its pages of a smaller size, with `before`
    records before it: the second or the third."""

    arguments: Mapping[str, Any]
    whole: Reply
    size: int
    later: Reply
    before: int

    @property
    def number(self) -> str:
        """Which of the pages it is, in a word."""
        return ordinal(self.before // max(1, self.size) + 1)

    @property
    def before_it(self) -> str:
        """Which of the pages is the one before it, in a word."""
        return ordinal(self.before // max(1, self.size))

    @property
    def rest(self) -> list[str]:
        """What that page should hold."""
        return self.whole.names[self.before : self.before + self.size]

    @property
    def goes_on(self) -> bool:
        """Whether that page holds what it should."""
        return self.later.good and bool(self.rest) and self.later.names == self.rest

    @property
    def ends(self) -> bool:
        """Whether that page holds the last of the records."""
        return self.later.good and bool(self.rest) and self.later.names == self.whole.names[self.before :]


def on_two_pages(listing: Listing, names: Sequence[str]) -> LaterPage | None:
    """What some filters keep, both where records show both, else one: of the first that fills a page and more; None where none does."""
    smallest = listing.pages.smallest
    for arguments in listing.filters.narrowings(names) if not _is_unbounded(listing) else ():
        whole = listing.first_page(arguments)
        held = len(whole.records)
        if not whole.good or held <= smallest or held == len(listing.records):
            continue
        if not (listing.comparison.whole(whole) or is_all(listing, whole)):
            continue
        third = _size_for_three(listing, names, held)
        size, before = (third, 2 * third) if third else (two := _size_for_two(listing, names, held), two)
        later = listing.page(before, size, arguments)
        if later.good and not later.records and listing.contract.pages.size.means == "any":
            continue  # a page may be empty though more follow
        return LaterPage(arguments, whole, size, later, before)
    return None


def _is_unbounded(listing: Listing) -> bool:
    """Whether each page names a next one, for ever, so that none is known to hold all that its filter keeps."""
    return listing.census.endless and not listing.contract.pages.addressed


def _size_for_three(listing: Listing, names: Sequence[str], held: int) -> int:
    """The size of the pages of which the third is looked at and not the second: of the last filters that are tried where others are tried
    before them, and pages have addresses. It is the last page unless pages lead on. 0 elsewhere, and where it would hold none."""
    if not listing.contract.pages.addressed or not listing.contract.pages.sized or names not in to_the_end(listing):
        return 0
    if len(list(FAMILIES["filters"](listing.contract))) < 2:
        return 0
    parts = 3 if listing.leads.next is None else 4
    size = listing.pages.near(max(listing.pages.smallest, -(-held // parts)))
    return size if 2 * size < held else 0


def _size_for_two(listing: Listing, names: Sequence[str], held: int) -> int:
    """The size of the pages of which two show what some filters keep, `held` records: half of them, or, where pages lead on, a small one
    that others ask for as well, and for some filters one that leaves a record. Where pages have addresses and lead on, a third of them:
    what the second page says of the third is looked at too."""
    if listing.contract.pages.addressed and listing.leads.next is not None and not _are_beside_others(listing, names):
        third = listing.pages.near(max(listing.pages.smallest, held // 3))
        if 2 * third < held:
            return third
    if not listing.contract.pages.addressed:
        leaves_one = listing.pages.near(held - 1)
        if names in to_the_end(listing):
            return leaves_one  # the second page is the last: only there a cursor shows that it goes on behind what the filter keeps
        several = min(listing.leads.small_size, max(listing.pages.smallest, (held - 1) // 2))
        small = leaves_one if names in all_but_one(listing) else listing.pages.near(several)
        if 0 < small < held:
            return small
    return listing.pages.near(max(listing.pages.smallest, min(held // 2 + 1, held - 1)))


def _are_beside_others(listing: Listing, names: Sequence[str]) -> bool:
    """Whether some filters are those of which the last page is looked at, and each of them is tried with others as well."""
    others = [set(names_in(one)) for one in FAMILIES["filters"](listing.contract) if names_in(one) != names]
    return names in to_the_end(listing) and set(names) <= set().union(*others)


def on_two_small_pages(listing: Listing, name: str) -> LaterPage | None:
    """What one filter keeps alone, on one page and on two halves of it; None where no value keeps two records, and not all."""
    for value in listing.values.of(name) if not _is_unbounded(listing) else ():
        must, may = listing.comparison.must_and_may({name: value}, [name], listing.comparison.assumptions())
        half = min(len(must) // 2 + 1, len(must) - 1) if listing.contract.pages.addressed else -(-len(must) // 2)
        size = listing.pages.near(max(listing.pages.smallest, half))
        if must != may or not size < len(must) < min(len(listing.records), listing.pages.largest):
            continue
        whole = listing.first_page({name: value})
        if whole.good and len(whole.records) == len(must) and is_all(listing, whole):
            second = listing.page(size, size, {name: value})
            empty = second.good and not second.records and listing.contract.pages.size.means == "any"
            return None if empty else LaterPage({name: value}, whole, size, second, size)
    return None


def goes_on_under_its_filters(listing: Listing, names: Sequence[str], found: LaterPage) -> None:
    """A later page of what filters keep holds what stands there on one page of all of it."""
    whole, later = found.whole, found.later
    wrong = [name for name in later.names if name not in whole.names]
    gone = [name for name in found.rest if name not in later.names] if later.names else []
    listing.require(
        listing.comparison.holds(later, found.rest),
        *(f"filters.{name}" for name in _to_blame(listing, names, found, wrong)),
        f"pages.{listing.contract.pages.kind}",
        says=f"with {sent(listing, found.arguments)} the {found.number} page "
        + ("shows records that the filter does not keep" if wrong else f"does not go on where the {found.before_it} ends")
        + (f": {gone[0]} is left out" if gone and not wrong else ""),
        expected=f"{len(found.rest)} records, as on one page of {len(whole.names)}",
        observed=f"{later.said()}: {some_of(later.names)}",
        shows={"wrong": wrong, "lost": [] if wrong else gone},
        replies=(whole, later),
    )


def goes_on_under_the_filter(listing: Listing, names: Sequence[str]) -> bool:
    """Where a filter keeps more than the largest page holds, the second page shows others that it keeps. False where none does."""
    found = filtered_pages(listing, listing.pages.largest, of=names)
    if found is None:
        return False
    first, leads = found.first, listing.leads
    second = leads.at(leads.numbered(first, found.size)) if listing.contract.pages.addressed else leads.after(first, found.size)
    if second is None or (second.good and not second.records):
        return False
    wrong = listing.comparison.difference((second,), whole=False)
    again = sorted(set(first.names) & set(second.names))
    listing.require(
        second.good and not wrong.wrong and len(again) <= listing.tolerance.changed,
        *(f"filters.{name}" for name in names if name in found.arguments),
        f"pages.{listing.contract.pages.kind}",
        says=f"with {sent(listing, found.arguments)} the second page "
        + ("shows records that the filter does not keep" if wrong.wrong else "does not go on where the first ends"),
        expected=f"others of the {found.least} records that match",
        observed=second,
        shows=wrong if wrong.wrong else {"twice": again},
        replies=(first, second),
    )
    return True


def keeps_its_filter_on_the_way_back(listing: Listing, names: Sequence[str]) -> None:
    """Of the pages that are read in an order to see that each leads back, a later one shows no record that a filter does not keep."""
    if listing.order.led_back is None:
        return
    pages = listing.order.walk_in_thirds(*listing.order.led_back).pages
    asked = {name: value for name, value in pages[0].query.arguments.items() if name in names}
    wrong = [set(listing.comparison.difference((page,), whole=False).wrong) if page.good else set() for page in pages]
    number = next((place for place, shown in enumerate(wrong, 1) if shown), 0)
    listing.require(
        not asked or number < 2 or len(wrong[number - 1]) <= listing.tolerance.moved,
        *(f"filters.{name}" for name in asked),
        f"pages.{listing.contract.pages.kind}",
        says=f"with {sent(listing, asked)} the {ordinal(number)} page shows records that the filter does not keep",
        expected="records that the filter keeps, as on the first page",
        observed=pages[number - 1],
        shows={"wrong": sorted(wrong[number - 1])} if number else None,
        replies=pages[max(0, number - 2) : number],
    )


def _to_blame(listing: Listing, names: Sequence[str], found: LaterPage, wrong: Sequence[str]) -> list[str]:
    """The filters of a question, those first that alone would not keep a record which its second page shows."""
    asked = [name for name in names if name in found.arguments]
    known, held = list(listing.census.by_identity), {}
    for name in asked:
        places = listing.comparison.must_and_may({name: found.arguments[name]}, [name], listing.comparison.assumptions())[1]
        held[name] = {known[place] for place in places}
    return sorted(asked, key=lambda name: held[name].issuperset(wrong))


def filtered(listing: Listing) -> Iterator[LaterPage]:
    """What is read of each filter, or two of them, whose later pages are looked at."""
    for subject in FAMILIES["filters"](listing.contract):
        try:
            found = on_two_pages(listing, names_in(subject))
        except Inconclusive:
            continue  # its pages end early, of which other laws tell
        if found is not None:
            yield found


def is_all(listing: Listing, page: Reply) -> bool:
    """Whether a first page holds just the records that its query keeps by every reading, whatever it says of its end itself."""
    if listing.tolerance.moved or not listing.census.complete or not listing.comparison.narrows(page.query.arguments):
        return False
    found = listing.comparison.difference((page,))
    return page.good and not found and found.least == found.most == len(page.records)


def to_the_end(listing: Listing) -> list[tuple[str, ...]]:
    """The filters of which the last page is looked at, the last that are tried: of others the page is that which is in hand."""
    return [names_in(one) for one in list(FAMILIES["filters"](listing.contract))[-1:]]


def all_but_one(listing: Listing) -> list[tuple[str, ...]]:
    """The two filters of which the first page is asked for so large that it leaves one record, for one law as for another.

    Only where pages may hold fewer records than asked for though more follow: elsewhere pages of one filter tell more of it.
    """
    return [pair.names for pair in filter_pairs(listing.contract)][-1:] if listing.contract.pages.size.means == "any" else []
