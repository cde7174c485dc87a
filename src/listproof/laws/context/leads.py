"""Pages that lead to one another, as a law asks for them: the next, the one before, and cursors that nobody gave out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import quote, unquote

from listproof.contract import Absent, AnswerPlace, End, Lead, Query, absent, at
from listproof.evidence import Reply
from listproof.laws.context.conversation import Conversation
from listproof.laws.context.page_choice import PageChoice
from listproof.paging import Astray, said_at
from listproof.paging.cursor import CursorPager
from listproof.paging.sizes import counted, cursored
from listproof.values.altered_cursors import altered_inside, in_base64, text_in_base64
from listproof.values.boundary_values import listed_sizes, near_size
from listproof.verdicts import Inconclusive

__all__ = ["GARBAGE", "Leads"]

GARBAGE = "listproof-made-this-up"
"""A cursor that no service gave out."""
_ENDS = ("0", "~~~~~~~~", "zzzzzzzz")
"""A key before all keys that are digits and letters, and two behind them: by their code points, and where signs come before letters."""
_LARGE = "9" * 18
"""A number behind all others, where keys can be nothing else."""
_LATER = 2
"""Seconds after its end at which a cursor is surely too old, though times are told in whole seconds."""
_MOST_PAGES = 12
_FIRST_PAGES = 3


class Leads:
    """The leads of one listing. What is asked is shared with other laws, but for what is asked afresh."""

    def __init__(self, conversation: Conversation, choice: PageChoice) -> None:
        self._talk = conversation
        self._choice = choice
        self._contract = conversation.contract
        self._pages = conversation.contract.pages
        self._cursor = CursorPager(conversation.contract)

    @property
    def next(self) -> Lead | None:
        """How an answer leads on."""
        return self._pages.next

    @property
    def tokens(self) -> bool:
        """Whether the next page is named by a token that the service makes, and not by what a record shows or by a link."""
        return self.next is not None and self.next.form == "token" and self.next.place.kind != "last" and bool(self._pages.parameter)

    @property
    def small_size(self) -> int:
        """A size that cuts the listing into three pages or more, where a size may be asked for; else 0."""
        return self._choice.cut if self._pages.sized else 0

    def other_sizes(self, most: int) -> Sequence[int]:
        """So many sizes other than the small one, as near above it as may be asked for; another that is listed where sizes are."""
        listed = [size for size in listed_sizes(self._contract) if size != self.small_size]
        return sorted(listed, key=lambda size: (size < self.small_size, size)) or [self.small_size + more for more in range(1, most + 1)]

    @property
    def size_of_its_own(self) -> int:
        """A small size that is not the one of pages for which none is asked, where there is another beside it."""
        size = self.small_size
        parameter = self._contract.parameter(self._pages.size.parameter) if size else None
        if parameter is None or parameter.default != size:
            return size
        if listed_sizes(self._contract):
            return next((other for other in listed_sizes(self._contract) if other != size), size)
        return size - 1 if size - 1 >= max(1, int(parameter.minimum or 1)) else min(size + 1, self._talk.max_page_size)

    def dividing_size(self, records: int) -> int | None:
        """A size that cuts so many records into full pages only, few of them; None where none does, or none may be asked for."""
        if not self._pages.sized or records < 1:
            return None
        parameter = self._contract.parameter(self._pages.size.parameter)
        least, most = max(1, int(parameter.minimum or 1)), min(self._talk.max_page_size, records)
        tried = range(most, max(least, records // _MOST_PAGES) - 1, -1)
        sizes = [size for size in tried if records % size == 0 and near_size(self._contract, size) == size]
        return next((size for size in sizes if size < records), next(iter(sizes), None))

    def first(self, arguments: Mapping[str, Any], size: int) -> Reply:
        """The first page of the base query with `arguments`."""
        return self._talk.ask_for(self._talk.store.pager.first(self._talk.base.having(arguments), size))

    def after(self, reply: Reply, size: int, *, fresh: bool = False) -> Reply | None:
        """The page to which a page leads; None where it says that it is the last."""
        following = self.leading(reply, size)
        return None if following is None else self._talk.ask_for(following, fresh=fresh)

    def after_its_life(self, reply: Reply, size: int) -> Reply | None:
        """The answer to the cursor that a page gives, asked when it is older than it lives; None where the page gives none."""
        following, lives = self.leading(reply, size), self._pages.lives
        return None if following is None or lives is None else self._talk.ask_for(following, fresh=True, after=lives + _LATER)

    def anew(self, reply: Reply) -> Reply:
        """The same page, reached afresh, where cursors may have grown too old since; else the page itself."""
        return self._talk.store.anew(reply) if self._pages.expired else reply

    def leading(self, reply: Reply, size: int) -> Query | None:
        """The query to which a page leads, though it could be asked for by its address. Inconclusive where it leads elsewhere."""
        return self._led(reply, self._pages.next, "the next page")

    def lacking(self, page: Reply, offset: int, size: int, names: Sequence[str]) -> list[str]:
        """The records behind the first `offset` of a walk that a page lacks which leads to no other: it is short for they are lost."""
        if self._pages.addressed or offset == 0 or self.leading(page, size) is not None:
            return []
        return [name for name in names[offset : offset + size] if name not in page.names]

    def named(self, reply: Reply) -> Reply | None:
        """The page that an answer names as its next, though it may say besides that none follows; None where it names none."""
        try:
            query = self._cursor.named(reply, self._pages.next)
        except Astray:
            return None
        return None if query is None or query == reply.query else self._talk.ask_for(query)

    def edge(self, reply: Reply, word: str) -> Query | None:
        """The query to which a page's link to the first or the last page leads; None where it has none. Inconclusive as `leading` is."""
        return self._led(reply, self._pages.edges[word], f"the {word.replace('-', ' ')}")

    def _led(self, reply: Reply, lead: Lead | None, page: str) -> Query | None:
        try:
            return self._cursor.led(reply, lead)
        except Astray as astray:
            raise Inconclusive(f"{page} lies elsewhere, at {self._talk.store.session.masked(str(astray))}") from None

    def place_of(self, value: Any, size: int) -> int | None:
        """How many records stand before the page of a size that a value of the page parameter asks for; None where it asks for no place."""
        return self._talk.store.pager.begins(value, size) if self._pages.addressed and size else None

    def ends(self, value: Any, records: int, size: int) -> bool | None:
        """Whether a page of a size that a value of the page parameter asks for holds the last of so many records, and begins where pages
        of that size do from the first on; None where it asks for no place."""
        before = self.place_of(value, size)
        return None if before is None else before % size == 0 and before < records <= before + size

    def second(self, arguments: Mapping[str, Any], size: int) -> tuple[Reply, Reply]:
        """The first two pages of a query. Raises Inconclusive where there is only one."""
        first = self.first(arguments, size)
        second = self.after(first, size) if first.good else None
        if second is None:
            raise Inconclusive(f"one page holds all {len(first.records)} records" if first.good else f"no good answer: {first.said()}")
        return first, second

    def beginning(self, arguments: Mapping[str, Any], size: int, *, pages: int = _FIRST_PAGES, fresh: bool = False) -> list[Reply]:
        """The first so many pages of a query, up to one that is no good answer or leads back to one of them."""
        read = [self._talk.ask_for(self._talk.store.pager.first(self._talk.base.having(arguments), size), fresh=fresh)]
        while len(read) < pages and read[-1].good:
            following = self.leading(read[-1], size)
            if following is None or following in [page.query for page in read]:
                break
            read.append(self._talk.ask_for(following, fresh=fresh))
        return read

    def said(self, lead: Lead | None, reply: Reply) -> Any:
        """What stands in an answer where a lead does, or `absent`."""
        return None if lead is None else said_at(lead.place, reply.answer, reply.records)

    def says(self, end: End, reply: Reply) -> bool | None:
        """Whether a field that tells of the end says so in an answer; None where it does not stand there."""
        told = said_at(end.place, reply.answer, reply.records) if end.place is not None else absent
        return None if isinstance(told, Absent) and not end.unsaid else end.told(told)

    def number_of_pages(self, reply: Reply) -> int | None:
        """The number of pages that an answer tells; None where it tells none."""
        return _number_at(self._contract.page_count, reply)

    def number_shown(self, reply: Reply) -> int | None:
        """The number of records that an answer tells of its own page; None where it tells none."""
        return _number_at(self._contract.shown_count, reply)

    def cursor_of(self, query: Query) -> Any:
        """The cursor that a query asks for, or None."""
        return query.arguments.get(self._pages.parameter)

    def made_up(self, second: Reply, size: int) -> dict[str, Query]:
        """Queries for a second page that the service did not name, by what was done to its name.

        A token and what a link adds are made up, cut short and changed in the middle; of what records show only what is made up can be
        told from a record's own.
        """
        if second.query.link is not None:
            return self._renamed(second, size, self._altered_in_a_link)
        # A word is no key where keys are numbers, and refused as that: only a number may be taken for one.
        unknown = _LARGE if self._takes_numbers else GARBAGE
        return self._renamed(second, size, self.altered if self.tokens else lambda _: {"made up": unknown})

    @property
    def _takes_numbers(self) -> bool:
        name = self._pages.parameter
        return self._contract.has_parameter(name) and self._contract.parameter(name).kind in ("integer", "number")

    def _altered_in_a_link(self, own: str) -> dict[str, str]:
        """The cursors that are made of one which stands escaped in a link; what its text is altered to is escaped as well."""
        inside = altered_inside(unquote(own))
        return {**self.altered(own), **({"altered inside": quote(inside, safe="")} if inside else {})}

    def far_off(self, second: Reply, size: int) -> Iterator[list[Query]]:
        """Queries for a second page by names that no record has, some that stand before all of them and some behind, whichever is which: as
        they are, and then in Base64 where the service's own name is a text in Base64."""
        ends = (_ENDS[0], _LARGE) if self._takes_numbers else _ENDS
        yield [*self._renamed(second, size, lambda _: dict(zip(ends, ends, strict=True))).values()]

        def as_its_own(own: str) -> Mapping[str, str]:
            known = text_in_base64(unquote(own)) is not None
            made = {end: in_base64(end.encode(), unquote(own)) for end in ends} if known else {}
            return {end: quote(text, safe="") if link else text for end, text in made.items()}

        link = second.query.link is not None
        if encoded := [*self._renamed(second, size, as_its_own).values()]:
            yield encoded

    def _renamed(self, second: Reply, size: int, others: Callable[[str], Mapping[str, str]]) -> dict[str, Query]:
        """Queries for a second page with other names in place of its own; none where a link holds nothing that the service made."""
        base = self._talk.store.pager.first(self._talk.base, size)
        given = self.cursor_of(second.query)
        if second.query.link is None:
            return {done: base.having({self._pages.parameter: cursor}) for done, cursor in others(str(given)).items()}
        pairs = [pair.partition("=")[::2] for pair in second.query.link.split("&")]
        name, value = self._made_by_the_service(pairs, second.query)
        if not name or value.isdecimal():
            return {}
        links = {done: "&".join(f"{n}={other if n == name else v}" for n, v in pairs) for done, other in others(value).items()}
        return {done: second.query.following(link) for done, link in links.items()}

    def _made_by_the_service(self, pairs: Sequence[tuple[str, ...]], query: Query) -> tuple[str, str]:
        """What a link carries that nobody asked for: by a name that no document knows, else by one of which the contract says nothing."""
        contract, order = self._contract, self._contract.order
        documented = {one.name for one in contract.query_parameters} | {one.carrier for one in contract.parameters if one.carrier}
        asking = {*query.arguments, contract.pages.size.parameter, *(one.parameter for one in contract.projections)}
        asking |= {one.name for one in contract.filters} | {one.carrier for one in contract.parameters if one.carrier}
        asking |= {name for name in (order.by, order.direction) if name} if order is not None else set()
        for known in (documented, asking):
            made = [(n, v) for n, v in pairs if unquote(n) not in known - {self._pages.parameter}]
            if made:
                return max(made, key=lambda pair: len(pair[1]))
        return "", ""

    def cursor_at(self, record: Any) -> Any:
        """The cursor that what a record shows makes, where pages go on after a record; None where a lead is made of something else."""
        if self.next is None or self.next.place.kind != "last":
            return None
        return cursored(self._contract, self.next, at(record, self.next.place.name))[self._pages.parameter]

    def at_cursor(self, cursor: Any, arguments: Mapping[str, Any], size: int) -> Reply:
        """The answer to a cursor under the base query with `arguments`."""
        sized = self._talk.store.pager.first(self._talk.base.having(arguments), size)
        beside = self.next.beside if self.next is not None else {}
        return self._talk.ask_for(sized.having({self._pages.parameter: cursor, **beside}))

    def altered(self, cursor: str) -> dict[str, str]:
        """Cursors that nobody gave out, by what was done to one: made up, cut short, one character in its middle changed; altered inside
        where it is a text in Base64."""
        middle = len(cursor) // 2
        inside = {"altered inside": altered} if (altered := altered_inside(cursor)) else {}
        changed = cursor[:middle] + ("A" if cursor[middle : middle + 1] != "A" else "B") + cursor[middle + 1 :]
        return {"made up": GARBAGE, "cut": cursor[: max(1, len(cursor) - 3)], "changed": changed, **inside}

    def at(self, query: Query, path: Mapping[str, Any] | None = None) -> Reply:
        """The answer to a query as it is; `path`: with path values of its own."""
        return self._talk.ask_for(query, path=path)

    def again(self, page: Reply) -> Reply | None:
        """A page asked for again by what led to it, without those before it, which a server may remember; None where it has an address,
        or is refused by now."""
        again = None if self._pages.addressed else self._talk.ask_for(page.query, fresh=True)
        return again if again is not None and again.good else None

    def numbered(self, page: Reply, size: int) -> Query:
        """The query for the page whose address comes after that of a page."""
        following = self._talk.store.pager.next(page, size, 0)
        if following is None:
            raise Inconclusive("no page comes after one that is empty")
        return following

    def tells_the_last(self, page: Reply, size: int) -> bool:
        """Whether a page must say that it is the last where it is: by a word of its contract, and by more than how full it is.

        Only a page that is not full: whether the last full page says so is told apart. Where pages may be empty, none must; nor where
        an end may be a page without records or a cursor that comes back, which only the page behind the last can show.
        """
        says = {end.kind for end in self._pages.end} - {"says"}
        return bool(says) and not says & {"empty", "same"} and self._pages.size.means == "exactly" and 0 < len(page.records) < size

    def before(self, reply: Reply) -> Reply | None:
        """The page to which a page leads back; None where it leads nowhere."""
        query = self._talk.store.pager.previous(reply)
        back = None if query is None else self._talk.ask_for(query)
        if back is not None and back.refused and self._pages.expired:
            again = self._talk.store.pager.previous(self.anew(reply))
            return None if again is None else self._talk.ask_for(again)
        return back


def _number_at(place: AnswerPlace | None, reply: Reply) -> int | None:
    """The number that an answer tells at a place; None where it tells none, or one below zero."""
    number = counted(said_at(place, reply.answer, reply.records)) if place is not None else None
    return None if number is None or number < 0 else number
