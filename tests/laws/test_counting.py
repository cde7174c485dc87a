"""A total that is wrong under two filters is told with both where it is right under each, else with the one that is to blame."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from listproof.contract import load
from listproof.laws import judge
from listproof.proof.suite import laws_called, plan
from listproof.proof.trials import listing_of
from listproof.simulator.faults import catalogue
from listproof.simulator.faults.fault import Fault, around
from listproof.simulator.query import TypedQuery
from listproof.simulator.served import Served
from listproof.simulator.service import Service

HSS = load("huawei-hss-kubernetes-jobs")
LAWS = laws_called(("filters.two-keep-what-both-keep", "pages.total-counts-what-matches"))


def said(fault: Fault | None) -> list[str]:
    """What the laws of totals under filters say of a server."""
    service = Service(HSS, 257, 0)
    store = listing_of(service.like(fault, None) if fault else service)
    outcomes = [judge(law, store, subject) for law, subject in plan(HSS, LAWS)]
    return [one.violation.says for one in outcomes if one.violation is not None]


def test_a_total_that_is_wrong_under_two_filters_alone_is_told_with_both() -> None:
    """With the values of both, and that it is right under each."""
    found = said(next(fault for fault in catalogue(HSS) if fault.id == "total-of-one-filter"))
    assert found
    assert all("though under each alone it does" in one for one in found)
    assert any("cluster_name=" in one and "job_name=" in one for one in found)


@pytest.mark.parametrize("name", ["job_name", "cluster_name"])
def test_a_total_that_one_filter_makes_wrong_is_told_with_that_one(name: str) -> None:
    """Whatever it was asked together with."""

    def one_more(inner: Any, service: Served, query: TypedQuery, matching: Any) -> int:
        return int(inner(service, query, matching)) + (name in query.given)

    found = said(Fault("one-more", "pages", "One more is counted.", around("total", one_more), (name,)))
    other = {"job_name": "cluster_name", "cluster_name": "job_name"}[name]
    assert found
    assert all(f"{name}=" in one and f"{other}=" not in one and "alone" not in one for one in found)


def test_a_right_total_is_left_in_peace() -> None:
    """Nothing is said of the legal server."""
    assert said(None) == []


def test_a_total_at_its_cap_is_held_to_what_matches_below_it() -> None:
    """Where fewer match than the number at which the total is documented to stop, that number is wrong; where more do, it is right."""
    voyages = load("voyages", Path(__file__).parents[1] / "contracts" / "invented")
    planted = next(fault for fault in catalogue(voyages) if fault.id == "capped-total-of-all")
    told = {}
    for fault in (planted, None):
        store = listing_of(Service(voyages, 257, 0).like(fault, None))
        told[fault] = [judge(law, store, subject) for law, subject in plan(voyages, laws_called(("pages.total-counts-what-matches",)))]
    assert {one.violation.observed for one in told[planted] if one.violation is not None} == {"total 200"}
    assert "though" not in "".join(one.violation.says for one in told[planted] if one.violation is not None)
    assert {one.verdict for one in told[None]} == {"pass"}
