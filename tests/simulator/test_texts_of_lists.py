"""Texts of a list are searched one by one: what begins none of them, and what two of them hold together, is found in no record."""

from __future__ import annotations

from typing import Any

import pytest

from listproof.contract import build
from listproof.laws import judge
from listproof.proof.suite import laws, plan
from listproof.proof.trials import listing_of
from listproof.simulator.service import Service

from ..contract.drawn_contracts import sourced
from ..contract.orchards import PLACE, RECORD, document, parameter

LIST = {"type": "array", "items": {"type": "string", "x-source": PLACE}, "x-source": PLACE}
SHOWN = {
    "type": "object",
    "required": ["id", "tags"],
    "properties": {**{k: {**v, "x-source": PLACE} for k, v in RECORD.items()}, "tags": LIST},
}
PAGED = [parameter("offset", {"type": "integer"}), parameter("limit", {"type": "integer", "minimum": 1, "maximum": 50})]
PAGES = {"offset": {"parameter": "offset", "first": 0}, "size": {"parameter": "limit", "means": "exactly", "safe": 50}}


@pytest.mark.parametrize("field", ["/tags/*", ["/name", "/tags/*"]], ids=["alone", "beside another"])
@pytest.mark.parametrize("reading", ["prefix", "like", "glob", "like-any-case", "contains", "equals", "one-of-any-case"])
def test_a_reading_of_one_text_is_held_to_each_of_a_list(reading: str, field: Any) -> None:
    """No law fails or breaks on the simulator, which keeps all texts of a list in one column."""
    filters = {"tag": {"field": field, "matches": reading}}
    total = {"at": "/total", "counts": "matching"}
    contract = build(sourced(document(parameter("tag"), *PAGED, record=SHOWN, pages=PAGES, filters=filters, total=total)), "orchards")
    store = listing_of(Service(contract, 257, 0))
    outcomes = [judge(law, store, subject) for law, subject in plan(contract, laws())]
    assert [(one.law, one.reason) for one in outcomes if one.verdict in ("fail", "error")] == []
