"""The laws on invented listings: what cursors, links, operators and choices do wrong is caught, and who differs is left in peace."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from listproof.contract import Contract, load
from listproof.laws import judge
from listproof.proof.suite import laws, plan
from listproof.proof.trials import listing_of
from listproof.simulator.faults import FURTHER, Fault
from listproof.simulator.service import Service
from listproof.simulator.variants import variants

FOLDER = Path(__file__).parents[1] / "contracts" / "invented"
SLUGS = sorted(path.parent.name for path in FOLDER.glob("*/openapi.yaml"))
_RECORDS = 257
_EVERY = 6
"""Of the faults and of the variants, which differ in one decision each, every sixth is tried on a listing."""


@cache
def service(slug: str) -> Service:
    """The legal server of an invented listing."""
    return Service(contract(slug), _RECORDS, 0)


@cache
def contract(slug: str) -> Contract:
    """An invented listing."""
    return load(slug, FOLDER)


def is_caught(slug: str, fault: Fault) -> bool:
    """Whether some law fails on a server with the fault; those of its area are tried first."""
    store = listing_of(service(slug).like(fault, None))
    tried = sorted(plan(contract(slug), laws()), key=lambda one: one[0].area != fault.area)
    return any(judge(law, store, subject).verdict == "fail" for law, subject in tried)


@pytest.mark.parametrize("slug", SLUGS)
def test_what_leading_and_spelling_can_do_wrong_is_caught(slug: str) -> None:
    """Faults of cursors, links, numbers of pages, signs, operators and choices fail a law."""
    faults = [fault for kind in FURTHER for fault in kind(contract(slug))][len(slug) % _EVERY :: _EVERY]
    assert [fault.id for fault in faults if not is_caught(slug, fault)] == []


@pytest.mark.parametrize("slug", SLUGS)
def test_who_differs_and_conforms_is_left_in_peace(slug: str) -> None:
    """No law fails or breaks on the legal server, nor on one that takes another of its decisions."""
    tried = [None, *list(variants(contract(slug)))[len(slug) % _EVERY :: _EVERY]]
    blamed = []
    for variant in tried:
        store = listing_of(service(slug).like(None, variant) if variant else service(slug))
        outcomes = [judge(law, store, subject) for law, subject in plan(contract(slug), laws())]
        blamed += [f"{variant and variant.id}: {one.law}: {one.reason}" for one in outcomes if one.verdict in ("fail", "error")]
    assert blamed == []
