"""What the processes of pytest-xdist tell each other: the seed, what is planned, outcomes as they come, figures at the end.

A worker asks and judges, and writes no report. The controller asks nothing; it hears, and makes the record as if it had asked itself.
What workers tell has no secret in it that they know of.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, MutableMapping
from typing import Any

import pytest

from listproof.plugin.items import key_in
from listproof.reports.file import packed, unpacked
from listproof.reports.masking import masking
from listproof.running import Course, Place
from listproof.running.parts import heard, told
from listproof.verdicts import Outcome

__all__ = ["Controller", "Worker", "given_seed", "shares"]

_NAME = "listproof"
"""The key under which everything travels: of a worker's input and output, and of its reports."""
_UNKEPT = "listproof-unkept"
"""That of a worker's output under which stands what it could not write."""


def shares(config: pytest.Config) -> bool:
    """Whether this process hands its items to workers."""
    return getattr(config.option, "dist", "no") != "no" and bool(config.option.tx) and not config.option.collectonly


def given_seed(config: pytest.Config) -> int | None:
    """The seed that a controller gave this worker; None in any other process."""
    given = getattr(config, "workerinput", {}).get(_NAME)
    return None if given is None else int(given)


class Worker:
    """The side that asks."""

    def __init__(self, course: Course) -> None:
        self._course = course
        self._planned_told = False

    def tell(self, report: pytest.TestReport, outcome: Outcome | None) -> None:
        """Send an outcome with the report of its item, and what is planned with the first report of all."""
        says: dict[str, str] = {}
        if self._course.planned and not self._planned_told:
            self._planned_told = True
            says["planned"] = json.dumps(self._course.planned)
        if outcome is not None:
            says["outcome"] = packed(outcome, masking(self._course.secrets()))
        if says:
            setattr(report, _NAME, says)

    def finish(self, output: MutableMapping[str, Any], unkept: str) -> None:
        """Send what is known of each place that was asked here, and what could not be written."""
        mask = masking(self._course.secrets())
        output[_UNKEPT] = unkept
        output[_NAME] = {place.key: told(part, mask) for place, part in self._course.parts()}


class Controller:
    """The side that hears: a plugin of its own, registered where pytest-xdist shares the session."""

    def __init__(self, course: Course, places: Mapping[str, Place]) -> None:
        self._course = course
        self._places = places
        self._nodes: list[Any] = []

    def pytest_xdist_make_scheduler(self, config: pytest.Config, log: Any) -> Any:
        """Keep the laws of one listing on one worker."""
        from listproof.plugin.scheduling import scheduling

        return scheduling(config, log, self._places)

    def pytest_configure_node(self, node: Any) -> None:
        """Give a worker what must be the same everywhere."""
        node.workerinput[_NAME] = self._course.seed
        self._nodes.append(node)

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Take what a worker sent with a report."""
        says = vars(report).pop(_NAME, {})
        if "planned" in says:
            self._course.planned.update({key: tuple(ids) for key, ids in json.loads(says["planned"]).items()})
        if "outcome" in says:
            self._course.hear(unpacked(Outcome, says["outcome"]))

    def pytest_handlecrashitem(self, crashitem: str, report: Any) -> None:
        """Say that a worker died during an item: if that was a law, it is trouble of the run."""
        key = key_in(crashitem, self._places)
        if key is not None:
            name = crashitem.rpartition("::")[2]
            says = f"worker {report.node.gateway.id} died while it judged {name}; the listing was asked no more"
            self._course.lose(self._places[key], says)
            report.listproof_error = True

    def finish(self) -> None:
        """Take what the workers sent at their end; one that died sent nothing."""
        for node in self._nodes:
            for key, texts in getattr(node, "workeroutput", {}).get(_NAME, {}).items():
                self._course.hear_part(self._places[key], heard(texts, self._places[key]))

    @property
    def unkept(self) -> str:
        """What the first worker with such trouble could not write, and why; empty where all could be written."""
        return next(filter(None, (str(getattr(node, "workeroutput", {}).get(_UNKEPT, "")) for node in self._nodes)), "")

    def counted_out(self, config: pytest.Config) -> bool:
        """Whether the session ended because as many failed as `--maxfail` allows, which xdist takes for an interruption."""
        session: Any = config.pluginmanager.get_plugin("dsession")
        return bool(config.option.maxfail) and str(getattr(session, "shouldstop", "")).startswith("stopping after")
