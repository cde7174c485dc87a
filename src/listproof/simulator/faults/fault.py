"""What a fault is: one planted deviation from what a contract says, as a change of one or two seams of an answer."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any, Literal

from listproof.contract import Basis, Contract, Source, binds
from listproof.contract.facts import facts
from listproof.simulator.churn import Churn
from listproof.simulator.seams import SeamChange, Seams

__all__ = ["Fault", "FaultArea", "Kind", "around", "both", "bound_by", "disputed", "sorts_as_text"]

FaultArea = Literal["pages", "bounds", "filters", "order", "shape", "errors"]


@dataclass(frozen=True)
class Fault:
    """One planted deviation of one contract's server.

    `id` is the kind, and after a colon the parameter or field where there are several. `names` are parameters and fields of which
    a good failure message names at least one. `sentence` tells the lie. `basis` is how strongly the broken fact binds. A lie that shows
    only while records move brings what moves them, `drift`.
    """

    id: str
    area: FaultArea
    sentence: str
    change: SeamChange = field(compare=False, repr=False)
    names: tuple[str, ...] = ()
    basis: Basis = "documented"
    drift: Callable[[], Churn] | None = field(default=None, compare=False, repr=False)

    @property
    def kind(self) -> str:
        """The id without the parameter or field."""
        return self.id.partition(":")[0]


Kind = Callable[[Contract], Iterator[Fault]]
"""One kind of fault: for a contract, one fault for each place where it makes sense, none where it contradicts nothing."""


def bound_by(contract: Contract, fact: str) -> Basis | None:
    """How strongly a fact of a contract binds a server; None where it does not, or where the contract has no such fact."""
    source = _sources(contract).get(fact)
    return source.basis if source is not None and binds(source) else None


_known: list[tuple[Contract, dict[str, Source]]] = []


def _sources(contract: Contract) -> dict[str, Source]:
    """The source of every fact of a contract, by id; the last few contracts are remembered."""
    for known, sources in _known:
        if known is contract:
            return sources
    _known.append((contract, {one.id: one.source for one in facts(contract)}))
    del _known[:-8]
    return _known[-1][1]


def around(seam: str, outer: Callable[..., Any]) -> SeamChange:
    """A change that puts `outer(inner, service, …)` around one seam; `inner` is the seam as it was."""

    def change(seams: Seams) -> Seams:
        return replace(seams, **{seam: partial(outer, getattr(seams, seam))})

    return change


def both(*changes: SeamChange) -> SeamChange:
    """One change after another."""

    def change(seams: Seams) -> Seams:
        for one in changes:
            seams = one(seams)
        return seams

    return change


def sorts_as_text(contract: Contract, pointer: str | None) -> bool:
    """Whether numbers at a record pointer sort alike as numbers and as texts: all have the same count of digits."""
    low, high = next(
        ((one.schema.get("minimum"), one.schema.get("maximum")) for one in contract.fields if one.within == pointer), (None, None)
    )
    return isinstance(low, int | float) and isinstance(high, int | float) and low >= 0 and len(str(int(low))) == len(str(int(high)))


def disputed(contract: Contract, fact: str) -> bool:
    """Whether sources disagree on a fact, so that more than one behaviour is right."""
    return any(fact in dispute.about for dispute in contract.disputes)
