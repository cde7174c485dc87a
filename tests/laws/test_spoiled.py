"""A law is judged in view of what spoils every answer, tried again with its own subject, and between two readings of the census."""

from __future__ import annotations

from typing import Any

import pytest

from listproof.evidence import Store
from listproof.laws import Listing, judge, law
from listproof.laws.law import Law

from ..made import World, record, store

RECORDS = [record(n) for n in range(30)]
OUT_OF_STEP = "more answers come than questions: the service, or a proxy before it, is out of step, or a header splits its answers"
BRIEFLY = "the service sends answers that nobody asked for"


def failing(*times: int, asks: bool = True, moving: bool = False, at: str | None = None, knows: bool = False) -> Law:
    """A law that fails on these trials, counted from 1; `at`: only of this subject; `knows`: never where records moved or were not read."""
    tried: list[int] = []

    @law("pages.made-for-a-test", basis="implied", facts=("pages.offset",), moving=moving)
    def test(listing: Listing, subject: str | None = None) -> None:
        """A law of a test."""
        tried.append(1)
        if asks:
            listing.page(0, 10, fresh=True)
        good = len(tried) not in times or subject != at or (knows and listing.tolerance.moved)
        listing.require(good, "pages.offset", says="it is not so", expected="so", observed="otherwise")

    found: Law = test.law  # type: ignore[attr-defined]
    return found


ALWAYS = tuple(range(1, 99))


def out_of_step(world: Any = None, **changes: Any) -> Store:
    """A listing at a service of which an answer came that nobody had asked for."""
    made = store(world or World(RECORDS), **changes)
    made.session.unasked = 1
    return made


@pytest.mark.parametrize(("subject", "teller"), [(None, "pages.made-for-a-test"), ("a", "pages.made-for-a-test [a]")])
def test_what_spoils_every_answer_is_told_by_the_first_law_that_fails(subject: str | None, teller: str) -> None:
    """The next one says which that was; the same one says it again, and what holds holds."""
    made = out_of_step()
    first = judge(failing(*ALWAYS, at=subject), made, subject)
    assert (first.verdict, first.reason, first.compared) == ("fail", OUT_OF_STEP, {"pages.offset": 1, "records": 1})
    assert made.endpoint.told_by == teller
    assert judge(failing(*ALWAYS, at=subject), made, subject).reason == OUT_OF_STEP
    other = judge(failing(*ALWAYS, at="b"), made, "b")
    assert (other.verdict, other.reason) == ("inconclusive", f"{BRIEFLY}, as {teller} tells")
    assert judge(failing(), made).verdict == "pass"


def test_what_could_not_be_confirmed_may_be_spoiled_too() -> None:
    """The budget ends while a failure is confirmed; without what spoils it, that is all there is to say."""
    outcome = judge(failing(*ALWAYS), out_of_step(max_requests=2))
    assert (outcome.verdict, outcome.reason) == ("fail", OUT_OF_STEP)
    plain = judge(failing(*ALWAYS), store(World(RECORDS), max_requests=2))
    assert (plain.verdict, plain.reason.split(";")[0]) == ("inconclusive", "the budget of 2 requests is spent")


@pytest.mark.parametrize(("subject", "teller"), [(None, "pages.made-for-a-test"), ("a", "pages.made-for-a-test [a]")])
def test_a_census_that_cannot_be_read_may_be_spoiled_too(subject: str | None, teller: str) -> None:
    """Else the law is inconclusive, for the reason for which it cannot be read."""
    made = out_of_step(max_requests=0)
    outcome = judge(failing(), made, subject)
    assert (outcome.verdict, outcome.reason, outcome.compared, made.endpoint.told_by) == ("fail", OUT_OF_STEP, {"records": 1}, teller)
    plain = judge(failing(), store(World(RECORDS), max_requests=0))
    assert (plain.verdict, plain.reason.split(";")[0]) == ("inconclusive", "the budget of 0 requests is spent")


def test_an_error_is_spoiled_by_nothing() -> None:
    """It is the suite's own."""

    def refuse(request: Any) -> Any:
        raise ZeroDivisionError("division by zero")

    assert judge(failing(), out_of_step(refuse)).verdict == "error"


@pytest.mark.parametrize("moving", [False, True])
def test_a_failure_is_tried_again_of_the_same_subject(moving: bool) -> None:
    """And judged again of it where the records move."""

    def before(world: World, number: int) -> None:
        if moving and number > 1:
            world.records = [record(1000 + number), *world.records[:-1]]

    outcome = judge(failing(*ALWAYS, at="a", moving=moving), store(World(RECORDS, before)), "a")
    assert (outcome.verdict, outcome.reason, outcome.subject) == ("fail", "it is not so", "a")
    assert judge(failing(*ALWAYS, at="b", moving=moving), store(World(RECORDS, before)), "a").verdict == "pass"


@pytest.mark.parametrize(
    ("records", "times", "asks", "sent"),
    [
        (30, (), False, 0),
        (30, ALWAYS, False, 0),
        (30, ALWAYS, True, 1 + 1 + 1 + 1),
        (390, (), False, 0),
        (390, ALWAYS, False, 2),
        (390, (1,), False, 2),
        (390, ALWAYS, True, 1 + 2 + 1 + 2),
        (500, ALWAYS, False, 3),
    ],
)
def test_a_failure_is_confirmed_by_a_second_reading_of_several_pages(records: int, times: tuple[int, ...], asks: bool, sent: int) -> None:
    """Of several pages each may have changed since, though the law asked for nothing; of one it is that answer which is judged."""
    world = World([record(n) for n in range(records)])
    made = store(world)
    made.endpoint.replicas = ()  # whether two sets of records answer in turns has been asked
    made.endpoint.answered_alike = ()  # and whether anything is heeded
    _ = made.census
    outcome = judge(failing(*times, asks=asks), made)
    assert outcome.requests == sent
    assert outcome.verdict == ("fail" if times else "pass")


@pytest.mark.parametrize(("knows", "verdict"), [(False, "fail"), (True, "inconclusive")])
def test_what_was_not_read_is_a_shift_for_who_knows_it(knows: bool, verdict: str) -> None:
    """So many records may be missing or too many."""
    world = World([record(n) for n in range(400)])
    world.refuses = frozenset({"job_name"})  # so that nothing narrows it
    assert judge(failing(*ALWAYS, moving=True, knows=knows), store(world, max_records=100)).verdict == verdict


def test_a_judgement_takes_time() -> None:
    """From its start to its end."""
    assert judge(failing(), store(World(RECORDS))).seconds > 0
