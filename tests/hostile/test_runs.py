"""Whatever a server sends, a run ends with a verdict for each law, whole reports, and nothing that broke."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from .attacks import ATTACKS
from .runs import run_against
from .servers import hostile

_TOLD = {attack.name: attack for attack in ATTACKS}


@pytest.mark.parametrize(
    "name",
    ["infinite-number", "long-number", "large-number", "real-number", "negative-total", "surrogate", "date", "date-9999", "commands",
     "deep", "location-script", "cookies"],
)  # fmt: skip
def test_a_run_ends_well(name: str, tmp_path: Path) -> None:
    """No law breaks on a value, every report is written, and the archive of exchanges is JSON."""
    with hostile(_TOLD[name].attack, seconds=60) as server:
        ended = run_against(server.url, tmp_path)
    broken = [one.reason for one in ended.run.outcomes if "the suite itself failed" in one.reason]
    assert broken == []
    assert ended.kept.failed == ()
    assert len(ended.written["outcomes"]) == ended.run.planned
    assert {"index.html", "allure-results", "exchanges.har", "history"} <= {path.name for path in tmp_path.iterdir()}
    json.loads((tmp_path / "exchanges.har").read_text(encoding="utf-8"))
    if _TOLD[name].says:
        assert "fail" not in ended.counts, "a limit of ours is no violation"
