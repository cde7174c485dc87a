"""Choosing what to ask: values on which the records of the census let a filter, or any other parameter, be tried."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from math import ceil, floor
from typing import Any

from listproof.contract import Filter, Parameter, Query, as_sent, each, spell
from listproof.contract.size import LONGEST_ASKED
from listproof.laws.context.comparison import Comparison
from listproof.laws.context.conversation import Conversation
from listproof.laws.context.order_arguments import order_words
from listproof.oracle import instant
from listproof.values.boundary_values import listed_sizes, other_than, within
from listproof.values.cut_numbers import told_by_parts
from listproof.values.doubtful_values import doubtful_values, list_around, long_list_of
from listproof.values.falsy import falsy_flag, falsy_number, falsy_text, reads_words
from listproof.values.filter_values import (
    NASTY,
    as_asked,
    as_number,
    can_be_tried,
    holdable,
    hours_off,
    is_elsewhere,
    middle,
    missing_value,
    moment_of,
    nasty,
    outside_values,
    shown_values,
    spelled_time,
    values_for,
)
from listproof.values.flags import as_flags
from listproof.values.list_values import member_of
from listproof.values.shared_parts import shared_parts
from listproof.values.text_mutations import odd

__all__ = ["ChosenValues"]

_COMMONEST = 12
_LONG_LISTS = (1001, 501, 251, 101)
"""How many values a very long list has: as many of these as an address can carry."""
_DAY = 86_400_000
_EIGHTHS = (1, 2, 3, 5, 6, 7)
_LONG = 300
"""How many characters make a long text."""
_EARLY, _LATE = 946_684_800_000, 4_070_908_800_000
_FAR_ABOVE = 7_919
_NOTHING = "listproof-7919"
_LOWER, _UPPER = {"from", "after", "minimum"}, {"until", "before", "maximum"}

_PATTERNS = ("like", "glob", "regex")
"""How readings begin by which a text is a pattern."""
_OF_ITS_OWN = frozenset({"entries", "words", "is-null", "between", "regex", "regex-any-case"})
"""Readings whose value is none that a record shows."""


class ChosenValues:
    """Values of one parameter, most telling first."""

    def __init__(self, conversation: Conversation, comparison: Comparison) -> None:
        self._talk = conversation
        self._contract = conversation.contract
        self._comparison = comparison

    def of(self, name: str, arguments: Mapping[str, Any] | None = None) -> tuple[Any, ...]:
        """Values on which a filter can be tried beside these arguments, the most telling first."""
        query = self._talk.base.having(arguments or {})
        one = self._contract.filter(name)
        return self._talk.follows(("values", name, query), lambda: values_for(self._contract, one, query.arguments, self._talk.records))

    def outside(self, name: str) -> tuple[Any, ...]:
        """Values that tell a filter's readings apart and stand outside the list of its field: odd spellings, which may be refused."""
        one, base = self._contract.filter(name), self._talk.base.arguments
        return self._talk.follows(("outside", name), lambda: outside_values(self._contract, one, base, self._talk.records))

    def doubtful_lists(self, name: str) -> tuple[Any, ...]:
        """Lists for a filter that a service may refuse: with a value that no record shows, and with one twice."""
        one, base = self._contract.filter(name), self._talk.base.arguments
        return self._talk.follows(("doubtful lists", name), lambda: doubtful_values(self._contract, one, base, self._talk.records))

    def list_around(self, name: str) -> tuple[Any, Any] | None:
        """A value that only the field of a filter does not list, and a list with it between two that records show; None without one."""
        one, base = self._contract.filter(name), self._talk.base.arguments
        return self._talk.follows(("list around", name), lambda: list_around(self._contract, one, base, self._talk.records))

    def long_lists(self, name: str) -> tuple[Any, ...]:
        """Very long lists for a filter, which a service may refuse: the longest one that can be asked for, and one of known values."""
        return self._talk.follows(("long lists", name, self._talk.max_page_size), lambda: tuple(self._long_lists(name)))

    def _long_lists(self, name: str) -> Iterator[Any]:
        one, query, page = self._contract.filter(name), self._talk.base.arguments, self._talk.max_page_size
        for sizes, made_up in ((_LONG_LISTS, True), (_LONG_LISTS[-1:], False)):
            several = (long_list_of(self._contract, one, query, self._talk.records, most, page, made_up=made_up) for most in sizes)
            asked = (value for value in several if value is not None and self._fits_an_address({name: value}))
            yield from islice(asked, 1)

    def _fits_an_address(self, arguments: Mapping[str, Any]) -> bool:
        return len(spell(self._contract, self._talk.base.having(arguments))) <= LONGEST_ASKED

    def on_one_page(self, name: str, arguments: Mapping[str, Any]) -> Any:
        """The first value of a filter beside these arguments that keeps some records, no more than a page holds; else any, or None."""
        values = self.of(name, arguments)
        assumptions = self._comparison.assumptions()
        for value in [*values, *self.steps(name, arguments)]:
            must, may = self._comparison.must_and_may({**arguments, name: value}, [name], assumptions)
            if must and len(may) <= self._talk.max_page_size:
                return value
        return next(iter(values), None)

    def steps(self, name: str, arguments: Mapping[str, Any] | None = None) -> list[Any]:
        """For a range filter, values that keep an eighth, a quarter and so on of what is shown."""
        one = self._contract.filter(name)
        pointer = one.field.of(self._talk.base.having(arguments or {}).arguments)
        if pointer is None or one.compares not in ("time", "number"):
            return []
        convert = instant if one.compares == "time" else as_number
        points = sorted(point for value in self.shown(pointer).elements() if (point := convert(value)) is not None)
        chosen = {points[len(points) * part // 8] for part in _EIGHTHS} if len(points) > 8 else set()
        parameter = self._contract.parameter(name)
        return [spelled_time(parameter, point) if one.compares == "time" else int(point) for point in sorted(chosen)]

    def common(self, name: str) -> list[Any]:
        """The commonest values that records show for a filter of equality or of text."""
        one, base = self._contract.filter(name), self._talk.base.arguments
        pointer = one.field.of(base)
        readings = one.matches.of(base) or ()
        if pointer is None or _OF_ITS_OWN & set(readings) or (one.compares in ("time", "number") and "equals" not in readings):
            return []
        parameter = self._contract.parameter(name)
        asked = [as_asked(parameter, one, value) for value, _ in self.shown(pointer).most_common(_COMMONEST) if str(value)]
        return [value for value in dict.fromkeys(asked) if not parameter.enum or value in parameter.enum]

    def shared_parts(self, name: str) -> list[str]:
        """Parts of the texts that records show which a filter of texts takes, and by which it keeps several of them and loses others."""
        one, base, parameter = self._contract.filter(name), self._talk.base.arguments, self._contract.parameter(name)
        pointer = one.field.of(base)
        if pointer is None or one.compares != "text" or parameter.kind == "array" or parameter.enum:
            return []
        texts = {value: count for value, count in self.shown(pointer).items() if isinstance(value, str)}
        return [part for part in shared_parts(texts, one.matches.of(base) or ()) if holdable(parameter, part)]

    def shown(self, pointer: str) -> Counter[Any]:
        """The values at a record pointer in the census, and in how many records each stands."""
        return self._talk.follows(("shown", pointer), lambda: shown_values(pointer, self._talk.records))

    def may_be_refused(self, name: str, value: Any) -> bool:
        """Whether a value is none that the field of a filter lists, names a thing elsewhere which records do not show there to be, is a
        moment written off UTC, or a text with a mark that no record shows and no document calls a pattern."""
        one, base = self._contract.filter(name), self._talk.base.arguments
        if value in self.outside(name) or is_elsewhere(one, value):
            return True
        pointer = one.field.of(base)
        shown = {str(shown) for shown in (self.shown(pointer) if pointer else ())}
        if one.names == "thing":
            return str(value) not in shown
        plain = one.compares == "text" and not any(reading.startswith(_PATTERNS) for reading in one.matches.of(base) or ())
        return plain and odd(value) and not any(value in text for text in shown)

    def missing(self, name: str) -> Any:
        """A value of a filter that no record shows, false or 0 where that is one; None where its values are a closed list."""
        one, parameter, base = self._contract.filter(name), self._contract.parameter(name), self._talk.base.arguments
        pointer = one.field.of(base)
        shown = self.shown(pointer) if pointer else {}
        if not parameter.enum and (untold := falsy_flag(one, parameter, shown)) is not None:
            return untold
        zero = falsy_number(one, parameter)
        if not parameter.enum and zero is not None and one.compares == "number" and 0.0 not in map(as_number, shown):
            return zero
        return missing_value(parameter, one.matches.of(base) or (), shown)

    def falsy_values(self, name: str) -> tuple[Any, ...]:
        """What programs take for nothing, as values of a filter that nothing else asks for.

        Null, or false, as a text: at each filter whose field some records lack, else at the one that shows most different texts. 0 as an
        upper end that keeps records: where it keeps none, that is asked of what lies out of range.
        """
        one, parameter = self._contract.filter(name), self._contract.parameter(name)
        if one.compares == "number":
            zero = falsy_number(one, parameter) if self._is_upper(name) else None
            return () if zero is None or zero in (*self.of(name), self.out_of_range(name)) else (zero,)
        tried = self._talk.follows(("falsy texts",), self._tried_for_nothing)
        if name not in tried:
            return ()
        word = falsy_text(one, parameter, (*self.of(name), self.missing(name)), lacking=tried[name])
        return () if word is None else (word,)

    def _tried_for_nothing(self) -> dict[str, bool]:
        """The filters at which null is asked for, and of each whether some record lacks what it looks at."""
        base = self._talk.base.arguments
        known: dict[str, tuple[bool, int]] = {}
        for one in self._contract.filters:
            pointer, readings = one.field.of(base), one.matches.of(base)
            free = one.field.absent is not None and not (one.needs or one.yields_to)
            if pointer and readings and free and reads_words(one, self._contract.parameter(one.name), readings):
                lacking = any(all(value is None for value in each(record, pointer)) for record in self._talk.records)
                known[one.name] = lacking, len(self.shown(pointer))
        lacked = {name: True for name, (lacking, _) in known.items() if lacking}
        varied = max(known, key=lambda name: known[name][1], default=None)
        return lacked or ({} if varied is None else {varied: False})

    def made_up(self, name: str) -> str | None:
        """A plain text that names nothing, the longest documented one, which is asked for on its bound too; None without free text."""
        parameter = self._contract.parameter(name)
        free = parameter.kind == "string" and not parameter.enum and str(parameter.example).casefold() not in ("true", "false")
        if not free or self._contract.filter(name).compares != "text":
            return None
        longest = within(parameter, "maxLength") if parameter.max_length in range(len(_NOTHING), LONGEST_ASKED + 1) else None
        return next((text for text in (longest, _NOTHING) if text is not None and holdable(parameter, text)), None)

    def out_of_range(self, name: str) -> Any:
        """A value of a range that keeps nothing: beyond all that is shown, and within the documented bounds; None where none is left."""
        one, parameter, base = self._contract.filter(name), self._contract.parameter(name), self._talk.base.arguments
        if self.is_span(name):
            return self._span_turned(one, parameter)
        upper = self._is_upper(name)
        zero = falsy_number(one, parameter) if upper else None
        if one.compares == "time":
            return spelled_time(parameter, _EARLY if upper else _LATE) if zero is None else zero
        pointer = one.field.of(base)
        shown = [number for value in self.shown(pointer or "") if (number := as_number(value)) is not None] or [0]
        if upper:
            below = zero if zero is not None and not self._surely_keeps(name, zero) else int(min(shown)) - 1
            return below if parameter.minimum is None or below >= parameter.minimum else None
        greatest = ceil(max(shown))
        # What must be greater than the value is not there at the greatest already; a bound may leave no room for more.
        above = (greatest + _FAR_ABOVE, greatest + 1, *([greatest] if one.matches.of(base) == ("after",) else []))
        return next((value for value in above if parameter.maximum is None or value <= parameter.maximum), None)

    def seconds_beside(self, name: str) -> list[Any]:
        """Moments a second behind some that are shown, what most records show first, for a filter by one equal time that is no day."""
        one, parameter, base = self._contract.filter(name), self._contract.parameter(name), self._talk.base.arguments
        pointer = one.field.of(base)
        if pointer is None or one.compares != "time" or one.matches.of(base) != ("equals",) or parameter.kind == "array":
            return []
        points = [point for value, _ in self.shown(pointer).most_common(_COMMONEST) if (point := instant(value)) is not None]
        return [spelled_time(parameter, point + 1000) for point in points] if parameter.format != "date" else []

    def _span_turned(self, one: Filter, parameter: Parameter) -> str:
        """Two ends in one value, the lower beyond all that is shown and the upper before it: whoever exchanges them keeps something."""
        if one.compares == "time":
            ends = [str(spelled_time(parameter, moment)) for moment in (_LATE, _EARLY)]
        else:
            shown = [number for value in self.shown(one.field.of({}) or "") if (number := as_number(value)) is not None] or [0]
            ends = [str(ceil(max(shown)) + _FAR_ABOVE), str(max(0, floor(min(shown))))]
        return (one.separator or "/").join(ends)

    def _surely_keeps(self, name: str, value: Any) -> bool:
        return bool(self._comparison.must_and_may({name: value}, [name], self._comparison.assumptions())[0])

    def _is_upper(self, name: str) -> bool:
        return bool(_UPPER & set(self._contract.filter(name).matches.of(self._talk.base.arguments) or ()))

    def is_range(self, name: str) -> bool:
        """Whether a filter keeps what lies on one side of its value, by every reading."""
        readings = self._contract.filter(name).matches.of(self._talk.base.arguments) or ("opaque",)
        return set(readings) <= _UPPER | _LOWER

    def is_lower_end(self, name: str) -> bool:
        """Whether a filter keeps what lies above its value, by every reading."""
        return set(self._contract.filter(name).matches.of(self._talk.base.arguments) or ("opaque",)) <= _LOWER

    def is_span(self, name: str) -> bool:
        """Whether the value of a filter is two ends, between which lies what it keeps."""
        return "between" in (self._contract.filter(name).matches.of(self._talk.base.arguments) or ())

    def known(self, name: str) -> tuple[Any, ...]:
        """The values of a filter that the contract itself knows: its list, its default, what leaving out means, true and false."""
        one, parameter = self._contract.filter(name), self._contract.parameter(name)
        known: list[Any] = list(parameter.enum)
        if parameter.kind == "boolean" or one.compares == "flag":
            known += as_flags(parameter, (True, False))
        elif str(parameter.example).casefold() in ("true", "false"):
            known += ["true", "false"]
        known += [m for m in one.absent if isinstance(m, str | int | bool) and m not in ("everything", "now")]
        seen = [] if one.opaque else list(self.of(name)[:2])
        known += seen or [v for v in (parameter.default, parameter.example) if v is not None]
        # One value of a list, alone or as a list of one, is asked for in the same words.
        spelled = {as_sent(self._contract, {name: value}).casefold(): value for value in known if holdable(parameter, value)}
        return tuple(spelled.values())

    def other_than(self, name: str, value: Any) -> Any:
        """Another documented value of a parameter; of those that say where a page lies, one that is asked elsewhere as well."""
        pages = self._contract.pages
        if name == pages.size.parameter:
            known = (self._talk.max_page_size, self._talk.smallest, *listed_sizes(self._contract), value + 1)
            return next(size for size in known if str(size) != str(value))
        if name == pages.parameter and self._talk.store.pager.addressed:
            beside = self._talk.store.paged(Query.of({}), self._talk.handful, self._talk.handful).arguments[name]
            if str(beside) != str(value):
                return beside
        known = (*order_words(self._contract, name), *(self.of(name) if self._is_shown(name) else ()))
        apart = (other for other in known if str(other) not in (str(value), str([value]), f"[{value!r}]"))
        return next(apart, None) or other_than(self._contract.parameter(name), value)

    def _is_shown(self, name: str) -> bool:
        """Whether a parameter is a filter of free values on what records show."""
        one = next((one for one in self._contract.filters if one.name == name), None)
        return one is not None and not one.opaque and one.field.absent is not None and not self._contract.parameter(name).enum

    def range_ends(
        self, low: str, high: str, chooser: Mapping[str, Any], zones: tuple[int, int] = (0, 0), *, inverted: bool = False
    ) -> tuple[Any, Any] | None:
        """A lower and an upper end with records below, between and above, each as its parameter writes it; `inverted`: the other way round.

        Texts of times are written so many hours off UTC each, on the side on which that shows. No more lie between than a page holds where
        that can be, for of more it is not seen which are missing. Times that a parameter writes alike, such as those of one day, are one
        end.
        """
        one, parameters = self._contract.filter(low), (self._contract.parameter(low), self._contract.parameter(high))
        pointer = one.field.of({**self._talk.base.arguments, **chooser})

        def convert(value: Any) -> float | None:
            if one.compares != "time":
                return as_number(value)
            moment = instant(value)
            for parameter in parameters:
                moment = None if moment is None else moment_of(parameter, spelled_time(parameter, moment))
            return moment

        counted: Counter[float] = Counter()
        for value, count in self.shown(pointer or "").items():
            counted.update({point: count} if (point := convert(value)) is not None else {})
        ends = middle(counted, self._talk.max_page_size)
        if ends is None:
            return None
        first, second = ends[::-1] if inverted else ends
        if one.compares == "time":
            hours = hours_off(one, zones[0]), hours_off(self._contract.filter(high), zones[1])
            return spelled_time(parameters[0], first, hours[0]), spelled_time(parameters[1], second, hours[1])
        return told_by_parts(counted, (first, second), self._talk.max_page_size, (one, self._contract.filter(high)), parameters)

    def moment_from_now(self, name: str) -> Any:
        """The server's time, a second or two later, as a parameter writes times; of days the next, for this one may mean its start."""
        parameter = self._contract.parameter(name)
        later = _DAY if parameter.format == "date" else 1000
        return spelled_time(parameter, self._talk.now[1] // 1000 * 1000 + later)

    @property
    def text_filters(self) -> tuple[str, ...]:
        """The filters that take any text, free of other parameters."""
        return tuple(name for name, one in self._free_texts().items() if one.kind == "string")

    @property
    def repeated_texts(self) -> tuple[str, ...]:
        """The filters that take any text, once or several times, free of other parameters."""
        return tuple(
            name
            for name, one in self._free_texts().items()
            if one.kind == "array" and one.place == "query" and one.explode and one.spelling is None
        )

    def _free_texts(self) -> dict[str, Parameter]:
        """The parameters of filters by text that hold any text, or any texts, free of other parameters."""
        free = (one for one in self._contract.filters if not (one.opaque or one.needs or one.names or one.yields_to))
        found = {one.name: self._contract.parameter(one.name) for one in free if one.compares == "text"}
        members = {name: member_of(one) for name, one in found.items()}
        return {name: one for name, one in found.items() if members[name].kind == "string" and not _is_closed(members[name])}

    def askable(self, values: Mapping[str, Any]) -> list[dict[str, Any]]:
        """Values of several filters in as few questions as can ask for them: what shares a parameter of one value stands in several."""
        found: list[dict[str, Any]] = []
        for name, value in values.items():
            room = (one for one in found if not any(self._contract.are_apart(name, other) for other in one))
            group = next(room, None)
            if group is None:
                found.append({name: value})
            else:
                group[name] = value
        return found

    def odd_texts(self, names: Iterable[str]) -> dict[str, dict[str, str]]:
        """Texts that programs stumble over, by what they are: a value for each of these parameters that may hold it."""
        parameters = [self._contract.parameter(name) for name in names]
        many, long = f"{NASTY}a\0ba:b\U0001d4b3a\\", "listproof " * 150
        rooms = {one.name: (one.max_length or len(long + many)) - len(many) for one in parameters}
        found = {
            "many odd texts in a very long one": {name: f"{long[:room]}{many}" for name, room in rooms.items() if room >= _LONG},
            "an odd text": {one.name: nasty(one) for one in parameters},
            # Nothing as a list is asked for where its bytes are.
            "an empty text": {one.name: "" for one in parameters if not one.min_length and one.kind != "array"},
            "a NUL": {one.name: "a\0b" for one in parameters},
            "a trailing backslash": {one.name: "a\\" for one in parameters},
            "a colon": {one.name: "a:b" for one in parameters},
            "an astral character": {one.name: "\U0001d4b3" for one in parameters},
            "a very long text": {name: long[:room] for name, room in rooms.items() if room >= _LONG},
            "a long text": {name: long[:_LONG] for name, room in rooms.items() if room >= _LONG},
            "many odd texts in one": dict.fromkeys((one.name for one in parameters), many),
        }
        singles = {one.name: member_of(one) for one in parameters}
        kept = {word: {n: v for n, v in values.items() if can_be_tried(singles[n], v)} for word, values in found.items()}
        return {word: values for word, values in kept.items() if values}


def _is_closed(parameter: Parameter) -> bool:
    """Whether a parameter of text names its values, or their form."""
    return bool(parameter.enum) or "format" in parameter.schema
