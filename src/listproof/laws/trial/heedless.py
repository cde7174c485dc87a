"""Telling a service that passes over whatever it is asked: pages, filters and orders all come to one and the same answer.

Every law that compares two questions fails against it, or passes for nothing, and none says what is wrong.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

from listproof.contract import Query
from listproof.evidence import Reply, Store
from listproof.laws.context.listing import Listing
from listproof.laws.context.order_arguments import asking_for
from listproof.laws.law import Law
from listproof.oracle import comparable
from listproof.verdicts import Inconclusive, Trouble, Unsupported, Violation

__all__ = ["heedless", "looks_heedless"]

_FILTERS = 3
"""So many filters are asked for, each alone."""
_FEWEST = 2
"""With fewer questions it is a page, a filter or an order that is passed over, of which its own law tells."""
_VALUES = 8

_Question = tuple[str, Reply]


def looks_heedless(store: Store) -> bool:
    """Whether the census itself shows pages that are one and the same, or a page that holds more than was asked for."""
    census = store.census_in_hand
    if census is None or not census.walk.read[0].names:
        return False
    first, *others = census.walk.read
    return first.names in [page.names for page in others] or (store.contract.pages.sized and len(first.names) > census.walk.size)


def heedless(store: Store, law: Law) -> tuple[_Question, ...]:
    """What was asked, in a few words, and the answers, where all of them are one and the same: the first is that to the base query.

    None where the service heeds anything that it is asked, or too little can be asked to tell. Looked for once a run. Only what must be
    answered otherwise by facts that bind is asked; the first answer that is another one ends it.
    """
    endpoint = store.endpoint
    if endpoint.answered_alike is None:
        endpoint.answered_alike = ()
        if _shows_several_pages(store):
            return ()
        try:
            endpoint.answered_alike = _answered_alike(Listing(store, law))
        except (Inconclusive, Trouble, Unsupported, Violation):
            return ()
    return endpoint.answered_alike


def _shows_several_pages(store: Store) -> bool:
    """Whether the census itself shows two pages with records that are not the same: the service heeds which page is asked for. What a
    link holds that no document speaks of says nothing of what is asked."""
    census = store.census_in_hand
    return (
        bool(store.contract.pages.parameter)
        and census is not None
        and len({tuple(page.names) for page in census.walk.read if page.names}) > 1
    )


def _answered_alike(listing: Listing) -> tuple[_Question, ...]:
    plain = listing.first_page({})
    asked: dict[str, list[_Question]] = {"pages": [], "filters": [], "order": []}
    if not plain.good or not plain.names:
        return ()
    for kind, told, reply in _questions(listing, plain):
        if not reply.good or (reply.names, reply.total) != (plain.names, plain.total):
            return ()
        asked[kind].append((told, reply))
    contract = listing.contract
    # What a listing can be asked for and was not may be heeded.
    unasked = contract.pages.sized and len(plain.names) > 1 and not asked["pages"]
    every = [question for questions in asked.values() for question in questions]
    if unasked or (contract.filters and not asked["filters"]) or len(every) < _FEWEST:
        return ()
    return (("", plain), *every)


def _questions(listing: Listing, plain: Reply) -> Iterator[tuple[str, str, Reply]]:
    """Questions whose right answer is no first page of the listing as it comes, each with what it is about and how it is told."""
    yield from (("pages", told, reply) for told, reply in _of_pages(listing, plain))
    asked = islice((one for one in (_filtered(listing, one.name, plain) for one in listing.contract.filters) if one), _FILTERS)
    yield from (("filters", str(Query.of(arguments)), listing.first_page(arguments)) for arguments in asked)
    yield from (("order", str(Query.of(arguments)), listing.first_page(arguments)) for arguments in _turned(listing, plain))


def _of_pages(listing: Listing, plain: Reply) -> Iterator[_Question]:
    """A page of fewer records, and the page after the first, unless nothing that is asked for leads there."""
    pages, smallest = listing.contract.pages, listing.pages.smallest
    if pages.sized and listing.facts.bind("size") and smallest < len(plain.names):
        yield f"{pages.size.parameter}={smallest}", listing.page(0, smallest)
    following = listing.conversation.store.next(plain, listing.pages.largest)
    more = plain.total is not None and plain.total > len(plain.names)
    if (
        pages.parameter
        and following is not None
        and (more or not listing.contract.pages.addressed)
        and listing.facts.bind(f"pages.{pages.kind}")
    ):
        yield "the next page", listing.conversation.ask_for(following)


def _filtered(listing: Listing, name: str, plain: Reply) -> dict[str, Any] | None:
    """A value of a filter, alone, by which a record of the first page is surely lost; None without one."""
    if listing.contract.filter(name).opaque or not listing.facts.bind(f"filters.{name}") or name in listing.contract.base:
        return None
    names, assumptions = list(listing.census.by_identity), listing.comparison.assumptions()
    values = (*listing.values.of(name), *listing.values.common(name), *listing.values.steps(name))
    for value in values[:_VALUES]:
        may = listing.comparison.must_and_may({name: value}, [name], assumptions)[1]
        if not set(plain.names) <= {names[place] for place in may}:
            return {name: value}
    return None


def _turned(listing: Listing, plain: Reply) -> Iterator[Mapping[str, Any]]:
    """Both directions of one key by which the records of the first page differ: one page stands in one of them at most."""
    order = listing.contract.order
    for key in order.keys if order is not None else ():
        known = {str(comparable(key, record)) for record in plain.records if comparable(key, record) is not None}
        directions = order.directions(key) if order is not None else ()
        if len(directions) == 2 and len(known) > 1 and listing.facts.bind(f"order.keys.{key.name}"):
            yield from (asking_for(listing.contract, key.name, way) for way in directions)
            return
