"""Ctrl-C that is not lost.

Python drops an exception that is raised inside a callback of its garbage collector, and Hypothesis has a callback there: a Ctrl-C that
arrives in that moment would be told in a warning, and the run would go on.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable
from types import FrameType
from typing import Any

__all__ = ["Interruption"]


class Interruption:
    """Remembers that the user wants the run to end. Watches in the main thread only; elsewhere nothing is to be watched."""

    def __init__(self) -> None:
        self._asked = False
        self._usual: Callable[[int, FrameType | None], Any] | None = None

    def watch(self) -> None:
        """Hear Ctrl-C from now on, and let what usually hears it hear it as well."""
        usual = signal.getsignal(signal.SIGINT)
        if threading.current_thread() is threading.main_thread() and callable(usual):
            self._usual = usual
            signal.signal(signal.SIGINT, self._hear)

    def forget(self) -> None:
        """Leave Ctrl-C to what usually hears it."""
        if self._usual is not None:
            signal.signal(signal.SIGINT, self._usual)
            self._usual = None

    def check(self) -> None:
        """Raise KeyboardInterrupt where the user wanted the run to end and it goes on all the same."""
        if self._asked:
            raise KeyboardInterrupt

    def _hear(self, number: int, frame: FrameType | None) -> None:
        self._asked = True
        if self._usual is not None:
            self._usual(number, frame)
