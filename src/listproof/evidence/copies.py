"""Copies of this process, made where another processor would be idle: each tells something through a pipe, and ends."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable
from typing import NoReturn

__all__ = ["can_copy", "copied", "processors"]


def processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def can_copy() -> bool:
    """Whether a copy of this process would be whole: nothing but this thread runs, and the system copies processes safely."""
    return sys.platform == "linux" and threading.active_count() == 1


def copied(tell: Callable[[int], object]) -> tuple[int, int]:
    """A copy of this process that calls `tell` with the end of a pipe to write to: its number, and the end to read from.

    Raises OSError where no process can be started.
    """
    told, written = os.pipe()
    try:
        process = os.fork()
    except OSError:
        os.close(told)
        os.close(written)
        raise
    if not process:
        os.close(told)
        _tell(written, tell)
    os.close(written)
    return process, told


def _tell(written: int, tell: Callable[[int], object]) -> NoReturn:
    """What a copy does: it tells, and ends, without what ends a process otherwise."""
    try:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # who started this ends it
        tell(written)
    finally:
        os._exit(0)
