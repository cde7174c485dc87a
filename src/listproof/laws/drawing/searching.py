"""The search for something that a target gets wrong: drawn by Hypothesis, judged once each, made small, and never flaky.

Verdicts are remembered per input, so that an input drawn twice is asked once and judged alike. What is drawn after the budget is
spent counts as not asked, every time. The finding survives a renewed store: confirming it asks the same question, not a new search.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from concurrent.futures import Future
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from typing import Generic, Literal, TypeVar

from listproof.evidence.threads import side_by_side
from listproof.generating import EnoughError, Inputs
from listproof.laws.context.listing import Listing
from listproof.laws.drawing.drawn_queries import questions
from listproof.laws.drawing.whole_query import WholeQuery
from listproof.verdicts import Inconclusive, Trouble, Violation

__all__ = ["search", "whole_queries"]

T = TypeVar("T", bound=Hashable)


@dataclass
class _Search(Generic[T]):
    """One search: `check` raises Violation for an input that is answered wrongly."""

    check: Callable[[T], None]
    room: Callable[[], Inconclusive | None]
    most: int
    shrinks: int
    verdicts: dict[T, Violation | None] = field(default_factory=dict)
    asked: int = 0
    asked_after: int = 0
    stopped: Trouble | Inconclusive | None = None
    found: T | None = None

    def wrong(self, drawn: T) -> bool:
        """Whether an input is answered wrongly; each is asked once at the most, and none once all that was to be asked is."""
        if drawn not in self.verdicts:
            if self.found is None and (self.stopped is not None or self.asked >= self.most):
                raise EnoughError
            self.verdicts[drawn] = self._asked(drawn)
        if self.verdicts[drawn] is None:
            return False
        self.found = drawn
        return True

    def _asked(self, drawn: T) -> Violation | None:
        spent = self.found is not None and self.asked_after >= self.shrinks
        self.stopped = self.stopped or self.room()
        if self.stopped is not None or spent:
            return None
        try:
            self.check(drawn)
        except Violation as violation:
            return violation
        except (Trouble, Inconclusive) as stopped:
            self.stopped = stopped
            return None
        finally:
            if self.found is None:
                self.asked += 1
            else:
                self.asked_after += 1
        return None


def search(
    listing: Listing,
    inputs: Callable[[], Inputs[T]],
    check: Callable[[Listing, T], None],
    number: Literal["queries", "cases"],
    what: str,
    *,
    ahead: bool = False,
) -> None:
    """Draw inputs, as many as the target's profile says (`number`), and raise the Violation of the smallest that `check` finds wrong.

    `inputs` gives what they are made by. `check` raises Violation; Trouble and Inconclusive end the search. `ahead`: it asks only for
    answers that are shared, so that they may be asked for side by side before they are judged one by one. What was drawn, and whether the
    budget ended it, is noted as evidence. A law that is tried again to confirm a finding asks that finding again.
    """
    talk, store = listing.conversation, listing.conversation.store
    law, suspects, profile = talk.law.id, store.suspects, store.profile
    most: int = getattr(profile, number)
    if law in suspects:
        check(listing, suspects[law])
        listing.mark_exercised("records")
        return
    if most == 0:
        listing.unsupported(f"no {what} are to be drawn")
    if store.takes is not None:
        from listproof.generating.plainly import drawn

        store.takes(drawn(inputs(), most, profile.seed))
        listing.inconclusive("drawn, for another process to ask")
    if ahead and store.target.concurrency > 1 and (store.threads is not None or store.session.is_slow):
        _ask_ahead(listing, inputs, check, most)
    if store.threads is not None:
        listing.inconclusive("drawn, and left to others to ask")
    at_work: _Search[T] = _Search(lambda one: check(listing, one), lambda: _no_room(listing), most, profile.shrinks)
    smallest = _smallest(listing, inputs, at_work, most)
    violation = at_work.verdicts.get(smallest) if smallest is not None else None
    talk.evidence.notes.append(f"{at_work.asked} {what} asked, drawn with seed {profile.seed}")
    if violation is not None and smallest is not None:
        suspects[law] = smallest
        talk.evidence.notes.append(_replay(listing, most))
        raise violation
    if isinstance(at_work.stopped, Trouble):
        raise at_work.stopped
    if at_work.stopped is not None:
        if not talk.evidence.compared:
            raise at_work.stopped
        talk.evidence.notes.append(f"{at_work.stopped}: no more {what} could be asked, of {most}")


def _smallest(listing: Listing, inputs: Callable[[], Inputs[T]], at_work: _Search[T], most: int) -> T | None:
    """The smallest input that is answered wrongly; what was drawn elsewhere is drawn again only where something of it is."""
    store = listing.conversation.store
    aside = store.answers.drawn_aside(listing.conversation.law.id)
    if aside is not None:
        try:
            if not any(map(at_work.wrong, aside)):
                return None
        except EnoughError:
            return None
    from listproof.generating.plainly import smallest_wrong  # with Hypothesis, which takes a sixth of a second to load

    return smallest_wrong(inputs(), at_work.wrong, most, store.profile.seed)


def whole_queries(listing: Listing) -> Inputs[WholeQuery]:
    """What whole queries are made by."""
    return questions(listing)


def _ask_ahead(listing: Listing, inputs: Callable[[], Inputs[T]], check: Callable[[Listing, T], None], most: int) -> None:
    """Ask for the answers to what the search will draw if nothing is wrong, side by side; what they say is judged later."""
    store, law = listing.conversation.store, listing.conversation.law
    if law.id in store.asked_ahead:
        return
    store.asked_ahead.add(law.id)
    asking: list[Future[None]] = []

    def ask(one: T) -> None:
        with suppress(Violation, Trouble, Inconclusive):
            if _no_room(listing) is None:
                check(Listing(store.rehearsed(), law), one)

    with ExitStack() as stack:
        pool = store.threads or stack.enter_context(side_by_side(store.target.concurrency))

        def begin(one: T) -> None:
            asking.append(pool.submit(ask, one))

        aside = store.answers.drawn_aside(law.id)
        if aside is None:
            from listproof.generating.plainly import drawn

            drawn(inputs(), most, store.profile.seed, begin)
        for one in aside or ():
            begin(one)
    if store.threads is None:
        for future in asking:
            future.result()


def _no_room(listing: Listing) -> Inconclusive | None:
    """Why no more may be drawn: of a budget, enough is left to read the census again and confirm what is found."""
    budget, sent = listing.run.target.max_requests, listing.conversation.store.session.sent
    kept = 3 * len(listing.census.walk.pages) + 20
    if budget is None or sent + kept < budget:
        return None
    return Inconclusive(f"of the budget of {budget} requests the last {kept} are kept to confirm what is found")


def _replay(listing: Listing, most: int) -> str:
    chosen = f"--target={listing.run.target.name} --contract={listing.contract.slug}"
    talk = listing.conversation
    return f"replay: pytest {chosen} --seed={talk.store.profile.seed} --queries={most} -k {talk.law.function.__name__}"
