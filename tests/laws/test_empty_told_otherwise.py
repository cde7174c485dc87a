"""How an empty listing is answered is told by the laws of empty listings, and blames no filter that was asked for nothing."""

from __future__ import annotations

from pathlib import Path

from listproof.contract import load
from listproof.laws import judge
from listproof.proof.suite import laws_called, plan
from listproof.proof.trials import listing_of
from listproof.simulator.faults import catalogue
from listproof.simulator.service import Service

FLIGHTS = load("flights", Path(__file__).parents[1] / "contracts" / "spelled")


def test_an_empty_listing_that_is_answered_otherwise_blames_no_filter() -> None:
    """One law says what is wrong with it; no filter is said not to be answered."""
    (fault,) = [fault for fault in catalogue(FLIGHTS) if fault.id == "empty-204"]
    store = listing_of(Service(FLIGHTS, 257, 0).like(fault, None))
    tried = laws_called(("filters.keeps-what-it-names", "shape.empty-looks-the-same"))
    outcomes = [judge(law, store, subject) for law, subject in plan(FLIGHTS, tried)]
    assert {one.law for one in outcomes if one.verdict == "fail"} == {"shape.empty-looks-the-same"}
