"""Faults of operators: templates, clauses, lists, negations, ranges in one value, patterns, records without a value."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from listproof.contract import NEGATIONS, RANGES, Contract, Edges, Filter
from listproof.contract.lacking import may_lack
from listproof.simulator.columns import yes_or_no
from listproof.simulator.faults.fault import Fault, bound_by
from listproof.simulator.faults.filters import kept_by, readings_of, reread
from listproof.simulator.faults.values import as_reading, lettered_or_id
from listproof.simulator.parts import parts_of
from listproof.simulator.query import TypedQuery
from listproof.simulator.served import Served
from listproof.simulator.tables.conditions import condition_of
from listproof.simulator.tables.ranges import converted
from listproof.simulator.tables.sql import Condition, any_of

__all__ = ["lacks", "operators"]

Planted = tuple[str, str, Any]
Kept = dict[str, Condition]


def operators(contract: Contract) -> Iterator[Fault]:
    """Every fault of operators that contradicts a contract: those of whole expressions, then those of each filter."""
    yield from _expressions(contract)
    for one in contract.filters:
        basis = bound_by(contract, f"filters.{one.name}")
        if basis is None or one.opaque:
            continue
        names = tuple(name for name in (one.name, contract.parameter(one.name).carrier) if name)
        for kind, sentence, change in (
            *_template(contract, one),
            *_list(contract, one),
            *_negation(contract, one),
            *_range(contract, one),
            *_edges(one),
            *_exact(contract, one),
        ):
            yield Fault(f"{kind}:{one.name}", "filters", sentence, change, names, basis)


def _expressions(contract: Contract) -> Iterator[Fault]:
    """Faults of the clauses that stand in one parameter."""
    clauses = [one for one in contract.parameters if one.spelling == "clause"]
    for carrier in dict.fromkeys(one.carrier or "" for one in clauses):
        within = [one.name for one in clauses if one.carrier == carrier]
        if len(within) < 2:
            continue

        def chosen(pick: Callable[[list[str]], list[str]], within: list[str] = within) -> Any:
            def picked(service: Served, query: TypedQuery, kept: Kept) -> Kept:
                asked = [name for name in kept if name in within and name in query.given]
                left = pick(asked)
                return {name: condition for name, condition in kept.items() if name not in asked or name in left}

            return kept_by(picked)

        def either(service: Served, query: TypedQuery, kept: Kept, within: list[str] = within) -> Kept:
            asked = [name for name in kept if name in within and name in query.given]
            if len(asked) < 2:
                return kept
            found = kept[asked[0]]
            for name in asked[1:]:
                found = found | kept[name]
            return {**{name: condition for name, condition in kept.items() if name not in asked}, asked[0]: found}

        names = (carrier, *within)
        for kind, sentence, change in (
            ("clauses-or", f"A record is shown when any clause of {carrier} keeps it.", kept_by(either)),
            ("clauses-first-only", f"Of the clauses of {carrier} only the first is read.", chosen(lambda asked: asked[:1])),
            ("clauses-last-only", f"Of the clauses of {carrier} only the last is read.", chosen(lambda asked: asked[-1:])),
        ):
            yield Fault(f"{kind}:{carrier}", "filters", sentence, change, names, "implied")


def _template(contract: Contract, one: Filter) -> Iterator[Planted]:
    parameter = contract.parameter(one.name)
    if parameter.spelling in ("value", "clause") and readings_of(one) <= RANGES and parameter.spelled != "{}":
        yield "operator-ignored", f"{one.name} keeps only what equals its value.", as_reading(one, "equals")


def _list(contract: Contract, one: Filter) -> Iterator[Planted]:
    """Faults of a list in repeated or joined values, and of a list that a negation leaves out."""
    name, parameter = one.name, contract.parameter(one.name)
    for whole in sorted(reading for reading in readings_of(one) if reading.startswith("all-of")):
        if "one-of" not in readings_of(one):
            yield "list-any", f"A record need have one value of {name} only.", as_reading(one, whole.replace("all-of", "one-of"))
    if parameter.quoted is not None and parameter.escaped is not None:
        written = {"doubled": parameter.quoted * 2, "backslash": f"\\{parameter.quoted}"}[parameter.escaped]
        wrong = reread(one, lambda value: [str(item).replace(str(parameter.quoted), written) for item in value])
        yield "quote-kept-escaped", f"A quote inside a value of the list in {name} is compared as it is escaped.", wrong
    if parameter.quoted is not None and not parameter.enum:
        glue = one.separator or ","
        cut = reread(one, lambda value: [part.strip() for item in value for part in str(item).split(glue)])
        yield "quoted-list-cut", f"A {glue!r} inside a value of the list in {name} parts it.", cut
    if parameter.kind == "array" and (parameter.spelling in (None, "json") or parameter.quoted is not None):
        yield "repeated-first-wins", f"Of several values of {name} only the first counts.", reread(one, lambda value: value[:1])
        yield "repeated-last-wins", f"Of several values of {name} only the last counts.", reread(one, lambda value: value[-1:])
        if one.compares == "text" and not any(reading.startswith("all-of") for reading in readings_of(one)):
            yield "list-all", f"A record must have all values of {name}.", reread(one, lambda v: v if len(set(v)) < 2 else ["\0"])
    elif "none-of" in readings_of(one):
        glue = one.separator or ","
        yield "list-first-only", f"Of the list in {name} only the first is left out.", reread(one, lambda value: value.split(glue)[0])
        yield "list-last-only", f"Of the list in {name} only the last is left out.", reread(one, lambda value: value.split(glue)[-1])


def lacks(contract: Contract, pointer: str | None) -> bool:
    """Whether records may show nothing at a pointer, or at what leads there."""
    return pointer is not None and may_lack(contract, pointer)


def _negation(contract: Contract, one: Filter) -> Iterator[Planted]:
    readings = readings_of(one)
    name, pointer = one.name, one.field.absent

    def column(service: Served) -> str:
        return next(column.name for column in service.columns if column.pointer == pointer)

    def lost(service: Served, query: TypedQuery, kept: Kept) -> Kept:
        shown = Condition(f"{column(service)} IS NOT NULL")
        return {**kept, name: kept[name] & shown} if name in kept and name in query.given else kept

    def shown(service: Served, query: TypedQuery, kept: Kept) -> Kept:
        missing = Condition(f"{column(service)} IS NULL")
        return {**kept, name: kept[name] | missing} if name in kept and name in query.given else kept

    if readings & NEGATIONS and one.nulls is not None and lacks(contract, pointer):
        if one.nulls == "kept":
            yield "negation-loses-nulls", f"{name} leaves out records without a value.", kept_by(lost)
        else:
            yield "negation-keeps-nulls", f"{name} shows records without a value.", kept_by(shown)
    for part in sorted(readings & {"not-contains", "not-contains-any-case"}):
        whole = part.replace("contains", "equals")
        yield "negation-whole-text", f"{name} leaves out only what equals its value.", as_reading(one, whole)
    ignoring = {reading for reading in readings & NEGATIONS if reading.endswith("-any-case")}
    if ignoring and ignoring == readings and lettered_or_id(contract, one):
        minding = sorted(ignoring)[0].removesuffix("-any-case")
        yield "negation-case-sensitive", f"{name} tells upper from lower case in what it leaves out.", as_reading(one, minding)
    free = one.compares == "text" and not contract.parameter(name).enum and not {"format", "pattern"} & set(contract.parameter(name).schema)
    for exact in sorted(readings & {"not-equals", "not-contains"}) if free and len(readings) == 1 and lettered_or_id(contract, one) else ():
        sentence = f"{name} does not tell upper from lower case in what it leaves out."
        yield "negation-case-insensitive", sentence, as_reading(one, f"{exact}-any-case")
    for whole in sorted(readings & NEGATIONS) if free and len(readings) == 1 and pointer else ():
        for mark, way in () if whole == "not-equals" else (("%", "like"), *((("*", "glob"),) if whole == "none-of" else ())):
            said = f"{name} takes {mark} for any text in what it leaves out."
            yield f"negation-{way}", said, _leaving_out(one, f"{way}{'-any-case' if whole.endswith('-any-case') else ''}")
        if whole == "none-of":
            yield "none-of-any-case", f"{name} does not tell upper from lower case in what it leaves out.", _leaving_out(one, "any-case")
    if "is-null" in readings:
        yield (
            "is-null-false-ignored",
            f"{name} does nothing when it is false.",
            reread(one, lambda value: None if yes_or_no(value) == "no" else value),
        )


def _leaving_out(one: Filter, reading: str) -> Any:
    """A change that leaves out what a negation keeps of its value, or of any in its list, in `any-case` or as a pattern."""

    def changed(service: Served, query: TypedQuery, kept: Kept) -> Kept:
        pointer = one.field.of(query.given) or one.field.absent
        if one.name not in kept or one.name not in query.given or pointer is None:
            return kept
        place, value = {(column.pointer, column.form): column for column in service.columns}, query.given[one.name]
        several = parts_of(one, value) if "none-of" in readings_of(one) else [value]
        shown = place[pointer, "text"].name
        if reading == "any-case":
            lost = any_of([Condition(f"lower({shown}) = ?", (str(each).lower(),)) for each in several])
        else:
            lost = any_of([condition_of(place, one, pointer, reading, each, service.decisions) for each in several])
        left = Condition(f"NOT coalesce({lost.sql}, 0)", lost.values)
        nulls = one.nulls or service.decisions["negation-nulls"]
        return {**kept, one.name: left if nulls == "kept" else left & Condition(f"{shown} IS NOT NULL")}

    return kept_by(changed)


def _exact(contract: Contract, one: Filter) -> Iterator[Planted]:
    """Flags and days that are taken for something else than they say."""
    if "equals" not in readings_of(one):
        return
    if one.compares == "flag":
        said = f"Whatever {one.name} says is taken for true."
        yield "flag-taken-for-true", said, reread(one, lambda value: True if yes_or_no(value) == "no" else value)
    if one.compares == "time" and contract.parameter(one.name).format == "date" and not _shows_days(contract, one):
        said = f"A day in {one.name} is taken for the moment at which it begins."
        yield "day-taken-for-moment", said, reread(one, lambda value: f"{value}T00:00:00Z")


def _shows_days(contract: Contract, one: Filter) -> bool:
    return any(field.within in one.places and field.format == "date" for field in contract.fields)


def _edges(one: Filter) -> Iterator[Planted]:
    """Faults of the ends of a range: a day that is taken for another part of it, an end that is kept where it should not be."""
    days, told = one.edges.days, one.edges
    if days is not None:
        said = f"A day in {one.name} is taken for {'the moment at which it begins' if days == 'whole' else 'the whole of it'}."
        yield "day-at-the-end", said, _with_edges(one, replace(told, days="starts" if days == "whole" else "whole"))
    for side, end in (("lower", told.lower), ("upper", told.upper)):
        if end is not None and "between" in readings_of(one):
            said = f"What lies on the {side} end of {one.name} is {'left out' if end == 'kept' else 'kept'}."
            yield f"{side}-end", said, _with_edges(one, _turned(told, side))


def _turned(told: Edges, side: str) -> Edges:
    """The edges with one end taken the other way."""
    if side == "lower":
        return replace(told, lower="lost" if told.lower == "kept" else "kept")
    return replace(told, upper="lost" if told.upper == "kept" else "kept")


def _with_edges(one: Filter, edges: Edges) -> Any:
    """A change that takes the ends of a filter's range for something else than its contract says."""
    other = replace(one, edges=edges)

    def changed(service: Served, query: TypedQuery, kept: Kept) -> Kept:
        pointer = one.field.of(query.given) or one.field.absent
        if one.name not in kept or one.name not in query.given or pointer is None:
            return kept
        readings = one.matches.of(query.given) or one.matches.absent or ()
        place = {(column.pointer, column.form): column for column in service.columns}
        return {**kept, one.name: condition_of(place, other, pointer, readings[0], query.given[one.name], service.decisions)}

    return kept_by(changed)


_OFFSET = re.compile(r"[+-]\d\d:\d\d$")


def _in_order(one: Filter, ends: list[str]) -> list[str]:
    """Two ends, the lesser one first; as they are where one of them is none."""
    values = [converted(one, end) for end in ends]
    return sorted(ends, key=lambda end: converted(one, end) or 0) if None not in values else ends


def _range(contract: Contract, one: Filter) -> Iterator[Planted]:
    readings = readings_of(one)
    if "between" in readings:
        glue = one.separator or "/"
        yield (
            "between-lower-only",
            f"Of the range in {one.name} only the lower end is read.",
            reread(one, lambda v: f"{v.split(glue)[0]}{glue}"),
        )
        yield (
            "between-upper-only",
            f"Of the range in {one.name} only the upper end is read.",
            reread(one, lambda v: f"{glue}{v.split(glue)[-1]}"),
        )
        yield (
            "between-exchanged",
            f"The ends of the range in {one.name} are exchanged where the lower one is the greater.",
            reread(one, lambda v: glue.join(_in_order(one, v.split(glue)))),
        )
        if contract.parameter(one.name).format == "date-time":
            yield (
                "between-zone-ignored",
                f"The offset from UTC in the range in {one.name} is forgotten.",
                reread(one, lambda v: glue.join(_OFFSET.sub("Z", end) for end in v.split(glue))),
            )
    if readings == {"regex-any-case"}:
        yield "regex-as-text", f"The pattern in {one.name} is looked for as a text.", as_reading(one, "contains-any-case")
        yield "regex-minds-case", f"The pattern in {one.name} tells upper from lower case.", as_reading(one, "regex")
    if readings == {"regex"}:
        yield "regex-as-text", f"The pattern in {one.name} is looked for as a text.", as_reading(one, "contains")
        yield (
            "regex-any-case",
            f"The pattern in {one.name} does not tell upper from lower case.",
            reread(one, lambda value: f"(?i:{value})"),
        )
