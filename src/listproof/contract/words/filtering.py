"""What parameters keep and what they choose to show, as `filters` and `projects` say it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations, product
from typing import Any

from listproof.contract.edges import edges
from listproof.contract.model import AS_SHOWN, Choice, Field, Filter, Parameter, Projection
from listproof.contract.pointer import either

__all__ = ["apart", "by_default", "carried_by", "filters", "held_against_days", "in_seconds", "projections", "virtual"]

_LISTS = frozenset({"one-of", "one-of-any-case", "all-of", "all-of-any-case", "none-of"})
"""The readings whose value may be a list."""


def filters(said: Mapping[str, Any] | None) -> tuple[Filter, ...]:
    """The filters of `filters`. Raises KeyError where a word is missing."""
    return tuple(_filters(said or {}))


def apart(said: Sequence[Sequence[str | Sequence[str]]] | None) -> tuple[frozenset[str], ...]:
    """The sets of filters of `apart`, of which one can be asked for at a time: pairs, where a list in one names some that go together."""
    found: list[frozenset[str]] = []
    for several in said or ():
        sides = [(side,) if isinstance(side, str) else tuple(side) for side in several]
        alone = all(len(side) == 1 for side in sides)
        found += [frozenset(name for side in sides for name in side)] if alone else map(frozenset, _across(sides))
    return tuple(found)


def _across(sides: Sequence[Sequence[str]]) -> Iterator[tuple[str, str]]:
    """Each name with each of another side."""
    for one, other in combinations(sides, 2):
        yield from product(one, other)


def _filters(said: Mapping[str, Any]) -> Iterator[Filter]:
    for name, one in said.items():
        absent = one.get("absent", "everything")
        nulls = one.get("nulls", "open")
        yield Filter(
            name=name,
            field=_choice(one.get("field"), _pointer),
            matches=_choice(one["matches"], _several),
            compares=one.get("as", "text"),
            absent=tuple(absent) if isinstance(absent, list) else (absent,),
            everything=one.get("everything"),
            yields_to=one.get("yields-to"),
            needs=one.get("needs") or {},
            widens=bool(one.get("widens", False)),
            separator=one.get("separator"),
            names=one.get("names"),
            nulls=None if nulls == "open" else nulls,
            only_when=one.get("only-when"),
            quoted="quoted" in one,
            precision=_several(one.get("precision", AS_SHOWN)),
            edges=edges(one.get("days"), one.get("ends"), one.get("open-end")),
            exclusive=bool(one.get("exclusive", False)),
            words={str(word): str(meant) for word, meant in (one.get("words") or {}).items()},
        )


def carried_by(name: str, said: Mapping[str, Any]) -> str | None:
    """The parameter that a filter's value stands in, where it is not one of the filter's own name."""
    if "within" in said:
        return str(said["within"])
    carrier = said.get("parameter")
    return None if carrier is None or (carrier == name and "spelled" not in said) else str(carrier)


def virtual(said: Mapping[str, Any] | None, parameters: Mapping[str, Parameter], fields: Mapping[str, Field]) -> Iterator[Parameter]:
    """A parameter for each filter whose value stands in another one; `fields` are the fields of a record by their pointer from it.

    Raises KeyError where there is no such parameter.
    """
    for name, one in (said or {}).items():
        carrier = carried_by(name, one)
        if carrier is None:
            continue
        held = parameters[carrier]
        alias = one.get("spelled", "{}") == "{}" and "within" not in one
        made = _values(one, held, fields)
        yield Parameter(
            name=name,
            place=held.place,
            schema=_in_quotes(one, fields) if "quoted" in one else one.get("schema") or (held.schema if alias else made),
            source=held.source,
            carrier=carrier,
            example=one.get("example"),
            facets=held.facets if alias else {},
            spelling="clause" if "within" in one else "value",
            spelled=str(one.get("spelled", "{}")),
            joined_by=one.get("joined-by"),
            style=held.style,
            explode=held.explode,
            escaped=one.get("escaped"),
            separator=_separator(one),
            quoted=one.get("quoted"),
        )


def held_against_days(
    parameters: tuple[Parameter, ...], said: Mapping[str, Any] | None, fields: Mapping[str, Field]
) -> tuple[Parameter, ...]:
    """The parameters, those marked by which a filter compares times with fields that all show days."""
    days = set()
    for name, one in (said or {}).items():
        pointers = _choice(one.get("field"), _pointer).all()
        if one.get("as") == "time" and pointers and all(p in fields and fields[p].format == "date" for p in pointers):
            days.add(name)
    return tuple(replace(one, days=True) if one.name in days else one for one in parameters)


def in_seconds(several: tuple[Filter, ...], parameters: tuple[Parameter, ...]) -> tuple[Filter, ...]:
    """The filters, those marked that compare times and are asked for them in seconds since 1970."""
    taken = {one.name for one in parameters if "epoch-seconds" in (one.format, (one.schema.get("items") or {}).get("format"))}
    return tuple(replace(one, seconds=True) if one.compares == "time" and one.name in taken else one for one in several)


def by_default(several: tuple[Filter, ...], said: Mapping[str, Any] | None, parameters: tuple[Parameter, ...]) -> tuple[Filter, ...]:
    """The filters, those of which nothing is said of leaving them out as the default of their parameter says it, where that is a list.

    Of any other default lint asks for the word, for whether it keeps everything is to be said.
    """
    silent = {name for name, one in (said or {}).items() if not {"absent", "needs", "yields-to"} & one.keys()}
    meant = {one.name: one.default for one in parameters if one.spelling is None and isinstance(one.default, list) and one.default}
    return tuple(replace(one, absent=(meant[one.name],)) if one.name in silent & meant.keys() else one for one in several)


def projections(said: Mapping[str, Any] | None) -> tuple[Projection, ...]:
    """The projections of `projects`, one for each value that a parameter is said to take."""
    return tuple(_projections(said or {}))


def _projections(said: Mapping[str, Any]) -> Iterator[Projection]:
    for parameter, several in said.items():
        for one in several if isinstance(several, list) else [several]:
            kind = next(word for word in ("chosen", "hides", "adds") if word in one)
            yield Projection(
                parameter=parameter,
                kind=kind,  # type: ignore[arg-type]
                pointers=() if kind == "chosen" else tuple(one[kind]),
                value=one.get("given"),
                separator=one.get("separator"),
                always=tuple(one.get("always", ())),
                first=bool(one.get("first", False)),
                inside=str(one.get("inside", "")),
            )


def _values(one: Mapping[str, Any], held: Parameter, fields: Mapping[str, Field]) -> Mapping[str, Any]:
    """The schema of the values of a filter that is only a part of a parameter's value: that of what it is compared with."""
    compares = one.get("as", "text")
    field = one.get("field")
    shown = fields.get(field) if isinstance(field, str) else None
    if compares == "flag" or one.get("matches") == "is-null":
        return {"type": "boolean"}
    if compares == "number" and not _takes_text(one):
        whole = shown is not None and "integer" in shown.types and "number" not in shown.types
        return {"type": "integer" if whole else "number"}
    if compares == "time" and not _takes_text(one):
        form = shown.format if shown is not None else None
        return {"type": "integer", "format": form} if form == "epoch-milliseconds" else {"type": "string", "format": form or "date-time"}
    if compares == "text" and shown is not None and shown.enum and not _takes_text(one):
        return {"type": "string", "enum": [value for value in shown.enum if value is not None]}
    return {"type": "string"}


def _in_quotes(one: Mapping[str, Any], fields: Mapping[str, Field]) -> Mapping[str, Any]:
    """The schema of a list whose values are quoted one by one: that of a value is what is said of it, or what records show."""
    field = one.get("field")
    shown = fields.get(field) if isinstance(field, str) else None
    listed = {"enum": [value for value in shown.enum if value is not None]} if shown is not None and shown.enum else {}
    return {"type": "array", "items": one.get("schema") or {"type": "string", **listed}}


def _takes_text(one: Mapping[str, Any]) -> bool:
    """Whether the value is a list or a range written as text, or a part of what records show, rather than one value of theirs."""
    matches = one.get("matches")
    readings = _several(matches) if isinstance(matches, str | list) else ()
    lists = (*_LISTS, "between")
    parts = ("contains", "like", "glob", "prefix", "suffix", "words", "not-contains", "regex")
    return any(reading in lists or reading.removesuffix("-any-case") in parts for reading in readings)


def _separator(one: Mapping[str, Any]) -> str | None:
    """What stands between the values in one text; None where a filter takes no list of them."""
    matches = one.get("matches")
    readings = _several(matches) if isinstance(matches, str | list) else ()
    return str(one.get("separator", ",")) if _LISTS & set(readings) else None


def _pointer(given: Any) -> str:
    return either(*given) if isinstance(given, list) else str(given)


def _several(given: Any) -> tuple[str, ...]:
    return (given,) if isinstance(given, str) else tuple(given)


def _choice(given: Any, read_one: Callable[[Any], Any]) -> Choice[Any]:
    if isinstance(given, Mapping):
        absent = given.get("absent")
        when = {str(value): read_one(inner) for value, inner in (given.get("when") or {}).items()}
        return Choice(None if absent is None else read_one(absent), given["chosen-by"], when)
    return Choice(None if given is None else read_one(given))
