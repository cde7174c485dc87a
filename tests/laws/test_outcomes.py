"""What an outcome holds besides its verdict, and what a rehearsal and a law that was not tried come to."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import httpx
import pytest

from listproof.laws import Listing, Ordered, judge
from listproof.laws.law import law
from listproof.laws.trial.judging import rehearse, untried
from listproof.verdicts import Outcome, Trouble

from ..made import CONTRACT, SECRET, World, store
from .test_judging import RECORDS, breaking, failing_on, judged, made, says


def tried_on(subject: Any, body: Callable[[Any], None]) -> Outcome:
    """The outcome of a law on a subject."""

    @law("order.made-for-a-test", basis="implied", facts=("pages.offset",), each="order key")
    def test(listing: Listing, subject: Any) -> None:
        """A law of a subject."""
        body(subject)
        says(listing, True)

    return judge(test.law, store(World(RECORDS)), subject)  # type: ignore[attr-defined]


def test_a_law_is_told_what_it_is_tried_on() -> None:
    """The subject as it is, which reports hold as its text and by its names."""
    seen: list[Any] = []
    outcome = tried_on(Ordered("name", "desc"), seen.append)
    assert seen == [Ordered("name", "desc")]
    assert (outcome.subject, outcome.about, outcome.law) == ("name desc", ("name",), "order.made-for-a-test")
    assert (outcome.target, outcome.contract, outcome.verdict) == ("test", CONTRACT.slug, "pass")
    assert judged(lambda listing: says(listing, True)).about == ()


def test_an_outcome_counts_what_was_sent_for_it_alone() -> None:
    """What others had asked before, and what it found in hand, costs it nothing."""
    asked = store(World(RECORDS))
    first = judge(made(failing_on()), asked)
    second = judge(made(failing_on()), asked)
    assert (first.requests, second.requests) == (2, 1)
    assert 0 <= second.seconds < 60


def test_a_law_that_was_not_tried_is_inconclusive_for_its_reason() -> None:
    """With all that tells which one it is, and nothing that was not seen."""
    one = made(failing_on(), basis="convention")
    outcome = untried(one, "live", "a-listing", Ordered("name", "asc"), "there was no time")
    assert outcome == Outcome(
        law="pages.made-for-a-test", target="live", contract="a-listing", subject="name asc", verdict="inconclusive",
        reason="there was no time", sentence="A law of a test.", basis="convention", about=("name",),
    )  # fmt: skip
    assert untried(one, "live", "a-listing", None, "why").subject is None


def test_a_rehearsal_tells_only_where_a_law_broke() -> None:
    """What it finds is nobody's; the answers that it asked for stay in hand."""
    world = World(RECORDS)
    asked = store(world)
    assert rehearse(made(lambda listing: says(listing, not listing.page(0, 10).records)), asked) == ""
    assert rehearse(made(breaking(Trouble("out of reach"))), asked) == ""
    assert rehearse(made(breaking(KeyError("limit"))), asked).endswith("KeyError: 'limit'")
    judge(made(lambda listing: says(listing, listing.page(0, 10).records)), asked)
    assert len(set(world.asked)) == len(world.asked) > 0


def test_a_rehearsal_is_told_its_subject() -> None:
    """As a trial is."""
    seen: list[Any] = []

    @law("order.made-for-a-test", basis="implied", facts=("pages.offset",), each="order key")
    def test(listing: Listing, subject: Any) -> None:
        """A law of a subject."""
        seen.append(subject)

    rehearse(test.law, store(World(RECORDS)), "name")  # type: ignore[attr-defined]
    assert seen == ["name"]


@pytest.mark.parametrize("fails", [True, False])
def test_a_listing_knows_that_a_law_failed(fails: bool) -> None:
    """From then on what was asked ahead is not trusted to tell."""
    asked = store(World(RECORDS))
    judge(made(failing_on(*(range(1, 99) if fails else ()))), asked)
    assert asked.endpoint.failed is fails


def test_what_a_law_that_draws_suspected_before_is_forgotten() -> None:
    """Its own only."""
    asked = store(World(RECORDS))
    asked.suspects.update({"pages.made-for-a-test": "x", "another": "y"})
    judge(made(failing_on()), asked)
    assert asked.suspects == {"another": "y"}


def test_the_records_that_a_violation_names_and_its_traceback_hold_no_secret() -> None:
    """Nor does a note."""

    def body(listing: Listing) -> None:
        listing.require(False, "size", says="so", expected="x", observed="y", shows={"lost": [SECRET, "other"]})

    outcome = judged(body)
    assert outcome.violation is not None
    assert outcome.violation.observation.records == {"lost": ("***", "other")}
    broken = judged(breaking(KeyError(SECRET)))
    assert broken.traceback.endswith("KeyError: '***'")
    assert SECRET not in broken.reason


def test_where_the_listing_cannot_be_read_no_law_is_tried() -> None:
    """Its trouble is the outcome."""
    tried: list[int] = []
    outcome = judge(made(lambda listing: tried.append(1)), store(lambda request: httpx.Response(503), attempts=1))
    assert (outcome.verdict, tried) == ("error", [])
    assert "answered 503" in outcome.reason


def test_a_suite_that_breaks_as_it_reads_the_listing_says_that_it_is_the_suite() -> None:
    """And where."""

    def answer(request: httpx.Request) -> httpx.Response:
        raise ZeroDivisionError("made for a test")

    outcome = judge(made(failing_on()), store(answer))
    assert (outcome.verdict, outcome.reason) == ("error", "the suite itself failed: ZeroDivisionError: made for a test")
    assert outcome.traceback.endswith("ZeroDivisionError: made for a test")


def test_a_suite_that_breaks_as_it_confirms_says_so_too() -> None:
    """Not that the law did."""
    world = World(RECORDS)

    def answer(request: httpx.Request) -> httpx.Response:
        if len(world.asked) >= 2:
            raise ZeroDivisionError("made for a test")
        return world(request)

    outcome = judge(made(failing_on(*range(1, 99))), store(answer))
    assert (outcome.verdict, outcome.reason) == ("error", "the suite itself failed: ZeroDivisionError: made for a test")
    assert outcome.traceback
