"""The seams of an answer: every step from a request to its bytes, one function each, so that one can be taken out and replaced."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from listproof.simulator.envelope import envelope
from listproof.simulator.exchange import Answer, Request
from listproof.simulator.pages import pager
from listproof.simulator.pages.counts import counted
from listproof.simulator.pages.cursor import recalled
from listproof.simulator.pages.telling import headers_told
from listproof.simulator.projection import checked, projected
from listproof.simulator.query import Leads, TypedQuery
from listproof.simulator.reading import asking
from listproof.simulator.refusals import Refusal, refused
from listproof.simulator.served import Served
from listproof.simulator.signin import Account, SignedIn, verify
from listproof.simulator.signin import Refused as RefusedSignIn
from listproof.simulator.tables.conditions import conditions
from listproof.simulator.tables.ordering import Ordering, ordering
from listproof.simulator.tables.sql import Condition

__all__ = ["SCOPE", "SeamChange", "Seams"]

SCOPE = ""
"""The name under which `where` keeps the condition that nothing but the asked scope is shown."""


def sign_in(service: Served, request: Request) -> Account:
    """Whose request it is. Raises Refusal."""
    outcome = verify(request, service.schemes, service.state)
    if isinstance(outcome, RefusedSignIn):
        raise Refusal(outcome.kind, outcome.parameter)
    if not isinstance(outcome, SignedIn):
        raise Refusal("no-such-method")
    return outcome.account


def read(service: Served, request: Request, path: Mapping[str, str]) -> TypedQuery:
    """The typed query of a request. Raises Refusal."""
    return asking.read(service.contract, service.decisions, request, path)


def bound(service: Served, query: TypedQuery) -> TypedQuery:
    """The query within its bounds, its page settled. Raises Refusal."""
    checked(service.contract, service.decisions, query)
    return asking.bounded(service.contract, service.decisions, recalled(service, query))


def where(service: Served, query: TypedQuery) -> dict[str, Condition]:
    """What each filter keeps, by its name, and under SCOPE whose records are shown. Raises Refusal."""
    kept = conditions(service.contract, service.decisions, service.columns, query, service.now())
    if service.decisions["unknown-thing"] == "refuse":
        for one in service.contract.filters:
            asked = one.names == "thing" and one.name in query.given and one.name in kept
            if asked and not service.store.matching(kept[one.name], "ordinal"):
                raise Refusal("not-found", one.name)
    return {SCOPE: Condition("scope = ?", (query.scope,)), **kept}


def order(service: Served, query: TypedQuery) -> Ordering:
    """The order of what matches."""
    return ordering(service.contract, service.decisions, service.columns, query)


def select(service: Served, query: TypedQuery, kept: Mapping[str, Condition], by: Ordering) -> Sequence[int]:
    """The ordinals of everything that matches, in order."""
    return service.store.matching(kept.values(), by.sql)


def place(service: Served, query: TypedQuery, matching: Sequence[int], kept: Mapping[str, Condition], by: Ordering) -> TypedQuery:
    """The query with the start of its page in what matches. Raises Refusal where its cursor leads nowhere any more."""
    return pager(service.contract).placed(service, query, matching, kept, by)


def cut(service: Served, query: TypedQuery, matching: Sequence[int]) -> Sequence[int]:
    """The ordinals of the page. Raises Refusal where the page lies past the end and this server refuses that."""
    return pager(service.contract).cut(service, query, matching)


def leads(service: Served, query: TypedQuery, matching: Sequence[int], by: Ordering) -> Leads:
    """What asks for the pages beside this one."""
    return pager(service.contract).leads(service, query, matching, by)


def total(service: Served, query: TypedQuery, matching: Sequence[int]) -> int:
    """The number that the answer reports."""
    return counted(service, query, matching)


def records(service: Served, query: TypedQuery, page: Sequence[int]) -> list[str]:
    """The records of the page as JSON text, showing what the query wants shown."""
    return projected(service.contract, query, service.store.bodies(page))


def body(service: Served, query: TypedQuery, shown: list[str], count: int) -> Any:
    """The body of the answer; the records stand as PLACE."""
    return envelope(service.contract, service.decisions, service.template, query, len(shown), count)


def heads(service: Served, query: TypedQuery, shown: list[str], count: int) -> tuple[tuple[str, str], ...]:
    """The headers that say something of the page."""
    return headers_told(service.contract, service.decisions, query, len(shown), count)


def refuse(service: Served, request: Request, refusal: Refusal) -> Answer:
    """The answer to a refused request."""
    return refused(service.contract, request, refusal)


def http(service: Served, request: Request, answer: Answer) -> Answer:
    """The answer as it leaves: with the documented headers and the server's time."""
    for name, value in service.headers(answer.status):
        answer = answer.with_header(name, value)
    return answer


@dataclass(frozen=True)
class Seams:
    """All steps in the order in which they are taken; a legal server has them as they stand here."""

    sign_in: Callable[[Served, Request], Account] = sign_in
    read: Callable[[Served, Request, Mapping[str, str]], TypedQuery] = read
    bound: Callable[[Served, TypedQuery], TypedQuery] = bound
    where: Callable[[Served, TypedQuery], dict[str, Condition]] = where
    order: Callable[[Served, TypedQuery], Ordering] = order
    select: Callable[[Served, TypedQuery, Mapping[str, Condition], Ordering], Sequence[int]] = select
    place: Callable[[Served, TypedQuery, Sequence[int], Mapping[str, Condition], Ordering], TypedQuery] = place
    cut: Callable[[Served, TypedQuery, Sequence[int]], Sequence[int]] = cut
    leads: Callable[[Served, TypedQuery, Sequence[int], Ordering], Leads] = leads
    total: Callable[[Served, TypedQuery, Sequence[int]], int] = total
    records: Callable[[Served, TypedQuery, Sequence[int]], list[str]] = records
    envelope: Callable[[Served, TypedQuery, list[str], int], Any] = body
    heads: Callable[[Served, TypedQuery, list[str], int], tuple[tuple[str, str], ...]] = heads
    refuse: Callable[[Served, Request, Refusal], Answer] = refuse
    http: Callable[[Served, Request, Answer], Answer] = http


SeamChange = Callable[[Seams], Seams]
"""What a fault or a benign variant does: the same seams with one or two of them replaced or wrapped."""
