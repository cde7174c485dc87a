"""The reason of an inconclusive law is what happened, and not what usually does."""

from __future__ import annotations

from typing import Any

import pytest

from listproof.contract import Contract
from listproof.laws import judge
from listproof.proof.suite import laws_called, plan
from listproof.proof.trials import listing_of
from listproof.simulator.service import Service

from ..contract.orchards import PLACE, contract, parameter

CURSOR: dict[str, Any] = {
    "cursor": {"parameter": "cursor", "next": "/next", "end": "absent"},
    "size": {"parameter": "limit", "means": "exactly", "safe": 100},
}


def orchards(**filters: Any) -> Contract:
    """Pages by cursors, and a total of what is left, which the answer may leave out."""
    answer = {"next": {"type": ["string", "null"]}, "left": {"type": ["integer", "null"]}}
    asked = (parameter("kind"), parameter("q"), parameter("cursor"), parameter("limit", {"type": "integer", "minimum": 1, "maximum": 100}))
    return contract(*asked, answer=answer, pages=CURSOR, total={"at": "/left", "counts": "remaining"}, filters=filters)


def reasons(law: str, listing: Contract, records: int = 60) -> dict[str, str]:
    """Why a law is inconclusive on a listing of so many records, by its subject."""
    store = listing_of(Service(listing, records, 0))
    outcomes = [judge(one, store, subject) for one, subject in plan(listing, laws_called((law,)))]
    return {str(one.subject): one.reason for one in outcomes if one.verdict == "inconclusive"}


def test_a_total_that_is_left_out_is_the_reason_and_not_the_filter() -> None:
    """Where all that a filter keeps stands on one page, nothing is left and no total is told."""
    found = reasons("pages.total-counts-what-matches", orchards(kind={"field": "/kind", "matches": "equals"}))
    assert found == {"kind": "no answer to a value of kind that keeps some records and loses others shows a total"}


@pytest.mark.parametrize("records", [60, 1])
def test_a_field_that_only_shorter_pages_show_is_looked_for_there(records: int) -> None:
    """Shorter pages lead on, and those by which the listing is read hold it whole; of one record there are no shorter ones."""
    found = reasons("shape.answer-field-is-as-documented", orchards(), records)
    said = "no page of those by which the listing was read shows /next, nor does a shorter one"
    assert found.get("/next") == (None if records > 1 else said)


def test_a_field_of_which_records_show_null_is_not_said_to_be_missing() -> None:
    """Every record shows it, and nothing else than null there."""
    held = {name: {"type": kind, "x-source": PLACE} for name, kind in (("id", "string"), ("owner", "null"))}
    record = {"type": "object", "required": ["id", "owner"], "properties": held}
    found = reasons("shape.field-is-as-documented", contract(record=record, answer={}))
    assert found["/orchards/*/owner"] == "records show only null at /orchards/*/owner"


def test_values_that_no_parameter_can_hold_are_not_said_to_be_missing() -> None:
    """Where the pattern of the parameter takes none of them, records show them all the same."""
    clause = {"within": "q", "joined-by": " and ", "spelled": "planted:{}", "field": "/planted", "as": "time", "matches": "equals"}
    unasked = orchards(planted={**clause, "schema": {"type": "string", "format": "date-time", "pattern": "^never$"}})
    assert reasons("filters.keeps-what-it-names", unasked) == {"planted": "of what records show no value of planted was found to ask for"}
