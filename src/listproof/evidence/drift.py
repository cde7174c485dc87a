"""What moved between two readings of the census, and the core that stood still: what a law may claim while records come, finish and go."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from listproof.contract import Contract, at
from listproof.evidence.met import MetRecords
from listproof.evidence.reply import Walk
from listproof.oracle import KnownRecords

__all__ = ["Census", "Drift", "drift_between", "looked_at", "lost_by_paging"]


def looked_at(contract: Contract) -> tuple[str, ...]:
    """The record pointers that decide where a record stands: identity, what is settled, what filters and order keys look at.

    What else changes (the duration of a running job) moves nothing.
    """
    filters = [pointer for one in contract.filters for pointer in one.places]
    keys = [key.field for key in contract.order.keys] if contract.order else []
    return tuple(dict.fromkeys([*contract.identity, *contract.settled, *filters, *keys]))


@dataclass(frozen=True)
class Census:
    """The records of the census, the listing under its base query: the walk that read them. `complete` is False where it was cut short.

    `pointers` are those of `looked_at`, `met` the records of the run, which know what is known of the same ones.
    """

    walk: Walk
    identity: tuple[str, ...]
    complete: bool = True
    pointers: tuple[str, ...] = ()
    met: MetRecords = field(default_factory=MetRecords, repr=False, compare=False)

    @cached_property
    def records(self) -> tuple[Any, ...]:
        """Each record once, in the order met."""
        return tuple(self.by_identity.values())

    @cached_property
    def table(self) -> KnownRecords:
        """The records as the oracle reads them."""
        return self.met.table(self.records)

    @cached_property
    def by_identity(self) -> dict[str, Any]:
        """The records by what tells them apart."""
        found: dict[str, Any] = {}
        for name, record in zip(self.walk.names, self.walk.records, strict=True):
            found.setdefault(name, record)
        return found

    @cached_property
    def repeated(self) -> int:
        """How many records the walk met a second time."""
        return len(self.walk.records) - len(self.by_identity)

    @property
    def totals(self) -> tuple[int | None, ...]:
        """The total that each page reported."""
        return tuple(page.total for page in self.walk.pages)

    @property
    def uneven(self) -> int:
        """By how much the totals of the pages differ from one another and, where all was read, from the number of records."""
        told = [total for total in self.totals if total is not None]
        if not told:
            return 0
        return max(told) - min(told) + (abs(told[-1] - len(self.by_identity)) if self.complete else 0)

    @property
    def endless(self) -> bool:
        """Whether its pages lead on for ever: back to one that was read, or on without a record that is new."""
        return self.walk.cut in ("loop", "barren")

    @property
    def unread(self) -> int:
        """How many records there are that were not read: they may explain what looks wrong."""
        if self.complete:
            return 0
        return sys.maxsize if self.walk.total is None else max(1, self.walk.total - len(self.by_identity))

    def moves(self, name: str, record: Any) -> bool:
        """Whether another record of that name shows something else at the pointers that decide where a record stands.

        A record that is the same in two answers is one object: what it shows need not be looked at.
        """
        own = self.by_identity[name]
        return own is not record and any(at(own, pointer) != at(record, pointer) for pointer in self.pointers)


@dataclass(frozen=True)
class Drift:
    """What two readings of the census have in common, `core`, and the names of those that came, went or changed between them, `moved`.

    `unseen` counts what may have moved within a reading and left no name behind: a record that went before its page was read. `unread`
    counts the records that no reading met, of which nothing is known.
    """

    core: frozenset[str]
    moved: frozenset[str]
    unseen: int = 0
    unread: int = 0

    @property
    def still(self) -> bool:
        """Whether nothing moved of what was read."""
        return not self.moved and not self.unseen

    @property
    def shift(self) -> int:
        """By how many records a page, a total or a walk may be off."""
        return len(self.moved) + self.unseen + self.unread

    def alike(self, left: Sequence[str], right: Sequence[str]) -> bool:
        """Whether two sequences of names are one and the same, but for what moved and the places by which that shifts the rest."""
        one, other = self._standing(left), self._standing(right)
        for by in range(-self.shift, self.shift + 1):
            mine, theirs = one[max(0, by) :], other[max(0, -by) :]
            common = min(len(mine), len(theirs))
            if mine[:common] == theirs[:common] and max(len(mine), len(theirs)) - common <= 2 * self.shift:
                return True
        return False

    def _standing(self, names: Sequence[str]) -> list[str]:
        """The names of the core, each once: what comes in while pages are read puts a record on two of them. More twice than that can
        have put there stand as they are."""
        standing = [name for name in names if name in self.core]
        once = list(dict.fromkeys(standing))
        return once if len(standing) - len(once) <= self.shift else standing


def drift_between(before: Census, after: Census) -> Drift:
    """What moved between two readings: nothing where they agree in every record and in every total."""
    here, there = before.by_identity, after.by_identity
    core = frozenset(name for name in here if name in there and not before.moves(name, there[name]))
    moved = frozenset((here.keys() | there.keys()) - core)
    if not moved and before.totals == after.totals:
        return Drift(core, moved)
    return Drift(core, moved, before.uneven + after.uneven)


def lost_by_paging(readings: Sequence[Census]) -> bool:
    """Whether readings that met different records differ by their paging and not by the world.

    Each met a record twice, none saw one change, all told the same total, and all together met no more records than that.
    """
    first: dict[str, Census] = {}
    for reading in readings:
        if not reading.repeated or any(first.setdefault(name, reading).moves(name, one) for name, one in reading.by_identity.items()):
            return False
    totals = {total for reading in readings for total in reading.totals}
    total = totals.pop() if len(totals) == 1 else None
    return total is not None and len(first) <= total
