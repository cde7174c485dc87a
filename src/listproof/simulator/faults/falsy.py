"""Faults of values that programs take for nothing: null, false and 0 turn a filter off, or name records that lack what it looks at."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from listproof.contract import Contract, Filter
from listproof.simulator.faults.fault import Fault, around, bound_by
from listproof.simulator.faults.filters import Kept, Where, kept_by, readings_of, reread
from listproof.simulator.faults.operators import lacks
from listproof.simulator.query import TypedQuery
from listproof.simulator.served import Served
from listproof.simulator.tables.sql import Condition

__all__ = ["falsy"]

_WORDS = ("null", "false")
_UPPER = frozenset({"maximum", "until", "before"})
_SEARCHED = frozenset({"equals", "contains", "prefix", "suffix", "like", "glob"})


def falsy(contract: Contract) -> Iterator[Fault]:
    """Every fault of falsy values that contradicts a contract."""
    bound = [one for one in contract.filters if bound_by(contract, f"filters.{one.name}") and not one.widens]
    free = [one for one in bound if _takes_any_text(contract, one)]
    if free:
        sentence = "A text that is null or false is taken for none, and its filter does nothing."
        yield Fault("words-of-nothing-ignored", "filters", sentence, _passed_over(free), tuple(one.name for one in free), "implied")
    for one in free:
        if lacks(contract, one.field.absent):
            sentence = f"{one.name}=null keeps the records that have none."
            yield Fault(f"null-as-missing:{one.name}", "filters", sentence, _missing(one), (one.name,), "implied")
    for one in bound:
        for word, meant in one.words.items():
            said = f"{one.name}={word} "
            ignored = reread(one, _but(word))
            yield Fault(f"word-ignored:{one.name}={word}", "filters", f"{said}does nothing.", ignored, (one.name,), "implied")
            if one.compares == "text" and meant == "without":
                sentence = f"{said}keeps what shows that text."
                yield Fault(f"word-as-text:{one.name}={word}", "filters", sentence, _as_text(one, word), (one.name,), "implied")
    for one in bound:
        if _ends_at_zero(contract, one):
            sentence = f"{one.name} does nothing when its value is 0."
            change = reread(one, lambda value: None if value == 0 else value)
            yield Fault(f"zero-end-ignored:{one.name}", "filters", sentence, change, (one.name,), "implied")


def _takes_any_text(contract: Contract, one: Filter) -> bool:
    """Whether a filter compares with any text that records may show, so that null is one."""
    parameter = contract.parameter(one.name)
    schema = parameter.schema.get("items", {}) if parameter.kind == "array" else parameter.schema
    said = {reading.removesuffix("-any-case") for reading in readings_of(one)} <= _SEARCHED
    shown = one.field.absent is not None and not one.opaque and one.compares == "text"
    bare = parameter.spelling in ("value", "clause") and not any(quote in parameter.spelled for quote in "'\"")
    narrow = {"enum", "pattern", "format"} & set(schema) or (schema.get("maxLength") or 4) < 4
    return said and shown and not (bare or narrow or one.needs or one.yields_to) and schema.get("type") == "string"


def _of_nothing(value: Any) -> bool:
    return value in _WORDS or (isinstance(value, list) and bool(value) and all(part in _WORDS for part in value))


def _passed_over(free: list[Filter]) -> Any:
    """A change of how parameters are read: those words are left out."""

    def where(inner: Where, service: Served, query: TypedQuery) -> Kept:
        for one in free:
            if _of_nothing(query.given.get(one.name)):
                query = query.without(one.name)
        return inner(service, query)

    return around("where", where)


def _missing(one: Filter) -> Any:
    def kept(service: Served, query: TypedQuery, kept: Kept) -> Kept:
        if one.name not in kept or query.given.get(one.name) not in ("null", ["null"]):
            return kept
        column = next(column.name for column in service.columns if column.pointer == one.field.absent)
        return {**kept, one.name: Condition(f"{column} IS NULL")}

    return kept_by(kept)


def _but(word: str) -> Callable[[Any], Any]:
    """What leaves a value out that is a word, and any other as it is."""
    return lambda value: None if value == word else value


def _as_text(one: Filter, word: str) -> Any:
    def kept(service: Served, query: TypedQuery, kept: Kept) -> Kept:
        if one.name not in kept or query.given.get(one.name) != word or one.field.absent is None:
            return kept
        column = next(column.name for column in service.columns if column.pointer == one.field.absent and column.form == "text")
        return {**kept, one.name: Condition(f"{column} = ?", (word,))}

    return kept_by(kept)


def _ends_at_zero(contract: Contract, one: Filter) -> bool:
    """Whether a filter is an upper end that may be 0, as a number or as the moment at which clocks begin, or a lower one that loses what
    shows the number itself."""
    parameter = contract.parameter(one.name)
    numeric: Callable[[str], Any] = parameter.schema.get
    least = numeric("minimum")
    whole = parameter.kind in ("integer", "number") and (least is None or least <= 0)
    if one.compares == "number" and readings_of(one) == {"after"}:
        return whole and any(field.within in one.places and field.schema.get("minimum", 0) == 0 for field in contract.fields)
    return whole and one.compares in ("number", "time") and bool(readings_of(one)) and readings_of(one) <= _UPPER
