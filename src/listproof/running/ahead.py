"""Keeping the allowed pace: while one law is judged, the next ones ask ahead for what they will want to know.

Laws are judged one after another, so that what they find never hangs on timing. Asked one after another, though, their questions would
wait for each other's answers. So laws are rehearsed ahead of their turn, by a few threads, on the answers that are shared: what a
rehearsal finds is thrown away, what it was answered is kept. Laws that draw their questions draw them first of all, in the main
thread, for Python 3.11 parses source in one thread at a time only and Hypothesis parses that of what it is given; the threads ask.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

from listproof.evidence import Store
from listproof.laws import Law, Subject, judge, rehearse
from listproof.verdicts import Inconclusive, Outcome, Trouble

__all__ = ["Ahead"]

_DRAWING = ("queries", "schema")
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
        self._pool = ThreadPoolExecutor(store.target.concurrency, thread_name_prefix="ahead")

    def judged(self, law: Law, subject: Subject | None) -> Outcome:
        """The outcome of an item; while it is worked out, the next ones ask ahead."""
        place = self._places.get((law.id, subject))
        if place is None or self.store.session.stopped is not None:
            return judge(law, self.store, subject)
        if self._has_census():
            self._start(place)
        return judge(law, self.store, subject)

    def _has_census(self) -> bool:
        """Whether the census could be read; what went wrong where it could not is told by the law that is judged first."""
        try:
            return self.store.census is not None
        except (Trouble, Inconclusive):
            return False

    def _start(self, place: int) -> None:
        """Rehearse the next items, and those again whose answers a renewal has made old."""
        if self._answers is not self.store.answers:
            self._answers = self.store.answers
            self._rehearsed.clear()
        reach = 4 * self.store.target.concurrency
        for one, (law, subject) in enumerate(self.items[place + 1 : place + 1 + reach], place + 1):
            if one not in self._rehearsed and law.area not in _DRAWING:
                self._rehearsed.add(one)
                self._pool.submit(_quietly(rehearse), law, self.store.rehearsed(), subject)
        if not self._drawn:
            self._drawn = True
            for law, subject in self.items[place:]:
                if law.area in _DRAWING:
                    _quietly(rehearse)(law, self.store.rehearsed(self._pool), subject)

    def stop(self) -> None:
        """Ask nothing more ahead."""
        self._pool.shutdown(wait=False, cancel_futures=True)


def _quietly(rehearsal: Callable[[Law, Store, Subject | None], None]) -> Callable[[Law, Store, Subject | None], None]:
    """A rehearsal is no trial: what goes wrong in it is told when the law is judged."""

    def run(law: Law, store: Store, subject: Subject | None) -> None:
        try:
            rehearsal(law, store, subject)
        except Exception:
            return

    return run
