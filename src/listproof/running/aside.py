"""Listings of the bundled simulator judged aside, each share by a copy of this process, where processors would be idle.

A copy asks simulators of its own and tells each outcome as it comes and what it knows of each place at its end. Whatever goes wrong with
it, nothing is lost but time: what it does not tell is judged here. Live targets are never asked aside: their pace is kept in one process.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Future

from listproof.evidence.copies import copied
from listproof.reports.file import unpacked
from listproof.verdicts import Outcome

__all__ = ["Aside", "shares"]

Parts = Mapping[str, Mapping[str, str]]
"""What is known of each place, by its key, as texts (`running.parts`)."""


def shares(weights: Mapping[str, int], most: int) -> list[list[str]]:
    """The keys of `weights` in at most so many shares, the heaviest first, each key put where least is to be done."""
    found: list[list[str]] = [[] for _ in range(max(1, most))]
    for key in sorted(weights, key=lambda key: -weights[key]):
        min(found, key=lambda share: sum(weights[one] for one in share)).append(key)
    return [share for share in found if share]


class Aside:
    """A copy of this process, from its start until `stop`, that judges items, named by their keys, in their order.

    `lines` is called in the copy alone and gives what it tells: the outcome of each item (packed), at last what it knows of its places.
    Raises OSError where no process can be started.
    """

    def __init__(self, items: Sequence[str], lines: Callable[[], Iterable[str]]) -> None:
        self._outcomes: dict[str, Future[Outcome | None]] = {item: Future() for item in items}
        self._parts: Future[Parts] = Future()
        self._process, self._told = copied(lambda tell: _tell(tell, lines))

    def listen(self) -> None:
        """Hear what the copy tells, from now on: to be called when no more copies are made."""
        threading.Thread(target=self._listen, name="listproof-aside", daemon=True).start()

    def outcome(self, item: str) -> Outcome | None:
        """The outcome of an item, waited for; None for one that is not judged aside, or where the copy failed."""
        future = self._outcomes.get(item)
        return None if future is None else future.result()

    def parts(self) -> Parts:
        """What the copy knows of each place that it asked, waited for; nothing where it failed."""
        return self._parts.result()

    def stop(self) -> None:
        """End the copy."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(self._process, signal.SIGKILL)

    def _listen(self) -> None:
        try:
            with open(self._told, encoding="ascii") as lines:
                for future, line in zip(self._outcomes.values(), lines):
                    future.set_result(unpacked(Outcome, line))
                self._parts.set_result(json.loads(next(lines)))
        except (OSError, ValueError, TypeError, KeyError, StopIteration):
            self.stop()
        finally:
            for future in self._outcomes.values():
                if not future.done():
                    future.set_result(None)
            if not self._parts.done():
                self._parts.set_result({})
            with contextlib.suppress(ChildProcessError):
                os.waitpid(self._process, 0)


def _tell(tell: int, lines: Callable[[], Iterable[str]]) -> None:
    with open(tell, "w", encoding="ascii", buffering=1) as out:
        for line in lines():
            out.write(line + "\n")
