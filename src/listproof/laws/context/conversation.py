"""One law's talk with a target: what it asks, what it compares with facts, and the evidence that it leaves."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NoReturn, TypeVar

import httpx

from listproof.checks.differences import Difference
from listproof.checks.projections import chooses
from listproof.contract import Contract, Query
from listproof.contract.wire.mandatory import mandatory
from listproof.evidence import Census, Drift, Reply, Store, Walk
from listproof.laws.context.observing import first_apart, in_words, observation
from listproof.laws.context.stated_facts import StatedFacts
from listproof.laws.law import Law
from listproof.transport import Target
from listproof.values.boundary_values import near_size, smallest_size
from listproof.verdicts import Evidence, Exchange, Inconclusive, Sign, Unsupported, Violation

__all__ = ["Conversation"]

T = TypeVar("T")
_SHOWN_EXCHANGES = 4


class Conversation:
    """What a law, and the parts that choose and compare for it, ask and claim; all of it lands in `evidence`."""

    def __init__(self, store: Store, law: Law, evidence: Evidence) -> None:
        self.store = store
        self.contract: Contract = store.contract
        self.target: Target = store.target
        self.law = law
        self.evidence = evidence
        self.facts = StatedFacts(store.contract)
        self._asked: list[Reply] = []
        self._looked_at_all = False

    # What is claimed

    def require(
        self,
        condition: object,
        *fact_ids: str,
        says: str,
        expected: object,
        observed: object,
        replies: Sequence[Reply] = (),
        shows: Difference | Mapping[Sign, Sequence[str]] | None = None,
    ) -> bool:
        """Compare: count these facts as exercised, and where the condition is false raise a Violation of the first.

        Where the law or one of the facts does not bind, or the contract states none of what it is about, the deviation is a behaviour
        instead, and False comes back. `observed` is what was seen, in words, or the reply itself where what it says of itself tells it;
        `shows` are the records of which it is observed that they are lost, wrong, strange or met twice.
        Raises ValueError for a fact that the contract does not state.
        """
        self.mark_exercised(*fact_ids)
        if condition:
            return True
        if self.law.basis == "convention" or not self.facts.bind(*fact_ids):
            self.record_behaviour(f"{self.law.id}:{fact_ids[0] if fact_ids else '-'}", f"{says}: {in_words(observed, shows)}")
            return False
        if self._looked_at_all:
            self.evidence.met = self.store.answers.keys_of(replies)
        first = self.facts[fact_ids[0]]
        wanted, seen = in_words(expected), in_words(observed, shows)
        apart = first_apart(replies) if seen == wanted else ""
        raise Violation(
            says,
            fact=first.id,
            source=first.source,
            expected=wanted,
            observed=f"{seen}{apart}",
            exchanges=self._exchanges(replies),
            facts=tuple(self.facts.stated(*fact_ids)),
            observation=observation(observed, self._telling(replies), shows, placed=bool(apart)),
        )

    def require_accepted(self, reply: Reply, *fact_ids: str, what: str) -> Reply:
        """The reply, which must be good: what was asked is documented."""
        self.require(
            reply.good, *fact_ids, says=f"{what} is not answered", expected="HTTP 200 and records", observed=reply, replies=(reply,)
        )
        if not reply.good:
            self.inconclusive(f"{what} is refused: {reply.said()}")
        return reply

    def require_unbroken(self, reply: Reply, *fact_ids: str, what: str, expected: str = "an answer or a refusal") -> None:
        """The reply may be a good one or a refusal, but no server error."""
        self.require(
            reply.answer.status < 500, *fact_ids, says=f"{what} breaks the service", expected=expected, observed=reply,
            replies=(reply,),
        )  # fmt: skip

    def require_exercised(self, reason: str, fact_id: str | None = None) -> None:
        """Inconclusive where no comparison so far named the fact; where none is given, where nothing was compared."""
        if not (self.evidence.compared if fact_id is None else fact_id in self.evidence.compared):
            self.inconclusive(reason)

    def mark_exercised(self, *fact_ids: str) -> None:
        """Count facts as exercised where the comparison stands elsewhere. Raises ValueError for one that the contract does not state."""
        unknown = [one for one in fact_ids if one not in self.facts]
        if unknown:
            raise ValueError(f"{self.contract.slug} states no fact {unknown[0]!r}; name it only where listing.facts.stated has it")
        self.evidence.compare(fact_ids)

    def record_behaviour(self, key: str, value: object) -> None:
        """Record what the target does where the document leaves it open."""
        self.evidence.behaviours[key] = value

    def inconclusive(self, reason: str) -> NoReturn:
        """There is nothing on which the law can be tried."""
        raise Inconclusive(reason)

    def unsupported(self, reason: str) -> NoReturn:
        """The contract or the target has not what the law is about."""
        raise Unsupported(reason)

    def _exchanges(self, replies: Sequence[Reply]) -> Callable[[], tuple[Exchange, ...]]:
        """The exchanges of these replies as they may be shown, the last four at most; the last one asked where none is named.

        They are masked when they are asked for: most failures are tried again, and only the last is told.
        """
        chosen = self._telling(replies)[-_SHOWN_EXCHANGES:]
        session = self.store.session
        ways = self.store.ways_to(chosen)
        return lambda: tuple(
            session.shown(reply.answer, str(reply.query), walked=[page.answer.url for page in way], asked=reply.query.arguments)
            for reply, way in zip(chosen, ways, strict=True)
        )

    def _telling(self, replies: Sequence[Reply]) -> list[Reply]:
        """These replies; where none is named the last that is neither an answer nor a refusal, or the last one asked."""
        return list(replies) or [one for one in self._asked if not one.good and not one.refused][-1:] or self._asked[-1:]

    # What is asked

    def ask(
        self,
        arguments: Mapping[str, Any] | None = None,
        *,
        fresh: bool = False,
        bare: bool = False,
        auth: httpx.Auth | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Reply:
        """The reply to the base query with `arguments` (None leaves a parameter out); `bare`: without the base."""
        asked = arguments or {}
        query = Query.of(asked) if bare else self.base.having({**self._mandatory, **asked})
        return self._heard(self.store.ask(query, fresh=fresh, auth=auth, headers=headers))

    def ask_for(self, query: Query, *, fresh: bool = False, path: Mapping[str, Any] | None = None, after: float = 0.0) -> Reply:
        """The reply to a query that is put together already; `path`: with path values of its own; `after`: asked so many seconds later."""
        return self._heard(self.store.ask(query, fresh=fresh, path=path, after=after))

    def ask_normalised(self, arguments: Mapping[str, Any]) -> Reply:
        """The reply to the base query with `arguments`, put as other laws put theirs, so that one answer serves several.

        What says nothing of pages is asked for the first, largest page; what names a page or a size, for the first page or a handful.
        """
        pages = self.contract.pages
        if not {pages.parameter, pages.size.parameter} & arguments.keys():
            return self.first_page({**self._mandatory, **arguments})
        first = self.store.pager.first(self.base.having(self._mandatory), self.handful)
        return self.ask_for(first.having(arguments))

    def page(
        self,
        offset: int,
        size: int,
        arguments: Mapping[str, Any] | None = None,
        *,
        fresh: bool = False,
    ) -> Reply:
        """The page of `size` records that starts `offset` records in, walked to where pages lead to one another."""
        return self._heard(self.store.page(self.base.having(arguments or {}), offset, size, fresh=fresh))

    def first_page(
        self,
        arguments: Mapping[str, Any],
        *,
        fresh: bool = False,
        path: Mapping[str, Any] | None = None,
        space: str = "%20",
    ) -> Reply:
        """The first page, as large as pages may be, of the base query with `arguments`.

        `path`: with path values of its own; `space`: with blanks spelled so.
        """
        query = self.store.paged(self.base.having(arguments), 0, self.max_page_size)
        return self._heard(self.store.ask(query, fresh=fresh, path=path, space=space))

    def walk(self, arguments: Mapping[str, Any] | None = None, size: int | None = None, *, fresh: bool = False) -> Walk:
        """A complete reading of the base query with `arguments`."""
        walk = self._read(self.base.having(arguments or {}), size, fresh=fresh)
        self._asked.extend(walk.pages)
        return walk

    def _read(self, query: Query, size: int | None = None, *, fresh: bool = False) -> Walk:
        """A complete reading; inconclusive where pages are known to lead on for nothing, and may be empty though more follow."""
        census, fair = self.store.census, self.contract.pages.size.means == "any"
        if fair and query != self.base and census.walk.cut == "barren":
            self.inconclusive("the pages lead on for ever, as pages.walk-ends tells")
        return self.store.walk(query, size, fresh=fresh)

    def walk_of_first_page(self, arguments: Mapping[str, Any], size: int) -> Walk:
        """A reading of the base query with `arguments` that ends after its first page."""
        page = self.page(0, size, arguments)
        return Walk(page.query, size, (page,))

    def walk_on(self, reply: Reply) -> tuple[Reply, ...]:
        """All pages of the query of which a reply is the first page."""
        return self._read(self.store.unpaged(reply.query)).pages

    def is_last_page(self, reply: Reply) -> bool:
        """Whether a first page says that none follows, where pages lead to one another."""
        return self.store.next(reply, self.max_page_size) is None

    def _heard(self, reply: Reply) -> Reply:
        self._asked.append(reply)
        return reply

    # What is known

    @property
    def census(self) -> Census:
        """The records of the listing under its base query; a page of it that is no good answer is a violation."""
        census = self.store.census
        for page in census.walk.pages:
            if not page.good:
                self._asked.append(page)
                self.require(
                    False, "status.200", says="a page of the base query is no good answer", expected="HTTP 200 and the code of success",
                    observed=page, replies=(page,),
                )  # fmt: skip
        return census

    @property
    def records(self) -> tuple[Any, ...]:
        """The records of the census, each once; inconclusive where there are none."""
        records = self.census.records
        if not records:
            self.inconclusive("the listing holds no record")
        return records

    @property
    def now(self) -> tuple[float, float]:
        """Between which moments (epoch milliseconds) the server read its clock when it answered the first page of the census."""
        return self.census.walk.pages[0].answer.now

    @property
    def replies(self) -> tuple[Reply, ...]:
        """Every reply in hand, whoever asked for it, but those in which something was chosen for records to show."""
        self._looked_at_all = True
        return tuple(reply for reply in self.store.replies() if not chooses(self.contract, reply.query.arguments))

    @property
    def base(self) -> Query:
        """The query that all others extend."""
        return self.store.base

    @property
    def max_page_size(self) -> int:
        """The page size for reading much."""
        return self.store.max_page_size

    @property
    def smallest(self) -> int:
        """The smallest documented page size; where none can be asked for the only one there is, which the first page shows."""
        return smallest_size(self.contract) if self.contract.pages.sized else self.max_page_size

    @property
    def handful(self) -> int:
        """A small page size: ten records, or the smallest documented where that is more; the only one where none can be asked for."""
        return near_size(self.contract, max(self.smallest, 10)) if self.contract.pages.sized else self.smallest

    @property
    def drift(self) -> Drift | None:
        """What moved around the answers in hand, where they are judged in view of it."""
        return self.store.drift

    @property
    def unnarrowed(self) -> dict[str, Any]:
        """The arguments that undo what narrows the listing here; none where nothing does."""
        return self.store.unnarrowed

    @property
    def _mandatory(self) -> dict[str, Any]:
        return {name: value for name, value in mandatory(self.contract).items() if name not in self.contract.base}

    def follows(self, key: tuple[Any, ...], work_out: Callable[[], T]) -> T:
        """What follows from the contract and the records of the census alone, be it that another run over the same ones worked it out."""
        _ = self.records
        return self.store.census.table.once((self.contract, *key), work_out)

    def remembered(self, key: tuple[Any, ...], work_out: Callable[[], T]) -> T:
        """What was worked out under a key before; worked out now where it was not."""
        memory = self.store.memory
        if key not in memory:
            memory[key] = work_out()
        found: T = memory[key]
        return found
