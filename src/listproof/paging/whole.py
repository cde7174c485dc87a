"""A listing that is not cut: one answer holds it all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from listproof.contract import Contract, Query
from listproof.paging.pager import Page

__all__ = ["WholePager"]


@dataclass(frozen=True)
class WholePager:
    """One page, and none after it."""

    contract: Contract
    addressed: bool = False
    anywhere: bool = False

    def first(self, query: Query, size: int) -> Query:
        """The query for the whole listing."""
        return query.having({})

    def at(self, query: Query, offset: int, size: int) -> Query:
        """LookupError: there are no pages."""
        raise LookupError("this listing is not cut into pages")

    def next(self, page: Page, size: int, before: int) -> Query | None:
        """None: nothing follows."""
        return None

    def previous(self, page: Page) -> Query | None:
        """None: nothing comes before."""
        return None

    def step(self, page: Page, size: int) -> int:
        """As many as the page holds."""
        return len(page.records)

    def starts(self, page: Page, size: int, until: int) -> range | None:
        """None: no page has an address."""
        return None

    def places(self, size: int, until: int) -> range:
        """At the first record alone."""
        return range(min(1, until))

    def begins(self, value: Any, size: int) -> int | None:
        """None: there are no pages."""
        return None

    def without(self, query: Query) -> Query:
        """The query as it is."""
        return query.having({})
