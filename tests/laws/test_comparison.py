"""An answer is held to the oracle as far as what moved around it leaves it sure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import httpx
import pytest

from listproof.contract import Choice, Contract, Query
from listproof.evidence import Census, Drift, Reply, Store
from listproof.laws import Listing
from listproof.laws.law import Law

from ..made import CONTRACT, page, record, session, store

RECORDS = [record(n, image_name="job-1") for n in range(40)]
LAW = Law("filters.made-for-a-test", "implied", "A law of a test.", None, (), lambda listing: None)


def filtering(pointer: str) -> Contract:
    """The contract with one certain reading of a filter, over the field at a pointer."""
    one = replace(CONTRACT.filter("job_name"), field=Choice(pointer), matches=Choice(("contains",)))
    return replace(CONTRACT, filters=tuple(one if other.name == "job_name" else other for other in CONTRACT.filters))


BY_NAME, BY_IMAGE = filtering("/name"), filtering("/image_name")


def lying(shown: Sequence[Any], total: int | None = None, contract: Contract = BY_NAME) -> Store:
    """A target that answers every question for a name with these records."""

    def answer(request: httpx.Request) -> httpx.Response:
        asked = dict(request.url.params)
        kept = list(shown) if "job_name" in asked else RECORDS
        start, size = int(asked.get("offset", 0)), int(asked.get("limit", 10))
        told = total if total is not None and "job_name" in asked else len(kept)
        return page(kept[start : start + size], told)

    return store(answer, contract)


def listing_at(made: Store, drift: Drift | None = None) -> Listing:
    """A listing, judged in view of what moved; what is asked of it is asked before."""
    before = Listing(made, LAW)
    _ = before.census
    before.first_page({"job_name": "job-1"})
    return before if drift is None else Listing(made.reviewed(drift), LAW)


def name(number: int) -> str:
    """The name of a record by its number."""
    return f"c / default / job-{number} / {1_700_000_000_000 + number}"


def drift(moved: Sequence[int] = (), unseen: int = 0, unread: int = 0) -> Drift:
    """What moved: these records, so many that left no name, and so many that nobody read."""
    names = frozenset(map(name, moved))
    return Drift(frozenset(map(name, range(40))) - names, names, unseen, unread)


MATCHING = [one for one in RECORDS if "job-1" in one["name"]]
OTHERS = [one for one in RECORDS if "job-1" not in one["name"]]


def test_what_the_document_says_is_no_mismatch() -> None:
    """All that match, and no other."""
    listing = listing_at(lying(MATCHING))
    assert listing.comparison.mismatch(listing.first_page({"job_name": "job-1"})) is None


@pytest.mark.parametrize(("wrong", "told"), [(0, 0), (1, 1), (11, 11)])
def test_a_record_that_was_read_and_does_not_match_is_wrong(wrong: int, told: int) -> None:
    """Each of them, while nothing moves."""
    listing = listing_at(lying([*MATCHING, *OTHERS[:wrong]]))
    found = listing.comparison.difference((listing.first_page({"job_name": "job-1"}),))
    assert len(found.wrong) == told


@pytest.mark.parametrize(("strange", "told"), [(0, 0), (1, 0), (11, 0), (12, 12), (20, 20)])
def test_most_of_an_answer_wrong_is_told_of_a_listing_that_was_read_in_part(strange: int, told: int) -> None:
    """Beside eleven records that match, of records that nobody read and that only a changing field denies.

    Half of an answer may be a lagging index, more than half of it not.
    """
    strangers = [record(100 + n, image_name="other") for n in range(strange)]
    moved = drift(unread=50)
    listing = listing_at(lying([*RECORDS[:11], *strangers], contract=BY_IMAGE), moved)
    found = listing.comparison.difference((listing.first_page({"job_name": "job-1"}),), whole=False)
    assert len(found.wrong) == told


def test_a_record_that_its_own_identity_denies_is_told_alone() -> None:
    """What tells it apart never changes, whoever read it."""
    listing = listing_at(lying([*MATCHING, record(300, name="other")]), drift(unread=50))
    assert len(listing.comparison.difference((listing.first_page({"job_name": "job-1"}),), whole=False).wrong) == 1


def test_nothing_is_plainly_wrong_while_records_move() -> None:
    """Then a field that denies a record may have changed since."""
    strangers = [record(100 + n, image_name="other") for n in range(30)]
    listing = listing_at(lying(strangers, contract=BY_IMAGE), drift(moved=[1], unread=50))
    assert listing.comparison.difference((listing.first_page({"job_name": "job-1"}),), whole=False).wrong == ()


def test_what_moved_is_not_claimed() -> None:
    """A record that came or went around the answer may be missing from it; another may not."""
    shown = MATCHING[2:]
    moved = drift(moved=[1])
    listing = listing_at(lying(shown), moved)
    found = listing.comparison.difference((listing.first_page({"job_name": "job-1"}),))
    assert found.lost == (name(10),)


def test_tolerance_is_nothing_where_nothing_moved() -> None:
    """And the number of records that moved, left no name or were not read elsewhere."""
    still = listing_at(lying(MATCHING))
    assert (still.tolerance.moved, still.tolerance.changed) == (0, 0)
    moved = listing_at(lying(MATCHING), drift(moved=[1, 2], unseen=1, unread=4))
    assert (moved.tolerance.moved, moved.tolerance.changed) == (7, 3)
    assert [one["name"] for one in moved.tolerance.standing(RECORDS[:4])] == ["job-0", "job-3"]


def test_a_census_is_read_before_an_answer_is_held_to_it() -> None:
    """All of it."""
    census: Census = listing_at(lying(MATCHING)).census
    assert (len(census.records), census.complete) == (40, True)


@pytest.mark.parametrize(("total", "told"), [(260, False), (259, True), (261, True)])
def test_a_full_page_with_another_total_is_read_on(total: int, told: bool) -> None:
    """Of 260 records a page holds 200: the total tells whether the rest is there, and where it does not, the rest is read."""
    shown = [record(n) for n in range(260)]
    asked: list[int] = []

    def answer(request: httpx.Request) -> httpx.Response:
        params = dict(request.url.params)
        start, size = int(params.get("offset", 0)), int(params.get("limit", 10))
        asked.append(start)
        named = "job_name" in params
        kept = shown[:259] if named and told and start else shown
        return page(kept[start : start + size], total if named else len(shown))

    assert BY_NAME.total is not None
    counting = replace(BY_NAME, total=replace(BY_NAME.total, counts=("matching",)))
    listing = Listing(store(answer, counting), LAW)
    _ = listing.census
    reply = listing.first_page({"job_name": "job"})
    asked.clear()
    wrong = listing.comparison.mismatch(reply)
    assert (wrong is not None, bool(asked)) == (told, told)
    assert wrong is None or len(wrong.lost) == 1


@pytest.mark.parametrize(("offset", "holds"), [(0, True), (7, True), (35, True), (40, True)])
def test_a_page_is_a_slice_of_what_was_read(offset: int, holds: bool) -> None:
    """Ten records from an offset on, or what is left; one record further is another slice."""
    listing = listing_at(lying(MATCHING))
    reply = listing.page(offset, 10)
    assert listing.comparison.holds_slice(reply, offset, 10) is holds
    assert not reply.records or not listing.comparison.holds_slice(reply, offset + 1, 10)


def opened(contract: Contract = BY_NAME, moved: Drift | None = None, shown: Sequence[Any] = MATCHING) -> Listing:
    """A listing whose census is read."""
    return listing_at(lying(shown, contract=contract), moved)


def page_of(numbers: Sequence[int]) -> Reply:
    """An answer that shows these records."""
    return Reply(BY_NAME, Query.of({}), session(lambda request: page([record(n) for n in numbers]))[0].get("/jobs", ""))


def altered(name: str = "job_name", **changes: Any) -> Contract:
    """The contract with another filter in place of one of its own."""
    return replace(BY_NAME, filters=tuple(replace(one, **changes) if one.name == name else one for one in BY_NAME.filters))


def sized(means: Any) -> Contract:
    """The contract with pages that may hold fewer records than asked for."""
    return replace(BY_NAME, pages=replace(BY_NAME.pages, size=replace(BY_NAME.pages.size, means=means)))


def test_must_and_may_are_places_in_the_census() -> None:
    """Of what the filters that are named keep; the others decide nothing."""
    comparison = opened().comparison
    matching = [place for place, one in enumerate(RECORDS) if "job-1" in one["name"]]
    assert comparison.must_and_may({"job_name": "job-1"}, ["job_name"], comparison.assumptions()) == (matching, matching)
    assert comparison.must_and_may({"job_name": "job-1"}, [], comparison.assumptions()) == (list(range(40)), list(range(40)))


def test_readings_that_are_given_take_the_place_of_those_that_are_known() -> None:
    """For that one comparison."""
    two = replace(CONTRACT.filter("job_name"), field=Choice("/name"), matches=Choice(("equals", "contains")))
    contract = replace(BY_NAME, filters=tuple(two if one.name == "job_name" else one for one in BY_NAME.filters))
    comparison = opened(contract).comparison
    counts = {}
    for readings in (None, {"job_name": ("equals",)}, {"job_name": ("contains",)}):
        must, may = comparison.must_and_may({"job_name": "job-1"}, ["job_name"], comparison.assumptions(None, readings))
        counts[str(readings and readings["job_name"][0])] = (len(must), len(may))
    assert counts == {"None": (1, 11), "equals": (1, 1), "contains": (11, 11)}


def test_an_answer_is_judged_by_its_own_time() -> None:
    """What is chosen to be asked, by the time of the run."""
    listing = opened()
    reply = listing.first_page({"job_name": "job-1"})
    assert listing.comparison.assumptions(reply).now == reply.answer.now
    assert listing.comparison.assumptions().now != reply.answer.now


@pytest.mark.parametrize(
    ("unread", "moved", "shown", "counted"),
    [
        (0, (), 5, (11, 11)),
        (50, (), 5, (5, 5)),
        (50, (1,), 5, (11, 11)),
        (50, (), 0, (11, 11)),
        (50, (), 200, (11, 11)),
        (50, (), 199, (199, 199)),
    ],
)
def test_of_a_listing_read_in_part_a_page_with_room_counts_what_it_holds(
    unread: int, moved: Sequence[int], shown: int, counted: tuple[int, int]
) -> None:
    """All of it is counted where nothing moved, something is shown and the page could hold more; else the census tells."""
    listing = opened(moved=drift(moved=moved, unread=unread), shown=[record(n) for n in range(shown)])
    reply = listing.first_page({"job_name": "job-1"})
    found = replace(listing.comparison.difference((reply,), whole=False), least=11, most=11)
    assert len(reply.records) == shown
    assert listing.comparison.counted(reply, found) == counted


def test_a_page_that_may_be_cut_short_counts_nothing_of_its_own() -> None:
    """It may hold fewer than match."""
    listing = opened(sized("at-most"), moved=drift(unread=50))
    reply = listing.first_page({"job_name": "job-1"})
    found = replace(listing.comparison.difference((reply,), whole=False), least=3, most=4)
    assert listing.comparison.counted(reply, found) == (3, 4)


@pytest.mark.parametrize(
    ("changes", "query", "touched"),
    [
        ({}, {"job_name": "x"}, ["job_name"]),
        ({}, {"limit": 3}, []),
        ({"needs": {"namespace_name": "x"}}, {"namespace_name": "y"}, ["job_name", "namespace_name"]),
        ({"yields_to": "namespace_name"}, {"namespace_name": "y"}, ["job_name", "namespace_name"]),
        ({"field": Choice("/name", "by", {})}, {"by": "y"}, ["job_name"]),
        ({"matches": Choice(("equals",), "how", {})}, {"how": "y"}, ["job_name"]),
    ],
)
def test_a_filter_is_touched_by_whatever_decides_about_it(changes: dict[str, Any], query: dict[str, Any], touched: list[str]) -> None:
    """Its own value, what chooses its field or its reading, what it needs and what it stands back for."""
    comparison = opened(altered(**changes)).comparison
    assert {"namespace_name", "job_name"} <= {one.name for one in BY_NAME.filters}
    assert sorted(comparison.touched({**BY_NAME.base, **query})) == sorted(touched)


def test_what_the_base_query_asks_already_touches_nothing() -> None:
    """Whatever the type in which it stands."""
    contract = replace(BY_NAME, base={"job_name": 7})
    comparison = opened(contract).comparison
    assert comparison.touched({"job_name": "7"}) == []
    assert comparison.touched({}) == ["job_name"]
    assert comparison.touched({"job_name": "8"}) == ["job_name"]


@pytest.mark.parametrize(
    ("changes", "base", "query", "narrows"),
    [
        ({}, {}, {"job_name": "x"}, True),
        ({}, {}, {}, True),
        ({}, {"job_name": "x"}, {}, False),
        ({}, {"job_name": "x"}, {"job_name": "x"}, True),
        ({}, {"job_name": "x"}, {"job_name": "y"}, True),
        ({"widens": True}, {}, {"job_name": "y"}, False),
        ({"absent": ("now",)}, {}, {"job_name": "y"}, False),
        ({"absent": ("everything", "now")}, {}, {"job_name": "y"}, False),
        ({"absent": ("now",)}, {"job_name": "x"}, {"job_name": "y"}, True),
        ({"matches": Choice(("opaque",))}, {"job_name": "x"}, {"job_name": "y"}, False),
        ({"matches": Choice(("opaque",))}, {"job_name": "x"}, {"job_name": "x"}, True),
        ({"matches": Choice(("opaque",))}, {}, {"job_name": "y"}, True),
    ],
)
def test_a_query_narrows_unless_one_of_its_filters_may_show_more(
    changes: dict[str, Any], base: dict[str, Any], query: dict[str, Any], narrows: bool
) -> None:
    """One that the base asks and it does not, one that widens, one that narrows when it is left out."""
    comparison = opened().comparison
    comparison._contract = replace(altered(**changes), base=base)  # without asking anew: the census is read under no base
    assert comparison.narrows(query) is narrows


@pytest.mark.parametrize(
    ("means", "held", "total", "whole"),
    [
        ("exactly", 11, 11, True), ("exactly", 11, 30, True), ("exactly", 200, 200, True), ("exactly", 200, 201, False),
        ("at-most", 11, 11, True), ("at-most", 11, 12, False), ("at-most", 11, 10, True), ("any", 0, 1, False),
    ],
)  # fmt: skip
def test_a_page_holds_all_where_it_has_room_or_its_total_is_reached(means: Any, held: int, total: int, whole: bool) -> None:
    """Where pages may be cut short, room tells nothing."""
    listing = listing_at(lying([record(n) for n in range(held)], total, sized(means)))
    assert listing.comparison.whole(listing.first_page({"job_name": "job-1"})) is whole


@pytest.mark.parametrize(("held", "whole"), [(0, True), (3, False)])
def test_without_a_total_a_page_that_may_be_cut_short_is_all_only_where_it_is_empty(held: int, whole: bool) -> None:
    """A record may always follow."""
    listing = listing_at(lying([record(n) for n in range(held)], contract=replace(sized("at-most"), total=None)))
    assert listing.comparison.whole(listing.first_page({"job_name": "job-1"})) is whole


@pytest.mark.parametrize("missing", [0, 1, 2])
def test_a_page_with_room_is_held_to_all_that_match(missing: int) -> None:
    """Whatever its total says."""
    listing = listing_at(lying(MATCHING[: len(MATCHING) - missing], len(MATCHING)))
    found = listing.comparison.mismatch(listing.first_page({"job_name": "job-1"}))
    assert (0 if found is None else len(found.lost)) == missing


@pytest.mark.parametrize(("means", "names", "alike"), [
    ("exactly", 10, True), ("exactly", 9, False), ("at-most", 9, True), ("at-most", 0, False), ("any", 0, True), ("any", 9, True),
])  # fmt: skip
def test_a_page_that_may_hold_fewer_holds_the_first_of_them(means: Any, names: int, alike: bool) -> None:
    """None at all only where a page may be empty though more follow; in another order never."""
    listing = opened(sized(means))
    expected = [name(number) for number in range(10)]
    held, turned = page_of(range(names)), page_of(range(9, 9 - names, -1))
    assert (held.names, turned.names) == (expected[:names], expected[::-1][:names])
    assert listing.comparison.holds(replace(held, contract=sized(means)), expected) is alike
    assert listing.comparison.holds(replace(turned, contract=sized(means)), expected) is (alike and not names)
