"""The record of a large run as text: part by part, so that its memory is that of the text."""

from __future__ import annotations

import tracemalloc
from dataclasses import replace

from listproof.reports.file import json_text, spelled, to_json

from .made import full_run


def test_a_run_is_spelled_part_by_part_as_it_would_be_whole() -> None:
    """Violations, exchanges, facts and findings among it."""
    run = full_run()
    assert spelled(run)[0] == json_text(to_json(run), indent=1) + "\n"


def test_a_large_run_takes_no_more_than_its_text_and_the_pieces_of_it() -> None:
    """Two texts while they are joined, and never all of it as JSON beside them: `merge` of a hundred thousand outcomes held 700 MB."""
    run = full_run()
    one = next(outcome for outcome in run.outcomes if outcome.verdict == "pass")
    run = replace(run, outcomes=tuple(replace(one, subject=f"parameter {place}") for place in range(4000)))
    tracemalloc.start()
    try:
        text, _ = spelled(run)
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert most < 2.6 * len(text) + 4_000_000, (most, len(text))
