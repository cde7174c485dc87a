"""A total that is wrong under one filter alone is told of that filter; one that is wrong under any, of the total."""

from __future__ import annotations

from typing import Any

import pytest

from listproof.contract import Query, build
from listproof.laws import Listing
from listproof.laws.drawing.answering import answered_as_documented
from listproof.laws.drawing.whole_query import WholeQuery
from listproof.proof.suite import all_laws
from listproof.proof.trials import listing_of
from listproof.simulator.faults.fault import Fault, around
from listproof.simulator.faults.filters import reread
from listproof.simulator.query import TypedQuery
from listproof.simulator.served import Served
from listproof.simulator.service import Service
from listproof.verdicts import Violation

from ..contract.drawn_contracts import sourced
from ..contract.orchards import document, parameter

MADE = document(
    parameter("offset", {"type": "integer", "minimum": 0, "default": 0}),
    parameter("limit", {"type": "integer", "minimum": 1, "maximum": 50, "default": 20}),
    parameter("trees", {"type": "integer"}),
    parameter("kind"),
    parameter("owner"),
    pages={"offset": {"parameter": "offset", "first": 0}, "size": {"parameter": "limit", "means": "exactly", "safe": 50}},
    total={"at": "/total", "counts": "matching"},
    filters={
        "trees": {"field": "/trees", "as": "number", "matches": "minimum"},
        "kind": {"field": "/kind", "matches": "equals"},
        "owner": {"field": "/owner", "matches": "equals"},
    },
)
LAW = next(law for law in all_laws() if law.id == "queries.agrees-with-the-document")
ORCHARDS = build(sourced(MADE), "orchards")
TREES = 2
"""A number that several records show."""


def told(change: Any, **arguments: Any) -> str:
    """The fact of which the law of whole queries tells at a service with a fault, asked for the first record of a question."""
    service = Service(ORCHARDS, 120, 0)
    listing = Listing(listing_of(service.like(Fault("planted", "filters", "Something is wrong.", change), None)), LAW)
    with pytest.raises(Violation) as violation:
        answered_as_documented(listing, WholeQuery(Query.of(arguments), 1))
    return violation.value.fact


def test_a_filter_that_loses_its_end_is_named() -> None:
    """Beside another one as well, which counts rightly."""
    higher = reread(ORCHARDS.filter("trees"), lambda value: value + 1)
    assert told(higher, trees=TREES) == "filters.trees"
    assert told(higher, trees=TREES, kind="apple") == "filters.trees"


def test_a_total_that_is_wrong_under_any_filter_is_no_filters() -> None:
    """One less than match, whatever is asked."""

    def count(inner: Any, service: Served, query: TypedQuery, *more: Any) -> Any:
        return inner(service, query, *more) - 1

    assert told(around("total", count), trees=TREES) == "total.counts"
