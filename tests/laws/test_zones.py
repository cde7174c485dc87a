"""Ends of a range that are written off UTC: a service that does not read the zone is told so, with what was asked."""

from __future__ import annotations

from typing import Any

from listproof.laws import judge
from listproof.proof.suite import laws_called, plan
from listproof.proof.trials import listing_of
from listproof.simulator.faults import catalogue
from listproof.simulator.service import Service
from listproof.verdicts import Outcome

from ..contract.orchards import contract, parameter

CLAUSE = {"within": "q", "joined-by": " and ", "field": "/planted", "as": "time"}
ENDS = {
    "planted_from": {**CLAUSE, "spelled": "planted ge {}", "matches": "from"},
    "planted_before": {**CLAUSE, "spelled": "planted lt {}", "matches": "before"},
}


def told(fault: str | None) -> Outcome:
    """What `filters.range-ends-meet` comes to, with a fault planted or without one."""
    pages: dict[str, Any] = {
        "offset": {"parameter": "skip", "first": 0},
        "size": {"parameter": "top", "means": "exactly", "safe": 100},
    }
    numbers = (parameter("skip", {"type": "integer"}), parameter("top", {"type": "integer", "minimum": 1, "maximum": 100}))
    orchards = contract(parameter("q"), *numbers, pages=pages, total={"at": "/total", "counts": "matching"}, filters=ENDS)
    planted = next((one for one in catalogue(orchards) if one.id == fault), None)
    assert (planted is None) == (fault is None)
    store = listing_of(Service(orchards, 60, 0).like(planted, None))
    (outcome,) = [judge(law, store, subject) for law, subject in plan(orchards, laws_called(("filters.range-ends-meet",)))]
    return outcome


def test_a_zone_that_is_not_read_is_told_as_what_was_asked() -> None:
    """The sentence shows the times with their zones, and says that the same moments are answered rightly in UTC."""
    violation = told("range-zone-ignored:planted_from").violation
    assert violation is not None
    assert "+08:00 (planted_from) with q=planted lt " in violation.says
    assert violation.says.endswith("though the same moments written in UTC do")


def test_what_is_wrong_in_utc_too_is_not_told_as_a_zone() -> None:
    """A range that does nothing does nothing in any zone."""
    violation = told("filter-ignored:planted_from").violation
    assert violation is not None
    assert "UTC" not in violation.says
    assert told(None).verdict == "pass"
