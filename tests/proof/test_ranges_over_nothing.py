"""Records without a value under a range: no document says whether it keeps them, and nobody is blamed for either."""

from __future__ import annotations

from pathlib import Path

import pytest

from listproof.contract import load
from listproof.laws import judge
from listproof.proof.suite import laws, plan
from listproof.proof.trials import listing_of
from listproof.simulator.faults import catalogue
from listproof.simulator.service import Service
from listproof.simulator.variants import variants

HERE = Path(__file__)
FOLDERS = {"harbours": HERE.parents[1] / "contracts" / "invented", "kinto-records": HERE.parents[2] / "contracts" / "examples"}
MEETS = "filters.range-ends-meet"


@pytest.mark.parametrize("slug", FOLDERS)
def test_ranges_that_keep_records_without_a_value_are_left_in_peace(slug: str) -> None:
    """Nor is an inverted one that keeps them alone told to keep records."""
    contract = load(slug, FOLDERS[slug])
    variant = next(one for one in variants(contract) if one.id == "ranges-keep-nulls")
    store = listing_of(Service(contract, 120, 0).like(None, variant))
    told = [judge(law, store, subject) for law, subject in plan(contract, laws())]
    assert [(one.law, one.subject, one.reason) for one in told if one.verdict in ("fail", "error")] == []
    assert {one.verdict for one in told if one.law == MEETS} == {"pass"}


def test_an_inverted_range_that_keeps_records_with_a_value_is_told() -> None:
    """An end that keeps what lies on its other side leaves something between the two."""
    contract = load("harbours", FOLDERS["harbours"])
    fault = next(one for one in catalogue(contract) if one.id == "range-reversed:depth_under")
    store = listing_of(Service(contract, 120, 0).like(fault, None))
    told = [judge(law, store, subject) for law, subject in plan(contract, laws()) if law.id == MEETS]
    assert "fail" in {one.verdict for one in told}
