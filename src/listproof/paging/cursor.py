"""Pages that name the next one: by a token, by a field of their last record, or by a link."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

from listproof.contract import Contract, Lead, Query, spell
from listproof.paging.following import followed
from listproof.paging.pager import Astray, Page
from listproof.paging.places import is_nothing, said_at
from listproof.paging.sizes import cursored, sized

__all__ = ["CursorPager"]

_HALF = re.compile("[\ud800-\udfff]")
"""Half a surrogate pair, which JSON can spell and nobody can ask for."""


@dataclass(frozen=True)
class CursorPager:
    """A page is asked for by what the page before it gave: nobody can ask for one in the middle."""

    contract: Contract
    addressed: bool = False
    anywhere: bool = False

    def first(self, query: Query, size: int) -> Query:
        """The query for the first page."""
        pages = self.contract.pages
        return query.having({**({pages.parameter: pages.first} if pages.parameter else {}), **sized(self.contract, size)})

    def at(self, query: Query, offset: int, size: int) -> Query:
        """LookupError: no page of a cursor has an address."""
        raise LookupError("pages of this listing have no address: each is named by the one before it")

    def next(self, page: Page, size: int, before: int) -> Query | None:
        """The query for the page that `page` names; None where it says that it is the last."""
        return self.led(page, self.contract.pages.next)

    def previous(self, page: Page) -> Query | None:
        """The query for the page that `page` names as the one before it; None where it names none."""
        return self.led(page, self.contract.pages.previous)

    def led(self, page: Page, lead: Lead | None) -> Query | None:
        """The query to which a lead of a page goes; None where it leads nowhere or the page says that it is the last."""
        if lead is not None and lead == self.contract.pages.next and self.ends(page, said_at(lead.place, page.answer, page.records)):
            return None
        return self.named(page, lead)

    def named(self, page: Page, lead: Lead | None) -> Query | None:
        """The query to which a lead of a page goes, though the page may say besides that it is the last; None where it leads nowhere."""
        if lead is None:
            return None
        said = said_at(lead.place, page.answer, page.records if lead == self.contract.pages.next else page.records[:1])
        if is_nothing(said):
            return None
        if lead.form == "link":
            asked = followed(page, str(said), self.contract.pages.parameter if self.contract.pages.addressed else None)
            return self._begun_anew(page, asked) or asked
        if _HALF.search(str(said)):
            raise Astray(page.answer.cut(str(said), 200))
        return page.query.having({**dict.fromkeys(self.cursors), **cursored(self.contract, lead, said)})

    def _begun_anew(self, page: Page, asked: Query) -> Query | None:
        """The query for the first page, where a link asks for just that; None where it asks for another.

        The same question, however one came to it, is asked once.
        """
        pages = self.contract.pages
        first = page.query.having({**dict.fromkeys(self.cursors), **({pages.parameter: pages.first} if pages.parameter else {})})
        return first if asked.link is not None and _pairs(spell(self.contract, first)) == _pairs(asked.link) else None

    @property
    def cursors(self) -> list[str]:
        """The parameters that ask for a page, and what goes beside them."""
        pages = self.contract.pages
        leads = [lead for lead in (pages.next, pages.previous) if lead is not None]
        named = (pages.parameter, *(name for lead in leads for name in (lead.parameter, *lead.beside)))
        return [name for name in named if name]

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
        """None: a cursor says nothing of a place."""
        return None

    def without(self, query: Query) -> Query:
        """The query without its page."""
        return query.having(dict.fromkeys(filter(None, (*self.cursors, self.contract.pages.size.parameter))))

    def ends(self, page: Page, said: object) -> bool:
        """Whether a page, which names this as its next one, says by some way of its contract that none follows."""
        asked = page.query.arguments.get(self.contract.pages.parameter)
        for end in self.contract.pages.end:
            if end.kind == "empty" and not page.records:
                return True
            if end.kind == "same" and asked is not None and str(said) == str(asked):
                return True
            if end.kind == "says" and end.place is not None and end.told(said_at(end.place, page.answer, page.records)):
                return True
        return False


def _pairs(query: str) -> list[tuple[str, str]]:
    """What a query string asks for, in whatever order."""
    return sorted(parse_qsl(query, keep_blank_values=True))


def says_last(contract: Contract, page: Page) -> bool:
    """Whether a page tells by what it says, and not by its place, that none follows; False where its contract has no word for that."""
    lead = contract.pages.next
    if lead is not None:
        said = said_at(lead.place, page.answer, page.records)
        return is_nothing(said) or CursorPager(contract).ends(page, said)
    return CursorPager(contract).ends(page, None)
