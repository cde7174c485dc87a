"""A run that had no time."""

from __future__ import annotations

from dataclasses import replace

from listproof.reports.exit import EXIT_TROUBLE, exit_status
from listproof.verdicts import TIME_IS_UP

from .disk_trials import run


def test_a_run_whose_time_was_up_before_any_law_was_tried_is_no_good_one() -> None:
    """It ends in trouble, for that all laws hold cannot be said of it; one law that was tried is something."""
    untried = tuple(replace(one, verdict="inconclusive", reason=TIME_IS_UP, violation=None) for one in run().outcomes)
    short = replace(run(), outcomes=untried, trouble=(), waivers=())
    assert exit_status(short) == EXIT_TROUBLE
    assert exit_status(replace(short, outcomes=(replace(untried[0], verdict="pass", reason=""), *untried[1:]))) == 0
