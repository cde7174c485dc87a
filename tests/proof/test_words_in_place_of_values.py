"""Filters that take words for having a value, or none: `assignee=none`, `milestone=*`."""

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

WORDS = {"none": "without", "*": "with"}


@cache
def held() -> Contract:
    """A listing with such words over a text and over a number."""
    filters = {
        "owner": {"field": "/owner", "matches": "equals", "words": WORDS},
        "yield": {"field": "/yield", "as": "number", "matches": "minimum", "words": WORDS},
    }
    return orchards(parameter("owner"), parameter("yield"), filters=filters)


@pytest.mark.parametrize("variant", [None, "ordinary-texts", "words-of-nothing-refused"])
def test_whoever_takes_them_is_left_in_peace(variant: str | None) -> None:
    """By every law and by drawn queries, and both filters were tried."""
    outcomes = judged(held(), variant)
    assert blamed(outcomes) == []
    assert {one.verdict for one, _ in outcomes if one.law == "filters.keeps-what-it-names"} == {"pass"}


def test_whoever_does_not_is_told() -> None:
    """A word that does nothing, or is looked for as a text, fails a law of filters."""
    planted = [one for one in catalogue(held()) if one.kind in ("word-ignored", "word-as-text")]
    assert {one.id for one in planted} == {
        "word-ignored:owner=none", "word-ignored:owner=*", "word-as-text:owner=none", "word-ignored:yield=none", "word-ignored:yield=*",
    }  # fmt: skip
    missed = []
    for fault in planted:
        store = listing_of(Service(held(), 257, 0).like(fault, None))
        verdicts = (judge(law, store, subject).verdict for law, subject in plan(held(), laws()) if law.area == "filters")
        if "fail" not in verdicts:
            missed.append(fault.id)
    assert missed == []
