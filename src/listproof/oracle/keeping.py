"""Which of the known records an answer must hold, may hold and must not, by every reading that the contract leaves open."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Literal, TypeVar

from listproof.contract import NEGATIONS, Contract, Edges, Filter, Precision, each
from listproof.oracle.matching import Open, all_shown, matches

__all__ = ["Assumptions", "KnownRecords", "keeps", "must_and_may", "period"]


@dataclass(frozen=True)
class Assumptions:
    """What is known besides the document: the server's time as an interval (milliseconds), and readings already struck out.

    `readings` and `absent` give, per filter, what is left of the contract's lists.
    """

    now: tuple[float, float]
    readings: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    absent: Mapping[str, tuple[Any, ...]] = field(default_factory=dict)


T = TypeVar("T")
_Kept = tuple[Sequence[int], Sequence[int]]
_MOST_KEPT = 1000
_PERIOD = re.compile(r"P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?")


def period(text: str) -> float:
    """An ISO 8601 duration of days to seconds as milliseconds; ValueError for any other."""
    match = _PERIOD.fullmatch(text)
    if match is None or not any(match.groups()):
        raise ValueError(f"{text!r} is no duration; expected one such as P7D or PT12H")
    days, hours, minutes, seconds = (int(part or 0) for part in match.groups())
    return float((((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000)


@dataclass(frozen=True)
class _Rule:
    """What one filter makes of a query: one answer for all records, an answer to what a record shows at a pointer, or where it may mean
    one of several things the answer in which all agree.

    Rules of one `key` answer alike; one without a key is like no other.
    """

    always: Open = None
    pointer: str = ""
    answer: Callable[[tuple[Any, ...]], Open] | None = None
    key: tuple[Any, ...] = ()
    either: tuple[_Rule, ...] = ()

    def of(self, record: Any) -> Open:
        if self.either:
            return _agreed(rule.of(record) for rule in self.either)
        return self.always if self.answer is None else self.answer(_shown(record, self.pointer))


def _shown(record: Any, pointer: str) -> tuple[Any, ...]:
    return tuple(value for value in each(record, pointer) if value is not None)


class KnownRecords:
    """Known records, what they show at a pointer, and which of them a rule keeps: looked up once."""

    def __init__(self, records: Sequence[Any]) -> None:
        self.records = records
        self._columns: dict[str, tuple[list[tuple[Any, ...]], list[int]]] = {}
        self._kept: dict[tuple[Any, ...], _Kept] = {}
        self._follows: dict[tuple[Any, ...], Any] = {}

    def once(self, key: tuple[Any, ...], work_out: Callable[[], T]) -> T:
        """What follows from these records and what a key says; worked out now where it was not before."""
        if key in self._follows:
            known: T = self._follows[key]
            return known
        found = work_out()
        if len(self._follows) >= _MOST_KEPT:
            self._follows.clear()
        self._follows[key] = found
        return found

    def kept(self, rule: _Rule) -> _Kept:
        """The places of the records that a rule keeps for sure, and of those that it may keep, both in order."""
        every = range(len(self.records))
        if rule.either:
            ways = [self.kept(one) for one in rule.either]
            return sorted(set(every).intersection(*(sure for sure, _ in ways))), sorted({place for _, may in ways for place in may})
        if rule.answer is None:
            return every if rule.always is True else (), () if rule.always is False else every
        if rule.key and rule.key in self._kept:
            return self._kept[rule.key]
        shown, column = self.column(rule.pointer)
        told = [rule.answer(values) for values in shown]
        found = (
            [place for place, row in enumerate(column) if told[row] is True],
            [place for place, row in enumerate(column) if told[row] is not False],
        )
        if rule.key:
            if len(self._kept) >= _MOST_KEPT:
                self._kept.clear()
            self._kept[rule.key] = found
        return found

    def column(self, pointer: str) -> tuple[list[tuple[Any, ...]], list[int]]:
        """What records show at a pointer, nulls left out: the different values, and for each record the place of its own among them."""
        if pointer not in self._columns:
            self._columns[pointer] = _coded([_shown(record, pointer) for record in self.records])
        return self._columns[pointer]


def _coded(values: Sequence[tuple[Any, ...]]) -> tuple[list[tuple[Any, ...]], list[int]]:
    places: dict[Any, int] = {}
    try:
        column = [places.setdefault((tuple(map(type, value)), value), len(places)) for value in values]
    except TypeError:
        return list(values), list(range(len(values)))
    return [value for _, value in places], column


def keeps(contract: Contract, one: Filter, query: Mapping[str, Any], record: Any, assumptions: Assumptions) -> Open:
    """Whether one filter keeps a record under a query (names to values): by every reading (True), by none (False), or open."""
    return _rule(one, query, assumptions).of(record)


def _rule(one: Filter, query: Mapping[str, Any], assumptions: Assumptions) -> _Rule:
    if one.yields_to is not None and one.yields_to in query:
        return _Rule(True)
    if one.widens:
        return _Rule(True)
    if one.name in query:
        if any(str(query.get(name)).casefold() != str(value).casefold() for name, value in one.needs.items()):
            return _Rule(None)
        return _given(one, query, query[one.name], assumptions)
    return _either(_absent(one, query, meaning, assumptions) for meaning in assumptions.absent.get(one.name, one.absent))


def _either(rules: Iterable[_Rule]) -> _Rule:
    """The rule of several of which it is open which one holds."""
    several = tuple(rules)
    return several[0] if len(several) == 1 else _Rule(either=several)


def _agreed(answers: Iterable[Open]) -> Open:
    seen = set(answers)
    return seen.pop() if len(seen) == 1 else None


def _given(one: Filter, query: Mapping[str, Any], value: Any, assumptions: Assumptions, *, written: bool = True) -> _Rule:
    """What a filter makes of a value. `written`: as its parameter writes it, which a moment that was worked out is not."""
    if one.everything is not None and str(value) == str(one.everything):
        return _Rule(True)
    if isinstance(value, str) and value in one.words:
        return _in_words(one, query, value)
    if one.seconds and written:
        value = _in_milliseconds(value, one.separator or "/")
    if one.opaque:
        return _Rule(None)
    pointer = one.field.of(query)
    readings = one.matches.of(query)
    if pointer is None or readings is None:
        return _Rule(None)
    if one.quoted and not isinstance(value, list):
        value = [value]
    if one.name in assumptions.readings:
        readings = tuple(reading for reading in readings if reading in assumptions.readings[one.name]) or readings

    said = repr(value) if isinstance(value, Mapping | list) else value
    same = (pointer, one.compares, one.separator, one.nulls, one.precision, one.edges, type(value).__name__, said)
    return _either(
        _Rule(pointer=pointer, answer=_told(reading, one, pointer, value), key=(reading, *same) if written else ()) for reading in readings
    )


def _in_words(one: Filter, query: Mapping[str, Any], word: str) -> _Rule:
    """What a word keeps that asks for any value, or for none: open of an empty text, which is one to some."""
    pointer, wanted = one.field.of(query), one.words[word] == "with"

    def has(shown: tuple[Any, ...]) -> Open:
        return None if shown and all(value == "" for value in shown) else bool(shown) == wanted

    return _Rule(None) if pointer is None else _Rule(pointer=pointer, answer=has, key=("words", pointer, wanted))


def _in_milliseconds(value: Any, separator: str) -> Any:
    """Moments in seconds as moments in milliseconds: one, each of a list, or each of a text that holds several."""
    if isinstance(value, list | tuple):
        return [_in_milliseconds(one, separator) for one in value]
    if isinstance(value, str):
        return separator.join(f"{part.strip()}000" if re.fullmatch(r"\s*-?\d+\s*", part) else part for part in value.split(separator))
    return value * 1000 if isinstance(value, int | float) and not isinstance(value, bool) else value


def _told(reading: str, one: Filter, pointer: str, value: Any) -> Callable[[tuple[Any, ...]], Open]:
    """What one reading answers to what a record shows; each answer is worked out once, for whichever query asks."""
    if reading in ("all-of", "all-of-any-case"):
        return lambda shown: all_shown(reading, shown, value, one.separator)
    if isinstance(value, Mapping | list):
        joined = _joined(reading)
        return lambda shown: joined(
            matches(reading, one.compares, item, value, one.separator, one.nulls, one.precision, one.edges) for item in shown or (None,)
        )
    return _remembered(reading, one.compares, pointer, type(value).__name__, value, one.separator, one.nulls, one.precision, one.edges)


@lru_cache(maxsize=1024)
def _remembered(
    reading: str,
    compares: str,
    pointer: str,
    kind: str,
    value: Any,
    separator: str | None,
    nulls: Literal["kept", "lost"] | None,
    precision: Precision,
    edges: Edges,
) -> Callable[[tuple[Any, ...]], Open]:
    known: dict[tuple[Any, ...], Open] = {}
    joined = _joined(reading)

    def told(shown: tuple[Any, ...]) -> Open:
        try:
            if shown in known:
                return known[shown]
        except TypeError:
            return joined(matches(reading, compares, item, value, separator, nulls, precision, edges) for item in shown)
        if len(shown) == 1:
            found = matches(reading, compares, shown[0], value, separator, nulls, precision, edges)
        else:
            found = joined(matches(reading, compares, item, value, separator, nulls, precision, edges) for item in shown or (None,))
        known[shown] = found
        return found

    return told


def _joined(reading: str) -> Callable[[Iterable[Open]], Open]:
    """How the answers to several values of one record make one: any of them will do, but a negation is sure where all agree."""
    return _agreed if reading in NEGATIONS else _any


def _any(answers: Iterable[Open]) -> Open:
    seen = set(answers)
    return True if True in seen else None if None in seen else False


def _absent(one: Filter, query: Mapping[str, Any], meaning: Any, assumptions: Assumptions) -> _Rule:
    if meaning == "everything":
        return _Rule(True)
    if isinstance(meaning, Mapping) and "ago" in meaning:
        edges = tuple(edge - period(str(meaning["ago"])) for edge in assumptions.now)
    elif meaning == "now":
        edges = assumptions.now
    else:
        return _given(one, query, meaning, assumptions)
    return _either(_given(one, query, edge, assumptions, written=False) for edge in edges)


def must_and_may(
    contract: Contract, query: Mapping[str, Any], table: KnownRecords, assumptions: Assumptions, only: Iterable[str] | None = None
) -> tuple[list[int], list[int]]:
    """The places (indices) of the records that the answer must hold, and of those that it may hold; the first within the second.

    `only` names the filters to look at; by default all of the contract.
    """
    names = None if only is None else set(only)
    sure: Sequence[int] = range(len(table.records))
    may: Sequence[int] = sure
    for one in contract.filters:
        if names is not None and one.name not in names:
            continue
        surely, perhaps = table.kept(_rule(one, query, assumptions))
        may = _both(may, perhaps, len(table.records))
        sure = _both(sure, surely, len(table.records))
    return list(sure), list(may)


def _both(places: Sequence[int], others: Sequence[int], every: int) -> Sequence[int]:
    """The places in both, in their order; `every` of them makes no difference."""
    if len(places) == every:
        return others
    if len(others) == every:
        return places
    known = set(others)
    return [place for place in places if place in known]
