"""Faults of the links to the first and to the last page: that lead beside it, forget what was asked, or are not there."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from listproof.contract import Contract, Lead
from listproof.simulator.faults.bounds import without
from listproof.simulator.faults.fault import Fault, around, bound_by
from listproof.simulator.query import Leads, TypedQuery
from listproof.simulator.seams import SeamChange
from listproof.simulator.served import Served
from listproof.simulator.tables.ordering import Ordering
from listproof.simulator.tables.sql import Condition

__all__ = ["edges"]

Led = Callable[[Served, TypedQuery, Sequence[int], Ordering], Leads]
Planted = tuple[str, str, SeamChange]


def edges(contract: Contract) -> Iterator[Fault]:
    """Every fault of the links to the first and to the last page that contradicts a contract; none where answers have no such links."""
    for word, edge in contract.pages.edges.items():
        basis = bound_by(contract, f"pages.{word}")
        if basis is None:
            continue
        for kind, sentence, change in (*_beside(contract, word), *_forgetting(contract, word)):
            yield Fault(f"{word}-{kind}", "pages", sentence, change, _names(word, edge), basis)


def _names(word: str, edge: Lead) -> tuple[str, ...]:
    return (word, word.replace("-", " "), edge.place.name, *([edge.place.relation] if edge.place.relation else []))


def _linked(right: Leads, word: str, link: Any) -> Leads:
    """What leads on, with another link to the first or to the last page."""
    return replace(right, first=link) if word == "first-page" else replace(right, last=link)


def _led(change: Callable[[Led, Served, TypedQuery, Sequence[int], Ordering], Leads]) -> SeamChange:
    return around("leads", change)


def _beside(contract: Contract, word: str) -> Iterator[Planted]:
    """Faults of which page a link leads to."""

    def missing(inner: Led, service: Served, query: TypedQuery, matching: Sequence[int], by: Ordering) -> Leads:
        return _linked(inner(service, query, matching, by), word, None)

    def as_if(count: Callable[[Served, TypedQuery, Sequence[int]], Sequence[int]]) -> SeamChange:
        """The link that a page would have if other records matched."""

        def change(inner: Led, service: Served, query: TypedQuery, matching: Sequence[int], by: Ordering) -> Leads:
            right = inner(service, query, matching, by)
            other = inner(service, query, count(service, query, matching), by)
            return replace(right, last=other.last) if right.last is not None and other.last is not None else right

        return _led(change)

    def full_pages(service: Served, query: TypedQuery, matching: Sequence[int]) -> Sequence[int]:
        full = len(matching) // query.size * query.size if query.size else 0
        return matching[:full] if full else matching

    def one_more(service: Served, query: TypedQuery, matching: Sequence[int]) -> Sequence[int]:
        return [*matching, *matching[: max(1, query.size)]]

    def none_left_over(service: Served, query: TypedQuery, matching: Sequence[int]) -> Sequence[int]:
        return matching if not query.size or len(matching) % query.size else [*matching, *matching[:1]]

    def everything(service: Served, query: TypedQuery, matching: Sequence[int]) -> Sequence[int]:
        return service.store.matching(Condition("scope = ?", (query.scope,)), "ordinal")

    def second(inner: Led, service: Served, query: TypedQuery, matching: Sequence[int], by: Ordering) -> Leads:
        right = inner(service, query, matching, by)
        if right.first is None or query.offset < query.size:
            return right
        start = replace(query, offset=0, start=contract.pages.first, cursor=None)
        return replace(right, first=inner(service, start, matching, by).next or right.first)

    spoken = word.replace("-", " ")
    yield "missing", f"No answer links to the {spoken}.", _led(missing)
    if word == "first-page":
        yield "second", "The link to the first page leads to the second.", _led(second)
        return
    yield "rounded-down", "The link to the last page leads to the last one that is full.", as_if(full_pages)
    if contract.pages.addressed:
        yield "beyond", "The link to the last page leads to the one behind it.", as_if(one_more)
        yield "rounded-up", "The link to the last page leads behind it where that one is full.", as_if(none_left_over)
        if contract.filters:
            yield "counts-everything", "The link to the last page counts the records that no filter keeps as well.", as_if(everything)


def _forgetting(contract: Contract, word: str) -> Iterator[Planted]:
    """Faults of what a link asks for beside its page."""

    def dropping(*names: str) -> SeamChange:
        def change(inner: Led, service: Served, query: TypedQuery, matching: Sequence[int], by: Ordering) -> Leads:
            asked = query.asked
            for name in names:
                asked = None if asked is None else without(contract, asked, name)
            other = inner(service, replace(query, asked=asked), matching, by)
            return _linked(inner(service, query, matching, by), word, other.first if word == "first-page" else other.last)

        return _led(change)

    spoken = word.replace("-", " ")
    filters = [one.name for one in contract.filters]
    if filters:
        yield "drops-filters", f"The link to the {spoken} forgets the filters.", dropping(*filters)
    # What begins at a record holds the last ones at any size; the number of a page tells none without its size.
    if contract.pages.sized and (word == "first-page" or contract.pages.kind == "number"):
        yield "drops-size", f"The link to the {spoken} forgets the size.", dropping(contract.pages.size.parameter)
