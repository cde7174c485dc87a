"""Everything that a run leaves in its folder of reports."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from listproof.reports.allure import write_results
from listproof.reports.file import write
from listproof.reports.history import earlier, keep, streaks
from listproof.reports.masking import Mask, unmasked
from listproof.reports.page import write_page
from listproof.reports.run import Run

__all__ = ["Kept", "keep_reports"]


@dataclass(frozen=True)
class Kept:
    """What was found besides: the regression report as text, and whether something got worse."""

    text: str = ""
    worse: bool = False


def keep_reports(run: Run, folder: Path, mask: Mask = unmasked, baseline: Path | None = None) -> Kept:
    """Write run.json, index.html, allure-results, the history and, with a baseline, the regression reports."""
    folder.mkdir(parents=True, exist_ok=True)
    write(run, folder / "run.json", mask)
    before = earlier(run, folder / "history")
    write_page(run, folder / "index.html", mask, streaks(run, before))
    write_results(run, folder / "allure-results", mask)
    keep(run, folder / "history", mask)
    return Kept()
