"""Faults of what leads from page to page: cursors and links that loop, end early, never end, skip, repeat or forget what was asked."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import unquote, unquote_plus

from listproof.contract import Contract, Filter
from listproof.simulator.faults.bounds import without
from listproof.simulator.faults.fault import Fault, around, bound_by
from listproof.simulator.pages import pager
from listproof.simulator.pages.addresses import lead
from listproof.simulator.pages.tokens import Place, issued, question
from listproof.simulator.query import Leads, TypedQuery
from listproof.simulator.served import Served
from listproof.simulator.tables.ordering import Ordering

__all__ = ["leading"]

Lead = Callable[[Served, TypedQuery, Sequence[int], Ordering], Leads]
Planted = tuple[str, str, Any]
_LONG = 150
"""More records than most filters keep."""
_MARKS = re.compile(r"%2[356B]", re.IGNORECASE)


def leading(contract: Contract) -> Iterator[Fault]:
    """Every fault of what leads on that contradicts a contract; none where its answers lead nowhere."""
    pages = contract.pages
    if pages.kind == "none":
        return
    if pages.next is None:
        flags = tuple(end.place.name for end in pages.end if end.kind == "says" and end.place is not None)
        for kind, sentence, change in _ends(contract) if flags else ():
            if kind in ("next-ends-early", "next-ends-near-the-end", "last-record-alone-lost", "more-on-full-page", "more-never"):
                yield Fault(kind, "pages", sentence, change, (*flags, "page"), bound_by(contract, "pages.end") or "implied")
        return
    names = tuple(name for name in (pages.next.parameter, pages.next.place.name, "next") if name)
    basis = bound_by(contract, "pages.next") or "implied"
    by_record = pages.next.place.kind == "last"
    for kind, sentence, change in (*_ends(contract), *(() if by_record else _tokens(contract)), *_links(contract)):
        yield Fault(kind, "pages", sentence, change, names, basis)
    if pages.previous is not None and bound_by(contract, "pages.previous"):
        names = tuple(name for name in (pages.previous.parameter, pages.previous.place.name, "previous") if name)
        for kind, sentence, change in (*_back(by_record), *_back_without_filters(contract)):
            yield Fault(kind, "pages", sentence, change, names, bound_by(contract, "pages.previous") or "implied")


def led(change: Callable[[Lead, Served, TypedQuery, Sequence[int], Ordering], Leads]) -> Any:
    """A change of what asks for the pages beside one."""
    return around("leads", change)


def beyond(service: Served, query: TypedQuery, count: int, fresh: str = "") -> Any:
    """What leads to the place behind the last record."""
    pages = service.contract.pages
    if pages.addressed:
        return lead(service, query, pages.next, pager(service.contract).turned(query, 1).start)
    place = Place(offset=count, question=question(service.contract, query), size=query.size, fresh=fresh)
    return lead(service, query, pages.next, issued(service, place))


def first_page(service: Served, query: TypedQuery) -> TypedQuery:
    """The query as it asks for the first page."""
    return replace(query, offset=0, start=service.contract.pages.first, cursor=None)


def _ends(contract: Contract) -> Iterator[Planted]:
    """Faults of where a listing ends: too early, too late or never."""

    def early(inner: Lead, service: Served, query: TypedQuery, matching: Sequence[int], by: Ordering) -> Leads:
        right = inner(service, query, matching, by)
        return replace(right, next=None, more=False) if query.offset >= query.size > 0 else right

    def but_one(inner: Lead, service: Served, query: TypedQuery, matching: Sequence[int], by: Ordering) -> Leads:
        right = inner(service, query, matching, by)
        return replace(right, next=None, more=False) if len(matching) - query.offset - query.size == 1 else right

    def near_the_end(inner: Lead, service: Served, query: TypedQuery, matching: Sequence[int], by: Ordering) -> Leads:
        right = inner(service, query, matching, by)
        left = len(matching) - query.offset - query.size
        return replace(right, next=None, more=False) if len(matching) > _LONG and left < len(matching) // 8 else right

    def with_filter(inner: Lead, service: Served, query: TypedQuery, matching: Sequence[int], by: Ordering) -> Leads:
        right = inner(service, query, matching, by)
        asked = any(one.name in query.given for one in contract.filters)
        return replace(right, next=None, more=False) if asked else right

    def with_filter_later(inner: Lead, service: Served, query: TypedQuery, matching: Sequence[int], by: Ordering) -> Leads:
        return with_filter(inner, service, query, matching, by) if query.offset else inner(service, query, matching, by)

    def forever(inner: Lead, service: Served, query: TypedQuery, matching: Sequence[int], by: Ordering) -> Leads:
        right = inner(service, query, matching, by)
        if right.more:
            return right
        number = service.memory["led"] = service.memory.get("led", 0) + 1
        return replace(right, next=beyond(service, query, len(matching), f"x{number}"), more=True)

    def to_nothing(inner: Lead, service: Served, query: TypedQuery, matching: Sequence[int], by: Ordering) -> Leads:
        right = inner(service, query, matching, by)
        if right.more or query.offset >= len(matching):
            return right
        return replace(right, next=beyond(service, query, len(matching)), more=True)

    def when_full(inner: Lead, service: Served, query: TypedQuery, matching: Sequence[int], by: Ordering) -> Leads:
        right = inner(service, query, matching, by)
        return replace(right, more=True) if len(matching) - query.offset == query.size else right

    def beyond_full(inner: Lead, service: Served, query: TypedQuery, matching: Sequence[int], by: Ordering) -> Leads:
        full = len(matching) - query.offset == query.size > 0
        return to_nothing(inner, service, query, matching, by) if full else inner(service, query, matching, by)

    def unnamed(inner: Lead, service: Served, query: TypedQuery, matching: Sequence[int], by: Ordering) -> Leads:
        right = inner(service, query, matching, by)
        return replace(right, next=None) if query.offset >= query.size > 0 else right

    def never(inner: Lead, service: Served, query: TypedQuery, matching: Sequence[int], by: Ordering) -> Leads:
        return replace(inner(service, query, matching, by), more=False)

    yield "next-ends-early", "From the second page on an answer says that no page follows.", led(early)
    if contract.pages.sized:
        yield "last-record-alone-lost", "A page that leaves one record says that it is the last.", led(but_one)
    if contract.pages.sized and not contract.parameter(contract.pages.size.parameter).enum and contract.pages.size.means != "any":
        sentence = "A page of a long listing that leaves less than an eighth of it says that it is the last."
        yield "next-ends-near-the-end", sentence, led(near_the_end)
    if contract.filters:
        yield "next-missing-with-filters", "With a filter an answer never leads to a second page.", led(with_filter)
        if contract.pages.next is not None and contract.pages.size.means != "any":
            sentence = "With a filter the second page and later ones say that they are the last."
            yield "next-ends-early-with-filters", sentence, led(with_filter_later)
    kinds = {end.kind for end in contract.pages.end}
    if "empty" not in kinds or "says" in kinds:
        yield "next-forever", "After the last page one without records follows another, each led to anew.", led(forever)
    if contract.pages.size.means != "any" and not kinds & {"empty", "same"}:
        yield "next-to-nothing", "The last page leads to one without records.", led(to_nothing)
        if contract.pages.next is not None and contract.pages.sized and "says" not in kinds:
            yield "next-on-full-page", "A last page that is just full leads to one without records.", led(beyond_full)
    if "says" in kinds:
        yield "more-on-full-page", "A last page that is just full says that more follow.", led(when_full)
        yield "more-never", "Every page says that none follows.", led(never)
    if contract.pages.next is not None and contract.pages.next.place.kind != "last" and ("says" in kinds or contract.page_count):
        yield "next-unnamed", "From the second page on no answer names a next one, whatever else it tells of the end.", led(unnamed)


def _tokens(contract: Contract) -> Iterator[Planted]:
    """Faults of what an answer names the next page by."""

    def loops(inner: Lead, service: Served, query: TypedQuery, matching: Sequence[int], by: Ordering) -> Leads:
        right = inner(service, query, matching, by)
        back = inner(service, first_page(service, query), matching, by)
        return replace(right, next=back.next) if right.more and query.offset >= query.size else right

    def stays(inner: Lead, service: Served, query: TypedQuery, matching: Sequence[int], by: Ordering) -> Leads:
        right = inner(service, query, matching, by)
        if right.more or query.offset == 0:
            return right
        before = pager(contract).turned(query, -1)
        return replace(right, next=inner(service, before, matching, by).next, more=True)

    def deep(inner: Lead, service: Served, query: TypedQuery, matching: Sequence[int], by: Ordering) -> Leads:
        right = inner(service, query, matching, by)
        back = inner(service, first_page(service, query), matching, by)
        return replace(right, next=back.next) if right.more and query.offset >= 2 * query.size > 0 else right

    def begins_again(inner: Lead, service: Served, query: TypedQuery, matching: Sequence[int], by: Ordering) -> Leads:
        right = inner(service, query, matching, by)
        if right.more or query.offset == 0:
            return right
        number = service.memory["again"] = service.memory.get("again", 0) + 1
        return replace(right, next=beyond(service, query, query.size, f"again{number}"), more=True)

    if not contract.pages.addressed and contract.pages.sized:
        yield "next-begins-again", "After the last page the second one comes again, by a new cursor each time.", led(begins_again)
    if contract.pages.addressed:
        yield "next-loops-deep-in", "From the third page on the next page that an answer names is the second.", led(deep)
    yield "next-loops", "The third page leads to the second again.", led(loops)
    yield "next-stays", "The last page leads to itself.", led(stays)


def _links(contract: Contract) -> Iterator[Planted]:
    """Faults of addresses."""
    if contract.pages.next is None or contract.pages.next.form != "link":
        return

    def dropping(*names: str, after: int = 0) -> Any:
        def change(inner: Lead, service: Served, query: TypedQuery, matching: Sequence[int], by: Ordering) -> Leads:
            asked = query.asked
            for name in names if query.offset >= after else ():
                asked = None if asked is None else without(contract, asked, name)
            return inner(service, replace(query, asked=asked), matching, by)

        return led(change)

    def unescaped(*names: str) -> Any:
        def change(inner: Lead, service: Served, query: TypedQuery, matching: Sequence[int], by: Ordering) -> Leads:
            right = inner(service, query, matching, by)
            return replace(right, next=_unescaped(right.next, names)) if isinstance(right.next, str) else right

        return led(change)

    filters = [one.name for one in contract.filters]
    if any(_searches(contract, one) for one in contract.filters):
        yield "link-unescaped", "The link to the next page repeats the values of filters without escaping + & % #.", unescaped(*filters)
    if filters:
        yield "link-drops-filters", "The link to the next page forgets the filters.", dropping(*filters)
        yield "second-link-drops-filters", "The links on the second page and later ones forget the filters.", dropping(*filters, after=1)
    if contract.pages.sized:
        yield "link-drops-size", "The link to the next page forgets the size.", dropping(contract.pages.size.parameter)
    if contract.order is not None and contract.order.by is not None and _sorts_by_marks(contract):
        yield "link-unescaped-order", "The link to the next page repeats the order without escaping + & % #.", unescaped(contract.order.by)
    if contract.order is not None and contract.order.by is not None:
        yield "link-drops-order", "The link to the next page forgets the order.", dropping(contract.order.by)
    if contract.order is not None and contract.order.direction is not None and contract.order.by is not None:
        yield "link-drops-direction", "The link to the next page forgets the direction of the order.", dropping(contract.order.direction)


def _sorts_by_marks(contract: Contract) -> bool:
    """Whether what asks for an order puts before or behind the name of a key what an address must escape."""
    turn = contract.order.turn if contract.order is not None else None
    return turn is not None and turn.kind in ("prefix", "suffix") and any(mark in f"{turn.asc}{turn.desc}" for mark in "+&%#")


def _searches(contract: Contract, one: Filter) -> bool:
    """Whether a filter looks for any text that its own parameter of the query names: so texts with marks are found in several records."""
    parameter = contract.parameter(one.name)
    free = parameter.place == "query" and parameter.kind == "string" and not parameter.enum and "format" not in parameter.schema
    return free and not one.opaque and any(reading.startswith("contains") for reading in one.matches.absent or ())


def _unescaped(link: str, names: Sequence[str]) -> str:
    """A link in which the values of some parameters stand as they are, where an address would escape them."""
    head, mark, line = link.partition("?")
    parts = [part.partition("=") for part in line.split("&")]
    told = [(name, sign, _raw(value) if unquote_plus(name) in names else value) for name, sign, value in parts]
    return head + mark + "&".join("".join(part) for part in told)


def _raw(value: str) -> str:
    return _MARKS.sub(lambda found: unquote(found[0]), value)


def _back(by_record: bool) -> Iterator[Planted]:
    """Faults of what leads to the page before."""

    def to_first(inner: Lead, service: Served, query: TypedQuery, matching: Sequence[int], by: Ordering) -> Leads:
        right = inner(service, query, matching, by)
        if right.previous is None or query.offset <= query.size:
            return right
        pages = service.contract.pages
        first = replace(query, offset=0, start=pages.first if pages.addressed else query.start)
        return replace(right, previous=inner(service, pager(service.contract).turned(first, 1), matching, by).previous)

    def missing(inner: Lead, service: Served, query: TypedQuery, matching: Sequence[int], by: Ordering) -> Leads:
        return replace(inner(service, query, matching, by), previous=None)

    def ignored(inner: Callable[..., TypedQuery], service: Served, query: TypedQuery, *rest: Any) -> TypedQuery:
        right = inner(service, query, *rest)
        return replace(right, offset=0) if getattr(query.cursor, "back", False) else right

    def one_off(inner: Callable[..., TypedQuery], service: Served, query: TypedQuery, *rest: Any) -> TypedQuery:
        right = inner(service, query, *rest)
        return replace(right, offset=max(0, right.offset - 1)) if getattr(query.cursor, "back", False) else right

    if not by_record:
        yield "previous-to-first", "From the third page on the page before is page one.", led(to_first)
        yield "previous-missing", "No answer leads to the page before.", led(missing)
        return
    yield "previous-ignored", "What asks for the page before is given page one.", around("place", ignored)
    yield "previous-one-off", "The page before begins one record too early.", around("place", one_off)


def _back_without_filters(contract: Contract) -> Iterator[Planted]:
    """A fault of what leads to the page before: there the filters are forgotten, but for those that every question has."""
    filters = [one.name for one in contract.filters if one.name not in contract.base and bound_by(contract, f"filters.{one.name}")]
    back = contract.pages.previous
    if not filters or back is None or (contract.pages.addressed and back.form == "token"):
        return

    def unlinked(inner: Lead, service: Served, query: TypedQuery, matching: Sequence[int], by: Ordering) -> Leads:
        asked = query.asked
        for name in filters:
            asked = None if asked is None else without(contract, asked, name)
        return replace(inner(service, query, matching, by), previous=inner(service, replace(query, asked=asked), matching, by).previous)

    def unasked(inner: Callable[..., Any], service: Served, query: TypedQuery) -> Any:
        return inner(service, query.without(*filters) if getattr(query.cursor, "back", False) else query)

    change = led(unlinked) if contract.pages.addressed else around("where", unasked)
    yield "previous-drops-filters", "The page before one that filters keep is that of all records.", change
