"""Choosing what to ask of several filters at once, and what is left of their readings once they were asked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from listproof.contract import Filter
from listproof.evidence.reply import Reply
from listproof.laws.choosing import Choosing
from listproof.laws.comparing import Difference
from listproof.laws.subjects import filter_pairs, works_alone
from listproof.oracle import Assumptions, Table, must_and_may
from listproof.values.filter_values import holdable, misread, shown_values, values_for
from listproof.values.pairs import Kept, paired
from listproof.values.text_mutations import mistaken, odd, probes

__all__ = ["Combining"]

_BEGINNING = 4
"""Pages of the whole listing whose records are known besides those of its part."""


class Combining(Choosing):
    """One listing, with the words in which laws ask its filters together."""

    def readings(self, name: str) -> tuple[str, ...]:
        """What is left of a filter's readings after its telling values were asked; all of them where none fits."""
        one = self.filter(name)
        all_readings = one.matches.of(self.store.base.arguments) or ()
        if name in self.store.readings or len(all_readings) < 2 or one.opaque:
            return self.store.readings.get(name, all_readings)
        left = all_readings
        for value in self.values(name):
            reply = self.first_page(self.tried_as(name, value))
            if reply.good:
                left = tuple(r for r in left if self.mismatch(reply, self.assumptions(reply, {name: (r,)})) is None)
        if left:
            self.store.readings[name] = left
        return left or all_readings

    def tried_as(self, name: str, value: Any) -> dict[str, Any]:
        """The arguments by which a value of a filter is tried: with another filter's where both tell as much as alone, else alone.

        Alone as well where the two together do not keep what the document says, so that it is seen which of them is to blame.
        """
        for one, two in self._paired() if self.census.records else ():
            if (name, value) in ((one.name, one.value), (two.name, two.value)):
                arguments = {one.name: one.value, two.name: two.value}
                reply = self.first_page(arguments)
                if reply.good and reply.records and self.mismatch(reply) is None:
                    return arguments
        return {name: value}

    def _paired(self) -> tuple[tuple[Kept, Kept], ...]:
        """The values of filters that are tried by one question for two."""
        key = ("paired",)
        if key not in self.store.memory:
            pairs = filter_pairs(self.contract)
            tried = {one.name: self._kept(one.name) for one in self.contract.filters if works_alone(one)}
            self.store.memory[key] = paired(tried, pairs, self.store.max_page_size)
        found: tuple[tuple[Kept, Kept], ...] = self.store.memory[key]
        return found

    def _kept(self, name: str) -> list[Kept]:
        """What each agreed value on which a filter is tried keeps, by the readings of its document and where a service mistakes it."""
        one, first = self.filter(name), self.census.walk.pages[0]
        readings = one.matches.of(self.store.base.arguments) or ()
        ways = [self.assumptions(first, {name: (reading,)}) for reading in readings]
        found = []
        for value in self.values(name):
            listed = self.parameter(name).enum
            if (listed and value not in listed) or self.disputed(f"parameters.{name}.enum.{value}"):
                continue
            query = self.store.base.having({name: value}).arguments
            kept = [must_and_may(self.contract, query, self.census.table, assumptions, [name]) for assumptions in ways]
            documented = frozenset(frozenset(places) for sure_and_perhaps in kept for places in sure_and_perhaps)
            others = self._mistaken(one, value, readings) | self._misread(one, value, ways)
            found.append(Kept(name, value, documented, others))
        return found

    def _mistaken(self, one: Filter, value: Any, readings: tuple[str, ...]) -> frozenset[frozenset[int]]:
        pointer = one.field.of(self.store.base.arguments)
        if one.compares != "text" or pointer is None or not isinstance(value, str):
            return frozenset()
        shown, column = self.census.table.column(pointer)
        texts = tuple(sorted({str(text) for values in shown for text in values}))
        found = []
        for kept in mistaken(value, texts, readings):
            names = {texts[place] for place in kept}
            keeps = [any(str(text) in names for text in values) for values in shown]
            found.append(frozenset(place for place, row in enumerate(column) if keeps[row]))
        return frozenset(found)

    def _misread(self, one: Filter, value: Any, ways: Sequence[Assumptions]) -> frozenset[frozenset[int]]:
        if one.compares == "text" or "equals" in (one.matches.of(self.store.base.arguments) or ()):
            return frozenset()
        found = set()
        for other in misread(self.parameter(one.name), one, value):
            query = self.store.base.having({one.name: other}).arguments
            found |= {frozenset(must_and_may(self.contract, query, self.census.table, assumptions, [one.name])[0]) for assumptions in ways}
        return frozenset(found)

    def pair_witness(self, first: str, second: str) -> tuple[Any, Any] | None:
        """Values of two filters that together keep some records, as many as may be, and fewer than each of them alone."""
        key = ("pair", first, second)
        if key not in self.store.memory:
            found = next(((one.value, two.value) for one, two in self._paired() if (one.name, two.name) == (first, second)), None)
            self.store.memory[key] = found or self._pair(first, second)
        chosen: tuple[Any, Any] | None = self.store.memory[key]
        return chosen

    def _pair(self, first: str, second: str) -> tuple[Any, Any] | None:
        kept: dict[str, list[tuple[Any, set[int]]]] = {}
        assumptions = self.assumptions(self.census.walk.pages[0])
        for name in (first, second):
            values = [*self._whole_values(name), *self.values(name)]
            kept[name] = []
            for value in values[:24]:
                must, may = must_and_may(
                    self.contract, self.store.base.having({name: value}).arguments, self.census.table, assumptions, [name]
                )
                if must and len(must) == len(may):
                    kept[name].append((value, set(must)))
        pairs = [(one, mine, other, theirs) for one, mine in kept[first] for other, theirs in kept[second]]
        telling = [(one, other, mine, theirs) for one, mine, other, theirs in pairs if mine & theirs and mine ^ theirs]
        if not telling:
            return None
        best = max(telling, key=lambda found: (bool(found[2] - found[3]) and bool(found[3] - found[2]), len(found[2] & found[3])))
        return best[0], best[1]

    def narrowings(self, names: Sequence[str]) -> Iterator[dict[str, Any]]:
        """What can be asked to narrow the census by these filters: both where some records show both, then each as it is tried."""
        chosen = self.pair_witness(names[0], names[1]) if len(names) == 2 else None
        if chosen is not None:
            yield dict(zip(names, chosen, strict=True))
        for name in names:
            for value in self.common_values(name):
                yield self.tried_as(name, value)

    def common_values(self, name: str) -> list[Any]:
        """Values of a filter by how many records they keep for sure, most first, those that keep all or too few left out."""
        assumptions = self.assumptions(self.census.walk.pages[0])
        counted = []
        for value in [*self.values(name), *self._whole_values(name), *self._steps(name)]:
            query = self.store.base.having({name: value}).arguments
            must, may = must_and_may(self.contract, query, self.census.table, assumptions, [name])
            if self.smallest < len(must) and len(may) < min(len(self.records), self.store.max_page_size):
                counted.append((len(must), value))
        return [value for _, value in sorted(counted, key=lambda pair: -pair[0])][:3]

    def telling_arguments(self, size: int) -> dict[str, Any]:
        """A filter with a value that keeps some records and gives another second page of a size than the base query."""
        second = self.page(size, size).names
        for one in self.contract.filters:
            if not one.opaque and one.field.absent is not None and not one.needs:
                for value in self.values(one.name)[:2]:
                    arguments = self.tried_as(one.name, value)
                    names = self.first_page(arguments).names
                    if names and names[size : 2 * size] != second:
                        return arguments
        self.inconclusive("no filter gives another second page")

    def shown_pair(self, hidden: str, value: Any, names: set[str]) -> tuple[str, Any, set[str]] | None:
        """A shown filter with a value that keeps some of the records `names` and loses others, and those that it keeps."""
        known = self.census.by_identity
        for one in self.contract.filters:
            if one.opaque or one.name == hidden or one.field.absent is None or one.needs or one.yields_to:
                continue
            if one.name in self.contract.base:
                continue
            self.readings(one.name)
            assumptions = self.assumptions(self.census.walk.pages[0])
            records = [known[name] for name in sorted(names) if name in known]
            for other in self._whole_values(one.name):
                must, may = must_and_may(self.contract, {one.name: other}, Table(records), assumptions, [one.name])
                if must == may and 0 < len(must) < len(records):
                    return one.name, other, {self.name(records[place]) for place in must}
        return None

    # What no record of the census shows, and the whole of a listing that is narrowed to be read

    def odd_values(self, name: str, left: tuple[str, ...]) -> list[tuple[str, bool]]:
        """Texts that services stumble over and that no value of a filter is, and of each whether a record shows it.

        Those that the first records of the whole listing show and its part does not; and texts made from what records show, for which
        something else would be kept than should be by the readings that are `left`.
        """
        one, undone = self.filter(name), self.store.unnarrowed
        query, parameter = self.store.base.having(undone).arguments, self.parameter(name)
        pointer, readings = one.field.of(query), one.matches.of(query)
        plain = not (parameter.enum or {"pattern", "format"} & set(parameter.schema))
        if pointer is None or readings is None or one.compares != "text" or parameter.kind != "string" or one.opaque or not plain:
            return []
        records = [record for page in self._beginning() for record in page.records] if undone else self.records
        values = self.values(name)
        shown = [value for value in values_for(self.contract, one, query, records) if odd(value) and value not in values] if undone else []
        texts = tuple(sorted(map(str, shown_values(pointer, records))))
        tried = tuple(str(value) for value in (*values, *shown, self.missing(name)))
        made = [value for value in probes(texts, readings, left, tried, name == self._most_varied) if holdable(parameter, value)]
        return [*((value, True) for value in shown), *((value, False) for value in made)]

    @property
    def _most_varied(self) -> str | None:
        """The filter of free text whose field shows the most different texts: what befalls texts on their way is tried there."""
        place = ("most varied",)
        if place not in self.store.memory:
            base = self.store.base.arguments
            read = {name: self.filter(name).matches.of(base) or () for name in self.text_filters}
            fuzzy = [name for name, readings in read.items() if any(not reading.startswith("equals") for reading in readings)]
            shown = {name: len(self.shown(pointer)) for name in fuzzy if (pointer := self.filter(name).field.of(base)) is not None}
            self.store.memory[place] = max(shown, key=lambda name: shown[name], default=None)
        found: str | None = self.store.memory[place]
        return found

    def _beginning(self, *, fresh: bool = False) -> list[Reply]:
        """The first pages of the whole listing."""
        undone, size = self.store.unnarrowed, self.store.max_page_size
        pages = (self.page(place * size, size, undone, fresh=fresh) for place in range(_BEGINNING))
        return [page for page in pages if page.good]

    def mismatch_beyond(self, reply: Reply, assumptions: Assumptions) -> Difference | None:
        """None where a first page of the whole listing is what the document says, as far as census and first pages without a filter tell.

        Where the census is the whole listing, it tells all. Else lost is what these show before and after, matches, and is not answered.
        """
        if not self.store.unnarrowed:
            return self.mismatch(reply, assumptions)
        found = self.difference((reply,), assumptions, whole=self.whole(reply))
        if found or not self.whole(reply):
            return found or None
        query, whole = reply.query.arguments, self.store.base.having(self.store.unnarrowed).arguments
        given = [one.name for one in self.contract.filters if str(query.get(one.name)) != str(whole.get(one.name))]
        records = [record for page in self._beginning() for record in page.records]
        must, may = must_and_may(self.contract, query, Table(records), assumptions, given)
        lost = {self.name(records[place]) for place in must} - set(reply.names)
        if lost:
            lost &= {name for page in self._beginning(fresh=True) for name in page.names}
        return Difference(tuple(sorted(lost)), (), (), len(must), len(may)) if lost else None
