"""Where pages have addresses and name the next one too, what they name is followed all the same."""

from __future__ import annotations

from typing import Any

import pytest

from listproof.contract import build
from listproof.laws import judge
from listproof.proof.suite import laws_called, plan
from listproof.proof.trials import listing_of
from listproof.simulator.faults import catalogue
from listproof.simulator.service import Service

from ..contract.drawn_contracts import sourced
from ..contract.orchards import document, parameter

LAWS = ("pages.walk-ends", "pages.link-keeps-the-query")


@pytest.mark.parametrize(("kind", "first"), [("offset", 0), ("number", 1)])
def test_a_link_that_leads_back_or_forgets_the_size_is_told(kind: str, first: int) -> None:
    """Though small pages are as long as those for which no size is asked; a server whose links are right is in peace."""
    asked: list[dict[str, Any]] = [
        parameter(kind, {"type": "integer", "minimum": first}),
        parameter("limit", {"type": "integer", "minimum": 1, "maximum": 50, "default": 10}),
        parameter("kind", {"type": "string", "enum": ["apple", "pear", "plum"]}),
    ]
    step = {"parameter": kind, "first": first, "next": {"at": "/next", "as": "link"}, "end": "null"}
    pages = {kind: step, "size": {"parameter": "limit", "means": "exactly"}}
    filters = {"kind": {"field": "/kind", "matches": "equals"}}
    listing = build(sourced(document(*asked, answer={"next": {"type": ["string", "null"]}}, pages=pages, filters=filters)), "orchards")
    service = Service(listing, 150, 0)
    faults = {one.id: one for one in catalogue(listing)}
    for planted, law in (("", ""), ("next-loops", LAWS[0]), ("link-drops-size", LAWS[1])):
        store = listing_of(service.like(faults[planted], None) if planted else service)
        outcomes = [judge(one, store, subject) for one, subject in plan(listing, laws_called(LAWS))]
        assert {one.law for one in outcomes if one.verdict == "fail"} == ({law} if law else set()), planted
