"""The history is bounded, and knows for how many runs each law has been as it is."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from listproof.reports.file import spelled
from listproof.reports.history import NOTES, Earlier, earlier, keep, note, streaks
from listproof.reports.run import Run

from . import made


def on(day: int, verdict: str = "pass", **changes: Any) -> Run:
    """A run of one law on a day."""
    return replace(made.run([made.outcome("bounds.maximum", verdict)]), started=f"2026-11-{day:02}T06:00:00Z", **changes)


def kept(run: Run, folder: Path, **bound: int) -> Path:
    """The file of a run that a history keeps."""
    return keep(run, spelled(run)[0], folder, **bound)


def days(*runs: Earlier) -> list[str]:
    """The days on which some runs started."""
    return [run.name[6:8] for run in runs]


def before(*runs: Run) -> list[Earlier]:
    """What a history says of some runs."""
    return [Earlier(run.started, {outcome.key: outcome.verdict for outcome in run.outcomes}) for run in runs]


def test_the_history_keeps_the_newest_runs_only(tmp_path: Path) -> None:
    """Beyond its bound the oldest run goes; files that are not runs of ours stay."""
    (tmp_path / "allure.jsonl").write_text("")
    for day in range(1, 8):
        kept(on(day), tmp_path, most=5)
    assert days(*earlier(on(8), tmp_path)) == ["07", "06", "05", "04", "03"]
    assert (tmp_path / "allure.jsonl").exists()


def test_a_run_is_not_earlier_than_itself(tmp_path: Path) -> None:
    """Only runs that started before count as earlier, and the same run kept twice is kept once."""
    kept(on(1), tmp_path)
    kept(on(1), tmp_path)
    kept(on(3), tmp_path)
    assert earlier(on(1), tmp_path) == ()
    assert len(earlier(on(2), tmp_path)) == 1


def test_runs_of_one_second_stand_beside_each_other(tmp_path: Path) -> None:
    """Two runs that started in the same second at the same target replace neither each other nor one of an older name."""
    first, second = kept(on(1), tmp_path), kept(on(1, "fail"), tmp_path)
    assert first != second
    assert len(list(tmp_path.glob("*.json"))) == 2
    first.rename(first.with_name("20261101T060000Z-simulator.json"))
    kept(on(1), tmp_path)
    assert days(*earlier(on(2), tmp_path)) == ["01", "01", "01"]
    assert earlier(on(1), tmp_path) == ()


def test_an_unreadable_run_is_passed_over(tmp_path: Path) -> None:
    """A corrupt file of the history hides no other run."""
    kept(on(1), tmp_path)
    kept(on(2), tmp_path).write_text("{")
    assert days(*earlier(on(3), tmp_path)) == ["01"]


def test_what_was_read_of_a_run_is_read_from_the_notes(tmp_path: Path) -> None:
    """Of a file that is as it was the notes are read; one that changed since is read itself, and so is one that nobody noted."""
    first, second = kept(on(1), tmp_path), kept(on(2, "fail"), tmp_path)
    read = earlier(on(4), tmp_path)
    note([replace(one, verdicts=dict.fromkeys(one.verdicts, "waived")) for one in read], tmp_path)
    kept(on(3), tmp_path)
    told = [list(one.verdicts.values()) for one in earlier(on(4), tmp_path)]
    assert told == [["pass"], ["waived"], ["waived"]]
    second.write_text(first.read_text() + "\n")
    assert [list(one.verdicts.values()) for one in earlier(on(4), tmp_path)] == [["pass"], ["pass"], ["waived"]]


def test_notes_that_cannot_be_read_are_as_none(tmp_path: Path) -> None:
    """Whatever stands in the file of the notes, the runs are read."""
    kept(on(1), tmp_path)
    for text in ("", "{", "[]", "null", '{"keys": [], "runs": 1}', '{"keys": ["a"], "runs": {"x": [1, 2, "?"]}}', "\udcff"):
        (tmp_path / NOTES).write_text(text, encoding="utf-8", errors="surrogateescape")
        assert [list(one.verdicts.values()) for one in earlier(on(2), tmp_path)] == [["pass"]]


def test_a_streak_counts_equal_verdicts_back_to_the_first_other() -> None:
    """The row ends at the first run with another verdict; runs that did not ask neither count nor end it."""
    silent = replace(on(3), outcomes=())
    now = on(5, "fail")
    assert streaks(now, before(on(4, "fail"), silent, on(2, "fail"), on(1), on(1, "fail"))) == {now.outcomes[0].key: 3}
    assert streaks(now, []) == {now.outcomes[0].key: 1}
