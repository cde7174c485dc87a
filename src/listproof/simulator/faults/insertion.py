"""Faults of a walk during which records come in: a token that is an offset, where the document says that no walk is disturbed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from typing import Any

from listproof.contract import Contract
from listproof.simulator.churn import Churn
from listproof.simulator.faults.fault import Fault, around, bound_by
from listproof.simulator.pages.tokens import Place
from listproof.simulator.query import TypedQuery
from listproof.simulator.served import Served

__all__ = ["of_insertion"]

_RATE = 10.0
"""Records that come in while one walks, a second: some in the fifth of a second that a walk of four pages takes."""


def of_insertion(contract: Contract) -> Iterator[Fault]:
    """Every fault that shows while records come in and contradicts a contract."""
    pages = contract.pages
    basis = bound_by(contract, "pages.insertion")
    tokens = pages.next is not None and pages.next.place.kind != "last"
    if pages.insertion != "kept" or basis is None or not tokens or _come_in_last(contract):
        return
    yield Fault(
        "insertion-shifts",
        "pages",
        "Records come in, and a cursor is an offset: what comes in pushes others onto the next page, which shows them again.",
        around("place", _counted),
        ("pages.insertion", "shifts"),
        basis,
        partial(Churn, _RATE, kinds=("add",)),
    )


def _come_in_last(contract: Contract) -> bool:
    """Whether what comes in stands behind all that is there, and so shifts nothing."""
    order = contract.order
    if order is None or order.default is None:
        return False
    named = {key.name: key for key in order.keys}
    name, direction = order.default
    return name in named and named[name].compares == "time" and direction == "asc"


def _counted(inner: Callable[..., TypedQuery], service: Served, query: TypedQuery, *rest: Any) -> TypedQuery:
    """Where a cursor leads that holds how many records stood before it, and not which one was the last."""
    if isinstance(query.cursor, Place):
        query = replace(query, cursor=replace(query.cursor, mark=None))
    return inner(service, query, *rest)
