"""A total that stands inside a header which holds JSON."""

from __future__ import annotations

from typing import Any

import pytest

from listproof.contract import Contract, Document, build
from listproof.contract.lint import lint
from listproof.laws import judge
from listproof.proof.suite import laws_called, plan
from listproof.proof.trials import listing_of
from listproof.simulator.faults import catalogue
from listproof.simulator.service import Service

from ..contract.drawn_contracts import sourced
from ..contract.orchards import PLACE, document, parameter

COUNTS = {"total": "integer", "total_pages": "integer", "first": "boolean"}
OBJECT: dict[str, Any] = {"type": "object", "properties": {name: {"type": kind, "x-source": PLACE} for name, kind in COUNTS.items()}}
LAWS = ("pages.total-is-steady", "pages.number-of-pages", "pages.walk-meets-each-record-once")


def orchards(at: Any, header: dict[str, Any], **more: Any) -> Document:
    """A bare list of numbered pages whose total stands in a header."""
    pages = {"number": {"parameter": "page", "first": 1}, "size": {"parameter": "limit", "means": "exactly", "safe": 50}}
    asked = [parameter(name, {"type": "integer", "minimum": 1, "maximum": 50}) for name in ("page", "limit")]
    total = {"at": at, "counts": "matching", **more}
    return sourced(document(*asked, bare=True, headers={"X-Pagination": header}, pages=pages, total=total))


def judged(listing: Contract, service: Service) -> dict[str, tuple[str, str]]:
    """The verdict on each law, and what a failing one says."""
    outcomes = [judge(one, listing_of(service), subject) for one, subject in plan(listing, laws_called(LAWS))]
    return {one.law: (one.verdict, one.violation.says if one.violation else "") for one in outcomes}


def test_it_is_read_where_the_pointer_leads() -> None:
    """The number of pages may stand beside it; a server that tells another number of either is blamed."""
    inside = {"header": "X-Pagination", "at": "/total_pages"}
    written = orchards({"header": "X-Pagination", "at": "/total"}, OBJECT, pages=inside)
    assert [one.message for one in lint(written, "orchards").mistakes] == []
    listing = build(written, "orchards")
    service = Service(listing, 60, 0)
    assert {verdict for verdict, _ in judged(listing, service).values()} == {"pass"}
    faults = {one.kind: one for one in catalogue(listing)}
    for kind, law in (("pages-one-more", LAWS[1]), ("pages-rounded-down", LAWS[1]), ("total-of-page", LAWS[0])):
        assert judged(listing, service.like(faults[kind], None))[law][0] == "fail", kind


def test_one_that_cannot_be_read_is_told_as_that() -> None:
    """And not as one that differs from page to page."""
    listing = build(orchards({"header": "X-Pagination"}, {"type": "string"}), "orchards")
    served = build(orchards({"header": "X-Pagination", "at": "/total"}, OBJECT), "orchards")
    store = listing_of(Service(served, 60, 0), listing)
    (law,) = laws_called(LAWS[:1])
    outcome = judge(law, store, None)
    assert outcome.violation is not None
    assert outcome.violation.says == "no total can be read at header X-Pagination"
    assert outcome.violation.observed == repr('{"total": 60}')


@pytest.mark.parametrize(
    ("at", "header", "says"),
    [
        ({"header": "X-Pagination"}, OBJECT, "the header X-Pagination holds object, no number; expected at: /total beside it"),
        ({"header": "X-Pagination", "at": "/totel"}, OBJECT, "'/totel' leads to no field of the header X-Pagination; did you mean /total?"),
        ({"header": "X-Pagination", "at": "/first"}, OBJECT, "/first of the header X-Pagination is boolean; expected integer"),
        ({"header": "X-Pagination", "at": "/total"}, {"type": "integer"}, "the header X-Pagination is integer, and no object"),
    ],
    ids=["no pointer", "wrong pointer", "no number", "no object"],
)
def test_what_leads_to_no_number_is_refused(at: Any, header: dict[str, Any], says: str) -> None:
    """A header that is an object needs a pointer to a number in it, and one that is a number takes none."""
    (mistake,) = lint(orchards(at, header), "orchards").mistakes
    assert says in mistake.message


@pytest.mark.parametrize("place", ["/count", {"header": "X-Pages"}, {"header": "X-Pagination", "at": "/total_pages"}], ids=str)
def test_the_number_of_pages_may_be_told_alone(place: Any) -> None:
    """Without a total it is held to the records that were read; a server that tells another number is blamed."""
    pages = {"number": {"parameter": "page", "first": 1}, "size": {"parameter": "limit", "means": "exactly", "safe": 50}}
    asked = [parameter(name, {"type": "integer", "minimum": 1, "maximum": 50}) for name in ("page", "limit")]
    headers = {"X-Pages": {"type": "integer"}, "X-Pagination": OBJECT}
    written = sourced(document(*asked, answer={"count": {"type": "integer"}}, headers=headers, pages=pages, total={"pages": place}))
    assert [one.message for one in lint(written, "orchards").mistakes] == []
    listing = build(written, "orchards")
    service = Service(listing, 60, 0)
    assert judged(listing, service)["pages.number-of-pages"] == ("pass", "")
    assert judged(listing, service)["pages.total-is-steady"][0] == "unsupported"
    for kind in ("pages-one-more", "pages-rounded-down"):
        fault = next(one for one in catalogue(listing) if one.kind == kind)
        assert judged(listing, service.like(fault, None))["pages.number-of-pages"][0] == "fail", kind


@pytest.mark.parametrize(
    ("total", "missing"),
    [({"counts": "matching"}, "'at' is missing"), ({"at": "/count"}, "'counts' is missing"), ({}, "'at' is missing"),
     ({"pages": "/count", "estimated": True}, "'at' is missing beside 'estimated'")],
    ids=str,
)  # fmt: skip
def test_a_total_without_its_place_or_its_meaning_is_refused(total: Any, missing: str) -> None:
    """The mistake names the word that is missing."""
    written = document(parameter("page", {"type": "integer"}), answer={"count": {"type": "integer"}}, total=total)
    assert any(f"x-listing.total: {missing}" in one.message for one in lint(written, "orchards").mistakes)
