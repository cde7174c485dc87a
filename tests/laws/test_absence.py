"""What a target takes leaving a filter out to mean is told by the records that it shows and by the total that it counts."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import httpx
import pytest

from listproof.contract import Choice
from listproof.laws import Listing
from listproof.laws.asking.absence import means
from listproof.laws.law import Law

from ..made import CONTRACT, page, record, store

RECORDS = [record(n) for n in range(30)]
KEPT = [one for one in RECORDS if "job-1" in one["name"]]
LAW = Law("filters.made-for-a-test", "implied", "A law of a test.", None, (), lambda listing: None)
NAMED = replace(CONTRACT.filter("job_name"), absent=("everything", "job-1"), matches=Choice(("contains",)))
FILTERS = tuple(NAMED if one.name == "job_name" else one for one in CONTRACT.filters)
WITH_ABSENT = replace(CONTRACT, filters=FILTERS, base={**CONTRACT.base, "job_name": "job"})


def taken(meaning: str, shown: list[dict[str, Any]], total: int) -> bool | None:
    """Whether a target that answers so without the filter is told to take this meaning; with it, it does as it should."""

    def answer(request: httpx.Request) -> httpx.Response:
        asked = dict(request.url.params)
        kept = [one for one in RECORDS if asked.get("job_name", "") in one["name"]] if "job_name" in asked else shown
        start, size = int(asked.get("offset", 0)), int(asked.get("limit", 10))
        return page(kept[start : start + size], len(kept) if "job_name" in asked else total)

    listing = Listing(store(answer, WITH_ABSENT), LAW)
    return means(listing, "job_name", meaning, listing.first_page({"job_name": None}))


@pytest.mark.parametrize(("total", "told"), [(11, True), (10, False), (12, False), (30, False), (0, False)])
def test_the_right_records_with_another_total_are_another_meaning(total: int, told: bool) -> None:
    """Eleven records match what leaving out means: a total of one more or one fewer counts something else."""
    assert len(KEPT) == 11
    assert taken("job-1", KEPT, total) is told


@pytest.mark.parametrize(("meaning", "told"), [("job-1", False), ("everything", True)])
def test_all_records_mean_everything(meaning: str, told: bool) -> None:
    """And not what one value keeps."""
    assert taken(meaning, RECORDS, 30) is told


@pytest.mark.parametrize("shown", [KEPT[:-1], [*KEPT, RECORDS[0]], []])
def test_a_record_too_few_or_too_many_is_no_meaning(shown: list[dict[str, Any]]) -> None:
    """Each record is held to it."""
    assert taken("job-1", shown, len(shown)) is False


@pytest.mark.parametrize(
    ("shown", "for_the_word", "told"), [(KEPT, KEPT, True), (RECORDS, KEPT, False), (KEPT, RECORDS, False), (KEPT, [], False)]
)
def test_a_word_that_no_record_shows_is_what_asking_for_it_gives(
    shown: list[dict[str, Any]], for_the_word: list[dict[str, Any]], told: bool
) -> None:
    """`open` of a field that numbers its states keeps what the service says that it keeps: leaving it out is held to that."""

    def answer(request: httpx.Request) -> httpx.Response:
        asked = dict(request.url.params)
        kept = {None: shown, "open": for_the_word}.get(asked.get("job_name"), RECORDS)
        start, size = int(asked.get("offset", 0)), int(asked.get("limit", 10))
        return page(kept[start : start + size], len(kept))

    named = replace(NAMED, absent=("open",))
    filters = tuple(named if one.name == "job_name" else one for one in CONTRACT.filters)
    listing = Listing(store(answer, replace(CONTRACT, filters=filters, base={**CONTRACT.base, "job_name": "*"})), LAW)
    assert means(listing, "job_name", "open", listing.first_page({"job_name": None})) is told
