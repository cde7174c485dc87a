"""What a comparison of two runs consists of: changes with grade, cause and replay, and what nothing can be said about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

__all__ = ["CAUSES", "GRADES", "Cause", "Change", "Grade", "Kind", "RunComparison", "RunName", "Still"]

Grade = Literal["breaking", "risky", "additive", "information"]
GRADES: tuple[Grade, ...] = ("breaking", "risky", "additive", "information")
"""The grades, the gravest first: clients break, clients may break, clients gain, nobody need act."""

Cause = Literal["api", "contract", "listproof", "environment"]
CAUSES: Mapping[Cause, str] = {
    "api": "the API changed",
    "contract": "the contract changed",
    "listproof": "listproof changed",
    "environment": "the environment or the account changed",
}
"""Who may have changed what, in words."""

Kind = Literal[
    "newly-failing", "fixed", "now-inconclusive", "now-tried", "now-waived", "now-trouble", "disappeared", "new", "behaviour", "dispute",
    "error", "page-size", "latency", "field-gone", "field-new", "type", "null", "value", "format", "fact", "listing",
]  # fmt: skip


@dataclass(frozen=True)
class Change:
    """One difference between two runs.

    `key` is made of kind, target, contract, law or fact: the same change has the same key in every comparison, whatever its
    wording. `outcome` is the key of the outcome whose verdict changed, empty where it is no verdict. `reason` says why it has its
    `grade`. `expected` and `observed` are those of a violation. `causes` are those that the digests of the runs leave possible, the
    likeliest first. `replay` is the smallest command that shows it. `accepted` marks a change that a third run already had. `names`
    are the parameters, fields and laws that it is about. `refused` says that the answer that shows it is no good one. `follows` holds
    the changes that one root cause explains.
    """

    kind: Kind
    key: str
    target: str
    contract: str
    says: str
    grade: Grade
    reason: str
    law: str | None = None
    subject: str | None = None
    fact: str | None = None
    old: str = ""
    new: str = ""
    expected: str = ""
    observed: str = ""
    causes: tuple[Cause, ...] = ("api",)
    replay: str = ""
    accepted: bool = False
    names: frozenset[str] = frozenset()
    follows: tuple[Change, ...] = ()
    outcome: str = ""
    refused: bool = False

    @property
    def regression(self) -> bool:
        """Whether clients may break, it is not accepted, and more than the suite or the contract can be the cause."""
        blamed = "api" in self.causes or "environment" in self.causes
        return self.grade in ("breaking", "risky") and not self.accepted and blamed

    def all(self) -> Iterator[Change]:
        """This change and everything under it."""
        yield self
        for one in self.follows:
            yield from one.all()


@dataclass(frozen=True)
class Still:
    """A violation that both runs show; `runs` says for how many in a row it is known to stand.

    `follows` are the keys of violations that stand as long and follow from it.
    """

    key: str
    target: str
    contract: str
    law: str
    subject: str | None
    says: str
    runs: int = 2
    follows: tuple[str, ...] = ()


@dataclass(frozen=True)
class RunName:
    """Which run it was: when it started and what asked."""

    started: str
    listproof: str
    targets: tuple[str, ...]


@dataclass(frozen=True)
class RunComparison:
    """What changed from one run to another: root changes, the gravest first, what still fails, and what nothing is claimed of.

    `withheld` are sentences; `moved` says per listing (target/contract) which digests differ; `trouble` and `unreachable` are
    sentences about the new run.
    """

    old: RunName
    new: RunName
    changes: tuple[Change, ...] = ()
    still: tuple[Still, ...] = ()
    withheld: tuple[str, ...] = ()
    moved: Mapping[str, tuple[Cause, ...]] = field(default_factory=dict)
    trouble: tuple[str, ...] = ()
    unreachable: tuple[str, ...] = ()

    @property
    def regressions(self) -> tuple[Change, ...]:
        """The root changes that are regressions or have one under them."""
        return tuple(change for change in self.changes if any(one.regression for one in change.all()))

    @property
    def apart(self) -> bool:
        """Whether the runs share no listing, so that nothing was compared."""
        return not self.moved and bool(self.changes)

    @property
    def every(self) -> tuple[Change, ...]:
        """All changes, roots and what follows from them."""
        return tuple(one for change in self.changes for one in change.all())
