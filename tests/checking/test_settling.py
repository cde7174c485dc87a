"""Guesses are settled by asking: what an offset counts, what the total counts, what tells records apart, which order comes unasked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from listproof.checking.asking import Questions
from listproof.checking.settling import settled
from listproof.contract import build, facts
from listproof.openapi import Draft, drafted, list_operations
from listproof.transport import Session, Target

from .harbours import RECORDS, Harbour, described

LIMIT = {"name": "limit", "in": "query", "schema": {"type": "integer", "maximum": 50}}


def number(name: str) -> dict[str, Any]:
    """A parameter that takes a number."""
    return {"name": name, "in": "query", "schema": {"type": "integer"}}


def settle(answer: Any, *parameters: Mapping[str, Any], **beside: Any) -> tuple[Draft, Harbour]:
    """The draft of the one listing as asking leaves it."""
    document = described(*parameters, **beside)
    (operation,) = list_operations(document)
    harbour = Harbour(answer)
    session = Session(Target("harbour", operation.slug, "http://harbour.example"), ({"type": "none"},), transport=harbour)
    return settled(drafted(document, operation), Questions(session, "/boats", {}, operation.records)), harbour


def cut(parameter: str, start: Any) -> Any:
    """Pages of `limit` records, ten where none is asked for; `start` makes the first record of the parameter and the size."""

    def answer(query: Mapping[str, str]) -> Any:
        size = int(query.get("limit", 10))
        first = start(int(query[parameter]), size) if parameter in query else 0
        return {"boats": RECORDS[max(0, first) :][:size], "total": len(RECORDS)}

    return answer


@pytest.mark.parametrize(
    ("parameter", "start", "pages"),
    [
        ("offset", lambda value, size: value, {"offset": {"parameter": "offset", "first": 0}}),
        ("offset", lambda value, size: value * size, {"number": {"parameter": "offset", "first": 0}}),
        ("page", lambda value, size: (value - 1) * size, {"number": {"parameter": "page", "first": 1}}),
        ("page", lambda value, size: value * size, {"number": {"parameter": "page", "first": 0}}),
        ("start", lambda value, size: (value - 1) * size, {"number": {"parameter": "start", "first": 1}}),
    ],
)
def test_what_the_parameter_of_the_page_counts_is_asked(parameter: str, start: Any, pages: Any) -> None:
    """Records or pages, and from 0 or 1: two pages of two tell, whatever its name."""
    draft, harbour = settle(cut(parameter, start), number(parameter), LIMIT)
    assert {key: value for key, value in draft.listing["pages"].items() if key != "size"} == pages
    assert len(harbour.asked) <= 4


def test_a_fault_at_the_border_of_pages_is_no_other_way_of_counting() -> None:
    """Where two pages agree on none of the ways, the guess stays, for the laws to judge."""
    draft, _ = settle(cut("offset", lambda value, size: value + 1), number("offset"), LIMIT)
    assert draft.listing["pages"]["offset"] == {"parameter": "offset", "first": 0}


def test_a_count_of_the_page_is_no_total() -> None:
    """A field called count that tells the page's records is struck; one that is called total is kept, and a lie if it counts the page."""

    def answer(query: Mapping[str, str]) -> Any:
        shown = RECORDS[: int(query.get("limit", 10))]
        return {"boats": shown, "count": len(shown), "total": len(shown)}

    draft, _ = settle(answer, number("offset"), LIMIT, count={"type": "integer"})
    assert "total" not in draft.listing
    draft, _ = settle(answer, number("offset"), LIMIT, total={"type": "integer"})
    assert draft.listing["total"]["at"] == "/total"


def test_an_identity_that_repeats_gives_way_to_one_that_does_not() -> None:
    """The field that tells all records of a page apart is taken, and graded as seen."""
    draft, _ = settle(lambda query: {"boats": [{**one, "id": 7} for one in RECORDS]}, LIMIT)
    assert draft.listing["identity"] == ["/code"]
    held = {fact.id: fact.source.grade for fact in facts(build(draft.document, "boats"))}
    assert (held["identity"], held["records"]) == ("seen", "guess")


def test_the_order_that_comes_unasked_is_seen() -> None:
    """One key in one direction that explains the first page is the default; two that do are none."""
    sort = {"name": "sort", "in": "query", "schema": {"type": "string", "enum": ["created_at"]}}
    draft, _ = settle(lambda query: {"boats": RECORDS}, sort, LIMIT)
    assert draft.listing["order"]["default"] == ["created_at", "desc"]
    both = {**sort, "schema": {"type": "string", "enum": ["created_at", "id"]}}
    draft, _ = settle(lambda query: {"boats": RECORDS}, both, LIMIT)
    assert "default" not in draft.listing["order"]


def test_an_empty_listing_settles_nothing() -> None:
    """One question, and every guess stays one."""
    draft, harbour = settle(lambda query: {"boats": []}, number("offset"), LIMIT)
    assert len(harbour.asked) == 1
    assert draft.listing["pages"]["offset"]["first"] == 0
