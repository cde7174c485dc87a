"""A fault planted in the simulator of a contract that a test makes, and whether a law says where it lies."""

from __future__ import annotations

from listproof.contract import Contract
from listproof.laws import judge
from listproof.proof.suite import laws, plan
from listproof.proof.trials import Catch, listing_of, names_it, nearest_first
from listproof.simulator.faults import catalogue
from listproof.simulator.service import Service

__all__ = ["is_caught_and_named"]


def is_caught_and_named(contract: Contract, kind: str) -> bool:
    """Whether a law that fails on a server with the first fault whose id begins so names its place; StopIteration where there is none."""
    fault = next(one for one in catalogue(contract) if one.id.startswith(kind))
    store = listing_of(Service(contract, 257, 0).like(fault, None))
    for law, subject in nearest_first(fault, tuple(plan(contract, laws()))):
        wrong = judge(law, store, subject).violation
        if wrong is not None and names_it(fault.area, fault.names, Catch(law.id, str(subject), wrong.fact, wrong.says, wrong.observed)):
            return True
    return False
