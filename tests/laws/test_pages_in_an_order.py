"""Pages of what filters keep, in an order and without one, that go wrong only on later pages: each is told as what it is, and once."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlencode

import httpx
import pytest

from listproof.contract import Contract, build
from listproof.evidence import Store
from listproof.findings import causes
from listproof.laws import Listing, judge
from listproof.laws.asking.filtered_pages import filtered_pages
from listproof.proof.suite import laws, plan
from listproof.transport import Session, Target
from listproof.verdicts import Evidence

from ..contract.drawn_contracts import sourced
from ..contract.orchards import document, parameter, schema_of

KINDS = ("apple", "cherry", "fig", "pear", "plum")
ROWS: list[dict[str, Any]] = [
    {
        "id": f"o{n:03}",
        "kind": KINDS[n * n % 11 % 5],
        "trees": n * 7 % 23,
        "height": None if n % 9 == 4 else n * 5 % 6,
        "floors": None if n % 7 == 2 else 1.5 + n % 5 / 2,
        "place": n,
    }
    for n in range(187)
]
NUMBER, LED = {"type": "integer"}, {"type": ["string", "null"]}
FIELDS: dict[str, Any] = {
    "id": {"type": "string"},
    "kind": {"type": "string", "enum": [*KINDS]},
    "trees": NUMBER,
    "height": {"type": ["integer", "null"]},
    "floors": {"type": ["number", "null"]},
    "place": NUMBER,
}
STEPS: dict[str, Any] = {
    "link": {"next": "/next", "previous": "/previous", "first-page": "/first", "end": "null"},
    "offset": {
        "parameter": "at",
        "first": 0,
        "past-end": "empty",
        "next": {"at": "/next", "as": "link"},
        "previous": {"at": "/previous", "as": "link"},
        "end": "null",
    },
}
ORDER = {
    "by": "sort",
    "direction": {"prefix": "-"},
    "keys": {
        "place": {"field": "/place", "as": "number"},
        "height": {"field": "/height", "as": "number", "nulls": "last"},
        "trees": {"field": "/trees", "as": "number"},
    },
    "default": ["place", "desc"],
}


def _contract(kind: str) -> Contract:
    at = [parameter("at", {"type": "integer", "minimum": 0, "default": 0})] if kind == "offset" else []
    told = document(
        parameter("size", {"type": "integer", "minimum": 1, "maximum": 50, "default": 20}),
        *at,
        parameter("kind", {"type": "string", "enum": [*KINDS]}),
        parameter("trees", NUMBER),
        parameter("floors", {"type": "number"}),
        parameter("sort"),
        record=schema_of(FIELDS),
        answer={"next": LED, "previous": LED, "first": {"type": "string"}, "total": NUMBER},
        pages={kind: STEPS[kind], "size": {"parameter": "size", "means": "exactly"}},
        total={"at": "/total", "counts": "matching"},
        order=ORDER,
        sign_in=[{"type": "none"}],
        filters={
            "floors": {"field": "/floors", "as": "number", "matches": "minimum"},
            "kind": {"field": "/kind", "matches": "equals"},
            "trees": {"field": "/trees", "as": "number", "matches": "minimum"},
        },
    )
    return build(sourced(told), "orchards")


def _kept(asked: dict[str, str]) -> list[dict[str, Any]]:
    """The records that match, in their order. ValueError where a value is none."""
    least, floors = (float(asked[name]) if name in asked else None for name in ("trees", "floors"))
    rows = [one for one in ROWS if asked.get("kind", one["kind"]) == one["kind"]]
    rows = [one for one in rows if (least is None or one["trees"] >= least) and (floors is None or (one["floors"] or -9) >= floors)]
    key, falls = asked.get("sort", "-place").removeprefix("-"), asked.get("sort", "-place").startswith("-")
    if key not in ORDER["keys"] or asked.get("kind", "plum") not in KINDS:
        raise ValueError

    def rank(one: dict[str, Any]) -> tuple[bool, int, str]:
        return one[key] is None, (one[key] or 0) * (-1 if falls else 1), one["id"]

    return sorted(rows, key=rank)


def _page(kind: str, fault: str, url: httpx.URL) -> dict[str, Any]:
    """One page with what leads on and back, as one fault has it. ValueError for what is refused."""
    given = dict(url.params)
    asked = {name: given[name] for name in ("kind", "trees", "floors", "sort") if name in given}
    begin, wanted = int(given.get("at", "0")), int(given.get("size", "20"))
    if begin < 0 or wanted < 1 or (wanted > 50 and not fault.startswith("clamps")):
        raise ValueError
    size, later = min(wanted, 50), begin >= 2 * min(wanted, 50)
    plain = {name: value for name, value in asked.items() if name == "sort"}
    rows = _kept(plain if fault == "third-forgets" and later else asked)
    skip = 1 if fault == "skips-rising" and begin and not asked.get("sort", "-place").startswith("-") else 0
    page, end = rows[begin + skip : begin + skip + size], begin + (wanted if fault == "clamps-and-skips" else size)
    more = end < len(rows) and not (fault == "ends-in-an-order" and begin and "sort" in asked)
    kept = asked
    if fault == "drops-the-order" and begin:
        kept = {name: value for name, value in asked.items() if name != "sort"}
    if fault == "drops-the-filters":
        kept = plain

    def lead(place: int, told: dict[str, str]) -> str:
        return f"{url.path}?{urlencode({**({'size': size} if 'size' in given else {}), **told, 'at': place})}"

    back = lead(max(0, begin - size), asked) if begin else None
    return {"orchards": page, "total": len(rows), "next": lead(end, kept) if more else None, "previous": back, "first": lead(0, asked)}


def _store(kind: str, fault: str = "") -> Store:
    """What a server with one fault is asked through."""

    def answered(request: httpx.Request) -> httpx.Response:
        try:
            return httpx.Response(200, content=json.dumps(_page(kind, fault, request.url)), headers={"content-type": "application/json"})
        except ValueError:
            return httpx.Response(400, json={"code": "Bad", "message": "A parameter is wrong."})

    contract = _contract(kind)
    target = Target("test", contract.slug, base_url="http://127.0.0.1:1", auth={"type": "none"})
    return Store(contract, Session(target, contract.sign_in, transport=httpx.MockTransport(answered)))


def _told(kind: str, fault: str = "") -> list[tuple[str, str]]:
    """The law and the sentence of each finding."""
    store = _store(kind, fault)
    outcomes = [judge(one, store, subject) for one, subject in plan(store.contract, laws()) if one.area in ("pages", "filters", "order")]
    assert [(one.law, one.traceback) for one in outcomes if one.verdict == "error"] == []
    return [(one.root.law, one.root.violation.says if one.root.violation else "") for one in causes(outcomes, {}, {})]


@pytest.mark.parametrize("fault", ["", "clamps"])
@pytest.mark.parametrize("kind", sorted(STEPS))
def test_pages_that_go_on_as_asked_are_left_in_peace(kind: str, fault: str) -> None:
    """Also where a size is set right."""
    assert _told(kind, fault) == []


def test_a_filter_that_is_forgotten_shows_by_a_record_that_it_cannot_keep() -> None:
    """Of an end below all numbers it is open whether records without one are kept, so that another value is asked for."""
    listing = Listing(_store("link"), laws()[0], Evidence())
    found = filtered_pages(listing, 7)
    assert found is not None
    kept = listing.comparison.must_and_may(found.arguments, [*found.arguments], listing.comparison.assumptions())[1]
    assert len(kept) < len(ROWS)


@pytest.mark.parametrize("kind", sorted(STEPS))
def test_filters_that_the_third_page_forgets_are_told(kind: str) -> None:
    """By the pages that are read in an order to see that each leads back, where no other is as deep."""
    ((law, says),) = _told(kind, "third-forgets")
    assert law == "pages.filter-holds-on-every-page"
    assert "the third page shows records that the filter does not keep" in says


def test_pages_that_lose_records_in_one_direction_are_no_keys_that_are_lost() -> None:
    """Nor a way back that is wrong: records with the key are lost as well, and in the order of a key that all have."""
    ((law, _),) = _told("link", "skips-rising")
    assert law == "order.changes-no-record"


def test_a_link_that_drops_the_filters_is_told_once() -> None:
    """The page to which it leads links to the first page of all records, and counts them, because it was asked for all."""
    ((law, says),) = _told("link", "drops-the-filters")
    assert law == "pages.link-keeps-the-query"
    assert "forgets" in says


def test_an_order_in_which_an_addressed_page_names_no_next_one_is_told() -> None:
    """Walks go by the addresses, so that nothing else shows it."""
    assert _told("offset", "ends-in-an-order") == [
        ("pages.next-is-honest", "in the order height asc the second page is told to be the last, though others follow")
    ]


@pytest.mark.parametrize("kind", sorted(STEPS))
def test_a_later_link_that_drops_the_order_is_told(kind: str) -> None:
    """Not only the first; where walks go by links it is why the order loses records."""
    assert _told(kind, "drops-the-order") == [("pages.link-keeps-the-query", "the link on the second page forgets the order height asc")]


def test_a_link_beside_an_address_that_counts_the_size_that_was_asked_for_is_told() -> None:
    """Where 51 were asked for and 50 are shown, the page at 51 loses one."""
    ((law, says),) = _told("offset", "clamps-and-skips")
    assert law == "pages.clamped-size-skips-nothing"
    assert "names one at at=51 as its next, which does not begin after them" in says
