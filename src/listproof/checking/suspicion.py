"""What was guessed or only seen binds nobody: a violation that rests on it is a suspicion, told apart from findings."""

from __future__ import annotations

from dataclasses import replace

from listproof.contract import Contract, facts
from listproof.verdicts import Outcome

__all__ = ["as_if_documented", "is_suspicion"]

_UNSURE = ("guess", "seen")


def as_if_documented(contract: Contract) -> Contract:
    """The contract with its guesses as if they were documented, so that laws hold a target to them; never to be told as findings."""
    known = {name: replace(place, grade="document") if place.grade in _UNSURE else place for name, place in contract.sources.items()}
    return replace(contract, sources=known)


def is_suspicion(outcome: Outcome, contract: Contract) -> bool:
    """Whether a failure rests on a fact that the contract, as it stands, grades as a guess or as seen."""
    if outcome.violation is None:
        return False
    grades = {fact.id: fact.source.grade for fact in facts(contract)}
    return any(grades.get(fact) in _UNSURE for fact in outcome.violation.facts)
