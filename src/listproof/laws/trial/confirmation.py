"""When a failure counts: what is seen while nothing moves weighs full, what is seen while something moved, half."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from listproof.evidence import Drift
from listproof.verdicts import Verdict, Violation

__all__ = ["ENOUGH", "Confirmation", "Judged"]

ENOUGH = 2
"""The weight of a failure while nothing moved; one where something did, or may have, weighs half."""
_SEEN_ONCE_WHILE_MOVING = "failed once while the records moved, not again when they stood still"


@dataclass(frozen=True)
class Judged:
    """What a trial came to. `traceback` tells where the law or the suite broke, `note` what else a report should say."""

    verdict: Verdict
    reason: str = ""
    violation: Violation | None = field(default=None, compare=False)
    traceback: str = ""
    note: str = ""


@dataclass(frozen=True)
class Confirmation:
    """How far a failure has been confirmed: `weight` of what was `seen` of it, and whether it has been `calm` since the first reading."""

    weight: int = 0
    calm: bool = True
    seen: Violation | None = field(default=None, compare=False)

    @property
    def stands(self) -> bool:
        """Whether enough was seen to tell the failure."""
        return self.seen is not None and self.weight >= ENOUGH

    def in_view_of(self, drift: Drift, *, by_paging: bool) -> Confirmation:
        """Once records have moved, and not only their paging, what was seen until then weighs half, and so does all that follows."""
        if not self.calm or not drift.moved or by_paging:
            return self
        return replace(self, calm=False, weight=self.weight // 2)

    def with_claim(self, claim: Violation, *, still: bool) -> Confirmation:
        """The failure was seen (once more); `still`: nothing moved around it."""
        return replace(self, weight=self.weight + (ENOUGH if still and self.calm else 1), seen=claim)

    def not_again(self, trial: Judged) -> Judged:
        """What it comes to where a trial did not fail while nothing moved.

        The trial's own verdict, unless enough was seen before: then the failure is intermittent, or could not be tried again.
        """
        if trial.verdict == "error":
            return trial
        if self.seen is None or not self.stands:
            return replace(trial, note=_SEEN_ONCE_WHILE_MOVING)
        if trial.verdict in ("inconclusive", "unsupported"):
            return Judged("fail", f"{self.seen.says} (seen once; it could not be tried again: {trial.reason})", self.seen)
        self.seen.intermittent = True
        return Judged("fail", f"{self.seen.says} (seen once, not again while nothing moved)", self.seen)

    def cut_short(self, reason: str) -> Judged:
        """What it comes to where no more can be asked: the failure where enough was seen, else nothing."""
        if self.seen is not None and self.stands:
            return Judged("fail", self.seen.says, self.seen)
        return Judged("inconclusive", reason)

    def given_up(self) -> Judged:
        """What it comes to where the records moved in every attempt."""
        if self.seen is not None and self.stands:
            return Judged("fail", f"{self.seen.says} (seen once; the records moved too much to see it again)", self.seen)
        return Judged("inconclusive", "the records moved during every attempt to confirm a failure")
