"""Comparing what came back with what the oracle makes of the same query over the census."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from listproof.checks.differences import Difference, beyond_what_moved, difference, doubled, plainly_wrong
from listproof.contract import RANGES, Filter, ways
from listproof.evidence import Reply
from listproof.evidence.reply import said_by
from listproof.laws.context.conversation import Conversation
from listproof.laws.context.tolerance import Tolerance
from listproof.oracle import Assumptions, keeps, must_and_may

__all__ = ["Comparison"]

_RANGES = RANGES | {"between"}
"""The readings whose value in the query that all others extend is taken for one that leaves everything in."""
_PARTS = frozenset({"contains", "contains-any-case"})


class Comparison:
    """What must be shown, what may be, and what cannot."""

    def __init__(self, conversation: Conversation) -> None:
        self._talk = conversation
        self._contract = conversation.contract
        self._tolerance = Tolerance(conversation)

    def assumptions(self, reply: Reply | None = None, readings: Mapping[str, tuple[str, ...]] | None = None) -> Assumptions:
        """What the oracle may take for known when it judges a reply; without one, when it chooses what to ask."""
        store = self._talk.store
        now = self._talk.now if reply is None else reply.answer.now
        return Assumptions(now, {**store.readings, **(readings or {})}, store.absent)

    def must_and_may(self, arguments: Mapping[str, Any], only: Sequence[str], assumptions: Assumptions) -> tuple[list[int], list[int]]:
        """The places in the census of the records that some filters (`only`) keep for sure, and of those that they may keep."""
        return must_and_may(self._contract, self._talk.base.having(arguments).arguments, self._talk.census.table, assumptions, only)

    def difference(self, replies: Sequence[Reply], assumptions: Assumptions | None = None, *, whole: bool = True) -> Difference:
        """The replies (pages of one query) against the oracle. `whole`: they are all pages, so what is missing is lost."""
        query = replies[0].query.arguments
        assumptions = assumptions or self.assumptions(replies[0])
        _ = self._talk.records
        known = self._talk.census.by_identity
        places = must_and_may(self._contract, query, self._talk.census.table, assumptions, self.touched(query))
        names = tuple(known)
        must, may = ([names[place] for place in kept] for kept in places)
        shown = {name: record for reply in replies for name, record in zip(reply.names, reply.records, strict=True)}
        allowed = set(may)
        found = difference(
            shown, must, allowed, known=known, lost=lambda record: self._loses(query, record, assumptions), narrows=self.narrows(query),
            whole=whole,
        )  # fmt: skip
        found = replace(
            found,
            said=said_by(replies) if len(replies) > 1 else "",
            repeats=sum(len(reply.names) for reply in replies) > len(shown),
            doubled=doubled([reply.names for reply in replies], self._talk.census.walk.names),
        )
        drift = self._talk.drift
        if drift is None:
            return found
        plain = self._plainly_wrong(found.wrong, query, shown, assumptions) if drift.still else ()
        return beyond_what_moved(
            found, must, allowed, core=drift.core, shift=drift.shift, pages=len(replies), plain=set(plain), unseen=drift.unseen
        )

    def _loses(self, query: Mapping[str, Any], record: Any, assumptions: Assumptions) -> bool:
        return any(keeps(self._contract, one, query, record, assumptions) is False for one in self._contract.filters)

    def _plainly_wrong(
        self, wrong: Sequence[str], query: Mapping[str, Any], shown: Mapping[str, Any], assumptions: Assumptions
    ) -> Sequence[str]:
        lasting = {*self._contract.identity, *self._contract.settled}
        filters = [one for one in self._contract.filters if lasting.issuperset(ways(one.field.of(query) or "/"))]

        def tells(name: str) -> bool:
            return any(keeps(self._contract, one, query, shown[name], assumptions) is False for one in filters)

        return plainly_wrong(wrong, len(shown), tells)

    def counted(self, reply: Reply, found: Difference) -> tuple[int, int]:
        """How many records match, least and most: as the census tells; where it was read in part, those of a page that could hold more."""
        drift, held = self._talk.drift, len(reply.records)
        if drift is not None and drift.unread and drift.still and 0 < held < self._talk.max_page_size and not self._may_cut_short:
            return held, held
        return found.least, found.most

    def touched(self, query: Mapping[str, Any]) -> list[str]:
        """The filters that a query asks otherwise than the base does: what the others keep, the census is made of."""
        base = self._talk.base.arguments
        changed = {name for name in {*query, *base} if str(query.get(name)) != str(base.get(name))}
        found = []
        for one in self._contract.filters:
            decides = {one.name, one.field.chosen_by, one.matches.chosen_by, one.yields_to, *one.needs}
            if decides & changed:
                found.append(one.name)
        return found

    def narrows(self, query: Mapping[str, Any]) -> bool:
        """Whether every filter of a query can only take records away from the census."""
        base = self._contract.base
        for one in self._contract.filters:
            if one.name not in query:
                if one.name in base:
                    return False
                continue
            given = str(query[one.name]) != str(base.get(one.name))
            if given and one.name in self._talk.unnarrowed:
                return False
            if given and (one.widens or one.absent != ("everything",)) and one.name not in base:
                return False
            if given and one.name in base and one.opaque:
                return False
            if given and self._names_others(one, query[one.name]):
                return False
        return True

    def _names_others(self, one: Filter, asked: Any) -> bool:
        """Whether the query that all others extend names some records by a filter, and the value asked for now may name others.

        A part of a text that holds the part which is named there names no others.
        """
        value = self._talk.base.arguments.get(one.name)
        off = one.everything is not None and str(value).casefold() == str(one.everything).casefold()
        if value is None or off or any(_RANGES & set(readings) for readings in one.matches.all()):
            return False
        return not (str(value) in str(asked) and all(set(readings) <= _PARTS for readings in one.matches.all()))

    def whole(self, reply: Reply) -> bool:
        """Whether one page holds all that matched."""
        if not self._talk.store.pager.addressed:
            return self._talk.is_last_page(reply)
        if self._may_cut_short:
            return len(reply.records) >= reply.total if reply.total is not None else not reply.records
        return len(reply.records) < self._talk.max_page_size or reply.total == len(reply.records)

    def mismatch(self, reply: Reply, assumptions: Assumptions | None = None) -> Difference | None:
        """None where a first page is what the document says; where more matched than it holds, the rest counts by its total.

        All pages are read where the total is not that of the records that match, for then some may be missing among the rest, and where
        pages may hold fewer records than asked for; of a listing that was read in part they would tell nothing more.
        """
        whole = self.whole(reply)
        found = self.difference((reply,), assumptions, whole=whole)
        further = self._talk.census.complete and (self._may_cut_short or self._total_is_off(reply, found))
        if not whole and reply.good and not found and further:
            whole = True
            found = replace(self.difference(self._talk.walk_on(reply), assumptions, whole=whole), later=True)
        too_few = not whole and len(reply.records) < min(self._talk.max_page_size, found.least)
        return found if found or too_few else None

    @property
    def _may_cut_short(self) -> bool:
        return self._contract.pages.size.means != "exactly"

    def _total_is_off(self, reply: Reply, found: Difference) -> bool:
        """Whether a total is not that of the records that match, where it counts these and all of them are known."""
        counts = self._contract.total.counts if self._contract.total else ()
        known = counts == ("matching",) and self.narrows(reply.query.arguments)
        return known and reply.total is not None and not found.least <= reply.total <= found.most

    def holds_slice(self, page: Reply, offset: int, size: int) -> bool:
        """Whether a page holds what the census, as it was read, shows from an offset on."""
        there = self._talk.census.walk.names[offset : offset + size]
        return self._tolerance.alike_as_read(page.names, self._as_far(page, there))

    def holds(self, page: Reply, expected: Sequence[str]) -> bool:
        """Whether a page holds just these records in their order: all of them, or the first few where a page may hold fewer."""
        return self._tolerance.alike(page.names, self._as_far(page, expected))

    def _as_far(self, page: Reply, expected: Sequence[str]) -> Sequence[str]:
        fewer = self._may_cut_short and (page.names or page.contract.pages.size.means == "any")
        return expected[: len(page.names)] if fewer else expected
