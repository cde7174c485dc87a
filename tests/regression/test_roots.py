"""Which change is the cause and which follow from it: told as the findings of the run are."""

from __future__ import annotations

from typing import Any

import pytest

from listproof.regression.change import Change
from listproof.regression.roots import rooted

from ..reports.made import asked, outcome, run, violation

ALONE, DRAWN, ORDER = "filters.keeps-what-it-names", "queries.agrees-with-the-document", "order.sorted-across-pages"
RUN = run(
    [
        outcome(DRAWN, "fail", violation=violation("filters.job_name", exchanges=())),
        outcome(ALONE, "fail", "job_name", violation=violation("filters.job_name", exchanges=())),
    ],
    listing=asked(),
)


def change(key: str, names: str, **words: Any) -> Change:
    """A law that fails now."""
    said = {"kind": "newly-failing", "grade": "breaking", "outcome": key, **words}
    return Change(key=f"newly-failing/{key}", target="mock", contract="made", says=key, reason="", names=frozenset(names.split()), **said)


@pytest.mark.parametrize("turned", [False, True])
def test_what_one_finding_tells_is_one_change(turned: bool) -> None:
    """The root of the finding leads, whatever the order in which the changes are told, and a change of no finding stays alone."""
    keys = [RUN.findings[0].key, *RUN.findings[0].follows]
    assert len(keys) == 2
    told = [change(keys[1], "job_name"), change(keys[0], "job_name"), change("mock/made/other", "order", law=ORDER)]
    roots = rooted(told[::-1] if turned else told, RUN.findings)
    assert [(root.outcome, [one.outcome for one in root.follows]) for root in roots] == [(keys[0], keys[1:]), ("mock/made/other", [])]


def test_where_the_root_of_a_finding_failed_before_the_next_leads() -> None:
    """Only what is new is told: a finding that grew is told by the first of its laws that did not fail before."""
    key = RUN.findings[0].follows[0]
    roots = rooted([change(key, "job_name")], RUN.findings)
    assert [root.outcome for root in roots] == [key]


def test_what_is_fixed_stands_together_as_it_failed() -> None:
    """What one finding of the earlier run told is fixed as one."""
    keys = [RUN.findings[0].key, *RUN.findings[0].follows]
    fixed = [change(key, "", kind="fixed", grade="information") for key in keys]
    assert [len(root.follows) for root in rooted(fixed, (), RUN.findings)] == [1]


def test_a_behaviour_follows_from_the_finding_that_it_shares_a_name_with() -> None:
    """A behaviour of a filter that is ignored is no second cause; one of something else is."""
    keys = [RUN.findings[0].key, *RUN.findings[0].follows]
    quiet = {"kind": "behaviour", "grade": "risky", "outcome": ""}
    told = [change(keys[0], "job_name"), change("a", "job_name filters", **quiet), change("b", "offset", **quiet)]
    roots = rooted(told, RUN.findings)
    assert [(root.says, len(root.follows)) for root in roots] == [(keys[0], 1), ("b", 0)]


def test_a_behaviour_that_became_a_refusal_follows_from_what_is_refused() -> None:
    """Where a law fails because an answer is refused, an open question that is refused now as well is no second cause."""
    keys = [RUN.findings[0].key, *RUN.findings[0].follows]
    quiet = {"kind": "behaviour", "grade": "risky", "outcome": ""}
    refused = change("b", "offset", new="refused", **quiet)
    assert len(rooted([change(keys[0], "job_name", refused=True), refused], RUN.findings)) == 1
    assert len(rooted([change(keys[0], "job_name", refused=False), refused], RUN.findings)) == 2
