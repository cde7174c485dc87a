"""What is no value of a filter, such as a word where a number stands or nothing at all: what an answer to it may hold."""

from __future__ import annotations

from listproof.contract import each
from listproof.evidence import Reply
from listproof.laws.asking.whole_listing import WholeListing
from listproof.laws.context.listing import Listing
from listproof.laws.families import takes_no_blank
from listproof.paging import is_nothing

__all__ = ["answers_to_nothing", "passes_over", "selects_some"]

_FEW = 2
"""So many filters are left empty one by one: where they are refused together, nothing is spared."""


def selects_some(listing: Listing, name: str, reply: Reply) -> bool:
    """Whether an answer to what is no value of a filter holds some of the records that show what it looks at, and not others.

    What is passed over keeps everything, and what matches nothing keeps none. Of a filter that narrows the listing nothing is known: what
    is asked in place of its value undoes that.
    """
    if name in WholeListing(listing).arguments or not reply.records or passes_over(listing, reply):
        return False
    return not _compares_with_words(listing, name, reply, len(listing.first_page({}).names))


def passes_over(listing: Listing, reply: Reply) -> bool:
    """Whether an answer is that of a service which does not look at what was asked."""
    without = listing.first_page({})
    counted = reply.total is None or without.total is None or listing.tolerance.as_many(reply, without)
    return reply.good and counted and listing.tolerance.alike(reply.names, without.names)


def _compares_with_words(listing: Listing, name: str, reply: Reply, most: int) -> bool:
    """Whether an answer of at most so many holds every record that shows what a filter looks at, or none of them: all numbers come before
    any word, or nothing before anything, as some services compare. What a range does with records without a value no source says."""
    pointer = listing.contract.filter(name).field.of(listing.contract.base)
    if pointer is None:
        return False
    shown = {named for named, record in listing.census.by_identity.items() if not all(map(is_nothing, each(record, pointer)))}
    without = listing.census.by_identity.keys() - shown
    counted = (kept for kept in (shown, without) if _tells_so_many(listing, reply, len(kept)))
    return any(
        0 < len(kept) < len(listing.records) and set(reply.names) <= kept and len(reply.names) == min(len(kept), most) for kept in counted
    )


def _tells_so_many(listing: Listing, reply: Reply, records: int) -> bool:
    """Whether an answer tells a total of so many records, or none that counts what matches."""
    counts = listing.contract.total is not None and listing.contract.total.counts == ("matching",)
    return not counts or reply.total is None or abs(reply.total - records) <= listing.tolerance.changed


def answers_to_nothing(listing: Listing, name: str) -> dict[str, Reply]:
    """The answers to what is no value of a filter: `empty`, beside all others where all are passed over, else alone; and `null`, where
    records lack what it looks at and it has no list of words."""
    found = {"empty": _left_empty(listing, name)}
    pointer, words = listing.contract.filter(name).field.of(listing.contract.base), listing.contract.parameter(name).enum
    if pointer is not None and not words and any(all(map(is_nothing, each(record, pointer))) for record in listing.records):
        found["null"] = listing.first_page({name: "null"})
    return found


def _left_empty(listing: Listing, name: str) -> Reply:
    """The answer to a filter that is left empty, beside all others where they are many and all are passed over together."""
    names = takes_no_blank(listing.contract)
    if name == names[0] or len(names) <= _FEW or not passes_over(listing, listing.first_page({names[0]: ""})):
        return listing.first_page({name: ""})
    together = listing.first_page(dict.fromkeys(names, ""))
    return together if passes_over(listing, together) else listing.first_page({name: ""})
