"""The evidence of one contract at one target as a law meets it: answers, walks and the census, under one regime."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field, replace
from typing import Any

import httpx

from listproof.contract import Contract, Query
from listproof.evidence.answers import Answers
from listproof.evidence.drift import Census, Drift, looked_at
from listproof.evidence.endpoint import Endpoint
from listproof.evidence.knowledge import Knowledge
from listproof.evidence.met import MetRecords
from listproof.evidence.narrowing import CLOSED_SINCE, narrowing
from listproof.evidence.question import Key, Question
from listproof.evidence.regimes import Heard, Hearing, Regime, Rehearsal, Review, Takes
from listproof.evidence.reply import Reply, Walk
from listproof.evidence.scope import ReadScope
from listproof.evidence.walking import Walking
from listproof.evidence.ways import ways_to
from listproof.paging import Astray, Pager
from listproof.transport import Answer, Session, Target
from listproof.values.boundary_values import listed_sizes, smallest_size
from listproof.values.filter_values import spelled_time
from listproof.values.profiles import Profile
from listproof.verdicts import Inconclusive, Unsupported

__all__ = ["Store"]

_FARTHEST = 100_000
_WIDE = 100
_UNPROVED = "what goes wrong among the others alone is unproved"
_FIRST_ONLY = f"only the first were read and judged; {_UNPROVED}"
_DAY = 86_400_000


@dataclass
class _Readings:
    """The latest reading of the census, and how many requests had been sent when it ended."""

    latest: Census | None = None
    sent: int = -1


@dataclass(frozen=True)
class _Parts:
    """What a store is made of. Another regime is another set of these, and shares what both may."""

    endpoint: Endpoint
    scope: ReadScope
    answers: Answers = field(default_factory=Answers)
    knowledge: Knowledge = field(default_factory=Knowledge)
    regime: Regime = field(default_factory=Hearing)
    readings: _Readings = field(default_factory=_Readings)
    census: Census | None = None


class Store:
    """Asks, remembers, walks. What else a law may know of a run is that of its endpoint, scope and knowledge.

    `met` are records that other runs over the same ones have met.
    """

    def __init__(self, contract: Contract, session: Session, parts: _Parts | None = None, *, met: MetRecords | None = None) -> None:
        self._parts = parts or _Parts(Endpoint(contract, session, met), ReadScope(contract))

    # The parts

    @property
    def session(self) -> Session:
        """The only door to the target."""
        return self._parts.endpoint.session

    @property
    def target(self) -> Target:
        """The target."""
        return self.session.target

    @property
    def pager(self) -> Pager:
        """How one page leads to the next."""
        return self._parts.endpoint.pager

    @property
    def contract(self) -> Contract:
        """The contract, its base narrowed as the listing is."""
        return self._parts.scope.contract

    @property
    def base(self) -> Query:
        """The query that all others extend: the contract's, and what every request must give besides its page."""
        return self._parts.scope.base

    @property
    def narrowed(self) -> Mapping[str, Any]:
        """The filters that narrow the contract's base here."""
        return self._parts.scope.narrowed

    @property
    def unnarrowed(self) -> dict[str, Any]:
        """The arguments that undo what narrows the listing here; none where nothing does."""
        return self._parts.scope.undone

    @property
    def note(self) -> str:
        """Why less than the whole listing is read, and what that leaves unproved."""
        return self._parts.scope.note

    @property
    def listed(self) -> int | None:
        """The total of the whole listing, where it is narrowed."""
        return self._parts.scope.listed

    @property
    def readings(self) -> dict[str, tuple[str, ...]]:
        """The readings of each filter that answers have left."""
        return self._parts.knowledge.readings

    @property
    def absent(self) -> dict[str, tuple[Any, ...]]:
        """What the absence of each filter was seen to mean."""
        return self._parts.knowledge.absent

    @property
    def memory(self) -> dict[Any, Any]:
        """What was worked out, by its kind and whatever else tells it apart."""
        return self._parts.knowledge.memory

    @property
    def suspects(self) -> dict[str, Any]:
        """What each law that draws found wrong."""
        return self._parts.knowledge.suspects

    @property
    def drift(self) -> Drift | None:
        """What moved around the answers in hand, where they are judged in view of it."""
        return self._parts.regime.drift

    @property
    def threads(self) -> Executor | None:
        """Those to which a rehearsal leaves what is drawn."""
        return self._parts.regime.threads

    @property
    def takes(self) -> Takes | None:
        """What is given all that a law draws, in place of its being asked."""
        return self._parts.regime.takes

    @property
    def judges(self) -> bool:
        """Whether what a law finds on these answers is kept, and they are not only asked for ahead."""
        return self._parts.regime.judges

    @property
    def asked_ahead(self) -> set[str]:
        """The laws whose drawn questions have been asked ahead."""
        return self.answers.asked_ahead

    @property
    def answers(self) -> Answers:
        """The answers in hand."""
        return self._parts.answers

    @property
    def failed(self) -> bool:
        """Whether a law has failed in this run, be it that what it found was not confirmed."""
        return self._parts.endpoint.failed

    def mark_failed(self) -> None:
        """Say that a law has failed."""
        self._parts.endpoint.failed = True

    @property
    def endpoint(self) -> Endpoint:
        """What is the same in every regime."""
        return self._parts.endpoint

    @property
    def page_sizes(self) -> Counter[int]:
        """How many good answers held how many records."""
        return self._parts.endpoint.page_sizes

    @property
    def refusals(self) -> Counter[str]:
        """How often each status and code refused."""
        return self._parts.endpoint.refusals

    @property
    def profile(self) -> Profile:
        """How much is drawn."""
        return self._parts.endpoint.profile

    @profile.setter
    def profile(self, profile: Profile) -> None:
        self._parts.endpoint.profile = profile

    def tell_progress(self, progress: Callable[[int, int | None], None] | None) -> None:
        """Let this be told of each page of a walk: the records so far, and the total."""
        self._parts.endpoint.progress = progress

    # What is asked

    def ask(
        self,
        query: Query,
        *,
        fresh: bool = False,
        space: str = "%20",
        auth: httpx.Auth | None = None,
        path: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
        after: float = 0.0,
    ) -> Reply:
        """The reply to a query; one already in hand unless `fresh`, another credential, or headers of its own are asked for.

        `after` so many seconds, where it is asked afresh.
        """
        return self._answered(Question(query, self._parts.endpoint.path(path), space, fresh, auth, headers, after))

    def ask_again(self, keys: Iterable[Key]) -> None:
        """Have the answers to these questions in hand, whoever asked them before."""
        for key in keys:
            self._answered(Question(*key))

    def _answered(self, question: Question) -> Reply:
        known = self.answers.reply(question.key) if question.shared else None
        if question.fresh and self.contract.pages.expired:
            self.answers.remember(question.key)  # the cursors that it gave are in hand still, and get too old
        reply = known or self._parts.regime.reply(question, self.answers, lambda: self._send(question))
        here = question.shared and question.where == self._parts.endpoint.path()
        if reply.refused and here and self.contract.pages.expired and self.drift is None:
            return self._led_anew(question, reply) or reply
        return reply

    def _led_anew(self, question: Question, refused: Reply) -> Reply | None:
        """What the pages that gave a cursor lead to now, for it may have grown too old; None where none in hand gave it."""
        (way,) = self.ways_to([refused])
        page = self.anew(way[-1]) if way else None
        following = self.next(page, 0) if page is not None and page.good else None
        if following is None:
            return None
        reply = self.ask(following, fresh=True)
        self.answers.keep(question.key, reply)
        return reply

    def anew(self, reply: Reply) -> Reply:
        """The page to which the pages that led to a reply lead now, all asked afresh; where they end before, the last of them."""
        (way,) = self.ways_to([reply])
        page = self.ask((*way, reply)[0].query, fresh=True)
        for _ in way:
            following = self.next(page, 0) if page.good else None
            if following is None:
                break
            page = self.ask(following, fresh=True)
        return page

    def _send(self, question: Question) -> Reply:
        if question.after:
            self.session.wait(question.after)
        reply = self._parts.endpoint.send(question)
        if question.as_target:
            self._parts.endpoint.check_sign_in(reply, lambda query: self.ask(query, fresh=True))
        return reply

    def ask_as_spelled(self, query: str, body: str | None = None) -> Answer:
        """The answer to a query that is spelled already, whatever it holds; one already in hand where there is one.

        `body` is the JSON of a POST that reads.
        """
        key = query if body is None else f"{query} {body}"
        return self._parts.regime.spelled(key, self.answers, lambda: self._parts.endpoint.send_as_spelled(query, body))

    def replies(self) -> tuple[Reply, ...]:
        """Every reply in hand, whoever asked for it; Inconclusive ahead of a law's turn, when those of others are still to come."""
        return self._parts.regime.in_hand(self.answers)

    # Pages

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
        if offset == 0 or self.pager.addressed or offset not in self.pager.places(size, offset + 1):
            return self.ask(self.paged(query, offset, size), fresh=fresh)
        reply, held = self.ask(self.pager.first(query, size), fresh=fresh and self.contract.pages.expired is not None), 0
        asked = {reply.query}
        while reply.good and held < offset:
            following = self.next(reply, size, held)
            held += len(reply.records)
            if following is None:
                raise Inconclusive(f"the pages end after {held} records")
            if following in asked:
                raise Inconclusive(f"after {held} records the pages lead back to one that was read")
            asked.add(following)
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

    def ways_to(self, replies: Sequence[Reply]) -> list[tuple[Reply, ...]]:
        """For each reply the pages in hand that lead to it one after another, from the first; none where pages have addresses."""
        return ways_to(replies, self.pager, self.answers.leading())

    def unpaged(self, query: Query) -> Query:
        """The query without its page."""
        return self.pager.without(query)

    @property
    def max_page_size(self) -> int:
        """The page size for reading much: the largest that a source shows accepted, or more where the target shows it."""
        endpoint = self._parts.endpoint
        if endpoint.max_page_size is None:
            endpoint.max_page_size = self._widest()
        return endpoint.max_page_size

    def _others(self, refused: int) -> Iterable[int]:
        """Page sizes to read in where the one that is shown accepted is refused: the one that comes when nothing is asked, or the least."""
        usual, least = self.contract.parameter(self.contract.pages.size.parameter).default, smallest_size(self.contract)
        if isinstance(usual, int) and not isinstance(usual, bool) and least < usual < refused:
            yield usual
        yield least

    def _widest(self) -> int:
        if not self.contract.pages.sized:
            return max(1, len(self.ask(self.pager.first(self.base, 0)).records))
        safe = self.contract.pages.size.safe
        if self.ask(self.paged(self.base, 0, safe)).refused:
            return next((size for size in self._others(safe) if self.ask(self.paged(self.base, 0, size)).good), safe)
        if safe >= _WIDE or listed_sizes(self.contract) or safe == self.contract.parameter(self.contract.pages.size.parameter).maximum:
            return safe
        first = self.ask(self.paged(self.base, 0, _WIDE))
        whole = first.good and first.total is not None and len(first.records) == min(_WIDE, first.total) == len(set(first.names))
        return _WIDE if whole and len(first.records) > safe else safe

    def walk(self, query: Query, size: int | None = None, *, fresh: bool = False) -> Walk:
        """A complete reading of a query, by what its answers say; where the census is read in part, so is any other walk."""
        latest = self._parts.readings.latest
        farthest = _FARTHEST if latest is None or latest.complete else self.target.max_records
        return self._walk(query, size or self.max_page_size, farthest, fresh=fresh)

    def _walk(self, query: Query, size: int, farthest: int, *, fresh: bool, whole: bool = False, enough: int | None = None) -> Walk:
        known = None if fresh else self.answers.walk(query, size)
        if known is not None:
            return known
        progress = self._parts.endpoint.progress if self._parts.regime.tells else None
        walking = Walking(self.pager, lambda asked: self.ask(asked, fresh=fresh), self.target.concurrency, progress)
        census, all_told = self.census_in_hand, None
        if not whole and census is not None and census.endless:
            # That they lead on for ever is known.
            enough, all_told = 0, len(census.by_identity) if query == self.base and census.walk.cut == "barren" else None
        walk = walking.read(query, size, farthest, whole=whole, enough=enough, all_told=all_told)
        self.answers.keep_walk(walk)
        return walk

    # The census

    @property
    def census(self) -> Census:
        """The census, read once."""
        known = self._parts.census
        if known is None:
            known = self.read_census()
            self._parts = replace(self._parts, census=known)
        return known

    @property
    def census_in_hand(self) -> Census | None:
        """The census if it has been read."""
        return self._parts.census

    @property
    def latest_reading(self) -> Census | None:
        """The census as it was read last, if it was."""
        return self._parts.readings.latest

    def read_census(self, after: Census | None = None) -> Census:
        """The census read afresh; a reading after which nothing else was sent is fresh, unless it is the one that another comes `after`.

        For the census the total alone is not believed. Trouble where the base query is refused.
        """
        readings, farthest = self._parts.readings, self.target.max_records
        if readings.latest is not None and readings.sent == self.session.sent and readings.latest is not after:
            return readings.latest
        if readings.latest is None:
            self._narrow(farthest)
        # Of a walk that went on for nothing, that it goes on behind as many records is all that has to be seen again.
        enough = len(after.records) if after is not None and after.walk.cut == "barren" else None
        walk = self._walk(self.base, self.max_page_size, farthest, fresh=readings.latest is not None, whole=True, enough=enough)
        if walk.cut in ("loop", "barren") and readings.latest is not None and readings.latest.complete:
            # An answer of another question can turn a walk back; all that is judged later would hang on the part that it left.
            walk = self._walk(self.base, self.max_page_size, farthest, fresh=True, whole=True)
        self._parts.endpoint.check_listing(walk.pages[0], self.ask)
        if walk.cut == "far" and not self.note:
            self._rescope(note=f"there may be more records than max_records = {farthest}: {_FIRST_ONLY}")
        readings.latest = Census(walk, self.contract.identity, walk.cut is None, looked_at(self.contract), self._parts.endpoint.met)
        readings.sent = self.session.sent
        return readings.latest

    def _narrow(self, farthest: int) -> None:
        """Narrow a listing that is too long to be read to its end; completeness is then shown for what is left alone."""
        first = self.ask(self.paged(self.base, 0, self.max_page_size))
        if not first.good or first.total is None or first.total <= farthest:
            return
        told = f"{first.total} records are more than max_records = {farthest}:"
        chosen = narrowing(self.contract, self._first_page, self.max_page_size, farthest)
        if chosen is None:
            self._rescope(note=f"{told} {_FIRST_ONLY}", listed=first.total)
            return
        part = " ".join(f"{name}={value}" for name, value in chosen.items())
        self._rescope(note=f"{told} all with {part} were read and judged; {_UNPROVED}", listed=first.total)
        self._parts = replace(self._parts, scope=self._parts.scope.narrowed_by(chosen))

    def _first_page(self, arguments: Mapping[str, Any], size: int) -> Reply:
        return self.ask(self.paged(self.base.having(arguments), 0, size))

    def _rescope(self, **changes: Any) -> None:
        self._parts = replace(self._parts, scope=replace(self._parts.scope, **changes))

    # Regimes

    def start(self) -> None:
        """Forget what was heard apart from the answers that are shared: a law is tried next."""
        self._parts = replace(self._parts, regime=Hearing())

    def renew(self, census: Census) -> None:
        """Forget every answer but this reading of the census; who is still asking on behalf of the old ones keeps those to itself."""
        self._parts = self._from(census, self._parts.knowledge.of_other_answers())

    def rehearsed(self, threads: Executor | None = None, takes: Takes | None = None) -> Store:
        """A store for a rehearsal: it shares the answers in hand and adds to them, and asks for nothing that could not be shared.

        With `threads`, what is drawn is left to them to ask; with `takes`, it is given that and not asked at all.
        """
        return self._under(replace(self._parts, regime=Rehearsal(threads, takes), knowledge=self._parts.knowledge.for_rehearsal()))

    def reviewed(self, drift: Drift) -> Store:
        """The same answers to the same questions, to be judged again in view of what moved around them. It asks nobody."""
        regime = self._parts.regime
        heard: Heard = regime.heard if isinstance(regime, Hearing) else {}
        return self._under(replace(self._parts, regime=Review(drift, heard), knowledge=self._parts.knowledge.for_review()))

    def afresh(self, census: Census) -> Store:
        """Another store that holds no answer but this reading of the census."""
        return self._under(self._from(census, self._parts.knowledge.of_other_answers()))

    def closed(self) -> Store | None:
        """The same listing closed some minutes before the server's time, where its contract has a filter for that: nothing new comes in.

        None where it has none, or where so many records are younger that too few would be left.
        """
        name, census = self.contract.close, self.census
        if name is None or name in self.contract.base or not census.walk.pages[0].good:
            return None
        parameter = self.contract.parameter(name)
        moment = (census.walk.pages[0].answer.now[0] - CLOSED_SINCE) // 1000 * 1000
        if parameter.format == "date" and "until" in (self.contract.filter(name).matches.absent or ()):
            moment -= _DAY  # the day before: of its own more may come until it ends
        scope = self._parts.scope.narrowed_by({name: spelled_time(parameter, moment)})
        other = self._under(_Parts(self._parts.endpoint, scope, knowledge=self._parts.knowledge.of_other_answers()))
        return other if len(other.census.records) > len(census.records) // 2 else None

    def _from(self, census: Census, knowledge: Knowledge) -> _Parts:
        answers = Answers.of(census.walk, self._parts.endpoint.path())
        return replace(self._parts, answers=answers, knowledge=knowledge, regime=Hearing(), census=census)

    def _under(self, parts: _Parts) -> Store:
        return Store(self.contract, self.session, parts)
