"""The simulator's pages: a walk by each pager meets every record once, and ends, leads and refuses as its contract says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest

from listproof.contract import AnswerPlace, Contract, End, Lead, Pages, Size, Total
from listproof.simulator.churn import Churn

from .invented import Asked, cursor, ferries, paged, parameter, place_of

NEXT = AnswerPlace("pointer", "/next")
ANY = Size("limit", "any", 50)
MOST = Size("limit", "at-most", 50)


def linked(kind: str, place: AnswerPlace, **words: Any) -> Contract:
    """A listing whose pages are led to by links."""
    parameter = {"link": "", "cursor": "offset", "number": "offset", "offset": "offset"}[kind]
    first = {"number": 1, "offset": 0}.get(kind)
    pages = Pages(kind, parameter, MOST, first, next=Lead(place, "link", parameter or None), **words)  # type: ignore[arg-type]
    return paged(
        pages, links={"type": "array", "items": {"type": "object", "properties": {"rel": {"type": "string"}, "href": {"type": "string"}}}}
    )


def last(pointer: str = "/id", **words: Any) -> Contract:
    """A listing whose cursor is what the last record shows."""
    end = words.pop("end", (End("says", AnswerPlace("pointer", "/more"), False),))
    lead = Lead(AnswerPlace("last", pointer), "token", "offset")
    return paged(Pages("cursor", "offset", words.pop("size", MOST), None, next=lead, end=end, **words), more={"type": "boolean"})


WALKS: Mapping[str, Contract] = {
    "token, absent": paged(cursor(end=(End("absent"),))),
    "token, null": paged(cursor(end=(End("null"),))),
    "token, blank": paged(cursor(end=(End("blank"),))),
    "token, same": paged(cursor(end=(End("same"),))),
    "token, empty page": paged(cursor(end=(End("empty"),))),
    "token, says so": paged(cursor(end=(End("says", AnswerPlace("pointer", "/more"), False),)), more={"type": "boolean"}),
    "token, any size": paged(cursor(end=(End("absent"),), size=ANY)),
    "token, first blank": paged(replace(cursor(), first="")),
    "token in a header": paged(replace(cursor(), next=Lead(AnswerPlace("header", "X-Next-Page"), "token", "offset"))),
    "last record": last(),
    "last record, any size": last(size=ANY),
    "last record, empty page": last(end=(End("empty"),)),
    "last moment": last("/sailed"),
    "link in the body": linked("link", NEXT),
    "link in a header": linked("link", AnswerPlace("link", "next")),
    "link among links": linked("link", AnswerPlace("rel", "/links", "next")),
    "link with a cursor": linked("cursor", NEXT),
    "link with a number": linked("number", AnswerPlace("link", "next")),
    "next number": paged(Pages("number", "offset", MOST, 1, next=Lead(NEXT, "token", "offset")), next={"type": ["integer", "null"]}),
    "next offset": paged(Pages("offset", "offset", ANY, 0, next=Lead(NEXT, "token", "offset")), next={"type": ["integer", "null"]}),
    "counted from one": paged(Pages("offset", "offset", MOST, 1, next=Lead(NEXT, "token", "offset")), next={"type": ["integer", "null"]}),
}


@pytest.mark.parametrize("name", WALKS)
def test_a_walk_meets_every_record_once_in_order(name: str) -> None:
    """The pages that answers lead to hold each record once, in the order of the whole."""
    asked = Asked(WALKS[name])
    whole = [record["id"] for page in asked.walk({"limit": 50}) for record in page]
    for size in (7, 19, 1, 57):
        walked = [record["id"] for page in asked.walk({"limit": size} if size <= 50 else {}) for record in page]
        assert walked == whole, size
    assert len(whole) == len(set(whole)) == 57


@pytest.mark.parametrize("name", WALKS)
def test_nothing_is_a_walk_too(name: str) -> None:
    """A listing without records is one page that leads nowhere, or an empty one after it."""
    assert all(page == [] for page in Asked(WALKS[name], jobs=0).walk())


@pytest.mark.parametrize("links", ["absolute", "relative", "path"])
def test_links_are_absolute_or_relative(links: str) -> None:
    """A link keeps the whole query but for the page, in whichever form this server writes addresses."""
    asked = Asked(linked("link", AnswerPlace("link", "next")), readings={"links": links})
    link = asked.get({"limit": 3, "x": "a b&c"}).links["next"]["url"]
    assert link.startswith({"absolute": "http://simulator/v1/", "relative": "?", "path": "/v1/"}[links])
    assert "limit=3&x=a+b%26c&page_token=" in link
    assert sum(map(len, asked.walk({"limit": 10}))) == 57


def test_a_page_may_be_short_or_empty_though_more_follow() -> None:
    """Where a size means no more than that, some pages before the last hold fewer records than asked for, and one holds none."""
    sizes = [len(page) for page in Asked(WALKS["token, any size"], jobs=200).walk({"limit": 5})][:-1]
    assert {0, 4, 5} == set(sizes)
    full = Asked(WALKS["token, any size"], readings={"page-filling": "full"}).walk({"limit": 5})
    assert {len(page) for page in full[:-1]} == {5}


def test_a_made_up_cursor_is_refused_or_leads_nowhere() -> None:
    """Garbage, a cut cursor and a changed one are refused; where that is open, they may show nothing."""
    contract = WALKS["token, absent"]
    good = Asked(contract).get({"limit": 5}).json()["next"]
    flipped = good[:20] + ("A" if good[20] != "A" else "B") + good[21:]
    for wrong in ("garbage", good[:-3], flipped, good + "=", "", "ü", "0"):
        assert Asked(contract).get({"limit": 5, "offset": wrong}).status_code == 400, wrong
        shown = Asked(contract, readings={"made-up": "empty"}).get({"limit": 5, "offset": wrong})
        assert shown.json()["ferries"] == []
        assert "next" not in shown.json()
    refused = replace(contract, pages=replace(contract.pages, made_up="refused"))
    assert Asked(refused, readings={"made-up": "empty"}).get({"offset": "garbage"}).status_code == 400


def with_names(contract: Contract) -> Contract:
    """The listing with a filter by line."""
    plain = ferries(parameters=[parameter("line", {"type": "string", "enum": ["north", "south", "islands"]})],
                    listing={"filters": {"line": {"field": "/line", "matches": "equals"}}})  # fmt: skip
    return replace(contract, filters=plain.filters, parameters=(*contract.parameters, plain.parameter("line")))


def test_a_cursor_of_another_query_is_refused_or_goes_on() -> None:
    """The cursor of one filter given with another is refused, goes on with the old query, or with the new one from there."""
    contract = with_names(WALKS["token, absent"])
    asked = Asked(contract)
    query = {"limit": 5, "line": "north"}
    second = {**query, "offset": asked.get(query).json()["next"]}
    expected = asked.get(second).json()["ferries"]
    other = {**second, "line": "south"}
    assert asked.get(other).status_code == 400
    old = Asked(contract, readings={"elsewhere": "old"})
    second["offset"] = old.get(query).json()["next"]
    assert [one["id"] for one in old.get({**second, "line": "south"}).json()["ferries"]] == [one["id"] for one in expected]
    new = Asked(contract, readings={"elsewhere": "new"})
    assert {one["line"] for one in new.get({**other, "offset": new.get(query).json()["next"]}).json()["ferries"]} == {"south"}


def test_a_cursor_ends_in_time() -> None:
    """Where expired cursors are refused, one that is older than its life is."""
    now = [1_800_000_000.0]
    contract = paged(cursor(expired="refused"))
    asked = Asked(contract, clock=lambda: now[0])
    following = asked.get().json()["next"]
    assert asked.get({"offset": following}).status_code == 200
    now[0] += 3601
    assert asked.get({"offset": following}).status_code == 400
    lasting = Asked(paged(cursor()), readings={"cursor.life": "60", "expired": "goes-on"}, clock=lambda: now[0])
    following = lasting.get().json()["next"]
    now[0] += 61
    assert lasting.get({"offset": following}).status_code == 200


def test_previous_leads_back() -> None:
    """The pages backwards are the pages forwards, by a token of the same parameter and by a parameter of its own."""
    back = Lead(AnswerPlace("pointer", "/previous"), "token", "offset")
    asked = Asked(paged(cursor(previous=back), previous={"type": ["string", "null"]}))
    answers = [asked.get({"limit": 10})]
    while answers[-1].json().get("next"):
        answers.append(asked.get({"limit": 10, "offset": answers[-1].json()["next"]}))
    assert "previous" not in answers[0].json()
    for before, answer in pairwise(answers):
        again = asked.get({"limit": 10, "offset": answer.json()["previous"]})
        assert again.json()["ferries"] == before.json()["ferries"]


def met_while_others_move(contract: Contract, motion: Churn, **readings: str) -> tuple[list[Any], set[Any]]:
    """The records that a walk meets while others move, and those that were there before it and after."""
    now = [1_800_000_000.0]
    asked = Asked(contract, jobs=200, clock=lambda: now[0], motion=motion, readings=readings)
    before = {record["id"] for page in asked.walk({"limit": 50}) for record in page}
    walked = []
    query: dict[str, Any] = {"limit": 10}
    answer: Any = asked.get(query)
    while answer is not None:
        walked.append(asked.shown(answer))
        now[0] += 1.0
        answer = asked.following(answer, query, walked[-1])
    after = {record["id"] for page in asked.walk({"limit": 50}) for record in page}
    assert before != after
    return [record["id"] for page in walked for record in page], before & after


def test_a_walk_survives_what_moves() -> None:
    """With places for cursors a record that was there all the time is met exactly once while others come and go."""
    for name in ("token, absent", "last record"):
        met, there = met_while_others_move(WALKS[name], Churn(3.0))
        assert len(met) == len(set(met)), name
        assert there <= set(met), name


@pytest.mark.parametrize(
    ("said", "reading", "shifts"), [("kept", "offset", False), ("shifts", "place", True), (None, "offset", True), (None, "place", False)]
)
def test_a_cursor_is_what_its_document_says_of_insertion(said: Any, reading: str, shifts: bool) -> None:
    """A place or an offset, whatever is decided; where no source says, as it is decided."""
    met, _ = met_while_others_move(paged(cursor(end=(End("absent"),), insertion=said)), Churn(3.0, kinds=("add",)), cursor=reading)
    assert (len(met) > len(set(met))) == shifts


def counted(at: AnswerPlace, counts: str = "matching", pages: AnswerPlace | None = None, **words: Any) -> Contract:
    """A listing that tells its total in some way."""
    made = ferries()
    return replace(made, total=Total(at, (counts,), **words), page_count=pages)


def test_totals_stand_where_they_are_said_to() -> None:
    """A total stands in a header, in a range or in the body, and the number of pages beside it."""
    header = Asked(counted(AnswerPlace("header", "X-Total-Count"), pages=AnswerPlace("header", "X-Total-Pages")))
    assert header.get({"limit": 10}).headers["X-Total-Count"] == "57"
    assert header.get({"limit": 10}).headers["X-Total-Pages"] == "6"
    span = Asked(counted(AnswerPlace("range", "Content-Range")))
    assert span.get({"limit": 10, "offset": 50}).headers["Content-Range"] == "items 50-56/57"
    assert span.get({"limit": 10, "offset": 60}).headers["Content-Range"] == "items */57"
    assert place_of(span.get(), AnswerPlace("range", "Content-Range")) == 57
    body = Asked(counted(AnswerPlace("pointer", "/total"), pages=AnswerPlace("pointer", "/pages")))
    assert body.get({"limit": 50}).json()["pages"] == 2


def test_totals_are_capped_estimated_or_what_is_left() -> None:
    """A total counts what is left after the page, is near, or is never beyond its cap."""
    left = Asked(counted(AnswerPlace("pointer", "/total"), "remaining"))
    assert [left.get({"limit": 20, "offset": offset}).json()["total"] for offset in (0, 20, 40, 60)] == [37, 17, 0, 0]
    assert Asked(counted(AnswerPlace("pointer", "/total"), capped=40)).get().json()["total"] == 40
    assert Asked(counted(AnswerPlace("pointer", "/total"), capped=True), readings={"total.cap": "30"}).get().json()["total"] == 30
    assert Asked(counted(AnswerPlace("pointer", "/total"), estimated=True)).get().json()["total"] == 60


@pytest.mark.parametrize(("zero", "expected"), [("refused", None), ("default", 10), ("empty", 0), ("everything", 57)])
def test_a_size_of_zero(zero: Any, expected: int | None) -> None:
    """A size of 0 is refused, the default, no record or every record, as documented."""
    made = ferries()
    asked = Asked(replace(made, pages=replace(made.pages, size=replace(made.pages.size, zero=zero))))
    answer = asked.get({"limit": 0})
    assert answer.status_code == 400 if expected is None else len(asked.shown(answer)) == expected


@pytest.mark.parametrize("meant", ["empty", "refused", "last-page"])
def test_past_the_end(meant: Any) -> None:
    """A page past the end is empty, refused or the last page, as documented; page one of nothing is never refused."""
    made = ferries()
    contract = replace(made, pages=replace(made.pages, past_end=meant))
    answer = Asked(contract).get({"limit": 10, "offset": 60})
    assert answer.status_code == (400 if meant == "refused" else 200)
    if meant != "refused":
        assert len(answer.json()["ferries"]) == (7 if meant == "last-page" else 0)
    assert Asked(contract, jobs=0).get({"limit": 10}).json()["ferries"] == []


def test_a_listing_without_a_size() -> None:
    """Where no size can be asked for, pages are as large as this server decided."""
    asked = Asked(paged(cursor(size=Size("", "any", 0))), readings={"size.default": "20", "page-filling": "full"})
    assert [len(page) for page in asked.walk()] == [20, 20, 17]


def test_a_listing_that_is_not_cut() -> None:
    """Without pages every answer holds all that matches."""
    asked = Asked(paged(Pages("none", "", Size("", "exactly", 0), None)))
    assert len(asked.shown(asked.get())) == 57
