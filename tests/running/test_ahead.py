"""What is asked ahead of its turn swallows nothing."""

from __future__ import annotations

import threading
import time

from listproof.laws import Listing
from listproof.laws.law import Law, law
from listproof.running.ahead import Ahead
from listproof.verdicts import Trouble

from ..made import World, record, store


@law("pages.first-of-two", facts=("pages.offset",))
def _first(listing: Listing) -> None:
    """A law that gives the other time to be rehearsed."""
    time.sleep(0.2)
    listing.require(True, "pages.offset", says="", expected="", observed="")


@law("pages.breaks-in-a-thread", facts=("pages.offset",))
def _second(listing: Listing) -> None:
    """A law that breaks wherever it is not judged in its turn."""
    if threading.current_thread() is not threading.main_thread():
        raise ValueError("only in a thread")
    listing.require(True, "pages.offset", says="", expected="", observed="")


def test_what_breaks_ahead_and_not_in_its_turn_is_the_suite_s_trouble() -> None:
    """The verdict stands, and the run says which law broke, how, and where."""
    (trouble,) = _troubles(0.04)
    assert str(trouble).startswith(
        "pages.breaks-in-a-thread: what was asked ahead broke: ValueError: only in a thread at tests/running/test_ahead.py:"
    )


def test_where_answers_come_at_once_nothing_is_asked_ahead() -> None:
    """A law that would break in a thread never gets there."""
    assert _troubles(0.0) == []


def _troubles(late: float) -> list[Trouble]:
    """What two laws leave as troubles, the second of which breaks ahead of its turn, where each answer is so many seconds late."""
    at = store(World([record(n) for n in range(5)], lambda *_: time.sleep(late)), concurrency=2)
    first, second = _law(_first), _law(_second)
    ahead = Ahead(at, [(first, None), (second, None)])
    assert [ahead.judged(one, None).verdict for one in (first, second)] == ["pass", "pass"]
    ahead.stop()
    return at.session.troubles


def _law(function: object) -> Law:
    found: Law = function.law  # type: ignore[attr-defined]
    return found
