"""Ends of a range that are written off UTC: a service that does not read the zone is told so, with what was asked."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest

from listproof.laws import judge
from listproof.proof.suite import laws_called, plan
from listproof.proof.trials import listing_of
from listproof.simulator.faults import catalogue
from listproof.simulator.faults.fault import Fault, around
from listproof.simulator.query import TypedQuery
from listproof.simulator.served import Served
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


def test_a_zone_that_an_end_passes_over_shows_on_the_end_itself() -> None:
    """An end that loses what stands on it keeps it where its zone is passed over, though no other record is hours away."""
    violation = told("range-zone-ignored:planted_before").violation
    assert violation is not None
    assert violation.says.endswith("though the same moments written in UTC do")


def test_what_is_wrong_in_utc_too_is_not_told_as_a_zone() -> None:
    """A range that does nothing does nothing in any zone."""
    violation = told("filter-ignored:planted_from").violation
    assert violation is not None
    assert "UTC" not in violation.says
    assert told(None).verdict == "pass"


def _one_end(reading: str, *, counted: bool, beside: bool) -> Any:
    """A listing with one end of a range, or with two ends of the same side, in which a zone that is written is passed over."""
    pages: dict[str, Any] = {"offset": {"parameter": "skip", "first": 0}, "size": {"parameter": "top", "means": "exactly", "safe": 20}}
    numbers = (parameter("skip", {"type": "integer"}), parameter("top", {"type": "integer", "minimum": 1, "maximum": 20}))
    ends = {"end": {"field": "/planted", "as": "time", "matches": reading}, "kind": {"field": "/kind", "matches": "equals"}}
    times = [parameter("end", {"type": "string", "format": "date-time"}), parameter("kind")]
    if beside:
        ends["days"] = {"field": "/planted", "as": "time", "matches": reading, "days": "open"}
        times.append(parameter("days", {"type": "string", "format": "date"}))
    total = {"total": {"at": "/total", "counts": "matching"}} if counted else {}
    return contract(*times, *numbers, pages=pages, filters=ends, **total)


@pytest.mark.parametrize("beside", [False, True])
@pytest.mark.parametrize("counted", [False, True])
@pytest.mark.parametrize("reading", ["from", "after", "until", "before"])
def test_a_zone_is_read_at_an_end_that_has_no_other_beside_it(reading: str, counted: bool, beside: bool) -> None:
    """One end alone is asked for in another zone too, where nothing that it is asked beside hides the difference."""
    orchards = _one_end(reading, counted=counted, beside=beside)
    law = next(law for law, _ in plan(orchards, laws_called(("filters.keeps-what-it-names",))))

    def read(inner: Any, service: Served, request: Any, path: Any) -> TypedQuery:
        target = re.sub(r"(end=[^&]*?)(%2B|-)\d\d%3A00(?=&|$)", r"\1Z", request.target)
        return inner(service, replace(request, target=target), path)  # type: ignore[no-any-return]

    deaf = Fault("deaf", "filters", "A zone is passed over.", around("read", read), ("end",))
    for seed in range(3):
        assert judge(law, listing_of(Service(orchards, 120, seed)), "end").verdict == "pass"
        outcome = judge(law, listing_of(Service(orchards, 120, seed).like(deaf, None)), "end")
        assert outcome.verdict == "fail"
        assert "00 does not keep the records that it names" in outcome.reason
