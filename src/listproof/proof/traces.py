"""Whether a fault that no law caught shows at all: the first question of the laws that its server answers otherwise than a true one."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from listproof.contract import as_if_documented
from listproof.proof.servers import contract_of
from listproof.proof.suite import DRAWN
from listproof.proof.trials import Catch, Transcript, Trial, Tried, outcomes_of, tried

__all__ = ["traced"]

_FRESH = re.compile(rb"[0-9A-Fa-f]{8}-(?:[0-9A-Fa-f]{4}-){3}[0-9A-Fa-f]{12}")
"""The id that an answer itself is given, and no other answer has."""


def traced(trial: Trial) -> Tried:
    """Run one trial; where a fault meets all laws and none catches it, say too what its server answers otherwise than a true one.

    Such a fault is shown to the laws that draw their examples as well, before it counts as missed; and to all of them once more as if what
    the contract guesses were documented.
    """
    found = tried(trial)
    if trial.server != "fault" or trial.laws or found.caught:
        return found
    drawn = tried(replace(trial, laws=DRAWN))
    found = replace(found, requests=found.requests + drawn.requests, seconds=found.seconds + drawn.seconds)
    if drawn.caught:
        # Of the laws that draw only one that caught something counts as run: each meets nothing but what the others missed.
        return replace(found, caught=drawn.caught, ran=(*found.ran, *dict.fromkeys(one.law for one in drawn.caught)))
    otherwise = _answered_otherwise(trial) or _answered_otherwise(replace(trial, laws=DRAWN))
    return replace(found, otherwise=otherwise, guessed=_caught_by_guesses(trial) if otherwise else ())


def _caught_by_guesses(trial: Trial) -> tuple[Catch, ...]:
    """The laws that would catch a fault were guesses documented: what notices it rests on them, so that a run fails nobody."""
    contract = contract_of(trial.contract, trial.folder)
    if as_if_documented(contract) == contract:
        return ()
    trusting = replace(trial, trusting=True, until="a law catches")
    return tried(trusting).caught or tried(replace(trusting, laws=DRAWN, until="all")).caught


def _answered_otherwise(trial: Trial) -> str:
    lying, true = _heard(replace(trial, until="all")), _heard_without(_truth_of(trial))
    for question, answers in lying.items():
        if question not in true or any(one != other for one, other in zip(answers, true[question], strict=False)):
            return question
    return ""


def _truth_of(trial: Trial) -> Trial:
    """The trial of the same server without its fault."""
    return replace(trial, server="variant" if trial.within else "legal", id=trial.within, within="", until="all")


def _heard(trial: Trial) -> Transcript:
    heard: Transcript = {}
    outcomes_of(trial, heard=heard)
    return {question: [(status, kind, _FRESH.sub(b"", body)) for status, kind, body in answers] for question, answers in heard.items()}


_heard_without = lru_cache(maxsize=2)(_heard)
