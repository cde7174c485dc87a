"""Times that are still to come: 0, -1, null, an empty text or nothing at all, where no document says otherwise."""

from __future__ import annotations

from typing import Any

import pytest

from listproof.checks.pending import is_not_yet, with_pending_times
from listproof.checks.shapes import faults_of_value, fits_schema
from listproof.contract import Absent, Field, load

CONTRACT = load("nebula-explorer-workflow-jobs")
BEGUN = CONTRACT.field("/data/items/*/runBeginTime")
CREATED = CONTRACT.field("/data/items/*/createTime")
MOMENT = 1_657_874_212_000


def _body(**fields: Any) -> dict[str, Any]:
    record = {
        "id": 1, "name": "a", "workflowId": "4216617528", "workflowName": "w", "status": 2,
        "runBeginTime": MOMENT, "runEndTime": MOMENT, "createTime": MOMENT,
    }  # fmt: skip
    kept = {name: value for name, value in {**record, **fields}.items() if value is not ...}
    return {"code": 0, "message": "Success", "data": {"total": 1, "Page": 1, "PageSize": 10, "items": [kept]}}


@pytest.mark.parametrize("value", [0, -1, None, "", ...])
def test_a_time_that_may_be_still_to_come_may_be_told_so(value: Any) -> None:
    """None of the ways to say "not yet" is a fault of a time that no record need have from the first."""
    assert faults_of_value(BEGUN, _body(runBeginTime=value)) == ([], [])


@pytest.mark.parametrize("value", [1, 2, -2, 1_657_874_212, "soon", False])
def test_another_value_that_is_no_time_stays_a_fault(value: Any) -> None:
    """A number that is no time in the documented unit, a word, a flag."""
    assert len(faults_of_value(BEGUN, _body(runBeginTime=value))[0]) == 1


@pytest.mark.parametrize("value", [0, -1, None, ""])
def test_what_every_record_has_from_the_first_is_never_still_to_come(value: Any) -> None:
    """The time of creation is settled, so that 0 in its place is a fault."""
    assert CREATED.pending is None
    assert len(faults_of_value(CREATED, _body(createTime=value))[0]) == 1


def test_a_schema_that_is_the_document_s_own_word_leaves_only_numbers_open() -> None:
    """Where the file itself is the document, null and nothing are what its schema says of them."""
    field = Field("/items/*/ended", {"type": "integer", "format": "epoch-milliseconds"}, BEGUN.source, True, "/ended", pending="number")
    assert [is_not_yet(field, value) for value in (0, -1, None, "", Absent())] == [True, True, False, False, False]


def test_a_document_that_says_a_field_is_always_there_is_believed() -> None:
    """A source of its own for `required` is such a word."""
    field = Field("/items/*/ended", {"type": "integer"}, BEGUN.source, True, "/ended", {"required": BEGUN.source}, pending="open")
    assert not is_not_yet(field, Absent())
    assert is_not_yet(field, None)


def test_the_rest_of_an_answer_is_still_held_to_its_schema() -> None:
    """Moments stand in for what is still to come, and nothing else is touched; an answer without such is given back as it is."""
    body = _body(runBeginTime=None, runEndTime=...)
    assert not fits_schema(CONTRACT.answer_schema, body)
    assert fits_schema(CONTRACT.answer_schema, with_pending_times(CONTRACT, body))
    assert not fits_schema(CONTRACT.answer_schema, with_pending_times(CONTRACT, _body(runBeginTime=None, name=7)))
    whole = _body()
    assert with_pending_times(CONTRACT, whole) is whole
