"""Times that are cut down to minutes or hours show beside a time that is shown: in a list, and at the end of a range in one value."""

from __future__ import annotations

import re
from typing import Any

import pytest

from listproof.contract import Contract, build
from listproof.contract.lint import lint
from listproof.laws import judge
from listproof.proof.suite import laws_called, plan
from listproof.proof.trials import listing_of
from listproof.simulator.faults.fault import Fault
from listproof.simulator.faults.filters import kept_by, reread
from listproof.simulator.query import TypedQuery
from listproof.simulator.served import Served
from listproof.simulator.service import Service
from listproof.simulator.tables.sql import Condition, any_of

from ..contract.drawn_contracts import sourced
from ..contract.orchards import document, parameter

PAGED = [parameter("offset", {"type": "integer"}), parameter("limit", {"type": "integer", "minimum": 1, "maximum": 50})]
PAGES = {"offset": {"parameter": "offset", "first": 0}, "size": {"parameter": "limit", "means": "exactly", "safe": 50}}
READ = {
    "one-of": {"field": "/planted", "as": "time", "matches": "one-of", "separator": ","},
    "between": {"field": "/planted", "as": "time", "matches": "between", "separator": "/"},
}


def _asked(reading: str) -> Contract:
    total = {"at": "/total", "counts": "matching"}
    made = sourced(document(parameter("at", {"type": "string"}), *PAGED, pages=PAGES, filters={"at": READ[reading]}, total=total))
    assert [mistake.message for mistake in lint(made, "orchards").mistakes] == []
    return build(made, "orchards")


def _cut_in_lists(length: int) -> Any:
    """A change that compares no more than so many letters of a time and of each of a list."""

    def cut(service: Served, query: TypedQuery, kept: dict[str, Condition]) -> dict[str, Condition]:
        if "at" not in kept or "at" not in query.given:
            return kept
        column = next(column.name for column in service.columns if (column.pointer, column.form) == ("/planted", "text"))
        several = [part.strip()[:length] for part in str(query.given["at"]).split(",")]
        return {**kept, "at": any_of([Condition(f"substr({column}, 1, {length}) = ?", (part,)) for part in several])}

    return kept_by(cut)


def _ends_cut(value: str) -> str:
    return re.sub(r":\d\dZ", ":00Z", value)


def _verdicts(contract: Contract, change: Any) -> set[str]:
    fault = None if change is None else Fault("cut", "filters", "Times are cut down.", change)
    store = listing_of(Service(contract, 257, 0).like(fault, None))
    return {judge(law, store, subject).verdict for law, subject in plan(contract, laws_called(["filters.keeps-what-it-names"]))}


@pytest.mark.parametrize("length", [16, 13])
def test_times_of_a_list_that_are_cut_down_are_told(length: int) -> None:
    """One of them names no record, and stands in the minute of one that is shown."""
    contract = _asked("one-of")
    assert _verdicts(contract, None) == {"pass"}
    assert _verdicts(contract, _cut_in_lists(length)) == {"fail"}


def test_ends_that_are_cut_down_are_told_though_nobody_says_whether_an_end_is_kept() -> None:
    """A record stands a second before the end, so that it is kept for sure."""
    contract = _asked("between")
    (one,) = contract.filters
    assert _verdicts(contract, None) == {"pass"}
    assert _verdicts(contract, reread(one, _ends_cut)) == {"fail"}
