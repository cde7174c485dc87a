"""Reading a query from its first page to its last, by what the answers say."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import takewhile
from threading import Event

from listproof.checks.walks import last_that_adds
from listproof.contract import Query
from listproof.evidence.reply import Cut, Reply, Walk
from listproof.evidence.threads import side_by_side
from listproof.paging import Astray, Pager, says_last

__all__ = ["Walking"]

_BARREN = 3
"""So many pages in a row without a record that is new end a walk; where a page may be empty though more follow, so many times more,
until as many records are met as the total says."""
_BARREN_WHERE_EMPTY_PAGES_ARE_FAIR = 3


@dataclass(frozen=True)
class Walking:
    """How a listing is walked: `ask` gives the reply to a query, `concurrency` is how many may be in flight, `progress` is told of each
    page (records so far, total)."""

    pager: Pager
    ask: Callable[[Query], Reply]
    concurrency: int = 1
    progress: Callable[[int, int | None], None] | None = None

    def read(self, query: Query, size: int, farthest: int, *, whole: bool, enough: int | None = None, all_told: int | None = None) -> Walk:
        """A walk of a query with pages of `size` records that ends, if nothing else ends it, after `farthest` records.

        Where pages have addresses the total says how far to go; `whole` goes on where the last of these pages is full, for a total
        can be wrong. Where pages lead to one another, one page without a record that is new ends a walk that has met `enough` records,
        and one that leads on after `all_told` records is not followed.
        """
        first = self.ask(self.pager.first(query, size))
        if not first.good:
            return Walk(query, size, (first,))
        if self.pager.addressed:
            pages = [first, *self._addressed(query, size, first, farthest)] if first.records else [first]
            if whole:
                pages += self._beyond(pages, size, farthest)
            return Walk(query, size, tuple(pages), "far" if _far(pages, farthest) else "barren" if _for_nothing(pages) else None)
        return self._led(query, size, first, farthest, enough, all_told)

    def _addressed(self, query: Query, size: int, first: Reply, farthest: int) -> list[Reply]:
        told = first.total
        reach = min(told if told is not None else farthest, farthest)
        places = self.pager.starts(first, size, reach) or ()
        if told is not None and self.concurrency > 1 and len(places) > 1:
            pages = self._side_by_side(query, size, places)
            return pages if first.contract.pages.past_end == "empty" else list(takewhile(lambda page: not page.refused, pages))
        return self._in_turn(size, first, reach)

    def _side_by_side(self, query: Query, size: int, places: Sequence[int]) -> list[Reply]:
        """The pages at some places, up to where several in a row show nothing: a total may tell of more records than there will ever be."""
        nothing: set[int] = set()
        ended = Event()

        def at(place: int) -> Reply | None:
            if ended.is_set():
                return None
            page = self.ask(self.pager.at(query, places[place], size))
            if not page.records:
                nothing.add(place)
                if any(nothing.issuperset(range(start, start + _BARREN)) for start in range(place - _BARREN + 1, place + 1)):
                    ended.set()
            return page

        with side_by_side(self.concurrency) as pool:
            asked = list(pool.map(at, range(len(places))))
        pages: list[Reply] = []
        for page in asked:
            if page is None or (len(pages) >= _BARREN and not any(one.records for one in pages[-_BARREN:])):
                break
            pages.append(page)
        return pages

    def _in_turn(self, size: int, first: Reply, reach: int) -> list[Reply]:
        """The pages after the first, one by one, up to a number of records or an empty page."""
        pages: list[Reply] = []
        page, before, known = first, 0, set(first.names)
        while (following := self.pager.next(page, size, before)) is not None:
            before += self.pager.step(page, size)
            if before >= reach or (first.total is None and says_last(page.contract, page)):
                break
            page = self.ask(following)
            if page.refused and page.contract.pages.past_end != "empty":
                break  # a page past the end may be refused where no document says that it is empty
            if page.contract.pages.past_end == "last-page" and not set(page.names) - known:
                break  # it is the last page once more, as documented
            known |= set(page.names)
            pages.append(page)
            if self.progress is not None:
                self.progress(before + len(page.records), first.total)
            if not page.good or _for_nothing([first, *pages]):
                break
        return pages

    def _beyond(self, pages: list[Reply], size: int, farthest: int) -> list[Reply]:
        """The pages after those that the total told of, where the last of them is full."""
        held, last = sum(len(page.records) for page in pages), pages[-1]
        if not last.good or len(last.records) < (size or 1) or held >= farthest or pages[0].total is None:
            return []
        found: list[Reply] = []
        known = {name for page in pages for name in page.names}
        before = sum(self.pager.step(page, size) for page in pages[:-1])
        while last.good and len(last.records) >= (size or 1) and held < farthest:
            following = self.pager.next(last, size, before)
            if following is None:
                break
            before += self.pager.step(last, size)
            last = self.ask(following)
            if not set(last.names) - known:
                break
            known |= set(last.names)
            held += len(last.records)
            found.append(last)
        return found

    def _led(self, query: Query, size: int, first: Reply, farthest: int, enough: int | None, all_told: int | None) -> Walk:
        """The pages to which each page leads."""
        pages, asked, known = [first], {first.query}, set(first.names)
        fair = first.contract.pages.size.means == "any"
        held, barren = len(first.records), 0
        cut: Cut | None = None
        while cut is None and pages[-1].good:
            try:
                following = self.pager.next(pages[-1], size, held - len(pages[-1].records))
            except Astray:
                cut = "astray"
                break
            if following is None:
                break
            cut = self._cut(following in asked, held >= farthest, all_told is not None and len(known) >= all_told)
            if cut is not None:
                break
            asked.add(following)
            page = self.ask(following)
            pages.append(page)
            barren = 0 if set(page.names) - known else barren + 1
            known |= set(page.names)
            held += len(page.records)
            if self.progress is not None:
                self.progress(held, first.total)
            all_met = first.total is not None and len(known) >= first.total
            patience = _BARREN * (_BARREN_WHERE_EMPTY_PAGES_ARE_FAIR if fair and not all_met else 1)
            if barren >= (1 if enough is not None and len(known) >= enough else patience):
                cut = "barren"
        if cut not in ("loop", "barren"):
            return Walk(query, size, tuple(pages), cut)
        last = max(1, last_that_adds(page.names for page in pages))
        return Walk(query, size, tuple(pages[:last]), cut, tuple(pages[last:]))

    @staticmethod
    def _cut(met: bool, far: bool, all_met: bool) -> Cut | None:
        return "loop" if met else "far" if far else "barren" if all_met else None


def _for_nothing(pages: Sequence[Reply]) -> bool:
    """Whether no total says how far a walk by addresses goes, and its last pages show only records that those before them showed."""
    last = pages[-_BARREN:]
    if pages[0].total is not None or len(pages) <= _BARREN or not all(page.names for page in last):
        return False
    known = {name for page in pages[:-_BARREN] for name in page.names}
    return all(known.issuperset(page.names) for page in last)


def _far(pages: list[Reply], farthest: int) -> bool:
    """Whether a walk by addresses ended because it had gone far enough, and not because nothing followed."""
    total = pages[0].total
    return total > farthest if total is not None else bool(pages[-1].records) and sum(len(page.records) for page in pages) >= farthest
