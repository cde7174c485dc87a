"""Cursors that are numbers: given out, taken again and judged like those that are texts."""

from __future__ import annotations

from pathlib import Path

import pytest

from listproof.contract import load
from listproof.contract.lint import lint_file
from listproof.laws import judge
from listproof.proof.suite import laws, plan
from listproof.proof.trials import listing_of
from listproof.simulator.faults import catalogue
from listproof.simulator.service import Service

BEACONS = Path(__file__).parents[1] / "contracts" / "invented" / "beacons" / "openapi.yaml"


@pytest.mark.parametrize("fault", [None, "made-up-first-page", "next-loops", "elsewhere-first-page", "last-record-alone-lost"])
def test_a_cursor_may_be_a_number(fault: str | None, tmp_path: Path) -> None:
    """Lint has nothing against it, every law of pages leaves the legal server in peace, and what goes wrong with it is told."""
    text = BEACONS.read_text(encoding="utf-8").replace("next: {type: [string,", "next: {type: [integer,")
    text = text.replace("{name: from, in: query, schema: {type: string}", "{name: from, in: query, schema: {type: integer}")
    file = tmp_path / "beacons" / "openapi.yaml"
    file.parent.mkdir()
    file.write_text(text, encoding="utf-8")
    assert lint_file(file, "beacons").mistakes == ()
    contract = load("beacons", tmp_path)
    assert contract.parameter("from").kind == "integer"
    planted = next(one for one in catalogue(contract) if one.id == fault) if fault else None
    store = listing_of(Service(contract, 257, 0).like(planted, None))
    failed = {
        law.id for law, subject in plan(contract, laws()) if law.id.startswith("pages.") and judge(law, store, subject).verdict == "fail"
    }
    assert bool(failed) is bool(fault), failed
