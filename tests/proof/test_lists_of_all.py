"""Filters that keep what shows every value of a list, in one text or repeated, minding case or not."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

from listproof.contract import Contract
from listproof.laws import judge
from listproof.proof.suite import laws, plan
from listproof.proof.trials import listing_of
from listproof.simulator.faults import catalogue
from listproof.simulator.service import Service
from listproof.simulator.variants import variants

from ..contract.orchards import parameter
from .test_ends_and_bounds import blamed, judged, orchards

TEXTS = {"type": "array", "items": {"type": "string"}}
WAYS: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "in one text": ({"type": "string"}, {"matches": "all-of", "separator": "|"}),
    "repeated": (TEXTS, {"matches": "all-of"}),
    "in any case": ({"type": "string"}, {"matches": "all-of-any-case"}),
}


@cache
def held(way: str) -> Contract:
    """A listing with one such filter."""
    schema, said = WAYS[way]
    return orchards(parameter("tag", schema), filters={"tag": {"field": "/tags/*", **said}}, fields={"tags": TEXTS})


@pytest.mark.parametrize("way", WAYS)
def test_whoever_keeps_those_is_left_in_peace(way: str) -> None:
    """By every law and by drawn queries, on usual and on ordinary texts, and the filter was tried."""
    outcomes = judged(held(way))
    assert blamed(outcomes) == []
    assert [one.verdict for one, _ in outcomes if one.law == "filters.keeps-what-it-names"] == ["pass"]
    ordinary = next(one for one in variants(held(way)) if one.id == "strict-texts")
    store = listing_of(Service(held(way), 257, 0).like(None, ordinary))
    found = [judge(law, store, subject) for law, subject in plan(held(way), laws()) if law.area == "filters"]
    assert [(one.law, one.reason) for one in found if one.verdict in ("fail", "error")] == []


@pytest.mark.parametrize("way", WAYS)
def test_every_fault_of_them_is_caught(way: str) -> None:
    """Any one of the values, the first alone, the last alone, all read as one: some law says so."""
    planted = [one for one in catalogue(held(way)) if one.area == "filters"]
    first, last = (
        ("repeated-first-wins:tag", "repeated-last-wins:tag") if way == "repeated" else ("list-first-only:tag", "list-last-only:tag")
    )
    assert {"list-any:tag", first, last} <= {one.id for one in planted}
    assert "list-all:tag" not in {one.id for one in planted}
    missed = []
    for fault in planted:
        store = listing_of(Service(held(way), 257, 0).like(fault, None))
        verdicts = (judge(law, store, subject).verdict for law, subject in plan(held(way), laws()) if law.area in ("filters", "pages"))
        if "fail" not in verdicts:
            missed.append(fault.id)
    assert missed == []
