"""What a run is worth as an exit status, the same for one process and for several that were joined."""

from __future__ import annotations

from listproof.reports.run import Run
from listproof.verdicts import TIME_IS_UP

__all__ = ["EXIT_TROUBLE", "EXIT_UNREACHABLE", "EXIT_VIOLATION", "exit_status"]

EXIT_VIOLATION = 1
"""At least one law is violated, or a waiver waives nothing."""
EXIT_TROUBLE = 10
"""The suite itself had trouble: throttled, refused, a law that broke, items that never ran, no time to try any."""
EXIT_UNREACHABLE = 11
"""A target could not be reached."""


def exit_status(run: Run) -> int:
    """The exit status that the record of a run calls for; 0 where every law holds."""
    asked = {(outcome.law, outcome.contract, outcome.target) for outcome in run.outcomes}
    idle = any(not one.used and (one.law, one.contract, one.target) in asked for one in run.waivers)
    if run.with_verdict("fail") or idle:
        return EXIT_VIOLATION
    if any(trouble.kind == "unreachable" for trouble in run.trouble):
        return EXIT_UNREACHABLE
    return EXIT_TROUBLE if run.trouble or run.with_verdict("error") or _was_too_short(run) else 0


def _was_too_short(run: Run) -> bool:
    """Whether the time was up before any law was tried: that all hold cannot be said of such a run."""
    tried = any(outcome.verdict in ("pass", "fail", "waived") for outcome in run.outcomes)
    return not tried and any(TIME_IS_UP in outcome.reason for outcome in run.outcomes)
