"""Moments that are asked for in seconds since 1970, whatever records show: who reads them as milliseconds is caught."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

from listproof.contract import Contract, build
from listproof.contract.lint import lint
from listproof.laws import judge
from listproof.proof.suite import laws, plan
from listproof.proof.trials import listing_of
from listproof.simulator.faults.fault import Fault
from listproof.simulator.faults.filters import kept_by
from listproof.simulator.query import TypedQuery
from listproof.simulator.served import Served
from listproof.simulator.service import Service
from listproof.simulator.tables.sql import Condition

from ..contract.drawn_contracts import sourced
from ..contract.orchards import document, parameter
from .planting import is_caught_and_named

SECONDS = {"type": "integer", "format": "epoch-seconds"}
PAGED = [parameter("offset", {"type": "integer"}), parameter("limit", {"type": "integer", "minimum": 1, "maximum": 50})]
PAGES = {"offset": {"parameter": "offset", "first": 0}, "size": {"parameter": "limit", "means": "exactly", "safe": 50}}
FILTERS = {
    "since": {"field": "/planted", "as": "time", "matches": "from"},
    "until": {"field": "/planted", "as": "time", "matches": "before"},
    "at": {"field": "/planted", "as": "time", "matches": "equals"},
}


@cache
def _orchards(*names: str, absent: bool = False) -> Contract:
    """A listing that shows RFC 3339 times and is asked for them in seconds."""
    filters: dict[str, Any] = {name: {**FILTERS[name], **({"absent": {"ago": "P2D"}} if absent else {})} for name in names}
    total = {"at": "/total", "counts": "matching"}
    made = sourced(document(*(parameter(name, SECONDS) for name in names), *PAGED, pages=PAGES, filters=filters, total=total))
    assert [mistake.message for mistake in lint(made, "orchards").mistakes] == []
    return build(made, "orchards")


@pytest.mark.parametrize("absent", [False, True])
@pytest.mark.parametrize("names", [("since",), ("since", "until"), ("at",)])
def test_seconds_are_read_as_seconds(names: tuple[str, ...], absent: bool) -> None:
    """Nobody is blamed, and each filter is seen to keep what it names."""
    contract = _orchards(*names, absent=absent and names == ("since",))
    store = listing_of(Service(contract, 257, 0))
    outcomes = [judge(law, store, subject) for law, subject in plan(contract, laws())]
    assert [(one.law, one.reason) for one in outcomes if one.verdict in ("fail", "error")] == []
    assert [one.verdict for one in outcomes if one.law == "filters.keeps-what-it-names"] == ["pass"] * len(names)
    assert [one.verdict for one in outcomes if one.law == "errors.questions-do-not-mix"] == ["pass"]


@pytest.mark.parametrize("kind", ["filter-ignored:since", "range-reversed:until", "range-in-milliseconds:since"])
def test_who_reads_them_otherwise_is_caught_and_named(kind: str) -> None:
    """A law says that it is this filter."""
    assert is_caught_and_named(_orchards("since", "until"), kind)


@pytest.mark.parametrize("unit", [60_000, 3_600_000, 86_400_000])
def test_who_cuts_equal_times_down_is_caught_beside_a_time_that_is_shown(unit: int) -> None:
    """To minutes, hours or days: a second beside a record's time names no record, whether or not two records stand in one minute."""
    contract = _orchards("at")

    def cut(service: Served, query: TypedQuery, kept: dict[str, Condition]) -> dict[str, Condition]:
        if "at" not in kept or "at" not in query.given:
            return kept
        column = next(column.name for column in service.columns if (column.pointer, column.form) == ("/planted", "time"))
        return {**kept, "at": Condition(f"{column} / {unit} = {int(query.given['at']) * 1000} / {unit}")}

    store = listing_of(Service(contract, 257, 0).like(Fault("cut", "filters", "Times are cut down.", kept_by(cut)), None))
    outcomes = [judge(law, store, subject) for law, subject in plan(contract, laws()) if law.id == "filters.nothing-matches-nothing"]
    assert [(one.verdict, "names no record and yet keeps some" in one.reason) for one in outcomes] == [("fail", True)]
