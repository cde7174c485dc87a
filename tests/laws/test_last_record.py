"""A page that leaves one record and says that it is the last loses that record, whatever may be asked of the listing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from listproof.contract import load
from listproof.laws import judge
from listproof.proof.suite import laws, plan
from listproof.proof.trials import listing_of
from listproof.simulator.faults import catalogue
from listproof.simulator.service import Service

FOLDER = Path(__file__).parents[1] / "contracts" / "invented"


@pytest.mark.parametrize("slug", ["beacons", "parcels"])
@pytest.mark.parametrize(
    ("filtered", "law"), [(True, "pages.next-is-honest"), (False, "pages.size-does-not-change-the-set")], ids=["filtered", "bare"]
)
def test_a_record_that_is_left_alone_is_missed(slug: str, filtered: bool, law: str) -> None:
    """Under a filter by the page that should name another; where nothing narrows the listing by a walk that leaves one record."""
    contract = load(slug, FOLDER)
    contract = contract if filtered else replace(contract, filters=())
    service = Service(contract, 257, 0)
    fault = next(one for one in catalogue(contract) if one.id == "last-record-alone-lost")
    for planted, verdict in ((None, "pass"), (fault, "fail")):
        store = listing_of(service.like(planted, None))
        assert [judge(one, store, subject).verdict for one, subject in plan(contract, laws()) if one.id == law] == [verdict]
