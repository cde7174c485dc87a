"""Keeping the allowed pace: while one law is judged, the next ones ask ahead for what they will want to know.

Laws are judged one after another, so that what they find never hangs on timing. Asked one after another, though, their questions would
wait for each other's answers. So laws are rehearsed ahead of their turn, by a few threads, on the answers that are shared: what a
rehearsal finds is thrown away, what it was answered is kept. Laws that draw their questions draw them first of all; the threads ask.
What breaks in a rehearsal and not in the trial is told as the suite's own trouble. Where answers come at once nothing is rehearsed: a law
is then judged twice for nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from typing import Any

from listproof.evidence import Store
from listproof.evidence.threads import Threads
from listproof.laws import Law, Subject, judge, rehearse
from listproof.laws.trial.mistakes import traceback_of
from listproof.verdicts import Outcome, Trouble

__all__ = ["DRAWN_AREAS", "Ahead"]

DRAWN_AREAS = ("queries", "schema")
"""The areas whose laws draw what they ask."""
_Item = tuple[Law, Subject | None]


class Ahead:
    """The items of one listing in the order of their turn, asked ahead by as many threads as its target allows at once."""

    def __init__(self, store: Store, items: Sequence[_Item]) -> None:
        self.store = store
        self.items = list(items)
        self._places = {(law.id, subject): place for place, (law, subject) in enumerate(self.items)}
        self._rehearsed: set[int] = set()
        self._answers: object = None
        self._drawn = False
        self._broke: dict[int, str] = {}
        self._pool = _Threads(store.target.concurrency)

    def judged(self, law: Law, subject: Subject | None) -> Outcome:
        """The outcome of an item; while it is worked out, the next ones ask ahead."""
        place = self._places.get((law.id, subject))
        if place is None or self.store.session.stopped is not None:
            return judge(law, self.store, subject)
        if self.has_census() and self.store.session.is_slow:
            self._start(place)
        outcome = judge(law, self.store, subject)
        self._tell(place, outcome)
        return outcome

    def has_census(self) -> bool:
        """Whether the census could be read; what went wrong where it could not is told by the law that is judged first."""
        try:
            return self.store.census is not None
        except Exception:
            return False

    def _start(self, place: int) -> None:
        """Rehearse the next items, and those again whose answers a renewal has made old."""
        if self._answers is not self.store.answers:
            self._answers = self.store.answers
            self._rehearsed.clear()
        reach = 4 * self.store.target.concurrency
        for one in range(place + 1, min(place + 1 + reach, len(self.items))):
            if one not in self._rehearsed and self.items[one][0].area not in DRAWN_AREAS:
                self._rehearsed.add(one)
                self._pool.submit(self._rehearse, one, self.store.rehearsed())
        if not self._drawn:
            self._drawn = True
            for one in range(place, len(self.items)):
                if self.items[one][0].area in DRAWN_AREAS:
                    self._rehearse(one, self.store.rehearsed(self._pool))

    def _rehearse(self, place: int, store: Store) -> None:
        law, subject = self.items[place]
        broke = rehearse(law, store, subject)
        if broke:
            self._broke[place] = broke

    def _tell(self, place: int, outcome: Outcome) -> None:
        """Add to the troubles of the run what broke in a rehearsal and not in the trial, and what broke in a thread of its own."""
        broke = self._broke.pop(place, "")
        told = [broke] if broke and outcome.verdict != "error" else []
        told += [self._pool.broke.pop(0) for _ in range(len(self._pool.broke))]
        for one in told:
            steps = one.splitlines()
            where = steps[-2] if len(steps) > 1 else "an unknown place"
            says = f"{outcome.law}: what was asked ahead broke: {steps[-1]} at {where}"
            self.store.session.troubles.append(Trouble(self.store.session.masked(says)))

    def stop(self) -> None:
        """Ask nothing more ahead."""
        self._pool.shutdown(wait=False, cancel_futures=True)


class _Threads(Threads):
    """Threads that keep what broke in them, as `file:line in function: source` and a last line that names the error."""

    def __init__(self, most: int) -> None:
        super().__init__(most)
        self.broke: list[str] = []

    def submit(self, run: Callable[..., Any], /, *args: Any, **named: Any) -> Future[Any]:
        """Run this in a thread."""
        future = super().submit(run, *args, **named)
        future.add_done_callback(self._keep)
        return future

    def _keep(self, future: Future[Any]) -> None:
        error = None if future.cancelled() else future.exception()
        if error is not None:
            self.broke.append(traceback_of(error))
