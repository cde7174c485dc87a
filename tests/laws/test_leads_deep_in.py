"""What leads on, or back, wrongly where no first page shows it: deep in, under one of several filters, on a page that may hold fewer."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlencode

import httpx
import pytest

from listproof.contract import Contract, build
from listproof.evidence import Store
from listproof.laws import judge
from listproof.proof.suite import laws, plan
from listproof.transport import Session, Target

from ..contract.drawn_contracts import sourced
from ..contract.orchards import document, parameter, schema_of

KINDS, OWNERS = ("apple", "pear", "plum"), ("ann", "bob", "cid")
ROWS = [{"id": f"o{n:03}", "name": f"orchard {n}", "kind": KINDS[n * n % 7 % 3], "owner": OWNERS[n // 2 % 3]} for n in range(173)]
FIELDS = {"id": {"type": "string"}, "name": {"type": "string"}, "kind": {"type": "string", "enum": [*KINDS]}, "owner": {"type": "string"}}
LED = {"type": ["string", "null"]}
STEPS: dict[str, Any] = {
    "cursor": {"parameter": "at", "next": "/next", "previous": "/previous", "end": "null"},
    "link": {"next": "/next", "previous": "/previous", "end": "null"},
    "offset": {"parameter": "at", "first": 0, "past-end": "empty", "next": {"at": "/next", "as": "link"}, "end": "null"},
}


def _contract(kind: str, means: str) -> Contract:
    at = {"cursor": [parameter("at")], "link": [], "offset": [parameter("at", {"type": "integer", "minimum": 0})]}[kind]
    told = document(
        parameter("size", {"type": "integer", "minimum": 1, "maximum": 50, "default": 20}),
        *at,
        parameter("kind", {"type": "string", "enum": [*KINDS]}),
        parameter("owner"),
        parameter("name"),
        record=schema_of(FIELDS),
        answer={"next": LED} if kind == "offset" else {"next": LED, "previous": LED},
        pages={kind: STEPS[kind], "size": {"parameter": "size", "means": means}},
        sign_in=[{"type": "none"}],
        filters={
            "kind": {"field": "/kind", "matches": "equals"},
            "owner": {"field": "/owner", "matches": "equals"},
            "name": {"field": "/name", "matches": "contains"},
        },
    )
    return build(sourced(told), "orchards")


def _place(text: str | None, kind: str, asked: dict[str, str], fault: str) -> int:
    """Where a page begins; ValueError for a cursor of another question, or none that was given."""
    if kind == "offset" or text is None:
        return int(text or 0) if text is None or text.isdecimal() else int("none")
    told = json.loads(text)
    if not isinstance(told, list) or len(told) != 2 or type(told[0]) is not int or (told[1] != asked and not fault.startswith("drops")):
        raise ValueError
    return told[0]


def _page(kind: str, fault: str, url: httpx.URL) -> dict[str, Any]:
    """One page with what leads on and back, as one fault has it. ValueError for what is refused."""
    given = dict(url.params)
    asked = {name: given[name] for name in ("kind", "name", "owner") if name in given}
    size, begin = int(given.get("size", "20")), _place(given.get("at"), kind, asked, fault)
    if not 1 <= size <= 50 or asked.get("kind", "plum") not in KINDS:
        raise ValueError
    rows = [one for one in ROWS if all(value in one[name] if name == "name" else value == one[name] for name, value in asked.items())]
    end, back = begin + size, max(0, begin - size)
    more = end < len(rows)
    if asked and fault in ("second-ends", "third-ends"):
        more = more and begin < size * (1 if fault == "second-ends" else 2)
    if fault == "previous-deep-in" and begin >= 100:
        back = max(0, back - size)
    told = {name: value for name, value in asked.items() if fault != f"drops-{name}"}

    def lead(place: int) -> str:
        at = str(place) if kind == "offset" else json.dumps([place, told])
        return at if kind == "cursor" else f"{url.path}?{urlencode({'size': size, **told, 'at': at})}"

    page: dict[str, Any] = {"orchards": rows[begin:end], "next": lead(end) if more else None}
    return page if kind == "offset" else {**page, "previous": lead(back) if begin else None}


def _told(kind: str, fault: str = "", means: str = "exactly") -> list[tuple[str, str]]:
    """The law and the sentence of each failure of the laws of pages and filters."""

    def answered(request: httpx.Request) -> httpx.Response:
        try:
            return httpx.Response(200, json=_page(kind, fault, request.url))
        except ValueError:
            return httpx.Response(400, json={"code": "Bad", "message": "A parameter is wrong."})

    contract = _contract(kind, means)
    target = Target("test", contract.slug, base_url="http://127.0.0.1:1", auth={"type": "none"})
    store = Store(contract, Session(target, contract.sign_in, transport=httpx.MockTransport(answered)))
    outcomes = [judge(one, store, subject) for one, subject in plan(contract, laws()) if one.area in ("pages", "filters")]
    return [(one.law, one.violation.says if one.violation else one.reason) for one in outcomes if one.verdict in ("fail", "error")]


@pytest.mark.parametrize("means", ["exactly", "at-most", "any"])
@pytest.mark.parametrize("kind", sorted(STEPS))
def test_what_leads_as_it_says_is_left_in_peace(kind: str, means: str) -> None:
    """Whatever a size means."""
    assert _told(kind, means=means) == []


@pytest.mark.parametrize("means", ["exactly", "any"])
@pytest.mark.parametrize("kind", sorted(STEPS))
def test_a_second_page_that_ends_early_under_a_filter_is_told(kind: str, means: str) -> None:
    """Though filters keep more than the largest page holds, and though a page may hold fewer than were asked for."""
    (law, says), *others = _told(kind, "second-ends", means)
    assert law == "pages.next-is-honest"
    assert {law for law, _ in others} <= {"pages.exact-multiple"}
    assert "the second page is told to be the last, though more records match" in says


@pytest.mark.parametrize("means", ["exactly", "any"])
def test_a_third_page_that_ends_early_under_a_filter_is_told_where_pages_have_addresses(means: str) -> None:
    """By their addresses such pages are read on, so that nothing else shows it."""
    ((law, says),) = _told("offset", "third-ends", means)
    assert law == "pages.next-is-honest"
    assert "the third page is told to be the last, though more records match" in says


@pytest.mark.parametrize("name", ["kind", "owner", "name"])
def test_a_link_beside_an_address_that_drops_any_one_filter_is_told(name: str) -> None:
    """Not only the first that keeps more than a page."""
    ((law, says),) = _told("offset", f"drops-{name}")
    assert law == "pages.link-keeps-the-query"
    assert "forgets" in says
    assert f"{name}=" in says


@pytest.mark.parametrize("kind", ["cursor", "link"])
def test_a_way_back_that_is_wrong_only_deep_in_is_told(kind: str) -> None:
    """The last page leads back to the one before it, as the second does."""
    assert _told(kind, "previous-deep-in") == [("pages.previous-leads-back", "a page does not lead back to the one before it")]
