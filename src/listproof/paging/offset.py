"""Pages that are addressed by the number of records before them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from listproof.contract import Contract, Query
from listproof.paging.cursor import CursorPager
from listproof.paging.pager import Page
from listproof.paging.sizes import counted, sized, written

__all__ = ["OffsetPager"]


@dataclass(frozen=True)
class OffsetPager:
    """Pages that begin so many records in. Where a page may hold fewer than asked for, the next begins after those received."""

    contract: Contract
    addressed: bool = True
    anywhere: bool = True

    def first(self, query: Query, size: int) -> Query:
        """The query for the first page."""
        return self.at(query, 0, size)

    def at(self, query: Query, offset: int, size: int) -> Query:
        """The query for the page that starts `offset` records in."""
        pages = self.contract.pages
        return query.having({pages.parameter: written(self.contract, pages.first + offset), **sized(self.contract, size)})

    def next(self, page: Page, size: int, before: int) -> Query | None:
        """The query for the page after one that was shown after `before` records; None after an empty page."""
        return self.at(page.query, before + self.step(page, size), size) if page.records else None

    def previous(self, page: Page) -> Query | None:
        """The query for the page that `page` names as the one before it; None where it names none."""
        return CursorPager(self.contract).previous(page)

    def step(self, page: Page, size: int) -> int:
        """The size, where a page is full or the last; else as many as it holds."""
        return size if size and self._full else len(page.records)

    def starts(self, page: Page, size: int, until: int) -> range | None:
        """At the multiples of the size, where a page is full or the last."""
        step = self.step(page, size)
        return range(step, until, step) if self._full and step else None

    def places(self, size: int, until: int) -> range:
        """At any record."""
        return range(until)

    def begins(self, value: Any, size: int) -> int | None:
        """As many as the value says, counted from that of the first page."""
        place = counted(value)
        return None if place is None else place - int(self.contract.pages.first)

    @property
    def _full(self) -> bool:
        return self.contract.pages.size.means == "exactly"

    def without(self, query: Query) -> Query:
        """The query without its page."""
        return query.having({self.contract.pages.parameter: None, self.contract.pages.size.parameter: None})
