"""The pace of a target: evenly spaced requests, however many threads ask, and a pause for all of them where the target wants one.

A rate limiter that counts requests in a window lets bursts pass, which gateways that look at shorter windows throttle; and one that
looks again every so often cannot keep twenty a second evenly.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

__all__ = ["Pace"]


class Pace:
    """Lets one request start every `1 / per_second` seconds; None for no limit. Safe to use from several threads."""

    def __init__(
        self, per_second: float | None, clock: Callable[[], float] = time.monotonic, sleep: Callable[[float], object] = time.sleep
    ) -> None:
        self._apart = 1 / per_second if per_second else 0.0
        self._clock = clock
        self._sleep = sleep
        self._lock = threading.Lock()
        self._next = clock()

    def wait(self) -> None:
        """Wait for the next free start, and take it."""
        with self._lock:
            now = self._clock()
            start = max(now, self._next)
            self._next = start + self._apart
        if start > now:
            self._sleep(start - now)

    def hold(self, seconds: float) -> None:
        """Let nothing start for so many seconds from now."""
        with self._lock:
            self._next = max(self._next, self._clock() + seconds)
