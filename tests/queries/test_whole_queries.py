"""The law of whole queries: quiet where a server is right, short where it is wrong, and the same every time it is asked."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import httpx
import pytest

from listproof.contract import slugs
from listproof.evidence import Store
from listproof.generating.plainly import drawn
from listproof.laws import Listing, judge
from listproof.laws.drawing.drawn_queries import questions
from listproof.laws.drawing.whole_query import WholeQuery
from listproof.simulator.service import Service

from ..contract.orchards import contract, parameter
from .drawn_listings import QUERIES, SEEDS, Make, Watched, faulty, law_of, service

LAW = law_of(QUERIES)
HSS, COC, PAI, NEBULA = "huawei-hss-kubernetes-jobs", "huawei-coc-documents", "alibaba-pai-dlc-jobs", "nebula-explorer-workflow-jobs"


@pytest.mark.parametrize("slug", slugs())
def test_legal_server_passes(listing_at: Make, slug: str) -> None:
    """A legal server passes, whatever is drawn, with something compared and at less than three requests a query."""
    store = listing_at(service(slug))
    outcome = judge(LAW, store)
    assert (outcome.verdict, outcome.reason) == ("pass", "")
    assert any(fact.startswith("filters.") for fact in outcome.compared)
    assert outcome.requests < 3 * store.profile.queries


@pytest.mark.slow
@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("slug", slugs())
def test_legal_server_passes_with_every_seed(listing_at: Make, slug: str, seed: int) -> None:
    """Neither records nor queries of another seed make a legal server fail, or the law doubt."""
    assert judge(LAW, listing_at(service(slug, seed), seed=100 + seed)).verdict == "pass"


CAUGHT = [
    (HSS, "filters-or", {"job_name", "namespace_name", "cluster_name"}),
    (HSS, "filter-ignored:cluster_name", {"cluster_name"}),
    (HSS, "past-end-wraps", {"offset"}),
    (COC, "filters-first-page-only", {"name_like", "creator", "enterprise_project_id"}),
    (COC, "filter-leaks:creator", {"creator"}),
    (NEBULA, "total-ignores-filters", {"filter.name", "filter.status", "filter.fromCreateTime", "filter.toCreateTime"}),
    (NEBULA, "filter-inverted:filter.status", {"filter.status"}),
    (PAI, "filters-first-only", {"Status", "JobType", "DisplayName", "NumericRangeMin", "WorkspaceId", "UserIdForFilter", "Username"}),
    (PAI, "range-reversed:NumericRangeMin", {"NumericRangeMin"}),
]


@pytest.mark.parametrize(("slug", "fault", "names"), CAUGHT)
def test_fault_is_found_and_named(listing_at: Make, slug: str, fault: str, names: set[str]) -> None:
    """A server that lies is found out within a night's queries, and the sentence names a parameter that the lie is about."""
    outcome = judge(LAW, listing_at(faulty(slug, fault), queries=200))
    assert outcome.verdict == "fail"
    assert outcome.violation is not None
    assert not outcome.violation.intermittent
    # Where a parameter stands inside another it is named behind what was sent.
    assert any(f"{name}=" in outcome.reason or f"({name}" in outcome.reason or f", {name}" in outcome.reason for name in names)
    assert outcome.violation.exchanges


def test_finding_is_made_small(listing_at: Make) -> None:
    """Of a filter that does nothing the smallest question is told: that filter alone, on the first page."""
    outcome = judge(LAW, listing_at(faulty(COC, "filter-ignored:creator")))
    assert re.match(r"creator=\S+ limit=\d+ offset=0: ", outcome.reason)
    assert outcome.violation is not None
    assert outcome.violation.fact == "filters.creator"


def test_two_filters_where_it_takes_two(listing_at: Make) -> None:
    """Of filters that are joined by the wrong word just two are told."""
    outcome = judge(LAW, listing_at(faulty(HSS, "filters-or")))
    asked = outcome.reason.split(" limit=")[0]
    assert sum(asked.count(f"{name}=") for name in ("job_name", "namespace_name", "cluster_name")) == 2


def _watched(store_at: Make, at: Service, **options: Any) -> tuple[Any, Watched]:
    watching: list[Watched] = []
    broken = options.pop("broken", None)

    def wrap(inner: httpx.BaseTransport) -> httpx.BaseTransport:
        watching.append(Watched(inner, broken))
        return watching[0]

    return store_at(at, wrap=wrap, **options), watching[0]


def test_nothing_is_asked_twice(listing_at: Make) -> None:
    """An input that is drawn again has its verdict: no question of the search is sent twice."""
    store, watched = _watched(listing_at, service(HSS))
    _ = store.census
    judge(LAW, store)
    assert len(watched.urls) == len(set(watched.urls))


def test_confirming_asks_the_finding_again(listing_at: Make) -> None:
    """A failure is confirmed by reading the census and asking the small question again, not by another search."""
    store, watched = _watched(listing_at, faulty(HSS, "filter-ignored:cluster_name"))
    outcome = judge(LAW, store)
    again = [url for url in set(watched.urls) if watched.urls.count(url) > 1]
    assert outcome.verdict == "fail"
    assert 0 < len(again) < 20
    assert any("cluster_name=" in url for url in again)


def test_same_seed_asks_the_same(listing_at: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    """The seed decides what is drawn, in CI as elsewhere."""
    asked = []
    for seed, ci in ((7, ""), (7, "true"), (8, "")):
        monkeypatch.setenv("CI", ci)
        store, watched = _watched(listing_at, service(COC), seed=seed, queries=20)
        assert judge(LAW, store).verdict == "pass"
        asked.append(watched.urls)
    assert asked[0] == asked[1]
    assert asked[0] != asked[2]


def _drawn(store: Store, number: int) -> tuple[WholeQuery, ...]:
    """What is drawn from one seed over a listing, if nothing is wrong."""
    return drawn(questions(Listing(store, LAW)), number, 0)


def test_what_is_drawn_does_not_hang_on_what_other_laws_found(listing_at: Make) -> None:
    """A replay of this law alone draws what the whole run drew, whose other laws had told by then which reading is taken."""
    fresh, told = listing_at(service(HSS)), listing_at(service(HSS))
    told.readings.update({"job_name": ("equals",), "cluster_name": ("contains",)})
    assert _drawn(fresh, 30) == _drawn(told, 30)


@pytest.mark.parametrize("slug", slugs())
def test_most_questions_find_something(listing_at: Make, slug: str) -> None:
    """Of a hundred questions more than half are answered with records by a server that is right."""
    listing = Listing(listing_at(service(slug)), LAW)
    asked = list(dict.fromkeys(_drawn(listing.conversation.store, 100)))
    assert len(asked) > 50
    assert sum(bool(listing.page(one.offset, one.size, one.arguments).records) for one in asked) > len(asked) / 2


def test_seed_and_replay_are_told(listing_at: Make) -> None:
    """The evidence says how much was drawn from which seed, and a failure how to draw it again."""
    outcome = judge(LAW, listing_at(faulty(HSS, "filters-or"), seed=41))
    assert any(note.endswith("whole queries asked, drawn with seed 41") for note in outcome.notes)
    assert f"replay: pytest --target=mock --contract={HSS} --seed=41 --queries=24 -k {LAW.function.__name__}" in outcome.notes


@pytest.mark.parametrize("budget", [35, 75])
def test_spent_budget_is_said_and_is_no_flake(listing_at: Make, budget: int) -> None:
    """A budget that ends the search leaves a pass with a note, or nothing at all; never an error, and each time the same."""
    outcomes = [judge(LAW, listing_at(service(COC), queries=60, max_requests=budget)) for _ in range(2)]
    assert outcomes[0].verdict in ("pass", "inconclusive")
    assert outcomes[0].verdict == outcomes[1].verdict
    assert "budget" in outcomes[0].reason + " ".join(outcomes[0].notes)
    assert outcomes[0].requests <= budget


@pytest.mark.parametrize("budget", [80, 110])
def test_spent_budget_hides_no_finding(listing_at: Make, budget: int) -> None:
    """What was found before the budget ran out is told: enough of it is kept to confirm."""
    assert judge(LAW, listing_at(faulty(COC, "filters-first-page-only"), max_requests=budget)).verdict == "fail"


def test_lie_that_comes_once_is_intermittent(listing_at: Make) -> None:
    """A server that answers one drawn query wrongly, and never again while nothing moves, is told to do so now and then."""
    lied: list[int] = []

    def broken(number: int, answer: httpx.Response) -> httpx.Response:
        if lied or number < 14 or not re.search(rb'"total": ?257', answer.content):
            return answer
        lied.append(number)
        wrong = re.sub(rb'"total": ?\d+', b'"total":9', answer.content)
        return httpx.Response(answer.status_code, headers=answer.headers, content=wrong)

    store, _ = _watched(listing_at, service(COC), broken=broken)
    outcome = judge(LAW, store)
    assert lied
    assert outcome.verdict == "fail"
    assert outcome.violation is not None
    assert outcome.violation.intermittent


def test_trouble_is_no_finding(listing_at: Make) -> None:
    """A target that goes away during the search is an error of the run, not something that it got wrong."""

    def broken(number: int, answer: httpx.Response) -> httpx.Response:
        if number > 50:
            raise httpx.ConnectError("gone")
        return answer

    store, _ = _watched(listing_at, service(COC), broken=broken, queries=60)
    outcome = judge(LAW, store)
    assert outcome.verdict == "error"
    assert outcome.violation is None


def test_none_drawn_is_said(listing_at: Make) -> None:
    """`--queries 0` draws nothing, which is unsupported and not a pass."""
    outcome = judge(LAW, listing_at(service(COC), queries=0))
    assert (outcome.verdict, outcome.reason) == ("unsupported", "no whole queries are to be drawn")


def test_nothing_is_kept_on_disk(listing_at: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A search leaves nothing behind, found or not: it is replayed by its seed."""
    monkeypatch.chdir(tmp_path)
    judge(LAW, listing_at(faulty(HSS, "filters-or")))
    assert list(tmp_path.iterdir()) == []


def test_filters_that_need_different_values_of_one_parameter_are_not_asked_together(listing_at: Make) -> None:
    """Where a parameter says which field the others look at, each question says one field and asks for what looks at it."""
    filters = {
        "contains": {"field": "/name", "matches": "contains", "needs": {"field": "name"}},
        "over": {"field": "/trees", "as": "number", "matches": "after", "needs": {"field": "trees"}},
        "under": {"field": "/trees", "as": "number", "matches": "before", "needs": {"field": "trees"}},
    }
    number = {"type": "integer"}
    made = contract(
        parameter("field", {"type": "string", "enum": ["name", "trees"]}), parameter("contains"), parameter("over", number),
        parameter("under", number), filters=filters,
    )  # fmt: skip
    listing = Listing(listing_at(Service(made, 60, 0)), LAW)
    asked = [one.arguments for one in drawn(questions(listing), 400, 3)]
    needs = [(said, name, value) for said in asked for one in made.filters if one.name in said for name, value in one.needs.items()]
    assert all(said.get(name) == value for said, name, value in needs)
    assert any({"over", "under"} <= said.keys() for said in asked)
    assert any("contains" in said for said in asked)
