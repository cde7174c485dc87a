"""What was guessed or only seen binds nobody: a violation that rests on it is a suspicion, told apart from findings."""

from __future__ import annotations

from collections.abc import Mapping

from listproof.contract import UNSURE, Contract, facts
from listproof.verdicts import Outcome, Violation

__all__ = ["is_suspicion"]

_ANSWER = ("status", "media-type", "success")
"""What facts are about that speak of any good question: whether one is good may rest on guesses."""


def is_suspicion(outcome: Outcome, contract: Contract) -> bool:
    """Whether a failure rests on a fact that the contract, as it stands, grades as a guess or as seen."""
    if outcome.violation is None:
        return False
    grades = {fact.id: fact.source.grade for fact in facts(contract)}
    if any(grades.get(fact) in UNSURE or grades.get(_clause(fact)) in UNSURE for fact in outcome.violation.facts):
        return True
    return _is_unsaid_null(outcome.violation, contract) or _refused_as_guessed(outcome.violation, contract, grades)


def _is_unsaid_null(violation: Violation, contract: Contract) -> bool:
    """Whether null stands where a file names a type that has no word for null: Swagger 2.0 has none."""
    return bool(contract.raw.get("x-null-unsaid")) and violation.fact.startswith("fields.") and violation.observed == "null"


def _clause(fact: str) -> str:
    """How a clause is spelled that a fact speaks of as of a parameter, such as `parameters.kind_eq.enum.desk`."""
    return f"filters.{fact.split('.')[1]}.spelled" if fact.startswith("parameters.") else ""


def _refused_as_guessed(violation: Violation, contract: Contract, grades: Mapping[str, str]) -> bool:
    """Whether a question was refused that is a good one only if the guess at one of its parameters is right."""
    last = violation.exchanges[-1] if violation.exchanges else None
    if last is None or not 400 <= last.status < 500 or violation.fact.partition(".")[0] not in _ANSWER:
        return False
    pages, order = contract.pages, contract.order
    meant: dict[str | None, str] = {pages.parameter: f"pages.{pages.kind}", pages.size.parameter: "size"}
    meant |= {order.direction: "order.direction", order.by: "order.by"} if order is not None else {}
    return any(grades.get(meant.get(name, f"filters.{name}")) in UNSURE for name in last.asked)
