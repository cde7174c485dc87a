"""Whether a total counts what its query matches, and which filter is to blame where it does not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from listproof.checks.totals import miscounted
from listproof.evidence import Reply
from listproof.laws.context.listing import Listing
from listproof.laws.wording import between, sent

__all__ = ["counts_what_matches", "told_total"]


@dataclass(frozen=True)
class _Miscount:
    """An answer whose total is wrong: what was asked for it, and how many records match."""

    arguments: Mapping[str, Any]
    reply: Reply
    least: int
    most: int


def counts_what_matches(listing: Listing, arguments: Mapping[str, Any]) -> None:
    """The total under some filters counts what its contract says, where one is told.

    Of several filters the first under which it is wrong alone is blamed; all of them where it is right under each.
    """
    wrong = _wrong(listing, arguments)
    alone = _alone(listing, arguments) if wrong is not None and len(arguments) > 1 else None
    though = ", though under each alone it does" if wrong is not None and len(arguments) > 1 and alone is None else ""
    told = alone or wrong
    if told is None:
        if (reply := listing.first_page(dict(arguments))).good and reply.reported is not None:
            listing.mark_exercised(*listing.facts.stated("total", "total.counts"))
        return
    listing.require(
        False,
        "total.counts",
        "total",
        says=f"with {sent(listing, told.arguments)} the total does not count the records that match{though}",
        expected=between(told.least, told.most),
        observed=f"total {told.reply.reported}",
        replies=(told.reply,),
    )


def _alone(listing: Listing, arguments: Mapping[str, Any]) -> _Miscount | None:
    """What is wrong with the total under one of some filters alone, with what it needs; None where it is right under each."""
    filters = [one for one in listing.contract.filters if one.name in arguments]
    each = (_wrong(listing, {**one.needs, one.name: arguments[one.name]}) for one in filters)
    return next((one for one in each if one is not None), None)


def told_total(reply: Reply, most: int) -> int | None:
    """The total that an answer tells of at most so many records; the cap that is documented only where these do not reach it."""
    total = reply.contract.total
    if reply.total is not None or total is None or total.estimated or isinstance(total.capped, bool):
        return reply.total
    return reply.reported if most < total.capped == reply.reported and not {"remaining", "onward"} & set(total.counts) else None


def _wrong(listing: Listing, arguments: Mapping[str, Any]) -> _Miscount | None:
    """What is wrong with the total of one question."""
    reply = listing.first_page(dict(arguments))
    counts = listing.contract.total.counts if listing.contract.total else ()
    if not reply.good or not counts:
        return None
    least, most = listing.comparison.counted(reply, listing.comparison.difference((reply,), whole=False))
    everything, moved, told = len(listing.records), listing.tolerance.moved, told_total(reply, most)
    if told is None:
        return None
    if reply.total is None and listing.contract.total is not None:
        everything = min(everything, int(listing.contract.total.capped))  # it is told as its cap
    wrong = miscounted(told, counts, least=least, most=most, everything=everything, moved=moved)
    return None if wrong is None else _Miscount(arguments, reply, least, most)
