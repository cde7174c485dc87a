"""Pages that are reached by links alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from listproof.contract import Contract, Query
from listproof.paging.cursor import CursorPager
from listproof.paging.pager import Page
from listproof.paging.sizes import sized

__all__ = ["LinkPager"]


@dataclass(frozen=True)
class LinkPager:
    """Each page links to the next; what the link holds is the server's own affair."""

    contract: Contract
    addressed: bool = False
    anywhere: bool = False

    def first(self, query: Query, size: int) -> Query:
        """The query for the first page."""
        return query.having(sized(self.contract, size))

    def at(self, query: Query, offset: int, size: int) -> Query:
        """LookupError: a link leads on, and nowhere else."""
        raise LookupError("pages of this listing have no address: each is linked by the one before it")

    def next(self, page: Page, size: int, before: int) -> Query | None:
        """The query that the link to the next page asks for; None where there is none."""
        return CursorPager(self.contract).next(page, size, before)

    def previous(self, page: Page) -> Query | None:
        """The query for the page that `page` names as the one before it; None where it names none."""
        return CursorPager(self.contract).previous(page)

    def step(self, page: Page, size: int) -> int:
        """As many as the page holds."""
        return len(page.records)

    def starts(self, page: Page, size: int, until: int) -> range | None:
        """None: no page has an address."""
        return None

    def places(self, size: int, until: int) -> range:
        """Where full pages of that size would: they are walked to."""
        return range(0, until, max(1, size))

    def begins(self, value: Any, size: int) -> int | None:
        """None: a link is the server's own affair."""
        return None

    def without(self, query: Query) -> Query:
        """The query without its size."""
        return query.having({self.contract.pages.size.parameter: None} if self.contract.pages.sized else {})
