"""What records do not show is asked for as its parameter is written: flags as flags, and one value of a list as that value."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

import httpx
import pytest

from listproof.contract import Contract, build
from listproof.contract.lint import lint
from listproof.evidence import Store
from listproof.laws import judge
from listproof.proof.suite import laws, plan
from listproof.simulator.targets import mock
from listproof.transport import Session, Target

from ..contract.drawn_contracts import sourced
from ..contract.orchards import document, parameter

KINDS = ("public", "private", "shared")
LAWS = ("filters.hidden-ones-narrow", "filters.absent-means-what-is-said", "bounds.absent-means-the-default")
BEGINNING = datetime(2026, 3, 1, tzinfo=UTC)
RECORDS = [
    {
        "id": f"o-{number:03}", "name": f"Orchard {number}", "kind": ("apple", "pear", "plum")[number % 3], "trees": number, "yield": None,
        "planted": (BEGINNING + timedelta(hours=number)).isoformat().replace("+00:00", "Z"), "felled": None, "open": number % 2 == 0,
        "owner": None,
    }
    for number in range(60)
]  # fmt: skip


def orchards(**base: Any) -> Contract:
    """Two filters on what records do not show, a flag and a list whose default narrows, and one on what they do."""
    kinds = {"type": "array", "items": {"type": "string", "enum": list(KINDS)}, "default": ["public"]}
    made = sourced(
        document(
            parameter("fenced", {"type": "boolean"}), parameter("open", {"type": "boolean"}),
            parameter("types", kinds, style="form", explode=False), parameter("offset", {"type": "integer"}),
            parameter("limit", {"type": "integer", "minimum": 1, "maximum": 50}),
            pages={"offset": {"parameter": "offset", "first": 0}, "size": {"parameter": "limit", "means": "exactly", "safe": 50}},
            filters={
                "fenced": {"matches": "opaque", "everything": False, "absent": False},
                "open": {"field": "/open", "as": "flag", "matches": "equals"},
                "types": {"matches": "opaque"},
            },
            base=base,
        )
    )  # fmt: skip
    assert [mistake.message for mistake in lint(made, "orchards").mistakes] == []
    return build(made, "orchards")


def answered(request: httpx.Request, forgotten: str = "") -> httpx.Response:
    """The service: one word of a list or several, flags that are true or false, and nothing else."""
    asked = request.url.params
    if any(asked.get(name, "true") not in ("true", "false") for name in ("fenced", "open")):
        return httpx.Response(400, json={"code": "Bad", "message": "no flag"})
    types, start, size = asked.get("types", "public").split(","), int(asked.get("offset", 0)), int(asked.get("limit", 50))
    if start and forgotten:
        types, asked = (list(KINDS), asked) if forgotten == "types" else (types, asked.remove(forgotten))
    kept = [
        record
        for number, record in enumerate(RECORDS)
        if KINDS[number % 4 % 3] in types
        and (asked.get("fenced") != "true" or number % 5 < 2)
        and ("open" not in asked or record["open"] == (asked["open"] == "true"))
    ]
    shown = kept[start : start + size]
    return httpx.Response(200, json={"total": len(kept), "pages": 1, "next": None, "previous": None, "has_more": False, "links": [],
                                     "orchards": shown}, headers={"Date": "Sun, 01 Mar 2026 00:00:00 GMT"})  # fmt: skip


@pytest.mark.parametrize("base", [{}, {"types": ["public", "private"]}])
def test_a_service_that_takes_one_word_for_a_list_of_one_is_in_peace(base: dict[str, Any]) -> None:
    """One value alone and as a list keep the same, a default narrows what is listed, and a flag beside another filter is a flag."""
    contract = orchards(**base)
    target = Target("mock", contract.slug, **mock(contract, "http://127.0.0.1:1"))
    store = Store(contract, Session(target, contract.sign_in, transport=httpx.MockTransport(answered)))
    told = [judge(law, store, subject) for law, subject in plan(contract, laws()) if law.id in LAWS]
    assert [(one.law, str(one.subject), one.reason) for one in told if one.verdict == "fail"] == []
    assert {str(one.subject) for one in told if one.law == LAWS[0] and one.verdict == "pass"} == {"fenced", "types"}


@pytest.mark.parametrize("forgotten", ["fenced", "types"])
def test_a_filter_that_is_forgotten_from_the_second_page_on_is_told(forgotten: str) -> None:
    """Though records do not show what it looks at: one page of all that it keeps says what the second page should hold."""
    contract = orchards(types=["public", "private"])
    target = Target("mock", contract.slug, **mock(contract, "http://127.0.0.1:1"))
    transport = httpx.MockTransport(lambda request: answered(request, forgotten))
    store = Store(contract, Session(target, contract.sign_in, transport=transport))
    told = [judge(law, store, subject) for law, subject in plan(contract, laws()) if law.id == LAWS[0]]
    assert (forgotten, True) in [(str(one.subject), "the second page" in one.reason) for one in told if one.verdict == "fail"]


@pytest.mark.parametrize("moody", [False, True])
def test_a_filter_that_keeps_others_each_time_is_told(moody: bool) -> None:
    """Where one page does not hold all that it keeps, its two pages show as many records as both count all the same."""
    contract = orchards(types=["public", "private"])
    many = [{**RECORDS[number % 60], "id": f"o-{number:03}", "open": None} for number in range(150)]
    asked: list[httpx.URL] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request.url)
        query, mood = request.url.params, Random(len(asked) if moody else 0)
        start, size = int(query.get("offset", 0)), int(query.get("limit", 50))
        kept = [many[number] for number in sorted(mood.sample(range(150), 100))] if query.get("fenced") == "true" else many
        body: dict[str, Any] = {"total": len(kept), "pages": 1, "next": None, "previous": None, "has_more": False, "links": []}
        return httpx.Response(200, json={**body, "orchards": kept[start : start + size]}, headers={"Date": "Sun, 01 Mar 2026 00:00:00 GMT"})

    target = Target("mock", contract.slug, **mock(contract, "http://127.0.0.1:1"))
    store = Store(contract, Session(target, contract.sign_in, transport=httpx.MockTransport(answer)))
    told = [judge(law, store, subject) for law, subject in plan(contract, laws()) if (law.id, str(subject)) == (LAWS[0], "fenced")]
    assert [one.verdict for one in told] == ["fail" if moody else "pass"]


def test_a_list_by_default_is_what_leaving_the_filter_out_means() -> None:
    """Where nothing else is said of leaving it out; the word of the filter stands before a default that is no list."""
    assert orchards().filter("types").absent == (["public"],)
    assert orchards().filter("open").absent == ("everything",)
