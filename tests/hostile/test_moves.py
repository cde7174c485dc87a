"""The files of a run take their places: at whatever move that ends, what stands there is of one run."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from listproof.regression.keeping import keep_reports
from listproof.reports.file import read

from .disk_trials import run, told, tried


def test_killed_at_any_move_the_files_that_stand_are_of_one_run(tmp_path: Path) -> None:
    """Before each file that takes its place a writer is killed: record, page, exchanges and results are of one run or not there."""
    assert tried("moves", tmp_path) == ""


def test_a_page_that_fails_leaves_none_of_another_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Beside the record of a run whose page could not be written stands no page of the run before."""
    keep_reports(run(), tmp_path)

    def breaks(*_: object) -> None:
        raise ValueError("no such letter")

    monkeypatch.setattr("listproof.regression.keeping.write_page", breaks)
    assert keep_reports(run(5), tmp_path).failed == ("index.html could not be written (ValueError: no such letter)",)
    assert not (tmp_path / "index.html").exists()
    assert read(tmp_path / "run.json").started == run(5).started


def test_what_finds_no_place_puts_all_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whichever move the disk refuses, the run before stands there as it stood, and no stage is left."""
    keep_reports(run(), tmp_path)
    (tmp_path / "allure-results" / "notes.txt").write_text("mine")
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    move = os.replace
    for refused in range(1, 100):
        left = [refused]

        def moved(source: Path, goal: Path, left: list[int] = left) -> None:
            left[0] -= ".listproof-" in f"{source}{goal}" and "-whole" in f"{source}{goal}"
            if not left[0]:
                left[0] = -1
                raise OSError(errno.ENOSPC, "No space left on device", str(goal))
            move(source, goal)

        with monkeypatch.context() as patch:
            patch.setattr(os, "replace", moved)
            try:
                keep_reports(run(5), tmp_path)
            except OSError:
                assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before, refused
                assert not list(tmp_path.glob(".listproof-*")), refused
            else:
                break
    assert refused > 8
    assert told(tmp_path) == {run(5).started}
