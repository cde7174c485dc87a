"""A filter that leaves out what has its value, where records do not show what it looks at."""

from __future__ import annotations

from typing import Any

import pytest

from listproof.contract import Contract
from listproof.laws import judge
from listproof.proof.suite import laws, laws_called, plan
from listproof.proof.trials import listing_of
from listproof.simulator.faults import catalogue
from listproof.simulator.service import Service

from ..contract.orchards import parameter
from .test_ends_and_bounds import blamed, judged, orchards

LISTED = {"type": "string", "enum": ["north", "south", "west"]}


def listed(schema: dict[str, Any] | None = None, matches: str = "not-opaque") -> Contract:
    """A listing with one such filter."""
    return orchards(parameter("not_region", schema), filters={"not_region": {"matches": matches, "exclusive": True}})


@pytest.mark.parametrize("schema", [None, LISTED])
@pytest.mark.parametrize("variant", [None, "drift:1"])
def test_whoever_negates_is_left_in_peace(schema: dict[str, Any] | None, variant: str | None) -> None:
    """What nothing has leaves nothing out, and of two values each leaves out others."""
    assert blamed(judged(listed(schema), variant)) == []


@pytest.mark.parametrize("schema", [None, LISTED])
def test_whoever_keeps_what_it_should_leave_out_is_told(schema: dict[str, Any] | None) -> None:
    """As a filter that keeps its value alone does: for a made-up value nothing is kept, for two listed ones the rest is lost twice."""
    store = listing_of(Service(listed(schema, "opaque"), 120, 0), listed(schema))
    (law,) = laws_called(("filters.hidden-ones-narrow",))
    assert [judge(law, store, subject).verdict for law, subject in plan(listed(schema), [law])] == ["fail"]


def test_every_fault_of_it_is_caught() -> None:
    """What the catalogue plants there lies."""
    contract = listed()
    planted = [one for one in catalogue(contract) if "not_region" in one.names and one.area == "filters"]
    assert "filter-inverted:not_region" in {one.id for one in planted}
    missed = []
    for fault in planted:
        store = listing_of(Service(contract, 120, 0).like(fault, None))
        if "fail" not in (judge(law, store, subject).verdict for law, subject in plan(contract, laws())):
            missed.append(fault.id)
    assert missed == []
