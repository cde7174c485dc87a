"""Pages that a cursor asks for: an opaque token that the page before gave, or the last record of that page."""

from __future__ import annotations

import math
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from starlette.datastructures import QueryParams

from listproof.contract import Contract
from listproof.contract.cursors import numbers_of, text_form
from listproof.simulator.decisions import Decisions
from listproof.simulator.pages.addresses import lead, own_parameter
from listproof.simulator.pages.edges import edged
from listproof.simulator.pages.ending import linked_on
from listproof.simulator.pages.pager import Pager, moved
from listproof.simulator.pages.places import mark_of, standing
from listproof.simulator.pages.sizes import EVERYTHING, filled, sized
from listproof.simulator.pages.tokens import Place, issued, question, read_token, taken
from listproof.simulator.query import Leads, TypedQuery
from listproof.simulator.refusals import Refusal
from listproof.simulator.served import Served
from listproof.simulator.tables.ordering import Ordering
from listproof.simulator.tables.sql import Condition

__all__ = ["PAGER", "Nowhere", "Shown", "recalled"]


@dataclass(frozen=True)
class Shown:
    """A cursor that is what a record shows; `back` asks for the records before it, `at` for that record as well."""

    value: str
    back: bool = False
    at: bool = False


@dataclass(frozen=True)
class Nowhere:
    """A cursor that this server does not know and does not refuse: nothing stands there."""


class _Cursor:
    counted = False

    def settled(self, contract: Contract, decisions: Decisions, query: TypedQuery) -> TypedQuery:
        query = replace(query, size=sized(contract, decisions, query.given))
        name, value = _said(contract, query)
        if value is None or value == contract.pages.first:
            return replace(query, start=contract.pages.first)
        text = str(value)
        back = contract.pages.previous is not None and name == contract.pages.previous.parameter != contract.pages.parameter
        leads = contract.pages.previous if back else contract.pages.next
        if leads is not None and leads.place.kind == "last":
            shown = read_token(leads, text)
            if shown is None:
                return replace(query, start=text, offset=1, cursor=_unknown(contract, decisions, name))
            alone = any(query.given.get(word) != value for word, value in leads.beside.items())
            return replace(query, start=text, offset=1, cursor=Shown(shown, back, alone))
        if isinstance(query.cursor, Place):
            return self._asked(contract, decisions, replace(query, start=int(value) if numbers_of(contract) else text), query.cursor, name)
        place = taken(contract, text)
        if place is None:
            return replace(query, start=text, offset=1, cursor=_unknown(contract, decisions, name))
        return self._asked(contract, decisions, replace(query, start=text), place, name)

    def _asked(self, contract: Contract, decisions: Decisions, query: TypedQuery, place: Place, name: str) -> TypedQuery:
        """The query that goes on at a place, if it may."""
        if place.size != query.size and decisions["another-size"] == "refuse":
            raise Refusal("bad-parameter", name)
        if place.question != question(contract, query):
            if contract.pages.elsewhere == "refused" or decisions["elsewhere"] == "refuse":
                raise Refusal("bad-parameter", name)
            if decisions["elsewhere"] == "old" and place.given is not None:
                query = replace(query, given={**place.given, **_paging(contract, query)})
        return replace(query, offset=max(place.offset, 0 if place.back else 1), cursor=place)

    def resized(self, contract: Contract, query: TypedQuery, size: int) -> TypedQuery:
        return replace(query, size=size)

    def turned(self, query: TypedQuery, pages: int) -> TypedQuery:
        return moved(query, pages, query.start)

    def reach(self, contract: Contract, size: int) -> int:
        return EVERYTHING

    def placed(
        self, service: Served, query: TypedQuery, matching: Sequence[int], kept: Mapping[str, Condition], by: Ordering
    ) -> TypedQuery:
        if isinstance(query.cursor, Place):
            return _at(service, query, query.cursor, matching, kept, by)
        if isinstance(query.cursor, Shown):
            return _after(service, query, query.cursor, kept, by)
        return query

    def _length(self, service: Served, query: TypedQuery) -> int:
        leads = service.contract.pages.next
        passed = isinstance(query.cursor, Place) and (query.cursor.passed or query.cursor.back)
        by_record = leads is not None and leads.place.kind == "last"
        ends = any(end.kind == "empty" for end in service.contract.pages.end)
        return filled(service.contract, service.decisions, query, empty=not (passed or by_record or ends) and query.offset > 0)

    def cut(self, service: Served, query: TypedQuery, matching: Sequence[int]) -> Sequence[int]:
        if isinstance(query.cursor, Nowhere):
            return []
        return matching[query.offset : query.offset + self._length(service, query)]

    def leads(self, service: Served, query: TypedQuery, matching: Sequence[int], by: Ordering) -> Leads:
        if isinstance(query.cursor, Nowhere):
            return Leads()
        pages, count = service.contract.pages, len(matching)
        length = self._length(service, query)
        end = min(query.offset + length, count)
        more = query.size > 0 and end < count
        following: Any = None
        if more or linked_on(service.decisions.end) or (_until_empty(service) and query.offset < max(count, 1)):
            following = lead(service, query, pages.next, self._token(service, query, matching, by, end, passed=length == 0))
        elif _ends(service) == "same":
            following = query.start if query.cursor is not None else lead(
                service, query, pages.next, self._token(service, query, matching, by, end)
            )  # fmt: skip
        preceding = None
        if query.offset > 0:
            preceding = lead(service, query, pages.previous, self._token(service, query, matching, by, query.offset, back=True))
        found = Leads(following, preceding, more)

        def asking(before: int) -> Any:
            return self._token(service, query, matching, by, before) if before else pages.first

        return edged(service, query, found, count, asking)

    def _token(
        self, service: Served, query: TypedQuery, matching: Sequence[int], by: Ordering, offset: int, *, back: bool = False,
        passed: bool = False,
    ) -> str | int:  # fmt: skip
        contract, decisions = service.contract, service.decisions
        ordinal = matching[offset - 1] if 0 < offset <= len(matching) else None
        place = Place(
            offset,
            ordinal,
            mark_of(service, by, ordinal) if ordinal is not None and _keeps_its_place(contract, decisions) else None,
            back,
            passed,
            question(contract, query),
            {name: value for name, value in query.given.items() if name not in _paging(contract, query)}
            if decisions["elsewhere"] == "old" else None,
            query.size,
            _issue_time(service),
            uuid.uuid4().hex[:8] if decisions["cursor.tokens"] == "fresh" else "",
        )  # fmt: skip
        return issued(service, place)


PAGER: Pager = _Cursor()


def recalled(service: Served, query: TypedQuery) -> TypedQuery:
    """The query with the place of its cursor where that is a number or a text of a form, which nobody but this server knows."""
    if numbers_of(service.contract) is None and text_form(service.contract) is None:
        return query
    return replace(query, cursor=service.numbered.place(_said(service.contract, query)[1]))


def _said(contract: Contract, query: TypedQuery) -> tuple[str, Any]:
    """The parameter that asks for a page, and what it says; None where none is given."""
    pages = contract.pages
    names = [pages.parameter, *(one.parameter for one in (pages.next, pages.previous) if one is not None)]
    for name in names:
        if name and name in query.given:
            return name, query.given[name]
    if pages.parameter:
        return pages.parameter, None
    own = own_parameter(contract)
    return own, QueryParams(query.asked.query).get(own) if query.asked is not None else None


def _paging(contract: Contract, query: TypedQuery) -> dict[str, Any]:
    pages = contract.pages
    names = {pages.parameter, pages.size.parameter, *(one.parameter for one in (pages.next, pages.previous) if one is not None)}
    return {name: value for name, value in query.given.items() if name in names}


def _unknown(contract: Contract, decisions: Decisions, name: str) -> Nowhere:
    if contract.pages.made_up == "refused" or decisions["made-up"] == "refuse":
        raise Refusal("bad-parameter", name)
    return Nowhere()


def _keeps_its_place(contract: Contract, decisions: Decisions) -> bool:
    """Whether a token holds the place of a record in the order, wherever that is by now, and not how many stood before it."""
    insertion = contract.pages.insertion
    return insertion == "kept" or (insertion is None and decisions["cursor"] == "place")


def _issue_time(service: Served) -> float:
    """The second in which a token was made, at its end: told only where tokens can end, so that the same place has the same token."""
    ends = service.contract.pages.expired or "cursor.life" in service.decisions.chosen
    return float(math.ceil(service.time())) if ends else 0.0


def _is_too_old(service: Served, place: Place) -> bool:
    life = service.contract.pages.lives or float(service.decisions["cursor.life"])
    return place.made > 0 and service.time() - place.made > life


def _at(
    service: Served, query: TypedQuery, place: Place, matching: Sequence[int], kept: Mapping[str, Condition], by: Ordering
) -> TypedQuery:
    """The query at the place of a token, wherever that is by now. Raises Refusal where the token is too old."""
    if _is_too_old(service, place) and (service.contract.pages.expired == "refused" or service.decisions["expired"] == "refuse"):
        raise Refusal("bad-parameter", service.contract.pages.parameter)
    offset = place.offset
    unmoved = place.ordinal is None or (0 < offset <= len(matching) and matching[offset - 1] == place.ordinal)
    if not unmoved and place.mark is not None and place.ordinal is not None:
        mark = mark_of(service, by, place.ordinal) if place.question != question(service.contract, query) else place.mark
        if mark is not None:
            offset = standing(service, kept, by, mark, itself=True)
    if not place.back:
        return replace(query, offset=offset)
    start = max(0, offset - query.size)
    return replace(query, offset=start, size=offset - start)


def _after(service: Served, query: TypedQuery, shown: Shown, kept: Mapping[str, Condition], by: Ordering) -> TypedQuery:
    """The query at the record that shows a value, else at the value's own place in the order. Raises Refusal where it has none."""
    leads = service.contract.pages.next
    assert leads is not None
    column = next(one for one in service.columns if one.pointer == leads.place.name and one.form == "text")
    same = Condition("scope = ?", (query.scope,)) & Condition(f"{column.name} = ?", (shown.value,))
    found = service.store.matching(same, by.sql)
    mark = mark_of(service, by, found[-1]) if found else _valued(service, by, leads.place.name, shown.value)
    if mark is None:
        unknown = _unknown(service.contract, service.decisions, service.contract.pages.parameter)
        return replace(query, cursor=unknown)
    if not shown.back:
        return replace(query, offset=standing(service, kept, by, mark, itself=not shown.at))
    before = standing(service, kept, by, mark, itself=False)
    start = max(0, before - query.size)
    return replace(query, offset=start, size=before - start)


def _valued(service: Served, by: Ordering, pointer: str, value: str) -> list[Any] | None:
    """The mark of a value that no record shows, where the order is by that very field."""
    for one in service.columns:
        if one.name == by.by and one.pointer == pointer:
            converted = one.value([value])
            return None if converted is None else [converted]
    return None


def _ends(service: Served) -> str | None:
    return service.decisions.end.kind if service.decisions.end is not None else None


def _until_empty(service: Served) -> bool:
    """Whether the walk is told to end by a page without records, or by one that leads to itself."""
    return _ends(service) in ("empty", "same")
