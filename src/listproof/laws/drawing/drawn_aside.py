"""What laws will ask, drawn by a copy of this process: what draws takes a quarter of a second to load, and another processor is idle.

Only what is drawn comes from there; it is asked and judged here, and made small here where something is wrong. What the copy does not
tell is drawn here.
"""

from __future__ import annotations

import gc
import os
import pickle
import signal
from collections.abc import Sequence
from contextlib import suppress
from functools import partial
from typing import Any

from listproof.evidence.copies import copied
from listproof.evidence.store import Store
from listproof.laws.law import Law
from listproof.laws.trial.judging import rehearse

__all__ = ["DrawnAside"]


class DrawnAside:
    """A copy of this process that draws what each of some laws would ask on the answers in hand if nothing were wrong.

    Raises OSError where no process can be started.
    """

    def __init__(self, store: Store, laws: Sequence[Law]) -> None:
        self._drawn: dict[str, tuple[Any, ...]] = {}
        self._process, told = copied(partial(_draw, store, laws))
        self._told = open(told, "rb")  # noqa: SIM115
        store.answers.drawn_aside = self.of

    def of(self, law: str) -> tuple[Any, ...] | None:
        """All that a law draws, waited for; None where the copy does not tell it."""
        while law not in self._drawn and not self._told.closed:
            try:
                name, drawn = pickle.load(self._told)
            except Exception:  # whatever a copy that was ended has left
                self.stop()
            else:
                self._drawn[name] = drawn
        return self._drawn.get(law)

    def stop(self) -> None:
        """End the copy."""
        if not self._told.closed:
            self._told.close()
            with suppress(ProcessLookupError, ChildProcessError):
                os.kill(self._process, signal.SIGKILL)
                os.waitpid(self._process, 0)


def _draw(store: Store, laws: Sequence[Law], tell: int) -> None:
    """What the copy does. It asks nobody: its connections are those of the process that it copies."""
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    gc.disable()
    store.session.leave()
    with open(tell, "wb") as out:
        for law in laws:

            def take(drawn: tuple[Any, ...], name: str = law.id) -> None:
                pickle.dump((name, drawn), out)
                out.flush()

            rehearse(law, store.rehearsed(takes=take))
