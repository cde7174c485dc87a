"""When a proof runs decides nothing: a range that is cut down is caught at whatever second its records were made."""

from __future__ import annotations

import pytest

from listproof.proof.servers import faults_of, legal
from listproof.proof.trials import Trial, listing_of, tried

NOON = 1_795_406_441.0
"""At this moment, and every minute since, the time on which DLC's ranges were tried lay a second before a whole minute."""
CUT = [
    (slug, fault)
    for slug in ("alibaba-pai-dlc-jobs", "nebula-explorer-workflow-jobs")
    for fault in faults_of(slug)
    if fault.partition(":")[0] in ("range-truncated", "range-by-day")
]


@pytest.mark.parametrize(("slug", "fault"), CUT)
def test_a_range_that_is_cut_down_is_caught_at_any_second(slug: str, fault: str) -> None:
    """At moments spread over an hour and a minute, so that the times of the records end on other seconds."""
    moments = [NOON + step * 427 for step in range(9)]
    assert [at for at in moments if not tried(Trial(slug, "fault", fault, until="a law catches", at=at)).caught] == []


def test_a_trial_of_a_moment_goes_the_same_way_again() -> None:
    """Where a server disturbs, too: what is waited is drawn from the trial."""
    trial = Trial("huawei-coc-documents", "variant", "drift-and-chaos", at=NOON)
    assert tried(trial).requests == tried(trial).requests


def test_a_listing_lives_at_the_moment_of_its_service() -> None:
    """Its clock begins there and moves on with each request."""
    store = listing_of(legal("huawei-coc-documents", at=NOON).like())
    now = store.ask(store.paged(store.base, 0, 1)).answer.now
    assert now[0] <= (NOON + 1) * 1000
    assert now[1] >= NOON * 1000
