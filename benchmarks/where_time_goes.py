"""Where the processor time of one run goes: a listing with everything on, at a server of another process, cut into what it does.

    python benchmarks/where_time_goes.py                              one listing
    python benchmarks/where_time_goes.py --contract ferries --contracts tests/contracts/invented
    python benchmarks/where_time_goes.py -- --queries=0               without the laws that draw

What is loaded is told apart from what it is loaded for, wherever it is loaded. Medians of several runs, in milliseconds of the processor.
"""

from __future__ import annotations

import builtins
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from threading import get_ident
from typing import Any

CHECKOUT = Path(__file__).parents[1]
LEDGER = "LISTPROOF_LEDGER"
"""Where a run that is measured leaves what it took, as an environment variable."""
PARTS = {
    "Python's own start and end": "the interpreter, before and after everything else",
    "loading": "modules, pytest's and its plugins' among them",
    "pytest": "options, plugins, hooks of each item, what it prints",
    "contracts": "reading and checking them",
    "collecting": "suites and items",
    "asking": "requests sent and answers read",
    "laws": "what is chosen, compared and confirmed",
    "drawn laws": "questions and requests drawn, asked and judged",
    "asking ahead": "other threads: requests sent and answers read while laws are judged",
    "drawing aside": "a copy of the process that loads what draws, and draws",
    "reports": "the record, the page, Allure's results, the history",
}


class Ledger:
    """Processor time by part: each moment belongs to the innermost part that is open."""

    def __init__(self) -> None:
        self.taken: defaultdict[str, float] = defaultdict(float)
        self._open = ["pytest"]
        self._since = time.thread_time()
        self._thread = get_ident()

    def _turn(self) -> None:
        now = time.thread_time()
        self.taken[self._open[-1]] += now - self._since
        self._since = now

    def within(self, part: str, run: Callable[..., Any]) -> Callable[..., Any]:
        """A function that does the same, its time put under a part where the first thread calls it."""

        def timed(*arguments: Any, **named: Any) -> Any:
            if get_ident() != self._thread:
                return run(*arguments, **named)
            self._turn()
            self._open.append(part)
            try:
                return run(*arguments, **named)
            finally:
                self._turn()
                self._open.pop()

        return timed


def inside(arguments: list[str]) -> int:
    """Run pytest with its parts under a ledger, and leave what they took."""
    ledger = Ledger()
    plain = builtins.__import__
    slow = ledger.within("loading", plain)

    def importing(name: str, *rest: Any, **named: Any) -> Any:
        return plain(name, *rest, **named) if name in sys.modules and not (len(rest) > 2 and rest[2]) else slow(name, *rest, **named)

    builtins.__import__ = importing
    from _pytest.main import Session as Collecting

    from listproof.cli import main
    from listproof.laws.drawing import searching
    from listproof.plugin import law_run
    from listproof.running import choice, course
    from listproof.transport import session

    import listproof.plugin as plugin  # isort: skip

    for owner, name, part in (
        (choice, "choose", "contracts"), (choice, "load_linted", "contracts"), (Collecting, "perform_collect", "collecting"),
        (course.Course, "judge", "laws"), (session.Session, "get", "asking"), (session.Session, "read", "asking"),
        (searching, "search", "drawn laws"), (law_run.LawRun, "finish", "reports"), (plugin, "_tell", "reports"),
    ):  # fmt: skip
        if hasattr(owner, name):
            setattr(owner, name, ledger.within(part, getattr(owner, name)))
    sys.argv[1:] = ["test", *arguments]
    try:
        main()
        code = 0
    except SystemExit as end:
        code = int(end.code or 0)
    ledger._turn()
    ledger.taken["asking ahead"] = time.process_time() - time.thread_time()
    copies = resource.getrusage(resource.RUSAGE_CHILDREN)
    ledger.taken["drawing aside"] = copies.ru_utime + copies.ru_stime
    Path(os.environ[LEDGER]).write_text(json.dumps(ledger.taken), encoding="utf-8")
    return code


def outside(slug: str, contracts: Path | None, times: int, more: list[str]) -> None:
    """Measure some runs, and print the table."""
    from listproof.contract import load
    from listproof.proof.servers import RECORDS
    from listproof.simulator.server import start
    from listproof.simulator.service import Service
    from listproof.simulator.targets import entry_of, mock

    contract = load(slug, contracts)
    runs: list[dict[str, float]] = []
    with start([Service(contract, RECORDS)], "127.0.0.1", 0) as server:
        for _ in range(times + 1):
            with tempfile.TemporaryDirectory() as folder:
                place = Path(folder)
                table = {name: value for name, value in mock(contract, server.url).items() if name != "try_wrong_signature"}
                lines = [f"[targets.peer.{contract.slug}]", *(entry_of(key, value) for key, value in table.items())]
                (place / "listproof.toml").write_text("\n".join(lines), encoding="utf-8")
                asked = [sys.executable, __file__, "--inside", "--target=peer", f"--contract={slug}",
                         f"--reports={place / 'reports'}", f"--targets-file={place / 'listproof.toml'}",
                         f"--contracts={Path(contract.file).parents[1]}", *more]  # fmt: skip
                before = resource.getrusage(resource.RUSAGE_CHILDREN)
                done = subprocess.run(
                    asked, cwd=CHECKOUT, env={**os.environ, LEDGER: str(place / "ledger")}, capture_output=True, text=True
                )
                after = resource.getrusage(resource.RUSAGE_CHILDREN)
                if done.returncode:
                    sys.exit(done.stdout + done.stderr)
                taken = json.loads((place / "ledger").read_text())
            whole = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
            runs.append(taken | {"Python's own start and end": whole - sum(taken.values())})
    print(f"| {slug} | of the processor | what |\n|---|---:|---|")
    medians = {part: statistics.median(run.get(part, 0.0) for run in runs[1:]) for part in PARTS}
    for part, seconds in medians.items():
        print(f"| {part} | {seconds * 1000:.0f} ms | {PARTS[part]} |")
    print(f"| all | {sum(medians.values()) * 1000:.0f} ms | |")


if __name__ == "__main__":
    if "--inside" in sys.argv[1:2]:
        sys.exit(inside(sys.argv[2:]))
    import argparse

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--contract", default="huawei-hss-kubernetes-jobs", help="the listing")
    parser.add_argument("--contracts", type=Path, help="the folder of contracts")
    parser.add_argument("--times", default=5, type=int, help="how many runs")
    parser.add_argument("more", nargs="*", help="options of the run, behind --")
    given = parser.parse_args()
    outside(given.contract, given.contracts, given.times, given.more)
