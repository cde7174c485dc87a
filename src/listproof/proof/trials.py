"""One trial: all laws against one server, which is legal, lies in one way, or differs and still conforms."""

from __future__ import annotations

import random
import re
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

import httpx

from listproof.contract import Contract, as_if_documented, facts, shown
from listproof.evidence import Store
from listproof.findings import causes
from listproof.laws import Law, Subject, judge
from listproof.proof.servers import faults_of, met_of, server
from listproof.proof.suite import laws, laws_called, plan, run
from listproof.simulator.faults import Fault, catalogue
from listproof.simulator.service import Service
from listproof.simulator.targets import mock
from listproof.simulator.transport import InProcess
from listproof.simulator.variants import variants
from listproof.transport import Session, Target
from listproof.verdicts import Outcome, Verdict

__all__ = [
    "Catch",
    "Clock",
    "Server",
    "Transcript",
    "Trial",
    "Tried",
    "listing_of",
    "names_it",
    "nearest_first",
    "outcomes_of",
    "trials",
    "tried",
]

Server = Literal["legal", "fault", "variant"]
Until = Literal["all", "each law catches", "a law catches"]
Transcript = dict[str, list[tuple[int, str, bytes]]]
"""What was asked, such as `GET /v1/documents?limit=1`, and the status, media type and body of each answer to it, in order."""
_LATENCY = 0.05
_TOLD_APART = 1000
"""Characters of a body by which findings are told apart at most: nobody is shown more of what a trial was answered."""


@dataclass(frozen=True)
class Trial:
    """What is tried: the server of a contract that is legal (`id` empty), has a fault, or is a variant, with records of a seed.

    `until` says when a trial of a fault may end: never before all is tried, a law at its first subject that catches the fault and says
    where it lies, or the trial at the first law that does. The last begins with the laws of the fault's area and parameter. `laws` are
    the ids of those that are tried; none: all that do not draw their examples. `at` is when it begins, in epoch seconds; None is now.
    `within` is the id of the variant that has the fault; empty: the usual server. `folder` is where the contract stands; None: where
    contracts are usually found. `trusting`: what the contract guesses is taken as if it were documented.
    """

    contract: str
    server: Server
    id: str = ""
    seed: int = 0
    until: Until = "all"
    laws: tuple[str, ...] = ()
    at: float | None = None
    within: str = ""
    folder: Path | None = None
    trusting: bool = False

    @property
    def fault(self) -> Fault:
        """The fault that its server has. Raises KeyError for a server that has none."""
        return faults_of(self.contract, self.folder)[self.id]


@dataclass(frozen=True)
class Catch:
    """One law that failed: its subject, the fact that it names, what it says of it, and what it observed."""

    law: str
    subject: str | None
    fact: str
    says: str
    observed: str = ""
    intermittent: bool = False

    @property
    def area(self) -> str:
        """The area of the law."""
        return self.law.split(".", 1)[0]


@dataclass(frozen=True)
class Tried:
    """What came of a trial: the laws that failed, the reasons of those in error or inconclusive, and what it cost.

    `verdicts` counts outcomes, `seconds` is the time of the processor, `ran` names the laws that were tried at least once. `otherwise` is
    the first question that the server of a fault answers otherwise than it would without; empty: none; None: that was not looked at.
    `findings` are the roots of the causes under which a run would tell what failed; None where not all laws met the server. `guessed` are
    the laws that would catch a fault that none caught, were what the contract guesses documented.
    """

    trial: Trial
    caught: tuple[Catch, ...]
    errors: tuple[str, ...]
    inconclusive: tuple[str, ...]
    verdicts: Mapping[Verdict, int]
    requests: int
    seconds: float
    ran: tuple[str, ...]
    otherwise: str | None = None
    findings: tuple[Catch, ...] | None = None
    guessed: tuple[Catch, ...] = ()


def trials(contracts: Iterable[Contract], seeds: Sequence[int], every: bool = False, only: tuple[str, ...] = ()) -> Iterator[Trial]:
    """All trials of these contracts: the legal server and every variant once a seed, every fault once with the first seed.

    The first fault of each kind, in the smallest contract that has it, is shown to every law; those of its kind at other parameters,
    fields and contracts only until a law catches them. With `every` all faults meet all laws with all their subjects, with `only` just
    the laws of these ids.
    """
    kinds: set[str] = set()
    for contract in sorted(contracts, key=lambda one: len(one.parameters) + len(one.fields)):
        slug = contract.slug
        for fault in catalogue(contract):
            until: Until = "a law catches" if fault.kind in kinds and not every else "all"
            yield Trial(slug, "fault", fault.id, seeds[0], until, only)
            kinds.add(fault.kind)
        for seed in seeds:
            yield Trial(slug, "legal", "", seed, laws=only)
            yield from (Trial(slug, "variant", variant.id, seed, laws=only) for variant in variants(contract))


class Clock:
    """Time that passes only when somebody waits: `sleep` moves it on at once, so that a slow server costs nothing.

    It begins at `moment`, in epoch seconds.
    """

    def __init__(self, moment: float) -> None:
        self.moment = moment

    def time(self) -> float:
        """Epoch seconds."""
        return self.moment

    def sleep(self, seconds: float) -> None:
        """Let so many seconds pass."""
        self.moment += seconds


class _Network(httpx.BaseTransport):
    """A transport on which every request takes so many seconds of a clock; what is asked and answered is added to `heard`."""

    def __init__(self, inner: httpx.BaseTransport, clock: Clock, latency: float, heard: Transcript | None = None) -> None:
        self.inner = inner
        self.clock = clock
        self.latency = latency
        self.heard = heard

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """The answer to one request, a moment later."""
        self.clock.sleep(self.latency)
        answer = self.inner.handle_request(request)
        if self.heard is not None:
            question = f"{request.method} {request.url.raw_path.decode('ascii')}"
            self.heard.setdefault(question, []).append((answer.status_code, answer.headers.get("Content-Type", ""), answer.read()))
        return answer


def listing_of(
    service: Service,
    contract: Contract | None = None,
    latency: float = _LATENCY,
    heard: Transcript | None = None,
    begins: int | None = None,
) -> Store:
    """A listing at a service inside this process, on a clock of its own on which a request takes `latency` seconds.

    The clock begins at the time of the service; `contract` is the suite's copy where that differs. What is asked and answered is added to
    `heard`. `begins`: how many characters of a body its exchanges show; None: as many as a report.
    """
    contract = contract or service.contract
    clock = Clock(service.clock())
    service.clock = clock.time
    target = Target("mock", contract.slug, try_wrong_signature=1, **mock(service.contract, "http://127.0.0.1:1"))
    transport = _Network(InProcess(service, sleep=clock.sleep), clock, latency, heard)
    chance = random.Random(random.getrandbits(64))
    session = Session(target, contract.sign_in, transport=transport, sleep=clock.sleep, chance=chance, begins=begins)
    return Store(contract, session, met=met_of(service))


def _service(trial: Trial) -> Service:
    fault, variant = (trial.id, trial.within) if trial.server == "fault" else ("", trial.id)
    return server(trial.contract, trial.seed, trial.at, fault=fault, variant=variant, folder=trial.folder)


def outcomes_of(
    trial: Trial, chosen: Iterable[Law] | None = None, heard: Transcript | None = None, begins: int | None = None
) -> tuple[Store, list[Outcome]]:
    """Every outcome of a trial, and the listing that was asked. Records are made once for each contract and seed in a process.

    What is asked and answered is added to `heard`. `begins`: how many characters of a body its exchanges show; None: as many as a report.

    How long is waited before asking again is drawn from the trial, so that the same trial goes the same way.
    """
    random.seed(repr(replace(trial, folder=None)))
    service = _service(trial)
    store = listing_of(service, as_if_documented(service.contract) if trial.trusting else None, heard=heard, begins=begins)
    tried_laws = tuple(chosen) if chosen is not None else laws_called(trial.laws) if trial.laws else laws()
    if trial.until == "all":
        return store, run(store, tried_laws)
    return store, _until_caught(trial, store, tried_laws)


def _until_caught(trial: Trial, store: Store, tried_laws: Iterable[Law]) -> list[Outcome]:
    first = trial.until == "a law catches"
    planned = list(plan(store.contract, tried_laws))
    outcomes: list[Outcome] = []
    caught: set[str] = set()
    for law, subject in nearest_first(trial.fault, planned) if first else planned:
        if law.id in caught:
            continue
        outcomes.append(judge(law, store, subject))
        if _caught(trial, outcomes[-1]):
            if first:
                break
            caught.add(law.id)
    return outcomes


def nearest_first(fault: Fault, planned: Iterable[tuple[Law, Subject | None]]) -> list[tuple[Law, Subject | None]]:
    """Laws and subjects, those of a fault's area first, and of these first those about its parameters and fields."""

    def rank(item: tuple[Law, Subject | None]) -> tuple[bool, bool]:
        elsewhere = item[0].area != fault.area
        return elsewhere or not _speaks_of(fault.names, str(item[1] or "")), elsewhere

    return sorted(planned, key=rank)


def _caught(trial: Trial, outcome: Outcome) -> bool:
    """Whether an outcome catches the fault of a trial and says where it lies."""
    fault, catch = trial.fault, _catch(outcome)
    return catch is not None and names_it(fault.area, fault.names, catch)


def names_it(area: str, names: Sequence[str], catch: Catch) -> bool:
    """Whether a failure says where a fault lies: by a law of its area, or by the parameter or field in its fact or sentence."""
    return catch.area == area or _speaks_of(names, f"{catch.fact} {catch.subject or ''} {catch.says} {catch.observed}")


def _speaks_of(names: Sequence[str], text: str) -> bool:
    return any(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) for name in names)


def tried(trial: Trial, clock: Callable[[], float] = time.process_time) -> Tried:
    """Run one trial."""
    start = clock()
    store, outcomes = outcomes_of(trial, begins=_TOLD_APART)
    requests = store.session.sent
    if trial.until == "a law catches" and not any(_caught(trial, outcome) for outcome in outcomes):
        # Some laws look at what all others were answered, and so must come in their own order.
        store, outcomes = outcomes_of(replace(trial, until="each law catches"), begins=_TOLD_APART)
        requests += store.session.sent
    verdicts: dict[Verdict, int] = {}
    for outcome in outcomes:
        verdicts[outcome.verdict] = verdicts.get(outcome.verdict, 0) + 1
    return Tried(
        trial=trial,
        caught=tuple(catch for outcome in outcomes if (catch := _catch(outcome)) is not None),
        errors=_reasons(outcomes, "error"),
        inconclusive=_reasons(outcomes, "inconclusive"),
        verdicts=verdicts,
        requests=requests,
        seconds=clock() - start,
        ran=tuple(dict.fromkeys(outcome.law for outcome in outcomes)),
        findings=_findings(store.contract, outcomes) if trial.until == "all" and not trial.laws else None,
    )


def _findings(contract: Contract, outcomes: Sequence[Outcome]) -> tuple[Catch, ...]:
    """The root of each cause, with what the contract says of its fact, as a run would tell them."""
    values = {fact.id: shown(fact.value) for fact in facts(contract)}
    roots = [cause.root for cause in causes(outcomes, values, {one.id: one.about for one in contract.disputes})]
    found = [catch for root in roots if (catch := _catch(root)) is not None]
    return tuple(replace(one, says=f"{one.says} ({one.fact} = {values.get(one.fact, '')})") for one in found)


def _catch(outcome: Outcome) -> Catch | None:
    violation = outcome.violation
    if outcome.verdict != "fail" or violation is None:
        return None
    return Catch(outcome.law, outcome.subject, violation.fact, violation.says, violation.observed, violation.intermittent)


def _reasons(outcomes: Iterable[Outcome], verdict: Verdict) -> tuple[str, ...]:
    return tuple(f"{o.law} {o.subject or ''}".strip() + f": {o.reason}" for o in outcomes if o.verdict == verdict)
