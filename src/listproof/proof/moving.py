"""What the laws are worth while records come, finish and go: is nobody blamed, and is a liar still caught?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from listproof.evidence import Store
from listproof.laws import Law, judge
from listproof.proof.servers import faults_of, legal
from listproof.proof.suite import laws, plan
from listproof.proof.trials import listing_of, nearest_first
from listproof.simulator.chaos import Chaos
from listproof.simulator.churn import Churn
from listproof.simulator.variants import Variant
from listproof.verdicts import Outcome

__all__ = ["INTERMITTENT", "WORLDS", "MovingWorld", "alarms", "caught", "sample", "store_of"]

INTERMITTENT = ("ties-reordered", "total-jumps", "total-changes", "field-unsteady", "answers-mixed")
"""Kinds of faults that show in one answer and not in the next."""


@dataclass(frozen=True)
class MovingWorld:
    """How much moves while it is read: `rate` changes a second, on a good day or in `chaos`; a request takes `latency` seconds."""

    rate: float
    chaos: bool = False
    latency: float = 0.05

    @property
    def name(self) -> str:
        """What a table calls it."""
        moves = f"{self.rate:g} a second" if self.rate else "still"
        return f"{moves}, chaos" if self.chaos else moves

    def variant(self, seed: int) -> Variant:
        """The variant of the simulator that moves so; another seed moves otherwise."""
        return Variant(
            self.name,
            f"Records move: {self.name}.",
            drift=partial(Churn, self.rate, seed) if self.rate else None,
            chaos=partial(Chaos, seed=seed) if self.chaos else None,
        )


WORLDS = (
    MovingWorld(0.2), MovingWorld(1.0), MovingWorld(5.0),
    MovingWorld(0.0, chaos=True), MovingWorld(0.2, chaos=True), MovingWorld(1.0, chaos=True), MovingWorld(5.0, chaos=True),
)  # fmt: skip
"""Every world in which nobody may be blamed."""


def store_of(slug: str, world: MovingWorld, seed: int, fault: str | None = None) -> Store:
    """A listing of that contract in a world, asked in this process on a clock of its own; `fault` names what its server gets wrong."""
    service = legal(slug).like(faults_of(slug)[fault] if fault else None, world.variant(seed))
    return listing_of(service, latency=world.latency)


def alarms(slug: str, world: MovingWorld, seed: int, chosen: Iterable[Law] | None = None) -> tuple[list[Outcome], list[Outcome]]:
    """Every outcome of one run against a server that lies in nothing, and those among them that blame it or are in error."""
    store = store_of(slug, world, seed)
    found = [judge(law, store, subject) for law, subject in plan(store.contract, laws() if chosen is None else chosen)]
    return found, [outcome for outcome in found if outcome.verdict in ("fail", "error")]


def caught(slug: str, world: MovingWorld, seed: int, fault: str, chosen: Iterable[Law] | None = None) -> Outcome | None:
    """The first violation that a run finds at a server with a fault, the nearest laws first; None where it finds none."""
    store = store_of(slug, world, seed, fault)
    planned = plan(store.contract, laws() if chosen is None else chosen)
    for law, subject in nearest_first(faults_of(slug)[fault], planned):
        outcome = judge(law, store, subject)
        if outcome.verdict == "fail":
            return outcome
    return None


def sample(slug: str, most: int | None) -> Sequence[str]:
    """So many faults of a contract, spread evenly over its catalogue, every intermittent one among them; all of them for None."""
    every = list(faults_of(slug))
    if most is None or most >= len(every):
        return every
    return list(dict.fromkeys([*_spread(every, most), *(one for one in every if one.partition(":")[0] in INTERMITTENT)]))


def _spread(every: Sequence[str], most: int) -> Iterator[str]:
    yield from (every[place * len(every) // most] for place in range(most))
