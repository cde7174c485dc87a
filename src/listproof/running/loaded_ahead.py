"""Loading what a run needs later while it waits for answers: what draws takes a third of a second, what writes the reports a fifth."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from importlib import import_module

from listproof.generating.alone import ALONE

__all__ = ["DRAWING", "LoadedAhead"]

DRAWING = ("listproof.generating.plainly", "schemathesis.generation.jsonschema.builder")
_TURN = 0.0005
"""Seconds after which who loads lets go where an answer has come: the usual ones are as long as it takes to come."""


class LoadedAhead:
    """A thread that loads modules, once. One that cannot be loaded is left to who needs it, and says then what is wrong."""

    def __init__(self) -> None:
        self._thread: threading.Thread | None = None

    @property
    def begun(self) -> bool:
        """Whether anything was begun."""
        return self._thread is not None

    def start(self, names: Sequence[str], then: Callable[[], object] | None = None) -> None:
        """Begin to load these, and then to work out what is needed later, if nothing was begun."""
        if self._thread is None:
            self._thread = threading.Thread(target=_load, args=(names, then), name="listproof-loading", daemon=True)
            self._thread.start()

    def wait(self) -> None:
        """Wait until all is loaded, if it was begun: no process should end in the midst of it."""
        if self._thread is not None:
            self._thread.join()


def _load(names: Sequence[str], then: Callable[[], object] | None) -> None:
    usual = sys.getswitchinterval()
    sys.setswitchinterval(min(_TURN, usual))
    try:
        for name in names:
            with ALONE, suppress(Exception):
                import_module(name)
        if then is not None:
            with suppress(Exception):
                then()
    finally:
        sys.setswitchinterval(usual)
