"""The reason of an inconclusive law is what happened, and not what usually does."""

from __future__ import annotations

from typing import Any

from listproof.contract import Contract
from listproof.laws import judge
from listproof.proof.suite import laws_called, plan
from listproof.proof.trials import listing_of
from listproof.simulator.service import Service

from ..contract.orchards import contract, parameter

CURSOR: dict[str, Any] = {
    "cursor": {"parameter": "cursor", "next": "/next", "end": "absent"},
    "size": {"parameter": "limit", "means": "exactly", "safe": 100},
}


def orchards(**filters: Any) -> Contract:
    """Pages by cursors, and a total of what is left, which the answer may leave out."""
    answer = {"next": {"type": ["string", "null"]}, "left": {"type": ["integer", "null"]}}
    asked = (parameter("kind"), parameter("q"), parameter("cursor"), parameter("limit", {"type": "integer", "minimum": 1, "maximum": 100}))
    return contract(*asked, answer=answer, pages=CURSOR, total={"at": "/left", "counts": "remaining"}, filters=filters)


def reasons(law: str, listing: Contract) -> dict[str, str]:
    """Why a law is inconclusive, by its subject."""
    store = listing_of(Service(listing, 60, 0))
    outcomes = [judge(one, store, subject) for one, subject in plan(listing, laws_called((law,)))]
    return {str(one.subject): one.reason for one in outcomes if one.verdict == "inconclusive"}


def test_a_total_that_is_left_out_is_the_reason_and_not_the_filter() -> None:
    """Where all that a filter keeps stands on one page, nothing is left and no total is told."""
    found = reasons("pages.total-counts-what-matches", orchards(kind={"field": "/kind", "matches": "equals"}))
    assert found == {"kind": "no answer to a value of kind that keeps some records and loses others shows a total"}


def test_a_field_that_only_shorter_pages_show_is_said_of_the_pages_that_were_read() -> None:
    """Shorter pages lead on; those by which the listing is read hold it whole."""
    found = reasons("shape.answer-field-is-as-documented", orchards())
    assert found["/next"] == "no page of those by which the listing was read shows /next"


def test_values_that_no_parameter_can_hold_are_not_said_to_be_missing() -> None:
    """Where the pattern of the parameter takes none of them, records show them all the same."""
    clause = {"within": "q", "joined-by": " and ", "spelled": "planted:{}", "field": "/planted", "as": "time", "matches": "equals"}
    unasked = orchards(planted={**clause, "schema": {"type": "string", "format": "date-time", "pattern": "^never$"}})
    assert reasons("filters.keeps-what-it-names", unasked) == {"planted": "of what records show no value of planted was found to ask for"}
