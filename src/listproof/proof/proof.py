"""What a proof found: for each fault the laws that caught it, for each variant the laws that blamed it for nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from listproof.contract import Basis
from listproof.laws import Law
from listproof.proof.trials import Catch, Server, Tried, names_it
from listproof.simulator.faults import Fault

__all__ = ["TOLD_ONCE", "VERSION", "LawWorth", "Proof", "Proved", "Watched", "names_it", "proved", "watched", "worth"]

VERSION = 2

TOLD_ONCE = 0.95
"""The share of faults of which a run must tell one finding that says where they lie."""


@dataclass(frozen=True)
class Proved:
    """One fault and what came of it. `named` says that a law that caught it also says where it lies.

    `otherwise` is, of a fault that no law caught, the first question that its server answers otherwise than it would without; empty where
    it answers all that was asked alike, None where that was not looked at. `findings` are the roots of what a run would tell of it, None
    where not all laws met it. `guessed` are the laws that would catch it, were what the contract guesses documented.
    """

    contract: str
    fault: str
    kind: str
    area: str
    sentence: str
    basis: Basis
    names: tuple[str, ...]
    caught: tuple[Catch, ...]
    named: bool
    errors: tuple[str, ...]
    requests: int
    seconds: float
    otherwise: str | None = None
    findings: tuple[Catch, ...] | None = None
    guessed: tuple[Catch, ...] = ()

    @property
    def one_finding(self) -> bool:
        """Whether a run would tell one finding of it, which says where it lies."""
        return self.findings is not None and len(self.findings) == 1 and names_it(self.area, self.names, self.findings[0])

    @property
    def shown(self) -> str:
        """Of a fault that no law caught: whether an answer showed it, in a sentence; empty where that was not looked at."""
        if self.otherwise is None:
            return ""
        return f"No law minds the answer to {self.otherwise}." if self.otherwise else "Nothing that was asked is answered otherwise."


@dataclass(frozen=True)
class Watched:
    """One server at which no law may fail, with records of one seed: the legal one, or a variant.

    `inconclusive` are the reasons of laws that could not be tried, which only a server with `little` data may give: a variant with few
    records, or a listing of somebody's own, in which some filter may have too little to tell.
    """

    contract: str
    server: Server
    variant: str
    sentence: str
    seed: int
    little: bool
    alarms: tuple[Catch, ...]
    errors: tuple[str, ...]
    inconclusive: tuple[str, ...]
    requests: int
    seconds: float

    @property
    def quiet(self) -> bool:
        """Whether nobody was blamed, and the legal server was judged whole where its data are not `little`."""
        return not (self.alarms or self.errors or (self.server == "legal" and self.inconclusive and not self.little))


@dataclass(frozen=True)
class LawWorth:
    """One law: what it says, and how many faults it caught, alone and at all. `judges` is False for a law that only records.

    A brief trial ends with the first law that catches, so the counts are at least these.
    """

    law: str
    sentence: str
    judges: bool
    caught: int
    alone: int


@dataclass(frozen=True)
class Proof:
    """A whole proof.

    `began` and `at`, when its servers live, are moments in ISO 8601; `took` are seconds on the wall, `laws` those that ran, in order.
    `within` is the variant in which its faults were planted; empty: the usual server. `own` says that the contracts are not those that
    come with listproof, so that some faults of the catalogue may do nothing there.
    """

    listproof: str
    began: str
    at: str
    took: float
    workers: int
    seeds: tuple[int, ...]
    faults: tuple[Proved, ...]
    servers: tuple[Watched, ...]
    laws: tuple[LawWorth, ...] = ()
    whole: bool = False
    within: str = ""
    own: bool = False
    version: int = field(default=VERSION)

    @cached_property
    def missed(self) -> tuple[Proved, ...]:
        """The faults that no law caught; of own contracts only those that do something there, whatever is guessed."""
        return tuple(one for one in self.faults if not one.caught and not one.guessed and one not in self.harmless)

    @cached_property
    def suspected(self) -> tuple[Proved, ...]:
        """The faults that laws notice only in view of guesses: they are told, and fail nobody for what no document says."""
        return tuple(one for one in self.faults if one.guessed and not one.caught)

    @cached_property
    def harmless(self) -> tuple[Proved, ...]:
        """The faults of own contracts that change no answer that anybody asked for, drawn questions too."""
        return tuple(one for one in self.faults if self.own and not one.caught and one.otherwise == "")

    @cached_property
    def unnamed(self) -> tuple[Proved, ...]:
        """The faults that were caught by laws that do not say where they lie."""
        return tuple(one for one in self.faults if one.caught and not one.named)

    @cached_property
    def alarms(self) -> tuple[Watched, ...]:
        """The servers that were blamed for nothing."""
        return tuple(one for one in self.servers if not one.quiet)

    @cached_property
    def broken(self) -> tuple[Proved, ...]:
        """The faults at which a law itself failed."""
        return tuple(one for one in self.faults if one.errors)

    @cached_property
    def idle(self) -> tuple[LawWorth, ...]:
        """The laws that judge and caught nothing; none are named where not all faults were planted."""
        return tuple(one for one in self.laws if self.whole and one.judges and not one.caught)

    @cached_property
    def told(self) -> tuple[Proved, ...]:
        """The faults that met all laws and were caught: those of which is known what findings a run would tell."""
        return tuple(one for one in self.faults if one.findings)

    @property
    def told_once(self) -> float | None:
        """The share of them of which a run tells one finding that says where it lies; None where there are none."""
        return sum(one.one_finding for one in self.told) / len(self.told) if self.told else None

    @property
    def told_once_by_contract(self) -> dict[str, tuple[int, int]]:
        """For each contract, of how many of its faults a run tells one finding that names the place, and how many met all laws."""
        return {
            contract: (sum(one.one_finding for one in here), len(here))
            for contract in self.contracts
            if (here := [one for one in self.told if one.contract == contract])
        }

    @property
    def holds(self) -> bool:
        """Whether every fault is caught and its place named, nobody is blamed for nothing, and no law that judges is idle.

        And, in a whole proof, whether a run would tell nearly each fault as one finding.
        """
        scattered = self.whole and self.told_once is not None and self.told_once < TOLD_ONCE
        return not (self.missed or self.unnamed or self.alarms or self.broken or self.idle or scattered)

    @property
    def says(self) -> str:
        """What came of it, in a sentence."""
        found = (
            (len(self.missed), "missed", "fault"),
            (len(self.unnamed), "caught but not placed", "fault"),
            (len(self.alarms), "blamed for nothing", "server"),
            (len(self.broken), "at which a law broke", "fault"),
            (len(self.idle), "that catches nothing" if len(self.idle) == 1 else "that catch nothing", "law"),
        )
        told = [f"{count} {what}{'' if count == 1 else 's'} {how}" for count, how, what in found if count]
        good = ("Every fault is caught and its place named", "nobody is blamed for nothing")
        return ", ".join(told) or ", and ".join(good[not self.faults : 1 + bool(self.servers)]).capitalize()

    @property
    def requests(self) -> int:
        """How many requests were sent."""
        return sum(one.requests for one in self.faults) + sum(one.requests for one in self.servers)

    @property
    def seconds(self) -> float:
        """The time of the processor."""
        return sum(one.seconds for one in self.faults) + sum(one.seconds for one in self.servers)

    @property
    def contracts(self) -> tuple[str, ...]:
        """The contracts that were proved, each once."""
        return tuple(dict.fromkeys([one.contract for one in self.faults] + [one.contract for one in self.servers]))


def proved(fault: Fault, tried: Tried) -> Proved:
    """What came of one fault."""
    return Proved(
        contract=tried.trial.contract,
        fault=fault.id,
        kind=fault.kind,
        area=fault.area,
        sentence=fault.sentence,
        basis=fault.basis,
        names=fault.names,
        caught=tried.caught,
        named=any(names_it(fault.area, fault.names, catch) for catch in tried.caught),
        errors=tried.errors,
        requests=tried.requests,
        seconds=tried.seconds,
        otherwise=tried.otherwise,
        findings=tried.findings,
        guessed=tried.guessed,
    )


def watched(sentence: str, little: bool, tried: Tried) -> Watched:
    """What came of one server that conforms."""
    return Watched(
        contract=tried.trial.contract,
        server=tried.trial.server,
        variant=tried.trial.id,
        sentence=sentence,
        seed=tried.trial.seed,
        little=little,
        alarms=tried.caught,
        errors=tried.errors,
        inconclusive=tried.inconclusive,
        requests=tried.requests,
        seconds=tried.seconds,
    )


def worth(laws: Iterable[Law], faults: Sequence[Proved]) -> tuple[LawWorth, ...]:
    """What each law caught."""
    catching = [tuple(dict.fromkeys(catch.law for catch in one.caught)) for one in faults]
    counted: Mapping[str, int] = Counter(law for several in catching for law in several)
    alone: Mapping[str, int] = Counter(several[0] for several in catching if len(several) == 1)
    return tuple(LawWorth(law.id, law.sentence, law.basis != "convention", counted.get(law.id, 0), alone.get(law.id, 0)) for law in laws)
