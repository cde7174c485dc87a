"""From a typed query to a condition in SQL: one reading of every filter, values always bound, wildcards always escaped."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from listproof.contract import Contract, Filter, ways
from listproof.simulator.columns import COLLATIONS, FORMS, SEPARATOR, Column, ascii_folded, entry, tokens, yes_or_no
from listproof.simulator.decisions import Decisions
from listproof.simulator.parts import odd, parts_of
from listproof.simulator.query import TypedQuery
from listproof.simulator.refusals import Refusal
from listproof.simulator.tables.finer import kept
from listproof.simulator.tables.ranges import RANGES, converted, ranged
from listproof.simulator.tables.sql import ALL, NONE, Condition, all_of, any_of

__all__ = ["Condition", "clause", "conditions", "milliseconds"]


_LONGEST_PATTERN = 300
_MOST = 4000


def conditions(contract: Contract, decisions: Decisions, columns: tuple[Column, ...], query: TypedQuery, now: int) -> dict[str, Condition]:
    """The condition of each filter that says anything, by name; `now` is the data's time in epoch milliseconds.

    Raises Refusal where a value cannot be understood together with the others.
    """
    place = {(column.pointer, column.form): column for column in columns}
    query = _one_of_each(contract, decisions, query)
    found: dict[str, Condition] = {}
    for one in contract.filters:
        if one.yields_to is not None and one.yields_to in query.given:
            continue
        condition = clause(decisions, place, one, query, now)
        if condition != ALL:
            found[one.name] = condition
    if decisions["inverted-range"] == "refuse":
        _refuse_inverted(contract, query)
    return found


def _one_of_each(contract: Contract, decisions: Decisions, query: TypedQuery) -> TypedQuery:
    """The query with one filter of each set that cannot be asked for together: the first that is given. Raises Refusal for the next."""
    for several in contract.apart:
        _, *more = [one.name for one in contract.filters if one.name in several and one.name in query.given] or [""]
        if more and decisions["apart"] == "refuse":
            raise Refusal("bad-parameter", more[0])
        query = replace(query, given={name: value for name, value in query.given.items() if name not in more})
    return query


def clause(decisions: Decisions, place: Mapping[tuple[str, str], Column], one: Filter, query: TypedQuery, now: int) -> Condition:
    """The condition of one filter under a query: given, or what leaving it out means."""
    if one.widens:
        return _widened(place, one, query)
    if one.name in query.given:
        if not needed(one, query):
            return ALL
        return _asked(decisions, place, one, query, query.given[one.name])
    meaning = decisions.absent[one.name]
    if meaning == "everything":
        return ALL
    if meaning == "now" or (isinstance(meaning, Mapping) and "ago" in meaning):
        moment = now if meaning == "now" else now - milliseconds(str(meaning["ago"]))
        return _asked(decisions, place, one, query, moment / 1000 if one.seconds else moment)
    return _asked(decisions, place, one, query, meaning)


def needed(one: Filter, query: TypedQuery) -> bool:
    """Whether everything that a filter needs beside it is given."""
    return all(spelled(query.given.get(name)) == spelled(value) for name, value in one.needs.items())


def _widened(place: Mapping[tuple[str, str], Column], one: Filter, query: TypedQuery) -> Condition:
    wide = one.name in query.given and spelled(query.given[one.name]) != "false" and needed(one, query)
    return ALL if wide else Condition(f"{place[one.name, 'elsewhere'].name} = 0")


def spelled(value: Any) -> str:
    """A value as text: true and false in lower case, everything else as JSON or as it is."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, str) else json.dumps(value)


def _asked(decisions: Decisions, place: Mapping[tuple[str, str], Column], one: Filter, query: TypedQuery, value: Any) -> Condition:
    if one.everything is not None and spelled(value).casefold() == spelled(one.everything).casefold():
        return ALL
    if one.opaque:
        kept = _hidden(place[one.name, "hidden"].name, one, value)
        return Condition(f"({kept.sql}) IS NOT 1", kept.values) if one.hides and kept != ALL else kept
    pointer = one.field.of(query.given) or one.field.absent
    if pointer is None:
        return ALL
    if isinstance(value, str) and value in one.words:
        return _null(place, pointer, one.words[value] == "without")
    reading = decisions.reading(one, one.matches.of(query.given) or one.matches.absent or ())
    return condition_of(place, one, pointer, reading, value, decisions)


def _hidden(column: str, one: Filter, value: Any) -> Condition:
    """What has a value that records do not show, or any value of a list."""
    parts = value if isinstance(value, list) else value.split(one.separator) if one.separator and isinstance(value, str) else [value]
    if parts == []:
        return ALL
    return _any_of(one, [NONE if odd(part) else Condition(f"{column} = ?", (spelled(part),)) for part in parts])


def condition_of(
    place: Mapping[tuple[str, str], Column], one: Filter, pointer: str, reading: str, value: Any, decisions: Decisions
) -> Condition:
    """The condition of one reading on one record pointer. Raises Refusal where the value cannot be compared so."""
    if len(several := ways(pointer)) > 1:
        return any_of([condition_of(place, one, way, reading, value, decisions) for way in several])
    if reading == "is-null":
        return _null(place, pointer, yes_or_no(value) == "yes")
    if value == []:
        return ALL
    if reading in POSITIVE:
        found = condition_of(place, one, pointer, POSITIVE[reading], value, decisions)
        return _negated(place, pointer, found, one.nulls or decisions["negation-nulls"])
    if reading.startswith("all-of"):
        parts = parts_of(one, value)
        if len(parts) > _MOST:
            raise Refusal("bad-parameter", one.name)
        return all_of([condition_of(place, one, pointer, reading.replace("all-of", "equals"), part, decisions) for part in parts])
    if isinstance(value, list) and (one.compares == "flag" or reading.removesuffix("-any-case") not in ("between", "one-of")):
        if reading in ("equals", "equals-any-case"):
            return condition_of(place, one, pointer, reading.replace("equals", "one-of"), value, decisions)
        return _any_of(one, [condition_of(place, one, pointer, reading, item, decisions) for item in value])
    if odd(value):
        return NONE
    if one.compares == "text" and reading in RANGES:
        form = COLLATIONS[decisions["collation"]]
        return Condition(f"{place[pointer, form].name} {RANGES[reading]} ?", (FORMS[form](spelled(value)),))
    if one.compares in ("number", "time"):
        column = place[pointer, one.compares].name
        if one.compares == "time":
            column = kept(column, decisions.precision(f"filters.{one.name}", one.precision))
        return ranged(column, one, reading, value, decisions)
    if one.compares == "flag":
        return Condition(f"{place[pointer, 'flag'].name} = ?", (yes_or_no(value),))
    if reading == "entries":
        return _entries(place[pointer, "entries"].name, one, value)
    if reading == "words":
        return _words(place[pointer, "words"].name, spelled(value))
    if reading in ("regex", "regex-any-case"):
        return _regex(place[pointer, "text"].name, one, spelled(value), any_case=reading != "regex")
    if isinstance(value, list):
        return _texts(place, one, pointer, reading, "\0".join(spelled(item) for item in value), "\0", decisions)
    return _texts(place, one, pointer, reading, spelled(value), one.separator, decisions)


POSITIVE: Mapping[str, str] = {
    "not-equals": "equals", "not-contains": "contains", "none-of": "one-of",
    **{f"not-{kept}-any-case": f"{kept}-any-case" for kept in ("equals", "contains")},
}  # fmt: skip
"""What each negation loses."""


def _any_of(one: Filter, several: Sequence[Condition]) -> Condition:
    """What any one of several conditions keeps. Raises Refusal for more than a database can read."""
    if len(several) > _MOST:
        raise Refusal("bad-parameter", one.name)
    return any_of(several)


def _column(place: Mapping[tuple[str, str], Column], pointer: str) -> Column:
    return next(column for (own, _), column in place.items() if own == pointer)


def _null(place: Mapping[tuple[str, str], Column], pointer: str, asked: bool) -> Condition:
    """Records that show nothing at a pointer, or the others."""
    return Condition(f"{_column(place, pointer).name} IS {'' if asked else 'NOT '}NULL")


def _negated(place: Mapping[tuple[str, str], Column], pointer: str, lost: Condition, nulls: str) -> Condition:
    """Everything but what a condition keeps; records without a value are kept or lost with it."""
    rest = Condition(f"NOT coalesce({lost.sql}, 0)", lost.values)
    return rest if nulls == "kept" else rest & _null(place, pointer, False)


def _regex(column: str, one: Filter, pattern: str, *, any_case: bool) -> Condition:
    asked = f"(?i:{pattern})" if any_case else pattern
    try:
        re.compile(pattern)
        re.compile(asked)
    except (re.error, RecursionError, OverflowError):
        raise Refusal("bad-parameter", one.name) from None
    if len(pattern) > _LONGEST_PATTERN:
        raise Refusal("bad-parameter", one.name)
    return Condition(f"regexp(?, {column})", (asked,))


def _entries(column: str, one: Filter, value: Any) -> Condition:
    if not isinstance(value, Mapping):
        raise Refusal("bad-parameter", one.name)
    return all_of([Condition(f"instr({column}, ?) > 0", (entry(str(key), inner),)) for key, inner in value.items()])


def _words(column: str, text: str) -> Condition:
    wanted = tokens(text)
    if not wanted:
        return NONE
    if len(wanted) > 100:
        return NONE
    return Condition(" AND ".join([f"instr({column}, ?) > 0"] * len(wanted)), tuple(f" {word} " for word in wanted))


def _texts(
    place: Mapping[tuple[str, str], Column],
    one: Filter,
    pointer: str,
    reading: str,
    text: str,
    separator: str | None,
    decisions: Decisions,
) -> Condition:
    kind = reading.removesuffix("-any-case")
    form = "text" if kind == reading else "ascii" if decisions["folding"] == "ascii" else "folded"
    folds: Mapping[str, Callable[[str], str]] = {"text": str, "ascii": ascii_folded, "folded": str.casefold}
    column = place[pointer, form]
    name, text = column.name, folds[form](text)
    if len(text) > 4096 and kind != "one-of":
        return NONE
    if kind == "one-of" and column.several:
        parts = [part.strip() for part in text.split(separator or ",") if part.strip()]
        return _any_of(one, [Condition(f"instr({name}, ?) > 0", (SEPARATOR + part + SEPARATOR,)) for part in parts])
    if column.several and kind in ("like", "glob"):
        return Condition(f"regexp(?, {name})", (_within_one(text, *("%_" if kind == "like" else "*?")),))
    if column.several:
        begun, ended = (SEPARATOR if kind in kinds else "" for kinds in (("equals", "prefix"), ("equals", "suffix")))
        return Condition(f"instr({name}, ?) > 0", (begun + text + ended,))
    if kind == "one-of":
        parts = [part.strip() for part in text.split(separator or ",") if part.strip()]
        return Condition(f"{name} IN (SELECT value FROM json_each(?))", (json.dumps(parts),))
    if kind == "contains":
        return Condition(f"instr({name}, ?) > 0", (text,))
    if kind == "prefix":
        return Condition(f"substr({name}, 1, ?) = ?", (len(text), text))
    if kind == "suffix":
        return Condition(f"length({name}) >= ? AND substr({name}, length({name}) + 1 - ?) = ?", (len(text), len(text), text))
    if kind in ("like", "glob"):
        return Condition(f"{name} GLOB ?", (pattern(text, *("%_" if kind == "like" else "*?")),))
    return Condition(f"{name} = ?", (text,))


def pattern(text: str, run: str, one: str) -> str:
    """A pattern for SQLite's GLOB that stands anywhere in a text, where only `run` and `one` of the given text are wildcards."""
    pieces = ["*"]
    for letter in text:
        if letter == run:
            pieces.append("*")
        elif letter == one:
            pieces.append("?")
        else:
            pieces.append(f"[{letter}]" if letter in "*?[" else letter)
    return re.sub(r"(?<!\[)\*+(?!\])\**", "*", "".join([*pieces, "*"]))


def _within_one(text: str, run: str, one: str) -> str:
    """A regular expression for what a pattern finds within one of several texts that stand in one column."""
    other = f"[^{SEPARATOR}]"
    return "".join(f"{other}*" if letter == run else other if letter == one else re.escape(letter) for letter in text)


def milliseconds(duration: str) -> int:
    """An ISO 8601 duration of days, hours, minutes and seconds in milliseconds; ValueError for any other."""
    match = re.fullmatch(r"P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?", duration)
    if match is None:
        raise ValueError(f"{duration!r} is no duration such as P7D")
    days, hours, minutes, seconds = (int(part or 0) for part in match.groups())
    return 1000 * (seconds + 60 * (minutes + 60 * (hours + 24 * days)))


def _refuse_inverted(contract: Contract, query: TypedQuery) -> None:
    """Refuses a range whose end lies before its start."""
    lows: dict[str, Any] = {}
    highs: dict[str, Any] = {}
    for one in contract.filters:
        if one.name not in query.given or one.compares not in ("time", "number"):
            continue
        value = converted(one, query.given[one.name])
        pointer = one.field.of(query.given)
        readings = one.matches.of(query.given) or ()
        if pointer is not None and value is not None and readings and readings[0] in RANGES:
            (lows if RANGES[readings[0]].startswith(">") else highs)[pointer] = (value, one.name)
    for pointer in lows.keys() & highs.keys():
        if lows[pointer][0] > highs[pointer][0]:
            raise Refusal("bad-parameter", lows[pointer][1])
