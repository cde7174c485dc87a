"""Where a page without records is one of several possible ends, the last page with records may lead to it."""

from __future__ import annotations

from typing import Any

import pytest

from listproof.contract import Contract, build
from listproof.laws import judge
from listproof.proof.suite import laws_called, plan
from listproof.proof.trials import listing_of
from listproof.simulator.faults import catalogue
from listproof.simulator.service import Service

from ..contract.drawn_contracts import sourced
from ..contract.orchards import PLACE, document, parameter


def orchards(end: Any, **size: Any) -> Contract:
    """Pages by cursors of at most fifty records."""
    size = size or {"size": {"parameter": "limit", "means": "exactly", "safe": 50}}
    asked = (parameter("cursor"), parameter("limit", {"type": "integer", "minimum": 1, "maximum": 50}))
    pages = {"cursor": {"parameter": "cursor", "next": "/next", "end": end}, **size}
    return build(sourced(document(*asked, answer={"next": {"type": ["string", "null"]}}, pages=pages)), "orchards")


@pytest.mark.parametrize("end", [["empty", "null"], ["null", "empty"], "empty", "null"], ids=str)
def test_each_possible_end_is_left_in_peace(end: Any) -> None:
    """Whichever of them a server takes, and whichever stands first."""
    listing = orchards(end)
    said = end if isinstance(end, list) else [end]
    for taken in said:
        chosen = {"pages.end": taken} if len(said) > 1 else {}
        store = listing_of(Service(listing, 60, 0, chosen))
        judged = [judge(one, store, subject) for one, subject in plan(listing, laws_called(("pages.next-is-honest", "pages.walk-ends")))]
        assert [one.verdict for one in judged] == ["pass", "pass"], [one.violation for one in judged]


@pytest.mark.parametrize("taken", ["empty", "says /next_page"])
def test_what_holds_the_next_link_may_lead_to_nothing(taken: str) -> None:
    """Where a page without records is one of the ends, the object around the next link is there on the last page with records too."""
    pages = {"link": {"next": {"at": "/next_page/url", "as": "link"}, "end": ["empty", {"/next_page": None}]}}
    around = {"type": ["object", "null"], "properties": {"url": {"type": "string", "x-source": PLACE}}}
    listing = build(sourced(document(answer={"next_page": around}, pages=pages)), "orchards")
    store = listing_of(Service(listing, 60, 0, {"pages.end": taken}))
    judged = [judge(one, store, subject) for one, subject in plan(listing, laws_called(("pages.next-is-honest", "pages.walk-ends")))]
    assert [one.verdict for one in judged] == ["pass", "pass"], [one.violation for one in judged]


def test_no_page_is_empty_where_that_is_the_end() -> None:
    """A server that may give fewer records than asked for gives one at least: the walk meets them all."""
    listing = orchards("empty", size={"parameter": "limit", "means": "any", "safe": 50})
    walk = listing_of(Service(listing, 170, 0)).census.walk
    assert (len(set(walk.names)), walk.pages[-1].records) == (170, ())


@pytest.mark.parametrize(
    ("end", "kind"),
    [("null", "next-to-nothing"), ("empty", "next-ends-early"), (["empty", "null"], "next-loops"), (["empty", "null"], "next-ends-early")],
    ids=str,
)
def test_an_end_that_is_none_of_them_is_blamed(end: Any, kind: str) -> None:
    """A next page of nothing where null alone is the end; a way back; an end that comes too early."""
    listing = orchards(end)
    fault = next(one for one in catalogue(listing) if one.kind == kind)
    store = listing_of(Service(listing, 170, 0).like(fault, None))
    judged = plan(listing, laws_called(("pages.next-is-honest", "pages.walk-ends", "pages.size-does-not-change-the-set")))
    assert "fail" in [judge(one, store, subject).verdict for one, subject in judged]
