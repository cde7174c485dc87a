"""How an empty listing is answered is told by the laws of empty listings, and blames no filter that was asked for nothing."""

from __future__ import annotations

from pathlib import Path

from listproof.contract import load
from listproof.laws import judge
from listproof.proof.suite import laws_called, plan
from listproof.proof.trials import listing_of
from listproof.simulator.faults import catalogue
from listproof.simulator.service import Service
from listproof.simulator.variants import variants

FLIGHTS = load("flights", Path(__file__).parents[1] / "contracts" / "spelled")


def test_an_empty_listing_that_is_answered_otherwise_blames_no_filter() -> None:
    """One law says what is wrong with it; no filter is said not to be answered."""
    (fault,) = [fault for fault in catalogue(FLIGHTS) if fault.id == "empty-204"]
    store = listing_of(Service(FLIGHTS, 257, 0).like(fault, None))
    tried = laws_called(("filters.keeps-what-it-names", "shape.empty-looks-the-same"))
    outcomes = [judge(law, store, subject) for law, subject in plan(FLIGHTS, tried)]
    assert {one.law for one in outcomes if one.verdict == "fail"} == {"shape.empty-looks-the-same"}


def test_an_empty_part_of_a_range_is_a_good_answer_too() -> None:
    """A page past the end is a part of what there is, and may have HTTP 206 as others may."""
    rows = load("crud-rows", Path(__file__).parents[2] / "contracts" / "examples")
    (parts,) = [variant for variant in variants(rows) if variant.id == "parts-as-206"]
    service = Service(rows, 60, 0).like(None, parts)
    store = listing_of(service)
    outcomes = [
        judge(law, store, subject) for law, subject in plan(rows, laws_called(("shape.empty-looks-the-same", "pages.past-the-end")))
    ]
    assert {one.verdict for one in outcomes} == {"pass"}
    assert 206 in {reply.answer.status for reply in store.replies()}
