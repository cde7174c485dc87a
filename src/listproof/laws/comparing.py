"""Comparing what came back with what the oracle makes of the same query over the census."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from listproof.evidence.reply import Reply
from listproof.laws.asking import Asking
from listproof.oracle import Assumptions, keeps, must_and_may

__all__ = ["Comparing", "Difference"]

_SHOWN_NAMES = 4


@dataclass(frozen=True)
class Difference:
    """Where an answer leaves what the document says: names of records lost, shown without cause, or never seen before."""

    lost: tuple[str, ...]
    wrong: tuple[str, ...]
    strange: tuple[str, ...]
    least: int
    most: int

    def __bool__(self) -> bool:
        return bool(self.lost or self.wrong or self.strange)


class Comparing(Asking):
    """One listing, compared: what must be shown, what may be, and what cannot."""

    def assumptions(self, reply: Reply, readings: Mapping[str, tuple[str, ...]] | None = None) -> Assumptions:
        """What the oracle may take for known when it judges a reply."""
        return Assumptions(reply.answer.now, {**self.store.readings, **(readings or {})}, self.store.absent)

    def difference(self, replies: Sequence[Reply], assumptions: Assumptions | None = None, *, whole: bool = True) -> Difference:
        """The replies (pages of one query) against the oracle. `whole`: they are all pages, so what is missing is lost."""
        query = replies[0].query.arguments
        assumptions = assumptions or self.assumptions(replies[0])
        _ = self.records
        must, may = must_and_may(self.contract, query, self.census.table, assumptions, self.touched(query))
        shown = {name: record for reply in replies for name, record in zip(reply.names, reply.records, strict=True)}
        known = self.census.by_identity
        names = tuple(known)
        lost = tuple(names[place] for place in must if names[place] not in shown) if whole else ()
        allowed = {names[place] for place in may}
        wrong: list[str] = []
        strange: list[str] = []
        narrows = self.narrows(query)
        for name, record in shown.items():
            if name in allowed:
                continue
            if name in known or any(keeps(self.contract, one, query, record, assumptions) is False for one in self.contract.filters):
                wrong.append(name)
            elif narrows:
                strange.append(name)
        found = Difference(lost, tuple(wrong), tuple(strange), len(must), len(may))
        if self.store.motion is None:
            return found
        plain = set(self._plainly_wrong(found.wrong, query, shown, assumptions))
        return self._of_core(found, {names[place] for place in must}, allowed, len(replies), plain)

    def _plainly_wrong(
        self, wrong: Sequence[str], query: Mapping[str, Any], shown: Mapping[str, Any], assumptions: Assumptions
    ) -> Sequence[str]:
        """Those of which the answer itself shows that it must not hold them, read or not, where nothing moves of what was read.

        What never changes tells it, or that most of the answer is wrong: no lagging index explains that.
        """
        if self.store.motion is None or not self.store.motion.still:
            return ()
        if 2 * len(wrong) > len(shown):
            return wrong
        lasting = {*self.contract.identity, *self.contract.settled}
        filters = [one for one in self.contract.filters if one.field.of(query) in lasting]
        return [name for name in wrong if any(keeps(self.contract, one, query, shown[name], assumptions) is False for one in filters)]

    def _of_core(self, found: Difference, must: set[str], may: set[str], pages: int, plain: set[str]) -> Difference:
        """A difference as far as what moved cannot have made it: losses of several pages and strange records only beyond that number.

        What is `plain`ly wrong needs no other reading to tell.
        """
        moved = self.store.motion
        assert moved is not None
        lost = tuple(name for name in found.lost if name in moved.core)
        return Difference(
            lost if pages == 1 or len(lost) > moved.shift else (),
            tuple(name for name in found.wrong if name in moved.core or name in plain),
            found.strange if len(found.strange) > moved.shift else (),
            len(must & moved.core),
            len(may & moved.core) + moved.shift,
        )

    def matching(self, reply: Reply, difference: Difference) -> tuple[int, int]:
        """How many records match, least and most: as the census tells; where it was read in part, those of a page that could hold more."""
        moved, held = self.store.motion, len(reply.records)
        if moved is not None and moved.unread and moved.still and 0 < held < self.store.max_page_size and not self._may_cut_short:
            return held, held
        return difference.least, difference.most

    @property
    def moved(self) -> int:
        """By how many records an answer may be off from what the census tells: those that came, went, changed or were never read."""
        return 0 if self.store.motion is None else self.store.motion.shift

    @property
    def changed(self) -> int:
        """By how many records answers may be off from one another: those that came, went or changed around them."""
        return 0 if self.store.motion is None else self.store.motion.shift - self.store.motion.unread

    def alike(self, left: Sequence[str], right: Sequence[str]) -> bool:
        """Whether two sequences of names are the same, but for what moved meanwhile."""
        return list(left) == list(right) if self.store.motion is None else self.store.motion.alike(left, right)

    def standing(self, records: Iterable[Any]) -> tuple[Any, ...]:
        """The records without those that moved meanwhile."""
        core = None if self.store.motion is None else self.store.motion.core
        return tuple(record for record in records if core is None or self.name(record) in core)

    def touched(self, query: Mapping[str, Any]) -> list[str]:
        """The filters that a query asks otherwise than the base does: what the others keep, the census is made of."""
        base = self.store.base.arguments
        changed = {name for name in {*query, *base} if str(query.get(name)) != str(base.get(name))}
        found = []
        for one in self.contract.filters:
            decides = {one.name, one.field.chosen_by, one.matches.chosen_by, one.yields_to, *one.needs}
            if decides & changed:
                found.append(one.name)
        return found

    def narrows(self, query: Mapping[str, Any]) -> bool:
        """Whether every filter of a query can only take records away from the census."""
        for one in self.contract.filters:
            if one.name not in query:
                if one.name in self.contract.base:
                    return False
                continue
            given = str(query[one.name]) != str(self.contract.base.get(one.name))
            if given and one.name in self.store.narrowed:
                return False
            if given and (one.widens or one.absent != ("everything",)) and one.name not in self.contract.base:
                return False
            if given and one.name in self.contract.base and one.opaque:
                return False
        return True

    def describe(self, difference: Difference, reply: Reply) -> str:
        """What an answer shows and what it lacks, in one line."""
        parts = [reply.said()]
        for label, names in (("lost", difference.lost), ("wrongly shown", difference.wrong), ("not in the listing", difference.strange)):
            if names:
                more = f" and {len(names) - _SHOWN_NAMES} more" if len(names) > _SHOWN_NAMES else ""
                parts.append(f"{label}: {', '.join(names[:_SHOWN_NAMES])}{more}")
        return "; ".join(parts)

    def whole(self, reply: Reply) -> bool:
        """Whether one page holds all that matched."""
        if not self.store.pager.addressed:
            return self.store.next(reply, self.store.max_page_size) is None
        if self._may_cut_short:
            return len(reply.records) >= reply.total if reply.total is not None else not reply.records
        return len(reply.records) < self.store.max_page_size or reply.total == len(reply.records)

    def mismatch(self, reply: Reply, assumptions: Assumptions | None = None) -> Difference | None:
        """None where a first page is what the document says; where more matched than it holds, the rest counts by its total.

        All pages are read where the total is not that of the records that match, for then some may be missing among the rest, and where
        pages may hold fewer records than asked for; of a listing that was read in part they would tell nothing more.
        """
        whole = self.whole(reply)
        pages: Sequence[Reply] = (reply,)
        difference = self.difference(pages, assumptions, whole=whole)
        further = self.census.complete and (self._may_cut_short or self._total_is_off(reply, difference))
        if not whole and reply.good and not difference and further:
            pages, whole = self.store.walk(self.store.unpaged(reply.query)).pages, True
            difference = self.difference(pages, assumptions, whole=whole)
        if difference:
            return difference
        if not whole and len(reply.records) < min(self.store.max_page_size, difference.least):
            return difference
        return None

    @property
    def _may_cut_short(self) -> bool:
        return self.contract.pages.size.means != "exactly"

    def _total_is_off(self, reply: Reply, difference: Difference) -> bool:
        """Whether a total is not that of the records that match, where it counts these and all of them are known."""
        counts = self.contract.total.counts if self.contract.total else ()
        if counts != ("matching",) or reply.total is None or not self.narrows(reply.query.arguments):
            return False
        return not difference.least <= reply.total <= difference.most

    def holds_slice(self, page: Reply, offset: int, size: int) -> bool:
        """Whether a page holds what the census, as it was read, shows from an offset on: there, what was not read explains nothing."""
        there, held = self.census.walk.names[offset : offset + size], page.names
        if self._may_cut_short and held:
            there = there[: len(held)]
        motion = self.store.motion
        return list(held) == list(there) if motion is None else replace(motion, unread=0).alike(held, there)

    def holds(self, page: Reply, expected: Sequence[str]) -> bool:
        """Whether a page holds just these records in their order: all of them, or the first few where a page may hold fewer."""
        held = page.names
        if self._may_cut_short and held:
            return self.alike(held, expected[: len(held)])
        return self.alike(held, expected)
