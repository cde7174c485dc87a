"""What is asked ahead of its turn swallows nothing."""

from __future__ import annotations

import threading
import time

from listproof.laws import Listing
from listproof.laws.law import Law, law
from listproof.running.ahead import Ahead

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
    at = store(World([record(n) for n in range(5)]), concurrency=2)
    first, second = _law(_first), _law(_second)
    ahead = Ahead(at, [(first, None), (second, None)])
    assert [ahead.judged(one, None).verdict for one in (first, second)] == ["pass", "pass"]
    ahead.stop()
    (trouble,) = at.session.troubles
    assert str(trouble).startswith(
        "pages.breaks-in-a-thread: what was asked ahead broke: ValueError: only in a thread at tests/running/test_ahead.py:"
    )


def _law(function: object) -> Law:
    found: Law = function.law  # type: ignore[attr-defined]
    return found
