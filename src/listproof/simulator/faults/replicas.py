"""Faults of two servers behind one address: answers come in turns from one and the other, and what they hold is not the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from listproof.contract import Contract
from listproof.simulator.faults.fault import Fault, around, bound_by
from listproof.simulator.query import TypedQuery
from listproof.simulator.seams import SCOPE, SeamChange
from listproof.simulator.served import Served
from listproof.simulator.tables.sql import Condition

__all__ = ["replicas"]

Kept = dict[str, Condition]


def replicas(contract: Contract) -> Iterator[Fault]:
    """Two replicas that hold records of their own, and one that lacks some that the other has."""
    basis = bound_by(contract, "records")
    if basis is None:
        return
    yield Fault(
        "replicas-apart", "pages", "Two replicas hold other records: answers come in turns from one and from the other.",
        in_turns("ordinal % 2 = 0", "ordinal % 2 = 1"), ("replicas",), basis,
    )  # fmt: skip
    if bound_by(contract, "total") is None:
        return
    yield Fault(
        "replica-late", "pages", "One of two replicas lacks some records: every second answer is without them.",
        in_turns("1", "ordinal % 31 <> 3"), ("replicas",), basis,
    )  # fmt: skip


def in_turns(one: str, other: str) -> SeamChange:
    """A change that keeps to one condition and to the other from answer to answer."""

    def where(inner: Callable[..., Kept], service: Served, query: TypedQuery) -> Kept:
        asked = service.memory["replicas"] = service.memory.get("replicas", 0) + 1
        kept = inner(service, query)
        return {**kept, SCOPE: kept[SCOPE] & Condition((one, other)[asked % 2])}

    return around("where", where)
