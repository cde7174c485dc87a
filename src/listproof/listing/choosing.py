"""Choosing what to ask: values and pairs of values on which the records of U let a filter be tried."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from listproof.contract import Filter, Query
from listproof.listing.comparing import Comparing
from listproof.listing.pairing import Kept, paired
from listproof.listing.ranges import other_than, outside
from listproof.listing.reply import Reply
from listproof.listing.shapes import bad_values
from listproof.listing.subjects import filter_pairs, works_alone
from listproof.listing.witnesses import as_number, holdable, missing_value, mistaken, nasty, shown_values, spelled_time, values_for
from listproof.oracle import Table, instant, split

__all__ = ["Choosing"]


class Choosing(Comparing):
    """One listing, with the words in which laws choose what to ask of its filters."""

    def values(self, name: str, arguments: Mapping[str, Any] | None = None) -> tuple[Any, ...]:
        """Values on which a filter can be tried, the most telling first."""
        query = self.store.base.having(arguments or {})
        key = ("values", name, query)
        if key not in self.store.memory:
            self.store.memory[key] = values_for(self.contract, self.filter(name), query.arguments, self.records)
        found: tuple[Any, ...] = self.store.memory[key]
        return found

    def whole_value(self, name: str, arguments: Mapping[str, Any]) -> Any:
        """The first value of a filter beside these arguments that keeps some records, no more than a page holds; else any, or None."""
        values = self.values(name, arguments)
        reckoning = self.reckoning(self.census.walk.pages[0])
        for value in [*values, *self._steps(name, arguments)]:
            query = self.store.base.having({**arguments, name: value}).arguments
            must, may = split(self.contract, query, self.census.table, reckoning, [name])
            if must and len(may) <= self.store.stride:
                return value
        return next(iter(values), None)

    def narrowings(self, names: Sequence[str]) -> list[dict[str, Any]]:
        """What can be asked to narrow U by these filters: the two together where some records show both, then each alone."""
        found: list[dict[str, Any]] = []
        chosen = self.pair_witness(names[0], names[1]) if len(names) == 2 else None
        if chosen is not None:
            found.append(dict(zip(names, chosen, strict=True)))
        return [*found, *(self.tried_as(name, value) for name in names for value in self.common_values(name))]

    def common_values(self, name: str) -> list[Any]:
        """Values of a filter by how many records they keep for sure, most first, those that keep all or too few left out."""
        reckoning = self.reckoning(self.census.walk.pages[0])
        counted = []
        for value in [*self.values(name), *self._whole_values(name), *self._steps(name)]:
            query = self.store.base.having({name: value}).arguments
            must, may = split(self.contract, query, self.census.table, reckoning, [name])
            if self.smallest < len(must) and len(may) < min(len(self.records), self.store.stride):
                counted.append((len(must), value))
        return [value for _, value in sorted(counted, key=lambda pair: -pair[0])][:3]

    def _steps(self, name: str, arguments: Mapping[str, Any] | None = None) -> list[Any]:
        """For a range filter, values that keep an eighth, a quarter and so on of what is shown."""
        one = self.filter(name)
        pointer = one.field.of(self.store.base.having(arguments or {}).arguments)
        if pointer is None or one.compares not in ("time", "number"):
            return []
        convert = instant if one.compares == "time" else as_number
        points = sorted(point for value in self.shown(pointer).elements() if (point := convert(value)) is not None)
        chosen = {points[len(points) * part // 8] for part in (1, 2, 3, 5, 6, 7)} if len(points) > 8 else set()
        return [spelled_time(self.parameter(name), p) if one.compares == "time" else int(p) for p in sorted(chosen)]

    def shown(self, pointer: str) -> Counter[Any]:
        """The values at a record pointer in U, and in how many records each stands."""
        key = ("shown", pointer)
        if key not in self.store.memory:
            self.store.memory[key] = shown_values(pointer, self.records)
        found: Counter[Any] = self.store.memory[key]
        return found

    def missing(self, name: str) -> Any:
        """A value of a filter that no record shows, or None where its values are a closed list."""
        one, base = self.filter(name), self.store.base.arguments
        pointer = one.field.of(base)
        return missing_value(self.parameter(name), one.matches.of(base) or (), self.shown(pointer) if pointer else {})

    @property
    def text_filters(self) -> tuple[str, ...]:
        """The filters that take any text, free of other parameters."""
        return tuple(
            one.name
            for one in self.contract.filters
            if not (one.opaque or one.needs or one.names or one.yields_to)
            and one.compares == "text"
            and self.parameter(one.name).kind == "string"
            and not self.parameter(one.name).enum
            and "format" not in self.parameter(one.name).schema
        )

    def odd_texts(self, names: Iterable[str]) -> dict[str, dict[str, str]]:
        """Texts that programs stumble over, by what they are: a value for each of these parameters that may hold it."""
        parameters = [self.parameter(name) for name in names]
        found = {
            "an odd text": {one.name: nasty(one) for one in parameters},
            "an empty text": {one.name: "" for one in parameters if not one.min_length},
            "a long text": {one.name: "listproof " * 30 for one in parameters if (one.max_length or 300) >= 300},
        }
        return {word: values for word, values in found.items() if values}

    def out_of_range(self, name: str) -> Any:
        """A value of a range or time filter that keeps nothing: long after, or long before, all that is shown."""
        one = self.filter(name)
        readings = one.matches.of(self.store.base.arguments) or ()
        upper = any(reading in ("until", "before", "maximum") for reading in readings)
        if one.compares == "time":
            return spelled_time(self.parameter(name), 946_684_800_000 if upper else 4_070_908_800_000)
        return -1 if upper else 10**9

    def other_values(self, name: str) -> tuple[Any, ...]:
        """The values of a filter that the contract itself knows: its list, its default, what leaving out means, true and false."""
        one, parameter = self.filter(name), self.parameter(name)
        known: list[Any] = list(parameter.enum)
        if parameter.kind == "boolean" or one.compares == "flag":
            known += [True, False]
        elif str(parameter.example).casefold() in ("true", "false"):
            known += ["true", "false"]
        known += [m for m in one.absent if isinstance(m, str | int | bool) and m not in ("everything", "now")]
        seen = [] if one.opaque else list(self.values(name)[:2])
        known += seen or [v for v in (parameter.default, parameter.example) if v is not None]
        spelled = {_spelled(value): value for value in known if holdable(parameter, value)}
        return tuple(spelled.values())

    def other_than(self, name: str, value: Any) -> Any:
        """Another documented value of a parameter; of those that say where a page lies, one that is asked elsewhere as well."""
        pages = self.contract.pages
        if name == pages.size.parameter:
            return next(size for size in (self.store.stride, self.smallest, value + 1) if str(size) != str(value))
        if name == pages.parameter and pages.kind == "offset":
            return pages.first + self.handful
        return other_than(self.parameter(name), value)

    def outside(self, name: str) -> Any:
        """A value outside a parameter's documented list."""
        return outside(self.parameter(name))

    def bad_values(self, name: str) -> tuple[Any, ...]:
        """Values that the document allows nowhere."""
        return bad_values(self.parameter(name), name in (self.contract.pages.parameter, self.contract.pages.size.parameter))

    def readings(self, name: str) -> tuple[str, ...]:
        """What is left of a filter's readings after its telling values were asked; all of them where none fits."""
        one = self.filter(name)
        all_readings = one.matches.of(self.store.base.arguments) or ()
        if name in self.store.readings or len(all_readings) < 2 or one.opaque:
            return self.store.readings.get(name, all_readings)
        left = all_readings
        for value in self.values(name):
            reply = self.look(self.tried_as(name, value))
            if reply.good:
                left = tuple(r for r in left if self.fits(reply, self.reckoning(reply, {name: (r,)})) is None)
        if left:
            self.store.readings[name] = left
        return left or all_readings

    # Several filters

    def tried_as(self, name: str, value: Any) -> dict[str, Any]:
        """The arguments by which a value of a filter is tried: with another filter's where both tell as much as alone, else alone.

        Alone as well where the two together do not keep what the document says, so that it is seen which of them is to blame.
        """
        for one, two in self._paired() if self.census.records else ():
            if (name, value) in ((one.name, one.value), (two.name, two.value)):
                arguments = {one.name: one.value, two.name: two.value}
                reply = self.look(arguments)
                if reply.good and self.fits(reply) is None:
                    return arguments
        return {name: value}

    def _paired(self) -> tuple[tuple[Kept, Kept], ...]:
        """The values of filters that are tried by one question for two."""
        key = ("paired",)
        if key not in self.store.memory:
            pairs = filter_pairs(self.contract)
            tried = {one.name: self._kept(one.name) for one in self.contract.filters if works_alone(one)}
            self.store.memory[key] = paired(tried, pairs, self.store.stride)
        found: tuple[tuple[Kept, Kept], ...] = self.store.memory[key]
        return found

    def _kept(self, name: str) -> list[Kept]:
        """What each agreed value on which a filter is tried keeps, by the readings of its document and where a service mistakes it."""
        one, first = self.filter(name), self.census.walk.pages[0]
        readings = one.matches.of(self.store.base.arguments) or ()
        reckonings = [self.reckoning(first, {name: (reading,)}) for reading in readings]
        found = []
        for value in self.values(name):
            listed = self.parameter(name).enum
            if (listed and value not in listed) or self.disputed(f"parameters.{name}.enum.{value}"):
                continue
            query = self.store.base.having({name: value}).arguments
            kept = [split(self.contract, query, self.census.table, reckoning, [name]) for reckoning in reckonings]
            documented = frozenset(frozenset(places) for sure_and_perhaps in kept for places in sure_and_perhaps)
            found.append(Kept(name, value, documented, self._mistaken(one, value, readings)))
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
        reckoning = self.reckoning(self.census.walk.pages[0])
        for name in (first, second):
            values = [*self._whole_values(name), *self.values(name)]
            kept[name] = []
            for value in values[:24]:
                must, may = split(self.contract, self.store.base.having({name: value}).arguments, self.census.table, reckoning, [name])
                if must and len(must) == len(may):
                    kept[name].append((value, set(must)))
        pairs = [(one, mine, other, theirs) for one, mine in kept[first] for other, theirs in kept[second]]
        telling = [(one, other, mine, theirs) for one, mine, other, theirs in pairs if mine & theirs and mine ^ theirs]
        if not telling:
            return None
        best = max(telling, key=lambda found: (bool(found[2] - found[3]) and bool(found[3] - found[2]), len(found[2] & found[3])))
        return best[0], best[1]

    def _whole_values(self, name: str) -> list[Any]:
        """The commonest values that records show for a filter of equality or of text."""
        one = self.filter(name)
        pointer = one.field.of(self.store.base.arguments)
        readings = one.matches.of(self.store.base.arguments) or ()
        if pointer is None or {"entries", "words"} & set(readings) or (one.compares in ("time", "number") and "equals" not in readings):
            return []
        listed = self.parameter(name).enum
        return [value for value, _ in self.shown(pointer).most_common(12) if str(value) and (not listed or value in listed)]

    def range_chooser(self, low: str) -> dict[str, Any]:
        """The parameter that a range needs to have a field at all, with a value; empty where it needs none."""
        one = self.filter(low)
        if one.field.absent is not None:
            return dict(one.needs)
        return {**one.needs, (one.field.chosen_by or ""): next(iter(one.field.when), "")}

    def range_witness(self, low: str, chooser: Mapping[str, Any], zones: tuple[int, int] = (0, 0)) -> tuple[Any, Any] | None:
        """A lower and an upper end with records below, between and above; texts of times are written so many hours off UTC each."""
        one = self.filter(low)
        pointer = one.field.of({**self.store.base.arguments, **chooser})
        convert = instant if one.compares == "time" else as_number
        points = sorted({point for value in self.shown(pointer or "") if (point := convert(value)) is not None})
        if len(points) < 3:
            return None
        ends = points[len(points) // 3], points[2 * len(points) // 3]
        if one.compares == "time":
            return spelled_time(self.parameter(low), ends[0], zones[0]), spelled_time(self.parameter(low), ends[1], zones[1])
        return int(ends[0]), int(ends[1])

    def shown_pair(self, hidden: str, value: Any, names: set[str]) -> tuple[str, Any, set[str]] | None:
        """A shown filter with a value that keeps some of the records `names` and loses others, and those that it keeps."""
        known = self.census.by_identity
        for one in self.contract.filters:
            if one.opaque or one.name == hidden or one.field.absent is None or one.needs or one.yields_to:
                continue
            if one.name in self.contract.base:
                continue
            self.readings(one.name)
            reckoning = self.reckoning(self.census.walk.pages[0])
            records = [known[name] for name in sorted(names) if name in known]
            for other in self._whole_values(one.name):
                must, may = split(self.contract, {one.name: other}, Table(records), reckoning, [one.name])
                if must == may and 0 < len(must) < len(records):
                    return one.name, other, {self.name(records[place]) for place in must}
        return None

    def telling_arguments(self, size: int) -> dict[str, Any]:
        """A filter with a value that keeps some records and gives another second page of a size than the base query."""
        second = self.page(size, size).names
        for one in self.contract.filters:
            if not one.opaque and one.field.absent is not None and not one.needs:
                for value in self.values(one.name)[:2]:
                    arguments = self.tried_as(one.name, value)
                    names = self.look(arguments).names
                    if names and names[size : 2 * size] != second:
                        return arguments
        self.nothing("no filter gives another second page")

    def same_as_absent(self, name: str, meaning: Any, left_out: Reply) -> bool | None:
        """Whether an answer without a filter is what one meaning of leaving it out says; None where that cannot be told."""
        one = self.filter(name)
        query = self.store.base.having({name: None}).arguments
        if one.opaque:
            value = one.everything if meaning == "everything" else meaning
            if value is None:
                return None
            given = self.look({name: value})
            return self.alike(given.names, left_out.names) and self.as_many(given, left_out)
        reckoning = self.reckoning(left_out)
        reckoning = type(reckoning)(reckoning.now, reckoning.readings, {**reckoning.absent, name: (meaning,)})
        must, may = split(self.contract, query, self.census.table, reckoning, self.touched(query))
        if meaning == "now":
            given = self.look({name: self.moment_from_now(name)})
            if given.good and not (self.alike(given.names, left_out.names) and self.as_many(given, left_out)):
                return False
        others = [m for m in one.absent if m != meaning]
        wrong = self.difference((left_out,), reckoning, whole=self.whole(left_out))
        if wrong:
            return False
        told = left_out.total if left_out.total is not None else len(left_out.records)
        if not len(must) - self.moved <= told <= max(len(may), len(must)) + self.moved and self.narrows({**query, name: meaning}):
            return False
        if not others and len(may) == len(self.records):
            return True if one.everything is not None or meaning == "now" else None
        return True

    def moment_from_now(self, name: str) -> Any:
        """The server's time, a second or two later, as a parameter writes times."""
        return spelled_time(self.parameter(name), self.census.walk.pages[0].answer.now[1] // 1000 * 1000 + 1000)

    def as_many(self, one: Reply, other: Reply) -> bool:
        """Whether two answers report the same total, but for what moved meanwhile."""
        return abs((one.total or 0) - (other.total or 0)) <= self.moved


def _spelled(value: Any) -> str:
    return Query.of({"value": value}).key.casefold()
