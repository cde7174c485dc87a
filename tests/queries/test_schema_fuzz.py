"""Schema fuzz: schemathesis makes the requests, this session sends them, and nothing else leaves."""

from __future__ import annotations

import subprocess
import sys

import httpx
import pytest
import requests

from listproof.contract import load, slugs, spelled_path
from listproof.laws import judge

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


def test_hypothesis_keeps_its_falsifying_examples() -> None:
    """Fuzzing leaves Hypothesis's printer in place, which the pytest plugin of schemathesis would swap for all tests of a session.

    In a process of its own, for whoever else imports schemathesis here may have swapped it.
    """
    script = """
import hypothesis.core, hypothesis.vendor.pretty
from hypothesis import find
from listproof.contract import load
from listproof.laws.fuzzing import cases
find(cases(load("huawei-hss-kubernetes-jobs")), lambda case: True)
assert hypothesis.core.RepresentationPrinter is hypothesis.vendor.pretty.RepresentationPrinter
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=120, check=False)
    assert (done.returncode, done.stderr) == (0, "")
