"""The options of a run and what they choose; a mistake in them is told in one sentence before anything is sent."""

from __future__ import annotations

import os
from math import inf
from pathlib import Path
from typing import Any

import pytest

from listproof.contract import ContractError
from listproof.running import Choice, choose
from listproof.running.choice import MOCK
from listproof.transport.targets_file import TargetsError

__all__ = ["add_options", "chosen"]


def add_options(parser: pytest.Parser) -> None:
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
    group.addoption("--max-seconds", default=None, type=float, metavar="N",
                    help="ask for so many seconds at most; what was not tried by then is inconclusive (default: no limit)")  # fmt: skip
    group.addoption("--plan", action="store_true", help="say what the run will cost, in requests and minutes, and send nothing")
    group.addoption("--har", action="store_true", help="keep every exchange, secrets masked, in reports/exchanges.har")
    group.addoption("--reports", default="reports", metavar="DIR", help="where the reports go (default: reports/)")


def chosen(options: Any) -> Choice:
    """What the options choose. Raises UsageError for a mistake in options, contracts or targets file."""
    folder = Path(options.contracts) if options.contracts else None
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
    if not choice.places:
        raise pytest.UsageError("there is nothing to ask: " + "; ".join(one.reason for one in choice.deselected))
    if Path(options.reports).exists() and not Path(options.reports).is_dir():
        raise pytest.UsageError(f"--reports: {options.reports} is no folder; name one for the reports")
    if options.max_seconds is not None and not 0 < options.max_seconds < inf:
        raise pytest.UsageError(f"--max-seconds: expected a number of seconds above 0, found {options.max_seconds}")
    if options.baseline and not Path(options.baseline).is_file():
        raise pytest.UsageError(f"--baseline: there is no file {options.baseline}; name the run.json of an earlier run")
    return choice
