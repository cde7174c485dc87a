"""The files of a large run: the record part by part, so that its memory is that of a part, and a page that can be shown."""

from __future__ import annotations

import json
import re
import tracemalloc
from dataclasses import replace
from pathlib import Path

from listproof.reports.allure import write_results
from listproof.reports.file import from_json, json_text, seen, spelled, to_json
from listproof.reports.lines import record_lines
from listproof.reports.page import render
from listproof.reports.run import Run

from .made import full_run


def _large(many: int) -> Run:
    """A run in which one law passed so many times."""
    run = full_run()
    one = next(outcome for outcome in run.outcomes if outcome.verdict == "pass")
    return replace(run, outcomes=(*run.outcomes, *(replace(one, subject=f"parameter {place}") for place in range(many))))


def test_a_run_is_spelled_part_by_part_as_it_would_be_whole() -> None:
    """Violations, exchanges, facts and findings among it."""
    run = full_run()
    assert spelled(run)[0] == json_text(to_json(run), indent=1) + "\n"


def test_a_large_run_takes_no_more_than_its_text_and_the_pieces_of_it() -> None:
    """Two texts while they are joined, and never all of it as JSON beside them: `merge` of a hundred thousand outcomes held 700 MB."""
    run = _large(4000)
    tracemalloc.start()
    try:
        text, _ = spelled(run)
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert most < 2.6 * len(text) + 4_000_000, (most, len(text))


def test_the_record_of_a_joined_run_says_the_same_line_by_line() -> None:
    """What cannot be seen is escaped in it, and each of its parts has a line of its own."""
    run = replace(full_run(), suite="a\u202eb\x1b")
    text = "".join(record_lines(run))
    assert json.loads(text) == json.loads(spelled(run)[0])
    assert to_json(from_json(json.loads(text))) == to_json(run)
    assert "\\u202e" in text
    assert "\u202e" not in text
    assert sum(line.lstrip(",").startswith("{") for line in text.splitlines()[1:]) >= len(run.outcomes) + len(run.listings)


def test_the_record_of_a_joined_run_is_never_held_as_a_text() -> None:
    """The text of a hundred thousand outcomes alone takes 130 MB."""
    run = _large(4000)
    tracemalloc.start()
    try:
        written = sum(map(len, record_lines(run)))
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert written > 1_000_000
    assert most < 500_000, most


def test_what_a_face_shows_of_a_large_run_are_its_own_outcomes_where_all_can_be_seen(tmp_path: Path) -> None:
    """A copy of a hundred thousand outcomes is made for nothing; the one that steers is spelled all the same."""
    run = _large(50)
    bad = replace(run.outcomes[-1], subject="x\x1b[2J", reason="::error::y")
    run = replace(run, outcomes=(*run.outcomes, bad))
    told = seen(run).outcomes
    assert all(one is other for one, other in zip(told[-50:-1], run.outcomes[-50:-1], strict=True))
    assert (told[-1].subject, told[-1].reason) == ("x\\x1b[2J", "\\x3a:error::y")
    write_results(run, tmp_path)
    assert not any(b"\x1b" in path.read_bytes() or b"::error::y" in path.read_bytes() for path in tmp_path.iterdir())


def test_a_page_shows_as_many_rows_as_a_browser_can_and_says_how_many_more_there_are() -> None:
    """All of 20,000 laws were a page of 46 MB; the worst of each area stand on it, and the counts are those of all."""
    run = _large(5000)
    page = render(run)
    shown = page[page.index('id="results"') : page.index('id="facts"')]
    assert shown.count('role="row" data-verdict=') < 2_000 + len(run.outcomes) - 5000
    more = re.search(r"and (\d+) more, which stand in run\.json", shown)
    assert more is not None
    assert 3_000 <= int(more[1]) <= 5_000
    failed = [one for one in run.outcomes if one.verdict == "fail"]
    assert shown.count('role="row" data-verdict="fail"') == len(failed) > 0
    assert "which stand in run.json" not in render(full_run())
