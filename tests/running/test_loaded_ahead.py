"""What a run needs later is loaded while its first answers are awaited."""

from __future__ import annotations

import sys
import time
import warnings
from collections.abc import Sequence
from pathlib import Path

import pytest

from listproof.contract import load
from listproof.generating import Draw
from listproof.generating.plainly import drawn
from listproof.laws import subjects
from listproof.proof.suite import all_laws, suites_folder
from listproof.running.choice import MOCK, Place, RunChoice
from listproof.running.course import Course
from listproof.running.loaded_ahead import DRAWING, LoadedAhead
from listproof.simulator.server import start
from listproof.simulator.service import Service
from listproof.simulator.targets import mock
from listproof.transport import Target

SLUG = "huawei-coc-documents"
LATER = ("json", "csv")


def test_what_is_named_is_loaded_once_and_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Modules in their order, then the rest; one that breaks is left to who needs it, and threads take turns as before."""
    for name, text in (("loaded_ahead_one", "raise ValueError"), ("loaded_ahead_two", ""), ("loaded_ahead_three", "")):
        (tmp_path / f"{name}.py").write_text(text, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    usual = sys.getswitchinterval()
    loaded = LoadedAhead()
    loaded.wait()
    done: list[str] = []
    loaded.start(["loaded_ahead_one", "loaded_ahead_two"], lambda: done.append("then"))
    loaded.start(["loaded_ahead_three"], lambda: done.append("never"))
    loaded.wait()
    assert done == ["then"]
    assert [one for one in sys.modules if one.startswith("loaded_ahead_")] == ["loaded_ahead_two"]
    assert sys.getswitchinterval() == usual


def test_nothing_is_loaded_while_something_is_drawn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Hypothesis makes warnings errors in the whole process now and then: a module that warns would be left half loaded."""
    (tmp_path / "loaded_ahead_warning.py").write_text("import warnings\nwarnings.warn('as it is loaded')\n", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    loaded = LoadedAhead()

    def begin(_: Draw) -> int:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            loaded.start(["loaded_ahead_warning"])
            time.sleep(0.1)
        return 0

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        assert drawn(begin, 1, 0) == (0,)
        loaded.wait()
    assert sys.modules.pop("loaded_ahead_warning")


@pytest.mark.parametrize(
    ("real", "queries", "names"), [(True, 3, [(*DRAWING, *LATER)]), (True, 0, [LATER]), (False, 3, [])], ids=["draws", "plain", "mock"]
)
def test_a_run_loads_what_draws_once_answers_come(
    real: bool, queries: int, names: list[Sequence[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where nothing is drawn only what is needed at the end; nothing while a simulator in this process is asked, for which nobody waits."""
    begun: list[Sequence[str]] = []
    monkeypatch.setattr(LoadedAhead, "start", lambda self, names, then: begun.append(names))
    monkeypatch.setattr("listproof.running.course.can_copy", lambda: False)
    contract = load(SLUG)
    server = start([Service(contract, 11)])
    place = Place("live", contract, Target("live", SLUG, **mock(contract, server.url))) if real else Place(MOCK, contract, None)
    course = Course(RunChoice((place,), (), ()), "0", suites_folder(), 0, jobs=11, queries=queries)
    course.needed_later = LATER
    chosen = [law for law in all_laws() if law.id in ("pages.walk-meets-each-record-once", "queries.agrees-with-the-document")]
    items = [(law, subject) for law in chosen for subject in subjects(law, contract)]
    try:
        for law, subject in items:
            course.plan(place, law, subject)
        course.judge(place, *items[0])
        assert begun == []
        course.judge(place, *items[0])
        assert begun == names
    finally:
        course.close()
        server.stop()


@pytest.mark.skipif(sys.platform != "linux", reason="processes are copied on Linux alone")
@pytest.mark.filterwarnings("ignore:.*use of fork:DeprecationWarning")
@pytest.mark.parametrize("processors", [1, 2])
@pytest.mark.parametrize("listings", [1, 2])
def test_a_copy_draws_where_another_processor_is_idle(processors: int, listings: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Then what draws is not loaded here; of several listings each copy would load it anew, and so none is made."""
    begun: list[Sequence[str]] = []
    monkeypatch.setattr(LoadedAhead, "start", lambda self, names, then: begun.append(names))
    monkeypatch.setattr("listproof.running.course.can_copy", lambda: True)
    monkeypatch.setattr("listproof.running.course.processors", lambda: processors)
    contract = load(SLUG)
    server = start([Service(contract, 11)])
    places = [Place(name, contract, Target(name, SLUG, concurrency=2, **mock(contract, server.url))) for name in ("live", "other")]
    course = Course(RunChoice(tuple(places[:listings]), (), ()), "0", suites_folder(), 0, jobs=11, queries=3)
    course.needed_later = LATER
    drawing = next(law for law in all_laws() if law.id == "queries.agrees-with-the-document")
    try:
        course.plan(places[0], drawing, None)
        outcome = course.judge(places[0], drawing, None)
        aside = course.store(places[0]).answers.drawn_aside(drawing.id)
        assert (aside is not None) == (processors > 1 and listings == 1) == (begun == [LATER])
        assert outcome.notes[0] == "3 whole queries asked, drawn with seed 0"
    finally:
        course.close()
        server.stop()


@pytest.mark.parametrize("later", [(), LATER])
def test_files_of_laws_are_read_ahead_where_a_record_is_made(later: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    """A finding that is replayed has no suite: the folder in which that is done may hold millions of files."""
    read: list[Path] = []

    def digest_of(folder: Path) -> str:
        read.append(folder)
        return ""

    monkeypatch.setattr("listproof.running.course.digest_of_files", digest_of)
    contract = load(SLUG)
    server = start([Service(contract, 11)])
    place = Place("live", contract, Target("live", SLUG, **mock(contract, server.url)))
    course = Course(RunChoice((place,), (), ()), "0", Path("somewhere"), 0, jobs=11, queries=0)
    course.needed_later = later
    walks = next(law for law in all_laws() if law.id == "pages.walk-meets-each-record-once")
    subject = next(iter(subjects(walks, contract)))
    try:
        for _ in range(2):
            course.judge(place, walks, subject)
    finally:
        course.close()
        server.stop()
    assert [folder.name for folder in read] == (["somewhere", "listproof"] if later else [])
