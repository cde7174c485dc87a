"""Everything that a run leaves in its folder of reports, and with a baseline what changed since."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType

from listproof.regression.change import RunComparison
from listproof.regression.comparing import compare
from listproof.regression.file import write_files
from listproof.regression.telling import text as told
from listproof.reports.allure import RESULTS, write_results
from listproof.reports.file import RunFileError, read, spelled, write_text
from listproof.reports.finding import replaying
from listproof.reports.history import NOTES, dated, earlier, keep, note, prune, streaks
from listproof.reports.masking import Mask, unmasked
from listproof.reports.page import ChangeLine, write_page
from listproof.reports.run import Run
from listproof.reports.shown import OF_ONE_RUN
from listproof.reports.together import together

__all__ = ["KeptReports", "keep_reports"]


@dataclass(frozen=True)
class KeptReports:
    """What was found besides: the regression report as text, whether something got worse or nothing could be compared, the run as kept.

    `failed` says which files could not be written, and which of the history could not be read.
    """

    text: str = ""
    worse: bool = False
    uncompared: bool = False
    run: Run | None = None
    failed: tuple[str, ...] = ()


def keep_reports(
    run: Run,
    folder: Path,
    mask: Mask = unmasked,
    baseline: Path | Run | None = None,
    more: Mapping[str, Callable[[Path], object]] = MappingProxyType({}),
    replay: Callable[[str], str] = replaying,
) -> KeptReports:
    """Write run.json, index.html, allure-results, the history and, with a baseline, regression.md, .html and .json, all of them at once.

    The baseline is read before anything is written, so that it may be the run.json of the run before. One that cannot be read, or
    that has no listing in common with the run, is told in `text` and leaves the run `uncompared`: nobody must take that for a
    comparison without findings. `more` are further files by name, each with what writes it to a path; `replay` gives the command that asks
    a finding again. What
    an earlier run left there and this one does not write goes. OSError where the folder cannot be written: then it is as it was.
    """
    unread: list[str] = []
    before = earlier(run, folder / "history", unread.append)
    standing = streaks(run, before)
    run = dated(run, before, standing)
    changes: list[ChangeLine] = []
    kept = KeptReports()
    comparison: RunComparison | None = None
    if baseline is not None:
        try:
            comparison = compare(read(baseline) if isinstance(baseline, Path) else baseline, run, streaks=standing)
        except RunFileError as error:
            kept = KeptReports(f"nothing was compared: {error}\n", uncompared=True)
        else:
            changes = [ChangeLine(one.grade, mask(f"{one.contract}: {one.says}")) for one in comparison.changes]
            kept = KeptReports(mask(told(comparison)), bool(comparison.regressions), comparison.apart)
    text, shown = spelled(run, mask)  # the pages say what the masked file says: nothing of them needs a mask of its own
    with together(folder, (*RESULTS, *OF_ONE_RUN)) as staging:
        write_text(staging.folder / "run.json", text)
        if comparison is not None:
            staging.write("regression.json", lambda path: write_files(comparison, path.parent, mask, "index.html"))
        staging.write("index.html", lambda path: write_page(shown, path, standing, changes, folder, replay))
        staging.write("allure-results", lambda path: write_results(shown, path))
        staging.write("history", lambda path: keep(run, text, path))
        if before:
            staging.write(f"history/{NOTES}", lambda path: note(before, path.parent))
        for name, writer in more.items():
            staging.write(name, writer)
    prune(folder / "history")
    return replace(kept, run=run, failed=(*unread, *staging.failed))
