"""One thing that leaves records out of every answer is told once, though no total and no page tells of it."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from listproof.contract import Contract, build, facts, shown
from listproof.evidence import Store
from listproof.findings import causes
from listproof.laws import judge
from listproof.proof.suite import DRAWN, laws, laws_called, plan
from listproof.transport import Session, Target

from ..contract.drawn_contracts import sourced
from ..contract.orchards import document, parameter, schema_of

KINDS = ("apple", "pear", "plum")
ROWS: list[dict[str, Any]] = [
    {"id": f"o{n:03}", "name": f"orchard {n * 37 % 173}", "kind": KINDS[n * 5 % 7 % 3], "trees": n * 59 % 173} for n in range(173)
]
FIELDS = {"id": {"type": "string"}, "name": {"type": "string"}, "kind": {"type": "string", "enum": [*KINDS]}, "trees": {"type": "integer"}}
PAGES: dict[str, Any] = {
    "none": "none",
    "offset": {"offset": {"parameter": "at", "first": 0, "past-end": "empty"}, "size": {"parameter": "size", "means": "exactly"}},
}


def _contract(kind: str, *, total: bool) -> Contract:
    paged = [parameter("at", {"type": "integer", "minimum": 0}), parameter("size", {"type": "integer", "minimum": 1, "maximum": 50})]
    counted: dict[str, Any] = {"total": {"at": "/total", "counts": "matching"}} if total else {}
    told = document(
        *(paged if kind == "offset" else []),
        parameter("kind", {"type": "string", "enum": [*KINDS]}),
        parameter("name"),
        parameter("sort", {"type": "string", "enum": ["trees", "-trees", "id", "-id"]}),
        record=schema_of(FIELDS),
        answer={"total": {"type": "integer"}} if total else {},
        pages=PAGES[kind],
        filters={"kind": {"field": "/kind", "matches": "equals"}, "name": {"field": "/name", "matches": "contains"}},
        order={
            "by": "sort",
            "direction": {"prefix": "-"},
            "keys": {"trees": {"field": "/trees", "as": "number"}, "id": {"field": "/id", "as": "text"}},
            "default": ["id", "asc"],
        },
        sign_in=[{"type": "none"}],
        **counted,
    )
    return build(sourced(told), "orchards")


def _roots(kind: str, most: int | None, *, total: bool) -> list[str]:
    """The laws under which a service is told of that leaves the last record out of each question, or all behind so many."""
    contract = _contract(kind, total=total)

    def answered(request: httpx.Request) -> httpx.Response:
        asked = dict(request.url.params)
        at, size, sort = (asked.get(name, usual) for name, usual in (("at", "0"), ("size", "50"), ("sort", "id")))
        right = at.isdigit() and size.isdigit() and 1 <= int(size) <= 50 and sort.removeprefix("-") in ("id", "trees")
        if not right or asked.get("kind", "plum") not in KINDS:
            return httpx.Response(400, json={"code": "Bad", "message": "A parameter is wrong."})
        rows = [one for one in ROWS if asked.get("kind", one["kind"]) == one["kind"] and asked.get("name", "") in str(one["name"])]
        rows.sort(key=lambda one: one[sort.removeprefix("-")], reverse=sort.startswith("-"))
        held = rows[:most]
        cut = held[int(at) : int(at) + int(size)] if kind == "offset" else held
        return httpx.Response(200, json={"orchards": cut, **({"total": len(rows)} if total else {})})

    target = Target("test", contract.slug, base_url="http://127.0.0.1:1", auth={"type": "none"})
    store = Store(contract, Session(target, contract.sign_in, transport=httpx.MockTransport(answered)))
    outcomes = [judge(one, store, subject) for one, subject in plan(contract, (*laws(), *laws_called(DRAWN)))]
    return [one.root.law for one in causes(outcomes, {one.id: shown(one.value) for one in facts(contract)}, {})]


@pytest.mark.parametrize("kind", ["none", "offset"])
@pytest.mark.parametrize("total", [True, False])
def test_the_last_record_of_each_question_is_missed_once(kind: str, total: bool) -> None:
    """Each order shows a record that the listing lacks, and each filter loses its last: it is one thing that drops them."""
    assert _roots(kind, -1, total=total) == ["pages.walk-meets-each-record-once" if total else "order.changes-no-record"]


@pytest.mark.parametrize("total", [True, False])
def test_one_answer_that_is_cut_is_told_once(total: bool) -> None:
    """Each order and each filter shows records that the listing lacks."""
    assert _roots("none", 100, total=total) == ["pages.walk-meets-each-record-once" if total else "order.changes-no-record"]


@pytest.mark.parametrize("kind", ["none", "offset"])
def test_whole_answers_are_left_in_peace(kind: str) -> None:
    """With a total and without one."""
    assert [_roots(kind, None, total=total) for total in (True, False)] == [[], []]
