"""Threads that ask side by side. Whoever interrupts a run waits for none of them: they are ended where they stand."""

from __future__ import annotations

import ctypes
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from contextlib import contextmanager, suppress
from queue import Empty, SimpleQueue
from typing import Any, TypeVar

__all__ = ["Threads", "abandon", "side_by_side"]

T = TypeVar("T")
_NAME = "listproof-asking"


class _Abandoned(BaseException):
    """Raised in a thread of whose work nobody wants to know any more."""


class Threads(Executor):
    """At most so many threads, started as there is work. Those of the standard library would be waited for when the process ends."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._work: SimpleQueue[tuple[Future[Any], Callable[[], Any]] | None] = SimpleQueue()
        self._threads: list[threading.Thread] = []
        self._ended = False

    def submit(self, run: Callable[..., T], /, *args: Any, **named: Any) -> Future[T]:
        """Run this in a thread. RuntimeError after `shutdown`."""
        if self._ended:
            raise RuntimeError("nothing is begun after the end")
        future: Future[T] = Future()
        self._work.put((future, lambda: run(*args, **named)))
        if len(self._threads) < self._most:
            self._threads.append(threading.Thread(target=self._at_work, name=_NAME, daemon=True))
            self._threads[-1].start()
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Begin nothing more, and wait for what was begun; with `cancel_futures` what waits for its turn is never begun."""
        self._ended = True
        with suppress(Empty):
            while cancel_futures:
                work = self._work.get_nowait()
                if work is not None:
                    work[0].cancel()
        for _ in self._threads:
            self._work.put(None)
        for thread in self._threads if wait else ():
            thread.join()

    def _at_work(self) -> None:
        with suppress(_Abandoned):
            while (work := self._work.get()) is not None:
                future, run = work
                if not future.set_running_or_notify_cancel():
                    continue
                try:
                    future.set_result(run())
                except _Abandoned as error:
                    future.set_exception(error)
                    raise
                except BaseException as error:
                    future.set_exception(error)
                del future, run, work


@contextmanager
def side_by_side(most: int) -> Iterator[Executor]:
    """Threads for the time of a block, which waits for them at its end, but not where it is interrupted."""
    pool = Threads(most)
    try:
        yield pool
    except BaseException as error:
        pool.shutdown(wait=isinstance(error, Exception), cancel_futures=True)
        raise
    pool.shutdown()


def abandon() -> None:
    """End every such thread where it stands: one that judges many records would go on for as long as that takes.

    What they were at is left as it is, locks among it: nothing may be asked afterwards.
    """
    for thread in threading.enumerate():
        if thread.name == _NAME and thread.ident is not None:
            ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread.ident), ctypes.py_object(_Abandoned))
