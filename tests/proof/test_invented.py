"""The laws on invented listings: what cursors, links, operators and choices do wrong is caught, and who differs is left in peace."""

from __future__ import annotations

import random
from functools import cache
from pathlib import Path

import pytest

from listproof.contract import Contract, load
from listproof.evidence import Store
from listproof.laws import Law, Subject, judge
from listproof.proof.suite import laws, plan
from listproof.proof.trials import Catch, Transcript, listing_of, names_it, nearest_first
from listproof.simulator.faults import FURTHER, Fault, catalogue
from listproof.simulator.service import Service
from listproof.simulator.variants import Variant, variants
from listproof.verdicts import Outcome

FOLDER = Path(__file__).parents[1] / "contracts" / "invented"
SLUGS = sorted(path.parent.name for path in FOLDER.glob("*/openapi.yaml"))
_RECORDS = 257
_EVERY = 8
"""Of the faults and of the variants, which differ in one decision each, every eighth is tried on a listing each time; all are by the
tests that are marked whole."""

each_listing = pytest.mark.parametrize("slug", SLUGS)


@cache
def service(slug: str) -> Service:
    """The legal server of an invented listing."""
    return Service(contract(slug), _RECORDS, 0)


@cache
def contract(slug: str) -> Contract:
    """An invented listing."""
    return load(slug, FOLDER)


@cache
def planned(slug: str) -> tuple[tuple[Law, Subject | None], ...]:
    """Every law that does not draw, with each of its subjects in an invented listing."""
    return tuple(plan(contract(slug), laws()))


def asked(slug: str, fault: Fault | None, variant: Variant | None = None, heard: Transcript | None = None) -> Store:
    """A listing at a server with a fault, or at a variant; how long it is waited before asking again is the same each time."""
    random.seed(slug)
    return listing_of(service(slug).like(fault, variant) if fault or variant else service(slug), heard=heard)


def catch(slug: str, fault: Fault, *, near: bool = True) -> tuple[str, bool]:
    """The first law that fails on a server with a fault and says where it lies, and whether it says so; the laws of its area first where
    `near`. Empty where none fails."""
    store, found = asked(slug, fault), ("", False)
    for law, subject in nearest_first(fault, planned(slug)) if near else planned(slug):
        violation = judge(law, store, subject).violation
        if violation is None:
            continue
        told = Catch(law.id, None if subject is None else str(subject), violation.fact, violation.says, violation.observed)
        found = law.id, names_it(fault.area, fault.names, told)
        if found[1]:
            break
    return found


def shows(slug: str, fault: Fault) -> bool:
    """Whether a server with a fault answers anything that the laws ask otherwise than the legal one."""
    lying: Transcript = {}
    true: Transcript = {}
    for heard, planted in ((lying, fault), (true, None)):
        store = asked(slug, planted, heard=heard)
        for law, subject in planned(slug):
            judge(law, store, subject)
    return lying != true


def missed(slug: str, faults: list[Fault]) -> list[str]:
    """The faults that no law catches though they show, and those of which no law says where they lie."""
    found = []
    for fault in faults:
        law, named = catch(slug, fault)
        if not named:
            law, named = catch(slug, fault, near=False)
        if not named and (law or shows(slug, fault)):
            found.append(f"{fault.id}: {f'{law} does not name its place' if law else 'nothing fails'}")
    return found


@cache
def in_peace(slug: str) -> tuple[Store, list[Outcome]]:
    """The legal server as it was asked, and what every law came to there."""
    store = asked(slug, None)
    return store, [judge(law, store, subject) for law, subject in planned(slug)]


def blamed(slug: str, tried: list[Variant | None]) -> list[str]:
    """The laws that fail or break on these servers, all of which conform."""
    found = []
    for variant in tried:
        store = asked(slug, None, variant) if variant is not None else None
        outcomes = [judge(law, store, subject) for law, subject in planned(slug)] if store is not None else in_peace(slug)[1]
        found += [f"{variant and variant.id}: {one.law}: {one.reason}" for one in outcomes if one.verdict in ("fail", "error")]
    return found


@each_listing
def test_what_leading_and_spelling_can_do_wrong_is_caught(slug: str) -> None:
    """Faults of cursors, links, numbers of pages, signs, operators and choices fail a law that names their place."""
    faults = [fault for kind in FURTHER for fault in kind(contract(slug))]
    assert missed(slug, faults[len(slug) % _EVERY :: _EVERY]) == []


@each_listing
def test_who_differs_and_conforms_is_left_in_peace(slug: str) -> None:
    """No law fails or breaks on the legal server, nor on one that takes another of its decisions."""
    assert blamed(slug, [None, *list(variants(contract(slug)))[len(slug) % _EVERY :: _EVERY]]) == []


@pytest.mark.parametrize("slug", ["beacons", "ferries", "lighthouses", "voyages"])
def test_pages_that_never_end_are_told_soon(slug: str) -> None:
    """In at most 20 requests beyond the pages that show records: read, read again, and no replicas found that disagree."""
    store = asked(slug, next(one for one in catalogue(contract(slug)) if one.kind == "next-forever"))
    assert [judge(law, store, subject).verdict for law, subject in planned(slug) if law.id == "pages.walk-ends"] == ["fail"]
    assert store.session.sent - sum(bool(page.records) for page in store.census.walk.pages) <= 20


@pytest.mark.whole
@each_listing
def test_every_fault_of_an_invented_listing_is_caught(slug: str) -> None:
    """Every fault that an invented listing can have, and that shows, fails a law that names its place."""
    assert missed(slug, list(catalogue(contract(slug)))) == []


@pytest.mark.whole
@each_listing
def test_no_variant_of_an_invented_listing_is_blamed(slug: str) -> None:
    """No law fails or breaks on any server of an invented listing that conforms."""
    assert blamed(slug, list(variants(contract(slug)))) == []
