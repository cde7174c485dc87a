"""By how much answers may be off, in view of the records that came, went or changed around them; by nothing where nothing moved."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from listproof.evidence import Reply
from listproof.evidence.reply import name_of
from listproof.laws.context.conversation import Conversation

__all__ = ["Tolerance"]


class Tolerance:
    """What a law that holds while records move takes into account."""

    def __init__(self, conversation: Conversation) -> None:
        self._drift = conversation.drift
        self._identity = conversation.contract.identity
        self._fewer = conversation.contract.pages.sized and conversation.contract.pages.size.means == "any"

    @property
    def moved(self) -> int:
        """By how many records an answer may be off from what the census tells: those that came, went, changed or were never read."""
        return 0 if self._drift is None else self._drift.shift

    @property
    def changed(self) -> int:
        """By how many records answers may be off from one another: those that came, went or changed around them."""
        return 0 if self._drift is None else self._drift.shift - self._drift.unread

    def alike(self, left: Sequence[str], right: Sequence[str]) -> bool:
        """Whether two sequences of names are the same, but for what moved meanwhile."""
        return list(left) == list(right) if self._drift is None else self._drift.alike(left, right)

    def alike_as_read(self, left: Sequence[str], right: Sequence[str]) -> bool:
        """Whether two sequences of names that were read are the same: there, what was not read explains nothing."""
        return list(left) == list(right) if self._drift is None else replace(self._drift, unread=0).alike(left, right)

    def alike_pages(self, left: Sequence[str], right: Sequence[str], *, from_the_end: bool = False) -> bool:
        """Whether two answers to one question show the same page: as far as both go where pages may hold fewer records than asked for,
        from the record with which both begin or, `from_the_end`, with which both end."""
        far = min(len(left), len(right)) if self._fewer else max(len(left), len(right))
        cut = slice(max(0, len(left) - far), None), slice(max(0, len(right) - far), None)
        return self.alike(left[cut[0]], right[cut[1]]) if from_the_end else self.alike(left[:far], right[:far])

    def leaves_open(self, left: Sequence[str], right: Sequence[str]) -> bool:
        """Whether one of two answers to one question is empty and the other is not, where a page may hold none: nothing is compared."""
        return self._fewer and bool(left) != bool(right)

    def as_many(self, one: Reply, other: Reply) -> bool:
        """Whether two answers report the same total, but for what moved meanwhile."""
        return abs((one.total or 0) - (other.total or 0)) <= self.moved

    def standing(self, records: Iterable[Any]) -> tuple[Any, ...]:
        """The records without those that moved meanwhile."""
        core = None if self._drift is None else self._drift.core
        return tuple(record for record in records if core is None or name_of(self._identity, record) in core)
