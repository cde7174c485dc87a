"""Something else asked before a page: one question serves the law of that page, or of the cursor to it, and that of both."""

from __future__ import annotations

from pathlib import Path

import pytest

from listproof.proof.trials import Trial, outcomes_of

INVENTED = Path(__file__).parents[1] / "contracts" / "invented"
OF_THE_PAGE = ("pages.address-is-a-slice", "pages.cursor-is-repeatable")
MIXED = "errors.questions-do-not-mix"
ASKED_IN_TURN = [("huawei-coc-documents", None), ("tide-gauges", INVENTED), ("lighthouses", INVENTED), ("ferries", INVENTED)]
each_listing = pytest.mark.parametrize(("slug", "folder"), ASKED_IN_TURN, ids=[slug for slug, _ in ASKED_IN_TURN])


def _verdicts(trial: Trial) -> dict[str, tuple[str, int]]:
    """The verdict of each law, and its requests."""
    _, outcomes = outcomes_of(trial)
    return {one.law: (one.verdict, one.requests) for one in outcomes if one.law in (*OF_THE_PAGE, MIXED)}


@each_listing
def test_what_was_asked_in_turn_is_not_asked_again(slug: str, folder: Path | None) -> None:
    """An honest service is asked for the page by one law, and the other goes by its answer."""
    assert _verdicts(Trial(slug, "legal", folder=folder))[MIXED] == ("pass", 0)


@pytest.mark.parametrize("slug", ["harbours", "lighthouses"])
def test_nor_where_a_parameter_that_nobody_documents_is_refused(slug: str) -> None:
    """Something else is asked without it then, once for both laws, by an address as by a cursor."""
    assert _verdicts(Trial(slug, "variant", "reading:unknown-parameters=refuse", folder=INVENTED))[MIXED] == ("pass", 0)


@each_listing
def test_a_page_that_follows_what_was_asked_before_it_is_told_by_one_law(slug: str, folder: Path | None) -> None:
    """By that of questions that mix: neither the address of the page nor the cursor to it is blamed."""
    verdicts = _verdicts(Trial(slug, "fault", "answers-mixed", folder=folder))
    assert [law for law, (verdict, _) in verdicts.items() if verdict == "fail"] == [MIXED]


@each_listing
def test_a_page_that_is_wrong_whatever_was_asked_before_it_mixes_with_nothing(slug: str, folder: Path | None) -> None:
    """A boundary that leaves a record out is told by others, and not as a page that changes."""
    assert _verdicts(Trial(slug, "fault", "boundary-record-skipped", folder=folder))[MIXED][0] == "pass"
