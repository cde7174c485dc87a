"""The record of a trial: what a run against its server leaves, so that two servers can be compared as two nights are."""

from __future__ import annotations

from listproof.laws import Trouble
from listproof.proof.trials import Trial, outcomes_of
from listproof.reports import Asked, Census, Run, assemble, shape

__all__ = ["record_of"]


def record_of(trial: Trial, started: str = "2026-01-01T00:00:00Z") -> Run:
    """All laws of the simple areas against the server of a trial, as a run. Raises nothing that a law may raise."""
    store, outcomes = outcomes_of(trial)
    try:
        census = store.census
    except Trouble:
        census = None
    asked = Asked(
        contract=store.contract,
        target=store.target.name,
        host=store.target.base_url,
        census=Census(len(census.records), census.walk.total, census.complete) if census else None,
        requests=store.session.sent,
        latencies=store.session.seconds,
        shape=shape(store.contract, census.records) if census else (),
        errors=dict(store.refusals),
        page_sizes=dict(store.page_sizes),
        environment={"server": "simulator"},
    )
    return assemble(
        listings=[asked], outcomes=outcomes, listproof="0", started=started, finished=started, targets=[store.target.name],
        seed=trial.seed, suite="proof",
    )  # fmt: skip
