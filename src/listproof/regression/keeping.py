"""Everything that a run leaves in its folder of reports, and with a baseline what changed since."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from listproof.regression.comparing import compare
from listproof.regression.file import write_files
from listproof.regression.telling import text as told
from listproof.reports.allure import write_results
from listproof.reports.file import RunFileError, read, spelled, write_text
from listproof.reports.history import dated, earlier, keep, streaks
from listproof.reports.masking import Mask, unmasked
from listproof.reports.page import Change, write_page
from listproof.reports.run import Run

__all__ = ["Kept", "keep_reports"]


@dataclass(frozen=True)
class Kept:
    """What was found besides: the regression report as text, whether something got worse or nothing could be compared, the run as kept."""

    text: str = ""
    worse: bool = False
    uncompared: bool = False
    run: Run | None = None


def keep_reports(run: Run, folder: Path, mask: Mask = unmasked, baseline: Path | None = None) -> Kept:
    """Write run.json, index.html, allure-results, the history and, with a baseline, regression.md, .html and .json.

    The baseline is read before anything is written, so that it may be the run.json of the run before. One that cannot be read, or
    that has no listing in common with the run, is told in `text` and leaves the run `uncompared`: nobody must take that for a
    comparison without findings.
    """
    folder.mkdir(parents=True, exist_ok=True)
    before = earlier(run, folder / "history")
    standing = streaks(run, before)
    run = dated(run, before, standing)
    changes: list[Change] = []
    kept = Kept()
    if baseline is not None:
        try:
            comparison = compare(read(baseline), run, streaks=standing)
        except RunFileError as error:
            kept = Kept(f"nothing was compared: {error}\n", uncompared=True)
        else:
            write_files(comparison, folder, mask)
            changes = [Change(one.grade, f"{one.contract}: {one.says}") for one in comparison.changes]
            kept = Kept(mask(told(comparison)), bool(comparison.regressions), comparison.apart)
    text, shown = spelled(run, mask)
    write_text(folder / "run.json", text)
    write_page(shown, folder / "index.html", mask, standing, changes)
    write_results(shown, folder / "allure-results", mask)
    keep(run, text, folder / "history")
    return replace(kept, run=run)
