"""What keeps everything is held to everything, also where leaving the filter out keeps less."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from listproof.contract import Contract, load
from listproof.laws import judge
from listproof.proof.suite import laws, plan
from listproof.proof.trials import listing_of
from listproof.simulator.faults import catalogue
from listproof.simulator.service import Service

FOLDER = Path(__file__).parents[1] / "contracts" / "invented"
LAW = "filters.everything-is-everything"


def narrowed() -> Contract:
    """Parcels of one status where none is asked for, and all of them at the word `any`."""
    parcels = load("parcels", FOLDER)
    status = parcels.parameter("status")
    listed = replace(status, schema={**status.schema, "enum": [*status.enum, "any"]})
    kept = replace(parcels.filter("status"), everything="any", absent=(status.enum[0],))
    return replace(
        parcels,
        parameters=tuple(listed if one.name == "status" else one for one in parcels.parameters),
        filters=tuple(kept if one.name == "status" else one for one in parcels.filters),
    )


@pytest.mark.parametrize(("fault", "verdict"), [(None, "pass"), ("everything-ignored:status", "fail")])
def test_a_census_that_a_filter_narrows_is_no_measure_of_everything(fault: str | None, verdict: str) -> None:
    """A server that keeps all at the word for it is in peace; one that keeps what leaving it out keeps is told."""
    contract = narrowed()
    planted = next(one for one in catalogue(contract) if one.id == fault) if fault else None
    store = listing_of(Service(contract, 60, 0).like(planted, None))
    assert [judge(law, store, subject).verdict for law, subject in plan(contract, laws()) if law.id == LAW] == [verdict]
