"""A service that looks at one filter after another and stops at the first that keeps nothing: what a later one breaks at is told."""

from __future__ import annotations

from typing import Any

import pytest

from listproof.contract import Contract
from listproof.laws import judge
from listproof.proof.suite import laws, plan
from listproof.proof.trials import listing_of
from listproof.simulator.faults import catalogue
from listproof.simulator.faults.errors import crash
from listproof.simulator.faults.fault import Fault, around, both
from listproof.simulator.query import TypedQuery
from listproof.simulator.refusals import Refusal
from listproof.simulator.served import Served
from listproof.simulator.service import Service
from listproof.simulator.tables.sql import Condition
from listproof.simulator.variants import ORDINARY

from ..contract.orchards import contract, parameter

TEXTS = ("name", "owner", "region")
LAWS = ("filters.nothing-matches-nothing", "filters.any-text-is-answered")
PAGES = {"offset": {"parameter": "offset", "first": 0, "past-end": "empty"}, "size": {"parameter": "limit", "means": "exactly", "safe": 20}}


def _listed(matches: str = "equals") -> Contract:
    size = parameter("limit", {"type": "integer", "minimum": 1, "maximum": 20, "default": 10})
    return contract(
        parameter("offset", {"type": "integer", "minimum": 0}), size, *(parameter(name) for name in TEXTS),
        filters={name: {"field": "/name", "matches": matches} for name in TEXTS}, pages=PAGES,
    )  # fmt: skip


def _in_turn(broken: str, at: str) -> Fault:
    """Each filter is looked at once those before it have kept something; one of them breaks at a letter."""

    def where(inner: Any, service: Served, query: TypedQuery) -> dict[str, Condition]:
        kept: dict[str, Condition] = inner(service, query)
        for name in (one for one in TEXTS if one in query.given):
            if name == broken and at in str(query.given[name]):
                raise Refusal("crash", name)
            if not service.store.matching([kept[name]], "ordinal"):
                break
        return kept

    change = both(crash(lambda service, query: False), around("where", where))
    return Fault("in-turn", "filters", "Filters are looked at in turn.", change, (broken,), "implied")


def _told(fault: Fault | None, listed: Contract | None = None) -> dict[str, str]:
    listed = listed or _listed()
    asked = listing_of(Service(listed, 61, 0).like(fault, ORDINARY))
    outcomes = [judge(law, asked, subject) for law, subject in plan(listed, laws()) if law.id in LAWS]
    return {str(one.subject): one.reason or "" for one in outcomes if one.verdict in ("fail", "error")}


@pytest.mark.parametrize("broken", TEXTS)
@pytest.mark.parametrize("at", ["'", "\0", ":", "\U0001d4b3"], ids=["a quote", "a NUL", "a colon", "an astral character"])
def test_what_any_of_the_filters_breaks_at_is_told(broken: str, at: str) -> None:
    """Of the first by all of them at once, of a later one alone."""
    told = _told(_in_turn(broken, at))
    assert told
    assert all("breaks the service" in said for said in told.values())
    assert broken in told or broken == TEXTS[0]


@pytest.mark.parametrize("name", TEXTS)
def test_a_filter_that_takes_a_percent_sign_for_any_text_is_told(name: str) -> None:
    """Whichever of them it is, though among other letters the sign keeps nothing either way."""
    listed = _listed("contains")
    wild = next(fault for fault in catalogue(listed) if fault.id.startswith("filter-percent") and name in fault.id)
    assert name in _told(wild, listed)
    assert _told(None, listed) == {}


def test_one_that_breaks_at_nothing_is_left_in_peace() -> None:
    """In turn or all at once."""
    assert _told(None) == {}
    assert _told(_in_turn("none", "\0")) == {}
