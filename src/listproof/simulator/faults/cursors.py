"""Faults of cursors themselves: made-up ones that are taken, ties and nulls lost between pages, answers kept for another question."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from starlette.datastructures import QueryParams

from listproof.contract import Contract, untestable
from listproof.contract.lacking import may_lack
from listproof.simulator.exchange import Answer, Request
from listproof.simulator.faults.bounds import without
from listproof.simulator.faults.errors import crash
from listproof.simulator.faults.fault import Fault, around, both, bound_by
from listproof.simulator.pages.cursor import Nowhere
from listproof.simulator.pages.places import mark_of, standing
from listproof.simulator.pages.sizes import default
from listproof.simulator.pages.tokens import Place, question, taken
from listproof.simulator.query import TypedQuery
from listproof.simulator.refusals import Refusal
from listproof.simulator.sent_order import sorted_by
from listproof.simulator.served import Served
from listproof.simulator.tables.ordering import Ordering
from listproof.simulator.tables.sql import Condition

__all__ = ["cursors"]

Placed = Callable[..., TypedQuery]
Planted = tuple[str, str, Any]


def cursors(contract: Contract) -> Iterator[Fault]:
    """Every fault of cursors that contradicts a contract; none where pages are addressed."""
    pages = contract.pages
    if pages.kind not in ("cursor", "link") or pages.next is None:
        return
    names = tuple(name for name in (pages.parameter, pages.next.place.name, "cursor", "next") if name)
    # Nobody but the server knows where in a link its cursor stands.
    unknown = _unknown(contract) if pages.kind == "cursor" else ()
    for kind, sentence, change in (*_places(contract), *unknown, *_too_old(contract), *_of_any_scope(contract), *_kept(contract)):
        shown_by = _shown_by(contract) if kind == "kept-without-filters" else ()
        fact = next((f"pages.{word}" for word in ("made-up", "elsewhere", "expired") if kind.startswith(word)), "pages.next")
        yield Fault(kind, "pages", sentence, change, (*names, *shown_by), bound_by(contract, fact) or "implied")


def _shown_by(contract: Contract) -> tuple[str, ...]:
    """The filters, which are what goes wrong where answers are kept without them."""
    return tuple(one.name for one in contract.filters)


def placed(change: Callable[[Served, TypedQuery, Sequence[int], Mapping[str, Condition], Ordering], TypedQuery]) -> Any:
    """A change of where a page begins that a cursor asks for, forwards."""

    def place(
        inner: Placed, service: Served, query: TypedQuery, matching: Sequence[int], kept: Mapping[str, Condition], by: Ordering
    ) -> TypedQuery:
        right = inner(service, query, matching, kept, by)
        forwards = right.cursor is not None and not getattr(right.cursor, "back", False) and not isinstance(right.cursor, Nowhere)
        return change(service, right, matching, kept, by) if forwards and 0 < right.offset <= len(matching) else right

    return around("place", place)


def _places(contract: Contract) -> Iterator[Planted]:
    """Faults of where a page begins."""

    def at_ties(itself: bool) -> Any:
        def change(service: Served, query: TypedQuery, matching: Sequence[int], kept: Mapping[str, Condition], by: Ordering) -> TypedQuery:
            mark = mark_of(service, by, matching[query.offset - 1])
            return query if mark is None else replace(query, offset=standing(service, kept, by, mark[:1], itself=itself))

        return placed(change)

    def at_nulls(ends: bool) -> Any:
        def change(service: Served, query: TypedQuery, matching: Sequence[int], kept: Mapping[str, Condition], by: Ordering) -> TypedQuery:
            mark = mark_of(service, by, matching[query.offset - 1])
            if mark is None or mark[0] is not None:
                return query
            return replace(query, offset=len(matching) if ends else standing(service, kept, by, mark[:1], itself=True))

        return placed(change)

    def used_up(service: Served, query: TypedQuery, matching: Sequence[int], kept: Mapping[str, Condition], by: Ordering) -> TypedQuery:
        used = service.memory.setdefault("used", set())
        again = query.start in used
        used.add(query.start)
        return replace(query, offset=query.offset + query.size) if again else query

    def usual_size(service: Served, query: TypedQuery, matching: Sequence[int], kept: Mapping[str, Condition], by: Ordering) -> TypedQuery:
        usual = default(contract, contract.pages.size.parameter, 10)
        return replace(query, size=usual)

    def keyed(inner: Callable[..., dict[str, Condition]], service: Served, query: TypedQuery) -> dict[str, Condition]:
        kept = inner(service, query)
        if query.cursor is None or contract.order is None:
            return kept
        key = sorted_by(contract, contract.order, service.decisions, query)[0][0]
        column = next(one.name for one in service.columns if one.pointer == key.field)
        return {**kept, "nulls": Condition(f"{column} IS NOT NULL")}

    def from_the_first(
        service: Served, query: TypedQuery, matching: Sequence[int], kept: Mapping[str, Condition], by: Ordering
    ) -> TypedQuery:
        return replace(query, offset=0) if _of_another_size(query) else query

    def by_number(service: Served, query: TypedQuery, matching: Sequence[int], kept: Mapping[str, Condition], by: Ordering) -> TypedQuery:
        place = query.cursor
        if not isinstance(place, Place) or not _of_another_size(query):
            return query
        return replace(query, offset=place.offset // place.size * query.size)

    if contract.pages.kind == "cursor" and contract.pages.sized and _gives_tokens(contract):
        yield "another-size-first-page", "A cursor that is asked for with another size is given page one.", placed(from_the_first)
        yield "another-size-skips", "A cursor counts pages: with another size it leads to another place.", placed(by_number)
    if contract.order is not None:
        yield "cursor-skips-ties", "Records with the same key as the last one of a page are left out.", at_ties(True)
        if all(key.field not in contract.identity for key in contract.order.keys):
            yield "cursor-repeats-ties", "Records with the same key as the last one of a page come again.", at_ties(False)
        if contract.order.by is not None and any(may_lack(contract, key.field) for key in contract.order.keys):
            yield "cursor-loses-nulls", "From the second page on records without the key are left out.", around("where", keyed)
            yield "null-cursor-skips-nulls", "Behind a page that ends without the key no record without it follows.", at_nulls(False)
            yield "null-cursor-ends", "Behind a page that ends without the key nothing follows.", at_nulls(True)
    yield "cursor-used-up", "A cursor that is used again leads one page further.", placed(used_up)
    if contract.pages.sized:
        yield "cursor-forgets-size", "From the second page on pages have the default size.", placed(usual_size)


def _gives_tokens(contract: Contract) -> bool:
    """Whether pages are led to by tokens that the server makes, and not by a field of the last record or a link."""
    lead = contract.pages.next
    return lead is not None and lead.form == "token" and lead.place.kind != "last"


def _of_another_size(query: TypedQuery) -> bool:
    """Whether a cursor was given for pages of another size."""
    return isinstance(query.cursor, Place) and 0 < query.cursor.size != query.size


def _unknown(contract: Contract) -> Iterator[Planted]:
    """Faults of cursors that were never given, were changed, or belong to another question."""
    by_record = contract.pages.next is not None and contract.pages.next.place.kind == "last"

    def refused_as(wrong: Callable[[Served, str], bool], answer: Callable[[Any, Served, TypedQuery, Refusal], TypedQuery]) -> Any:
        def bound(inner: Any, service: Served, query: TypedQuery) -> TypedQuery:
            try:
                return inner(service, query)  # type: ignore[no-any-return]
            except Refusal as refusal:
                value = query.given.get(contract.pages.parameter)
                if value is None or not wrong(service, str(value)):
                    raise
                settled: TypedQuery = answer(inner, service, query, refusal)
                return settled

        return around("bound", bound)

    def first(inner: Any, service: Served, query: TypedQuery, refusal: Refusal) -> TypedQuery:
        return inner(service, query.without(contract.pages.parameter))  # type: ignore[no-any-return]

    def nowhere(inner: Any, service: Served, query: TypedQuery, refusal: Refusal) -> TypedQuery:
        settled: TypedQuery = inner(service, query.without(contract.pages.parameter))
        return replace(settled, cursor=Nowhere())

    def crashing(inner: Any, service: Served, query: TypedQuery, refusal: Refusal) -> TypedQuery:
        raise Refusal("crash", refusal.parameter)

    def made_up(service: Served, text: str) -> bool:
        return not of_another(service, text)

    def of_another(service: Served, text: str) -> bool:
        return (taken(contract, text) or service.numbered.place(text)) is not None

    def decoded(service: Served, text: str) -> bool:
        try:
            base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
        except (binascii.Error, ValueError):
            return False
        return made_up(service, text)

    never = crash(lambda service, query: False)
    if by_record:
        yield from _unknown_record(contract, never)
        return
    yield "made-up-first-page", "A made-up cursor is given page one.", refused_as(made_up, first)
    if contract.pages.made_up == "refused":
        yield "made-up-empty", "A made-up cursor is given an empty page.", refused_as(made_up, nowhere)
    yield "500-made-up-cursor", "A made-up cursor is answered with 500.", both(never, refused_as(made_up, crashing))
    yield "500-changed-cursor", "A cursor that decodes and was changed is answered with 500.", both(never, refused_as(decoded, crashing))
    if contract.filters and contract.pages.parameter:
        yield "elsewhere-first-page", "The cursor of another question is given page one.", refused_as(of_another, first)


def _too_old(contract: Contract) -> Iterator[Planted]:
    """Faults of cursors that are older than they live, where somebody waits for that."""
    if contract.pages.expired is None or untestable(contract, "pages.expired") is not None:
        return

    def instead(answer: Callable[[TypedQuery, Place], TypedQuery]) -> Any:
        def place(inner: Placed, service: Served, query: TypedQuery, *rest: Any) -> TypedQuery:
            try:
                return inner(service, query, *rest)
            except Refusal:
                if not isinstance(query.cursor, Place):
                    raise
                return inner(service, answer(query, query.cursor), *rest)

        return around("place", place)

    def crashing(query: TypedQuery, place: Place) -> TypedQuery:
        raise Refusal("crash")

    def first(query: TypedQuery, place: Place) -> TypedQuery:
        return replace(query, offset=0, cursor=None)

    def going_on(query: TypedQuery, place: Place) -> TypedQuery:
        return replace(query, cursor=replace(place, made=0.0))

    yield "expired-first-page", "A cursor that is too old is given page one.", instead(first)
    yield "expired-goes-on", "A cursor is taken however old it is.", instead(going_on)
    never = crash(lambda service, query: False)
    yield "500-expired-cursor", "A cursor that is too old is answered with 500.", both(never, instead(crashing))


def _of_any_scope(contract: Contract) -> Iterator[Planted]:
    """A cursor that opens the scope for which it was given, whichever is asked for."""

    def bound(inner: Any, service: Served, query: TypedQuery) -> TypedQuery:
        for scope in (query.scope, *filter(None, (service.scopes.main, service.scopes.second, service.scopes.foreign))):
            try:
                settled: TypedQuery = inner(service, replace(query, scope=scope))
            except Refusal:
                continue
            if isinstance(settled.cursor, Place) and settled.cursor.question == question(contract, settled):
                return settled
        return inner(service, query)  # type: ignore[no-any-return]

    if contract.scopes and contract.pages.next is not None and contract.pages.next.place.kind != "last":
        yield "cursor-opens-its-scope", "A cursor of another scope shows the records of that scope.", around("bound", bound)


def _unknown_record(contract: Contract, never: Any) -> Iterator[Planted]:
    """Faults of cursors that no record shows."""

    def instead(answer: Callable[[TypedQuery], TypedQuery]) -> Any:
        def place(inner: Placed, service: Served, query: TypedQuery, *rest: Any) -> TypedQuery:
            try:
                return inner(service, query, *rest)
            except Refusal:
                return answer(query)

        return around("place", place)

    def crashing(query: TypedQuery) -> TypedQuery:
        raise Refusal("crash")

    yield "made-up-first-page", "A made-up cursor is given page one.", instead(lambda query: replace(query, offset=0, cursor=None))
    if contract.pages.made_up == "refused":
        yield "made-up-empty", "A made-up cursor is given an empty page.", instead(lambda query: replace(query, cursor=Nowhere()))
    yield "500-made-up-cursor", "A made-up cursor is answered with 500.", both(never, instead(crashing))


def _kept(contract: Contract) -> Iterator[Planted]:
    """Faults of a server that keeps answers and gives them to another question."""
    if contract.method != "GET":
        return

    def keyed_without(*names: str) -> Any:
        def http(inner: Any, service: Served, request: Request, answer: Answer) -> Answer:
            answer = inner(service, request, answer)
            for name in names:
                request = without(contract, request, name)
            if answer.status != 200:
                return answer
            return service.memory.setdefault("kept", {}).setdefault(request.target, answer)  # type: ignore[no-any-return]

        return around("http", http)

    if contract.pages.parameter and contract.pages.sized:
        yield (
            "500-another-size",
            "A cursor that is asked for with another size than before is answered with 500.",
            around("http", _of_one_size),
        )
    filters = [one.name for one in contract.filters]
    if filters:
        yield "kept-without-filters", "Answers are kept and given again whatever the filters are.", keyed_without(*filters)
    if contract.pages.sized:
        yield "kept-without-size", "Answers are kept and given again whatever the size is.", keyed_without(contract.pages.size.parameter)


def _of_one_size(inner: Any, service: Served, request: Request, answer: Answer) -> Answer:
    """Answers a cursor only with the size with which it was first asked for."""
    answer = inner(service, request, answer)
    pages, sent = service.contract.pages, QueryParams(request.query)
    cursor, size = sent.get(pages.parameter), sent.get(pages.size.parameter, "")
    if not cursor or answer.status != 200:
        return answer
    first = service.memory.setdefault("sizes", {}).setdefault(cursor, size)
    return answer if first == size else Answer(500, (("Content-Type", "application/json"),), b'{"error": "size"}')
