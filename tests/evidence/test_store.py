"""The store asks each question once, reads a listing to its end, and tells a world that moved from one that stood still."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import httpx
import pytest

from listproof.contract import Query
from listproof.evidence import Census
from listproof.transport import Session
from listproof.verdicts import Trouble

from ..made import CONTRACT, World, page, record, store


def test_a_question_is_asked_once() -> None:
    """The same query is answered from what is in hand; a fresh one, or one with headers of its own, is asked again."""
    world = World([record(n) for n in range(5)])
    made = store(world)
    query = Query.of({"limit": 10})
    first = made.ask(query)
    assert made.ask(Query.of({"limit": 10})) is first
    assert len(world.asked) == 1
    made.ask(query, fresh=True)
    made.ask(query, headers={"X-Other": "1"})
    assert len(world.asked) == 3
    assert len(made.ask(query).records) == 5
    assert len(world.asked) == 3


def test_a_record_that_comes_again_is_held_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """In the same body, which is read once, and in another, the same object stands for it, and takes no more room."""
    shares: list[float] = []
    monkeypatch.setattr(Session, "hold", lambda session, answer, new, beside: shares.append(new))
    made = store(World([record(n) for n in range(5)]))
    first, again, other = (made.ask(Query.of({"limit": limit}), fresh=True).records for limit in (5, 5, 3))
    assert all(one is another for one, another in zip(first, again, strict=True))
    assert all(one is another for one, another in zip(first, other, strict=False))
    assert shares == [1.0, 0.0, 0.0]


def test_the_base_query_is_in_every_page() -> None:
    """The census is read under `base`, in pages of the largest size that is shown accepted."""
    world = World([record(n) for n in range(450)])
    census = store(world).census
    assert len(census.records) == len(census.walk.records) == 450
    assert [dict(url.params)["offset"] for url in world.asked] == ["0", "200", "400"]
    assert {dict(url.params)["enterprise_project_id"] for url in world.asked} == {"all_granted_eps"}
    assert (census.complete, census.repeated) == (True, 0)


def test_a_listing_that_refuses_its_largest_page_is_read_in_the_one_that_comes_unasked() -> None:
    """In the least one a listing whose document bounds a page by 10^30 was read record by record."""
    asked: list[str] = []

    def narrow(request: httpx.Request) -> httpx.Response:
        given = dict(request.url.params)
        asked.append(given["limit"])
        start, size = int(given["offset"]), int(given["limit"])
        return page([record(n) for n in range(300)][start : start + size], 300) if size <= 50 else httpx.Response(400, json={})

    usual = tuple(replace(one, schema={**one.schema, "default": 50}) if one.name == "limit" else one for one in CONTRACT.parameters)
    census = store(narrow, replace(CONTRACT, parameters=usual)).census
    assert len(census.records) == 300
    assert asked[:2] == ["200", "50"]
    assert len(asked) <= 8


@pytest.mark.parametrize("count", [0, 1, 10, 11, 199, 200, 201, 400])
def test_a_walk_reads_to_the_end_and_no_further(count: int) -> None:
    """As many pages as the total needs, one where there is nothing."""
    world = World([record(n) for n in range(count)])
    walk = store(world).walk(Query.of({}), 10)
    assert [one["name"] for one in walk.records] == [f"job-{n}" for n in range(count)]
    assert len(world.asked) == max(1, -(-count // 10))


def test_a_walk_ends_where_a_listing_lies_about_its_total() -> None:
    """An empty page ends it, and so does a refusal: nothing is asked for ever."""

    def empty_after_two(request: httpx.Request) -> httpx.Response:
        start = int(dict(request.url.params)["offset"])
        return page([record(start + n) for n in range(10)] if start < 20 else [], 10_000)

    walk = store(empty_after_two).walk(Query.of({}), 10)
    assert (len(walk.records), len(walk.pages)) == (20, 3)

    def refused_later(request: httpx.Request) -> httpx.Response:
        start = int(dict(request.url.params)["offset"])
        return page([record(start + n) for n in range(10)], 10_000) if start < 20 else httpx.Response(400)

    assert len(store(refused_later).walk(Query.of({}), 10).pages) == 3


def test_a_reading_is_bounded_by_max_records() -> None:
    """A listing that is too large, and that no filter makes small enough, is read in part, and the census says so."""
    world = World([record(n) for n in range(1000)])
    world.refuses = frozenset({"job_name", "cluster_name", "namespace_name"})
    made = store(world, max_records=400)
    assert len(made.census.records) == 400
    assert not made.census.complete
    assert len(made.walk(made.base, 10).records) == 400


def test_a_listing_that_is_too_large_is_narrowed_by_what_a_record_shows() -> None:
    """The filter value of a record that keeps few enough takes the whole listing's place, and is read to its end."""
    made = store(World([record(n) for n in range(1000)]), max_records=400)
    assert made.census.walk.query.arguments["job_name"] == "job-1"
    assert (len(made.census.records), made.census.complete) == (111, True)


def test_several_values_narrow_a_listing_where_one_does_not() -> None:
    """Where texts must be given whole, one filter after the other takes its share, until what is left can be read."""

    def kept(request: httpx.Request) -> httpx.Response:
        asked = dict(request.url.params)
        names = ("job_name", "name"), ("namespace_name", "namespace_name"), ("cluster_name", "cluster_name")
        found = [one for one in records if all(asked.get(filtered, one[field]) == one[field] for filtered, field in names)]
        start, size = int(asked.get("offset", 0)), int(asked.get("limit", 10))
        return page(found[start : start + size], len(found))

    records = [record(n, namespace_name=f"n{n % 5}", cluster_name=f"c{n // 5 % 4}") for n in range(2000)]
    made = store(kept, max_records=120)
    assert (len(made.census.records), made.census.complete) == (100, True)
    assert set(made.narrowed) == {"namespace_name", "cluster_name"}
    assert len({(one["namespace_name"], one["cluster_name"]) for one in made.census.records}) == 1


def test_a_fresh_reading_of_the_census_is_not_read_again_at_once() -> None:
    """While nothing else was sent, the latest reading is the fresh one."""
    world = World([record(n) for n in range(5)])
    made = store(world)
    first = made.read_census()
    assert made.read_census() is first
    made.ask(Query.of({"limit": 10}))
    assert made.read_census() is not first


def test_pages_side_by_side_are_the_same_pages() -> None:
    """With several requests in flight a walk holds the same records in the same order."""
    records = [record(n) for n in range(95)]
    walks = [store(World(records), concurrency=n).walk(Query.of({}), 10) for n in (1, 4)]
    assert walks[0].records == walks[1].records == tuple(records)


def test_a_page_past_the_end_is_none_of_a_walk_side_by_side_either() -> None:
    """Where a total counts too much, and a page past the end may be refused, the walk ends before it, however many are in flight."""

    def refused_later(request: httpx.Request) -> httpx.Response:
        start = int(dict(request.url.params)["offset"])
        return page([record(start + n) for n in range(10)], 60) if start < 30 else httpx.Response(400)

    open_past_the_end = replace(CONTRACT, pages=replace(CONTRACT.pages, past_end=None))
    walks = [store(refused_later, open_past_the_end, concurrency=n).walk(Query.of({}), 10) for n in (1, 4)]
    assert [[page.good for page in walk.pages] for walk in walks] == [[True] * 3] * 2


@pytest.mark.parametrize("concurrency", [1, 4])
@pytest.mark.parametrize("status", [200, 400])
def test_a_total_of_more_than_there_is_leads_no_further_than_some_pages(status: int, concurrency: int) -> None:
    """Behind three pages that show nothing no other is asked for, and those in hand are the same however many were in flight: a total of
    1e308 cost forty requests a question."""
    asked: list[int] = []

    def lying(request: httpx.Request) -> httpx.Response:
        start = int(dict(request.url.params)["offset"])
        asked.append(start)
        shown = [record(start + n) for n in range(10)] if start < 30 else []
        return page(shown, 10**15) if shown or status == 200 else httpx.Response(status, json={})

    made = store(lying, concurrency=concurrency)
    walk = made.walk(Query.of({}), 10)
    assert len(walk.records) == 30
    assert len(asked) <= 6 + concurrency
    assert len(walk.pages) <= 6


def test_what_was_asked_is_forgotten_but_for_u() -> None:
    """After `renew` every question is asked afresh, save the pages of the census itself."""
    world = World([record(n) for n in range(5)])
    made = store(world)
    census = made.census
    made.ask(Query.of({"limit": 10, "job_name": "job-1"}))
    sent = len(world.asked)
    made.renew(census)
    assert made.census is census
    made.walk(made.base)
    assert len(world.asked) == sent
    made.ask(Query.of({"limit": 10, "job_name": "job-1"}))
    assert len(world.asked) == sent + 1


def test_another_store_at_the_same_session_knows_only_u() -> None:
    """`afresh` leaves the first store as it was."""
    world = World([record(n) for n in range(5)])
    made = store(world)
    query = Query.of({"limit": 10, "job_name": "job-1"})
    known = made.census
    made.ask(query)
    sent = len(world.asked)
    made.afresh(known).ask(query)
    assert len(world.asked) == sent + 1
    made.ask(query)
    assert len(world.asked) == sent + 1


def census(*readings: Any, total: int | None = None) -> Census:
    """A census of these records."""
    made = store(lambda request: page(readings, total))
    return made.census


def test_a_record_that_is_met_twice_counts_once_and_is_told() -> None:
    """By what tells records apart, not by their whole content."""
    found = census(record(1), record(2), record(1))
    assert len(found.records) == 2
    assert found.repeated == 1
    assert sorted(found.by_identity) == ["c / default / job-1 / 1700000000001", "c / default / job-2 / 1700000000002"]


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (httpx.Response(400, json={"error_code": "HSS.0001", "error_msg": "no"}), "the base query is refused"),
        (httpx.Response(302, headers={"location": "http://127.0.0.1/login"}), "sends to http://127.0.0.1/login.*, and the path in "),
        (httpx.Response(200, text="<html>please sign in</html>"), "answers with a page and not with JSON"),
    ],
)
def test_a_target_that_is_no_listing_is_the_suite_s_trouble(answer: httpx.Response, expected: str) -> None:
    """A refused base query, a redirect and a page of HTML are told with the key of the targets file to look at; nothing more is asked."""
    made = store(lambda request: answer)
    with pytest.raises(Trouble, match=f"(?s)(?=.*targets\\.test\\.{CONTRACT.slug}).*{expected}"):
        _ = made.census
    sent = made.session.sent
    with pytest.raises(Trouble):
        made.ask(Query.of({"limit": 11}))
    assert made.session.sent == sent


def test_a_missing_path_value_is_named() -> None:
    """The targets file, the target and what to add."""
    with pytest.raises(Trouble, match=r"target 'test' of .* lacks path value 'project_id'; add path = "):
        _ = store(World([]), path={}).census


@pytest.mark.parametrize(("offset", "size", "expected"), [(0, 10, "0"), (30, 10, "30"), (7, 5, "7")])
def test_an_offset_is_written_as_it_is(offset: int, size: int, expected: str) -> None:
    """Pages by offset are addressed by records."""
    arguments = store(World([])).paged(Query.of({"job_name": "x"}), offset, size).arguments
    assert (str(arguments["offset"]), arguments["limit"], arguments["job_name"]) == (expected, size, "x")
