"""Listings into which records come while they are walked: an offset in a token is told, and nobody is blamed who keeps the place."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from listproof.contract import Contract, load
from listproof.laws import judge
from listproof.proof.moving import MovingWorld
from listproof.proof.servers import faults_of
from listproof.proof.suite import laws_called, plan
from listproof.proof.trials import Trial, listing_of, tried
from listproof.simulator.service import Service
from listproof.verdicts import Outcome

INVENTED = Path(__file__).parents[1] / "contracts" / "invented"
LAW = "pages.walk-survives-insertion"
BUSY = MovingWorld(20.0)
AT = 1_790_000_000.0


def outcomes(contract: Contract, seed: int, **readings: str) -> list[Outcome]:
    """What the law comes to on a listing in which twenty records a second come, finish or go."""
    service = Service(contract, 257, readings=readings, clock=lambda: AT).like(variant=BUSY.variant(seed))
    store = listing_of(service)
    return [judge(law, store, subject) for law, subject in plan(contract, laws_called([LAW]))]


@pytest.mark.parametrize("slug", ["beacons", "ferries"])
def test_a_token_that_is_an_offset_is_one_finding(slug: str) -> None:
    """Where the document says that a walk is kept, the law tells the fault, and no other does."""
    found = tried(Trial(slug, "fault", "insertion-shifts", at=AT, folder=INVENTED))
    assert [one.law for one in found.caught] == [LAW]
    assert [one.law for one in found.findings or ()] == [LAW]
    assert found.errors == ()


def test_a_fault_that_shows_while_records_come_in_brings_them() -> None:
    """Planted where the document promises something, and where what comes in stands before other records."""
    assert faults_of("beacons", INVENTED)["insertion-shifts"].drift is not None
    assert [slug for slug in ("lighthouses", "voyages", "parcels", "harbours") if "insertion-shifts" in faults_of(slug, INVENTED)] == []


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("slug", ["beacons", "ferries"])
def test_who_keeps_the_place_is_left_in_peace_while_records_move(slug: str, seed: int) -> None:
    """Whatever comes, finishes and goes; and it is put to the test."""
    assert [(one.verdict, one.compared) for one in outcomes(load(slug, INVENTED), seed)] == [("pass", {"pages.insertion": 1})]


@pytest.mark.parametrize(("reading", "seen"), [("place", "kept"), ("offset", "shifts")])
def test_where_a_document_is_silent_both_are_recorded(reading: str, seen: str) -> None:
    """Nobody fails for what nobody promised."""
    beacons = load("beacons", INVENTED)
    (one,) = outcomes(replace(beacons, pages=replace(beacons.pages, insertion=None)), 0, cursor=reading)
    assert (one.verdict, one.behaviours) == ("pass", {"pages.insertion": seen})
