"""A list of flags and a map whose entries are each a pair of the query are read as they are sent."""

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

MAP = {"type": "object", "additionalProperties": {"type": "string"}, "x-source": PLACE}
FIELDS = {name: {**held, "x-source": PLACE} for name, held in RECORD.items()}
SHOWN = {"type": "object", "required": ["id", "open"], "properties": {**FIELDS, "labels": MAP}}
PAGED = [parameter("offset", {"type": "integer"}), parameter("limit", {"type": "integer", "minimum": 1, "maximum": 50})]
PAGES = {"offset": {"parameter": "offset", "first": 0}, "size": {"parameter": "limit", "means": "exactly", "safe": 50}}
FLAGS = parameter("q", {"type": "array", "items": {"type": "boolean"}})
LABELS = parameter("q", {"type": "object", "additionalProperties": {"type": "string"}}, style="deepObject", explode=True)


@pytest.mark.parametrize(
    ("held", "one"),
    [
        (FLAGS, {"field": "/open", "as": "flag", "matches": "equals"}),
        (FLAGS, {"field": "/open", "as": "flag", "matches": "not-equals"}),
        (LABELS, {"field": "/labels", "matches": "entries"}),
    ],
)
def test_it_is_read_as_it_is_sent(held: dict[str, Any], one: dict[str, Any]) -> None:
    """No law fails or breaks, and the filter is seen to keep what it names."""
    total = {"at": "/total", "counts": "matching"}
    contract = build(sourced(document(held, *PAGED, record=SHOWN, pages=PAGES, filters={"q": one}, total=total)), "orchards")
    store = listing_of(Service(contract, 257, 0))
    outcomes = [judge(law, store, subject) for law, subject in plan(contract, laws())]
    assert [(one.law, one.reason) for one in outcomes if one.verdict in ("fail", "error")] == []
    assert [one.verdict for one in outcomes if one.law == "filters.keeps-what-it-names"] == ["pass"]
