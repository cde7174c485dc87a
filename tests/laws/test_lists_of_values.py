"""Lists of values in one parameter or in one clause: whoever reads a part of them is told, whatever stands in them."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

from listproof.contract import Contract
from listproof.laws import judge
from listproof.proof.suite import laws_called, plan
from listproof.proof.trials import listing_of
from listproof.simulator.faults import catalogue
from listproof.simulator.service import Service

from ..contract.orchards import contract, parameter

CLAUSE = {"within": "q", "joined-by": ","}


@cache
def orchards() -> Contract:
    """Numbers, times and texts in lists, two of them in brackets beside another clause, where clauses are joined as lists are."""
    filters: dict[str, Any] = {
        "trees_in": {"field": "/trees", "as": "number", "matches": "one-of", "separator": ","},
        "planted_in": {"field": "/planted", "as": "time", "matches": "one-of", "separator": ","},
        "kind_in": {**CLAUSE, "spelled": "kind in ({})", "field": "/kind", "matches": "one-of", "separator": ","},
        "owner_out": {**CLAUSE, "spelled": "owner notin ({})", "field": "/owner", "matches": "none-of", "separator": ",", "nulls": "kept"},
        "trees": {**CLAUSE, "spelled": "trees={}", "field": "/trees", "as": "number", "matches": "equals"},
    }
    return contract(
        parameter("trees_in"), parameter("planted_in"), parameter("q"),
        parameter("page", {"type": "integer", "minimum": 1, "default": 1}),
        parameter("limit", {"type": "integer", "minimum": 1, "maximum": 100, "default": 20}),
        pages={"number": {"parameter": "page", "first": 1}, "size": {"parameter": "limit", "means": "exactly", "safe": 100}},
        total={"at": "/total", "counts": "matching"}, filters=filters,
    )  # fmt: skip


@cache
def service() -> Service:
    """Its legal server."""
    return Service(orchards(), 60, 0)


def verdicts(fault: str | None = None) -> dict[str, str]:
    """What `filters.keeps-what-it-names` comes to for each filter."""
    planted = next(one for one in catalogue(orchards()) if one.id == fault) if fault else None
    store = listing_of(service().like(planted, None))
    laws = laws_called(("filters.keeps-what-it-names",))
    return {str(subject): judge(law, store, subject).verdict for law, subject in plan(orchards(), laws)}


FAULTS = [
    *(f"list-{what}:{name}" for name in ("trees_in", "planted_in", "kind_in") for what in ("first-only", "last-only", "as-one")),
    "list-twice-nothing:trees_in", "list-twice-nothing:kind_in",
    "list-first-only:owner_out", "list-last-only:owner_out",
]  # fmt: skip


def test_nobody_is_blamed_who_reads_all_of_a_list() -> None:
    """The legal server passes with every list, alone and in brackets."""
    assert set(verdicts().values()) == {"pass"}


@pytest.mark.parametrize("fault", FAULTS)
def test_whoever_reads_a_part_of_a_list_is_told(fault: str) -> None:
    """The first alone, the last alone, the whole as one value, and nothing where one stands twice."""
    found = verdicts(fault)
    assert [name for name, verdict in found.items() if verdict != "pass"] == [fault.partition(":")[2]]
