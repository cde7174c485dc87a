"""A negation that ignores case is read so, and a service that minds it in what it leaves out is caught and named."""

from __future__ import annotations

from pathlib import Path

import pytest

from listproof.contract import load
from listproof.laws import judge
from listproof.proof.suite import laws_called, plan
from listproof.proof.trials import listing_of
from listproof.simulator.faults import planted
from listproof.simulator.service import Service

VINEYARDS = load("vineyards", Path(__file__).parents[1] / "contracts" / "spelled")


@pytest.mark.parametrize("name", ["name_hasnt", "keeper_isnt"])
def test_a_negation_that_minds_case_is_caught(name: str) -> None:
    """Of a part of a text and of a whole one; the service that ignores it is left in peace."""
    (fault,) = (one for one in planted(VINEYARDS) if one.id == f"negation-case-sensitive:{name}")
    (law,) = laws_called(("filters.keeps-what-it-names",))
    verdicts = []
    for planted_one in (None, fault):
        store = listing_of(Service(VINEYARDS, 257, 0).like(planted_one, None))
        verdicts += [judge(law, store, subject).verdict for one, subject in plan(VINEYARDS, (law,)) if subject == name]
    assert verdicts == ["pass", "fail"]
