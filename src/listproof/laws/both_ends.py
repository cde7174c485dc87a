"""Both ends of a range over a field that another parameter chooses, by one question."""

from __future__ import annotations

from listproof.evidence import Reply
from listproof.laws.families import FAMILIES
from listproof.laws.listing import Listing
from listproof.laws.subject import ChosenBy, Range, names_in

__all__ = ["answered_between_ends"]


def answered_between_ends(listing: Listing, subject: ChosenBy) -> Reply | None:
    """The answer to both ends of a range over a chosen field, where it is right: each end shows there what it shows alone.

    None where a filter is no end of such a range, and where the answer is wrong, so that it is seen which end is to blame.
    """
    field = listing.contract.filter(subject.filter).field
    ranges = [one for one in FAMILIES["range"](listing.contract) if isinstance(one, Range) and subject.filter in names_in(one)]
    if not ranges or not field.chosen_by or subject.value not in field.when:
        return None
    low, high, chooser = ranges[0].low, ranges[0].high, {field.chosen_by: subject.value}
    values = listing.values.range_ends(low, high, chooser)
    if values is None:
        return None
    reply = listing.first_page({**chooser, low: values[0], high: values[1]})
    return reply if reply.good and listing.comparison.mismatch(reply) is None else None
