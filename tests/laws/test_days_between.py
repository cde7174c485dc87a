"""Ranges whose two ends are days, over moments, written into one text with a sign before it."""

from __future__ import annotations

from functools import cache

import pytest

from listproof.contract import Contract, build
from listproof.contract.lint import lint
from listproof.laws import judge
from listproof.proof.suite import laws_called, plan
from listproof.proof.trials import listing_of
from listproof.simulator.faults import catalogue
from listproof.simulator.service import Service

from ..contract.drawn_contracts import sourced
from ..contract.orchards import contract, document, parameter

LAW = "filters.keeps-what-it-names"
DAYS = {"type": "string", "format": "date"}


@cache
def orchards() -> Contract:
    """A listing that keeps what was planted between two days, both of them whole."""
    during = {"parameter": "planted", "spelled": "><{}", "field": "/planted", "as": "time", "matches": "between", "separator": "|"}
    return contract(
        parameter("planted"),
        parameter("offset", {"type": "integer", "minimum": 0, "default": 0}),
        parameter("limit", {"type": "integer", "minimum": 1, "maximum": 100, "default": 20}),
        pages={"offset": {"parameter": "offset", "first": 0}, "size": {"parameter": "limit", "means": "exactly", "safe": 100}},
        filters={"during": {**during, "ends": "kept", "days": "whole", "open-end": "*", "schema": DAYS}},
    )


KINDS = ("filter-ignored", "between-lower-only", "between-upper-only", "day-at-the-end", "lower-end", "upper-end")


@pytest.mark.parametrize(("fault", "told"), [(None, "pass"), *((f"{kind}:during", "fail") for kind in KINDS)])
def test_two_days_are_asked_for(fault: str | None, told: str) -> None:
    """Each end is a day by its own format, though both of them in one text are none."""
    planted = next(one for one in catalogue(orchards()) if one.id == fault) if fault else None
    listing = listing_of(Service(orchards(), 60, 0).like(planted, None))
    outcomes = [judge(law, listing, subject) for law, subject in plan(orchards(), laws_called((LAW,)))]
    assert [one.verdict for one in outcomes] == [told], [one.reason for one in outcomes]


@pytest.mark.parametrize(("fault", "told"), [(None, "pass"), *((f"{kind}:during", "fail") for kind in KINDS)])
def test_two_days_in_a_body_with_a_pattern_of_both_are_asked_for(fault: str | None, told: str) -> None:
    """The pattern is that of the whole text, the format that of each end, wherever the parameter stands."""
    body = {
        "during": {"type": "string", "format": "date", "pattern": r"^[0-9-]*\.\.[0-9-]*$"},
        "offset": {"type": "integer", "minimum": 0, "default": 0},
        "limit": {"type": "integer", "minimum": 1, "maximum": 100, "default": 20},
    }
    during = {"field": "/planted", "as": "time", "matches": "between", "separator": "..", "ends": "kept", "days": "whole"}
    pages = {"offset": {"parameter": "offset", "first": 0}, "size": {"parameter": "limit", "means": "exactly", "safe": 100}}
    made = sourced(document(body=body, reads=True, pages=pages, filters={"during": during}))
    assert [mistake.message for mistake in lint(made, "orchards").mistakes] == []
    searched = build(made, "orchards")
    planted = next(one for one in catalogue(searched) if one.id == fault) if fault else None
    listing = listing_of(Service(searched, 60, 0).like(planted, None))
    outcomes = [judge(law, listing, subject) for law, subject in plan(searched, laws_called((LAW,)))]
    assert [one.verdict for one in outcomes] == [told], [one.reason for one in outcomes]
