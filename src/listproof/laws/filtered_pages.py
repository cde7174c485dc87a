"""What a filter keeps, where that fills more than one page, or pages of one size to the last."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from listproof.evidence import Reply
from listproof.laws.families import FAMILIES, filter_pairs
from listproof.laws.listing import Listing
from listproof.laws.subject import FilterPair

__all__ = ["FilteredPages", "all_but_one", "filtered_pages", "just_full", "to_the_end"]


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

    Preferred are those whose first page is not that of the whole listing, for there a filter that is forgotten shows at once; and then,
    read by the largest page, which is in hand, those of which that page does not hold all.
    """
    found, largest = [], listing.pages.largest
    for arguments in listing.filters.one_by_one():
        if of and not arguments.keys() & set(of):
            continue
        matching, _ = listing.comparison.must_and_may(arguments, list(arguments), listing.comparison.assumptions())
        asked = size if size and (small or len(matching) <= largest) else largest
        if len(matching) > asked:
            found.append((matching[:asked] == [*range(asked)], asked != largest, asked, arguments))
    for _, _, asked, arguments in sorted(found, key=lambda one: one[:2]):
        first = listing.leads.first(arguments, asked)
        kept = listing.comparison.difference((first,), whole=False) if first.good else None
        if kept is not None and kept.least - listing.tolerance.moved > len(first.records):
            return FilteredPages(arguments, first, asked, kept.least, kept.most)
    return None


def just_full(listing: Listing) -> tuple[dict[str, object], int] | None:
    """Arguments and a size with which every page is full: of the whole listing, or of what one filter keeps; none where pages may hold
    fewer records than asked for though more follow."""
    if listing.contract.pages.size.means == "any":
        return None
    for arguments in ({}, *listing.filters.one_by_one()):
        if not arguments:
            held = len(listing.census.records)
        else:
            found = listing.comparison.difference((listing.leads.first(arguments, listing.pages.largest),), whole=False)
            held = found.least if found.least == found.most else 0
        size = listing.leads.dividing_size(held)
        if size is not None:
            return arguments, size
    return None


def to_the_end(listing: Listing) -> list[tuple[str, ...]]:
    """The filters of which the last page is looked at, the last that are tried: of others the page is that which is in hand."""
    tried = list(FAMILIES["filters"](listing.contract))[-1:]
    return [one.names if isinstance(one, FilterPair) else (str(one),) for one in tried]


def all_but_one(listing: Listing) -> list[tuple[str, ...]]:
    """The two filters of which the first page is asked for so large that it leaves one record, for one law as for another.

    Only where pages may hold fewer records than asked for though more follow: elsewhere pages of one filter tell more of it.
    """
    return [pair.names for pair in filter_pairs(listing.contract)][-1:] if listing.contract.pages.size.means == "any" else []
