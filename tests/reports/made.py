"""Runs made by hand, so that reports can be tested without a target."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from listproof.contract import Contract, Source, facts, load
from listproof.reports import Asked, CensusSize, Deselected, Run, TroubleRecord, WaiverRecord, assemble, shape
from listproof.verdicts import Exchange, Outcome, Violation

SLUG = "huawei-hss-kubernetes-jobs"
SECRET = "s3cr3t-token-of-nobody"
TAKEN = {"limit above its maximum": "honoured"}


def contract() -> Contract:
    """The contract that all made runs are about."""
    return load(SLUG)


def exchange(**changes: Any) -> Exchange:
    """An exchange in which the page is larger than asked for."""
    made = Exchange(
        method="GET",
        url="http://127.0.0.1:9/v5/p/kubernetes/jobs?limit=201&offset=0&job_name=a%27b",
        request_headers={"X-Auth-Token": "***", "Host": "127.0.0.1:9"},
        status=200,
        response_headers={"Content-Type": "application/json"},
        body='{"total_num": 450, "job_info_list": [{"name": "<script>alert(1)</script>"}]}',
        seconds=0.012,
        purpose="limit above its maximum",
    )
    return replace(made, **changes)


def violation(fact: str = "parameters.limit.maximum", **changes: Any) -> Violation:
    """A violation of one fact of the limit."""
    parts: dict[str, Any] = {
        "fact": fact,
        "source": Source("003", "Table 2 Query Parameters", "limit"),
        "expected": "limit=201 is refused or answered with at most 200 records",
        "observed": "201 records",
        "exchanges": (exchange(),),
        **changes,
    }
    return Violation("limit=201 was honoured: 201 records came back", **parts)


def outcome(law: str, verdict: str = "pass", subject: str | None = None, **changes: Any) -> Outcome:
    """An outcome of the made listing."""
    parts: dict[str, Any] = {
        "law": law,
        "target": "mock",
        "contract": SLUG,
        "subject": subject,
        "verdict": verdict,
        "sentence": f"What {law} says.",
        "requests": 2,
        "seconds": 0.02,
    }
    if verdict == "fail" and "violation" not in changes:
        parts["violation"] = violation()
    return Outcome(**{**parts, **changes})


def outcomes() -> tuple[Outcome, ...]:
    """One outcome of every verdict, and some that pass."""
    return (
        outcome("pages.walk-meets-each-record-once", compared={"pages.offset": 3, "total": 1, "identity": 1}),
        outcome("bounds.maximum", "fail", "limit", compared={"parameters.limit.maximum": 1}, behaviours=TAKEN),
        outcome("bounds.minimum", "pass", "limit", compared={"parameters.limit.minimum": 1}, behaviours={"limit.9": "rejected"}),
        outcome("order.sorted", "inconclusive", reason="no two records differ in create_time"),
        outcome("filters.sound", "pass", "job_name", compared={"filters.job_name": 2}, behaviours={"job_name": ["equals"]}),
        outcome("filters.sound", "inconclusive", "cluster_name", reason="every record has the same cluster_name"),
        outcome("shape.dispute", "unsupported", "x", reason="the contract has no such dispute"),
        outcome("errors.no-stack-trace", "waived", reason="known since spring"),
        outcome("errors.wrong-credential", "error", reason="ConnectError: connection reset"),
    )


def records(count: int = 60) -> list[dict[str, Any]]:
    """Records of the made listing."""
    return [
        {
            "name": f"job-{n}",
            "namespace_name": "default",
            "cluster_name": "c1",
            "status": "Running" if n % 3 else "Failed",
            "pods_num": n,
            "image_name": "busybox",
            "match_labels": [{"key": "app", "val": "x"}],
            "execute_time": 1_700_000_000_000 + n,
            "create_time": 1_700_000_000_000 - n,
        }
        for n in range(count)
    ]


def asked(**changes: Any) -> Asked:
    """The made listing as a session leaves it."""
    one = contract()
    parts: dict[str, Any] = {
        "contract": one,
        "target": "mock",
        "host": "http://127.0.0.1:9",
        "census": CensusSize(60, 60, True),
        "requests": 42,
        "seconds": 1.25,
        "latencies": [0.004, 0.005, 0.006, 0.02],
        "shape": shape(one, records()),
        "errors": {"400 HSS.0001": 3},
        "page_sizes": {10: 6, 200: 1},
        "environment": {"host": "simulator", "sign-in": "header"},
        **changes,
    }
    return Asked(**parts)


PART = CensusSize(378, 378, complete=False, note="all with p=1 were read and judged; the others are unproved", listed=1_000_000)
"""The census of a listing of a million records of which a part was read."""


def run(
    done: Iterable[Outcome] | None = None,
    planned: Mapping[str, Iterable[str]] | None = None,
    listing: Asked | None = None,
    **changes: Any,
) -> Run:
    """A run of the made listing."""
    parts: dict[str, Any] = {
        "listings": [listing or asked()],
        "outcomes": outcomes() if done is None else done,
        "listproof": "0.1.0",
        "started": "2026-11-22T06:00:00Z",
        "finished": "2026-11-22T06:00:02Z",
        "targets": ["mock"],
        "seed": 7,
        "suite": "1111111111111111",
        "planned": planned,
        **changes,
    }
    return assemble(**parts)


def full_run() -> Run:
    """A run with trouble, a waiver and a contract that was not asked."""
    return run(
        planned={"mock/" + SLUG + "/filters.sound/cluster_name": ["filters.cluster_name"]},
        trouble=[TroubleRecord("unreachable", "http://127.0.0.1:1 refused the connection; is the address right?", "live", SLUG)],
        waivers=[WaiverRecord("errors.no-stack-trace", SLUG, "mock", "known since spring", "2027-01-01", 1)],
        deselected=[Deselected("live", "huawei-coc-documents", "has no entry [targets.live.huawei-coc-documents]")],
    )


def fact_ids() -> list[str]:
    """The ids of the facts of the made listing."""
    return [fact.id for fact in facts(contract())]
