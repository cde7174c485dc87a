"""Every fact of a contract is exercised by a law or excused with a reason, and every law says truly which facts it exercises."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from listproof.contract import Contract, Dispute, DisputeReading, Source, facts, load, names_fact, slugs, untestable
from listproof.evidence import Store
from listproof.laws import FAMILIES, declared_facts, subject_told
from listproof.proof.moving import MovingWorld
from listproof.proof.suite import laws, run
from listproof.proof.trials import listing_of
from listproof.simulator.service import Service
from listproof.simulator.targets import mock
from listproof.simulator.transport import InProcess
from listproof.transport import Session, Target
from listproof.verdicts import Outcome

CONTRACTS = Path(__file__).parents[1] / "contracts"
RECORDS = 257
LAWS = {law.id: law for law in laws()}
INVENTED = Path(__file__).parent / "contracts" / "invented"
LISTINGS: dict[str, Contract] = {slug: load(slug, folder) for folder in (CONTRACTS, INVENTED) for slug in slugs(folder)}
LISTINGS["crud-rows"] = load("crud-rows", CONTRACTS / "examples")
LISTINGS["vineyards"] = load("vineyards", Path(__file__).parent / "contracts" / "spelled")
_COUNTED = LISTINGS["lighthouses"]
if _COUNTED.total is not None:
    LISTINGS["counting-down"] = replace(_COUNTED, total=replace(_COUNTED.total, counts=("remaining",)), page_count=None)
LISTINGS["sizes-in-a-list"] = replace(
    LISTINGS["parcels"],
    parameters=tuple(
        replace(one, schema={"type": "integer", "enum": [10, 50, 100], "default": 10}) if one.name == "limit" else one
        for one in LISTINGS["parcels"].parameters
    ),
)
_LIMIT, _PLACE = "parameters.limit.maximum", Source("page", "Parameters", "limit")
LISTINGS["a-bound-in-dispute"] = replace(
    LISTINGS["huawei-hss-kubernetes-jobs"],
    disputes=(
        Dispute(
            "limit-bound",
            (_LIMIT,),
            "Is a larger limit refused?",
            (
                DisputeReading("refused", _PLACE, {"ask": {"limit": 201}, "gets": "refused"}),
                DisputeReading("accepted", _PLACE, {"ask": {"limit": 201}, "gets": "accepted"}),
            ),
        ),
    ),
)
LISTINGS["moving-beacons"] = LISTINGS["beacons"]
MOVING = frozenset({"moving-beacons"})
"""Listings into which five records come, finish or go a second: what some laws are about shows nowhere else."""
each_contract = pytest.mark.parametrize("slug", slugs(CONTRACTS))
each_listing = pytest.mark.parametrize("slug", LISTINGS)


@cache
def outcomes(slug: str) -> tuple[Outcome, ...]:
    """All laws against the simulator as it is, in this process."""
    contract = LISTINGS[slug]
    service = Service(contract, jobs=RECORDS)
    if slug in MOVING:
        return tuple(run(listing_of(service.like(variant=MovingWorld(5.0).variant(0))), laws()))
    target = Target("mock", slug, try_wrong_signature=1, **mock(contract, "http://127.0.0.1:1"))
    return tuple(run(Store(contract, Session(target, contract.sign_in, transport=InProcess(service))), laws()))


@each_contract
def test_a_legal_server_keeps_every_law(slug: str) -> None:
    """Nothing fails, nothing is inconclusive, nothing is in error."""
    held = [f"{one.verdict} {one.law} {one.subject}: {one.reason}" for one in outcomes(slug) if one.verdict not in ("pass", "unsupported")]
    assert held == []
    assert sum(one.verdict == "pass" for one in outcomes(slug)) > 50


@each_contract
def test_every_fact_is_exercised_or_excused(slug: str) -> None:
    """A comparison that names it ran with a witness, or the contract gives the reason why none can."""
    contract = load(slug, CONTRACTS)
    exercised = {fact for one in outcomes(slug) for fact in one.compared}
    assert [fact.id for fact in facts(contract) if fact.id not in exercised and untestable(contract, fact.id) is None] == []


@each_contract
def test_an_excuse_is_not_given_for_what_is_exercised(slug: str) -> None:
    """A fact that a comparison shows is not called untestable."""
    contract = load(slug, CONTRACTS)
    exercised = {fact for one in outcomes(slug) for fact in one.compared}
    assert [fact.id for fact in facts(contract) if fact.id in exercised and untestable(contract, fact.id) is not None] == []


@each_listing
def test_what_is_compared_is_a_fact(slug: str) -> None:
    """No comparison names a fact that the contract does not have."""
    known = {fact.id for fact in facts(LISTINGS[slug])}
    assert sorted({f"{one.law}: {fact}" for one in outcomes(slug) for fact in one.compared if fact not in known}) == []


@each_listing
def test_a_law_compares_only_what_it_declares(slug: str) -> None:
    """What a law compares is among the facts that its declaration names for the subject."""
    contract = LISTINGS[slug]
    astray = set()
    for one in outcomes(slug):
        patterns = declared_facts(LAWS[one.law], contract, subject_told(LAWS[one.law], contract, one.subject))
        astray |= {f"{one.law}: {fact}" for fact in one.compared if not any(names_fact(pattern, fact) for pattern in patterns)}
    assert sorted(astray) == []


def test_every_family_of_subjects_has_a_law() -> None:
    """What no law is tried on is not kept for one that may come."""
    assert set(FAMILIES) == {law.each for law in LAWS.values()} - {None}


def test_a_law_declares_nothing_that_it_never_compares() -> None:
    """Every pattern of a declaration matches a comparison of that law in some contract; laws of behaviours alone compare nothing."""
    met: set[tuple[str, str]] = set()
    comparing: set[str] = set()
    for slug, contract in LISTINGS.items():
        for one in outcomes(slug):
            law = LAWS[one.law]
            comparing |= {law.id} if one.compared else set()
            for pattern in law.facts:
                filled = declared_facts(replace(law, facts=(pattern,)), contract, subject_told(law, contract, one.subject))
                if any(names_fact(name, fact) for fact in one.compared for name in filled):
                    met.add((law.id, pattern))
    declared = {(law.id, pattern) for law in LAWS.values() if law.id in comparing for pattern in law.facts}
    assert sorted(declared - met) == []
    assert LAWS.keys() - comparing <= {law.id for law in LAWS.values() if law.basis == "convention"}
