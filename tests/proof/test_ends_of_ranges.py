"""Ends of a range: a day meant whole or by its beginning, an end kept or lost, and days that records show themselves."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

from listproof.contract import Contract, Edges
from listproof.laws import judge
from listproof.oracle import matches
from listproof.proof.suite import laws, laws_called, plan
from listproof.proof.trials import listing_of
from listproof.simulator.faults import catalogue
from listproof.simulator.service import Service
from listproof.simulator.variants import variants

from ..contract.orchards import parameter
from .test_ends_and_bounds import blamed, judged, orchards

DATE = {"type": "string", "format": "date"}
MOMENT = {"field": "/planted", "as": "time"}
SPAN = {"field": "/trees", "as": "number", "matches": "between", "separator": ".."}
DUE = {"field": "/due", "as": "time"}
READINGS = ("from", "after", "until", "before", "equals", "one-of", "between")


@cache
def moments() -> Contract:
    """Days held against moments, and ranges of numbers in one value."""
    names = ("last", "last_start", "later", "any_last")
    return orchards(
        *(parameter(name, DATE) for name in names), parameter("net"), parameter("half"), parameter("open_ends"),
        filters={
            "last": {**MOMENT, "matches": "until", "days": "whole"},
            "last_start": {**MOMENT, "matches": "until", "days": "starts"},
            "later": {**MOMENT, "matches": "after", "days": "whole"},
            "any_last": {**MOMENT, "matches": "until"},
            "net": {**SPAN, "ends": "kept"},
            "half": {**SPAN, "ends": ["kept", "lost"]},
            "open_ends": SPAN,
        },
    )  # fmt: skip


@cache
def days() -> Contract:
    """Every reading over a field that shows days, one of them in a plain text, and an order by it."""
    return orchards(
        *(parameter(f"due_{reading}", {} if reading in ("one-of", "between") else DATE) for reading in READINGS), parameter("plain_until"),
        parameter("sort", {"type": "string", "enum": ["due", "-due"]}),
        filters={
            **{f"due_{reading}": {**DUE, "matches": reading} for reading in READINGS},
            "plain_until": {**DUE, "matches": "until"},
        },
        fields={"due": DATE}, order={"by": "sort", "direction": {"prefix": "-"}, "keys": {"due": {"field": "/due", "as": "time"}}},
    )  # fmt: skip


@pytest.mark.parametrize("made", [moments, days])
def test_nobody_is_blamed_who_keeps_to_what_is_said(made: Any) -> None:
    """The usual server, and those that take what is open otherwise; each filter is seen to work."""
    contract = made()
    ways = [one.id for one in variants(contract) if one.id.startswith(("reading:dates", "reading:range-ends"))]
    assert len(ways) == (2 if made is moments else 1)
    for variant in (None, *ways):
        outcomes = judged(contract, variant)
        assert blamed(outcomes) == []
        tried = {subject: one.verdict for one, subject in outcomes if one.law == "filters.keeps-what-it-names"}
        assert tried == {one.name: "pass" for one in contract.filters}


FAULTS = [
    (moments, "day-at-the-end:last"), (moments, "day-at-the-end:last_start"), (moments, "day-at-the-end:later"),
    (moments, "lower-end:net"), (moments, "upper-end:net"), (moments, "lower-end:half"), (moments, "upper-end:half"),
    (moments, "between-lower-only:open_ends"), (moments, "between-upper-only:open_ends"),
    (days, "range-a-day-late:due_until"), (days, "range-a-day-late:due_before"), (days, "between-lower-only:due_between"),
]  # fmt: skip


@pytest.mark.parametrize(("made", "fault"), FAULTS)
def test_whoever_takes_an_end_otherwise_is_told(made: Any, fault: str) -> None:
    """By the law of what a filter keeps, on the filter where it lies."""
    contract = made()
    planted = next(one for one in catalogue(contract) if one.id == fault)
    store = listing_of(Service(contract, 120, 0).like(planted, None))
    (law,) = laws_called(("filters.keeps-what-it-names",))
    found = {str(subject): judge(law, store, subject).verdict for law, subject in plan(contract, [law])}
    assert [name for name, verdict in found.items() if verdict == "fail"] == [fault.partition(":")[2]]


@pytest.mark.parametrize("made", [moments, days])
def test_every_fault_of_a_filter_and_of_the_order_is_caught(made: Any) -> None:
    """What the catalogue plants there lies, so that some law says so."""
    contract = made()
    missed = []
    for fault in (one for one in catalogue(contract) if one.area in ("filters", "order")):
        store = listing_of(Service(contract, 257, 0).like(fault, None))
        verdicts = (
            judge(law, store, subject).verdict for law, subject in plan(contract, laws()) if law.area in ("filters", "order", "pages")
        )
        if "fail" not in verdicts and fault.id != "order-lost-with-filters":  # drawn queries tell that
            missed.append(fault.id)
    assert missed == []


@pytest.mark.parametrize(
    ("reading", "shown", "given", "edges", "kept"),
    [
        ("until", "2026-01-02T10:00:00Z", "2026-01-02", Edges(), None),
        ("until", "2026-01-02T10:00:00Z", "2026-01-02", Edges("whole"), True),
        ("until", "2026-01-02T10:00:00Z", "2026-01-02", Edges("starts"), False),
        ("after", "2026-01-02T10:00:00Z", "2026-01-02", Edges("starts"), True),
        ("after", "2026-01-02T10:00:00Z", "2026-01-02", Edges("whole"), False), ("until", "2026-01-02", "2026-01-02", Edges(), True),
        ("before", "2026-01-02", "2026-01-02", Edges(), False), ("after", "2026-01-02", "2026-01-02", Edges(), False),
        ("between", "2026-01-02T10:00:00Z", "2026-01-01/2026-01-02", Edges("whole", "kept", "kept"), True),
        ("between", "2026-01-02T10:00:00Z", "2026-01-01/2026-01-02", Edges("starts", "kept", "kept"), False),
        ("between", "2026-01-02T10:00:00Z", "2026-01-01/2026-01-02", Edges(None, "kept", "kept"), None),
        ("between", "2026-01-02", "2026-01-01/2026-01-02", Edges(None, "kept", "lost"), False),
        ("between", "2026-01-02", "2026-01-01/2026-01-02", Edges(), None),
    ],
)  # fmt: skip
def test_what_an_end_keeps(reading: str, shown: str, given: str, edges: Edges, kept: bool | None) -> None:
    """Open where no source says; a day that records show is one whatever is said."""
    assert matches(reading, "time", shown, given, edges=edges) is kept
