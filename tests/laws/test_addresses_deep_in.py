"""What pages with addresses say deep in, and past the end: the address that follows, and how many pages there are."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import httpx
import pytest

from listproof.contract import Contract, build
from listproof.evidence import Store
from listproof.laws import judge
from listproof.proof.suite import laws, plan
from listproof.transport import Session, Target

from ..contract.drawn_contracts import sourced
from ..contract.orchards import document, parameter

ROWS = [{"id": f"o{place:03}", "name": f"orchard {place}"} for place in range(173)]
LINKED: dict[str, Any] = {"next": {"at": "/next", "as": "link"}, "end": "null"}


def _contract(kind: str, first: int, *, linked: bool) -> Contract:
    total: dict[str, Any] = {} if linked else {"total": {"pages": "/pages"}}
    told = document(
        parameter("at", {"type": "integer", "minimum": first}),
        parameter("size", {"type": "integer", "minimum": 1, "maximum": 30, "default": 20}),
        answer={"next": {"type": ["string", "null"]}} if linked else {"pages": {"type": "integer"}},
        pages={
            kind: {"parameter": "at", "first": first, "past-end": "empty", **(LINKED if linked else {})},
            "size": {"parameter": "size", "means": "exactly"},
        },
        sign_in=[{"type": "none"}],
        **total,
    )
    return build(sourced(told), "orchards")


def _told(contract: Contract, answer: Callable[[httpx.URL, int, int], dict[str, Any]]) -> list[tuple[str, str]]:
    """The law and the sentence of each failure of the laws of pages; `answer` takes what was asked, the address and the size."""

    def answered(request: httpx.Request) -> httpx.Response:
        at, size = (request.url.params.get(name, usual) for name, usual in (("at", str(contract.pages.first)), ("size", "20")))
        if not (at.isdigit() and int(at) >= int(contract.pages.first) and size.isdigit() and 1 <= int(size) <= 30):
            return httpx.Response(400, json={"error": "a parameter is wrong"})
        return httpx.Response(200, json=answer(request.url, int(at), int(size)))

    target = Target("test", contract.slug, base_url="http://127.0.0.1:1", auth={"type": "none"})
    store = Store(contract, Session(target, contract.sign_in, transport=httpx.MockTransport(answered)))
    outcomes = [judge(one, store, subject) for one, subject in plan(contract, laws()) if one.area == "pages"]
    return [(one.law, one.violation.says if one.violation else one.reason) for one in outcomes if one.verdict in ("fail", "error")]


def _linked(kind: str, skips: int) -> list[tuple[str, str]]:
    """What is told of links of which those deep in lie so many addresses too far."""

    def answer(url: httpx.URL, at: int, size: int) -> dict[str, Any]:
        begin, step = (at, size) if kind == "offset" else ((at - 1) * size, 1)
        following = at + step + (skips if begin >= 60 else 0)
        more = begin + size < len(ROWS)
        return {
            "orchards": ROWS[begin : begin + size],
            "next": str(url.copy_merge_params({"at": f"{following}", "size": f"{size}", "via": "link"})) if more else None,
        }

    return _told(_contract(kind, 0 if kind == "offset" else 1, linked=True), answer)


@pytest.mark.parametrize("kind", ["offset", "number"])
def test_a_next_link_deep_in_that_skips_is_told(kind: str) -> None:
    """Pages are read by their addresses, and what they name is held to those, whatever else a link carries."""
    assert [law for law, _ in _linked(kind, 1)] == ["pages.walk-ends"]
    ((_, says),) = _linked(kind, 1)
    assert says == (
        "a page names one at at=91 as its next, and that at at=90 follows"
        if kind == "offset"
        else "a page names one at at=5 as its next, and that at at=4 follows"
    )


@pytest.mark.parametrize("kind", ["offset", "number"])
def test_links_to_the_address_that_follows_are_left_in_peace(kind: str) -> None:
    """Though they carry more than was asked."""
    assert _linked(kind, 0) == []


def _numbered(kind: str, *, past: int | None = None, changes: bool = False) -> list[tuple[str, str]]:
    """What is told of a listing that counts its pages, so many past its end, where that is another, or one more from page to page."""

    def answer(url: httpx.URL, at: int, size: int) -> dict[str, Any]:
        begin = at if kind == "offset" else (at - 1) * size
        pages = -(-len(ROWS) // size) + (begin // size if changes else 0)
        return {"orchards": ROWS[begin : begin + size], "pages": past if past is not None and begin >= len(ROWS) else pages}

    return _told(_contract(kind, 0 if kind == "offset" else 1, linked=False), answer)


@pytest.mark.parametrize("past", [0, 1, 99])
@pytest.mark.parametrize("kind", ["offset", "number"])
def test_a_number_of_pages_that_is_another_past_the_end_alone_is_told_once(kind: str, past: int) -> None:
    """Whatever number it is."""
    assert _numbered(kind, past=past) == [("pages.number-of-pages", "past the last record the number of pages is another")]


@pytest.mark.parametrize("kind", ["offset", "number"])
def test_a_number_of_pages_that_differs_anyway_is_told_as_that_alone(kind: str) -> None:
    """Past the end too it is another."""
    assert _numbered(kind, past=0, changes=True) == [
        ("pages.number-of-pages", "the number of pages differs from page to page of one query")
    ]
    assert _numbered(kind) == []
