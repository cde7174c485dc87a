"""An answer is held to the oracle as far as what moved around it leaves it sure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import httpx
import pytest

from listproof.contract import Choice, Contract
from listproof.evidence import Census, Drift, Store
from listproof.laws import Listing
from listproof.laws.law import Law

from ..made import CONTRACT, page, record, store

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
