"""The answers of one contract at one target, each asked for once and shared by all laws."""

from __future__ import annotations

import json
import marshal
import threading
from collections import Counter
from collections.abc import Callable, Mapping
from concurrent.futures import Executor, Future
from copy import copy
from dataclasses import replace
from typing import Any

import httpx

from listproof.contract import Absent, Contract, Query, at, spell, spelled_body, spelled_path
from listproof.evidence.drift import Census, Drift, looked_at
from listproof.evidence.narrowing import CLOSED_SINCE, narrowing
from listproof.evidence.reply import Reply, Walk
from listproof.evidence.walking import Walking
from listproof.paging import Astray, pager_of
from listproof.transport.redaction import asked_of, texts_at
from listproof.transport.session import Answer, Session, code_of
from listproof.values.boundary_values import mandatory, mandatory_headers, smallest_size
from listproof.values.filter_values import spelled_time
from listproof.values.profiles import Profile, profile_for
from listproof.verdicts import Inconclusive, Trouble, Unsupported

__all__ = ["Store"]

_FARTHEST = 100_000
_UNPROVED = "what goes wrong among the others alone is unproved"
_FIRST_ONLY = f"only the first were read and judged; {_UNPROVED}"
_OF_RECORDS = ("values", "shown")
"""What `memory` holds that follows from the records alone."""
_OF_THE_RUN = ("paired",)
"""What it holds that is chosen once in a run, whatever moves: it need not be the best choice, and is dear."""


class Store:
    """Asks, remembers, walks. `renew` forgets all answers, so that what follows is seen afresh.

    `suspects` maps a law to what it found wrong: kept by `renew`, so that a law that draws is confirmed on the same question.
    `narrowed` are filters that narrow the contract's base here, `note` says why and what that leaves
    unproved, `listed` is the total of the whole listing then.
    `motion` is what moved around the answers in hand, where they are judged again in view of it. `failed`: a law has failed in this run.
    """

    def __init__(self, contract: Contract, session: Session) -> None:
        self.contract = contract
        self.session = session
        self.target = session.target
        self.pager = pager_of(contract)
        self._replies: dict[tuple[Query, str, str], Reply] = {}
        self._walks: dict[tuple[Query, int], Walk] = {}
        self._spelled: dict[str, Answer] = {}
        self._met: dict[bytes, Any] = {}
        self._asking: dict[tuple[Query, str, str], Future[Reply]] = {}
        self._lock = threading.Lock()
        self._rehearsing = False
        self.threads: Executor | None = None
        self.asked_ahead: set[str] = set()
        self._heard: dict[tuple[Query, str, str, str], list[Reply]] = {}
        self.motion: Drift | None = None
        self._census: Census | None = None
        self._latest: Census | None = None
        self._read_at = -1
        self._max_page_size: int | None = None
        self._admitted = False
        kinds = ("no-credential", "wrong-credential", "expired-credential", "wrong-signature")
        self._refusals_of_sign_in = {code_of(form.body) for form in contract.errors if form.kind in kinds} - {""}
        self._headers = mandatory_headers(contract)
        session.throttled_codes = frozenset(code_of(form.body) for form in contract.errors if form.kind == "throttled") - {""}
        self.narrowed: Mapping[str, Any] = {}
        self._widest_base = contract.base
        self.note = ""
        self.listed: int | None = None
        self.readings: dict[str, tuple[str, ...]] = {}
        self.absent: dict[str, tuple[Any, ...]] = {}
        self.memory: dict[Any, Any] = {}
        self.suspects: dict[str, Any] = {}
        self.failed = False
        self.profile: Profile = profile_for(self.target.name)
        self.page_sizes: Counter[int] = Counter()
        self.refusals: Counter[str] = Counter()
        self.progress: Callable[[int, int | None], None] | None = None

    @property
    def base(self) -> Query:
        """The query that all others extend: the contract's, and what every request must give besides its page."""
        paging = (self.contract.pages.parameter, self.contract.pages.size.parameter)
        needed = {name: value for name, value in mandatory(self.contract).items() if name not in paging}
        return Query.of({**needed, **self.contract.base})

    def ask(
        self,
        query: Query,
        *,
        fresh: bool = False,
        space: str = "%20",
        auth: httpx.Auth | None = None,
        path: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Reply:
        """The reply to a query; one already in hand unless `fresh`, another credential, or headers of its own are asked for."""
        values = self.target.path if path is None else path
        try:
            where = spelled_path(self.contract, values)
        except KeyError as error:
            raise Trouble(
                f"targets file: target {self.target.name!r} of {self.contract.slug} lacks path value {error.args[0]!r}; "
                f"add path = {{ {error.args[0]} = … }}"
            ) from None
        key = (query, where, space)
        shared = auth is None and headers is None
        if shared and not fresh and key in self._replies:
            return self._replies[key]
        if self._rehearsing and (fresh or not shared):
            raise Inconclusive("a rehearsal asks for nothing that is not shared")
        if shared and not fresh and self.motion is None:
            return self._asked_once(key)
        return self._asked(key, fresh, auth, headers)

    def _asked_once(self, key: tuple[Query, str, str]) -> Reply:
        """The reply to a question that several threads may have; who asks first, asks for all."""
        with self._lock:
            if key in self._replies:
                return self._replies[key]
            awaited = self._asking.get(key)
            if awaited is None:
                mine = self._asking[key] = Future()
        if awaited is not None:
            return awaited.result()
        try:
            mine.set_result(self._asked(key))
        except BaseException as error:
            mine.set_exception(error)
            raise
        finally:
            with self._lock:
                self._asking.pop(key, None)
        return mine.result()

    def _asked(
        self,
        key: tuple[Query, str, str],
        fresh: bool = False,
        auth: httpx.Auth | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Reply:
        (query, where, space), shared = key, auth is None and headers is None
        otherwise = f"{type(auth).__name__ if auth else ''} {sorted((headers or {}).items())}"
        if self.motion is not None:
            return self._heard_again((*key, otherwise))
        spelled = spell(self.contract, query, space)
        sent, own = spelled_body(self.contract, query), self._headers if headers is None else headers
        if sent is None:
            answer = self.session.get(where, spelled, auth=auth, headers=own)
        else:
            self.session.let_read(where)
            answer = self.session.read(where, spelled, sent, auth=auth, headers=own)
        reply = Reply(self.contract, query, answer)
        if self.target.mask:
            self.session.hide(texts_at(answer.body, self.target.mask) | asked_of(self.contract, query.arguments, self.target.mask))
        self._share(reply)
        self._count(reply)
        if fresh or not shared:
            self._heard.setdefault((*key, otherwise), []).append(reply)
        if shared:
            self._replies[key] = reply
            self._check_sign_in(reply)
        return reply

    def ask_as_spelled(self, query: str) -> Answer:
        """The answer to a query that is spelled already, whatever it holds; one already in hand where there is one."""
        if query not in self._spelled:
            if self.motion is not None:
                raise Inconclusive("the answers in hand do not tell, in view of what moved around them")
            self._spelled[query] = self.session.get(spelled_path(self.contract, self.target.path), query)
        return self._spelled[query]

    def _heard_again(self, key: tuple[Query, str, str, str]) -> Reply:
        """The next of the answers that were asked for afresh or otherwise; nothing is asked while answers are judged again."""
        heard = self._heard.get(key)
        if not heard:
            raise Inconclusive("the answers in hand do not tell, in view of what moved around them")
        return heard.pop(0)

    def listen(self) -> None:
        """Forget what was heard apart from the answers that are shared: a law starts."""
        self._heard = {}

    def in_view_of(self, motion: Drift) -> Store:
        """The same answers to the same questions, to be judged again in view of what moved around them. It asks nobody."""
        other = copy(self)
        other.motion = motion
        other._heard = {key: list(replies) for key, replies in self._heard.items()}
        other.readings, other.absent = {}, {}
        other.memory = dict(self.memory)
        other.suspects = dict(self.suspects)
        return other

    def _check_sign_in(self, reply: Reply) -> None:
        """Stop asking where the target's own credential is refused, at once or, once it was good, when the base query is refused too."""
        self._admitted = self._admitted or reply.good
        if not reply.refused or not (reply.answer.status == 401 or code_of(reply.answer.body) in self._refusals_of_sign_in):
            return
        again = Query.of({**self.contract.base, **mandatory(self.contract)})
        if self._admitted and reply.query != again and not self.ask(again, fresh=True).refused:
            return
        raise self.session.give_up(
            f"{self.contract.slug} at {self.target.base_url}: the sign-in is refused ({self.session.masked(reply.said())}); "
            f"check auth of targets.{self.target.name}.{self.contract.slug} and the clock of this machine",
            "refused",
        )

    def _share(self, reply: Reply) -> None:
        """Let the same object stand for the same record in every answer: a run meets each many times, and holds it once."""
        records = at(reply.answer.body, self.contract.records)
        if isinstance(records, list):
            for place, record in enumerate(records):
                try:
                    records[place] = self._met.setdefault(marshal.dumps(record, 2), record)
                except ValueError:
                    continue  # nested too deeply to be written

    def _count(self, reply: Reply) -> None:
        if reply.good:
            self.page_sizes[len(reply.records)] += 1
        elif reply.refused:
            self.refusals[f"{reply.answer.status} {code_of(reply.answer.body)}".strip()] += 1

    def replies(self) -> tuple[Reply, ...]:
        """Every reply in hand."""
        return tuple(self._replies.values())

    def paged(self, query: Query, offset: int, size: int) -> Query:
        """The query for the page of `size` records that starts `offset` records in (a multiple of size where pages are numbered).

        Unsupported where that page has no address.
        """
        if offset == 0:
            return self.pager.first(query, size)
        try:
            return self.pager.at(query, offset, size)
        except LookupError as error:
            raise Unsupported(str(error)) from None

    def page(self, query: Query, offset: int, size: int, *, fresh: bool = False) -> Reply:
        """The page of `size` records that starts `offset` records in; where pages lead to one another, it is walked to.

        Unsupported where no page begins there; Inconclusive where the pages end before.
        """
        if offset == 0 or self.pager.addressed:
            return self.ask(self.paged(query, offset, size), fresh=fresh)
        if self.contract.pages.kind == "none" or offset % max(1, size):
            return self.ask(self.paged(query, offset, size))
        reply, held = self.ask(self.pager.first(query, size)), 0
        while reply.good and held < offset:
            following = self.next(reply, size, held)
            held += len(reply.records)
            if following is None:
                raise Inconclusive(f"the pages end after {held} records")
            reply = self.ask(following, fresh=fresh)
        if reply.good and held != offset:
            raise Inconclusive(f"no page of {size} begins after {offset} records: pages may hold fewer")
        return reply

    def next(self, reply: Reply, size: int, before: int = 0) -> Query | None:
        """The query for the page after a reply, None where it is the last; Inconclusive where it leads out of the listing."""
        try:
            return self.pager.next(reply, size, before)
        except Astray as astray:
            raise Inconclusive(f"the next page lies elsewhere, at {self.session.masked(str(astray))}") from None

    def unpaged(self, query: Query) -> Query:
        """The query without its page."""
        return self.pager.without(query)

    @property
    def max_page_size(self) -> int:
        """The page size for reading much: the largest that a source shows accepted, or more where the target shows it."""
        if self._max_page_size is None:
            self._max_page_size = self._widest()
        return self._max_page_size

    def _widest(self) -> int:
        if not self.contract.pages.sized:
            return max(1, len(self.ask(self.pager.first(self.base, 0)).records))
        safe = self.contract.pages.size.safe
        wide = 100
        if self.ask(self.paged(self.base, 0, safe)).refused:
            least = smallest_size(self.contract)
            return least if self.ask(self.paged(self.base, 0, least)).good else safe
        if safe >= wide:
            return safe
        first = self.ask(self.paged(self.base, 0, wide))
        whole = first.good and first.total is not None and len(first.records) == min(wide, first.total) == len(set(first.names))
        return wide if whole and len(first.records) > safe else safe

    def walk(self, query: Query, size: int | None = None, *, fresh: bool = False, farthest: int | None = None) -> Walk:
        """A complete reading of a query, by what its answers say; where the census is read in part, so is any other walk.

        For the census the total alone is not believed.
        """
        size = size or self.max_page_size
        first_of_all = farthest is not None
        if farthest is None:
            farthest = _FARTHEST if self._latest is None or self._latest.complete else self.target.max_records
        key = (query, size)
        if not fresh and key in self._walks:
            return self._walks[key]
        walking = Walking(self.pager, lambda asked: self.ask(asked, fresh=fresh), self.target.concurrency, self.progress)
        self._walks[key] = walk = walking.read(query, size, farthest, whole=first_of_all)
        return walk

    @property
    def census(self) -> Census:
        """The census, read once."""
        if self._census is None:
            self._census = self.read_census()
        return self._census

    @property
    def census_in_hand(self) -> Census | None:
        """The census if it has been read."""
        return self._census

    def read_census(self, after: Census | None = None) -> Census:
        """The census read afresh; a reading after which nothing else was sent is fresh, unless it is the one that another comes `after`.

        Trouble where the base query is refused.
        """
        if self._latest is not None and self._read_at == self.session.sent and self._latest is not after:
            return self._latest
        farthest = self.target.max_records
        if self._latest is None:
            self._narrow(farthest)
        walk = self.walk(self.base, fresh=self._latest is not None, farthest=farthest)
        first = walk.pages[0]
        if 400 <= first.answer.status < 500 and not self._answers_otherwise():
            raise self.session.give_up(
                f"{self.contract.slug} at {self.target.base_url}: the base query is refused ({self.session.masked(first.said())}); "
                f"check path and auth of targets.{self.target.name}.{self.contract.slug}",
                "refused",
            )
        elsewhere = first.answer.headers.get("location") if 300 <= first.answer.status < 400 else None
        if elsewhere or (isinstance(first.answer.body, Absent) and first.answer.text.lstrip()[:1] == "<"):
            does = f"sends to {self.session.masked(elsewhere)}" if elsewhere else "answers with a page and not with JSON"
            raise self.session.give_up(
                f"{self.contract.slug}: {self.target.base_url} {does}; check base_url of targets.{self.target.name}.{self.contract.slug}",
                "unreachable",
            )
        complete = walk.cut is None
        if walk.cut == "far" and not self.note:
            self.note = f"there may be more records than max_records = {farthest}: {_FIRST_ONLY}"
        self._latest = Census(walk, self.contract.identity, complete, looked_at(self.contract))
        self._read_at = self.session.sent
        return self._latest

    def _narrow(self, farthest: int) -> None:
        """Narrow a listing that is too long to be read to its end; completeness is then shown for what is left alone."""
        first = self.ask(self.paged(self.base, 0, self.max_page_size))
        if not first.good or first.total is None or first.total <= farthest:
            return
        self.listed = first.total
        told = f"{first.total} records are more than max_records = {farthest}:"
        chosen = narrowing(self, farthest)
        if chosen is None:
            self.note = f"{told} {_FIRST_ONLY}"
            return
        part = " ".join(f"{name}={value}" for name, value in chosen.items())
        self.note = f"{told} all with {part} were read and judged; {_UNPROVED}"
        self._extend(chosen)

    @property
    def unnarrowed(self) -> dict[str, Any]:
        """The arguments that undo what narrows the listing here; none where nothing does."""
        return {name: self._widest_base.get(name) for name in self.narrowed}

    def _extend(self, arguments: Mapping[str, Any]) -> None:
        """Take a narrower query for the base."""
        self.contract = replace(self.contract, base={**self.contract.base, **arguments})
        self.narrowed = {**self.narrowed, **arguments}

    def _answers_otherwise(self) -> bool:
        """Whether the listing is answered with nothing but its mandatory parameters: then it is the page that is refused, not the run."""
        return self.ask(Query.of(mandatory(self.contract))).good

    @property
    def answers(self) -> object:
        """The answers in hand, to be told from those after a renewal; nothing else is to be done with them."""
        return self._replies

    def renew(self, census: Census) -> None:
        """Forget every answer but this reading of the census; who is still asking on behalf of the old ones keeps those to itself."""
        self._replies, self._walks, self._asking, self._spelled = {}, {}, {}, {}
        self.readings, self.absent, self.memory, self.asked_ahead = {}, {}, self._remembered(*_OF_THE_RUN), set()
        self._start_from(census)

    def _remembered(self, *kinds: str) -> dict[Any, Any]:
        return {key: value for key, value in self.memory.items() if key[0] in kinds}

    def shared(self, threads: Executor | None = None) -> Store:
        """A store for a rehearsal: it shares the answers in hand and adds to them, and asks for nothing that could not be shared.

        With `threads`, what is drawn is left to them to ask.
        """
        other = copy(self)
        other.threads = threads
        other._rehearsing = True
        other.readings, other.absent, other._heard, other.suspects = dict(self.readings), dict(self.absent), {}, {}
        other.memory = dict(self.memory)
        other.progress = None
        return other

    def afresh(self, census: Census) -> Store:
        """Another store at the same session that holds no answer but this reading of the census.

        What was worked out from the same records, and asked nobody, it knows as well.
        """
        other = copy(self)
        other._replies, other._walks, other.readings, other.absent, other._heard, other._asking = {}, {}, {}, {}, {}, {}
        other._spelled = {}
        same = self._census is not None and self._census.by_identity == census.by_identity
        other.memory = self._remembered(*(_OF_RECORDS if same else ()), *_OF_THE_RUN)
        other._start_from(census)
        return other

    def closed(self) -> Store | None:
        """The same listing closed some minutes before the server's time, where its contract has a filter for that: nothing new comes in.

        None where it has none, or where so many records are younger that too few would be left.
        """
        name, census = self.contract.close, self.census
        if name is None or name in self.contract.base or not census.walk.pages[0].good:
            return None
        moment = (census.walk.pages[0].answer.now[0] - CLOSED_SINCE) // 1000 * 1000
        other = copy(self)
        other._extend({name: spelled_time(self.contract.parameter(name), moment)})
        other._replies, other._walks, other.readings, other.absent, other._heard = {}, {}, {}, {}, {}
        other._asking, other._spelled, other.memory = {}, {}, self._remembered(*_OF_THE_RUN)
        other._census = other._latest = None
        return other if len(other.census.records) > len(census.records) // 2 else None

    def _start_from(self, census: Census) -> None:
        self._census = census
        for page in census.walk.pages:
            where = spelled_path(self.contract, self.target.path)
            self._replies[(page.query, where, "%20")] = page
        self._walks[(census.walk.query, census.walk.size)] = census.walk

    def counts(self, records: tuple[Any, ...]) -> Counter[str]:
        """How often each settled record stands in a sequence."""
        pointers = tuple(dict.fromkeys(self.contract.identity + self.contract.settled))
        return Counter(
            json.dumps([None if isinstance(v := at(record, p), Absent) else v for p in pointers], sort_keys=True) for record in records
        )
