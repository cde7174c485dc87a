"""A listing of which nothing is known that leads to a second page: whether what comes at once is all of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from listproof.checking.asking import Questions
from listproof.checking.further import relations
from listproof.checking.seen import Seen, named, number_at
from listproof.contract.wire import order_arguments, without_keys
from listproof.contract.words.ordering import order as order_of
from listproof.openapi import Draft
from listproof.transport.session import Answer

__all__ = ["MOST_FOR_CUT", "settle_cut"]

MOST_FOR_CUT = 1
"""Questions that it may cost: one for the order turned round."""


def settle_cut(seen: Seen, draft: Draft, questions: Questions, first: Answer, shown: list[Any], kept: list[Any]) -> None:
    """Claim no order, filters or total of a listing of which more is there than comes at once, while nobody knows how to ask for it."""
    if seen.listing["pages"] != "none":
        return
    why = next(_signs(seen, draft, questions, first, shown, kept), None)
    if why is None:
        return
    seen.listing = {**seen.listing, "order": "unspecified", "filters": {}}
    seen.listing.pop("total", None)
    seen.facts = {fact: what for fact, what in seen.facts.items() if not fact.startswith(("order", "filters", "total"))}
    seen.facts["pages.none"] = f"{why}, and no parameter is understood as a page: order, filters and total are not looked at"


def _signs(seen: Seen, draft: Draft, questions: Questions, first: Answer, shown: list[Any], kept: list[Any]) -> Iterator[str]:
    own = seen.listing.get("total")
    for place, counts in [*((place, counts) for place, counts, _ in draft.totals), *([(own["at"], own["counts"])] if own else [])]:
        told = number_at(first, place)
        if told is not None and told > (0 if counts == "remaining" else len(shown)):
            yield f"{place} says {told} beside {len(shown)} records"
    if "next" in relations(first):
        yield "the Link header leads to a next page"
    names = {named(one, seen.listing["identity"]) for one in shown}
    if any(named(one, seen.listing["identity"]) not in names for one in kept):
        yield "filters keep records that did not come at once"
    turned = _turned(seen.listing["order"])
    other = [] if turned is None else questions.shown(questions.asked(turned))
    if any(named(one, seen.listing["identity"]) not in names for one in other):
        yield "turned round it shows records that did not come at once"


def _turned(order: Any) -> Mapping[str, Any] | None:
    """What asks for the first key in the direction that falls; None where nobody can."""
    if not isinstance(order, Mapping) or "by" not in order:
        return None
    read = order_of(order)
    keys = [(next(iter(order["keys"])), "desc" if read is not None and read.turn is not None else None)]
    return None if read is None else without_keys(read, order_arguments(read, keys))
