"""An answer is held to the oracle by what its query asks otherwise than the query that all others extend."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import httpx
import pytest

from listproof.contract import Choice, Contract
from listproof.evidence import Reply
from listproof.laws import Listing
from listproof.oracle import Assumptions
from listproof.verdicts import Inconclusive

from ..made import page, record, store
from .test_comparison import BY_NAME, LAW, MATCHING, RECORDS, altered, drift, filtering, listing_at, lying, name, opened, sized

BASED: Mapping[str, Any] = {"job_name": "job-1"}


def based(asked: Mapping[str, Any], **changes: Any) -> bool:
    """Whether a query narrows the census where the base asks for a name already, by a filter that is changed so."""
    contract = replace(altered(**changes), base=dict(BASED))
    return opened(contract).comparison.narrows({**BASED, **asked})


@pytest.mark.parametrize(
    ("changes", "asked", "narrows"),
    [
        ({}, "job-1", True),
        ({}, "job-12", True),
        ({}, "job-2", False),
        ({"matches": Choice(("contains", "contains-any-case"))}, "job-12", True),
        ({"matches": Choice(("equals",))}, "job-12", False),
        ({"matches": Choice(("contains", "equals"))}, "job-12", False),
        ({"matches": Choice(("contains",), "how", {"whole": ("equals",)})}, "job-12", False),
        ({"matches": Choice(("from",))}, "job-2", True),
        ({"matches": Choice(("between",))}, "job-2", True),
        ({"everything": "JOB-1"}, "job-2", True),
        ({"everything": "all"}, "job-2", False),
        ({"everything": "all"}, "job-12", True),
    ],
)
def test_another_value_of_a_filter_of_the_base_narrows_only_where_it_names_no_others(
    changes: dict[str, Any], asked: str, narrows: bool
) -> None:
    """A part of a text within the part that the base names, the end of a range, or whatever follows a value that turns the filter off."""
    assert based({"job_name": asked}, **changes) is narrows


def test_a_filter_that_is_not_asked_says_nothing_of_those_after_it() -> None:
    """Each filter of a query is looked at."""
    first, *_, last = [one.name for one in BY_NAME.filters]
    for changed in (first, last):
        comparison = opened(altered(changed, widens=True, absent=("everything",))).comparison
        comparison._contract = replace(comparison._contract, base={})  # without asking anew: the census is read under its own base
        assert comparison.narrows({}) is True
        assert comparison.narrows({changed: "x"}) is False


def test_another_value_of_what_narrows_the_listing_shows_what_was_not_read() -> None:
    """Of four hundred records in two namespaces those of one are read."""
    every = [record(n, namespace_name="a" if n % 4 else "b") for n in range(400)]

    def answer(request: httpx.Request) -> httpx.Response:
        asked = dict(request.url.params)
        kept = [one for one in every if asked.get("namespace_name", one["namespace_name"]) == one["namespace_name"]]
        start, size = int(asked.get("offset", 0)), int(asked.get("limit", 10))
        return page(kept[start : start + size], len(kept))

    made = store(answer, BY_NAME, max_records=350)
    assert len(made.census.records) in (100, 300)
    listing = Listing(made, LAW)
    (narrowed,) = listing.conversation.unnarrowed
    value = listing.conversation.base.arguments[narrowed]
    assert listing.comparison.narrows({**listing.conversation.base.arguments}) is True
    assert listing.comparison.narrows({**listing.conversation.base.arguments, narrowed: f"{value}x"}) is False


def found_in(shown: Sequence[Any], contract: Contract = BY_NAME) -> Any:
    """How an answer to a question for a name differs from what it should hold."""
    listing = opened(contract, shown=shown)
    return listing.comparison.difference((listing.first_page({"job_name": "job-1"}),))


def test_a_record_that_nobody_read_is_wrong_where_a_filter_loses_it_and_strange_where_none_does() -> None:
    """Strange only where the query can show no other than those that were read."""
    found = found_in([*MATCHING, record(300, name="other"), record(301, name="job-1x")])
    assert [len(found.wrong), len(found.strange), len(found.lost)] == [1, 1, 0]
    found = found_in([*MATCHING, record(301, name="job-1x")], altered(absent=("everything", "now")))
    assert [len(found.wrong), len(found.strange), len(found.lost)] == [0, 0, 0]


def test_an_answer_is_held_to_nothing_where_no_record_is_known() -> None:
    """An empty listing shows no difference."""
    listing = Listing(store(lambda request: page([])), LAW)
    reply = listing.first_page({"job_name": "job-1"})
    with pytest.raises(Inconclusive):
        listing.comparison.difference((reply,))


def test_what_the_base_asks_already_is_not_looked_at_again() -> None:
    """The census is made of what its filters keep, whatever the records show."""
    listing = opened(replace(BY_NAME, base={"job_name": "no-such-name"}), shown=RECORDS)
    reply = listing.first_page({"cluster_name": "c"})
    found = listing.comparison.difference((reply,))
    assert (found.least, found.most, bool(found)) == (40, 40, False)


def test_a_field_that_changes_denies_no_record_by_what_another_field_tells() -> None:
    """Of what nobody read only what never changes tells, and that keeps it here."""
    stranger = record(100, image_name="other")
    made = lying([*RECORDS[:11], stranger], contract=filtering("/image_name"))
    before = Listing(made, LAW)
    _ = before.census
    asked = {"job_name": "job-1", "cluster_name": "c"}
    before.first_page(asked)
    listing = Listing(made.reviewed(drift(unread=50)), LAW)
    assert listing.comparison.difference((listing.first_page(asked),), whole=False).wrong == ()


def test_a_filter_tells_by_the_field_that_its_query_chooses() -> None:
    """One that changes denies nobody, though the one that is looked at otherwise never does."""
    chosen = altered(field=Choice("/name", "enterprise_project_id", {"image": "/image_name"}))
    strangers = [*RECORDS[:11], record(100, name="other", image_name="other")]
    for by, wrong in (("image", 0), (None, 1)):
        asked = {"job_name": "job-1", "enterprise_project_id": by}
        made = lying(strangers, contract=chosen)
        before = Listing(made, LAW)
        _ = before.census
        before.first_page(asked)
        listing = Listing(made.reviewed(drift(unread=50)), LAW)
        reply = listing.first_page(asked)
        kept = replace(listing.comparison.assumptions(reply))
        assert len([one for one in listing.comparison.difference((reply,), kept, whole=False).wrong if one == name_of(100)]) == wrong


def name_of(number: int) -> str:
    """The name of the stranger."""
    return name(number).replace(f"job-{number}", "other")


def test_a_page_of_one_record_counts_it() -> None:
    """It has room for more."""
    listing = opened(moved=drift(unread=50), shown=MATCHING[:1])
    reply = listing.first_page({"job_name": "job-1"})
    found = replace(listing.comparison.difference((reply,), whole=False), least=11, most=11)
    assert listing.comparison.counted(reply, found) == (1, 1)


@pytest.mark.parametrize(("reading", "lost"), [("equals", 0), ("contains", 10)])
def test_a_page_is_held_to_the_readings_that_are_assumed(reading: str, lost: int) -> None:
    """And so are the pages after it."""
    contract = altered(matches=Choice(("equals", "contains")))
    listing = opened(contract, shown=[RECORDS[1]])
    reply = listing.first_page({"job_name": "job-1"})
    found = listing.comparison.mismatch(reply, listing.comparison.assumptions(reply, {"job_name": (reading,)}))
    assert (0 if found is None else len(found.lost)) == lost
    many = opened(replace(contract, pages=sized("at-most").pages), shown=[RECORDS[1]])
    reply = replace(many.first_page({"job_name": "job-1"}))
    found = many.comparison.mismatch(reply, many.comparison.assumptions(reply, {"job_name": (reading,)}))
    assert (0 if found is None else len(found.lost)) == lost


def in_two_pages(told: int, contract: Contract) -> tuple[Listing, Reply, list[int]]:
    """A listing of 260 records whose first page of names is full and tells this total, that page, and where later ones are asked for."""
    asked: list[int] = []

    def answer(request: httpx.Request) -> httpx.Response:
        params = dict(request.url.params)
        start, size = int(params.get("offset", 0)), int(params.get("limit", 10))
        asked.append(start)
        return page([record(n) for n in range(260)][start : start + size], told if "job_name" in params else 260)

    listing = Listing(store(answer, contract), LAW)
    _ = listing.census
    reply = listing.first_page({"job_name": "job"})
    asked.clear()
    return listing, reply, asked


def test_a_total_that_counts_something_else_is_no_reason_to_read_on() -> None:
    """Nor is none."""
    assert BY_NAME.total is not None
    for contract in (replace(BY_NAME, total=replace(BY_NAME.total, counts=("everything",))), replace(BY_NAME, total=None)):
        listing, reply, asked = in_two_pages(300, contract)
        assert listing.comparison.mismatch(reply) is None
        assert asked == []


def test_pages_that_are_read_on_are_held_to_the_readings_that_are_assumed() -> None:
    """By one reading a single record matches, by the other all do."""
    assert BY_NAME.total is not None
    contract = replace(altered(matches=Choice(("equals", "contains"))), total=replace(BY_NAME.total, counts=("matching",)))
    for reading, wrong in (("contains", 0), ("equals", 200)):
        listing, reply, _ = in_two_pages(261, contract)
        found = listing.comparison.mismatch(reply, listing.comparison.assumptions(reply, {"job_name": (reading,)}))
        assert (0 if found is None else len(found.wrong)) == wrong


@pytest.mark.parametrize(("missing", "mismatch"), [(0, False), (1, True), (5, True)])
def test_too_few_are_told_of_a_listing_that_was_read_in_part(missing: int, mismatch: bool) -> None:
    """A page that may be cut short should hold as many as surely match, for nothing after it is read."""
    every = [record(n) for n in range(1000)]
    known = [one for one in every[:400] if "job-39" in one["name"]]

    def answer(request: httpx.Request) -> httpx.Response:
        asked = dict(request.url.params)
        if asked.keys() & {"namespace_name", "cluster_name"} or asked.get("job_name", "job-39") != "job-39":
            return httpx.Response(400)
        named = "job_name" in asked
        kept = known[missing:] if named else every
        start, size = int(asked.get("offset", 0)), int(asked.get("limit", 10))
        return page(kept[start : start + size], 5000 if named else len(every))

    listing = Listing(store(answer, sized("at-most"), max_records=400), LAW)
    assert (len(listing.census.records), listing.census.complete) == (400, False)
    reply = listing.first_page({"job_name": "job-39"})
    assert not listing.comparison.whole(reply)
    found = listing.comparison.difference((reply,), whole=False)
    assert (bool(found), found.least) == (False, len(known))
    assert (listing.comparison.mismatch(reply) is not None) is mismatch


def test_a_slice_of_pages_that_may_be_cut_short_is_as_long_as_the_page() -> None:
    """The first few of what stands there."""
    listing = listing_at(lying(MATCHING, contract=sized("at-most")))
    short = listing.page(3, 5)
    assert listing.comparison.holds_slice(short, 3, 10)
    assert not listing.comparison.holds_slice(short, 4, 10)
    exact = listing_at(lying(MATCHING))
    assert not exact.comparison.holds_slice(exact.page(3, 5), 3, 10)


def test_what_leaving_a_filter_out_was_seen_to_mean_is_assumed() -> None:
    """As the store keeps it."""
    listing = opened()
    listing.conversation.store.absent["job_name"] = ("nothing",)
    assert listing.comparison.assumptions() == Assumptions(listing.conversation.now, {}, {"job_name": ("nothing",)})
