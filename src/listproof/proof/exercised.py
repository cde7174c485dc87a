"""`listproof prove --facts`: each fact is changed in the suite's copy of a contract while the simulator serves the original.

A change is noticed where a verdict or a recorded behaviour differs from the unchanged run, or else where the changed contract contradicts
itself, so that lint refuses it and nobody runs it. What nothing notices is not exercised, whatever a law declares.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import Any, Literal

from rich.console import Console
from rich.progress import track
from rich.table import Table

from listproof.contract import Contract, ContractError, Document, facts, names_fact, untestable
from listproof.contract.lint import lint
from listproof.contract.sharpness import swallowed
from listproof.laws import Law, Subject, declared_facts, judge
from listproof.proof.mutations import Mutation, mutated, mutations
from listproof.proof.servers import contract_of, legal
from listproof.proof.sharpness import sharpness_table
from listproof.proof.suite import laws, plan
from listproof.proof.trials import listing_of
from listproof.proof.workers import side_by_side
from listproof.simulator.service import Service
from listproof.transport.auth import SettingsError
from listproof.verdicts import Outcome

__all__ = ["Alteration", "Exercised", "State", "Told", "counted", "exercised", "noticed", "refused_by_lint", "show_exercised"]

State = Literal["proved", "equivalent", "not testable", "not noticed", "not changed"]
_OWN_MISTAKE = "the law itself failed"


@dataclass(frozen=True)
class Alteration:
    """A change to try: the contract's slug and the place of the mutation among its mutations."""

    contract: str
    place: int
    folder: Path | None = None


@dataclass(frozen=True)
class Told:
    """What came of one change: its fact, what it says, and the law that told it from the original (None: none did)."""

    change: Alteration
    fact: str
    says: str
    weaker: str
    noticed: str | None


@dataclass(frozen=True)
class Exercised:
    """One fact of a contract and what its changes showed. `reason` names the law that noticed, or says why none can."""

    contract: str
    fact: str
    binding: bool
    state: State
    reason: str


@cache
def _mutations(slug: str, folder: Path | None) -> tuple[Mutation, ...]:
    return tuple(mutations(contract_of(slug, folder)))


_Item = tuple[Law, Subject | None]


def _outcomes(service: Service, contract: Contract | None = None, about: str = "") -> Iterator[Outcome]:
    """The outcomes of all laws, those first that say they exercise the fact `about`."""
    store = listing_of(service, contract)
    for law, subject in _ordered(store.contract, about):
        yield judge(law, store, subject)


def _ordered(contract: Contract, about: str = "") -> list[_Item]:
    """All laws with their subjects, those first that say they exercise the fact `about`."""

    def elsewhere(item: _Item) -> bool:
        return not any(names_fact(pattern, about) for pattern in declared_facts(item[0], contract, item[1]))

    planned = list(plan(contract, laws()))
    return sorted(planned, key=elsewhere) if about else planned


_Usual = tuple[str, Mapping[str, str]]


@cache
def _usual(slug: str, folder: Path | None) -> Mapping[tuple[str, str | None], _Usual]:
    """Verdict and behaviours of each law and subject of the unchanged contract, without what differs from run to run."""
    first, second = ({(o.law, o.subject): o for o in _outcomes(legal(slug, folder=folder).like())} for _ in range(2))
    usual = {}
    for key, one in first.items():
        again = second[key].behaviours
        steady = {name: str(value) for name, value in one.behaviours.items() if str(again.get(name)) == str(value)}
        usual[key] = one.verdict, steady
    return usual


def noticed(change: Alteration) -> Told:
    """Run the laws with one changed contract until one of them does otherwise than with the original."""
    mutation = _mutations(change.contract, change.folder)[change.place]
    return Told(change, mutation.fact, mutation.says, mutation.weaker, _noticed(change.contract, change.folder, mutation))


def _noticed(slug: str, folder: Path | None, mutation: Mutation) -> str | None:
    usual = _usual(slug, folder)
    try:
        contract = mutated(contract_of(slug, folder), mutation)
        _ = listing_of(legal(slug, folder=folder).like(), contract)
        _ = list(plan(contract, laws()))
    except ContractError as refused:
        return f"the contract is refused at load: {refused}"
    except KeyError as lost:
        return f"no law can be planned over the contract: it names {lost} and has no such parameter"
    except SettingsError as refused:
        return f"the target's way to sign in is none of the contract: {refused}"
    new, old = mutation.renames or ("\0", "\0")
    for outcome in _outcomes(legal(slug, folder=folder).like(), contract, mutation.fact.replace(old, new)):
        if outcome.verdict == "error" and outcome.reason.startswith(_OWN_MISTAKE):
            continue
        subject = outcome.subject.replace(new, old) if outcome.subject else None
        shown = {key.replace(new, old): str(value).replace(new, old) for key, value in outcome.behaviours.items()}
        other = _otherwise(outcome.verdict, shown, usual.get((outcome.law, subject)))
        if other and _otherwise(outcome.verdict, shown, _in_that_order(slug, folder, mutation.fact, outcome.law, subject)):
            return f"{outcome.law} {subject or ''}".strip() + f": {other}"
    return refused_by_lint(contract_of(slug, folder), mutation)


def refused_by_lint(contract: Contract, mutation: Mutation) -> str | None:
    """What lint minds in a changed contract and not in the original: it contradicts itself, and is run by nobody."""
    usual, new = (
        {one.message for one in lint(Document(contract.file, raw, {}), contract.slug).mistakes} for raw in (contract.raw, mutation.raw())
    )
    minded = min(new - usual, default=None)
    return None if minded is None else f"the contract is refused by lint: {minded}"


def _otherwise(verdict: str, behaviours: Mapping[str, str], usual: _Usual | None) -> str | None:
    """What an outcome is where it was something else; a law that has not usually this subject must fail to be that.

    A deviation that binds nobody is a behaviour under the law's name and the fact's, `law:fact`: a new one counts.
    """
    if usual is None:
        return "fail" if verdict == "fail" else None
    if verdict != usual[0]:
        return f"{verdict} where it was {usual[0]}"
    deviates = next((key for key in behaviours if ":" in key and key not in usual[1]), None)
    if deviates:
        return f"deviates, though nothing binds it: {behaviours[deviates]}"
    told = (f"{key} {behaviours.get(key)} where it was {value}" for key, value in usual[1].items() if behaviours.get(key) != value)
    return next(told, None)


def _in_that_order(slug: str, folder: Path | None, fact: str, law: str, subject: str | None) -> _Usual | None:
    """What the unchanged contract gives where laws run in the order in which the changed one tried them."""
    order = tuple((one.id, str(about)) for one, about in _ordered(contract_of(slug, folder), fact))
    known = _begun.pop((slug, folder, order), None)
    run = known or _Begun(_outcomes(legal(slug, folder=folder).like(), None, fact))
    _begun[slug, folder, order] = run
    if len(_begun) > _MOST_BEGUN:
        del _begun[next(iter(_begun))]
    outcome = run.outcome(law, subject)
    if outcome is None:
        return None
    steady = _usual(slug, folder)[law, subject][1]
    return outcome.verdict, {key: str(value) for key, value in outcome.behaviours.items() if key in steady or ":" in key}


class _Begun:
    """The unchanged contract with its laws in one order, as far as they have run. Many changes give the same order, and it runs once."""

    def __init__(self, outcomes: Iterator[Outcome]) -> None:
        self._coming = outcomes
        self._ran: dict[tuple[str, str | None], Outcome] = {}

    def outcome(self, law: str, subject: str | None) -> Outcome | None:
        """What a law gives on a subject, None where it does not run."""
        while (law, subject) not in self._ran and (one := next(self._coming, None)) is not None:
            self._ran[one.law, one.subject] = one
        return self._ran.get((law, subject))


_MOST_BEGUN = 12
_begun: dict[tuple[str, Path | None, tuple[tuple[str, str], ...]], _Begun] = {}
"""The runs in other orders that were begun last in this process; each holds all that it was answered."""


def exercised(contract: Contract, told: Sequence[Told]) -> tuple[Exercised, ...]:
    """What the changes show of every fact of a contract."""
    by_fact: dict[str, list[Told]] = {}
    for one in told:
        by_fact.setdefault(one.fact, []).append(one)
    found = []
    for fact in facts(contract):
        state, reason = _state(contract, fact.id, by_fact.get(fact.id, []))
        found.append(Exercised(contract.slug, fact.id, fact.binding, state, reason))
    return tuple(found)


def _state(contract: Contract, fact: str, told: Sequence[Told]) -> tuple[State, str]:
    unseen = [one for one in told if one.noticed is None]
    if told and not unseen:
        return "proved", told[0].noticed or ""
    excuse = next((reason for pattern, reason in contract.equivalent.items() if pattern == fact or fnmatchcase(fact, pattern)), None)
    if told and (excuse or all(one.weaker for one in unseen)):
        return "equivalent", excuse or unseen[0].weaker
    why = untestable(contract, fact)
    if why is not None:
        return "not testable", why
    return ("not noticed", "; ".join(one.says for one in unseen)) if told else ("not changed", "there is no change of it")


def show_exercised(contracts: Sequence[Contract], workers: int, output: Path, folder: Path | None = None) -> int:
    """Try every change, print what is exercised, and write facts.json. Returns 0 where every fact that binds is proved or excused."""
    changes = [Alteration(one.slug, place, folder) for one in contracts for place in range(len(_mutations(one.slug, folder)))]
    console = Console(emoji=False)
    running = side_by_side(noticed, changes, workers)
    told = list(track(running, "changing facts", len(changes), console=Console(stderr=True, emoji=False), transient=True,
                      disable=not console.is_terminal))  # fmt: skip
    told.sort(key=lambda one: (one.change.contract, one.change.place))
    found = {c.slug: exercised(c, [one for one in told if one.change.contract == c.slug]) for c in contracts}
    _print(console, found, folder)
    table = sharpness_table(contracts)
    console.print(table, soft_wrap=True, highlight=False, markup=False)
    output.mkdir(parents=True, exist_ok=True)
    path = output / "facts.json"
    path.write_text(json.dumps(_json(found, contracts), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    page = output / "sharpness.md"
    page.write_text(table, encoding="utf-8")
    console.print(f"written: {path}, {page}", soft_wrap=True)
    return 1 if any(_open(one) for several in found.values() for one in several) else 0


def _open(one: Exercised) -> bool:
    return one.binding and one.state in ("not noticed", "not changed")


def _json(found: Mapping[str, Sequence[Exercised]], contracts: Sequence[Contract]) -> dict[str, Any]:
    lost = {contract.slug: swallowed(contract) for contract in contracts}
    told = [
        {**dataclasses.asdict(one), "swallowed": lost[slug].get(one.fact, (None, None))[0]}
        for slug, several in found.items()
        for one in several
    ]
    return {"version": 1, "facts": told}


def counted(slug: str, folder: Path | None = None) -> frozenset[str]:
    """The facts that a run at the simulator counts as exercised, for a comparison that names them ran with a witness."""
    return frozenset(fact for outcome in _outcomes(legal(slug, folder=folder).like()) for fact in outcome.compared)


def _print(console: Console, found: Mapping[str, Sequence[Exercised]], folder: Path | None) -> None:
    table = Table("contract", "facts", "binding", "exercised in a run", "proved", "equivalent", "not testable", "not noticed", box=None)
    unproved: list[Exercised] = []
    for slug, several in found.items():
        binding = [one for one in several if one.binding]
        states = [sum(one.state == state for one in binding) for state in ("proved", "equivalent", "not testable")]
        left, ran = sum(_open(one) for one in binding), counted(slug, folder)
        exercised_there = sum(one.fact in ran for one in binding)
        table.add_row(slug, *(str(number) for number in (len(several), len(binding), exercised_there, *states, left)))
        unproved += [one for one in binding if one.fact in ran and one.state not in ("proved", "equivalent")]
    console.print(table)
    for one in unproved:
        console.print(f"counted as exercised and yet {one.state}  {one.contract} {one.fact}", soft_wrap=True, highlight=False, markup=False)
    for several in found.values():
        for one in several:
            if _open(one):
                console.print(f"{one.state}  {one.contract} {one.fact}: {one.reason}", soft_wrap=True, highlight=False, markup=False)
