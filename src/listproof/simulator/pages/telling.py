"""Where an answer says what it says of its page: in the body, in headers, in an array of links, and how it tells that none follows."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from listproof.contract import AnswerPlace, Contract, End, Lead
from listproof.contract.pointer import at, write
from listproof.simulator.decisions import Decisions
from listproof.simulator.pages.ending import opposite, removed, said_otherwise, unled
from listproof.simulator.query import TypedQuery

__all__ = ["body_told", "headers_named", "headers_told", "pages_told", "removed", "told_anew"]


def body_told(contract: Contract, decisions: Decisions, body: Any, query: TypedQuery, shown: int, total: int) -> Any:
    """The body with everything written that it says of the total and of the pages beside this one."""
    for place, count in _counts(contract, query, shown, total):
        body = _written(contract, body, place, count)
    for lead, value in _leads(contract, query):
        if lead.place.kind == "rel":
            body = _related(contract, body, lead.place, value)
        elif lead.place.kind == "pointer":
            following = lead is contract.pages.next
            body = _led(contract, body, lead.place.name, value, decisions.end.kind if following and decisions.end else None)
    for end in contract.pages.end:
        counts_down = contract.total is not None and end.place == contract.total.at
        if (
            end.kind == "says"
            and end.place is not None
            and end.place.kind == "pointer"
            and not (counts_down or _leads_on(contract, end, query))
        ):
            value = said_otherwise(contract, body, end) if query.leads.more else end.value
            silent = end.unsaid and not query.leads.more
            body = removed(body, end.place.name) if silent else _written(contract, body, end.place, value)
    return body


def _leads(contract: Contract, query: TypedQuery) -> Iterator[tuple[Lead, Any]]:
    """Each way in which an answer leads to another page, with what it says there."""
    pages, told = contract.pages, query.leads
    for lead, value in (
        (pages.next, told.next), (pages.previous, told.previous), (pages.first_page, told.first), (pages.last_page, told.last)
    ):  # fmt: skip
        if lead is not None:
            yield lead, value


def _leads_on(contract: Contract, end: End, query: TypedQuery) -> bool:
    """Whether the place where an end is told is, or holds, what leads to the next page instead."""
    lead, place = contract.pages.next, end.place
    if lead is None or place is None or query.leads.next is None:
        return False
    return place == lead.place or (place.kind == lead.place.kind == "pointer" and lead.place.name.startswith(f"{place.name}/"))


def headers_told(contract: Contract, decisions: Decisions, query: TypedQuery, shown: int, total: int) -> tuple[tuple[str, str], ...]:
    """The headers that say something of the total and of the pages beside this one."""
    return tuple(_headers(contract, decisions, query, shown, total))


def headers_named(contract: Contract) -> frozenset[str]:
    """The headers that the pages and the total fill in, in lower case."""
    places = [lead.place for lead in (contract.pages.next, contract.pages.previous, *contract.pages.edges.values()) if lead is not None]
    places += [end.place for end in contract.pages.end if end.place is not None]
    places += [one for one in (contract.total.at if contract.total else None, contract.page_count, contract.shown_count) if one is not None]
    return frozenset("link" if one.kind == "link" else one.name.lower() for one in places if one.kind in ("header", "range", "link"))


def _headers(contract: Contract, decisions: Decisions, query: TypedQuery, shown: int, total: int) -> Iterator[tuple[str, str]]:
    links = []
    blank = decisions.end is not None and decisions.end.kind == "blank"
    for lead, value in _leads(contract, query):
        if value is None:
            if blank and lead is contract.pages.next and lead.place.kind == "header":
                yield lead.place.name, ""
            continue
        if lead.place.kind == "header":
            yield lead.place.name, str(value)
        elif lead.place.kind == "link":
            relation = lead.place.relation or lead.place.name
            links.append(f'<{value}>; rel="{relation}"{"".join(_attributes(contract, query, relation))}')
    if links:
        yield "Link", ", ".join(links)
    yield from _counted_in_headers(contract, query, shown, total)


def _attributes(contract: Contract, query: TypedQuery, relation: str) -> Iterator[str]:
    """What a link says of itself beside its relation: whether a page follows."""
    for end in contract.pages.end:
        if end.place is not None and end.place.kind == "link" and end.place.relation == relation:
            yield f'; {end.place.inside}="{opposite(end.value) if query.leads.more else end.value}"'


def _counts(contract: Contract, query: TypedQuery, shown: int, total: int) -> Iterator[tuple[AnswerPlace, int]]:
    """Where the total, the number of pages and that of the records on this one are told, with each number."""
    if contract.total is not None:
        yield contract.total.at, total
    if contract.page_count is not None:
        yield contract.page_count, pages_told(query, total)
    if contract.shown_count is not None:
        yield contract.shown_count, shown


def _counted_in_headers(contract: Contract, query: TypedQuery, shown: int, total: int) -> Iterator[tuple[str, str]]:
    """The headers that tell of numbers; those inside one header that holds JSON stand there together."""
    objects: dict[str, Any] = {}
    for place, count in _counts(contract, query, shown, total):
        if place.inside is None:
            yield from _counted(place, query, shown, count)
        else:
            objects[place.name] = write(objects.get(place.name, {}), place.inside, count)
    yield from ((name, json.dumps(held)) for name, held in objects.items())


def told_anew(place: AnswerPlace, header: str, number: Callable[[int], int]) -> str:
    """The text of a header with another number at a place in it, made of the one that it tells there."""
    if place.inside is None:
        return str(number(int(header)))
    held = json.loads(header)
    return json.dumps(write(held, place.inside, number(int(at(held, place.inside)))))


def _counted(place: AnswerPlace, query: TypedQuery, shown: int, count: int) -> Iterator[tuple[str, str]]:
    if place.kind == "header":
        yield place.name, str(count)
    elif place.kind == "range":
        span = f"{query.offset}-{query.offset + shown - 1}" if shown else "*"
        yield place.name, f"items {span}/{count}"


def pages_told(query: TypedQuery, total: int) -> int:
    """The number of pages of the asked size that hold so many records."""
    return -(-total // query.size) if query.size else 0


def _written(contract: Contract, body: Any, place: AnswerPlace | None, value: Any) -> Any:
    if place is None or place.kind != "pointer":
        return body
    return write(body, place.name, str(value) if _types(contract, place.name) == ("string",) else value)


def _types(contract: Contract, pointer: str) -> tuple[str, ...]:
    return next((one.types for one in contract.fields if one.pointer == pointer), ())


def _led(contract: Contract, body: Any, pointer: str, value: Any, end: str | None) -> Any:
    """The body with a lead, or with its end: absent, null or blank as documented, else as the schema allows."""
    if value is not None:
        types = _types(contract, pointer)
        return write(body, pointer, str(value) if types and not {"integer", "number"} & set(types) else value)
    return unled(contract, body, pointer, end if end in ("absent", "null", "blank") else None)


def _related(contract: Contract, body: Any, place: AnswerPlace, value: Any) -> Any:
    """The body with one address in an array of links; the others stay."""
    known = at(body, place.name)
    rest = [one for one in known if isinstance(one, Mapping) and one.get("rel") != place.relation] if isinstance(known, list) else []
    if value is None:
        return write(body, place.name, rest)
    member = next((name for name in ("href", "url", "uri", "link") if _has(contract, f"{place.name}/*/{name}")), "href")
    return write(body, place.name, [*rest, {"rel": place.relation, member: value}])


def _has(contract: Contract, pointer: str) -> bool:
    return any(one.pointer == pointer for one in contract.fields)
