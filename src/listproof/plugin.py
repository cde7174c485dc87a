"""The face towards pytest: options, one item for each law, place and subject, and the reports of a run."""

from __future__ import annotations

import logging
import os
import secrets
import sys
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

import allure_commons
import pytest

from listproof.contract import ContractError
from listproof.laws import Law, Outcome
from listproof.listing import subjects
from listproof.listing.targets_file import TargetsError
from listproof.proof.suite import suites_folder
from listproof.regression.keeping import keep_reports
from listproof.reports import Run
from listproof.reports.allure import AllureIdentity
from listproof.reports.assembling import heading
from listproof.reports.file import RunFileError, read
from listproof.reports.har import write_har
from listproof.reports.masking import Mask, masking, unmasked
from listproof.reports.progress import Progress
from listproof.reports.terminal import render
from listproof.running import Choice, Course, Place, choose
from listproof.running.choice import MOCK
from listproof.running.rehearsal import rehearse, told

__all__ = ["EXIT_REGRESSION", "EXIT_TROUBLE", "EXIT_UNREACHABLE", "EXIT_VIOLATION"]

EXIT_VIOLATION = 1
"""At least one law is violated, or a waiver waives nothing."""
EXIT_TROUBLE = 10
"""The suite itself had trouble: throttled, refused, a law that broke, items that never ran."""
EXIT_UNREACHABLE = 11
"""A target could not be reached."""
EXIT_REGRESSION = 12
"""Nothing is violated, and compared with the baseline something got worse."""

_RUN = pytest.StashKey["_LawRun"]()
_OUTCOME = pytest.StashKey[Outcome]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """The options of a run."""
    group = parser.getgroup("listproof", "listproof: laws of list endpoints")
    group.addoption("--target", action="append", default=[], metavar="NAME",
                    help="whom to ask: mock (the bundled simulator, the default) or a target of the targets file; repeatable")  # fmt: skip
    group.addoption("--contract", action="append", default=[], metavar="SLUG", help="ask only for this contract; repeatable")
    group.addoption("--targets-file", default=None, metavar="PATH", help="the targets file (default: listproof.toml)")
    group.addoption("--contracts", default=None, metavar="DIR", help="the folder of contracts (default: contracts/)")
    group.addoption("--strict-evidence", action="store_true", help="an inconclusive law fails the run")
    group.addoption("--baseline", default=None, metavar="RUN.json", help="compare with this earlier run and write reports/regression.*")
    group.addoption("--queries", default=None, type=int, metavar="N",
                    help="draw N whole queries and N schema cases for each contract (default: 60 and 40 for mock, 25 and 20 elsewhere, "
                         "200 and 100 for a target called nightly; 0: none)")  # fmt: skip
    group.addoption("--seed", default=None, type=int, metavar="N", help="draw from this seed (default: 0 for mock, else another each run)")
    group.addoption("--plan", action="store_true", help="say what the run will cost, in requests and minutes, and send nothing")
    group.addoption("--har", action="store_true", help="keep every exchange, secrets masked, in reports/exchanges.har")
    group.addoption("--reports", default="reports", metavar="DIR", help="where the reports go (default: reports/)")


def pytest_configure(config: pytest.Config) -> None:
    """Choose what to ask; a mistake in options, contracts or targets file is told in one sentence."""
    config.addinivalue_line("markers", "law: a law of the suite")
    for name in ("httpx", "httpcore"):
        logging.getLogger(name).setLevel(logging.WARNING)  # below that they log headers, and so what signs in
    options = config.option
    folder = Path(options.contracts) if options.contracts else None
    try:
        choice = choose(
            options.target or ["mock"],
            options.contract,
            Path(options.targets_file or "listproof.toml"),
            options.targets_file is not None,
            folder,
            os.environ,
        )
    except (ContractError, TargetsError) as error:
        raise pytest.UsageError(str(error)) from None
    if not choice.places:
        raise pytest.UsageError("there is nothing to ask: " + "; ".join(one.reason for one in choice.deselected))
    if Path(options.reports).exists() and not Path(options.reports).is_dir():
        raise pytest.UsageError(f"--reports: {options.reports} is no folder; name one for the reports")
    if options.baseline and not Path(options.baseline).is_file():
        raise pytest.UsageError(f"--baseline: there is no file {options.baseline}; name the run.json of an earlier run")
    run = config.stash[_RUN] = _LawRun(config, choice)
    if getattr(options, "allure_report_dir", None):
        run.identity = AllureIdentity(lambda text: masking(run.course.secrets())(text))
        allure_commons.plugin_manager.register(run.identity)
        config.add_cleanup(lambda: allure_commons.plugin_manager.unregister(run.identity))


class _LawRun:
    """What the hooks share: the course, and the record once it is written."""

    def __init__(self, config: pytest.Config, choice: Choice) -> None:
        self.config = config
        self.choice = choice
        self.places = {place.key: place for place in choice.places}
        options = config.option
        alone = {place.name for place in choice.places} <= {MOCK}
        seed = options.seed if options.seed is not None else 0 if alone else secrets.randbelow(10**6)
        self.course = Course(choice, version("listproof"), suites_folder(), seed, queries=options.queries)
        self.course.notice = self._notice
        self.course.keeps_exchanges = options.har
        self.record: Run | None = None
        self.identity: AllureIdentity | None = None
        self.stopped: set[str] = set()
        self.unkept = ""
        self.mask: Mask = unmasked
        self.regression: str | None = None
        self.worse = False

    def _notice(self, what: str) -> Any:
        reporter = self.config.pluginmanager.get_plugin("terminalreporter")
        stream = sys.__stderr__
        if reporter is None or stream is None or not stream.isatty():
            return None
        return Progress(stream, f"reading {what}", width=100)


def _law(function: Any) -> Law | None:
    found = getattr(function, "law", None)
    return found if isinstance(found, Law) else None


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """One item for each place and subject of a law, parametrised on plain strings."""
    law = _law(metafunc.function)
    if law is None:
        return
    run = metafunc.config.stash[_RUN]
    names = ["listing"] if law.each is None else ["listing", "subject"]
    values: list[Any] = []
    ids: list[str] = []
    for place in run.choice.places:
        for subject in subjects(law, place.contract):
            values.append(place.key if subject is None else (place.key, subject))
            ids.append(place.key if subject is None else f"{place.key}-{subject}")
    metafunc.parametrize(names if len(names) > 1 else names[0], values, ids=ids)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Plan what is to run, place by place, so that the laws of one listing share their evidence; leave out empty families."""
    kept = [item for item in items if _law(getattr(item, "function", None)) is None or _place(item) is not None]
    order = {key: number for number, key in enumerate(config.stash[_RUN].places)}
    areas = {name: number for number, name in enumerate(("pages", "bounds", "filters", "order", "shape", "errors", "queries", "schema"))}

    def rank(item: pytest.Item) -> tuple[int, int]:
        place, law = _place(item), _law(getattr(item, "function", None))
        return (-1, 0) if place is None or law is None else (order[place.key], areas[law.area])

    items[:] = sorted(kept, key=rank)


def pytest_collection_finish(session: pytest.Session) -> None:
    """Say what is to run, after every deselection."""
    course = session.config.stash[_RUN].course
    for item in session.items:
        place, law = _place(item), _law(getattr(item, "function", None))
        if place is not None and law is not None:
            item.add_marker("law")
            course.plan(place, law, _subject(item))


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop(session: pytest.Session) -> bool | None:
    """With `--plan`, rehearse instead of running."""
    if not session.config.option.plan or session.config.option.collectonly:
        return None
    items: dict[str, list[tuple[Law, str | None]]] = {}
    for item in session.items:
        place, law = _place(item), _law(getattr(item, "function", None))
        if place is not None and law is not None:
            items.setdefault(place.key, []).append((law, _subject(item)))
    run = session.config.stash[_RUN]
    costs = rehearse(run.choice, items, _known(Path(session.config.option.reports) / "run.json"))
    run.course.planned.clear()
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter is not None:
        reporter.write_line("")
        reporter.write_line(told(costs))
    return True


def _known(path: Path) -> dict[str, int]:
    """The records that each place of an earlier run held, by key; nothing where there is no readable run."""
    try:
        record = read(path)
    except RunFileError:
        return {}
    return {f"{one.target}-{one.contract}": one.census.total or one.census.records for one in record.listings if one.census}


def _place(item: pytest.Item) -> Place | None:
    run = item.config.stash[_RUN]
    call = getattr(item, "callspec", None)
    return run.places.get(call.params.get("listing")) if call and isinstance(call.params.get("listing"), str) else None


def _subject(item: pytest.Item) -> str | None:
    call = getattr(item, "callspec", None)
    return call.params.get("subject") if call else None


def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> bool | None:
    """Judge a law instead of calling it."""
    law, place = _law(pyfuncitem.function), _place(pyfuncitem)
    if law is None or place is None:
        return None
    run = pyfuncitem.config.stash[_RUN]
    outcome = run.course.judge(place, law, _subject(pyfuncitem))
    pyfuncitem.stash[_OUTCOME] = outcome
    if run.identity is not None:
        run.identity.describe(outcome, heading(place.contract, place.name))
    if outcome.verdict == "fail":
        pytest.fail(_told(outcome), pytrace=False)
    if outcome.verdict == "error":
        if outcome.requests == 0 and place.key in pyfuncitem.config.stash[_RUN].stopped:
            pytest.skip(f"not asked: {outcome.reason}")
        pyfuncitem.config.stash[_RUN].stopped.add(place.key)
        pytest.fail(outcome.reason, pytrace=False)
    if outcome.verdict == "waived":
        pytest.xfail(outcome.reason)
    if outcome.verdict == "inconclusive":
        if pyfuncitem.config.option.strict_evidence:
            pytest.fail(f"inconclusive: {outcome.reason}", pytrace=False)
        pytest.skip(f"inconclusive: {outcome.reason}")
    if outcome.verdict == "unsupported":
        pytest.skip(f"unsupported: {outcome.reason}")
    return True


def _told(outcome: Outcome) -> str:
    violation = outcome.violation
    if violation is None:
        return outcome.reason
    lines = [
        f"{outcome.law}: {outcome.reason}",
        f"  fact      {violation.fact} ({violation.source})",
        f"  expected  {violation.expected}",
        f"  observed  {violation.observed}",
        *(f"  replay    {exchange.curl}" for exchange in violation.exchanges[-1:]),
    ]
    return "\n".join(lines)


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    """Mark the report of a law whose verdict is the suite's own trouble."""
    result: Any = yield
    outcome = item.stash.get(_OUTCOME, None)
    if outcome is not None and call.when == "call" and outcome.verdict == "error":
        result.get_result().listproof_error = True


def pytest_report_teststatus(report: Any) -> tuple[str, str, str] | None:
    """The suite's own trouble counts as an error, not as a failure."""
    return ("error", "E", "ERROR") if getattr(report, "listproof_error", False) else None


def pytest_keyboard_interrupt(excinfo: pytest.ExceptionInfo[BaseException]) -> None:
    """Nothing to do: pytest_sessionfinish writes what was done."""


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session, exitstatus: int | pytest.ExitCode) -> None:
    """Write the reports of what was done, also after Ctrl-C, and decide the exit code."""
    run = session.config.stash.get(_RUN, None)
    if run is None or not run.course.planned or session.config.option.collectonly:
        return
    if exitstatus == pytest.ExitCode.INTERRUPTED:
        run.course.unfinished = "interrupted"
    mask = run.mask = masking(run.course.secrets())
    run.record = run.course.record()
    run.course.close()
    options = session.config.option
    if not run.course.asked:
        run.unkept = f"nothing could be asked, so {options.reports}/ stays as it was"
    else:
        _keep(run, run.record, options, mask)
    if exitstatus in (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED):
        session.exitstatus = _exit(run, int(exitstatus))


def _keep(run: _LawRun, record: Run, options: Any, mask: Mask) -> None:
    folder = Path(options.reports)
    try:
        if options.har:
            write_har(run.course.exchanges(), folder / "exchanges.har", record.listproof, mask)
        kept = keep_reports(record, folder, mask, Path(options.baseline) if options.baseline else None)
    except OSError as error:
        run.unkept = f"the reports could not be written ({error.strerror or error}: {error.filename}); name another folder with --reports"
        return
    run.regression, run.worse = kept.text, kept.worse


def _exit(run: _LawRun, status: int) -> int:
    record = run.record
    if record is None:
        return status
    if record.with_verdict("fail") or run.course.idle_waivers():
        return EXIT_VIOLATION
    if any(trouble.kind == "unreachable" for trouble in record.trouble):
        return EXIT_UNREACHABLE
    if record.trouble or run.unkept:
        return EXIT_TROUBLE
    if status == 0 and run.worse:
        return EXIT_REGRESSION
    return status


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """After pytest's own lines: the table, the violations, what changed."""
    run = terminalreporter.config.stash.get(_RUN, None)
    if run is None or run.record is None:
        return
    stream = terminalreporter._tw
    reports = Path(terminalreporter.config.option.reports)
    text = render(run.record, bool(stream.hasmarkup), stream.fullwidth, str(reports / "index.html"))
    stream.line()
    text = run.mask(text)
    stream.write(text if text.endswith("\n") else text + "\n")
    for waiver in run.course.idle_waivers():
        stream.line(f"waiver {waiver.law} for {waiver.contract} at {waiver.target} waives nothing: take it out of the targets file")
    if run.unkept:
        stream.line(run.unkept)
    if run.regression:
        stream.line()
        stream.write(run.regression if run.regression.endswith("\n") else run.regression + "\n")
