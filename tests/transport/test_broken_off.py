"""A service that breaks the connection off at one question and answers others: that is how it answers, and no trouble of the run."""

from __future__ import annotations

from collections.abc import Callable

import httpx
import pytest

from listproof.checks.refusals import breakage
from listproof.contract.statuses import BROKEN_OFF
from listproof.verdicts import Trouble

from ..made import page, session

ODD = "/jobs?name=%E6%BC%A2"


def fails_at(error: Exception, most: int = 1000) -> Callable[[httpx.Request], httpx.Response]:
    """A service that fails so often at text beyond Latin-1 and answers everything else."""
    left = [most]

    def handle(request: httpx.Request) -> httpx.Response:
        if "%E6" in str(request.url) and left[0]:
            left[0] -= 1
            raise error
        return page([])

    return handle


@pytest.mark.parametrize("error", [httpx.RemoteProtocolError("gone"), httpx.ReadError("reset")])
def test_a_question_at_which_it_breaks_off_is_answered_so(error: Exception) -> None:
    """From the second attempt on the last question is asked again by turns, and as it is answered, the odd one is what breaks."""
    made, _ = session(fails_at(error))
    assert made.get("/jobs", "").status == 200
    broken = made.get(ODD, "")
    assert broken.status == BROKEN_OFF
    assert breakage(broken.status, broken.shows_stack_trace) == "no answer, the connection is broken off"
    assert (made.sent, made.troubles) == (8, [])


@pytest.mark.parametrize("most", [1, 2, 3])
def test_a_connection_that_breaks_a_few_times_is_no_answer(most: int) -> None:
    """The next attempt is answered: on a bad line two in a row break off now and then."""
    made, _ = session(fails_at(httpx.ReadError("reset"), most))
    assert [made.get("/jobs", "").status, made.get(ODD, "").status] == [200, 200]


@pytest.mark.parametrize("asked", [[ODD], ["/jobs", ODD]])
def test_a_service_that_answers_nothing_else_is_a_trouble(asked: list[str]) -> None:
    """Where nothing was answered before, or is not answered any more, the way to it may be out of order."""
    answers = iter([page([])] if len(asked) > 1 else [])

    def handle(request: httpx.Request) -> httpx.Response:
        answer = next(answers, None)
        if answer is None:
            raise httpx.ReadError("reset")
        return answer

    made, _ = session(handle)
    for path in asked[:-1]:
        made.get(path, "")
    with pytest.raises(Trouble, match="broke off"):
        made.get(asked[-1], "")


def test_a_question_that_is_not_answered_in_time_is_a_trouble_soon() -> None:
    """No document says how long an answer may take, and nobody waits for six attempts."""
    made, _ = session(fails_at(httpx.ReadTimeout("late")))
    made.get("/jobs", "")
    with pytest.raises(Trouble, match="tried 2 times, while others are answered"):
        made.get(ODD, "")
    assert made.sent == 4
