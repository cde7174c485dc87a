"""A field that must be in every record is held in whichever answer shows the record, and not on the pages of the listing alone."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from listproof.checks.projections import lost_in, shown_whatever_is_asked
from listproof.contract import Projection, load
from listproof.laws import judge
from listproof.proof.suite import laws_called, plan
from listproof.proof.trials import listing_of
from listproof.simulator.faults.fault import Fault, around
from listproof.simulator.query import TypedQuery
from listproof.simulator.served import Served
from listproof.simulator.service import Service

COC = load("huawei-coc-documents")
ASKED = ("filters.keeps-what-it-names", "shape.field-is-as-documented", "shape.record-is-the-same-everywhere")


def lacking(name: str, parameter: str) -> Fault:
    """A server whose records lose a field wherever a filter is asked for."""

    def records(inner: Any, service: Served, query: TypedQuery, page: Sequence[int]) -> list[str]:
        shown: list[str] = inner(service, query, page)
        if parameter not in query.given:
            return shown
        return [json.dumps({key: value for key, value in json.loads(text).items() if key != name}) for text in shown]

    return Fault("field-missing-elsewhere", "shape", "A field is gone under a filter.", around("records", records))


@pytest.mark.parametrize("name", ["version", "create_time", "modifier"])
def test_a_field_that_is_gone_under_a_filter_is_told(name: str) -> None:
    """A record that shows a mandatory field on the pages of the listing and not under a filter breaks the document, by one law."""
    store = listing_of(Service(COC, 257, 0).like(lacking(name, "creator"), None))
    outcomes = [judge(law, store, subject) for law, subject in plan(COC, laws_called(ASKED))]
    failed = [one for one in outcomes if one.verdict == "fail"]
    assert [one.law for one in failed] == ["shape.record-is-the-same-everywhere"]
    assert failed[0].violation is not None
    assert not failed[0].violation.intermittent
    assert name in str(failed[0].violation)


def test_nobody_is_blamed_where_every_answer_shows_it() -> None:
    """A server that keeps the document passes the same laws."""
    store = listing_of(Service(COC, 257, 0))
    outcomes = [judge(law, store, subject) for law, subject in plan(COC, laws_called(ASKED))]
    assert {one.verdict for one in outcomes} == {"pass"}


def test_a_field_that_a_parameter_hides_need_not_be_everywhere() -> None:
    """What a parameter of the contract hides, or chooses, is held in no other answer; all else that is mandatory is."""
    hiding = Projection("brief", "hides", ("/modifier",), value=True)
    held = {one.within for one in shown_whatever_is_asked(replace(COC, projections=(hiding,)))}
    assert "/modifier" not in held
    assert "/version" in held
    assert not shown_whatever_is_asked(replace(COC, projections=(Projection("fields", "chosen"),)))


@pytest.mark.parametrize(
    ("record", "lost"), [({"hull": {}}, True), ({}, False), ({"hull": None}, False), ({"hull": {"year": None}}, False)]
)
def test_a_field_is_lost_where_what_holds_it_is_there(record: dict[str, Any], lost: bool) -> None:
    """A field inside an object that the record has not in this answer is not lost: the object may be left out."""
    year = replace(COC.fields[0], within="/hull/year", required=True)
    assert lost_in(year, record, {"hull": {"year": 1}}) is lost
