"""Times by a clock of which nothing is said: `format: date-time-local`, as services write that keep no zone."""

from __future__ import annotations

from typing import Any

import pytest

from listproof.contract import Contract
from listproof.contract.lint import lint
from listproof.laws import judge
from listproof.proof.suite import laws, plan
from listproof.proof.trials import listing_of
from listproof.simulator.faults import catalogue
from listproof.simulator.service import Service

from ..contract.drawn_contracts import sourced
from ..contract.orchards import RECORD, document, parameter
from .test_ends_and_bounds import blamed, judged, orchards

LOCAL = {"type": "string", "format": "date-time-local"}
PLANTED = {"field": "/planted", "as": "time"}


def listed() -> Contract:
    """A range, an equality and an order over such times."""
    filters = {"since": {**PLANTED, "matches": "from"}, "before": {**PLANTED, "matches": "before"}, "at": {**PLANTED, "matches": "equals"}}
    order = {"by": "sort", "direction": {"prefix": "-"}, "keys": {"planted": PLANTED}}
    asked = (*(parameter(name, LOCAL) for name in filters), parameter("sort"))
    return orchards(*asked, filters=filters, fields={"planted": LOCAL}, order=order)


@pytest.mark.parametrize("variant", [None, "times-with-fraction"])
def test_they_are_asked_for_as_they_are_shown(variant: str | None) -> None:
    """No law blames a service that takes no offset from UTC, and each filter and the order are tried."""
    outcomes = judged(listed(), variant)
    assert blamed(outcomes) == []
    tried = [one.verdict for one, _ in outcomes if one.law in ("filters.keeps-what-it-names", "filters.range-ends-meet")]
    assert tried == ["pass"] * 4
    assert {one.verdict for one, _ in outcomes if one.law == "order.sorted-across-pages"} == {"pass"}


def test_every_fault_of_them_is_caught() -> None:
    """An offset that is shown after all, ends that are cut, an order by text: some law says so."""
    made = listed()
    planted = [one for one in catalogue(made) if one.area in ("filters", "order") or one.id.startswith("time-unit")]
    assert "time-unit:planted" in {one.id for one in planted}
    missed = []
    for fault in planted:
        store = listing_of(Service(made, 257, 0).like(fault, None))
        verdicts = (judge(law, store, subject).verdict for law, subject in plan(made, laws()))
        if "fail" not in verdicts and fault.id != "order-lost-with-filters":  # drawn queries tell that
            missed.append(fault.id)
    assert missed == []


@pytest.mark.parametrize(
    ("asked", "shown", "more"),
    [
        ({"type": "string", "format": "date-time"}, LOCAL, {}),
        ({"type": "string"}, LOCAL, {}),
        (LOCAL, {"type": "string", "format": "date-time"}, {}),
        (LOCAL, LOCAL, {"absent": {"ago": "P7D"}}),
        (LOCAL, LOCAL, {"absent": "now"}),
    ],
)
def test_clocks_that_nothing_brings_together_are_refused(asked: dict[str, Any], shown: dict[str, Any], more: dict[str, Any]) -> None:
    """By lint, for nobody could say what is earlier."""
    held = {name: {**one, "x-source": {"document": "page", "grade": "document"}} for name, one in {**RECORD, "planted": shown}.items()}
    record = {"type": "object", "required": ["id"], "properties": held}
    filters = {"since": {**PLANTED, "matches": "from", **more}}
    found = lint(sourced(document(parameter("since", asked), record=record, filters=filters)), "orchards").mistakes
    assert any("offset from UTC" in one.message for one in found)
