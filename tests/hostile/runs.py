"""Whole runs against a hostile server, in this process: what a user would have at the end, without the seconds that pytest takes."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from listproof.contract import Contract
from listproof.laws import subjects
from listproof.proof.suite import all_laws, suites_folder
from listproof.regression.keeping import KeptReports, keep_reports
from listproof.reports import Run
from listproof.reports.har import write_har
from listproof.reports.masking import masking
from listproof.running import Course, Place, RunChoice
from listproof.simulator.targets import mock
from listproof.transport import Target

from .attacks import CONTRACT

__all__ = ["Ended", "run_against"]


@dataclass(frozen=True)
class Ended:
    """A run that has ended: its record, whether it is kept as one that asked, what was kept, and the record as a file tells it."""

    run: Run
    asked: bool
    kept: KeptReports
    written: dict[str, Any]

    @property
    def counts(self) -> dict[str, int]:
        """How many outcomes have each verdict."""
        return {str(verdict): count for verdict, count in self.run.counts.items()}


def run_against(url: str, reports: Path, contract: Contract = CONTRACT, laws: Sequence[str] = (), **settings: Any) -> Ended:
    """A run at a server of every law, or of those whose names begin so: its reports written, every exchange kept and job names masked."""
    entry = {**mock(contract, url), "mask": ("/job_info_list/*/name",), "deadline": 1.0, "timeout": 0.5, "max_requests": 400, **settings}
    place = Place("live", contract, Target("live", contract.slug, **entry))
    course = Course(RunChoice((place,), (), ()), "0", suites_folder(), seed=0, queries=2)
    course.keeps_exchanges = True
    items = [(law, subject) for law in all_laws() if law.id.startswith(tuple(laws or ("",))) for subject in subjects(law, contract)]
    for law, subject in items:
        course.plan(place, law, subject)
    for law, subject in items:
        course.judge(place, law, subject)
    run, asked = course.record(), course.asked
    course.end()
    mask = masking(course.secrets())
    kept = keep_reports(run, reports, mask, more={"exchanges.har": lambda path: write_har(course.exchanges(), path, "0", mask)})
    course.close()
    return Ended(run, asked, kept, json.loads((reports / "run.json").read_text(encoding="utf-8")))
