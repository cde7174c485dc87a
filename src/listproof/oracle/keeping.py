"""Which of the known records an answer must hold, may hold and must not, by every reading that the contract leaves open."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from listproof.contract import Contract, Filter, each
from listproof.oracle.matching import Open, matches

__all__ = ["Reckoning", "keeps", "period", "split"]


@dataclass(frozen=True)
class Reckoning:
    """What is known besides the document: the server's time as an interval (milliseconds), and readings already struck out.

    `readings` and `absent` give, per filter, what is left of the contract's lists.
    """

    now: tuple[float, float]
    readings: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    absent: Mapping[str, tuple[Any, ...]] = field(default_factory=dict)


_PERIOD = re.compile(r"P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?")


def period(text: str) -> float:
    """An ISO 8601 duration of days to seconds as milliseconds; ValueError for any other."""
    match = _PERIOD.fullmatch(text)
    if match is None or not any(match.groups()):
        raise ValueError(f"{text!r} is no duration; expected one such as P7D or PT12H")
    days, hours, minutes, seconds = (int(part or 0) for part in match.groups())
    return float((((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000)


def keeps(contract: Contract, one: Filter, query: Mapping[str, Any], record: Any, reckoning: Reckoning) -> Open:
    """Whether one filter keeps a record under a query (names to values): by every reading (True), by none (False), or open."""
    if one.yields_to is not None and one.yields_to in query:
        return True
    if one.widens:
        return True
    if one.name in query:
        if any(str(query.get(name)).casefold() != str(value).casefold() for name, value in one.needs.items()):
            return None
        return _given(one, query, record, query[one.name], reckoning)
    answers = [_absent(one, query, record, meaning, reckoning) for meaning in reckoning.absent.get(one.name, one.absent)]
    return _agreed(answers)


def _agreed(answers: Iterable[Open]) -> Open:
    seen = set(answers)
    return seen.pop() if len(seen) == 1 else None


def _given(one: Filter, query: Mapping[str, Any], record: Any, value: Any, reckoning: Reckoning) -> Open:
    if one.everything is not None and str(value) == str(one.everything):
        return True
    if one.opaque:
        return None
    pointer = one.field.of(query)
    readings = one.matches.of(query)
    if pointer is None or readings is None:
        return None
    if one.name in reckoning.readings:
        readings = tuple(reading for reading in readings if reading in reckoning.readings[one.name]) or readings
    shown = [value for value in each(record, pointer) if value is not None]
    return _agreed(_any(matches(r, one.compares, item, value, one.separator) for item in shown or [None]) for r in readings)


def _any(answers: Iterable[Open]) -> Open:
    seen = set(answers)
    return True if True in seen else None if None in seen else False


def _absent(one: Filter, query: Mapping[str, Any], record: Any, meaning: Any, reckoning: Reckoning) -> Open:
    if meaning == "everything":
        return True
    if isinstance(meaning, Mapping) and "ago" in meaning:
        edges = tuple(edge - period(str(meaning["ago"])) for edge in reckoning.now)
    elif meaning == "now":
        edges = reckoning.now
    else:
        return _given(one, query, record, meaning, reckoning)
    return _agreed(_given(one, query, record, edge, reckoning) for edge in edges)


def split(
    contract: Contract, query: Mapping[str, Any], records: Sequence[Any], reckoning: Reckoning, only: Iterable[str] | None = None
) -> tuple[list[int], list[int]]:
    """The places (indices) of the records that the answer must hold, and of those that it may hold; the first within the second.

    `only` names the filters to look at; by default all of the contract.
    """
    chosen = [one for one in contract.filters if only is None or one.name in set(only)]
    must: list[int] = []
    may: list[int] = []
    for place, record in enumerate(records):
        answers = [keeps(contract, one, query, record, reckoning) for one in chosen]
        if False in answers:
            continue
        may.append(place)
        if None not in answers:
            must.append(place)
    return must, may
