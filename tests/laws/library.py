"""A library of books behind a server of few lines: four ways to lead from page to page, and what people get wrong in each."""

from __future__ import annotations

import base64
import binascii
import json
import random
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import unquote_plus, urlencode

import httpx

from listproof.contract import Contract, build
from listproof.evidence import Store
from listproof.transport import Session, Target

from ..contract.drawn_contracts import sourced
from ..contract.orchards import PLACE, document, parameter

__all__ = ["Library", "listing"]

SHELVES = ("art", "law", "zoo")
_WORDS = (
    "amber",
    "birch",
    "cedar",
    "delta",
    "ember",
    "fjord",
    "grove",
    "heath",
    "inlet",
    "jetty",
    "knoll",
    "larch",
    "marsh",
    "north",
    "olive",
)
_DRAWN = random.Random(5)
BOOKS: Sequence[Mapping[str, Any]] = [
    {
        "id": f"b{number:03}",
        "title": None
        if number % 11 == 3
        else f"{_DRAWN.choice(_WORDS)} {_DRAWN.choice(_WORDS)} {number}{', R&D + 50% #1' if number % 10 == 7 else ''}",
        "shelf": _DRAWN.choice(SHELVES),
        "added": f"2026-0{1 + number % 7}-{1 + number % 5:02}T00:00:00Z",
        "leaves": _DRAWN.randrange(40, 400),
    }
    for number in range(173)
]
_RECORD: Mapping[str, Mapping[str, Any]] = {
    "id": {"type": "string"},
    "title": {"type": ["string", "null"]},
    "shelf": {"type": "string", "enum": list(SHELVES)},
    "added": {"type": "string", "format": "date-time"},
    "leaves": {"type": "integer"},
}
_KEYS = ("added", "title", "leaves")
_LARGEST, _USUAL = 50, 20
_NEXT = {"type": ["string", "null"]}
_TOTAL = {"type": "integer"}


def listing(kind: str, fault: str = "") -> Store:
    """The listing of the books by one way to page, at a server with a fault; without one where that is empty."""
    contract = _contract(kind)
    target = Target("mock", "books", base_url="http://127.0.0.1:1", auth={"type": "header", "name": "X-Token", "value": "t"})
    return Store(contract, Session(target, contract.sign_in, transport=Library(kind, fault), sleep=lambda _: None))


def _contract(kind: str) -> Contract:
    page = parameter("page", {"type": "integer", "minimum": 1, "default": 1})
    ways: dict[str, tuple[list[dict[str, Any]], dict[str, Any], dict[str, Any]]] = {
        "number": ([page], {"total": _TOTAL}, {"number": {"parameter": "page", "first": 1, "past-end": "empty"}}),
        "link": ([], {"total": _TOTAL, "older": _NEXT}, {"link": {"next": "/older", "end": [None, "absent"]}}),
        "cursor": (
            [parameter("cursor")],
            {"total": _TOTAL, "next": _NEXT},
            {"cursor": {"parameter": "cursor", "next": "/next", "end": [None, "absent"]}},
        ),
        "keyset": (
            [parameter("after")],
            {"has_more": {"type": "boolean"}},
            {"cursor": {"parameter": "after", "next": {"last": "/id"}, "end": {"/has_more": False}}},
        ),
    }
    taking, answer, pages = ways[kind]
    sorts = [sign + key for sign in ("", "-") for key in _KEYS]
    asked = [
        parameter("limit", {"type": "integer", "minimum": 1, "maximum": _LARGEST, "default": _USUAL}),
        parameter("shelf", {"type": "string", "enum": list(SHELVES)}),
        parameter("words"),
    ]
    order: dict[str, Any] = {"keys": {"added": {"field": "/added", "as": "time"}}, "default": ["added", "desc"]}
    if kind != "keyset":
        asked.append(parameter("sort", {"type": "string", "enum": sorts}))
        order |= {"by": "sort", "direction": {"prefix": "-"}}
        order["keys"] |= {
            "title": {"field": "/title", "as": "text", "nulls": "last"},
            "leaves": {"field": "/leaves", "as": "number"},
        }
    required = [name for name in _RECORD if name != "title"]
    record = {"type": "object", "required": required, "properties": {name: {**held, "x-source": PLACE} for name, held in _RECORD.items()}}
    words: dict[str, Any] = {
        "pages": {**pages, "size": {"parameter": "limit", "means": "exactly", "safe": _LARGEST}},
        "filters": {"shelf": {"field": "/shelf", "matches": "equals"}, "words": {"field": "/title", "matches": "contains"}},
        "order": order,
    }
    if "total" in answer:
        words["total"] = {"at": "/total", "counts": "matching"}
    return build(sourced(document(*asked, *taking, record=record, answer=answer, **words)), "books")


class Library(httpx.BaseTransport):
    """Answers inside the process, with one fault."""

    def __init__(self, kind: str, fault: str) -> None:
        self.kind = kind
        self.fault = fault

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """The answer to one request: a page, or what is wrong."""
        if request.headers.get("x-token") != "t":
            return httpx.Response(401, json={"code": "Unknown", "message": "No token."}, request=request)
        try:
            return httpx.Response(200, json=self._page(request), request=request)
        except KeyError as wrong:
            return httpx.Response(400, json={"code": "Bad", "message": f"{wrong.args[0]} is wrong."}, request=request)

    def _page(self, request: httpx.Request) -> dict[str, Any]:
        asked = dict(request.url.params)
        over = max(0, int(asked["limit"]) - _LARGEST) if self.fault == "clamped-skips" and asked.get("limit", "").isdecimal() else 0
        asked |= {"limit": str(_LARGEST)} if over else {}
        size = _number(asked, "limit", _USUAL, _LARGEST)
        size = min(size, 25) if self.fault == "size-capped" else size
        given = {name: asked[name] for name in ("shelf", "words", "sort") if name in asked}
        cursor = _cursor(asked["cursor"]) if self.kind in ("cursor", "link") and asked.get("cursor") else None
        if cursor is not None and self.fault != "link-loses-filter" and cursor["given"] != given:
            raise KeyError("cursor")
        later = cursor is not None or asked.get("page", "1") != "1" or "after" in asked
        if later and self.fault == "filter-lost-later":
            given = {name: value for name, value in given.items() if name == "sort"}
        if later and self.fault == "sort-lost-later":
            given.pop("sort", None)
        if later and self.fault == "direction-lost-later" and "sort" in given:
            given["sort"] = given["sort"].removeprefix("-")
        books = self._ordered(_kept(given), given.get("sort", "-added"))
        start = cursor["start"] if cursor is not None else (_number(asked, "page", 1) - 1) * size
        start = self._after(books, asked["after"]) if "after" in asked else start
        start += self.fault == "first-dropped"
        shown = books[start + 1 if start and self.fault == "boundary-skipped" else start :][:size]
        more = start + size < len(books) and not (self.fault == "no-next-with-filter" and {"shelf", "words"} & given.keys())
        total = len(BOOKS) if self.fault == "total-of-all" else len(books)
        body: dict[str, Any] = {"orchards": [book for book in shown if not (self.fault == "one-left-out" and book["id"] == "b100")]}
        if self.kind == "keyset":
            return {**body, "has_more": more}
        onward = start if self.fault == "next-stays" else start + size + over
        token = base64.urlsafe_b64encode(json.dumps({"start": onward, "given": given}).encode()).decode().rstrip("=")
        if self.kind == "cursor":
            return {**body, "total": total, "next": token if more else None}
        kept = {name: value for name, value in asked.items() if name != "cursor"}
        if self.fault == "link-loses-filter":
            kept = {name: value for name, value in kept.items() if name not in ("shelf", "words")}
        asking = urlencode({**kept, "cursor": token})
        asking = unquote_plus(asking).replace(" ", "+") if self.fault == "link-unescaped" else asking
        older = f"{request.url.path}?{asking}" if more else None
        return {**body, "total": total} if self.kind == "number" else {**body, "total": total, "older": older}

    def _ordered(self, books: list[Mapping[str, Any]], sort: str) -> list[Mapping[str, Any]]:
        key = sort.removeprefix("-")
        if key not in _KEYS:
            raise KeyError("sort")
        falling = sort.startswith("-") and self.fault != "direction-ignored"
        written = self.fault == "numbers-as-texts"
        told = [book for book in books if book[key] is not None]
        having = sorted(told, key=lambda book: str(book[key]) if written else book[key], reverse=falling)
        return having + [book for book in books if book[key] is None]

    def _after(self, books: Sequence[Mapping[str, Any]], name: str) -> int:
        """How many books stand before those that come after one; where ties are skipped, after all that are equal to it."""
        found = next((book for book in BOOKS if book["id"] == name), None)
        if found is None:
            raise KeyError("after")
        places = [place for place, book in enumerate(books) if book["id"] == name]
        if self.fault == "ties-skipped" or not places:
            return sum(book["added"] >= found["added"] for book in books)
        return places[0] + 1


def _kept(given: Mapping[str, str]) -> list[Mapping[str, Any]]:
    shelf, words = given.get("shelf"), given.get("words")
    if shelf is not None and shelf not in SHELVES:
        raise KeyError("shelf")
    books = [book for book in BOOKS if shelf is None or book["shelf"] == shelf]
    return books if words is None else [book for book in books if book["title"] is not None and words in book["title"]]


def _number(asked: Mapping[str, str], name: str, otherwise: int, most: int = 10**6) -> int:
    text = asked.get(name, str(otherwise))
    if not (text.isascii() and text.isdigit() and len(text) < 9 and 1 <= int(text) <= most):
        raise KeyError(name)
    return int(text)


def _cursor(text: str) -> dict[str, Any]:
    try:
        said = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    except (binascii.Error, ValueError):
        raise KeyError("cursor") from None
    if not isinstance(said, dict) or not isinstance(said.get("start"), int) or not isinstance(said.get("given"), dict):
        raise KeyError("cursor")
    return said
