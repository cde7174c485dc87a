"""The simulator's records where they are no flat objects in a field: at the root, plain texts, told apart inside an object."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from listproof.contract import Contract
from listproof.laws import judge
from listproof.proof.suite import laws, plan
from listproof.proof.trials import listing_of
from listproof.simulator.service import Service

from ..contract.orchards import PLACE
from ..contract.orchards import contract as orchards
from ..contract.orchards import parameter as orchard_parameter
from .invented import FERRY, Asked, ferries, linked_in_header, parameter


def everything(contract: Contract) -> list[Any]:
    """Every record of a listing by offset."""
    asked = Asked(contract)
    return [record for start in (0, 50) for record in asked.shown(asked.get({"limit": 50, "offset": start}))]


def test_the_answer_may_be_the_array() -> None:
    """With records at the root the answer is an array and nothing else, and its pages are led to by headers."""
    contract = linked_in_header(ferries(bare=True))
    asked = Asked(contract)
    walked = [record["id"] for page in asked.walk({"limit": 10}) for record in page]
    assert len(walked) == len(set(walked)) == 57
    assert isinstance(asked.get().json(), list)
    assert Asked(contract, jobs=0).get().json() == []


def test_a_record_may_be_a_text() -> None:
    """Records that are plain texts are all different, and found by what they are."""
    made = ferries(
        parameters=[parameter("name", {"type": "string"})], listing={"filters": {"name": {"field": "/name", "matches": "contains"}}}
    )
    found = made.filter("name")
    text = replace(
        made,
        record_schema={"type": "string"},
        fields=tuple(one for one in made.fields if one.within is None),
        identity=("",),
        settled=(),
        filters=(replace(found, field=replace(found.field, absent="")),),
    )
    records = everything(text)
    assert len(records) == len(set(records)) == 57
    assert all(isinstance(record, str) for record in records)
    wanted = records[5]
    shown = Asked(text).get({"name": wanted, "limit": 50}).json()["ferries"]
    assert sorted(shown) == sorted(record for record in records if wanted in record)


def test_identity_and_times_may_stand_inside_an_object() -> None:
    """A record that is told apart by a field in an object of it is so; its moment of creation orders the listing."""
    inner = {"type": "object", "required": ["uid", "born"], "properties": {"uid": {"type": "string"}, "born": FERRY["sailed"]}}
    made = ferries(fields={"name": FERRY["name"], "metadata": inner},
                   listing={"identity": ["/metadata/uid"], "settled": ["/metadata/uid", "/metadata/born"]})  # fmt: skip
    records = everything(made)
    assert len({record["metadata"]["uid"] for record in records}) == 57
    born = [record["metadata"]["born"] for record in records]
    assert born == sorted(born, reverse=True)
    assert len(set(born)) > 10


def test_identity_may_be_what_a_filter_asks_for() -> None:
    """A filter over the field that tells records apart looks at what is shown, and no two records show the same."""
    made = ferries(
        parameters=[parameter("name", {"type": "string"})],
        listing={"identity": ["/name"], "settled": ["/name"], "filters": {"name": {"field": "/name", "matches": ["contains", "equals"]}}},
    )
    records = everything(made)
    assert len({record["name"] for record in records}) == 57
    asked = Asked(made)
    for record in records[:10]:
        shown = [one["name"] for one in asked.shown(asked.get({"name": record["name"], "limit": 50}))]
        assert sorted(shown) == sorted(one["name"] for one in records if record["name"] in one["name"])


def test_a_closed_identity_bounds_how_many_records_there_are() -> None:
    """Where a list of values tells records apart, each of them is one record at most, and shows one of these."""
    made = ferries(fields={"id": {"type": "string", "enum": ["north", "south", "east"]}})
    records = everything(made)
    assert sorted(record["id"] for record in records) == ["east", "north", "south"]
    assert Asked(made).get().json()["total"] == 3


def test_a_filter_may_look_at_a_field_of_another_alternative() -> None:
    """Records are made of one alternative; a field that only another one has is missing in each of them, and a filter keeps none."""
    ways = [{"type": "object", "properties": {"kind": {"type": "string"}}}, {"type": "object", "properties": {"size": {"type": "integer"}}}]
    made = ferries(
        parameters=[parameter("size", {"type": "integer"})],
        listing={"filters": {"size": {"field": "/size", "as": "number", "matches": "equals"}}},
        fields={**FERRY, "size": {"type": "integer"}},
    )
    split = replace(made, record_schema={**made.record_schema, "properties": {"id": FERRY["id"]}, "anyOf": ways})
    assert Asked(split).shown(Asked(split).get({"size": 3})) == []


def test_a_required_parameter_is_asked_for() -> None:
    """A required parameter that is left out is told, whether or not it has an example."""
    asked = Asked(ferries(parameters=[parameter("harbour", {"type": "string"}, required=True)]))
    assert asked.get().status_code == 400
    assert asked.get({"harbour": "x"}).status_code == 200
    assert isinstance(asked.service, Service)


@pytest.mark.parametrize("name", ["last_activity", "updated", "finished"])
def test_a_time_that_orders_and_may_be_null_is_null_now_and_then(name: str) -> None:
    """Whatever it is the time of: the law on such records is tried, and the order is by what records show."""
    held = {"type": ["string", "null"], "format": "date-time", "x-source": PLACE}
    record = {"type": "object", "required": ["id", name], "properties": {"id": {"type": "string", "x-source": PLACE}, name: held}}
    order = {"by": "sort", "direction": {"prefix": "-"}, "keys": {name: {"field": f"/{name}", "as": "time"}}}
    pages = {"offset": {"parameter": "offset", "first": 0}, "size": {"parameter": "limit", "means": "exactly", "safe": 50}}
    asked = [*(orchard_parameter(one, {"type": "integer", "minimum": 0}) for one in ("offset", "limit")), orchard_parameter("sort")]
    listing = orchards(*asked, record=record, answer={}, pages=pages, order=order)
    store = listing_of(Service(listing, 60, 0))
    shown = [one[name] for one in store.census.walk.records]
    assert 0 < shown.count(None) < 30
    judged = [judge(one, store, subject) for one, subject in plan(listing, laws()) if one.id.startswith("order.")]
    told = {one.law: one.verdict for one in judged if one.verdict != "unsupported"}
    assert told["order.nulls-stand-together"] == "pass"
    assert set(told.values()) <= {"pass", "inconclusive"}
