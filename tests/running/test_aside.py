"""Listings that a copy of the process judges aside: what is shared out, that nothing of it is lost, and that the run is the same."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from listproof.contract import load
from listproof.proof.suite import laws as suite_laws
from listproof.reports.file import packed
from listproof.running import Course, Place, RunChoice
from listproof.running.aside import Aside, shares
from listproof.running.choice import MOCK
from listproof.verdicts import Outcome

from ..live.live_runs import CHECKOUT, COC, NEBULA, Finished, run
from ..reports import made
from .same import lasting, results, table

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="processes are copied on Linux alone"),
    # Who runs the tests may have threads; a run makes copies only where there are none.
    pytest.mark.filterwarnings("ignore:.*use of fork:DeprecationWarning"),
]

ONE, TWO = (made.outcome(law, "pass") for law in ("pages.echo", "bounds.outside-is-not-honoured"))
BOTH = (f"--contract={COC}", f"--contract={NEBULA}", "--queries=0")


def judged(*lines: str) -> tuple[Outcome | None, Outcome | None, object]:
    """What is heard of two items of a copy that tells these lines and ends."""
    aside = Aside(("one", "two"), lambda: lines)
    aside.listen()
    return aside.outcome("one"), aside.outcome("two"), aside.parts()


@pytest.mark.parametrize(
    ("weights", "most", "expected"),
    [
        ({"a": 3, "b": 1, "c": 2}, 1, [["a", "c", "b"]]),
        ({"a": 3, "b": 1, "c": 2}, 2, [["a"], ["c", "b"]]),
        ({"a": 3, "b": 1, "c": 2}, 9, [["a"], ["c"], ["b"]]),
        ({}, 2, []),
        ({"a": 1}, 0, [["a"]]),
    ],
)
def test_shares_are_balanced(weights: dict[str, int], most: int, expected: list[list[str]]) -> None:
    """The heaviest is alone as long as the others weigh less together; there are no empty shares."""
    assert shares(weights, most) == expected


def test_what_a_copy_tells_is_heard() -> None:
    """Outcomes in the order of the items, then what is known of the places; an item of nobody is judged here."""
    assert judged(packed(ONE), packed(TWO), '{"place": {"census": "3"}}') == (ONE, TWO, {"place": {"census": "3"}})
    aside = Aside((), lambda: ["{}"])
    assert aside.outcome("another") is None
    aside.listen()
    aside.parts()


@pytest.mark.parametrize("last", [(), ("nothing that was packed",), ('{"law": 1}',)])
def test_what_a_copy_does_not_tell_is_judged_here(last: tuple[str, ...]) -> None:
    """It ended, or said what nobody understands: nobody waits for more."""
    assert judged(packed(ONE), *last) == (ONE, None, {})


def test_a_copy_that_breaks_ends() -> None:
    """An exception in a copy is no outcome, and no second process goes on with the tests."""

    def lines() -> Iterator[str]:
        yield packed(ONE)
        raise RuntimeError

    aside = Aside(("one", "two"), lines)
    aside.listen()
    assert (aside.outcome("one"), aside.outcome("two"), aside.parts()) == (ONE, None, {})


def test_a_copy_ends_when_it_is_stopped() -> None:
    """And who waits for it waits no longer; it does not hear the Ctrl-C that its maker hears."""

    def lines() -> Iterator[str]:
        os.kill(os.getpid(), signal.SIGINT)
        yield packed(ONE)
        signal.pause()

    aside = Aside(("one", "two"), lines)
    aside.listen()
    assert aside.outcome("one") == ONE
    aside.stop()
    assert (aside.outcome("two"), aside.parts()) == (None, {})


def test_a_course_hears_of_what_was_shared_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """The heavier listing is judged aside, the other here, and the record tells of both."""
    monkeypatch.setattr("listproof.running.course.can_copy", lambda: True)
    places = tuple(Place(MOCK, load(slug), None) for slug in (COC, NEBULA))
    course = Course(RunChoice(places, (), ()), "0", CHECKOUT / "suites", 0, jobs=11, queries=0)
    laws = [law for law in suite_laws() if law.each is None][:3]
    planned = [(places[0], laws[0]), *((places[1], law) for law in laws)]
    try:
        for place, law in planned:
            course.plan(place, law, None)
        assert course.share_out(2) == {places[1].key}
        outcomes = [course.judge(place, law, None) for place, law in planned]
        assert [one.key for one in outcomes] == list(course.planned)
        assert [place.key for place, _ in course.parts()] == [places[0].key]
        record = course.record()
        assert [one.verdict for one in record.outcomes] == [one.verdict for one in outcomes]
        assert all(one.census and one.requests for one in record.listings)
    finally:
        course.close()


def test_a_run_that_is_shared_out_is_the_same(tmp_path: Path) -> None:
    """Record, table and Allure results of two listings are those of a run that judges all of them itself."""

    def asked(name: str, *arguments: str) -> Finished:
        folder = tmp_path / name
        folder.mkdir()
        (folder / "listproof.toml").touch()
        return run(folder, *BOTH, *arguments)

    shared, alone = asked("shared"), asked("alone", "--maxfail=1000")
    assert (shared.code, alone.code) == (0, 0), shared.output
    assert lasting(shared.record) == lasting(alone.record)
    assert table(shared.output) == table(alone.output)
    assert results(shared.reports) == results(alone.reports)
