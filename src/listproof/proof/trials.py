"""One trial: all laws against one server, which is legal, lies in one way, or differs and still conforms."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

import httpx

from listproof.contract import Contract, load
from listproof.laws import Law, Outcome, Verdict
from listproof.listing import Session, Store, Target, judge
from listproof.proof.suite import laws, plan, run
from listproof.simulator.faults import Fault, catalogue
from listproof.simulator.service import Service
from listproof.simulator.targets import mock
from listproof.simulator.transport import InProcess
from listproof.simulator.variants import Variant, variants

__all__ = ["RECORDS", "Catch", "Clock", "Server", "Trial", "Tried", "listing_of", "names_it", "outcomes_of", "trials", "tried"]

Server = Literal["legal", "fault", "variant"]
RECORDS = 257
"""How many records the listings of a proof hold: prime, so that no page size divides it."""

_LATENCY = 0.05


@dataclass(frozen=True)
class Trial:
    """What is tried: the server of a contract that is legal (`id` empty), has a fault, or is a variant, with records of a seed.

    A `brief` trial of a fault begins with the laws of its area and ends with the first that catches it and says where it lies.
    """

    contract: str
    server: Server
    id: str = ""
    seed: int = 0
    brief: bool = False


@dataclass(frozen=True)
class Catch:
    """One law that failed: its subject, the fact that it names, and what it says of it."""

    law: str
    subject: str | None
    fact: str
    says: str
    intermittent: bool = False

    @property
    def area(self) -> str:
        """The area of the law."""
        return self.law.split(".", 1)[0]


@dataclass(frozen=True)
class Tried:
    """What came of a trial: the laws that failed, the reasons of those in error or inconclusive, and what it cost.

    `verdicts` counts outcomes, `seconds` is the time of the processor, `ran` names the laws that were tried at least once.
    """

    trial: Trial
    caught: tuple[Catch, ...]
    errors: tuple[str, ...]
    inconclusive: tuple[str, ...]
    verdicts: Mapping[Verdict, int]
    requests: int
    seconds: float
    ran: tuple[str, ...]


def trials(contract: Contract, seeds: Sequence[int], brief: bool = True) -> Iterator[Trial]:
    """All trials of a contract: the legal server and every variant once a seed, every fault once with the first seed.

    The first fault of each kind meets all laws. With `brief` the others of its kind, at other parameters and fields, stop at the
    law that catches them.
    """
    slug = contract.slug
    kinds: set[str] = set()
    for fault in catalogue(contract):
        yield Trial(slug, "fault", fault.id, seeds[0], brief and fault.kind in kinds)
        kinds.add(fault.kind)
    for seed in seeds:
        yield Trial(slug, "legal", "", seed)
        yield from (Trial(slug, "variant", variant.id, seed) for variant in variants(contract))


class Clock:
    """Time that passes only when somebody waits: `sleep` moves it on at once, so that a slow server costs nothing."""

    def __init__(self) -> None:
        self.moment = time.time()

    def time(self) -> float:
        """Epoch seconds."""
        return self.moment

    def sleep(self, seconds: float) -> None:
        """Let so many seconds pass."""
        self.moment += seconds


class _Network(httpx.BaseTransport):
    """A transport on which every request takes so many seconds of a clock."""

    def __init__(self, inner: httpx.BaseTransport, clock: Clock, latency: float) -> None:
        self.inner = inner
        self.clock = clock
        self.latency = latency

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """The answer to one request, a moment later."""
        self.clock.sleep(self.latency)
        return self.inner.handle_request(request)


def listing_of(service: Service, contract: Contract | None = None, latency: float = _LATENCY) -> Store:
    """A listing at a service inside this process, on a clock of its own on which a request takes `latency` seconds.

    `contract` is the suite's copy where that differs.
    """
    contract = contract or service.contract
    clock = Clock()
    service.clock = clock.time
    target = Target("mock", contract.slug, **mock(service.contract, "http://127.0.0.1:1"))
    transport = _Network(InProcess(service, sleep=clock.sleep), clock, latency)
    return Store(contract, Session(target, contract.sign_in, transport=transport, sleep=clock.sleep))


@cache
def _contract(slug: str) -> Contract:
    return load(slug)


@cache
def _base(slug: str, seed: int) -> Service:
    return Service(_contract(slug), RECORDS, seed)


@cache
def _faults(slug: str) -> Mapping[str, Fault]:
    return {fault.id: fault for fault in catalogue(_contract(slug))}


@cache
def _variants(slug: str) -> Mapping[str, Variant]:
    return {variant.id: variant for variant in variants(_contract(slug))}


def _service(trial: Trial) -> Service:
    base = _base(trial.contract, trial.seed)
    fault = _faults(trial.contract)[trial.id] if trial.server == "fault" else None
    variant = _variants(trial.contract)[trial.id] if trial.server == "variant" else None
    return base.like(fault, variant)


def outcomes_of(trial: Trial, chosen: Iterable[Law] | None = None) -> tuple[Store, list[Outcome]]:
    """Every outcome of a trial, and the listing that was asked. Records are made once for each contract and seed in a process."""
    store = listing_of(_service(trial))
    tried_laws = laws() if chosen is None else tuple(chosen)
    return store, _briefly(trial, store, tried_laws) if trial.brief else run(store, tried_laws)


def _briefly(trial: Trial, store: Store, tried_laws: Iterable[Law]) -> list[Outcome]:
    fault = _faults(trial.contract)[trial.id]
    outcomes: list[Outcome] = []
    for law, subject in plan(store.contract, sorted(tried_laws, key=lambda law: law.area != fault.area)):
        outcomes.append(judge(law, store, subject))
        catch = _catch(outcomes[-1])
        if catch is not None and names_it(fault.area, fault.names, catch):
            break
    return outcomes


def names_it(area: str, names: Sequence[str], catch: Catch) -> bool:
    """Whether a failure says where a fault lies: by a law of its area, or by the parameter or field in its fact or sentence."""
    said = f"{catch.fact} {catch.subject or ''} {catch.says}"
    return catch.area == area or any(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", said) for name in names)


def tried(trial: Trial, clock: Callable[[], float] = time.process_time) -> Tried:
    """Run one trial."""
    start = clock()
    store, outcomes = outcomes_of(trial)
    verdicts: dict[Verdict, int] = {}
    for outcome in outcomes:
        verdicts[outcome.verdict] = verdicts.get(outcome.verdict, 0) + 1
    return Tried(
        trial=trial,
        caught=tuple(catch for outcome in outcomes if (catch := _catch(outcome)) is not None),
        errors=_reasons(outcomes, "error"),
        inconclusive=_reasons(outcomes, "inconclusive"),
        verdicts=verdicts,
        requests=store.session.sent,
        seconds=clock() - start,
        ran=tuple(dict.fromkeys(outcome.law for outcome in outcomes)),
    )


def _catch(outcome: Outcome) -> Catch | None:
    violation = outcome.violation
    if outcome.verdict != "fail" or violation is None:
        return None
    return Catch(outcome.law, outcome.subject, violation.fact, violation.says, violation.intermittent)


def _reasons(outcomes: Iterable[Outcome], verdict: Verdict) -> tuple[str, ...]:
    return tuple(f"{o.law} {o.subject or ''}".strip() + f": {o.reason}" for o in outcomes if o.verdict == verdict)
