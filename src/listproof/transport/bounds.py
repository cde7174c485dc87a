"""What one exchange may cost, in time and bytes, and the meter that counts it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from math import inf

__all__ = ["LARGE", "MOST_HEADERS", "Beyond", "Bounds", "Meter", "OneLarge", "size"]

MOST_HEADERS = 96 * 1024
"""Bytes that may come before the body: headers, and answers that announce another (1xx)."""

LARGE = 8_000_000
"""Bytes of a body from which on no other answer is read beside it."""


class Beyond(Exception):
    """An answer that is more than may be had of one: the message says of what, and what the limit is."""


@dataclass(frozen=True)
class Bounds:
    """The limits of one exchange: bytes of a body, on the wire and unpacked, and seconds from its start to the last byte."""

    body: int = 64_000_000
    seconds: float = 120.0


class Meter(threading.local):
    """Counts what the exchange of this thread has cost. An exchange stays in one thread from its start to its last byte."""

    def __init__(self, bounds: Bounds, ends: Callable[[], float] = lambda: inf, clock: Callable[[], float] = time.monotonic) -> None:
        """`ends` tells when the whole run ends, by the clock."""
        self._bounds = bounds
        self._ends = ends
        self._clock = clock
        self.start()

    def start(self) -> None:
        """An exchange begins."""
        self._until = self._clock() + self._bounds.seconds
        self._bytes = 0
        self._most = MOST_HEADERS
        self._what = "headers"

    def enter_body(self) -> None:
        """The headers are whole; what comes now is the body."""
        self._most = self._bounds.body
        self._what = "body"

    @property
    def left(self) -> float:
        """Seconds that are left. Raises Beyond where there are none."""
        now = self._clock()
        if now >= self._ends():
            raise Beyond("was still answering when the run ended")
        if now >= self._until:
            raise Beyond(f"is not done with its answer after {self._bounds.seconds:g} s (deadline)")
        return min(self._until, self._ends()) - now

    def count(self, received: int) -> None:
        """So many more bytes came in. Raises Beyond where they are too many."""
        self._bytes += received
        if self._bytes > self._most:
            limit = f"more than {size(self._most)}"
            raise Beyond(f"answers with headers of {limit}" if self._what == "headers" else f"answers with {limit} (max_body)")


class OneLarge:
    """Lets one answer at a time be large, from its first bytes beyond `LARGE` until it was read: two would take twice the memory."""

    def __init__(self) -> None:
        self._turn = threading.Lock()
        self._mine = threading.local()

    def enter(self, meter: Meter) -> None:
        """Wait until no other thread reads a large answer. Raises Beyond where the meter has no time left for that."""
        if not getattr(self._mine, "held", False):
            self._mine.held = self._turn.acquire(timeout=min(meter.left, threading.TIMEOUT_MAX))
            _ = meter.left

    def leave(self) -> None:
        """The large answer of this thread, where it has one, was read."""
        if getattr(self._mine, "held", False):
            self._mine.held = False
            self._turn.release()


def size(count: int) -> str:
    """A number of bytes as a person says it."""
    for unit, factor in (("MB", 1_000_000), ("kB", 1000)):
        if count >= factor:
            return f"{count / factor:.4g} {unit}"
    return f"{count} bytes"
