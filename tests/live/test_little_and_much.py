"""Too few records prove nothing and blame nobody; of too many, a part is read and the rest is said to be unproved."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from listproof.contract import load
from listproof.evidence import Store
from listproof.evidence import store as store_module
from listproof.proof.suite import laws
from listproof.proof.suite import run as outcomes_of
from listproof.proof.trials import Trial, listing_of, tried
from listproof.simulator.faults import catalogue
from listproof.simulator.server import Running
from listproof.simulator.service import Service
from listproof.simulator.variants import variants
from listproof.verdicts import Outcome

from .live_runs import COC, DLC, HSS, NEBULA, SLUGS, entry, run

NEED_WITNESSES = (
    "pages.walk-meets-each-record-once", "pages.size-does-not-change-the-set", "pages.address-is-a-slice", "pages.ties-survive-boundaries",
    "pages.total-counts-what-matches", "pages.filter-holds-on-every-page", "filters.keeps-what-it-names", "filters.two-keep-what-both-keep",
    "filters.range-ends-meet", "order.sorted-across-pages", "order.desc-reverses-asc", "shape.field-is-as-documented",
    "errors.questions-do-not-mix",
)  # fmt: skip
"""Laws that nothing can be said of without records that differ."""


@cache
def judged(slug: str, jobs: int) -> tuple[Outcome, ...]:
    """Every outcome over so many records."""
    return tuple(outcomes_of(listing_of(Service(load(slug), jobs)), laws()))


@pytest.mark.parametrize("jobs", [0, 1, 3, 5, 13, 21])
@pytest.mark.parametrize("slug", SLUGS)
def test_few_records_blame_nobody(slug: str, jobs: int) -> None:
    """With no record, one or a few, no law fails or breaks; two, ten and eleven are tried by the proof."""
    assert [(o.law, o.subject, o.reason) for o in judged(slug, jobs) if o.verdict in ("fail", "error")] == []


@pytest.mark.parametrize("jobs", [0, 1])
@pytest.mark.parametrize("slug", SLUGS)
def test_next_to_no_records_prove_nothing(slug: str, jobs: int) -> None:
    """What needs records that differ is inconclusive and says what was missing; nothing passes by default."""
    found = [o for o in judged(slug, jobs) if o.law in NEED_WITNESSES and (jobs == 0 or o.law != "shape.field-is-as-documented")]
    assert len(found) > 10
    assert {o.verdict for o in found} <= {"inconclusive", "unsupported"}, [(o.law, o.subject) for o in found if o.verdict == "pass"]
    assert all(len(o.reason) > 10 for o in found)


FEW = [
    (DLC, "records:11", "page-from-zero", "pages.walk-meets-each-record-once"),
    (HSS, "records:11", "size-ignored", "pages.walk-meets-each-record-once"),
    (NEBULA, "records:11", "boundary-record-repeated", "pages.walk-meets-each-record-once"),
    (HSS, "records:11", "offset-rounded", "pages.address-is-a-slice"),
    (COC, "records:11", "ties-reordered", "pages.ties-survive-boundaries"),
    (DLC, "records:11", "last-record-dropped", "pages.walk-meets-each-record-once"),
    (COC, "records:11", "answers-mixed", "errors.questions-do-not-mix"),
    (NEBULA, "records:2", "total-changes", "pages.total-is-steady"),
    (HSS, "records:2", "total-remaining", "pages.total-is-steady"),
    (COC, "records:2", "total-remaining", "pages.total-is-steady"),
    (DLC, "records:2", "page-as-offset", "pages.past-the-end"),
    (NEBULA, "records:2", "default-size-wrong", "bounds.absent-means-the-default"),
]


@pytest.mark.parametrize(("slug", "records", "fault", "law"), FEW)
def test_what_goes_wrong_with_pages_shows_among_few_records(slug: str, records: str, fault: str, law: str) -> None:
    """A listing that fits on one large page is cut into small ones, and one page that holds fewer than its total is a violation."""
    caught = tried(Trial(slug, "fault", fault, within=records, laws=(law,))).caught
    assert law in {catch.law for catch in caught}


def _all_equal(slug: str, jobs: int) -> Service:
    service = Service(load(slug), jobs)
    ordinals = [row[0] for row in service.store.rows("SELECT ordinal FROM records ORDER BY ordinal")]
    rows = list(zip(ordinals, map(json.loads, service.store.bodies(ordinals)), strict=True))
    own = [pointer[1:] for pointer in service.contract.identity]
    for ordinal, record in rows:
        service.store.rewrite(ordinal, {**rows[0][1], **{name: record[name] for name in own}})
    return service


@pytest.mark.parametrize("slug", [COC, NEBULA, DLC])
def test_records_that_are_all_equal_prove_no_filter_and_no_order(slug: str) -> None:
    """Where every record shows the same, a filter keeps all or nothing and any order is the right one: inconclusive, never a pass."""
    found = outcomes_of(listing_of(_all_equal(slug, 137)), laws())
    assert [(o.law, o.subject, o.reason) for o in found if o.verdict in ("fail", "error")] == []
    vain = ("order.sorted-across-pages", "order.desc-reverses-asc", "pages.total-counts-what-matches", "filters.two-keep-what-both-keep")
    identity = {one.name for one in load(slug).filters if set(one.field.all()) & set(load(slug).identity)}
    passed = [o for o in found if o.law in vain and o.verdict == "pass"]
    assert [(o.law, o.subject) for o in passed if not identity & set((o.subject or "").split("&"))] == []
    assert any(o.law == "pages.walk-meets-each-record-once" and o.verdict == "pass" for o in found)


def test_strict_evidence_makes_little_a_failure(served: Callable[..., Running], tmp_path: Path) -> None:
    """Who must know rather than hope: with --strict-evidence what could not be told fails the run."""
    (tmp_path / "listproof.toml").write_text(entry(load(HSS), served([HSS], 1).url), encoding="utf-8")
    assert run(tmp_path, "--target=live", "-k", "test_pages").code == 0
    assert run(tmp_path, "--target=live", "-k", "test_pages", "--strict-evidence").code == 1


def _long(slug: str, most: int, fault: str | None = None, variant: str | None = None) -> Store:
    contract = load(slug)
    twist = next((one for one in catalogue(contract) if one.id == fault), None)
    other = next((one for one in variants(contract) if one.id == variant), None)
    assert (twist is None, other is None) == (fault is None, variant is None)
    store = listing_of(Service(contract, 257, fault=twist, variant=other))
    store.session.target = replace(store.target, max_records=most)
    return store


@pytest.mark.parametrize(("slug", "window"), [(NEBULA, True), (DLC, True), (COC, False), (HSS, False)])
def test_a_listing_too_long_is_narrowed_until_it_can_be_read(slug: str, window: bool) -> None:
    """To a closed window of time where the contract has one, else by a filter; read whole there, judged there, and said so."""
    store = _long(slug, 100)
    found = outcomes_of(store, laws())
    assert 3 < len(store.census.records) <= 100
    assert store.census.complete
    assert store.census.walk.total == len(store.census.records)
    assert (len(store.narrowed) == 2) == window
    assert "257 records are more than max_records = 100" in store.note
    assert all(f"{name}={value}" in store.note for name, value in store.narrowed.items())
    verdicts = Counter(o.verdict for o in found)
    assert not verdicts["fail"]
    assert not verdicts["error"]
    assert verdicts["pass"] > 5 * verdicts["inconclusive"]


@pytest.mark.parametrize("slug", SLUGS)
def test_a_listing_far_too_long_costs_no_more(slug: str) -> None:
    """Of many records so many are read as can be, at the usual limit: nobody is blamed, and few requests are sent."""
    store = listing_of(Service(load(slug), 20_011))
    found = outcomes_of(store, laws())
    assert [(o.law, o.subject, o.reason) for o in found if o.verdict in ("fail", "error")] == []
    assert store.target.max_records // 20 < len(store.census.records) <= store.target.max_records
    assert store.narrowed
    assert store.census.complete
    assert store.session.sent <= 400


def test_a_lie_is_caught_in_the_narrowed_part() -> None:
    """What is read is judged as ever."""
    found = outcomes_of(_long(NEBULA, 100, "filter-loses:filter.name"), laws())
    assert "filters.keeps-what-it-names" in {o.law for o in found if o.verdict == "fail"}


@pytest.mark.parametrize("slug", [COC, HSS])
def test_a_sample_claims_nothing_of_what_was_not_read(slug: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no filter narrows it, the first records are read; what the unread may explain is inconclusive, and a lie on one page is not."""
    monkeypatch.setattr(store_module, "narrowing", lambda *asked: None)
    store = _long(slug, 100)
    found = outcomes_of(store, laws())
    assert "only the first were read" in store.note
    assert not store.census.complete
    assert [o.law for o in found if o.verdict in ("fail", "error")] == []
    unsure = [o for o in found if o.verdict == "inconclusive" and "only the first were read" in o.reason]
    assert unsure
    lying = outcomes_of(_long(slug, 100, "media-type-html"), laws())
    assert "shape.good-answer" in {o.law for o in lying if o.verdict == "fail"}


@pytest.mark.parametrize(
    ("slug", "variant"),
    [
        (COC, "reading:unordered=scattered"),
        (COC, "equal-times"),
        (HSS, "ordinary-texts"),
        (NEBULA, "drift-and-chaos"),
        (DLC, "equal-times"),
    ],
)
def test_what_was_not_read_makes_nobody_guilty(slug: str, variant: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Records that were not read may show the value that none was seen to show, and stand where they like."""
    monkeypatch.setattr(store_module, "narrowing", lambda *asked: None)
    found = outcomes_of(_long(slug, 100, variant=variant), laws())
    assert [(o.law, o.subject, o.reason) for o in found if o.verdict in ("fail", "error")] == []


@pytest.mark.parametrize(
    ("slug", "fault", "law"),
    [
        (COC, "boundary-record-repeated", "pages.walk-meets-each-record-once"),
        (COC, "start-ignored", "pages.walk-meets-each-record-once"),
        (HSS, "offset-rounded", "pages.address-is-a-slice"),
        (HSS, "third-page-empty", "pages.ties-survive-boundaries"),
        (NEBULA, "total-changes", "pages.total-is-steady"),
        (HSS, "total-of-all-scopes", "pages.total-counts-what-matches"),
        (HSS, "total-of-all-scopes", "filters.nothing-matches-nothing"),
        (HSS, "filters-or", "filters.two-keep-what-both-keep"),
        (COC, "filter-ignored:creator", "filters.keeps-what-it-names"),
    ],
)
def test_what_answers_show_needs_no_whole_listing(slug: str, fault: str, law: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A record twice, a page that is not where it was read, a short page beside a large total, records that contradict their filter."""
    monkeypatch.setattr(store_module, "narrowing", lambda *asked: None)
    store = _long(slug, 100, fault)
    failed = {o.law for o in outcomes_of(store, [one for one in laws() if one.id == law]) if o.verdict == "fail"}
    assert not store.census.complete
    assert failed == {law}


@pytest.mark.parametrize(("jobs", "complete"), [(257, False), (61, True)])
def test_a_listing_without_a_total_is_read_in_part_where_it_does_not_end(jobs: int, complete: bool) -> None:
    """Nothing says how much there is: it is all where a page comes short, and else what was read."""
    contract = replace(load(COC), total=None)
    store = listing_of(Service(load(COC), jobs), contract)
    store.session.target = replace(store.target, max_records=100)
    found = outcomes_of(store, laws())
    assert store.census.complete is complete
    assert bool(store.note) is not complete
    assert [(o.law, o.subject, o.reason) for o in found if o.verdict in ("fail", "error")] == []


def test_what_was_not_read_is_in_record_and_summary(served: Callable[..., Running], tmp_path: Path) -> None:
    """The record says what was read and what that leaves unproved, and so does the end of the run."""
    (tmp_path / "listproof.toml").write_text(entry(load(NEBULA), served([NEBULA], 257).url, max_records=100), encoding="utf-8")
    done = run(tmp_path, "--target=live", "--queries=10")
    assert done.code == 0, done.output
    census = done.record["listings"][0]["census"]
    assert census["complete"] is False
    assert census["records"] <= 100
    assert census["listed"] == 257
    assert "what goes wrong among the others alone is unproved" in census["note"]
    assert census["note"] in done.output
    assert f"{census['records']} of 257" in done.output
