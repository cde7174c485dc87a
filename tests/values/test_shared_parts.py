"""Parts of texts by which a filter keeps several records, where each whole text stands in one."""

from __future__ import annotations

import pytest

from listproof.values.shared_parts import shared_parts

JOBS = {f"job-{number:03d}": 1 for number in range(1, 61)}


def test_a_beginning_that_some_records_share_parts_them_most_evenly() -> None:
    """Of sixty numbered names it is one that ten of them begin with, whatever else the reading ignores."""
    for reading in ("contains", "prefix-any-case", "like"):
        (first, *_) = shared_parts(JOBS, (reading,))
        assert first == "job-01"


def test_an_end_is_shared_where_ends_are_looked_at() -> None:
    """Names that end with the same digit."""
    assert {len(part) for part in shared_parts(JOBS, ("suffix",))} == {1}


@pytest.mark.parametrize("readings", [("equals",), ("contains", "equals"), ("prefix", "suffix"), ()])
def test_no_part_is_known_to_be_kept_by_readings_that_want_more(readings: tuple[str, ...]) -> None:
    """Equality, beginnings beside ends, and no reading at all."""
    assert shared_parts(JOBS, readings) == ()


def test_wildcards_and_what_all_records_share_are_no_parts() -> None:
    """A part with one is not asked for, nor one that keeps everything."""
    assert shared_parts({"a_1": 1, "a_2": 1, "b": 1}, ("like",)) == ("a",)
    assert shared_parts({"a-1": 1, "a-2": 1}, ("contains",)) == ()
