"""Ctrl-C that is not lost, and obeyed at once.

Python drops an exception that is raised inside a callback of its garbage collector, and Hypothesis has a callback there: a Ctrl-C that
arrives in that moment would be told in a warning, and the run would go on. And pytest, before it ends, spells every frame of the stack
with its arguments, parses each file in it, and collects garbage ten times: seconds in the midst of a law that holds many records.
"""

from __future__ import annotations

import gc
import signal
import threading
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

__all__ = ["Interruption"]


class Interruption:
    """Remembers that the user, or who has started the run, wants it to end. Watches in the main thread only.

    Registered as a plugin, it leaves of the stack of a Ctrl-C where it came, unless the whole trace is asked for.
    """

    def __init__(self, give_up: Callable[[], object] = lambda: None, full_trace: bool = False) -> None:
        """`give_up` ends what goes on beside the main thread; `full_trace` leaves the stack as it is."""
        self._asked = False
        self._give_up = give_up
        self._full_trace = full_trace
        self._usual: Callable[[int, FrameType | None], Any] | None = None

    def watch(self) -> None:
        """Hear Ctrl-C from now on, and let what usually hears it hear it as well; so too, once, what ends a process or a job (SIGTERM).

        A shell lets what it starts beside itself pass over Ctrl-C: that stays so, and what ends the job is heard all the same.
        """
        if threading.current_thread() is not threading.main_thread():
            return
        usual = signal.getsignal(signal.SIGINT)
        if callable(usual):
            self._usual = usual
            signal.signal(signal.SIGINT, self._hear)
        if signal.getsignal(signal.SIGTERM) is signal.SIG_DFL:
            signal.signal(signal.SIGTERM, self._hear)

    def forget(self) -> None:
        """Leave Ctrl-C to what usually hears it."""
        if self._usual is not None:
            signal.signal(signal.SIGINT, self._usual)
            self._usual = None
        if signal.getsignal(signal.SIGTERM) == self._hear:
            signal.signal(signal.SIGTERM, signal.SIG_DFL)

    def check(self) -> None:
        """Raise KeyboardInterrupt where the user wanted the run to end and it goes on all the same."""
        if self._asked:
            raise KeyboardInterrupt

    @pytest.hookimpl(tryfirst=True)
    def pytest_keyboard_interrupt(self, excinfo: pytest.ExceptionInfo[BaseException]) -> None:
        """Leave the last frame for pytest to tell, and nothing for its collections to walk through."""
        self._give_up()
        gc.freeze()
        if not self._full_trace:
            elsewhere = [place for place, entry in enumerate(excinfo.traceback) if Path(entry.path) != Path(__file__)]
            last = elsewhere[-1] if elsewhere else 0
            excinfo.traceback = excinfo.traceback[last : last + 1]

    def _hear(self, number: int, frame: FrameType | None) -> None:
        self._asked = True
        if number == signal.SIGTERM:
            signal.signal(signal.SIGTERM, signal.SIG_DFL)  # who asks a second time will not wait for reports
        (self._usual or signal.default_int_handler)(number, frame)
