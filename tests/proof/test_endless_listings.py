"""Pages that lead on for ever: told once, and taken as known by whoever walks through the listing afterwards."""

from __future__ import annotations

from collections import Counter
from functools import cache

import pytest

from listproof.proof.trials import Trial, outcomes_of
from listproof.simulator.faults import Fault, catalogue

from .test_invented import FOLDER, SLUGS, contract
from .test_requests import AT

ENDLESS = ("next-forever", "next-loops", "next-stays", "next-begins-again")
MOST = 20
WHEREVER_A_LAW_FAILS = "errors.questions-do-not-mix"
"""It asks in turns once any law has failed, whatever that was."""


def endless(slug: str) -> list[Fault]:
    """The first fault of each kind that makes an invented listing endless."""
    return list({fault.kind: fault for fault in reversed(list(catalogue(contract(slug)))) if fault.kind in ENDLESS}.values())


@cache
def whole_run(slug: str, fault: str) -> tuple[int, Counter[str]]:
    """The requests of all laws but that one at an invented listing, at one moment, and how often each law failed."""
    _, outcomes = outcomes_of(Trial(slug, "fault" if fault else "legal", fault, at=AT, folder=FOLDER))
    failed = Counter(one.law for one in outcomes if one.verdict in ("fail", "error"))
    return sum(one.requests for one in outcomes if one.law != WHEREVER_A_LAW_FAILS), failed


@pytest.mark.parametrize(("slug", "fault"), [pytest.param(slug, one, id=f"{slug}-{one.kind}") for slug in SLUGS for one in endless(slug)])
def test_a_whole_run_asks_few_requests_more_than_of_a_listing_that_ends(slug: str, fault: Fault) -> None:
    """One law tells that the pages lead on for ever, and no other walks there anew to find it out, nor fails for it."""
    sent, failed = whole_run(slug, fault.id)
    assert list(failed) in (["pages.walk-ends"], ["pages.next-is-honest"])
    assert sent - whole_run(slug, "")[0] <= MOST


TO_NOTHING = "next-to-nothing"
"""The fault of a last page that leads to one without records."""


def exact(slug: str) -> bool:
    """Whether pages of an invented listing hold just as many records as are asked for, and a last page can lead to nothing."""
    return contract(slug).pages.size.means == "exactly" and any(one.kind == TO_NOTHING for one in catalogue(contract(slug)))


@pytest.mark.parametrize("slug", [one for one in SLUGS if exact(one)])
def test_a_last_page_that_leads_to_nothing_is_told_by_one_law_and_costs_few_requests_more(slug: str) -> None:
    """Neither the last of full pages nor a link to the last page is looked at for it again."""
    fault = next(one for one in catalogue(contract(slug)) if one.kind == TO_NOTHING)
    sent, failed = whole_run(slug, fault.id)
    assert list(failed) == ["pages.next-is-honest"]
    assert sent - whole_run(slug, "")[0] <= MOST
