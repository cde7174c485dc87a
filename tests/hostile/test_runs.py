"""Whatever a server sends, a run ends with a verdict for each law, whole reports, and nothing that broke."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from listproof.contract import load
from listproof.reports.exit import exit_status

from .attacks import ATTACKS
from .mutating import mutating
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


@pytest.mark.parametrize(
    ("slug", "seed", "share"),
    [("huawei-hss-kubernetes-jobs", 1, 0.3), ("alibaba-pai-dlc-jobs", 2, 0.1), ("nebula-explorer-workflow-jobs", 3, 0.6)],
)
def test_a_run_against_a_server_that_bends_its_answers_ends_well(slug: str, seed: int, share: float, tmp_path: Path) -> None:
    """Whatever a value, a key, a header, a status or a byte is made into: no law breaks, and the reports are whole."""
    with hostile(mutating(seed, share, load(slug)), seconds=60) as server:
        ended = run_against(server.url, tmp_path, load(slug), max_requests=250)
    assert [one.traceback for one in ended.run.outcomes if one.traceback] == []
    assert ended.kept.failed == ()
    assert len(ended.written["outcomes"]) == ended.run.planned
    assert exit_status(ended.run) in (0, 1, 10, 11)
    json.loads((tmp_path / "exchanges.har").read_text(encoding="utf-8"))
