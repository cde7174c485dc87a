"""Lists of values in one parameter or in one clause: whoever reads a part of them is told, whatever stands in them."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import nullcontext
from functools import cache
from typing import Any

import httpx
import pytest

from listproof.contract import Choice, Contract, Edges, Filter, Query
from listproof.evidence import Store
from listproof.generating.plainly import drawn
from listproof.laws import Listing, judge
from listproof.laws.drawing.answering import answered_as_documented
from listproof.laws.drawing.drawn_values import drawn_values
from listproof.laws.drawing.whole_query import WholeQuery
from listproof.proof.suite import laws_called, plan
from listproof.proof.trials import listing_of
from listproof.simulator.faults import catalogue
from listproof.simulator.faults.fault import Fault, around
from listproof.simulator.query import TypedQuery
from listproof.simulator.served import Served
from listproof.simulator.service import Service
from listproof.simulator.targets import mock
from listproof.simulator.transport import InProcess
from listproof.transport import Session, Target
from listproof.values.filter_values import values_for
from listproof.verdicts import Violation

from ..contract.orchards import contract, parameter

CLAUSE = {"within": "q", "joined-by": ","}


@cache
def orchards() -> Contract:
    """Numbers, times and texts in lists, two of them in brackets beside another clause, where clauses are joined as lists are."""
    filters: dict[str, Any] = {
        "trees_in": {"field": "/trees", "as": "number", "matches": "one-of", "separator": ","},
        "planted_in": {"field": "/planted", "as": "time", "matches": "one-of", "separator": ","},
        "kind_in": {**CLAUSE, "spelled": "kind in ({})", "field": "/kind", "matches": "one-of", "separator": ","},
        "owner_out": {**CLAUSE, "spelled": "owner notin ({})", "field": "/owner", "matches": "none-of", "separator": ",", "nulls": "kept"},
        "trees": {**CLAUSE, "spelled": "trees={}", "field": "/trees", "as": "number", "matches": "equals"},
    }
    return contract(
        parameter("trees_in"), parameter("planted_in"), parameter("q"),
        parameter("page", {"type": "integer", "minimum": 1, "default": 1}),
        parameter("limit", {"type": "integer", "minimum": 1, "maximum": 100, "default": 20}),
        pages={"number": {"parameter": "page", "first": 1}, "size": {"parameter": "limit", "means": "exactly", "safe": 100}},
        total={"at": "/total", "counts": "matching"}, filters=filters,
    )  # fmt: skip


@cache
def service() -> Service:
    """Its legal server."""
    return Service(orchards(), 60, 0)


def verdicts(fault: str | None = None) -> dict[str, str]:
    """What `filters.keeps-what-it-names` comes to for each filter."""
    planted = next(one for one in catalogue(orchards()) if one.id == fault) if fault else None
    store = listing_of(service().like(planted, None))
    laws = laws_called(("filters.keeps-what-it-names",))
    return {str(subject): judge(law, store, subject).verdict for law, subject in plan(orchards(), laws)}


FAULTS = [
    *(f"list-{what}:{name}" for name in ("trees_in", "planted_in", "kind_in") for what in ("first-only", "last-only", "as-one")),
    "list-twice-nothing:trees_in", "list-twice-nothing:kind_in", "duplicates-while-filtered:trees_in", "duplicates-while-filtered:kind_in",
    "list-first-only:owner_out", "list-last-only:owner_out",
]  # fmt: skip


def test_nobody_is_blamed_who_reads_all_of_a_list() -> None:
    """The legal server passes with every list, alone and in brackets."""
    assert set(verdicts().values()) == {"pass"}


@pytest.mark.parametrize("fault", FAULTS)
def test_whoever_reads_a_part_of_a_list_is_told(fault: str) -> None:
    """The first alone, the last alone, the whole as one value, and nothing where one stands twice."""
    found = verdicts(fault)
    assert [name for name, verdict in found.items() if verdict != "pass"] == [fault.partition(":")[2]]


@pytest.mark.parametrize("name", ["trees_in", "planted_in", "kind_in"])
def test_whoever_shows_records_once_for_each_mention_is_told(name: str) -> None:
    """Where a value stands twice in a list, each record that shows it comes once all the same."""

    def records(inner: Any, service: Served, query: TypedQuery, page: Sequence[int]) -> list[str]:
        asked = str(query.given.get(name, "")).split(",")
        return [text for text in inner(service, query, page) for _ in range(2 if len(set(asked)) < len(asked) else 1)]

    doubling = Fault("doubled", "filters", "A value that stands twice doubles.", around("records", records), (name,))
    (law,) = laws_called(("filters.keeps-what-it-names",))
    told = {str(subject): judge(law, listing_of(service().like(doubling, None)), subject) for _, subject in plan(orchards(), (law,))}
    failing = {subject: one for subject, one in told.items() if one.verdict != "pass"}
    assert set(failing) == {name}
    violation = failing[name].violation
    assert violation is not None
    assert "more than once" in str(violation.observed)


def listing_refusing(*names: str) -> Listing:
    """The listing of a server that refuses every query in which one of these parameters stands, and answers any other."""
    served = InProcess(service())

    def answered(request: httpx.Request) -> httpx.Response:
        refused = next((name for name in names if name in request.url.params), None)
        body = {"code": "Bad", "message": f"{refused} is wrong."}
        return served.handle_request(request) if refused is None else httpx.Response(400, json=body)

    target = Target("mock", orchards().slug, **mock(orchards(), "http://127.0.0.1:1"))
    (law,) = laws_called(("filters.keeps-what-it-names",))
    return Listing(Store(orchards(), Session(target, orchards().sign_in, transport=httpx.MockTransport(answered))), law)


@pytest.fixture(scope="module")
def refusing() -> Listing:
    """That of a server that takes no lists."""
    return listing_refusing("trees_in", "planted_in")


@pytest.mark.parametrize(
    ("name", "members", "blamed"),
    [
        ("trees_in", "{0},{1}", True), ("trees_in", "{0},{0}", False), ("trees_in", "{0},987654321", False),
        ("planted_in", "{0},{1}", True), ("planted_in", "{0},{0}", False), ("planted_in", "{0},1999-01-01T00:00:00Z", False),
    ],
)  # fmt: skip
def test_a_list_with_an_unknown_member_or_with_one_twice_may_be_refused(refusing: Listing, name: str, members: str, blamed: bool) -> None:
    """Numbers and times as well as texts; who refuses members that records show, each once, is told."""
    field = {"trees_in": "trees", "planted_in": "planted"}[name]
    value = members.format(*dict.fromkeys(record[field] for record in refusing.records))
    with pytest.raises(Violation, match="what is documented is refused") if blamed else nullcontext():
        answered_as_documented(refusing, WholeQuery(Query.of({name: value}), 20))


@pytest.mark.parametrize(("name", "field"), [("trees_in", "trees"), ("planted_in", "planted"), ("kind_in", "kind")])
def test_a_drawn_list_names_what_records_show_each_once(refusing: Listing, name: str, field: str) -> None:
    """Neither a neighbour of what they show nor a value twice, which a service may refuse."""
    texts = sorted({str(record[field]) for record in refusing.records})
    value = drawn_values(refusing, refusing.contract.filter(name), {}, refusing.records[0], False, lambda pointer: texts)
    assert value is not None
    for several in drawn(value, 30, 0):
        members = str(several).split(",")
        assert len(set(members)) == len(members)
        assert set(members) <= set(texts)


@pytest.mark.parametrize(("separator", "open_end"), [("/", None), ("/", ".."), ("..", "*"), ("..", ""), (".", None)])
def test_an_end_is_left_out_only_as_the_document_says(refusing: Listing, separator: str, open_end: str | None) -> None:
    """Two ends are two; one of them is left out as that is written, and never where no source says how."""
    one = Filter("trees_in", Choice("/trees"), Choice(("between",)), "number", separator=separator, edges=Edges(open_end=open_end))
    value = drawn_values(refusing, one, {}, refusing.records[0], False, lambda pointer: ["1"])
    assert value is not None
    for several in drawn(value, 20, 0):
        ends = str(several).split(separator)
        assert len(ends) == 2
        assert all(end == open_end or end.isdecimal() for end in ends)
        assert ends != [open_end] * 2
    asked = values_for(refusing.contract, one, {}, refusing.records)
    assert {open_end in value.split(separator) for value in asked[1:]} == {open_end is not None}
