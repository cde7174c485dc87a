"""Pages that end early only under a filter, and only from the second one on."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from listproof.contract import Contract, build
from listproof.evidence import Store
from listproof.laws import judge
from listproof.proof.suite import laws, plan
from listproof.transport import Session, Target
from listproof.verdicts import Outcome

from ..contract.drawn_contracts import sourced
from ..contract.orchards import document, parameter, schema_of

KINDS = ["apple"] * 3 + ["pear"] * 2 + ["plum"]
ROWS = [{"id": f"o{place:03}", "name": f"orchard {place}", "kind": KINDS[place * 7 % 6 if place % 4 else 0]} for place in range(173)]
FIELDS = {"id": {"type": "string"}, "name": {"type": "string"}, "kind": {"type": "string", "enum": sorted(set(KINDS))}}
ANSWER: dict[str, dict[str, Any]] = {
    "cursor": {"last": {"type": "string"}, "more": {"type": "boolean"}, "total": {"type": "integer"}},
    "link": {"total": {"type": "integer"}, "next": {"type": "string"}},
    "offset": {"total": {"type": "integer"}, "next": {"type": ["string", "null"]}},
}
STEPS: dict[str, dict[str, Any]] = {
    "cursor": {"parameter": "at", "next": "/last", "end": {"/more": False}},
    "link": {"next": {"at": "/next", "as": "link"}, "end": "absent"},
    "offset": {"parameter": "at", "first": 0, "next": {"at": "/next", "as": "link"}, "end": "null"},
}


def _contract(kind: str) -> Contract:
    """Pages by a cursor and a flag, by links alone, and by addresses with links beside them."""
    at = {"cursor": [parameter("at")], "link": [], "offset": [parameter("at", {"type": "integer", "minimum": 0})]}[kind]
    told = document(
        parameter("size", {"type": "integer", "minimum": 1, "maximum": 50, "default": 20}),
        *at,
        parameter("kind", {"type": "string", "enum": sorted(set(KINDS))}),
        record=schema_of(FIELDS),
        answer=ANSWER[kind],
        pages={kind: STEPS[kind], "size": {"parameter": "size", "means": "exactly"}},
        total={"at": "/total", "counts": "matching"},
        sign_in=[{"type": "none"}],
        filters={"kind": {"field": "/kind", "matches": "equals"}},
    )
    return build(sourced(told), "orchards")


def _outcomes(kind: str, *, early: bool) -> list[Outcome]:
    """What the laws of pages and filters come to."""
    contract = _contract(kind)

    def answered(request: httpx.Request) -> httpx.Response:
        asked = dict(request.url.params)
        size, start = asked.get("size", "20"), asked.get("at", "0").removeprefix("after-")
        if not (size.isdigit() and 1 <= int(size) <= 50 and start.isdigit() and asked.get("kind", "plum") in KINDS):
            return httpx.Response(400, json={"error": "a parameter is wrong"})
        kept = [one for one in ROWS if asked.get("kind", one["kind"]) == one["kind"]]
        begin, end = int(start), int(start) + int(size)
        more = end < len(kept) and not (early and "kind" in asked and begin > 0)
        told: dict[str, Any] = {"orchards": kept[begin:end], "total": len(kept)}
        if kind == "cursor":
            told |= {"more": more, "last": f"after-{end}"}
        elif more or kind == "offset":
            told["next"] = str(request.url.copy_merge_params({"at": f"{end}", "size": size})) if more else None
        return httpx.Response(200, json=told)

    target = Target("test", contract.slug, base_url="http://127.0.0.1:1", auth={"type": "none"})
    store = Store(contract, Session(target, contract.sign_in, transport=httpx.MockTransport(answered)))
    return [judge(one, store, subject) for one, subject in plan(contract, laws()) if one.area in ("pages", "filters")]


@pytest.mark.parametrize("kind", sorted(STEPS))
def test_a_second_page_that_is_told_to_be_the_last_though_more_match_is_told(kind: str) -> None:
    """Though the first page leads on, and all pages do where nothing is filtered."""
    failed = [one for one in _outcomes(kind, early=True) if one.verdict in ("fail", "error")]
    honest = next(one for one in failed if one.law == "pages.next-is-honest")
    assert honest.violation is not None
    assert "the second page is told to be the last, though more records match" in honest.violation.says


@pytest.mark.parametrize("kind", sorted(STEPS))
def test_pages_that_lead_on_under_a_filter_are_left_in_peace(kind: str) -> None:
    """Whatever leads from page to page."""
    assert [(one.law, one.reason, one.violation) for one in _outcomes(kind, early=False) if one.verdict in ("fail", "error")] == []
