"""What the hooks of one session share: the course of the run, and at its end the record, what was kept of it and the exit code."""

from __future__ import annotations

import os
import secrets
import sys
import time
from collections.abc import Callable, Mapping
from functools import cached_property
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from listproof.contract import ContractError
from listproof.contract.catalogue import Entry, catalogue
from listproof.contract.locating import line_of
from listproof.findings import Finding
from listproof.plugin.junit_beside import JunitBeside
from listproof.plugin.options import baseline
from listproof.plugin.workers import Controller, Worker, given_seed, shares
from listproof.proof.suite import suites_folder
from listproof.reports import Run
from listproof.reports.exit import EXIT_TROUBLE, EXIT_UNREACHABLE, EXIT_VIOLATION, exit_status
from listproof.reports.finding import placed, replaying
from listproof.reports.github import summary
from listproof.reports.har import write_har
from listproof.reports.masking import Mask, masking, unmasked
from listproof.reports.progress import Progress
from listproof.reports.sarif import path_of, write_sarif
from listproof.reports.shown import EXCHANGES
from listproof.running import Course, RunChoice
from listproof.running.choice import MOCK

if TYPE_CHECKING:
    from listproof.reports.allure import AllureIdentity
    from listproof.reports.allure_beside import AllureBeside

__all__ = ["EXIT_REGRESSION", "EXIT_TROUBLE", "EXIT_UNREACHABLE", "EXIT_VIOLATION", "LawRun"]

EXIT_REGRESSION = 12
"""Nothing is violated, and compared with the baseline something got worse."""
_AT_THE_END = ("listproof.regression.keeping", "listproof.reports.terminal", "jinja2")
"""What writes reports, and takes a fifth of a second to load."""


class LawRun:
    """One run of the laws in one process; where workers share it, that of a worker or that of the controller."""

    def __init__(self, config: pytest.Config, choice: RunChoice) -> None:
        self.config = config
        self.choice = choice
        self.places = {place.key: place for place in choice.places}
        options = config.option
        self.course = Course(choice, version("listproof"), suites_folder(), self._seed(), queries=options.queries)
        self.course.notice = self._notice
        self.course.needed_later = _AT_THE_END
        self._baseline = baseline(options)
        self.course.keeps_exchanges = options.har
        if options.max_seconds is not None:
            self.course.ends = time.monotonic() + options.max_seconds
        self.worker = Worker(self.course) if hasattr(config, "workerinput") else None
        self.controller = Controller(self.course, self.places) if shares(config) else None
        self.record: Run | None = None
        self.identity: AllureIdentity | None = None
        self.allure: AllureBeside | None = None
        self.junit: JunitBeside | None = None
        self.stopped: set[str] = set()
        self.broke = False
        self.unkept = ""
        self.kept = False
        self.mask: Mask = unmasked
        self.regression: str | None = None
        self.worse = False
        self.uncompared = False

    def _seed(self) -> int:
        """The seed that was given; else 0 where nobody but the simulator is asked, and another each run elsewhere."""
        given = given_seed(self.config)
        if given is not None:
            return given
        if self.config.option.seed is not None:
            return int(self.config.option.seed)
        return 0 if {place.name for place in self.choice.places} <= {MOCK} else secrets.randbelow(10**6)

    def _notice(self, what: str) -> Any:
        reporter = self.config.pluginmanager.get_plugin("terminalreporter")
        stream = sys.__stderr__
        if reporter is None or stream is None or not stream.isatty():
            return None
        return Progress(stream, f"reading {what}", width=100)

    def finish(self, status: int) -> int:
        """Write the reports of what was done, and return the exit code; `status` is the one that pytest has."""
        if self.controller is not None:
            self.controller.finish()
        if not self.course.planned:
            return EXIT_TROUBLE if self.course.lost else status
        if self.controller is not None and self.controller.counted_out(self.config):
            status = pytest.ExitCode.TESTS_FAILED
        if status == pytest.ExitCode.INTERRUPTED:
            self.course.unfinished = "interrupted"
        self.mask = masking(self.course.secrets())
        self.record = placed(self.course.record(), *self.replayed_with)
        self.course.end()
        if self.course.asked:
            self._keep(self.record)
        else:
            interrupted = status == pytest.ExitCode.INTERRUPTED
            why = "the run was interrupted before a listing was read" if interrupted else "nothing could be asked"
            self.unkept = f"{why}, so {self.config.option.reports}/ stays as it was"
            self.unkept = "\n".join((self.unkept, *self._tell(self.record)))
        self.course.close()
        return self._exit(self.record, status) if status in (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED) else status

    @cached_property
    def replayed_with(self) -> tuple[Path, str | None, str | None]:
        """What a replay of this run is to be given: the run's file, and the contracts and the targets file where they were named."""
        options = self.config.option
        return Path(options.reports) / "run.json", options.contracts, options.targets_file

    def _keep(self, record: Run) -> None:
        from listproof.regression.keeping import keep_reports  # loaded by now, where answers had to be awaited

        options = self.config.option
        folder = Path(options.reports)
        more: dict[str, Callable[[Path], None]] = {}
        if options.har:
            more[EXCHANGES] = lambda path: write_har(self.course.exchanges(), path, record.listproof, self.mask)
        try:
            kept = keep_reports(record, folder, self.mask, self._baseline, more, lambda one: replaying(one, *self.replayed_with))
            self.record = kept.run or record
            self.kept = True
        except OSError as error:
            why = f"{error.strerror or type(error).__name__}: {error.filename or folder}"
            lost = f"the reports could not be written ({why}); name another folder with --reports"
            self.unkept = "\n".join((lost, *map(self.mask, self._tell(record))))
            return
        self.regression, self.worse, self.uncompared = kept.text, kept.worse, kept.uncompared
        self.unkept = "\n".join(map(self.mask, (*kept.failed, *self._tell(self.record))))

    def _tell(self, record: Run) -> list[str]:
        """Write what other tools read of a run, also of one that leaves no reports; which of it cannot be written, and why."""
        options, others = self.config.option, (self.allure, self.junit, self.controller)
        failed = [one.unkept for one in others if one is not None and one.unkept]
        summed = os.environ.get("GITHUB_STEP_SUMMARY") if options.github else None
        for path, write in ((options.sarif, self._write_sarif), (summed, self._add_summary)):
            try:
                if path:
                    write(record, Path(path))
            except OSError as error:
                failed.append(f"{path} could not be written ({error.strerror or type(error).__name__})")
        return failed

    def _write_sarif(self, record: Run, path: Path) -> None:
        write_sarif(record, path, self.place, self.mask)

    def _add_summary(self, record: Run, path: Path) -> None:
        with path.open("a", encoding="utf-8", errors="replace") as out:
            out.write(self.mask(summary(record)))

    def place(self, finding: Finding) -> tuple[str, int]:
        """The file of a finding's contract, as a pipeline names it, and the line of its fact; no file where it is gone."""
        try:
            entry = self.files[finding.contract]
            return path_of(entry.file), line_of(entry.document(), finding.fact)
        except (KeyError, ContractError):
            return f"contracts/{finding.contract}/openapi.yaml", 1

    @cached_property
    def files(self) -> Mapping[str, Entry]:
        """The files of the contracts, by slug."""
        return catalogue(Path(self.config.option.contracts) if self.config.option.contracts else None)

    def _exit(self, record: Run, status: int) -> int:
        called_for = exit_status(record)
        if called_for:
            return called_for
        if self.unkept or self.uncompared or self.broke:
            return EXIT_TROUBLE
        return EXIT_REGRESSION if status == 0 and self.worse else status
