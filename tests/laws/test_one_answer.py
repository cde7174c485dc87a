"""A listing that one answer holds: laws of second pages have nothing to ask, and the walk is that answer."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

import pytest

from listproof.contract import Contract, build
from listproof.laws import judge
from listproof.proof.suite import laws, plan
from listproof.proof.trials import listing_of
from listproof.simulator.faults.fault import Fault, around
from listproof.simulator.query import TypedQuery
from listproof.simulator.served import Served
from listproof.simulator.service import Service
from listproof.verdicts import Outcome

from ..contract.drawn_contracts import sourced
from ..contract.orchards import document, parameter

SECOND = {
    "pages.size-does-not-change-the-set", "pages.address-is-a-slice", "pages.ties-survive-boundaries", "pages.past-the-end",
    "pages.last-page", "pages.filter-holds-on-every-page",
}  # fmt: skip
FILTERS = {"kind": {"field": "/kind", "matches": "equals"}, "name": {"field": "/name", "matches": "contains"}}


@cache
def whole() -> Contract:
    """Orchards that are not cut into pages, with two filters and a total."""
    kind = parameter("kind", {"type": "string", "enum": ["apple", "pear", "plum"]})
    made = document(kind, parameter("name"), filters=FILTERS, total={"at": "/total", "counts": "matching"})
    return build(sourced(made), "orchards")


def outcomes(records: int, fault: Fault | None = None) -> list[Outcome]:
    """What the laws of pages come to over so many records."""
    store = listing_of(Service(whole(), records, 0).like(fault, None))
    return [judge(law, store, subject) for law, subject in plan(whole(), laws()) if law.area == "pages"]


@pytest.mark.parametrize("records", [30, 257])
def test_nothing_stays_that_more_records_would_not_mend(records: int) -> None:
    """No law of pages is inconclusive, those that need a second page say why they cannot be tried, and the walk is seen."""
    told = outcomes(records)
    assert [(one.law, one.reason) for one in told if one.verdict in ("inconclusive", "fail", "error")] == []
    unsupported = {one.law for one in told if one.verdict == "unsupported" and "one answer holds all records" in str(one.reason)}
    assert unsupported == SECOND
    assert [one.verdict for one in told if one.law == "pages.walk-meets-each-record-once"] == ["pass"]


def test_a_single_record_shows_nothing_of_the_walk() -> None:
    """It could stand in place of no other."""
    assert {one.verdict for one in outcomes(1) if one.law == "pages.walk-meets-each-record-once"} == {"inconclusive"}


def test_a_record_that_the_one_answer_repeats_fails_the_walk() -> None:
    """The law can fail where there is one page."""

    def records(inner: Any, service: Served, query: TypedQuery, page: Sequence[int]) -> list[str]:
        shown: list[str] = inner(service, query, page)
        return [*shown, *shown[:1]]

    repeating = Fault("repeated", "pages", "The first record is shown again.", around("records", records))
    told = {one.law: one.verdict for one in outcomes(30, repeating)}
    assert told["pages.walk-meets-each-record-once"] == "fail"
