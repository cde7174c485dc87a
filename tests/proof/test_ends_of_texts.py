"""Filters that keep what begins or ends with their value, minding case or not."""

from __future__ import annotations

from functools import cache

import pytest

from listproof.contract import Contract
from listproof.laws import judge
from listproof.proof.suite import laws, plan
from listproof.proof.trials import listing_of
from listproof.simulator.faults import catalogue
from listproof.simulator.service import Service

from ..contract.orchards import parameter
from .test_ends_and_bounds import blamed, judged, orchards

READINGS = ("prefix", "prefix-any-case", "suffix", "suffix-any-case")


@cache
def held(reading: str) -> Contract:
    """A listing with one such filter."""
    return orchards(parameter("name"), filters={"name": {"field": "/name", "matches": reading}})


@pytest.mark.parametrize("reading", READINGS)
def test_whoever_keeps_those_is_left_in_peace(reading: str) -> None:
    """By every law and by drawn queries, and the filter was tried."""
    outcomes = judged(held(reading))
    assert blamed(outcomes) == []
    assert [one.verdict for one, _ in outcomes if one.law == "filters.keeps-what-it-names"] == ["pass"]


@pytest.mark.parametrize("reading", READINGS)
def test_every_fault_of_them_is_caught(reading: str) -> None:
    """The other end, any place, all of it, the wrong case: some law says so."""
    contract = held(reading)
    planted = [one for one in catalogue(contract) if one.area == "filters"]
    assert {"filter-anywhere:name", "filter-other-end:name", "filter-exact:name"} <= {one.id for one in planted}
    missed = []
    for fault in planted:
        store = listing_of(Service(contract, 257, 0).like(fault, None))
        verdicts = (judge(law, store, subject).verdict for law, subject in plan(contract, laws()) if law.area in ("filters", "pages"))
        if "fail" not in verdicts:
            missed.append(fault.id)
    assert missed == []


@pytest.mark.parametrize("reading", READINGS)
def test_of_a_list_each_text_has_its_ends(reading: str) -> None:
    """Whoever keeps a record for one of several texts is left in peace as well."""
    tags = {"type": "array", "items": {"type": "string"}}
    contract = orchards(parameter("tag"), filters={"tag": {"field": "/tags/*", "matches": reading}}, fields={"tags": tags})
    assert blamed(judged(contract)) == []
