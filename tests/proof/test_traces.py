"""A fault that no law caught: it shows in an answer that no law minds, or in none that was asked for."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner

from listproof.proof import traces
from listproof.proof.command import command
from listproof.proof.traces import traced
from listproof.proof.trials import Trial, Tried, tried
from listproof.proof.written import proof_schema

COC, NEBULA = "huawei-coc-documents", "nebula-explorer-workflow-jobs"
FEW = "records:11"
NOON = 1_795_406_400.0


@pytest.mark.parametrize("fault", ["total-capped", "filter-plus:name_like"])
def test_what_does_nothing_is_answered_alike(fault: str) -> None:
    """A cap of a hundred among eleven records, a plus where no record shows one: every answer is that of a server without the fault."""
    found = traced(Trial(COC, "fault", fault, at=NOON, within=FEW))
    assert found.caught == ()
    assert found.otherwise == ""


def test_what_shows_and_is_not_minded_is_told_by_its_question(monkeypatch: pytest.MonkeyPatch) -> None:
    """Were the laws blind, the first question that a lying server answers otherwise would be told, and it is one about the lie."""

    def blind(trial: Trial) -> Tried:
        return replace(tried(trial), caught=())

    monkeypatch.setattr(traces, "tried", blind)
    assert "offset=" in (traced(Trial(COC, "fault", "last-record-dropped", at=NOON)).otherwise or "")
    assert "creator=" in (traced(Trial(COC, "fault", "filter-ignored:creator", at=NOON)).otherwise or "")
    moving = traced(Trial(NEBULA, "fault", "default-direction-wrong", at=NOON)).otherwise
    assert moving is not None
    assert moving.startswith("GET /api-open/v1/workflows/")


def test_only_what_was_missed_by_all_laws_is_looked_at() -> None:
    """What was caught has shown itself, one law alone does not ask for all, and a server that conforms has nothing to show."""
    assert traced(Trial(COC, "fault", "total-off-by-one", at=NOON)).otherwise is None
    assert traced(Trial(COC, "fault", "filter-ignored:creator", laws=("pages.echo",), at=NOON)).otherwise is None
    assert traced(Trial(COC, "legal", at=NOON)).otherwise is None


def test_the_command_and_its_files_say_it(tmp_path: Path) -> None:
    """On the terminal, in both pages, and in the record, which keeps to its schema."""
    asked = ["--contract", COC, "--fault", "total-capped", "--in", FEW, "-n", "1", "-o", str(tmp_path)]
    done = CliRunner().invoke(command, asked)
    assert done.exit_code == 1
    assert "never exceeds 100. Nothing that was asked is answered otherwise." in done.output
    for page in ("proof.md", "proof.html"):
        assert "Nothing that was asked is answered otherwise." in (tmp_path / page).read_text("utf-8")
    record = json.loads((tmp_path / "proof.json").read_text("utf-8"))
    jsonschema.validate(record, proof_schema())
    assert [one["otherwise"] for one in record["faults"]] == [""]
