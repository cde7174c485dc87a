"""What an answer repeats of the page is compared with what was asked for, whichever way pages are cut."""

from __future__ import annotations

from typing import Any

import pytest

from listproof.laws import judge
from listproof.proof.suite import laws_called, plan
from listproof.proof.trials import listing_of
from listproof.simulator.faults import catalogue
from listproof.simulator.service import Service

from ..contract.orchards import contract, parameter

SIZE: dict[str, Any] = {"parameter": "limit", "means": "exactly", "safe": 50, "echo": "/limit"}
PAGERS: dict[str, dict[str, Any]] = {
    "offset": {"offset": {"parameter": "offset", "first": 0}},
    "number": {"number": {"parameter": "page", "first": 1}},
    "cursor": {"cursor": {"parameter": "cursor", "next": "/next", "end": "null"}},
    "link": {"link": {"next": "/next", "end": "null"}},
}


@pytest.mark.parametrize("echoed", ["integer", "string"])
@pytest.mark.parametrize("kind", PAGERS)
def test_a_size_is_repeated_beside_every_pager(kind: str, echoed: str) -> None:
    """A server that repeats it passes, be it as text; one that tells how many records a page holds instead does not."""
    names: dict[str, dict[str, Any]] = {
        "offset": {"type": "integer"},
        "page": {"type": "integer", "minimum": 1},
        "cursor": {"type": "string"},
    }
    asked = [parameter(name, schema) for name, schema in names.items()]
    answer = {"next": {"type": ["string", "null"]}, "limit": {"type": echoed}}
    limit = parameter("limit", {"type": "integer", "minimum": 1, "maximum": 50})
    listing = contract(*asked, limit, answer=answer, pages={**PAGERS[kind], "size": SIZE})
    service = Service(listing, 60, 0)
    fault = next(one for one in catalogue(listing) if one.kind == "echo-size-wrong")
    for planted, verdict in ((None, "pass"), (fault, "fail")):
        store = listing_of(service.like(planted, None))
        assert [judge(one, store, subject).verdict for one, subject in plan(listing, laws_called(("pages.echo",)))] == [verdict]


NUMBERED: dict[str, Any] = {"number": {"parameter": "page", "first": 1, "echo": "/page"}, "size": SIZE}


@pytest.mark.parametrize("count", [1, 7, 9, 14, 59, 60, 61])
def test_no_page_is_asked_for_past_the_end(count: int) -> None:
    """A server that refuses those is left in peace however many records it holds, be they just so many pages or fewer than three."""
    asked = [parameter("page", {"type": "integer", "minimum": 1}), parameter("limit", {"type": "integer", "minimum": 1, "maximum": 50})]
    listing = contract(*asked, answer={"page": {"type": "integer"}, "limit": {"type": "integer"}}, pages=NUMBERED)
    store = listing_of(Service(listing, count, 0, {"past-end": "refuse"}))
    outcomes = [judge(one, store, subject) for one, subject in plan(listing, laws_called(("pages.echo",)))]
    assert [(one.verdict, one.reason) for one in outcomes] == [("pass", "")] * 2
