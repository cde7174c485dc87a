"""One line that says how far a long read has come, on a terminal only, and leaves nothing behind."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO

__all__ = ["Progress", "reading"]

_QUIET = 1.0
_EVERY = 0.2


class Progress:
    """The line of one read. It appears after a second, so that short reads stay silent, and changes five times a second."""

    def __init__(self, stream: TextIO, what: str, width: int = 80, shown: bool = True, clock: Callable[[], float] = time.monotonic) -> None:
        self._stream, self._what, self._width, self._shown, self._clock = stream, what, width, shown, clock
        self._began = clock()
        self._told = self._began + _QUIET - _EVERY
        self._wrote = False

    def __call__(self, done: int, total: int | None = None, unit: str = "records") -> None:
        """Tell that `done` of `total` (None: unknown) have been read."""
        now = self._clock()
        if not self._shown or now - self._told < _EVERY:
            return
        self._told = now
        elapsed = now - self._began
        of = f" of {total:,}" if total is not None else ""
        left = ""
        if total is not None and 0 < done < total:
            left = f", about {_span(elapsed * (total - done) / done)} left"
        line = f"{self._what}: {done:,}{of} {unit}, {_span(elapsed)}{left}"
        self._stream.write("\r" + line[: self._width - 1].ljust(self._width - 1))
        self._stream.flush()
        self._wrote = True

    def clear(self) -> None:
        """Take the line away."""
        if self._wrote:
            self._stream.write("\r" + " " * (self._width - 1) + "\r")
            self._stream.flush()
            self._wrote = False


@contextmanager
def reading(stream: TextIO, what: str, width: int = 80) -> Iterator[Progress]:
    """The progress of a read that begins now, shown where the stream is a terminal; the line is gone at the end."""
    progress = Progress(stream, what, width, shown=stream.isatty())
    try:
        yield progress
    finally:
        progress.clear()


def _span(seconds: float) -> str:
    whole = round(seconds)
    return f"{whole} s" if whole < 120 else f"{round(whole / 60)} min"
