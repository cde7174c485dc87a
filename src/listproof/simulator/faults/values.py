"""Faults of how a filter's value is understood: too wide, too narrow, cut, misread, or compared with something else."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from math import floor
from typing import Any
from urllib.parse import unquote

from listproof.contract import NEGATIONS, RANGES, Contract, Filter, each, ways
from listproof.contract.answer import WRITTEN_TIMES
from listproof.simulator.columns import Column
from listproof.simulator.faults.fault import Fault, around, bound_by, sorts_as_text
from listproof.simulator.faults.filters import Kept, Planted, Where, kept_by, readings_of, reread
from listproof.simulator.query import TypedQuery
from listproof.simulator.seeding import roles
from listproof.simulator.seeding.making import distinct
from listproof.simulator.served import Served
from listproof.simulator.tables.conditions import condition_of
from listproof.simulator.tables.sql import Condition, any_of

__all__ = ["values"]

_ENDS = frozenset({"prefix", "suffix"})
FUZZY = frozenset(f"{reading}{case}" for reading in ("contains", "like", "glob", *_ENDS) for case in ("", "-any-case"))


def values(contract: Contract) -> Iterator[Fault]:
    """Every fault of understanding a filter's value that contradicts a contract."""
    for one in contract.filters:
        basis = bound_by(contract, f"filters.{one.name}")
        if basis is None or one.widens:
            continue
        for kind, sentence, change in _values(contract, one):
            yield Fault(f"{kind}:{one.name}", "filters", sentence, change, (one.name,), basis)


SEVERAL = NEGATIONS | {"regex", "regex-any-case", "between", "is-null"}
"""Readings whose faults are their own."""


def _values(contract: Contract, one: Filter) -> Iterator[Planted]:
    """Faults of how a filter's value is understood."""
    readings = readings_of(one)
    if contract.parameter(one.name).kind == "array" or readings & SEVERAL:
        return
    if one.compares == "text" and not one.opaque and not readings & {"words", "entries"}:
        yield from _texts(contract, one, readings)
    if one.compares in ("time", "number") and readings != {"equals"}:
        yield from _ranges(contract, one, readings)
    if one.compares == "text" and len(readings) == 1 and (edge := _AT_THE_EDGE.get(next(iter(readings)))) is not None:
        yield "text-range-edge", f"{one.name} is taken for {edge}: what equals its value is on the other side.", as_reading(one, edge)
        yield "text-range-prefix", f"{one.name} keeps what begins with its value.", as_reading(one, "prefix")
    if "entries" in readings:
        yield from _entries(one)
    if "words" in readings:
        if len(one.places) == 1:
            yield "words-whole-text", f"{one.name} finds a text only by all of it.", _whole_text(one)
        yield "filter-non-ascii", f"{one.name} finds nothing outside ASCII.", reread(one, _nothing_outside_ascii)
        yield (
            "words-case-sensitive",
            f"{one.name} finds lower-case words only.",
            reread(one, lambda value: value if value == value.lower() else "\0"),
        )
    if readings & {"one-of", "one-of-any-case", "all-of", "all-of-any-case"} and contract.parameter(one.name).kind == "string":
        separator = one.separator or ","
        yield (
            "list-first-only",
            f"Of the list in {one.name} only the first is read.",
            reread(one, lambda value: value.split(separator)[0]),
        )
        yield (
            "list-last-only",
            f"Of the list in {one.name} only the last is read.",
            reread(one, lambda value: value.split(separator)[-1]),
        )
        yield (
            "list-as-one",
            f"The list in {one.name} is read as one value.",
            reread(one, lambda value: "\0" if separator in value else value),
        )
        yield (
            "list-twice-nothing",
            f"A list in {one.name} that holds a value twice keeps nothing.",
            reread(one, lambda value: value if len(set(value.split(separator))) == len(value.split(separator)) else "\0"),
        )
        if one.compares in ("text", "number") and readings <= {"one-of", "one-of-any-case"}:
            sentence = f"A record is shown once for each value of the list in {one.name} that it matches."
            yield "duplicates-while-filtered", sentence, _joined(one, separator)
    if one.yields_to is not None:
        yield from _precedence(one, one.yields_to)
    if (one.compares == "number" and readings == {"equals"}) or (one.compares == "text" and readings & (FUZZY | {"equals"})):
        enum = contract.parameter(one.name).enum
        takes_zero = not {"format", "pattern"} & set(contract.parameter(one.name).schema)
        if (not enum and takes_zero) or 0 in enum:
            yield (
                "filter-zero-ignored",
                f"{one.name} does nothing when its value is 0.",
                reread(one, lambda value: None if str(value) == "0" else value),
            )


def _joined(one: Filter, separator: str) -> Any:
    """Records are joined with the values of a list: each comes as often as values match it."""

    def records(inner: Any, service: Served, query: TypedQuery, page: Sequence[int]) -> list[str]:
        shown: list[str] = inner(service, query, page)
        pointer = one.field.of(query.given)
        if one.name not in query.given or pointer is None:
            return shown
        values = [value.casefold() for value in str(query.given[one.name]).split(separator)]
        return [text for text in shown for _ in range(max(1, _matched(text, pointer, values)))]

    return around("records", records)


def _matched(text: str, pointer: str, values: Sequence[str]) -> int:
    held = {str(value).casefold() for value in each(json.loads(text), pointer)}
    return sum(value in held for value in values)


def _nothing_outside_ascii(value: Any) -> Any:
    return value if str(value).isascii() else "\0"


def _texts(contract: Contract, one: Filter, readings: frozenset[str]) -> Iterator[Planted]:
    name, parameter = one.name, contract.parameter(one.name)
    formed = bool({"format", "pattern"} & set(parameter.schema))
    free = not parameter.enum and next(iter(readings)) != "equals-any-case" and one.field.absent != "/JobId" and not formed
    lettered = _shows_letters(contract, one)
    fuzzy = readings & FUZZY
    plain = {reading.removesuffix("-any-case") for reading in readings}
    if fuzzy and not plain & {"equals"}:
        yield (
            "filter-exact",
            f"{name} finds a text only by all of it.",
            as_reading(one, "equals-any-case" if all("any" in r for r in readings) else "equals"),
        )
    if "contains" in plain and not plain & {"prefix", "equals"}:
        yield (
            "filter-prefix",
            f"{name} finds a text only by its beginning.",
            as_reading(one, "prefix-any-case" if all("any" in r for r in readings) else "prefix"),
        )
    if plain and plain <= _ENDS:
        case = "-any-case" if all("any" in r for r in readings) else ""
        yield "filter-anywhere", f"{name} finds its value anywhere in a text.", as_reading(one, f"contains{case}")
        if len(plain) == 1:
            turned = "prefix" if "suffix" in plain else "suffix"
            yield "filter-other-end", f"{name} looks for its value at the other end of a text.", as_reading(one, f"{turned}{case}")
    if plain == {"equals"} and not parameter.enum and "format" not in parameter.schema:
        yield "filter-fuzzy", f"{name} also finds texts that only contain its value.", as_reading(one, "contains")
    if all(reading.endswith("-any-case") for reading in readings) and lettered_or_id(contract, one):
        yield (
            "filter-case-sensitive",
            f"{name} tells upper from lower case.",
            as_reading(one, next(iter(plain)) if plain in ({"equals"}, {"prefix"}, {"suffix"}) else "contains"),
        )
    if (
        not any(reading.endswith("-any-case") for reading in readings)
        and plain == {"equals"}
        and lettered
        and not (parameter.enum or formed)
    ):
        yield "filter-case-insensitive", f"{name} does not tell upper from lower case.", as_reading(one, "equals-any-case")
    if fuzzy and "like" not in plain and not plain & {"equals", *_ENDS}:
        yield (
            "filter-percent",
            f"{name} reads % and _ as wildcards.",
            as_reading(one, "like-any-case" if all("any" in r for r in readings) else "like"),
        )
    if fuzzy and "glob" not in plain and "like" not in plain and not plain & {"equals", *_ENDS}:
        yield "filter-star", f"{name} reads * and ? as wildcards.", as_reading(one, "glob")
    if plain == {"equals"} and free:
        word, mark = ("star", "*") if parameter.spelling == "clause" else ("percent", "%")
        yield (
            f"filter-{word}-everything",
            f"{name} shows everything for {mark}.",
            reread(one, lambda value: None if value == mark else value),
        )
    if fuzzy:
        yield "filter-non-ascii", f"{name} finds nothing outside ASCII.", reread(one, _nothing_outside_ascii)
        yield (
            "filter-trims-digits",
            f"{name} forgets digits at the end of its value.",
            reread(one, lambda value: value.rstrip("0123456789") or value),
        )
    if fuzzy and roles.main_name(contract) in one.places:
        yield "filter-plus", f"A plus sign in {name} is read as a blank.", reread(one, lambda value: value.replace("+", " "))
        yield "filter-blank", f"{name} is read up to its first blank.", reread(one, lambda value: value.split(" ")[0] or value)
        yield (
            "filter-quote",
            f"Quotes are taken out of {name}.",
            reread(one, lambda value: value.replace("'", "").replace('"', "") or "\0"),
        )
        yield "filter-backslash", f"Backslashes are doubled in {name}.", reread(one, lambda value: value.replace("\\", "\\\\"))
        yield "filter-decoded-twice", f"{name} is percent-decoded twice.", reread(one, unquote)
    other = _other_field(contract, one)
    if other is not None:
        yield "filter-other-field", f"{name} looks at {other}.", _elsewhere(one, other)


def lettered_or_id(contract: Contract, one: Filter) -> bool:
    """Whether some record shows the filter's field with letters that have another case."""
    return _shows_letters(contract, one) or one.field.absent in contract.identity


def _shows_letters(contract: Contract, one: Filter) -> bool:
    pool = roles.special(contract, one.field.absent or "", {"type": "string"}, None) or ()
    several = any(value != value.upper() and value.upper() in pool for value in pool if isinstance(value, str))
    return several or roles.main_name(contract) in one.places


def _other_field(contract: Contract, one: Filter) -> str | None:
    """Another text that records show in a column, for a filter that looks at the wrong one."""
    own = one.field.absent if len(one.places) == 1 else None
    others = [
        pointer
        for other in contract.filters
        for pointer in other.places
        if pointer != own and "*" not in pointer and other.compares == "text" and not readings_of(other) & {"words", "entries"}
    ]
    return distinct(others)[0] if others and own is not None and not contract.parameter(one.name).enum else None


def _elsewhere(one: Filter, pointer: str) -> Any:
    def kept(service: Served, query: TypedQuery, kept: Kept) -> Kept:
        if one.name not in kept or one.name not in query.given:
            return kept
        place = _columns(service)
        own = one.field.of(query.given) or one.field.absent or ""
        sql = kept[one.name].sql
        for form in ("text", "ascii", "folded"):
            if (own, form) in place:
                there = place.get((pointer, form)) or place[pointer, "text"]
                sql = sql.replace(place[own, form].name + " ", there.name + " ").replace(place[own, form].name + ",", there.name + ",")
        return {**kept, one.name: Condition(sql, kept[one.name].values)}

    return kept_by(kept)


_AT_THE_EDGE = {"from": "after", "minimum": "after", "after": "from", "until": "before", "maximum": "before", "before": "until"}
"""The range that differs from each in its own value alone."""


def _cuts_parts(contract: Contract, one: Filter) -> bool:
    """Whether a filter is one end of a range over numbers that may be no whole ones, and takes such a number."""
    fields = [field for field in contract.fields if field.within in one.places]
    takes = contract.parameter(one.name).kind == "number" and all("number" in field.types for field in fields)
    return one.compares == "number" and takes and bool(readings_of(one)) and readings_of(one) <= RANGES


def _ranges(contract: Contract, one: Filter, readings: frozenset[str]) -> Iterator[Planted]:
    if _cuts_parts(contract, one):
        yield "range-cut-to-whole", f"{one.name} cuts a number down to a whole one.", reread(one, lambda value: floor(float(value)))
    if readings <= {"minimum", "maximum"}:

        def exclusive(service: Served, query: TypedQuery, kept: Kept) -> Kept:
            if one.name not in kept or one.name not in query.given:
                return kept
            return {**kept, one.name: Condition(kept[one.name].sql.replace("=", ""), kept[one.name].values)}

        yield "range-exclusive", f"{one.name} leaves out its own value.", kept_by(exclusive)
        if not sorts_as_text(contract, one.field.absent):
            yield "range-as-text", f"{one.name} compares numbers as text.", _as_text(one)
    if one.compares == "time" and contract.parameter(one.name).format == "date":
        yield "range-a-day-late", f"{one.name} begins or ends a day late.", reread(one, _next_day)
    if one.compares == "time" and contract.parameter(one.name).format != "date":
        whole = contract.parameter(one.name).format in WRITTEN_TIMES
        offset = "Z" if contract.parameter(one.name).format == "date-time" else ""
        if whole:
            yield (
                "range-truncated",
                f"{one.name} is cut down to the minute.",
                reread(one, lambda value: value[:17] + "00" + value[19:]),
            )
            if offset:
                yield (
                    "range-zone-ignored",
                    f"The offset from UTC in {one.name} is forgotten.",
                    reread(one, lambda value: value[:19] + "Z"),
                )
            yield "range-by-day", f"{one.name} is cut down to the day.", reread(one, lambda value: f"{value[:10]}T00:00:00{offset}")
        elif one.seconds:
            yield "range-in-milliseconds", f"{one.name} is read in milliseconds.", reread(one, lambda value: value // 1000)
        else:
            yield "range-truncated", f"{one.name} is cut down to the second.", reread(one, lambda value: value // 1000 * 1000)
            yield "range-in-seconds", f"{one.name} is read in seconds.", reread(one, lambda value: min(value * 1000, 2**62))


def _next_day(value: Any) -> str:
    """The day after a day."""
    return (date.fromisoformat(str(value)[:10]) + timedelta(days=1)).isoformat()


def _as_text(one: Filter) -> Any:
    def kept(service: Served, query: TypedQuery, kept: Kept) -> Kept:
        if one.name not in kept or one.name not in query.given:
            return kept
        column, operator, _ = kept[one.name].sql.split(" ")
        number = query.given[one.name]
        return {**kept, one.name: Condition(f"CAST(CAST({column} AS INTEGER) AS TEXT) {operator} ?", (str(number),))}

    return kept_by(kept)


def _entries(one: Filter) -> Iterator[Planted]:
    def any_entry(service: Served, query: TypedQuery, kept: Kept) -> Kept:
        if one.name in kept and one.name in query.given:
            return {
                **kept,
                one.name: Condition(kept[one.name].sql.replace(" AND ", " OR ").replace("(1) OR", "(0) OR"), kept[one.name].values),
            }
        return kept

    def keys_only(service: Served, query: TypedQuery, kept: Kept) -> Kept:
        if one.name not in kept or one.name not in query.given:
            return kept
        values = tuple(
            value[: value.rindex(", ")] if isinstance(value, str) and ", " in value else value for value in kept[one.name].values
        )
        return {**kept, one.name: Condition(kept[one.name].sql, values)}

    yield "entries-any", f"{one.name} asks for any one of its entries instead of all.", kept_by(any_entry)
    yield "entries-keys-only", f"{one.name} looks at keys and not at values.", kept_by(keys_only)
    yield (
        "entries-first-only",
        f"Of {one.name} only the first entry is read.",
        reread(one, lambda value: dict([next(iter(value.items()))]) if value else value),
    )


def _whole_text(one: Filter) -> Any:
    def kept(service: Served, query: TypedQuery, kept: Kept) -> Kept:
        if one.name not in kept or one.name not in query.given or one.field.absent is None:
            return kept
        column = _columns(service)[one.field.absent, "words"].name
        return {**kept, one.name: Condition(f"trim({column}) = ?", (str(query.given[one.name]).casefold(),))}

    return kept_by(kept)


def _precedence(one: Filter, winner: str) -> Iterator[Planted]:
    def swapped(inner: Where, service: Served, query: TypedQuery) -> Kept:
        if one.name in query.given and winner in query.given:
            return inner(service, query.without(winner))
        return inner(service, query)

    def narrowed(inner: Where, service: Served, query: TypedQuery) -> Kept:
        kept = inner(service, query)
        if one.name in query.given and winner in query.given:
            kept = {**kept, one.name: inner(service, query.without(winner))[one.name]}
        return kept

    yield "precedence-swapped", f"{one.name} wins over {winner} when both are given.", around("where", swapped)
    yield "precedence-both", f"{one.name} and {winner} must both be met when both are given.", around("where", narrowed)


def as_reading(one: Filter, reading: str) -> Any:
    """A change that takes a filter by a reading that its contract rules out."""

    def where(inner: Where, service: Served, query: TypedQuery) -> Kept:
        kept = inner(service, query)
        pointer = one.field.of(query.given) or one.field.absent
        if one.name not in kept or one.name not in query.given or pointer is None:
            return kept
        sensitive = reading.removesuffix("-any-case")
        place = _columns(service)
        if reading != sensitive and any((way, "folded") not in place for way in ways(pointer)):
            value = str(query.given[one.name]).lower()
            texts = [Condition(f"lower({place[way, 'text'].name}) = ?", (value,)) for way in ways(pointer)]
            return {**kept, one.name: any_of(texts)}
        return {**kept, one.name: condition_of(place, one, pointer, reading, query.given[one.name], service.decisions)}

    return around("where", where)


def _columns(service: Served) -> dict[tuple[str, str], Column]:
    return {(column.pointer, column.form): column for column in service.columns}
