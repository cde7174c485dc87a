"""From what a session holds at its end to the record of the run: contracts and outcomes in, a `Run` out."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from listproof.contract import Contract, Fact, facts, shown, untestable
from listproof.reports.finding import findings
from listproof.reports.observed import FieldShape, latency
from listproof.reports.run import (
    CensusSize,
    Deselected,
    DisputeRecord,
    FactRecord,
    ListingRun,
    Run,
    TroubleRecord,
    WaiverRecord,
)
from listproof.verdicts import Exchange, Outcome

__all__ = ["LONGEST_BODY", "Asked", "assemble", "digest", "digest_of_files", "heading"]

LONGEST_BODY = 20_000
"""Characters of a body that a report keeps; what is cut is counted."""
_UNCOMPARED = "no law of this run compared it"


@dataclass(frozen=True)
class Asked:
    """One contract at one target as the session leaves it.

    `host` is the base address; `seconds` wall time; `latencies` the time to each answer in seconds; `shape` what
    `observed.shape` made of the census; `errors` maps error answers (`400 HSS.0001`) and `page_sizes` numbers of records to how
    often they came; `disputes` maps ids to the reading taken; `environment`: see `ListingRun`. `disputes` may be left out where
    outcomes tell behaviours `disputes.ID`.
    """

    contract: Contract
    target: str
    host: str = ""
    census: CensusSize | None = None
    requests: int = 0
    seconds: float = 0.0
    latencies: Iterable[float] = ()
    shape: tuple[FieldShape, ...] = ()
    errors: Mapping[str, int] = field(default_factory=dict)
    page_sizes: Mapping[int, int] = field(default_factory=dict)
    disputes: Mapping[str, str | None] = field(default_factory=dict)
    environment: Mapping[str, str] = field(default_factory=dict)


def assemble(
    *,
    listings: Iterable[Asked],
    outcomes: Iterable[Outcome],
    listproof: str,
    started: str,
    finished: str,
    targets: Iterable[str],
    seed: int | None = None,
    planned: Mapping[str, Iterable[str]] | None = None,
    suite: str = "",
    trouble: Iterable[TroubleRecord] = (),
    waivers: Iterable[WaiverRecord] = (),
    deselected: Iterable[Deselected] = (),
    environment: Mapping[str, str] | None = None,
) -> Run:
    """The record of a run.

    `planned` maps the key of every item that was to run to the ids of the facts that its law exercises: it tells why a fact was
    not exercised, and shows items that never ran. `suite` is the digest of laws and engine.
    """
    done = tuple(map(_trimmed, outcomes))
    plan = {key: tuple(ids) for key, ids in (planned or {}).items()}
    heard = tuple(_listing(asked, done, plan, suite) for asked in listings)
    return Run(
        listproof=listproof,
        started=started,
        finished=finished,
        seed=seed,
        targets=tuple(targets),
        listings=heard,
        outcomes=done,
        planned=len(plan) or len(done),
        suite=suite,
        trouble=tuple(trouble),
        waivers=tuple(waivers),
        deselected=tuple(deselected),
        environment=dict(environment or {}),
        findings=findings(heard, done),
    )


def _listing(asked: Asked, outcomes: tuple[Outcome, ...], plan: Mapping[str, tuple[str, ...]], suite: str) -> ListingRun:
    contract = asked.contract
    mine = [o for o in outcomes if o.target == asked.target and o.contract == contract.slug]
    behaviours = {key: shown(value) for outcome in mine for key, value in outcome.behaviours.items()}
    environment = dict(sorted(asked.environment.items()))
    return replace(
        heading(contract, asked.target),
        host=asked.host,
        facts=_facts(contract, asked.target, mine, plan),
        census=asked.census,
        requests=asked.requests,
        seconds=round(asked.seconds, 3),
        latency=latency(asked.latencies),
        behaviours=dict(sorted(behaviours.items())),
        disputes=_disputes(contract, asked.disputes, behaviours),
        shape=asked.shape,
        errors=dict(sorted(asked.errors.items())),
        page_sizes={str(size): count for size, count in sorted(asked.page_sizes.items())},
        environment=environment,
        digests={"contract": digest(contract.raw), "suite": suite, "environment": digest(environment) if environment else ""},
    )


def heading(contract: Contract, target: str) -> ListingRun:
    """What a listing is called, before anything was asked."""
    return ListingRun(
        target=target,
        contract=contract.slug,
        vendor=contract.vendor,
        product=contract.product,
        title=contract.title,
        documents={key: str(about.get("title", "")) for key, about in contract.documents.items()},
        links={key: str(about["url"]) for key, about in contract.documents.items() if "url" in about},
        host="",
        operation=f"GET {contract.path}",
        facts=(),
    )


def _facts(contract: Contract, target: str, outcomes: list[Outcome], plan: Mapping[str, tuple[str, ...]]) -> tuple[FactRecord, ...]:
    laws: dict[str, dict[str, None]] = {}
    reasons: dict[str, str] = {}
    reached = {outcome.key for outcome in outcomes}
    for outcome in outcomes:
        for fact in outcome.compared:
            laws.setdefault(fact, {})[outcome.law] = None
    # The law that is about the fewest facts says most of one of them.
    for outcome in sorted(outcomes, key=lambda one: len(plan.get(one.key, ()))):
        said = outcome.verdict in ("inconclusive", "unsupported", "error")
        for fact in plan.get(outcome.key, ()):
            reasons.setdefault(fact, f"{outcome.law}: {outcome.reason or outcome.verdict}" if said else _UNCOMPARED)
    for key, ids in plan.items():
        if key.startswith(f"{target}/{contract.slug}/") and key not in reached:
            for fact in ids:
                reasons.setdefault(fact, f"{key.split('/')[2]} did not run")
    return tuple(_fact(fact, tuple(laws.get(fact.id, ())), untestable(contract, fact.id), reasons.get(fact.id)) for fact in facts(contract))


def _fact(fact: Fact, laws: tuple[str, ...], untestable: str | None, reason: str | None) -> FactRecord:
    return FactRecord(
        id=fact.id,
        value=shown(fact.value),
        place=str(fact.source),
        grade=fact.source.grade,
        basis=fact.source.basis,
        binding=fact.binding,
        laws=laws,
        untestable=untestable,
        unexercised=None if laws or untestable else reason or _UNCOMPARED,
    )


def _disputes(contract: Contract, given: Mapping[str, str | None], behaviours: Mapping[str, str]) -> tuple[DisputeRecord, ...]:
    found = []
    for dispute in contract.disputes:
        untold = next((str(r.shows["untold"]) for r in dispute.readings if "untold" in r.shows), "")
        seen = given.get(dispute.id) or behaviours.get(f"disputes.{dispute.id}")
        readings = tuple(reading.says for reading in dispute.readings)
        takes = seen if seen in readings else None
        note = "" if takes else f"answers fit: {seen}" if seen else untold
        found.append(DisputeRecord(dispute.id, dispute.question, readings, takes, note, dispute.about))
    return tuple(found)


def _trimmed(outcome: Outcome) -> Outcome:
    """The outcome with bodies that a report can hold."""
    violation = outcome.violation
    if violation is None or all(len(exchange.body) <= LONGEST_BODY for exchange in violation.exchanges):
        return outcome
    trimmed = violation.but(exchanges=tuple(map(_trimmed_exchange, violation.exchanges)))
    return replace(outcome, violation=trimmed)


def _trimmed_exchange(exchange: Exchange) -> Exchange:
    more = len(exchange.body) - LONGEST_BODY
    return exchange if more <= 0 else replace(exchange, body=f"{exchange.body[:LONGEST_BODY]}… ({more} more characters)")


def digest(value: Any) -> str:
    """A short digest of a JSON value, the same for equal values in any order of keys."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def digest_of_files(folder: Path, pattern: str = "**/*.py") -> str:
    """A short digest of the files of a folder: their paths within it and their contents."""
    whole = hashlib.sha256()
    for path in sorted(folder.glob(pattern)):
        whole.update(f"{path.relative_to(folder).as_posix()}\0".encode())
        whole.update(path.read_bytes())
    return whole.hexdigest()[:16]
