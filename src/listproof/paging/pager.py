"""What a pager is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from listproof.contract import Query
from listproof.transport import Answer

__all__ = ["Astray", "Page", "Pager"]


class Astray(Exception):
    """A page leads to another place than the listing: another origin, path or scheme. The message is where to."""


class Page(Protocol):
    """An answer as a pager sees it."""

    @property
    def query(self) -> Query:
        """What was asked."""

    @property
    def answer(self) -> Answer:
        """What came back."""

    @property
    def records(self) -> Sequence[Any]:
        """The records that it shows."""


class Pager(Protocol):
    """How one page leads to the next, and where pages may begin: whoever else speaks of places counts records.

    `addressed`: a page can be asked for without the one before it. `anywhere`: it may begin at any record, and not only where others end.
    """

    @property
    def addressed(self) -> bool:
        """Whether `at` can be asked."""

    @property
    def anywhere(self) -> bool:
        """Whether a page may begin at any record."""

    def first(self, query: Query, size: int) -> Query:
        """The query for the first page of `size` records (0: however many the listing gives)."""

    def at(self, query: Query, offset: int, size: int) -> Query:
        """The query for the page of `size` records that starts `offset` records in; LookupError where pages are not addressed."""

    def next(self, page: Page, size: int, before: int) -> Query | None:
        """The query for the page after `page`, before which `before` records were shown; None where the page says that it is the last.

        Raises Astray where it leads elsewhere.
        """

    def previous(self, page: Page) -> Query | None:
        """The query for the page before `page`, where a page names it; None where it names none. Raises Astray as `next` does."""

    def step(self, page: Page, size: int) -> int:
        """How many records after the beginning of `page` the next one begins."""

    def starts(self, page: Page, size: int, until: int) -> range | None:
        """Where the pages after the first begin, up to `until` records; None where only the page before each of them tells."""

    def places(self, size: int, until: int) -> range:
        """How many records, fewer than `until`, may stand before a page of `size` records."""

    def begins(self, value: Any, size: int) -> int | None:
        """How many records stand before the page of `size` records that a value of the page parameter asks for.

        Negative for one before the first page; None where a value, or any, says nothing of a place.
        """

    def without(self, query: Query) -> Query:
        """The query without its page."""
