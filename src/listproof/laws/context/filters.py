"""Asking filters together: which values go into one question, what is left of their readings, and what narrows the census."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from listproof.contract import Filter, as_sent
from listproof.evidence import Reply
from listproof.laws.context.chosen_values import ChosenValues
from listproof.laws.context.comparison import Comparison
from listproof.laws.context.conversation import Conversation
from listproof.laws.families import filter_pairs, works_alone
from listproof.oracle import Assumptions
from listproof.values.allowed import lists
from listproof.values.filter_values import as_asked, holdable, in_another_zone, misread
from listproof.values.pairs import Extent, Kept, paired
from listproof.values.text_mutations import mistaken

__all__ = ["Filters"]

_MOST_TRIED = 24


@dataclass(frozen=True)
class _Sure:
    """A value of a filter, the places of the records that it keeps for sure, and of those that it may keep."""

    value: Any
    must: frozenset[int]
    may: frozenset[int]

    @property
    def exact(self) -> bool:
        """Whether nothing is open about what it keeps."""
        return self.must == self.may


@dataclass(frozen=True)
class _Pair:
    """Two values of different filters, asked for together."""

    mine: _Sure
    theirs: _Sure

    @property
    def tells(self) -> bool:
        """Whether both surely keep some record together, and one of them surely keeps one that the other loses."""
        apart = (self.mine.must - self.theirs.may) | (self.theirs.must - self.mine.may)
        return bool(self.mine.must & self.theirs.must and apart)

    def worth(self, most: int) -> tuple[bool, bool, bool, int]:
        """Nothing open, all on a page of at `most` so many, each seen to lose what the other keeps, and as many as may be under both."""
        fits = len(self.mine.may & self.theirs.may) <= most
        return self.mine.exact and self.theirs.exact, fits, self.each_tells, len(self.mine.must & self.theirs.must)

    @property
    def each_tells(self) -> bool:
        """Whether each is seen to lose what the other keeps: it shows if either is forgotten."""
        return bool(self.mine.must - self.theirs.may) and bool(self.theirs.must - self.mine.may)


class Filters:
    """The filters of a listing, asked alone or two at a time."""

    def __init__(self, conversation: Conversation, comparison: Comparison, values: ChosenValues) -> None:
        self._talk = conversation
        self._contract = conversation.contract
        self._comparison = comparison
        self._values = values

    def readings(self, name: str) -> tuple[str, ...]:
        """What is left of a filter's readings after its telling values were asked; all of them where none fits."""
        one, known = self._contract.filter(name), self._talk.store.readings
        all_readings = one.matches.of(self._talk.base.arguments) or ()
        if name in known or len(all_readings) < 2 or one.opaque:
            return known.get(name, all_readings)
        left = all_readings
        for value in (*self._values.of(name), *self._values.outside(name)):
            reply = self._talk.first_page(self.tried_as(name, value))
            if reply.good:
                left = self.readings_that_fit(name, left, reply)
        if left:
            known[name] = left
        return left or all_readings

    def readings_that_fit(self, name: str, readings: Sequence[str], reply: Reply) -> tuple[str, ...]:
        """Those of some readings of a filter by which an answer is what the document says."""
        ways = {reading: self._comparison.assumptions(reply, {name: (reading,)}) for reading in readings}
        return tuple(reading for reading, assumptions in ways.items() if self._comparison.mismatch(reply, assumptions) is None)

    def tried_values(self, name: str) -> tuple[Any, ...]:
        """The values on which a filter is tried: where no total counts what matches, those of which a page holds all, if there are any.

        Of others one would have to read on to the end to see what is missing.
        """
        values = (*self._values.of(name), *self._values.outside(name))
        total, most = self._talk.contract.total, self._talk.max_page_size
        if not values or (total is not None and "matching" in total.counts and not total.estimated and not total.capped):
            return values
        kept = [self._comparison.must_and_may({name: value}, [name], self._comparison.assumptions()) for value in values]
        if any(must and len(may) < most for must, may in kept):
            return tuple(value for value, (_, may) in zip(values, kept, strict=True) if len(may) < most)
        one = self._values.on_one_page(name, {})
        if one in values:
            return values
        ranged = self._values.is_range(name)
        return (one, *(in_another_zone(self._contract, self._contract.filter(name), one) if ranged else ()))

    def keeping_nothing(self, name: str) -> Any:
        """A value on which a filter is tried that keeps nothing by any reading; None without one. Of equal times it is a second beside one
        that is shown: who cuts times down to minutes or days keeps what shows that one."""
        ways = self._comparison.assumptions()
        return next(
            (
                one
                for one in (*self._values.seconds_beside(name), *self._values.of(name))
                if not self._comparison.must_and_may({name: one}, [name], ways)[1]
            ),
            None,
        )

    def one_by_one(self) -> list[dict[str, Any]]:
        """Arguments of one filter each on which it can be tried alone, the most telling values first."""
        alone = [one for one in self._contract.filters if not (one.opaque or one.needs or one.yields_to or one.field.absent is None)]
        return [self.tried_as(one.name, value) for one in alone for value in self._values.of(one.name)[:3]]

    def tried_as(self, name: str, value: Any) -> dict[str, Any]:
        """The arguments by which a value of a filter is tried: with another filter's where both tell as much as alone, else alone.

        Alone as well where the two together do not keep what the document says, so that it is seen which of them is to blame.
        """
        wanted = as_sent(self._contract, {name: value})
        for one, two in self._paired_as_sent().get((name, wanted), ()) if self._talk.census.records else ():
            arguments = {one.name: one.value, two.name: two.value}
            reply = self._talk.first_page(arguments)
            if reply.good and reply.records and self._comparison.mismatch(reply) is None:
                return arguments
        return {name: value}

    def _paired(self) -> tuple[tuple[Kept, Kept], ...]:
        """The values of filters that are tried by one question for two."""

        def work_out() -> tuple[tuple[Kept, Kept], ...]:
            tried = {one.name: self._kept(one.name) for one in self._contract.filters if works_alone(one)}
            pairs = [(pair.first, pair.second) for pair in filter_pairs(self._contract)]
            return paired(tried, pairs, most, self._contract.are_apart)

        most = self._talk.max_page_size
        return self._talk.remembered(("paired",), lambda: self._talk.follows(("paired", most), work_out))

    def _paired_as_sent(self) -> dict[tuple[str, str], list[tuple[Kept, Kept]]]:
        """These pairs by the filter and the value of either, as it is sent."""

        def work_out() -> dict[tuple[str, str], list[tuple[Kept, Kept]]]:
            found: dict[tuple[str, str], list[tuple[Kept, Kept]]] = {}
            for pair in self._paired():
                for key in dict.fromkeys((kept.name, as_sent(self._contract, {kept.name: kept.value})) for kept in pair):
                    found.setdefault(key, []).append(pair)
            return found

        return self._talk.remembered(("paired", "as sent"), work_out)

    def _is_agreed(self, name: str, value: Any) -> bool:
        """Whether a value may be asked for by every source: records may show more than a filter lists."""
        return lists(self._contract.parameter(name), value) and not self._talk.facts.disputed(f"parameters.{name}.enum.{value}")

    def _kept(self, name: str) -> list[Kept]:
        """What each agreed value on which a filter is tried keeps, by the readings of its document and where a service mistakes it."""
        one = self._contract.filter(name)
        readings = one.matches.of(self._talk.base.arguments) or ()
        ways = [self._comparison.assumptions(readings={name: (reading,)}) for reading in readings]
        found: list[Kept] = []
        listed = self._contract.parameter(name).enum if {*readings} <= {"equals", "equals-any-case"} else ()
        apart = {as_sent(self._contract, {name: value}): value for value in (*listed, *self._values.of(name))}
        for value in apart.values():
            if not self._is_agreed(name, value):
                continue
            kept = [self._comparison.must_and_may({name: value}, [name], assumptions) for assumptions in ways]
            documented = frozenset(Extent(frozenset(sure), frozenset(may)) for sure, may in kept)
            others = self._mistaken(one, value, readings) | self._misread(one, value, ways)
            idle = all(len(extent.sure) == len(self._talk.records) for extent in documented)
            found.append(Kept(name, value, documented, others, idle))
        return found

    def _mistaken(self, one: Filter, value: Any, readings: tuple[str, ...]) -> frozenset[frozenset[int]]:
        pointer = one.field.of(self._talk.base.arguments)
        if one.compares != "text" or pointer is None or not isinstance(value, str):
            return frozenset()
        shown, column = self._talk.census.table.column(pointer)
        texts = tuple(sorted({str(text) for values in shown for text in values}))
        found = []
        for kept in mistaken(value, texts, readings):
            names = {texts[place] for place in kept}
            keeps = [any(str(text) in names for text in values) for values in shown]
            found.append(frozenset(place for place, row in enumerate(column) if keeps[row]))
        return frozenset(found)

    def _misread(self, one: Filter, value: Any, ways: Sequence[Assumptions]) -> frozenset[frozenset[int]]:
        if one.compares == "text" or "equals" in (one.matches.of(self._talk.base.arguments) or ()):
            return frozenset()
        others = misread(self._contract.parameter(one.name), one, value)
        return frozenset(
            frozenset(self._comparison.must_and_may({one.name: other}, [one.name], way)[0]) for other in others for way in ways
        )

    def pair_witness(self, first: str, second: str) -> tuple[Any, Any] | None:
        """Values of two filters that together keep some records, as many as may be, and fewer than each of them alone."""

        def work_out() -> tuple[Any, Any] | None:
            found = next(((one.value, two.value) for one, two in self._paired() if (one.name, two.name) == (first, second)), None)
            if found is not None:
                return found
            left = (self._talk.store.readings.get(first), self._talk.store.readings.get(second))
            return self._talk.follows(("pair", first, second, *left, self._talk.max_page_size), lambda: self._pair(first, second))

        return self._talk.remembered(("pair", first, second), work_out)

    def _pair(self, first: str, second: str) -> tuple[Any, Any] | None:
        best = self._best_pair(*(self._surely_kept(name, self._usual_values(name)) for name in (first, second)))
        if best is None or not best.each_tells:
            both = ([*self._usual_values(name), *self._values.shared_parts(name)] for name in (first, second))
            best = self._best_pair(*map(self._surely_kept, (first, second), both))
        return None if best is None else (best.mine.value, best.theirs.value)

    def _best_pair(self, mine: Sequence[_Sure], theirs: Sequence[_Sure]) -> _Pair | None:
        most, pairs = self._talk.max_page_size, (_Pair(one, two) for one in mine for two in theirs)
        return max((pair for pair in pairs if pair.tells), key=lambda pair: pair.worth(most), default=None)

    def _usual_values(self, name: str) -> list[Any]:
        known = (*self._values.common(name), *self._values.of(name), *self._values.steps(name))
        return [value for value in known if self._is_agreed(name, value)][:_MOST_TRIED]

    def _surely_kept(self, name: str, values: Sequence[Any]) -> list[_Sure]:
        assumptions = self._comparison.assumptions()
        found = []
        for value in values:
            must, may = self._comparison.must_and_may({name: value}, [name], assumptions)
            if must:
                found.append(_Sure(value, frozenset(must), frozenset(may)))
        return found

    def narrowings(self, names: Sequence[str]) -> Iterator[dict[str, Any]]:
        """What can be asked to narrow the census by these filters: both where some records show both, then each as it is tried."""
        chosen = self.pair_witness(names[0], names[1]) if len(names) == 2 else None
        if chosen is not None:
            yield dict(zip(names, chosen, strict=True))
        for name in names:
            for value in self._narrowing_values(name):
                yield self.tried_as(name, value)

    def _narrowing_values(self, name: str) -> list[Any]:
        """Values of a filter by how many records they keep for sure, most first, those that keep all or too few left out."""
        assumptions = self._comparison.assumptions()
        most = min(len(self._talk.records), self._talk.max_page_size)
        counted = []
        for value in [*self._values.of(name), *self._values.common(name), *self._values.steps(name)]:
            must, may = self._comparison.must_and_may({name: value}, [name], assumptions)
            if self._talk.smallest < len(must) and len(may) < most:
                counted.append((len(must), value))
        return [value for _, value in sorted(counted, key=lambda pair: -pair[0])][:3]

    def another_page(self, offset: int, size: int) -> dict[str, Any] | None:
        """A filter with a value that keeps some records and gives another page of a size there than the base query; None without one."""
        there = self._talk.census.walk.names[offset : offset + size]
        for one in self._contract.filters:
            if not one.opaque and one.field.absent is not None and not one.needs:
                for value in self._values.of(one.name):
                    arguments = self.tried_as(one.name, value)
                    names = self._talk.first_page(arguments).names
                    if names and names[offset : offset + size] != there:
                        return arguments
        return self._ending_on_its_second_page(size)

    def _ending_on_its_second_page(self, size: int) -> dict[str, Any] | None:
        """A range that keeps more than a page of a size and fewer than two; None without one."""
        for one in self._contract.filters:
            if works_alone(one) and self._values.is_range(one.name) and one.name not in self._contract.base:
                parameter, pointer = self._contract.parameter(one.name), one.field.of(self._talk.base.arguments)
                shown = dict.fromkeys(as_asked(parameter, one, value) for value in self._values.shown(pointer or "/"))
                for value in (value for value in shown if holdable(parameter, value)):
                    must, may = self._comparison.must_and_may({one.name: value}, [one.name], self._comparison.assumptions())
                    if must == may and size < len(must) < 2 * size and self._talk.first_page({one.name: value}).good:
                        return {one.name: value}
        return None

    def dividing(self, hidden: str, names: set[str]) -> tuple[str, Any, set[str]] | None:
        """A filter but `hidden`, with a value that keeps some of the records `names`, near to half of them, and those that it keeps."""
        known = list(self._talk.census.by_identity)
        asked, found = {place for place, name in enumerate(known) if name in names}, []
        for one in self._contract.filters:
            if one.opaque or one.name == hidden or one.field.absent is None or one.needs or one.yields_to:
                continue
            if one.name in self._contract.base or self._contract.are_apart(one.name, hidden):
                continue
            self.readings(one.name)
            assumptions = self._comparison.assumptions()
            for other in self._values.common(one.name):
                # Of the whole census, of which it is known already what each value keeps.
                must, may = (asked.intersection(kept) for kept in self._comparison.must_and_may({one.name: other}, [one.name], assumptions))
                if must == may and 0 < len(must) < len(asked):
                    found.append((abs(2 * len(must) - len(asked)), (one.name, other, {known[place] for place in must})))
        return min(found, key=lambda one: one[0])[1] if found else None
