"""What is tried on a folder of reports in a process that forks and kills: `python -m tests.hostile.disk_trials kills|moves|full FOLDER`."""

from __future__ import annotations

import functools
import json
import os
import random
import re
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from listproof.regression.keeping import keep_reports
from listproof.reports import Run
from listproof.reports.file import read

from ..reports import made

__all__ = ["run", "shown", "told", "tried"]


def run(second: int = 0) -> Run:
    """A run that started in this second."""
    return replace(made.full_run(), started=f"2030-01-01T00:{second // 60:02}:{second % 60:02}Z")


def told(folder: Path) -> set[str]:
    """The starts of the runs that the record, the page and the Allure results of a folder tell of, once a command has read it."""
    read(folder / "run.json")
    record = json.loads((folder / "run.json").read_text("utf-8"))
    page = (folder / "index.html").read_text("utf-8")
    results = [json.loads(path.read_text("utf-8")) for path in (folder / "allure-results").glob("*-result.json")]
    assert len(results) == len(record["outcomes"])
    first = min(one["start"] for one in results) // 1000
    starts = {record["started"], time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(first))}
    assert record["started"].replace("T", " ").replace("Z", " UTC") in page
    return starts


def shown(folder: Path) -> set[str]:
    """The starts of the runs that the files of a folder tell of as they stand, whether or not all of them are there."""
    found = set()
    for name in ("run.json", "exchanges.har"):
        if (folder / name).exists():
            found.add(json.loads((folder / name).read_text("utf-8"))["started"])
    if (folder / "index.html").exists():
        [start] = re.findall(r"2030-01-01 00:\d\d:\d\d UTC", (folder / "index.html").read_text("utf-8"))[:1]
        found.add(start.replace(" UTC", "Z").replace(" ", "T"))
    starts = [json.loads(path.read_text("utf-8"))["start"] for path in (folder / "allure-results").glob("*-result.json")]
    return found | {time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(min(starts) // 1000)) for _ in starts[:1]}


def tried(what: str, folder: Path) -> str:
    """What a trial of `disk_trials` prints, which is nothing where all is well."""
    program = [sys.executable, "-m", "tests.hostile.disk_trials", what, str(folder)]
    done = subprocess.run(program, cwd=Path(__file__).parents[2], capture_output=True, text=True, timeout=120, check=False)
    assert (done.returncode, done.stderr) == (0, ""), done.stderr
    return done.stdout


def _child(work: Callable[[], None]) -> int:
    child = os.fork()
    if child == 0:
        failed = 1
        try:
            work()
            failed = 0
        finally:
            os._exit(failed)
    return child


def _kills(folder: Path) -> None:
    """Kill a writer at twenty-five moments, and look each time."""
    keep_reports(run(), folder)
    chance = random.Random(7)

    def work() -> None:
        for second in range(1, 3000):
            keep_reports(run(second), folder)

    for _ in range(25):
        child = _child(work)
        time.sleep(chance.uniform(0.02, 0.3))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        assert len(told(folder)) == 1
        for path in (folder / "history").glob("*.json"):
            read(path)
    keep_reports(run(3500), folder)


def _moves(folder: Path) -> None:
    """Kill a writer before each file or folder that it moves, and look what stands there, and what once a command has read it."""

    def keep(second: int) -> None:
        started = run(second).started
        keep_reports(run(second), folder, more={"exchanges.har": lambda path: path.write_text(json.dumps({"started": started}))})

    def work(second: int) -> None:
        left, move = [second], os.replace

        def moved(source: Path, goal: Path) -> None:
            left[0] -= 1
            if not left[0]:
                os.kill(os.getpid(), signal.SIGKILL)
            move(source, goal)

        os.replace = os.rename = moved  # type: ignore[assignment]
        keep(second)

    keep(0)
    (folder / "allure-results" / "notes.txt").write_text("mine")
    for second in range(1, 1000):
        status = os.waitpid(_child(functools.partial(work, second)), 0)[1]
        standing = shown(folder)
        assert len(standing) <= 1, (second, standing)
        assert len(told(folder)) == 1, second
        assert shown(folder) == told(folder), second
        assert (folder / "allure-results" / "notes.txt").read_text() == "mine", second
        if status == 0:
            break
    assert second > 15, "so many are moved at least"


def _full(folder: Path) -> None:
    """Write where no file may have more than 2000 bytes, which is how a full disk looks in the middle of one."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))
    try:
        keep_reports(run(5), folder)
    except OSError as error:
        print(error)


if __name__ == "__main__":
    {"kills": _kills, "moves": _moves, "full": _full}[sys.argv[1]](Path(sys.argv[2]))
