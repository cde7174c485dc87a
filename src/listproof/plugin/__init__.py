"""The face towards pytest: its hooks, each translated into what the run does."""

from __future__ import annotations

import logging
from collections.abc import Generator, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from listproof.contract.visible import visible
from listproof.evidence.copies import processors
from listproof.findings import finding_id
from listproof.laws import Law, Subject
from listproof.plugin.collecting import law_modules, runs_laws
from listproof.plugin.interruption import Interruption
from listproof.plugin.items import in_order, law_of, parametrize, place_of, subject_of, tell
from listproof.plugin.junit_beside import JunitBeside
from listproof.plugin.law_run import EXIT_REGRESSION, EXIT_TROUBLE, EXIT_UNREACHABLE, EXIT_VIOLATION, LawRun
from listproof.plugin.loading import Loading
from listproof.plugin.options import add_options, chosen, refuse_allure_folder
from listproof.plugin.settings import apply, settings_of
from listproof.reports.assembling import heading
from listproof.reports.file import RunFileError, read
from listproof.reports.finding import replaying
from listproof.reports.github import workflow_commands
from listproof.reports.masking import Mask, masking
from listproof.running import Place
from listproof.verdicts import Outcome

__all__ = ["EXIT_REGRESSION", "EXIT_TROUBLE", "EXIT_UNREACHABLE", "EXIT_VIOLATION"]

LAW = "listproof_law"
"""The attribute of a report that says which law it is about; absent from those of any other test."""
_RUN = pytest.StashKey[LawRun]()
_OUTCOME = pytest.StashKey[Outcome]()
_INTERRUPTION = pytest.StashKey[Interruption]()
_LOADING = pytest.StashKey[Loading]()
_BESIDE = pytest.StashKey[bool]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """The options of a run."""
    add_options(parser)


@pytest.hookimpl(tryfirst=True)
def pytest_cmdline_main(config: pytest.Config) -> None:
    """Look at the folder of another plugin before it makes that: it would end in a traceback."""
    refuse_allure_folder(config.option)


def pytest_configure(config: pytest.Config) -> None:
    """Choose what to ask; a mistake in options, contracts or targets file is told in one sentence."""
    loading = config.stash[_LOADING] = Loading()
    loading.begin()
    config.add_cleanup(loading.over)
    config.addinivalue_line("markers", "law: a law of the suite")
    # Said as schemathesis is loaded. Where a project makes warnings errors, what is loaded beside its items would break off there.
    config.addinivalue_line("filterwarnings", "ignore:SOCKS support in urllib3")
    for name in ("httpx", "httpcore"):
        logging.getLogger(name).setLevel(logging.WARNING)  # below that they log headers, and so what signs in
    options = config.option
    here = config.invocation_params.dir
    settings = settings_of([here, config.rootpath])
    if settings is not None:
        apply(settings, options, here)
        config.stash[_BESIDE] = settings.laws and runs_laws(config)
    if options.plan and hasattr(options, "dist"):
        options.dist = "no"  # a plan sends nothing: there is nothing to share among workers
    run = config.stash[_RUN] = LawRun(config, chosen(options))
    interruption = config.stash[_INTERRUPTION] = Interruption(run.course.give_up, config.option.fulltrace)
    config.pluginmanager.register(interruption, "listproof-interruption")
    config.add_cleanup(interruption.forget)
    if run.controller is not None:
        config.pluginmanager.register(run.controller, "listproof-controller")
    if getattr(options, "allure_report_dir", None):
        import allure_commons

        from listproof.reports.allure import AllureIdentity
        from listproof.reports.allure_beside import AllureBeside

        run.identity = AllureIdentity(lambda text: masking(run.course.secrets())(text))
        run.allure = AllureBeside(options.allure_report_dir)
        for one in (run.identity, run.allure):
            allure_commons.plugin_manager.register(one)
            config.add_cleanup(partial(allure_commons.plugin_manager.unregister, one))


def pytest_sessionstart(session: pytest.Session) -> None:
    """Hear Ctrl-C, whatever Python does at that moment, and stand in for who writes a JUnit file: every plugin is there by now."""
    session.config.stash[_INTERRUPTION].watch()
    session.config.stash[_RUN].junit = JunitBeside.of(session.config)


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector: pytest.Collector) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Beside a project's own tests stand the laws, where its settings ask for them."""
    report = yield
    if isinstance(collector, pytest.Session) and collector.config.stash.get(_BESIDE, False) and report.passed:
        report.result.extend(law_modules(collector))
    return report


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """One item for each place and subject of a law."""
    law = law_of(metafunc.function)
    if law is not None:
        parametrize(metafunc, law, metafunc.config.stash[_RUN].choice.places)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Plan what is to run, place by place."""
    items[:] = in_order(items, config.stash[_RUN].places)


def _asked_by(item: pytest.Item) -> tuple[Place, Law, Subject | None] | None:
    """Place, law and subject of an item; None for any other test."""
    place, law = place_of(item, item.config.stash[_RUN].places), law_of(getattr(item, "function", None))
    return None if place is None or law is None else (place, law, subject_of(item))


def pytest_collection_finish(session: pytest.Session) -> None:
    """Say what is to run, after every deselection."""
    course = session.config.stash[_RUN].course
    for item in session.items:
        asked = _asked_by(item)
        if asked is not None:
            item.add_marker("law")
            course.plan(*asked)
    run = session.config.stash[_RUN]
    options = session.config.option
    at_once = options.maxfail or options.usepdb or options.trace  # these end, or stop, where an item fails
    if not (options.plan or options.collectonly or run.worker or run.controller or at_once):
        aside = course.share_out(processors())
        session.items.sort(key=lambda item: (asked := _asked_by(item)) is not None and asked[0].key in aside)
    session.config.stash[_LOADING].end()


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop(session: pytest.Session) -> bool | None:
    """With `--plan`, rehearse instead of running."""
    if not session.config.option.plan or session.config.option.collectonly:
        return None
    # The simulator, which is asked for this, takes a tenth of a second to load.
    from listproof.running.rehearsal import rehearse, told

    items: dict[str, list[tuple[Law, Subject | None]]] = {}
    for asked in filter(None, map(_asked_by, session.items)):
        place, law, subject = asked
        items.setdefault(place.key, []).append((law, subject))
    run = session.config.stash[_RUN]
    known = _known(Path(session.config.option.reports) / "run.json")
    costs = rehearse(run.choice, items, known, run.course.queries, run.course.seed)
    run.course.planned.clear()
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter is not None:
        reporter.write_line("")
        reporter.write_line(told(costs))
    return True


def _known(path: Path) -> dict[str, int]:
    """The records that each place of an earlier run listed, read or not, by key; nothing where there is no readable run."""
    try:
        record = read(path)
    except RunFileError:
        return {}
    found = ((f"{one.target}-{one.contract}", one.census) for one in record.listings)
    return {key: census.whole or census.records for key, census in found if census}


def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> bool | None:
    """Judge a law instead of calling it."""
    asked = _asked_by(pyfuncitem)
    if asked is None:
        return None
    place, law, subject = asked
    run = pyfuncitem.config.stash[_RUN]
    outcome = pyfuncitem.stash[_OUTCOME] = run.course.judge(place, law, subject)
    pyfuncitem.user_properties.extend(_properties(outcome))
    if run.identity is not None:
        run.identity.describe(outcome, heading(place.contract, place.name))
    unasked = outcome.requests == 0 and place.key in run.stopped
    if outcome.verdict == "error":
        run.stopped.add(place.key)
    titles = {key: str(about.get("title", "")) for key, about in place.contract.documents.items()}
    tell(outcome, titles, pyfuncitem.config.option.strict_evidence, unasked)
    return True


def pytest_runtest_setup(item: pytest.Item) -> None:
    """End here if a Ctrl-C was lost."""
    item.config.stash[_INTERRUPTION].check()


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    """Mark the report of a law whose verdict is the suite's own trouble; let a worker send its outcome with it."""
    result: Any = yield
    outcome = item.stash.get(_OUTCOME, None) if call.when == "call" else None
    if outcome is not None and outcome.verdict == "error" and result.get_result().failed:
        result.get_result().listproof_error = True
    if outcome is not None:
        setattr(result.get_result(), LAW, outcome.law)
    run = item.config.stash[_RUN]
    if _asked_by(item) is not None:
        if call.when != "call" and result.get_result().failed:
            result.get_result().listproof_error = run.broke = True
        _mask(result.get_result(), masking(run.course.secrets()))
    if run.worker is not None:
        run.worker.tell(result.get_result(), outcome)


def _properties(outcome: Outcome) -> Iterator[tuple[str, str]]:
    """What a JUnit file says of an item besides its name; the finding is that of which it would be the root."""
    yield "law", outcome.law
    yield "contract", outcome.contract
    yield "target", outcome.target
    yield "verdict", outcome.verdict
    if outcome.violation is not None:
        yield "fact", outcome.violation.fact
        yield "finding", finding_id(outcome.key)


def _mask(report: pytest.TestReport, mask: Mask) -> None:
    """Mask what pytest shows of an item: where the suite itself broke, that is a traceback with whatever stood in its frames."""
    if report.failed and not isinstance(report.longrepr, str | None):
        report.longrepr = visible(mask(str(report.longrepr)), lines=True)
    elif isinstance(report.longrepr, tuple):  # a law that skips itself
        place, line, why = report.longrepr
        report.longrepr = (place, line, visible(mask(why), lines=True))
    report.sections = [(name, visible(mask(text), lines=True)) for name, text in report.sections]


def pytest_report_teststatus(report: Any) -> tuple[str, str, str] | None:
    """The suite's own trouble counts as an error, not as a failure."""
    return ("error", "E", "ERROR") if getattr(report, "listproof_error", False) else None


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session, exitstatus: int | pytest.ExitCode) -> None:
    """Write the reports of what was done, also after Ctrl-C, and decide the exit code; a worker hands over what it knows."""
    run = session.config.stash.get(_RUN, None)
    if run is None or session.config.option.collectonly:
        return
    if run.worker is not None:
        run.worker.finish(session.config.workeroutput, run.allure.unkept if run.allure else "")  # type: ignore[attr-defined]
        run.course.close()
    else:
        session.exitstatus = run.finish(int(exitstatus))


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_terminal_summary(terminalreporter: Any) -> Iterator[None]:
    """Findings instead of pytest's own word on each failing law: that would tell each cause many times."""
    run = terminalreporter.config.stash.get(_RUN, None)
    if run is None or run.record is None:
        return (yield)
    _tell(terminalreporter, run)
    kept = {word: terminalreporter.stats[word] for word in ("failed", "error") if word in terminalreporter.stats}
    for word, reports in kept.items():
        terminalreporter.stats[word] = [report for report in reports if not hasattr(report, LAW)]
    try:
        return (yield)
    finally:
        terminalreporter.stats.update(kept)


def _tell(terminalreporter: Any, run: LawRun) -> None:
    """Print findings, table and what changed."""
    from listproof.reports.terminal import render  # loaded by now, where answers had to be awaited

    stream = terminalreporter._tw
    reports = Path(terminalreporter.config.option.reports)
    assert run.record is not None
    options = terminalreporter.config.option
    verbose = options.verbose + getattr(options, "quiet", 0) > 0  # each -q takes one from the other
    stream.line()
    given = run.replayed_with
    page = str(reports / "index.html") if run.kept else ""
    text = run.mask(
        render(run.record, bool(stream.hasmarkup), stream.fullwidth, page, verbose=verbose, replay=lambda one: replaying(one, *given))
    )
    stream.write(text if text.endswith("\n") else text + "\n")
    for caution in (one for place in run.choice.places if place.target for one in place.target.cautions):
        stream.line(f"caution {caution}")
    for waiver in run.course.idle_waivers():
        stream.line(f"waiver {waiver.law} for {waiver.contract} at {waiver.target} waives nothing: take it out of the targets file")
    if terminalreporter.config.option.github:
        stream.write(run.mask(workflow_commands(run.record, run.place)))
    if run.unkept:
        stream.line(visible(run.unkept, lines=True))
    if run.regression:
        stream.line()
        stream.write(run.regression if run.regression.endswith("\n") else run.regression + "\n")
