"""Trials side by side: in worker processes, each of which makes the records of a contract and seed once."""

from __future__ import annotations

import contextlib
import gc
import multiprocessing
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from typing import TypeVar

__all__ = ["cores", "side_by_side"]

Task = TypeVar("Task")
Result = TypeVar("Result")


def cores() -> int:
    """How many processes this machine can run at once."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def side_by_side(work: Callable[[Task], Result], tasks: Sequence[Task], workers: int) -> Iterator[Result]:
    """The results of `work` over tasks as they come, in no order. One worker works in this process.

    What `work` raises passes, and the tasks that have not begun are given up.
    """
    if workers <= 1 or len(tasks) <= 1:
        with _between_tasks():
            for task in tasks:
                yield _worked(work, task)
        return
    with ProcessPoolExecutor(min(workers, len(tasks)), multiprocessing.get_context("spawn"), _quicken) as pool:
        waiting: list[Future[Result]] = [pool.submit(_worked, work, task) for task in tasks]
        try:
            for done in as_completed(waiting):
                yield done.result()
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


@contextlib.contextmanager
def _between_tasks() -> Iterator[None]:
    """In a process that does other things too, what is there already is left out of the looking, and all is as it was afterwards."""
    at_work = gc.isenabled()
    gc.disable()
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()
        if at_work:
            gc.enable()


def _quicken() -> None:
    """Looks for cycles between tasks and not within them: that takes a third of the time, and finds little while answers are read.

    A worker ends with the process that started it, however that ends.
    """
    gc.disable()
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _worked(work: Callable[[Task], Result], task: Task) -> Result:
    done = work(task)
    gc.collect()
    gc.freeze()
    return done
