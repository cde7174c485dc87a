"""When a failure counts: each number of the arithmetic, value by value."""

from __future__ import annotations

import pytest

from listproof.contract import Source
from listproof.evidence import Drift
from listproof.laws.trial.confirmation import ENOUGH, Confirmation, Judged
from listproof.verdicts import Violation

STILL = Drift(frozenset("ab"), frozenset())
UNSEEN = Drift(frozenset("ab"), frozenset(), unseen=1)
MOVED = Drift(frozenset("ab"), frozenset("c"))


def violation(says: str = "it is not so") -> Violation:
    """A violation that says this."""
    return Violation(says, fact="records", source=Source("001"), expected="so", observed="otherwise")


def seen(weight: int, calm: bool = True) -> Confirmation:
    """A failure that was seen with this weight."""
    return Confirmation(weight, calm, violation())


@pytest.mark.parametrize(
    ("before", "calm", "still", "after"),
    [(0, True, True, 2), (0, True, False, 1), (0, False, True, 1), (0, False, False, 1), (1, True, True, 3), (2, False, False, 3)],
)
def test_a_claim_weighs_two_while_nothing_ever_moved_and_one_otherwise(before: int, calm: bool, still: bool, after: int) -> None:
    """Only a calm run whose readings agree counts in full."""
    claim = violation("again")
    found = Confirmation(before, calm).with_claim(claim, still=still)
    assert (found.weight, found.calm) == (after, calm)
    assert found.seen is claim


@pytest.mark.parametrize(("weight", "stands"), [(0, False), (1, False), (2, True), (3, True)])
def test_a_failure_stands_from_a_weight_of_two(weight: int, stands: bool) -> None:
    """And never unseen."""
    assert ENOUGH == 2
    assert seen(weight).stands is stands
    assert not Confirmation(weight).stands


@pytest.mark.parametrize(
    ("weight", "calm", "drift", "by_paging", "after"),
    [
        (2, True, STILL, False, (2, True)),
        (2, True, UNSEEN, False, (2, True)),
        (2, True, MOVED, True, (2, True)),
        (2, True, MOVED, False, (1, False)),
        (3, True, MOVED, False, (1, False)),
        (1, True, MOVED, False, (0, False)),
        (2, False, MOVED, False, (2, False)),
    ],
)
def test_what_was_seen_weighs_half_once_something_moved(
    weight: int, calm: bool, drift: Drift, by_paging: bool, after: tuple[int, bool]
) -> None:
    """Once, when it first moves; what paging lost or no name tells moved nothing."""
    found = seen(weight, calm).in_view_of(drift, by_paging=by_paging)
    assert (found.weight, found.calm) == after


def test_a_trial_that_breaks_is_an_error_whatever_was_seen() -> None:
    """What could not be confirmed for the suite's own sake is not told."""
    broken = Judged("error", "the law itself failed", traceback="a.py:1 in b: c")
    assert seen(4).not_again(broken) is broken


@pytest.mark.parametrize("before", [Confirmation(), Confirmation(4), seen(0), seen(1)])
@pytest.mark.parametrize("verdict", ["pass", "inconclusive", "unsupported"])
def test_a_calm_pass_wins_against_what_does_not_stand(before: Confirmation, verdict: str) -> None:
    """A failure of half the weight was the world moving: the trial's own verdict counts, with a note that it once failed."""
    found = before.not_again(Judged(verdict, "why"))  # type: ignore[arg-type]
    assert (found.verdict, found.reason, found.violation) == (verdict, "why", None)
    assert found.note == "failed once while the records moved, not again when they stood still"


def test_a_failure_that_stands_and_does_not_come_again_is_intermittent() -> None:
    """It is told, and told as such."""
    found = seen(ENOUGH).not_again(Judged("pass"))
    assert (found.verdict, found.note) == ("fail", "")
    assert found.reason == "it is not so (seen once, not again while nothing moved)"
    assert found.violation is not None
    assert found.violation.intermittent


@pytest.mark.parametrize("verdict", ["inconclusive", "unsupported"])
def test_a_failure_that_stands_and_cannot_be_tried_again_is_told_as_it_is(verdict: str) -> None:
    """Nothing says that it is intermittent."""
    found = seen(ENOUGH).not_again(Judged(verdict, "the sign-ins are spent"))  # type: ignore[arg-type]
    assert (found.verdict, found.reason) == ("fail", "it is not so (seen once; it could not be tried again: the sign-ins are spent)")
    assert found.violation is not None
    assert not found.violation.intermittent


@pytest.mark.parametrize(("weight", "verdict", "reason"), [(1, "inconclusive", "spent"), (2, "fail", "it is not so")])
def test_where_no_more_can_be_asked_only_what_stands_is_told(weight: int, verdict: str, reason: str) -> None:
    """The budget excuses no failure that was seen while nothing moved."""
    found = seen(weight).cut_short("spent")
    assert (found.verdict, found.reason, found.violation is not None) == (verdict, reason, verdict == "fail")
    assert Confirmation(weight).cut_short("spent").verdict == "inconclusive"


@pytest.mark.parametrize(
    ("weight", "verdict", "reason"),
    [
        (1, "inconclusive", "the records moved during every attempt to confirm a failure"),
        (2, "fail", "it is not so (seen once; the records moved too much to see it again)"),
    ],
)
def test_where_every_attempt_moved_only_what_stands_is_told(weight: int, verdict: str, reason: str) -> None:
    """A failure seen in full before anything moved is halved by then; two halves stand."""
    found = seen(weight, calm=False).given_up()
    assert (found.verdict, found.reason, found.violation is not None) == (verdict, reason, verdict == "fail")
    assert Confirmation(weight).given_up().verdict == "inconclusive"
