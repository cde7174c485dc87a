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
        ("startIndex", lambda value, size: value - 1, {"offset": {"parameter": "startIndex", "first": 1}}),
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


@pytest.mark.parametrize(
    ("parameter", "start", "schema", "first"),
    [
        ("page", lambda value, size: max(0, (value - 1) * size - 1), {}, {"number": {"parameter": "page", "first": 1}}),
        ("offset", lambda value, size: max(0, value - 1), {"minimum": 0}, {"offset": {"parameter": "offset", "first": 0}}),
        ("offset", lambda value, size: max(0, value - 1), {"default": 0}, {"offset": {"parameter": "offset", "first": 0}}),
    ],
)
def test_pages_that_repeat_a_record_are_no_other_way_of_counting(parameter: str, start: Any, schema: Any, first: Any) -> None:
    """Two pages of two agree on one by accident, and the third does not; nor is what is documented to begin at 0 begun at 1."""
    takes = number(parameter)
    draft, _ = settle(cut(parameter, start), {**takes, "schema": {**takes["schema"], **schema}}, LIMIT)
    assert {key: value for key, value in draft.listing["pages"].items() if key != "size"} == first


def test_an_address_that_holds_the_cursor_is_not_the_cursor() -> None:
    """Where `next` is a text and answers show an address with the parameter, it is followed and never sent as a value."""

    def answer(query: Mapping[str, str]) -> Any:
        first, size = int(query.get("cursor", 0)), int(query.get("limit", 10))
        further = f"http://harbour.example/boats?cursor={first + size}&limit={size}" if first + size < len(RECORDS) else None
        return {"boats": RECORDS[first:][:size], "next": further}

    takes = {"name": "cursor", "in": "query", "schema": {"type": "string"}}
    draft, _ = settle(answer, takes, LIMIT, next={"type": ["string", "null"]})
    assert draft.listing["pages"]["cursor"]["next"] == {"at": "/next", "as": "link"}
    assert "pages.next" in draft.document.value["x-listing"]["sources"]


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


CODED: list[dict[str, Any]] = [
    {"id": number, "code": code, "created_at": f"2026-01-{number:02}T00:00:00Z"}
    for number, code in enumerate(["alpha", "alphabet", "Alpha", "beta-alpha", "gamma", "delta", "epsilon", "zeta"], 1)
]

SORT = {"name": "sort", "in": "query", "schema": {"type": "string", "enum": ["created_at"]}}
BY_OFFSET = cut("offset", lambda value, size: value)


def test_the_order_that_comes_unasked_is_seen() -> None:
    """One key in one direction that explains the whole listing is the default; two that do are none."""
    draft, harbour = settle(BY_OFFSET, SORT, number("offset"), LIMIT)
    assert draft.listing["order"]["default"] == ["created_at", "desc"]
    assert len(harbour.asked) <= 6
    both = {**SORT, "schema": {"type": "string", "enum": ["created_at", "id"]}}
    draft, _ = settle(BY_OFFSET, both, number("offset"), LIMIT)
    assert "default" not in draft.listing["order"]


def test_an_order_by_accident_is_none() -> None:
    """The first page falls by a time and the second does not: no order is claimed. Nor is one where the end is not near and the number
    of a record rises as well."""
    mixed = [*RECORDS[:10], *RECORDS[:1:-1]]

    def answer(query: Mapping[str, str]) -> Any:
        first, size = int(query.get("offset", 0)), int(query.get("limit", 10))
        return {"boats": [{**one, "id": place} for place, one in enumerate(mixed)][first:][:size]}

    draft, _ = settle(answer, SORT, number("offset"), LIMIT)
    assert "default" not in draft.listing["order"]
    draft, _ = settle(lambda query: {"boats": RECORDS}, SORT, LIMIT)
    assert "default" not in draft.listing["order"]


LONG = [
    {"id": place * 31 % 53, "code": f"c{place}", "created_at": f"2026-{1 + place % 12:02}-{1 + place // 2:02}T00:00:00Z"}
    for place in range(50)
]


@pytest.mark.parametrize(("broken", "default"), [(True, ["created_at", "desc"]), (False, None)])
def test_an_order_that_breaks_at_the_edges_of_pages_alone_is_no_accident(broken: bool, default: Any) -> None:
    """Each page falls by a time and no page goes on where the one before ended; pages of which one does not fall stand in no order."""

    def answer(query: Mapping[str, str]) -> Any:
        first, size = int(query.get("offset", 0)), int(query.get("limit", 10))
        page = LONG[first:][:size]
        sorts = broken or first != 20
        return {"boats": sorted(page, key=lambda one: str(one["created_at"]), reverse=True) if sorts else page}

    draft, harbour = settle(answer, SORT, number("offset"), LIMIT)
    assert draft.listing["order"].get("default") == default
    assert len(harbour.asked) <= 8


def test_an_order_that_does_nothing_is_left_to_the_laws_where_its_custom_is_to_refuse() -> None:
    """Strapi refuses what is no key: one that takes each and turns none ignores the order. Django's passes over what it does not know."""

    def answer(query: Mapping[str, str]) -> Any:
        return {"boats": CODED[int(query.get("offset", 0)) :][: int(query.get("limit", 10))]}

    strapi, _ = settle(answer, text("sort"), number("pagination[page]"), LIMIT)
    assert strapi.listing["order"]["keys"].keys() == {"id", "code", "created_at"}
    django, _ = settle(
        answer, {**text("ordering"), "description": "Which field to use when ordering the results."}, number("offset"), LIMIT
    )
    assert django.listing["order"] == "unspecified"


@pytest.mark.parametrize(
    ("answer", "beside"),
    [
        (lambda query: {"boats": CODED[:4], "total": len(CODED)}, {"total": {"type": "integer"}}),
        (lambda query: {"boats": sorted(CODED, key=lambda one: one["id"], reverse=query.get("sort") == "-id")[:4]}, {}),
        (lambda query: {"boats": [one for one in CODED[::-1] if query.get("code", "").casefold() in one["code"].casefold()][:4]}, {}),
    ],
)
def test_what_comes_at_once_is_not_taken_for_a_listing_that_is_longer(answer: Any, beside: Any) -> None:
    """A total that is larger, an order turned round, or a filter shows more: no order, filter or total is claimed of it."""
    by_id = {"name": "sort", "in": "query", "schema": {"type": "string", "enum": ["id", "-id"]}}
    draft, _ = settle(answer, by_id, text("code"), **beside)
    assert (draft.listing["order"], draft.listing["filters"]) == ("unspecified", {})
    assert "total" not in draft.listing
    assert draft.reasons["pages.none"].startswith("seen: ")
    whole, _ = settle(lambda query: {"boats": CODED, "total": len(CODED)}, by_id, text("code"), **beside)
    assert whole.listing["order"] != "unspecified"


def test_an_empty_listing_settles_nothing() -> None:
    """One question, and every guess stays one."""
    draft, harbour = settle(lambda query: {"boats": []}, number("offset"), LIMIT)
    assert len(harbour.asked) == 1
    assert draft.listing["pages"]["offset"]["first"] == 0


def text(name: str) -> dict[str, Any]:
    """A parameter that takes a text."""
    return {"name": name, "in": "query", "schema": {"type": "string"}}


def keeping(name: str, keeps: Any, records: list[dict[str, Any]] | None = None) -> Any:
    """Ten records a page, of those that a function of the record and the value keeps."""

    def answer(query: Mapping[str, str]) -> Any:
        kept = [one for one in records or CODED if name not in query or keeps(one, query[name])]
        return {"boats": kept[: int(query.get("limit", 10))]}

    return answer


@pytest.mark.parametrize(
    ("keeps", "left"),
    [
        (lambda one, value: one["code"] == value, "equals"),
        (lambda one, value: one["code"].casefold() == value.casefold(), "equals-any-case"),
        (lambda one, value: value in one["code"], "contains"),
        (lambda one, value: value.casefold() in one["code"].casefold(), "contains-any-case"),
        (lambda one, value: one["code"].startswith(value), "prefix"),
    ],
)
def test_how_a_filter_matches_is_asked(keeps: Any, left: str) -> None:
    """A few values tell equality, parts, beginnings and case apart; what was seen stands beside it."""
    draft, harbour = settle(keeping("code", keeps), text("code"), LIMIT)
    assert draft.listing["filters"]["code"] == {"field": "/code", "matches": left}
    assert draft.reasons["filters.code"].startswith("seen: code=")
    assert len(harbour.asked) <= 5


@pytest.mark.parametrize(
    "keeps", [lambda one, value: True, lambda one, value: False, lambda one, value: one["code"][::-1] == value, lambda one, value: 1 / 0]
)
def test_a_filter_that_no_reading_explains_keeps_its_guess(keeps: Any) -> None:
    """One that is ignored, keeps nothing, looks elsewhere or is refused is left for the laws to judge."""

    def answer(query: Mapping[str, str]) -> Any:
        try:
            return keeping("code", keeps)(query)
        except ZeroDivisionError:
            return 400

    draft, _ = settle(answer, text("code"), LIMIT)
    assert len(draft.listing["filters"]["code"]["matches"]) == 5
    assert not draft.reasons["filters.code"].startswith("seen")


NAMED = [{**one, "name": f"boat {one['id']}", "full_name": f"{one['code']} of harbour {one['id']}"} for one in CODED]
FIELDS = {
    "properties": {"name": {"type": "string"}, "full_name": {"type": "string"}, "code": {"type": "string"}, "id": {"type": "integer"}}
}
BOATS = {"type": "array", "items": {"type": "object", "required": ["id", "name", "full_name"], **FIELDS}}


@pytest.mark.parametrize(
    ("keeps", "looked_at"),
    [
        (lambda one, value: one["full_name"].startswith(value), "/full_name"),
        (lambda one, value: one["name"].startswith(value), "/name"),
        (lambda one, value: one["code"].startswith(value), "/name"),
        (lambda one, value: True, "/name"),
    ],
)
def test_which_of_several_fields_a_filter_looks_at_is_asked(keeps: Any, looked_at: str) -> None:
    """Of fields that share a word with it; one that is called like nothing in it, or no answer that narrows, moves no guess."""
    draft, harbour = settle(keeping("name_prefix", keeps, NAMED), text("name_prefix"), LIMIT, boats=BOATS)
    assert draft.listing["filters"]["name_prefix"]["field"] == looked_at
    assert draft.reasons["filters.name_prefix"].startswith("seen: ") == (looked_at == "/full_name")
    seen = build(draft.document, draft.operation.slug).sources["filters.name_prefix"].grade
    assert seen == ("seen" if looked_at == "/full_name" else "guess")
    assert len(harbour.asked) <= 5


def test_a_filter_that_is_called_like_a_field_is_of_no_other() -> None:
    """`name` looks at name; that it keeps what `full_name` shows is a fault, for the laws to tell."""
    draft, _ = settle(keeping("name", lambda one, value: value in one["full_name"], NAMED), text("name"), LIMIT, boats=BOATS)
    assert draft.listing["filters"]["name"]["field"] == "/name"


@pytest.mark.parametrize(("keeps", "left"), [(lambda at, value: at > value, "after"), (lambda at, value: at >= value, "from")])
def test_whether_a_bound_is_itself_kept_is_asked(keeps: Any, left: str) -> None:
    """The moment of a record that is shown tells."""
    after = {"name": "created_after", "in": "query", "schema": {"type": "string", "format": "date-time"}}
    draft, _ = settle(keeping("created_after", lambda one, value: keeps(one["created_at"], value)), after, LIMIT)
    assert draft.listing["filters"]["created_after"]["matches"] == left


@pytest.mark.parametrize(
    ("last", "end"),
    [({}, "absent"), ({"next_cursor": None}, "null"), ({"next_cursor": ""}, "blank"), ({"next_cursor": "10"}, "same")],
)
def test_how_the_end_is_told_is_asked(last: dict[str, Any], end: str) -> None:
    """Where the end is near, one walk to it tells whether the cursor is left out, null, blank or the one that was asked for."""
    schema = {"type": ["string", "null"]}

    def answer(query: Mapping[str, str]) -> Any:
        start = int(query.get("cursor", 0))
        after = start + 5
        return {"boats": RECORDS[start:after], **({"next_cursor": str(after)} if after < len(RECORDS) else last)}

    draft, harbour = settle(answer, {"name": "cursor", "in": "query", "schema": {"type": "string"}}, next_cursor=schema)
    assert draft.listing["pages"]["cursor"]["end"] == end
    assert draft.reasons["pages.end"].startswith("seen: on page 3")
    assert len(harbour.asked) <= 5


def test_a_far_end_keeps_its_guess() -> None:
    """No more than four pages are asked for."""

    def answer(query: Mapping[str, str]) -> Any:
        start = int(query.get("cursor", 0))
        return {"boats": [{"id": start, "code": f"c{start}"}, {"id": start + 1, "code": f"c{start + 1}"}], "next_cursor": str(start + 2)}

    draft, harbour = settle(answer, {"name": "cursor", "in": "query", "schema": {"type": "string"}}, next_cursor={"type": "string"})
    assert draft.listing["pages"]["cursor"]["end"] == ["absent", "blank"]
    assert len(harbour.asked) <= 6
