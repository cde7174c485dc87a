"""Pages that are addressed by their number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from listproof.contract import Contract, Query
from listproof.paging.cursor import CursorPager
from listproof.paging.pager import Page
from listproof.paging.sizes import counted, sized, written

__all__ = ["NumberPager"]


@dataclass(frozen=True)
class NumberPager:
    """Numbered pages, all of one size; a page begins where a multiple of that size does."""

    contract: Contract
    addressed: bool = True
    anywhere: bool = False

    def first(self, query: Query, size: int) -> Query:
        """The query for the first page."""
        return self._numbered(query, 0, size)

    def at(self, query: Query, offset: int, size: int) -> Query:
        """The query for the page that starts `offset` records in, a multiple of the size."""
        return self._numbered(query, offset // size if size else 0, size)

    def next(self, page: Page, size: int, before: int) -> Query | None:
        """The query for the page with the next number; None after an empty page."""
        if not page.records:
            return None
        shown = int(page.query.arguments.get(self.contract.pages.parameter, self.contract.pages.first)) - int(self.contract.pages.first)
        return self._numbered(page.query, shown + 1, size)

    def previous(self, page: Page) -> Query | None:
        """The query for the page that `page` names as the one before it; None where it names none."""
        return CursorPager(self.contract).previous(page)

    def step(self, page: Page, size: int) -> int:
        """The size, whatever the page holds."""
        return size or len(page.records)

    def starts(self, page: Page, size: int, until: int) -> range | None:
        """At the multiples of the size."""
        step = self.step(page, size)
        return range(step, until, step) if step else None

    def places(self, size: int, until: int) -> range:
        """At the multiples of the size."""
        return range(0, until, max(1, size))

    def begins(self, value: Any, size: int) -> int | None:
        """The size times the number of pages before that of the value."""
        place = counted(value)
        return None if place is None else (place - int(self.contract.pages.first)) * size

    def without(self, query: Query) -> Query:
        """The query without its page."""
        return query.having({self.contract.pages.parameter: None, self.contract.pages.size.parameter: None})

    def _numbered(self, query: Query, place: int, size: int) -> Query:
        pages = self.contract.pages
        return query.having({pages.parameter: written(self.contract, pages.first + place), **sized(self.contract, size)})
