"""Where an answer links to the first and to the last page of what was asked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from listproof.simulator.pages.addresses import lead
from listproof.simulator.pages.sizes import sized
from listproof.simulator.query import Leads, TypedQuery
from listproof.simulator.refusals import Refusal
from listproof.simulator.served import Served

__all__ = ["edged"]


def edged(service: Served, query: TypedQuery, found: Leads, count: int, asking: Callable[[int], Any]) -> Leads:
    """What a page leads to, with its links to the first and to the last page of `count` records.

    `asking` gives what asks for the page before which so many records stand. A server may leave out the link to the page that it shows.
    """
    pages = service.contract.pages
    size = _size(service, query) if pages.edges else 0
    if size <= 0:
        return found
    last = max(0, count - 1) // size * size
    silent = service.decisions["edges"] == "of-others"
    return replace(
        found,
        first=None if silent and query.offset == 0 else lead(service, query, pages.first_page, asking(0)),
        last=None if silent and not found.more else lead(service, query, pages.last_page, asking(last)),
    )


def _size(service: Served, query: TypedQuery) -> int:
    """The size that was asked for, or that of this page where a service takes one that it should have refused."""
    try:
        return sized(service.contract, service.decisions, query.given)
    except Refusal:
        return query.size
