"""Choosing what to ask: values on which the records of the census let a filter be tried."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from listproof.checks.shapes import bad_values
from listproof.contract import Query
from listproof.evidence.reply import Reply
from listproof.laws.comparing import Comparing
from listproof.oracle import instant, must_and_may
from listproof.values.boundary_values import other_than, outside
from listproof.values.filter_values import as_number, holdable, middle, missing_value, nasty, shown_values, spelled_time, values_for

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
        assumptions = self.assumptions(self.census.walk.pages[0])
        for value in [*values, *self._steps(name, arguments)]:
            query = self.store.base.having({**arguments, name: value}).arguments
            must, may = must_and_may(self.contract, query, self.census.table, assumptions, [name])
            if must and len(may) <= self.store.max_page_size:
                return value
        return next(iter(values), None)

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
        """The values at a record pointer in the census, and in how many records each stands."""
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
        """A value of a range that keeps nothing: beyond all that is shown, and within the documented bounds; None where none is left."""
        one, parameter = self.filter(name), self.parameter(name)
        readings = one.matches.of(self.store.base.arguments) or ()
        upper = any(reading in ("until", "before", "maximum") for reading in readings)
        if one.compares == "time":
            return spelled_time(parameter, 946_684_800_000 if upper else 4_070_908_800_000)
        pointer = one.field.of(self.store.base.arguments)
        shown = [number for value in self.shown(pointer or "") if (number := as_number(value)) is not None] or [0]
        if upper:
            below = int(min(shown)) - 1
            return below if parameter.minimum is None or below >= parameter.minimum else None
        above = int(max(shown)) + 7_919
        return above if parameter.maximum is None or above <= parameter.maximum else None

    def is_range(self, name: str) -> bool:
        """Whether a filter keeps what lies on one side of its value, by every reading."""
        readings = self.filter(name).matches.of(self.store.base.arguments) or ("opaque",)
        return set(readings) <= {"from", "after", "until", "before", "minimum", "maximum"}

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
            return next(size for size in (self.store.max_page_size, self.smallest, value + 1) if str(size) != str(value))
        if name == pages.parameter and pages.kind == "offset":
            return pages.first + self.handful
        return other_than(self.parameter(name), value)

    def outside(self, name: str) -> Any:
        """A value outside a parameter's documented list."""
        return outside(self.parameter(name))

    def bad_values(self, name: str) -> tuple[Any, ...]:
        """Values that the document allows nowhere."""
        return bad_values(self.parameter(name), name in (self.contract.pages.parameter, self.contract.pages.size.parameter))

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
        """A lower and an upper end with records below, between and above; texts of times are written so many hours off UTC each.

        No more lie between than a page holds where that can be, for of more it is not seen which are missing.
        """
        one = self.filter(low)
        pointer = one.field.of({**self.store.base.arguments, **chooser})
        convert = instant if one.compares == "time" else as_number
        counted: Counter[float] = Counter()
        for value, count in self.shown(pointer or "").items():
            counted.update({point: count} if (point := convert(value)) is not None else {})
        ends = middle(counted, self.store.max_page_size)
        if ends is None:
            return None
        if one.compares == "time":
            return spelled_time(self.parameter(low), ends[0], zones[0]), spelled_time(self.parameter(low), ends[1], zones[1])
        return int(ends[0]), int(ends[1])

    def same_as_absent(self, name: str, meaning: Any, left_out: Reply) -> bool | None:
        """Whether an answer without a filter is what one meaning of leaving it out says; None where that cannot be told."""
        one = self.filter(name)
        query = self.store.base.having({name: None}).arguments
        if one.opaque:
            value = one.everything if meaning == "everything" else meaning
            if value is None:
                return None
            given = self.first_page({name: value})
            return self.alike(given.names, left_out.names) and self.as_many(given, left_out)
        assumptions = self.assumptions(left_out)
        assumptions = type(assumptions)(assumptions.now, assumptions.readings, {**assumptions.absent, name: (meaning,)})
        must, may = must_and_may(self.contract, query, self.census.table, assumptions, self.touched(query))
        if meaning == "now":
            given = self.first_page({name: self.moment_from_now(name)})
            if given.good and not (self.alike(given.names, left_out.names) and self.as_many(given, left_out)):
                return False
        others = [m for m in one.absent if m != meaning]
        wrong = self.difference((left_out,), assumptions, whole=self.whole(left_out))
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
