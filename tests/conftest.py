"""Marks what takes long, so that `-m "not slow"` is the fast set: no socket that waits, no process, no browser, no whole proof."""

from __future__ import annotations

import gc
from pathlib import Path

import pytest
from hypothesis import Phase, settings

settings.register_profile("default", deadline=None)
"""A machine that others use as well may take its time."""
settings.register_profile("mutants", deadline=None, database=None, derandomize=True, phases=(Phase.explicit, Phase.generate))
"""Of a mutant one wants to know whether it is noticed, not by how small an example."""

HERE = Path(__file__).parent
SLOW = (
    "clients", "live", "proof", "real", "servers", "hostile", "queries", "running/test_workers.py", "running/test_shards.py",
    "running/test_aside.py", "running/test_loading.py", "running/test_surroundings.py", "running/test_first_words.py",
    "plugin/test_other_suites.py", "simulator/test_command.py", "simulator/test_texts_of_lists.py", "laws/test_any_listing.py",
    "laws/test_instructions.py", "laws/test_pages_of_laws.py", "regression/test_attribution.py", "regression/test_faults.py",
    "derive/test_round_trip.py", "derive/test_damage.py", "simulator/test_many.py", "simulator/test_server.py",
    "simulator/test_catalogue.py", "simulator/test_odd_values.py", "test_facts.py",
)  # fmt: skip
"""Folders and files of tests that start servers or processes, or judge whole listings."""
_OUTSIDE = ("browser", "node", "clients")


def pytest_sessionstart() -> None:
    """Look for cycles less often: tests that judge whole listings hold so much that looking takes a good part of their time."""
    gc.set_threshold(50_000, 20, 20)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark the items of these files, and those that want more than Python; leave out what tries everything unless it is asked for.

    What takes long comes first: of two workers that are given files in this order none ends long before the other.
    """
    if "whole" not in config.option.markexpr:
        left_out = [item for item in items if item.get_closest_marker("whole")]
        items[:] = [item for item in items if item not in left_out]
        config.hook.pytest_deselected(items=left_out)
    for item in items:
        place = item.path.relative_to(HERE) if item.path.is_relative_to(HERE) else None
        named = place is not None and any(str(one) in SLOW for one in (place, *place.parents))
        if named or any(item.get_closest_marker(mark) for mark in _OUTSIDE):
            item.add_marker("slow")
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)
