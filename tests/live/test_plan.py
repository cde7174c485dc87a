"""What `--plan` says before anything is sent is what the run then asks."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from listproof.contract import load
from listproof.simulator.server import Running
from listproof.simulator.variants import ORDINARY

from .live_runs import COC, HSS, entry, run


def planned(output: str) -> int:
    """The requests of a plan of one listing."""
    found = re.search(r"· live +\d+ +(\d+) ", output)
    assert found, output
    return int(found[1])


@pytest.mark.parametrize("slug", [COC, HSS])
def test_a_plan_is_what_a_run_then_asks(slug: str, served: Callable[..., Running], tmp_path: Path) -> None:
    """At a listing with ordinary texts, as most are; what is drawn counts as often as it is asked for."""
    server = served([slug], 257, variant=ORDINARY)
    (tmp_path / "listproof.toml").write_text(entry(load(slug), server.url), encoding="utf-8")
    plan, more = (run(tmp_path, "--target=live", f"--contract={slug}", "--plan", f"--queries={drawn}") for drawn in (0, 30))
    done = run(tmp_path, "--target=live", f"--contract={slug}", "--queries=0")
    assert "Nothing was sent" in plan.output
    assert done.code == 0, done.output
    asked = done.record["listings"][0]["requests"]
    assert abs(planned(plan.output) - asked) <= 3
    assert planned(more.output) >= planned(plan.output) + 30


def test_a_plan_after_a_run_knows_how_long_the_listing_is(served: Callable[..., Running], tmp_path: Path) -> None:
    """All of it, not the part that was read."""
    server = served([COC], 700, variant=ORDINARY)
    (tmp_path / "listproof.toml").write_text(entry(load(COC), server.url, max_records=200), encoding="utf-8")
    done = run(tmp_path, "--target=live", f"--contract={COC}", "--queries=0")
    plan = run(tmp_path, "--target=live", f"--contract={COC}", "--queries=0", "--plan")
    assert done.record["listings"][0]["census"]["listed"] == 700
    assert "700 records as in the last run" in plan.output
    assert abs(planned(plan.output) - done.record["listings"][0]["requests"]) <= 5
