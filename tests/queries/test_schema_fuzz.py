"""Schema fuzz: requests are made of schemas, this session sends them, and nothing else leaves."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
import requests

from listproof.contract import load, slugs, spelled_path
from listproof.generating import Case
from listproof.laws import Listing, judge
from listproof.laws.drawing.fuzzing import fits_the_contract
from listproof.simulator.exchange import Request
from listproof.simulator.faults import catalogue
from listproof.simulator.query import TypedQuery
from listproof.simulator.refusals import Refusal
from listproof.simulator.seams import Seams
from listproof.simulator.served import Served
from listproof.simulator.service import Service
from listproof.simulator.variants import Variant, variants
from listproof.verdicts import Violation

from ..made import store
from .drawn_listings import SCHEMA, SEEDS, Make, Watched, faulty, law_of, service

LAW = law_of(SCHEMA)
HSS, COC, PAI, NEBULA = "huawei-hss-kubernetes-jobs", "huawei-coc-documents", "alibaba-pai-dlc-jobs", "nebula-explorer-workflow-jobs"


@pytest.mark.parametrize("slug", slugs())
def test_legal_server_passes(listing_at: Make, slug: str) -> None:
    """A legal server passes at about one request a case."""
    store = listing_at(service(slug))
    _ = store.census
    outcome = judge(LAW, store)
    assert (outcome.verdict, outcome.reason) == ("pass", "")
    assert "media-type" in outcome.compared
    assert outcome.requests <= store.profile.cases + 5


@pytest.mark.slow
@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("slug", slugs())
def test_legal_server_passes_with_every_seed(listing_at: Make, slug: str, seed: int) -> None:
    """No seed makes a legal server fail, or the law doubt."""
    assert judge(LAW, listing_at(service(slug, seed), seed=seed)).verdict == "pass"


CAUGHT = [
    (HSS, "500-unicode", "breaks the service"),
    (HSS, "field-null:status", "/job_info_list/*/status"),
    (COC, "error-html", "it is no JSON"),
    (COC, "media-type-missing", "media type"),
    (COC, "field-missing:version", "/data/*/version"),
    (NEBULA, "empty-500", "breaks the service"),
    (PAI, "500-bracket", "breaks the service"),
]


@pytest.mark.parametrize(("slug", "fault", "told"), CAUGHT)
def test_fault_is_found_and_named(listing_at: Make, slug: str, fault: str, told: str) -> None:
    """A server that breaks, or answers in a shape of its own, fails with the place that shows it."""
    outcome = judge(LAW, listing_at(faulty(slug, fault)))
    assert outcome.verdict == "fail"
    assert outcome.violation is not None
    assert told in f"{outcome.reason} {outcome.violation.fact}"


def test_finding_is_made_small(listing_at: Make) -> None:
    """Of a request that breaks a service on one character, that character is what is left."""
    outcome = judge(LAW, listing_at(faulty(COC, "500-bracket")))
    assert len(outcome.reason.split(" breaks")[0]) < 30


@pytest.mark.parametrize("slug", slugs())
def test_only_its_own_signed_get_requests_leave(listing_at: Make, slug: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every request is a GET of the target's own path under its own credential; schemathesis sends nothing."""

    def never(*_: object, **__: object) -> None:
        raise AssertionError("schemathesis sent a request of its own")

    monkeypatch.setattr(requests.Session, "send", never)
    watching: list[Watched] = []

    def wrap(inner: httpx.BaseTransport) -> httpx.BaseTransport:
        watching.append(Watched(inner))
        return watching[0]

    store = listing_at(service(slug), wrap=wrap)
    assert judge(LAW, store).verdict == "pass"
    path = spelled_path(load(slug), store.target.path)
    assert {(request.method, request.url.path) for request in watching[0].sent} == {("GET", path)}
    assert "401" not in " ".join(store.refusals)


def test_nothing_is_generated_twice(listing_at: Make) -> None:
    """A case that is drawn again has its verdict: none is sent twice."""
    watching: list[Watched] = []

    def wrap(inner: httpx.BaseTransport) -> httpx.BaseTransport:
        watching.append(Watched(inner))
        return watching[0]

    store = listing_at(service(NEBULA), wrap=wrap)
    _ = store.census
    before = len(watching[0].sent)
    judge(LAW, store)
    sent = watching[0].urls[before:]
    assert len(sent) == len(set(sent))


@pytest.mark.parametrize(
    ("body", "refused"),
    [
        ('{"size": 10}', False),
        ('{"size": 10, "nobody_names_this": 1}', True),
        ('{"": {}}', True),
    ],
)
def test_what_nobody_documents_may_be_refused_in_a_body(listing_at: Make, body: str, refused: bool) -> None:
    """A schema that is silent on further properties allows them; a service that knows none of them may say so."""
    contract = load("voyages", Path(__file__).parents[1] / "contracts" / "invented")
    strict = next(one for one in variants(contract) if one.id == "reading:unknown-parameters=refuse")
    store = listing_at(Service(contract, 60).like(variant=strict))
    case = Case("", True, body)
    assert (store.ask_as_spelled(case.query, case.body).status >= 400) == refused
    fits_the_contract(Listing(store, LAW), case)


def _refusing_an_empty_object(seams: Seams) -> Seams:
    """A server that takes an object without properties for no question."""

    def read(service: Served, request: Request, path: Mapping[str, str]) -> TypedQuery:
        if b'"where":{}' in request.body.replace(b" ", b""):
            raise Refusal("bad-parameter", "where")
        return seams.read(service, request, path)

    return replace(seams, read=read)


def test_an_object_without_properties_may_be_refused(listing_at: Make) -> None:
    """Its schema lets it be empty, and nothing says what it then asks for."""
    contract = load("voyages", Path(__file__).parents[1] / "contracts" / "invented")
    store = listing_at(Service(contract, 60).like(variant=Variant("strict", "", _refusing_an_empty_object)))
    case = Case("", True, '{"size": 10, "where": {}}')
    assert store.ask_as_spelled(case.query, case.body).status == 400
    fits_the_contract(Listing(store, LAW), case)


def test_a_documented_property_that_is_refused_is_blamed(listing_at: Make) -> None:
    """Of a body that says nothing else."""
    contract = load("voyages", Path(__file__).parents[1] / "contracts" / "invented")
    fault = next(one for one in catalogue(contract) if one.id == "value-refused:sort=miles")
    store = listing_at(Service(contract, 60).like(fault))
    with pytest.raises(Violation):
        fits_the_contract(Listing(store, LAW), Case("", True, '{"sort": ["miles"]}'))


@pytest.mark.parametrize(("query", "blamed"), [("status=done", False), ("_page=1&status=done", True)])
def test_all_records_without_the_parameter_that_makes_pages_are_no_page(query: str, blamed: bool) -> None:
    """Of a request without a mandatory parameter nothing is claimed where no source says what becomes of it."""
    contract = load("json-server-jobs", Path(__file__).parents[2] / "contracts" / "examples")

    def answer(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, json=[])

    listing = Listing(store(answer, contract, slug=contract.slug, auth={"type": "none"}), LAW)
    with pytest.raises(Violation) if blamed else nullcontext():
        fits_the_contract(listing, Case(query, True))


def test_an_answer_that_is_asked_for_ahead_is_not_explained(monkeypatch: pytest.MonkeyPatch) -> None:
    """Threads that ask ahead would load schemathesis beside whoever judges; the law explains it in its turn."""
    monkeypatch.setattr("listproof.laws.drawing.fuzzing._first_failure", lambda *_: pytest.fail("explained ahead"))
    contract = load("json-server-jobs", Path(__file__).parents[2] / "contracts" / "examples")
    headers = {"content-type": "application/json"}
    asked = store(
        lambda _: httpx.Response(200, headers=headers, content=b'{"no": "page"}'), contract, slug=contract.slug, auth={"type": "none"}
    )
    fits_the_contract(Listing(asked.rehearsed(), LAW), Case("_page=1", True))
    with pytest.raises(pytest.fail.Exception, match="explained ahead"):
        fits_the_contract(Listing(asked, LAW), Case("_page=1", True))
