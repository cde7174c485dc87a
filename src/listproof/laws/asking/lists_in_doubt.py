"""Lists that a service may refuse and must not misread: very long ones, with values that no record shows, with one twice."""

from __future__ import annotations

from typing import Any

from listproof.evidence import Reply
from listproof.laws.asking.whole_listing import WholeListing
from listproof.laws.context.listing import Listing
from listproof.laws.wording import pair

__all__ = ["is_an_empty_listing_told_otherwise", "lists_in_doubt", "told_list"]


def lists_in_doubt(listing: Listing, subject: str, left: tuple[str, ...]) -> tuple[Any, ...]:
    """The fewest lists for a filter, which goes by the readings that are `left`, that show all that lists in doubt can show.

    One as long as can be asked for holds what shorter ones do, and is enough where it is answered as it names and keeps a record. Where
    it is refused, a shorter one without values that are made up may be answered yet. A list with a value that the field does not list is
    beside them where that value alone is taken, which another law asks.
    """
    around, whole = listing.values.list_around(subject), WholeListing(listing)
    taken = (around[1],) if around and listing.ask_normalised({subject: around[0]}).good else ()
    short = (*taken, *listing.values.doubtful_lists(subject))
    for place, value in enumerate(listing.values.long_lists(subject)):
        reply = listing.first_page({**whole.arguments, subject: value})
        if not reply.refused:
            wrong = not reply.good or whole.mismatch(reply, listing.comparison.assumptions(reply, {subject: left}))
            return (*taken, value) if not place and not wrong and reply.records else (*short, value)
    return short


def told_list(listing: Listing, subject: str, value: Any) -> str:
    """A filter with its value as a report says it: a very long list by the number of its values."""
    if value not in listing.values.long_lists(subject):
        return pair(listing, subject, value)
    separator = listing.contract.filter(subject).separator or ","
    return f"a list of {len(value if isinstance(value, list) else value.split(separator))} values in {subject}"


def is_an_empty_listing_told_otherwise(listing: Listing, reply: Reply, subject: str) -> bool:
    """Whether what keeps no record is answered in a form of its own: how an empty listing is told, other laws look at."""
    kept = listing.comparison.must_and_may({subject: reply.query.arguments[subject]}, [subject], listing.comparison.assumptions(reply))
    return not kept[1] and not reply.good and reply.answer.status < 500 and not reply.records
