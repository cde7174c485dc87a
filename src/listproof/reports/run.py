"""The record of a run: everything that a report, a comparison or a later reader needs, as frozen values."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from listproof.contract import Basis, Grade
from listproof.findings import Finding
from listproof.reports.observed import FieldShape, Latency
from listproof.verdicts import AREAS, Area, Outcome, Verdict

__all__ = [
    "VERSION", "CensusSize", "Deselected", "DisputeRecord", "FactRecord", "ListingRun", "Run", "TroubleKind", "TroubleRecord",
    "WaiverRecord", "area_of", "by_key", "by_listing",
]  # fmt: skip

VERSION = 3
"""The version of the format; a reader refuses a newer one and brings an older one up to date."""

_COUNTED = 10**18
"""Nobody has so many records."""

TroubleKind = Literal["unreachable", "throttled", "refused", "contract", "suite", "unfinished"]


def area_of(law: str) -> Area:
    """The area of a law's id: the part before the first dot."""
    return law.split(".", 1)[0]  # type: ignore[return-value]


@dataclass(frozen=True)
class FactRecord:
    """One documented fact and what the run made of it.

    `value` is what the contract says, as text; `place` where that stands. `laws` are the ids of the laws that compared it with a
    witness: a fact is exercised when there is one. Else `untestable` (no target can show it) or `unexercised` says why.
    """

    id: str
    value: str
    place: str
    grade: Grade
    basis: Basis
    binding: bool
    laws: tuple[str, ...] = ()
    untestable: str | None = None
    unexercised: str | None = None

    @property
    def exercised(self) -> bool:
        """Whether a comparison that names the fact ran with a witness."""
        return bool(self.laws)


@dataclass(frozen=True)
class CensusSize:
    """How much of a listing was read: records in hand, the total that the target reported for them, whether that is all.

    Where it is not, `listed` is the total of the whole listing, and `note` says which part was read and what that leaves unproved.
    """

    records: int
    total: int | None = None
    complete: bool = True
    note: str = ""
    listed: int | None = None

    @property
    def told(self) -> str:
        """How many records were read, and of how many where that is not all."""
        return str(self.records) if self.complete else f"{self.records} of {self.all_told}"

    @property
    def all_told(self) -> str:
        """How many records the whole listing is said to have: of a number that nobody counts to, its size."""
        if not self.whole:
            return "more"
        return str(self.whole) if abs(self.whole) < _COUNTED else f"10^{len(str(abs(self.whole))) - 1}"

    @property
    def whole(self) -> int | None:
        """How many records the whole listing holds, by its total; None where it tells none."""
        return self.total if self.listed is None else self.listed


@dataclass(frozen=True)
class DisputeRecord:
    """A fact on which the sources disagree: every reading, and the one that the target takes (None: it did not show).

    `about` are the ids of the facts in dispute.
    """

    id: str
    question: str
    readings: tuple[str, ...]
    takes: str | None = None
    note: str = ""
    about: tuple[str, ...] = ()


@dataclass(frozen=True)
class ListingRun:
    """One contract at one target during one run.

    `documents` maps the contract's document keys to titles and `links` to web addresses where it has them, `host` is the base
    address asked, `operation` method and path.
    `behaviours` maps stable keys to what the target did; `errors` error answers to how often they came (`400 HSS.0001`);
    `page_sizes` numbers of records to how many answers held so many. `environment` names what the answers depend on besides
    target and contract (host, account, region, sign-in); it must not hold what differs between two equal runs, such as a free
    port. `digests` has one digest each of `contract`, `suite` and `environment`. `seconds` is wall time, `requests` all sent.
    """

    target: str
    contract: str
    vendor: str
    product: str
    title: str
    documents: Mapping[str, str]
    host: str
    operation: str
    facts: tuple[FactRecord, ...]
    links: Mapping[str, str] = field(default_factory=dict)
    census: CensusSize | None = None
    requests: int = 0
    seconds: float = 0.0
    latency: Latency = field(default_factory=Latency)
    behaviours: Mapping[str, str] = field(default_factory=dict)
    disputes: tuple[DisputeRecord, ...] = ()
    shape: tuple[FieldShape, ...] = ()
    errors: Mapping[str, int] = field(default_factory=dict)
    page_sizes: Mapping[str, int] = field(default_factory=dict)
    environment: Mapping[str, str] = field(default_factory=dict)
    digests: Mapping[str, str] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """Target and contract, as they begin the key of every outcome."""
        return f"{self.target}/{self.contract}"

    @property
    def exercised(self) -> tuple[FactRecord, ...]:
        """The facts that a law compared with a witness."""
        return tuple(fact for fact in self.facts if fact.exercised)

    @property
    def untestable(self) -> tuple[FactRecord, ...]:
        """The facts that no target can show, each with its reason."""
        return tuple(fact for fact in self.facts if fact.untestable and not fact.exercised)

    @property
    def unexercised(self) -> tuple[FactRecord, ...]:
        """The facts that could have been shown and were not."""
        return tuple(fact for fact in self.facts if not fact.exercised and not fact.untestable)


@dataclass(frozen=True)
class TroubleRecord:
    """What went wrong with the suite itself or on the way to a target, never a violation; None where it concerns all."""

    kind: TroubleKind
    says: str
    target: str | None = None
    contract: str | None = None


@dataclass(frozen=True)
class WaiverRecord:
    """A known deviation of `listproof.toml`: until when it is accepted and how many failures it covered in this run."""

    law: str
    contract: str
    target: str
    reason: str
    until: str | None = None
    used: int = 0
    subject: str | None = None


@dataclass(frozen=True)
class Deselected:
    """A contract without a place in a chosen target: not asked, and said so."""

    target: str
    contract: str
    reason: str


@dataclass(frozen=True)
class Run:
    """One run of the suite. Times are RFC 3339 in UTC; `planned` counts the items that were to run; `suite` is its digest.

    `findings` are the causes of what fails, each told once.
    """

    listproof: str
    started: str
    finished: str
    targets: tuple[str, ...]
    listings: tuple[ListingRun, ...]
    outcomes: tuple[Outcome, ...]
    seed: int | None = None
    planned: int = 0
    suite: str = ""
    trouble: tuple[TroubleRecord, ...] = ()
    waivers: tuple[WaiverRecord, ...] = ()
    deselected: tuple[Deselected, ...] = ()
    environment: Mapping[str, str] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    version: int = VERSION

    @cached_property
    def counts(self) -> Mapping[Verdict, int]:
        """How many outcomes have each verdict."""
        return Counter(outcome.verdict for outcome in self.outcomes)

    @cached_property
    def areas(self) -> tuple[Area, ...]:
        """The areas in which something ran, in the order of the design."""
        seen = {area_of(outcome.law) for outcome in self.outcomes}
        return tuple(area for area in AREAS if area in seen)

    def of(self, listing: ListingRun) -> tuple[Outcome, ...]:
        """The outcomes of one listing, in the order in which they ran."""
        return self._by_listing.get((listing.target, listing.contract), ())

    @cached_property
    def _by_listing(self) -> Mapping[tuple[str, str], tuple[Outcome, ...]]:
        return by_listing(self.outcomes)

    def with_verdict(self, *verdicts: Verdict) -> tuple[Outcome, ...]:
        """The outcomes of some verdicts, in the order in which they ran."""
        return tuple(outcome for outcome in self.outcomes if outcome.verdict in verdicts)


def by_listing(outcomes: Iterable[Outcome]) -> Mapping[tuple[str, str], tuple[Outcome, ...]]:
    """Outcomes by target and contract, in their order: a joined run has a thousand listings, and each asks for its own."""
    found: dict[tuple[str, str], list[Outcome]] = {}
    for outcome in outcomes:
        found.setdefault((outcome.target, outcome.contract), []).append(outcome)
    return {where: tuple(group) for where, group in found.items()}


def by_key(outcomes: Iterable[Outcome]) -> dict[str, Outcome]:
    """Outcomes by the key of their history; of two with one key the later."""
    return {outcome.key: outcome for outcome in outcomes}
