"""Threads that ask side by side: waited for when all is well, and for nobody's sake when a run is interrupted."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future

import pytest

from listproof.evidence.threads import Threads, abandon, side_by_side

_LONGEST = 20.0
Ours = Callable[[], list[threading.Thread]]


@pytest.fixture
def endless() -> Iterator[Callable[[], None]]:
    """Work that ends only when the test does."""
    over = time.monotonic() + _LONGEST

    def work() -> None:
        while time.monotonic() < over:
            sum(range(100))

    yield work
    abandon()
    for thread in threads():
        thread.join(_LONGEST / 2)


def threads() -> list[threading.Thread]:
    """The threads of this kind that are alive."""
    return [thread for thread in threading.enumerate() if thread.name == "listproof-asking"]


@pytest.fixture
def ours() -> Callable[[], list[threading.Thread]]:
    """Gives those of them that this test has begun: another one's may still wait for work."""
    before = threads()
    return lambda: [thread for thread in threads() if thread not in before]


def test_what_is_asked_side_by_side_comes_back_in_its_order(ours: Ours) -> None:
    """The block waits for all of it, what breaks is raised where it is wanted, and no thread is left."""
    with side_by_side(3) as pool:
        assert list(pool.map(lambda number: number * number, range(20))) == [number * number for number in range(20)]
        broken = pool.submit(lambda: 1 // 0)
    with pytest.raises(ZeroDivisionError):
        broken.result()
    with pytest.raises(RuntimeError):
        pool.submit(print)
    assert ours() == []


def test_no_more_threads_than_allowed_and_none_that_keeps_a_process_alive(endless: Callable[[], None], ours: Ours) -> None:
    """Much work is done by a few threads, and a process ends without them."""
    pool = Threads(2)
    for _ in range(5):
        pool.submit(endless)
    assert len(ours()) == 2
    assert all(thread.daemon for thread in ours())
    pool.shutdown(wait=False, cancel_futures=True)


def test_an_interrupted_block_waits_for_nothing(endless: Callable[[], None], ours: Ours) -> None:
    """Ctrl-C in a block leaves it at once; what had not begun never does, and what goes on is ended where it stands."""
    begun: list[int] = []
    later: list[Future[None]] = []

    def interrupted() -> None:
        with side_by_side(1) as pool:
            pool.submit(endless)
            later.append(pool.submit(begun.append, 1))
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert later[0].cancelled()
    going = ours()
    assert len(going) == 1
    abandon()
    going[0].join(_LONGEST / 2)
    assert not going[0].is_alive()
    assert begun == []
