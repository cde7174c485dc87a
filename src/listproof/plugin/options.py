"""The options of a run and what they choose; a mistake in them is told in one sentence before anything is sent."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from listproof.contract import ContractError
from listproof.contract.folders import why_unwritable
from listproof.reports import Run
from listproof.reports.file import RunFileError, read
from listproof.reports.shown import COMPARED, EXCHANGES
from listproof.running import RunChoice, choose
from listproof.running.choice import MOCK, shard
from listproof.transport.targets_file import TargetsError

__all__ = ["add_options", "baseline", "chosen"]

_FILES = ("run.json", "index.html")
"""The files of every folder of reports, and of one that is compared."""


@dataclass(frozen=True)
class _Number:
    """Reads the number of an option, and says in one sentence what it is not; argparse would print how pytest is used."""

    option: str
    kind: type[int] | type[float]

    def __call__(self, given: str) -> int | float:
        try:
            return self.kind(given)
        except ValueError:
            raise pytest.UsageError(f"{self.option}: expected a number, found {given!r}") from None


def add_options(parser: pytest.Parser) -> None:
    """The options of a run."""
    group = parser.getgroup("listproof", "listproof: laws of list endpoints")
    group.addoption("--target", action="append", default=[], metavar="NAME",
                    help="whom to ask: mock (the bundled simulator, the default) or a target of the targets file; repeatable")  # fmt: skip
    group.addoption("--contract", action="append", default=[], metavar="SLUG", help="ask only for this contract; repeatable")
    group.addoption("--shard", default=None, metavar="K/N",
                    help="ask the K-th of N parts of the listings, the same on every machine; listproof merge joins the runs")  # fmt: skip
    group.addoption("--targets-file", default=None, metavar="PATH", help="the targets file (default: listproof.toml)")
    group.addoption("--contracts", default=None, metavar="DIR", help="the folder of contracts (default: contracts/)")
    group.addoption("--strict-evidence", action="store_true", help="an inconclusive law fails the run")
    group.addoption("--baseline", default=None, metavar="RUN.json", help="compare with this earlier run and write reports/regression.*")
    group.addoption("--queries", default=None, type=_Number("--queries", int), metavar="N",
                    help="draw N whole queries and N schema cases for each contract (default: 60 and 40 for mock, 25 and 20 elsewhere, "
                         "200 and 100 for a target called nightly; 0: none)")  # fmt: skip
    group.addoption(
        "--seed",
        default=None,
        type=_Number("--seed", int),
        metavar="N",
        help="draw from this seed (default: 0 for mock, else another each run)",
    )
    group.addoption("--max-seconds", default=None, type=_Number("--max-seconds", float), metavar="N",
                    help="ask for so many seconds at most; what was not tried by then is inconclusive (default: no limit)")  # fmt: skip
    group.addoption("--plan", action="store_true", help="say what the run will cost, in requests and minutes, and send nothing")
    group.addoption("--har", action="store_true", help="keep every exchange, secrets masked, in reports/exchanges.har")
    group.addoption("--sarif", default=None, metavar="FILE", help="write findings as SARIF 2.1.0, for code scanning and editors")
    group.addoption("--github", action="store_true",
                    help="annotate the run of a GitHub workflow, and write its step summary (default: off)")  # fmt: skip
    group.addoption("--reports", default="reports", metavar="DIR", help="where the reports go (default: reports/)")


def chosen(options: Any) -> RunChoice:
    """What the options choose. Raises UsageError for a mistake in options, contracts or targets file."""
    folder = Path(options.contracts) if options.contracts else None
    if options.queries is not None and options.queries < 0:
        raise pytest.UsageError(f"--queries: expected a number from 0, found {options.queries}")
    if options.max_seconds is not None and not options.max_seconds > 0:
        raise pytest.UsageError(f"--max-seconds: expected a number above 0, found {options.max_seconds}")
    try:
        choice = choose(
            options.target or [MOCK],
            options.contract,
            Path(options.targets_file or "listproof.toml"),
            options.targets_file is not None,
            folder,
            os.environ,
        )
    except (ContractError, TargetsError) as error:
        raise pytest.UsageError(str(error)) from None
    if options.shard is not None and choice.places:
        choice = _part(choice, options.shard)
    if not choice.places:
        raise pytest.UsageError("there is nothing to ask: " + "; ".join(one.reason for one in choice.deselected))
    if not (options.plan or options.collectonly):
        for part in ("", "history", "allure-results", "laws"):
            place = Path(options.reports, part)
            reason = f"{place} is a link, which nothing is written through; take it away" if part and place.is_symlink() else None
            reason = reason or why_unwritable(place)
            if reason:  # better now than after a night of asking
                raise pytest.UsageError(f"--reports: {reason}")
        named = [*_FILES, *[EXCHANGES] * options.har, *COMPARED * bool(options.baseline)]
        for place in (Path(options.reports, name) for name in named):
            if place.is_dir() and not place.is_symlink():
                raise pytest.UsageError(f"--reports: {place} is a folder where a file is to stand; take it away, or name another folder")
        for option, path in (("--sarif", options.sarif), ("--junitxml", getattr(options, "xmlpath", None))):
            reason = why_unwritable(Path(path).parent) if path else None
            if reason:
                raise pytest.UsageError(f"{option}: {reason}")
    return choice


def refuse_allure_folder(options: Any) -> None:
    """Raise UsageError for an `--alluredir` that nothing can be written to."""
    folder = getattr(options, "allure_report_dir", None)
    reason = why_unwritable(Path(folder)) if folder else None
    if reason:
        raise pytest.UsageError(f"--alluredir: {reason}")


def _part(choice: RunChoice, told: str) -> RunChoice:
    number, slash, of = told.partition("/")
    if not (slash and number.isdecimal() and of.isdecimal() and 1 <= int(number) <= int(of)):
        raise pytest.UsageError(f"--shard: expected K/N with K from 1 to N, such as 3/8, found {told}")
    try:
        return shard(choice, int(number), int(of))
    except ValueError as error:
        raise pytest.UsageError(f"--shard: {error}") from None


def baseline(options: Any) -> Run | None:
    """The earlier run that this one is compared with, read before anything is sent. Raises UsageError for one that cannot be read."""
    try:
        return read(Path(options.baseline)) if options.baseline else None
    except RunFileError as error:
        raise pytest.UsageError(f"--baseline: {error}") from None
