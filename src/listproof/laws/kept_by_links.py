"""What the link to the next page has to keep besides the filters that fill more than a page: the order, and what has a default."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl

from listproof.contract import Query, spell
from listproof.evidence import Reply
from listproof.laws.listing import Listing
from listproof.laws.order_arguments import asking_for
from listproof.laws.wording import some_of
from listproof.oracle import misplaced

__all__ = ["is_its_address", "link_carries", "link_keeps_the_order", "link_keeps_what_has_a_default"]


def link_keeps_what_has_a_default(listing: Listing, size: int) -> None:
    """The second page under a filter that means something where it is left out is one of that filter: a link that drops it shows others."""
    for one in listing.contract.filters:
        if one.opaque or not one.absent or "everything" in one.absent:
            continue
        for value in listing.values.known(one.name):
            arguments = {**one.needs, one.name: value}
            first = listing.leads.first(arguments, size) if value not in (*one.absent, one.everything) else None
            other = listing.leads.after(first, size) if first is not None and first.good and first.records else None
            if first is None or other is None or (other.good and not other.records):
                continue
            wrong = listing.comparison.difference((other,), whole=False)
            listing.require(
                is_its_address(listing, other) or link_carries(listing, other, arguments) or (other.good and not wrong.wrong),
                "pages.next",
                f"filters.{one.name}",
                says=f"the link to the next page {'forgets' if other.good else 'is not answered with'} {Query.of(arguments)}",
                expected="records that the filter keeps",
                observed=other,
                shows=wrong,
                replies=(first, other),
            )
            break


def link_keeps_the_order(listing: Listing, size: int) -> None:
    """The second page of an order that the first record of the listing does not lead goes on in that order."""
    order = listing.contract.order
    for key in order.keys if order is not None and order.by is not None else ():
        direction = next(iter(order.directions(key)), None) if order is not None else None
        if direction is None or key.compares == "group" or (order is not None and order.default and order.default[0] == key.name):
            continue
        asked = asking_for(listing.contract, key.name, direction)
        one = listing.order.first_page(key.name, asked)
        other = listing.leads.after(one, size) if one.good else None
        if other is None:
            continue
        listing.require(
            other.good or link_carries(listing, other, asked),
            "pages.next",
            f"order.keys.{key.name}",
            says=f"the link to the next page is not answered in the order {key.name} {direction}",
            expected="HTTP 200 and records",
            observed=other,
            replies=(one, other),
        )
        records = listing.tolerance.standing((*one.records, *other.records))
        unordered = misplaced(key, direction, one.records) is not None
        place = misplaced(key, direction, records)
        listing.require(
            place is None or unordered or is_its_address(listing, other) or link_carries(listing, other, asked),
            "pages.next",
            f"order.keys.{key.name}",
            says=f"the link to the next page forgets the order {key.name} {direction}",
            expected=f"{key.field} {direction} from page to page",
            observed=f"{other.said()}: {some_of(other.names)}",
            replies=(one, other),
        )
        return


def is_its_address(listing: Listing, reply: Reply) -> bool:
    """Whether the link that led to a page asks for just what its address does, so that it forgets nothing."""
    return listing.contract.pages.addressed and reply.query.link is None


def link_carries(listing: Listing, reply: Reply, arguments: Mapping[str, Any]) -> bool:
    """Whether the link that led to a page says, each by its own parameter, all of what was asked: it is not the link that forgets it."""
    asked = parse_qsl(spell(listing.contract, Query.of(arguments)), keep_blank_values=True)
    return bool(reply.query.link) and set(asked) <= set(parse_qsl(reply.query.link or "", keep_blank_values=True))
