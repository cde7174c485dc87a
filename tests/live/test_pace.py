"""How hard a target is asked: evenly, not more at once than allowed, again where it is out of breath, and never beyond the budget."""

from __future__ import annotations

import gc
import signal
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from listproof.contract import load
from listproof.evidence import Store
from listproof.plugin.interruption import Interruption
from listproof.simulator.server import Running
from listproof.transport import Session, Target
from listproof.transport.pace import Pace

from .live_runs import COC, HSS, entry, interrupted, run

PLACE = "https://listing.example"


class _Clock:
    def __init__(self) -> None:
        self.moment = 0.0
        self.slept: list[float] = []

    def time(self) -> float:
        return self.moment

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.moment += seconds


def _session(answer: Callable[[httpx.Request], httpx.Response], clock: _Clock, **settings: object) -> Session:
    target = Target("live", HSS, PLACE, **settings)  # type: ignore[arg-type]
    return Session(target, (), transport=httpx.MockTransport(answer), sleep=clock.sleep)


def test_requests_are_evenly_spaced() -> None:
    """Twenty a second are one every fiftieth of a second: no burst, and no pause longer than it must be."""
    clock = _Clock()
    pace = Pace(20, clock.time, clock.sleep)
    starts = []
    for _ in range(6):
        pace.wait()
        starts.append(round(clock.moment, 6))
    assert starts == [0.0, 0.05, 0.1, 0.15, 0.2, 0.25]
    clock.moment = 5.0
    pace.wait()
    assert clock.moment == 5.0


def test_a_pause_holds_everybody() -> None:
    """Where the target asks for a pause, nobody starts before it is over."""
    clock = _Clock()
    pace = Pace(None, clock.time, clock.sleep)
    pace.wait()
    pace.hold(3)
    pace.wait()
    assert clock.moment == 3.0


def test_no_more_at_once_than_allowed() -> None:
    """However many threads ask, no more requests are under way than the table allows."""
    under_way, most = 0, 0
    lock = threading.Lock()

    def answer(request: httpx.Request) -> httpx.Response:
        nonlocal under_way, most
        with lock:
            under_way += 1
            most = max(most, under_way)
        time.sleep(0.01)
        with lock:
            under_way -= 1
        return httpx.Response(200, json={})

    session = Session(Target("live", HSS, PLACE, concurrency=3), (), transport=httpx.MockTransport(answer))
    threads = [threading.Thread(target=session.get, args=("/jobs", "")) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == 3


def test_a_vendor_that_throttles_with_400_is_understood() -> None:
    """A contract names the code by which its vendor throttles; with that code any error status is tried again."""
    contract = load("alibaba-pai-dlc-jobs")
    form = next(form for form in contract.errors if form.kind == "throttled")
    answers = iter([httpx.Response(400, json=form.body), httpx.Response(200, json={"Jobs": [], "TotalCount": 0})])
    session = _session(lambda request: next(answers), _Clock())
    store = Store(contract, session)
    assert store.ask(store.base).good
    assert session.sent == 2


def test_a_run_keeps_to_its_budget_and_says_so(served: Callable[..., Running], tmp_path: Path) -> None:
    """With the budget spent the rest of a run is inconclusive, with that reason in record and summary; what was asked stands."""
    server = served([COC], 131)
    (tmp_path / "listproof.toml").write_text(entry(load(COC), server.url, max_requests=30), encoding="utf-8")
    done = run(tmp_path, "--target=live")
    assert done.code == 0, done.output
    assert done.record["listings"][0]["requests"] <= 30
    unasked = [one for one in done.record["outcomes"] if "budget of 30 requests" in one["reason"]]
    assert len(unasked) > 5
    assert {one["verdict"] for one in unasked} == {"inconclusive"}
    assert done.verdicts["pass"] > 20
    assert "budget of 30 requests" in done.output
    strict = run(tmp_path, "--target=live", "--strict-evidence")
    assert strict.code == 1


def test_ctrl_c_leaves_whole_reports(tmp_path: Path) -> None:
    """Interrupted in the middle, a run leaves record, page and Allure results of what was done, and says what was not."""
    finished = interrupted(tmp_path)
    assert finished.code == 2, finished.output
    assert finished.verdicts["pass"] >= 5
    assert any(one["kind"] == "unfinished" and "(interrupted)" in one["says"] for one in finished.record["trouble"])
    assert (finished.reports / "index.html").is_file()
    assert len(list((finished.reports / "allure-results").glob("*-result.json"))) >= 5
    assert "planned items did not run" in finished.output


def _ends(number: int, frame: object) -> None:
    raise KeyboardInterrupt


def test_a_ctrl_c_that_python_drops_is_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    """While memory is tidied up Python lets no exception out: the Ctrl-C of such a moment ends the run before its next item."""
    dropped: list[object] = []
    monkeypatch.setattr(sys, "unraisablehook", lambda told: dropped.append(told.exc_type))
    usual = signal.getsignal(signal.SIGINT)
    interruption = Interruption()
    interruption.check()
    signal.signal(signal.SIGINT, _ends)
    interruption.watch()
    gc.callbacks.append(tidied := lambda phase, info: signal.raise_signal(signal.SIGINT) if phase == "start" else None)
    try:
        gc.collect()
    finally:
        gc.callbacks.remove(tidied)
        interruption.forget()
        restored = signal.signal(signal.SIGINT, usual)
    assert dropped == [KeyboardInterrupt]
    with pytest.raises(KeyboardInterrupt):
        interruption.check()
    assert restored is _ends
