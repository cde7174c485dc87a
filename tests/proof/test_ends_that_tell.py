"""Ends of ranges that tell most: a part of a number, 0, the beginning of a day, two ends the wrong way round, and in another zone."""

from __future__ import annotations

from functools import cache

import pytest

from listproof.contract import Contract
from listproof.laws import judge
from listproof.proof.suite import laws, plan
from listproof.proof.trials import listing_of
from listproof.simulator.faults import catalogue
from listproof.simulator.service import Service
from listproof.simulator.variants import variants
from listproof.values.filter_values import values_for

from ..contract.orchards import parameter
from .test_ends_and_bounds import blamed, judged, orchards

WHOLE, PART = {"type": "integer"}, {"type": "number"}
MOMENT, DAY = {"type": "string", "format": "date-time"}, {"type": "string", "format": "date"}
KEEPS, NOTHING = "filters.keeps-what-it-names", "filters.nothing-matches-nothing"


@cache
def alone(reading: str) -> Contract:
    """One end of a range over numbers with parts, and none beside it."""
    return orchards(
        parameter("size_end", PART), fields={"size": PART}, filters={"size_end": {"field": "/size", "as": "number", "matches": reading}}
    )


@cache
def spans() -> Contract:
    """Two ends in one value, of moments, of days and of numbers, and a lower end that keeps nothing that shows it."""
    moments = {"field": "/planted", "as": "time", "matches": "between", "separator": "..", "ends": "kept"}
    return orchards(
        parameter("planted", MOMENT), parameter("planted_on", DAY), parameter("trees"), parameter("more", WHOLE),
        filters={
            "planted": {**moments, "open-end": ""},
            "planted_on": {**moments, "days": "whole"},
            "trees": {"field": "/trees", "as": "number", "matches": "between", "separator": ".."},
            "more": {"field": "/trees", "as": "number", "matches": "after"},
        },
    )  # fmt: skip


def told(contract: Contract, fault: str) -> set[tuple[str, str]]:
    """The laws of filters that tell a planted fault, each with the filter that it names."""
    planted = next(one for one in catalogue(contract) if one.id == fault)
    store = listing_of(Service(contract, 120, 0).like(planted, None))
    found = ((law.id, subject) for law, subject in plan(contract, laws()) if judge(law, store, subject).verdict == "fail")
    return {(law, str(subject)) for law, subject in found if law in (KEEPS, NOTHING)}


@pytest.mark.parametrize("reading", ["minimum", "after", "maximum", "before"])
def test_an_end_that_is_cut_down_is_told_though_no_other_stands_beside_it(reading: str) -> None:
    """One of the values that it is asked for is no whole number, and keeps something else where it is cut down."""
    assert (KEEPS, "size_end") in told(alone(reading), "range-cut-to-whole:size_end")


@pytest.mark.parametrize("contract", [alone("minimum"), alone("before"), spans()])
def test_nobody_is_blamed_who_reads_ends_as_they_are_written(contract: Contract) -> None:
    """Nor who takes moments in UTC alone."""
    assert blamed(judged(contract)) == []
    if any(one.id == "zones-refused" for one in variants(contract)):
        assert blamed(judged(contract, "zones-refused")) == []


@pytest.mark.parametrize(
    ("fault", "law"),
    [
        ("zero-end-ignored:more", KEEPS),
        ("between-zone-ignored:planted", KEEPS),
        ("between-exchanged:planted", NOTHING),
        ("between-exchanged:planted_on", NOTHING),
        ("between-exchanged:trees", NOTHING),
    ],
)
def test_whoever_passes_over_what_an_end_says_is_told(fault: str, law: str) -> None:
    """That 0 is a number, in which zone a moment is written, and which of two ends is the lower one."""
    assert (law, fault.partition(":")[2]) in told(spans(), fault)


@pytest.mark.parametrize(
    ("reading", "days", "first"), [("from", None, "2026-03-05"), ("until", "starts", "2026-03-05"), ("until", "whole", "2026-03-04")]
)
def test_a_day_that_is_its_beginning_is_one_at_which_something_happened(reading: str, days: str | None, first: str) -> None:
    """Where a day means the moment at which it begins, what happened just then tells whether that is kept."""
    said = {"field": "/planted", "as": "time", "matches": reading, **({"days": days} if days else {})}
    contract = orchards(parameter("end", DAY), filters={"end": said})
    shown = [f"2026-03-{day:02d}T{'00' if day == 5 else '07'}:00:00Z" for day in range(1, 8)]
    assert values_for(contract, contract.filter("end"), {}, [{"planted": one} for one in shown])[0] == first
