"""Whole queries, drawn: filters together, order and page, with values that records show, so that queries find something.

Most ask for what one record shows, so that filters together still keep it, and for a page on which something stands: an answer that
is empty by right tells little. The rest ask for anything.

Everything is ordered from simple to odd, for Hypothesis makes a finding smaller by going to the front: first record, whole value,
no filter, no order, the first page as large as pages may be.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any

from listproof.contract import Filter, Query
from listproof.generating import Draw, Inputs
from listproof.laws.context.listing import Listing
from listproof.laws.context.order_arguments import asking_for
from listproof.laws.drawing.drawn_values import drawn_values, oddness
from listproof.laws.drawing.whole_query import WholeQuery
from listproof.oracle import Assumptions, keeps
from listproof.paging import Pager
from listproof.values.boundary_values import sizes, smallest_size
from listproof.values.filter_values import holdable

__all__ = ["questions"]

_ATTEMPTS = 6
_ANOTHER_FILTER = ((0, *[1] * 9), (0, 0, *[1] * 7), (0, 0, 0, 0, 1, 1, 1), (0, 0, 1))
"""Whether there is one more filter, and one more. Mostly several: what one filter gives alone, the laws of filters have asked."""
_MOST_RECORDS = 400
_WALKED = 3
"""Of pages that lead to one another so many at the front may be asked for."""


def questions(listing: Listing) -> Inputs[WholeQuery]:
    """Whole queries over a listing whose census holds records; of filters and orders, those that bind."""
    return partial(_question, _Source(listing))


@dataclass(frozen=True)
class _Source:
    """What questions are made of: the contract's filters and orders, and what the records show."""

    listing: Listing

    @property
    def pager(self) -> Pager:
        """Where pages may begin."""
        return self.listing.conversation.store.pager

    @cached_property
    def records(self) -> list[Any]:
        """Records, plain and short ones first."""
        return sorted(self.listing.records, key=oddness)[:_MOST_RECORDS]

    @cached_property
    def filters(self) -> list[Filter]:
        """The filters on what records show, those of the document alone."""
        return [one for one in self.listing.contract.filters if not one.opaque and self.listing.facts[f"filters.{one.name}"].binding]

    @cached_property
    def orders(self) -> list[dict[str, Any]]:
        """What may be asked of the order: nothing first, then each key in each direction, and in none where a parameter says it."""
        order = self.listing.contract.order
        found: list[dict[str, Any]] = [{}]
        if order is None:
            return found
        for key in order.keys:
            if self.listing.facts[f"order.keys.{key.name}"].binding:
                for direction in (("asc", "desc", None) if order.direction else ("asc", "desc")) if order.turn else (None,):
                    found.append(asking_for(self.listing.contract, key.name, direction))
        return found

    @cached_property
    def sizes(self) -> list[int]:
        """Page sizes that a source shows accepted, the largest first."""
        return sorted({self.listing.pages.largest, *sizes(self.listing.contract).values()}, reverse=True)

    def texts(self, pointer: str) -> list[str]:
        """The texts that records show at a pointer, plain and short ones first."""
        return sorted({str(value) for value in self.listing.values.shown(pointer)} - {""}, key=oddness)

    @cached_property
    def assumptions(self) -> Assumptions:
        """What the oracle may take for known of the census alone: what is drawn must not hang on what other laws have found out."""
        return Assumptions(self.listing.conversation.now)

    def keeps(self, one: Filter, arguments: Mapping[str, Any], record: Any) -> bool:
        """Whether a filter keeps a record, asked so, by every reading of its document."""
        return keeps(self.listing.contract, one, {**self.listing.contract.base, **arguments}, record, self.assumptions) is True

    def matching(self, arguments: Mapping[str, Any]) -> int:
        """How many of the records that were read a query keeps, or where that is none, may keep."""
        touched = self.listing.comparison.touched(self.listing.conversation.base.having(arguments).arguments)
        must, may = self.listing.comparison.must_and_may(arguments, touched, self.assumptions)
        return len(must) or len(may)


def _question(source: _Source, draw: Draw) -> WholeQuery:
    record = draw.of(source.records)
    arguments: dict[str, Any] = {}
    if source.filters:
        fitting = draw.of((True, True, True, False))
        left = list(source.filters)
        for another in _ANOTHER_FILTER[: len(left)]:
            if not draw.of(another):
                break
            one = left.pop(draw.below(len(left)))
            if any(source.listing.contract.are_apart(one.name, asked) for asked in arguments):
                continue
            asked = _asked(draw, source, one, record, fitting)
            if all(arguments.get(name, value) == value for name, value in asked.items()):  # what chooses for one may for another
                arguments.update(asked)
    arguments.update(draw.of(source.orders))
    size = draw.of(source.sizes)
    return WholeQuery(Query.of(arguments), size, _offset(draw, source, size, source.matching(arguments)))


def _offset(draw: Draw, source: _Source, size: int, matching: int) -> int:
    """Where a page of a size may start among so many records: mostly where some stand, now and then past them."""
    pager, least = source.pager, smallest_size(source.listing.contract)
    where, places = draw.of(("first", "beside", "within", "within", "past")), pager.places(size, max(1, matching))
    if where == "first":
        return 0
    if not pager.addressed:  # every page before it is asked for
        return places[draw.below(min(_WALKED, len(places)))]
    if where == "past" and pager.anywhere:
        return draw.of((matching, matching + 1, matching + least))
    if where == "past":
        return next(iter(pager.places(size, matching + size + 1)[len(places) :]), 0)
    if where == "beside" and pager.anywhere:
        return draw.of([offset for offset in (1, least, size) if offset in places] or [0])
    return places[draw.below(len(places))]


def _asked(draw: Draw, source: _Source, one: Filter, record: Any, fitting: bool) -> dict[str, Any]:
    """What asks for a filter: what it needs, what chooses its field or reading, and a value.

    `fitting`: the value keeps the record; nothing is asked where none is met that does.
    """
    asked = dict(one.needs)
    for choice in (one.field, one.matches):
        if choice.chosen_by and choice.chosen_by not in asked:
            left_out = [None] if choice.absent is not None else []
            asked[choice.chosen_by] = draw.of([*left_out, *choice.when])
    asked = {name: value for name, value in asked.items() if value is not None}
    drawn = drawn_values(source.listing, one, {**source.listing.contract.base, **asked}, record, fitting, source.texts)
    parameter = source.listing.contract.parameter(one.name)
    for _ in range(_ATTEMPTS if drawn is not None else 0):
        value = drawn(draw) if drawn is not None else None
        if not holdable(parameter, value):
            continue
        if not fitting or source.keeps(one, {**asked, one.name: value}, record):
            return {**asked, one.name: value}
    return {} if drawn is not None or fitting else asked
