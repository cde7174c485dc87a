"""Which parameters keep records, what they look at and how they may match, told from names and schemas."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from listproof.openapi.clauses import clauses
from listproof.openapi.operators import Guessed, called_like, in_one_word, listed, missing, negated, one_of_many, spelled
from listproof.openapi.ordering import compared_as, field_called
from listproof.openapi.shapes import Shown, is_single, item, kinds
from listproof.openapi.spellings import BOUNDS, EQUALS, LANGUAGES, OPEN_BOUNDS, OPEN_WORDS, PARTS, STRICT, TIME_ONLY
from listproof.openapi.words import kept_by, plain, words

__all__ = ["filtering"]

_TEXT = ["equals", "equals-any-case", "contains", "contains-any-case", "prefix"]
_PATTERN = ["like", "like-any-case", "contains", "contains-any-case", "glob", "glob-any-case", "equals", "prefix"]
_NO_VALUES = (("unspecified",), ("unknown",), ("undefined",), ("all",), ("any",), ("none",))
"""With what the names of values end that stand for no choice."""
_NUMBER_BOUNDS = {"from": "minimum", "until": "maximum"}


def filtering(parameters: Mapping[str, Mapping[str, Any]], fields: Shown, beside: Collection[str] = ()) -> dict[str, Guessed]:
    """The filters among some parameters (by name, each with its schema); what is called like no field of a record is left out.

    `beside` are the names of all that can be asked for: they show whose customs are kept.
    """
    found: dict[str, Guessed] = {}
    for name, schema in parameters.items():
        several = dict(spelled(name, schema, fields, beside)) or dict(clauses(name, schema, fields))
        guessed = None if several else _filter(name, schema, fields)
        found |= {filter_: one for filter_, one in several.items() if filter_ not in parameters}
        if guessed is not None:
            found[name] = _by_default(guessed, schema)
    return found


def _by_default(guessed: Guessed, schema: Mapping[str, Any]) -> Guessed:
    """A filter that keeps records by its default too, where it has one."""
    default = schema.get("default")
    if default is None or isinstance(default, list):
        return guessed
    return Guessed({**guessed.block, "absent": default}, f"{guessed.why}; left out it is {default}, its default")


def _filter(name: str, schema: Mapping[str, Any], fields: Shown) -> Guessed | None:
    inner = item(schema)
    if plain(name) in LANGUAGES:
        return None
    if not is_single(inner if inner is not None else schema) or words(str(schema.get("default", "")))[-1:] in _NO_VALUES:
        return None
    whole = in_one_word(kept_by(name))
    for said in dict.fromkeys((whole, _without_equals(whole))):
        for reads in (negated, missing, _day, _bound, _part, listed, _whole):
            guessed = reads(said, schema, fields)
            if guessed is not None:
                return guessed
    return None


def _without_equals(name: str) -> str:
    """A name without the operator that says no more than equality: `kind_eq` is kind."""
    of_name = words(name)
    return "_".join(of_name[:-1]) if len(of_name) > 1 and of_name[-1] in EQUALS else name


def _bound(name: str, schema: Mapping[str, Any], fields: Shown) -> Guessed | None:
    """A bound of times or numbers: `created_gte`, `created[gte]`, `created_after`, `max_size`, or `since` alone."""
    of_name = words(name)
    if item(schema) is not None or kinds(schema) == ("boolean",):
        return None
    for place, word in ((-1, of_name[-1:]), (0, of_name[:1])):
        reading = BOUNDS.get(word[0]) if word else None
        left = of_name[:-1] if place == -1 else of_name[1:]
        strictly = left[-1:] == ("strictly",)
        rest = "_".join(left[:-1] if strictly else left)
        if reading is None or (place == 0 and word[0] in STRICT):
            continue
        pointer = _bounded(rest, word[0], schema, fields, _is_open(name, schema))
        if pointer is None:
            continue
        kind = compared_as(pointer, fields[pointer])
        if kind == "number":
            if (kinds(schema) == ("string",) and not _is_open(name, schema)) or (reading not in _NUMBER_BOUNDS and word[0] not in STRICT):
                return None
            bound: Any = _NUMBER_BOUNDS.get(reading, reading)
            if word[0] in OPEN_WORDS:
                bound = [bound, OPEN_BOUNDS[reading][1]]
            return Guessed({"field": pointer, "as": "number", "matches": bound}, f"{name} ends or begins as a bound does")
        matches = reading if strictly or word[0] in STRICT else OPEN_BOUNDS[reading]
        days = {"days": "whole"} if _is_of_days(name, schema, fields[pointer]) and reading in ("after", "until") else {}
        return Guessed(
            {"field": pointer, "as": "time", "matches": matches, **days}, f"{name} ends or begins as a bound of {pointer[1:]} does"
        )
    return None


def _is_open(name: str, schema: Mapping[str, Any]) -> bool:
    """Whether a bound in brackets is a text of any form: its field says what it compares, as API Platform has them."""
    return name.endswith("]") and kinds(schema) == ("string",) and not {"format", "enum", "pattern"} & set(schema)


def _bounded(rest: str, word: str, schema: Mapping[str, Any], fields: Shown, open_: bool) -> str | None:
    """The field that a bound is of, where its values compare as those of the parameter do, or it leaves `open_` what they are."""
    names = (rest,) if rest else TIME_ONLY.get(word, ())
    for one in names:
        pointer = field_called(one, fields)
        if pointer is None:
            continue
        kind = compared_as(pointer, fields[pointer])
        timed = str(schema.get("format", "")) in ("date-time", "date", "epoch-milliseconds")
        shown = str(fields[pointer].get("format"))
        if kind == "time" and timed and (shown == str(schema.get("format")) or (shown, schema.get("format")) == ("date-time", "date")):
            return pointer
        if kind == "time" and open_ and shown == "date-time":
            return pointer
        if kind == "number" and rest and (open_ or set(kinds(schema)) & {"integer", "number"}):
            return pointer
    return None


def _is_of_days(name: str, schema: Mapping[str, Any], field: Mapping[str, Any]) -> bool:
    """Whether a name asks for the day of a moment, as Django's `created__date` and `created__date__gte` do."""
    return "__date" in name.lower() and (schema.get("format"), field.get("format")) == ("date", "date-time")


def _day(name: str, schema: Mapping[str, Any], fields: Shown) -> Guessed | None:
    """The day of a moment: `created__date`."""
    pointer = called_like(name[: -len("__date")], fields, False) if name.lower().endswith("__date") else None
    if pointer is None or not _is_of_days(name, schema, fields[pointer]):
        return None
    return Guessed({"field": pointer, "as": "time", "matches": "equals"}, f"{name} asks for the day of {pointer[1:]}")


def _part(name: str, schema: Mapping[str, Any], fields: Shown) -> Guessed | None:
    """A part of a text: `name_contains`, `name_prefix`, `dag_id_pattern`."""
    of_name = words(name)
    if kinds(schema) != ("string",) or len(of_name) < 2 or called_like(name, fields, False) is not None:
        return None
    pointer = field_called("_".join(of_name[:-1]), fields)
    if pointer is None or compared_as(pointer, fields[pointer]) != "text" or kinds(fields[pointer]) != ("string",):
        return None
    if of_name[-1] == "pattern":
        return Guessed({"field": pointer, "matches": _PATTERN}, f"{name} ends in a pattern of {pointer[1:]}; which one, nothing says")
    if of_name[-1] in PARTS:
        reading = PARTS[of_name[-1]]
        return Guessed(
            {"field": pointer, "matches": [reading, f"{reading}-any-case"] if reading in ("contains", "like") else reading},
            f"{name} is a part of {pointer[1:]}",
        )
    return None


def _spells_flags(schema: Mapping[str, Any]) -> bool:
    """Whether a text takes true and false and nothing else, as validators of a query write a flag."""
    return kinds(schema) == ("string",) and {str(value) for value in schema.get("enum") or ()} == {"true", "false"}


def _whole(name: str, schema: Mapping[str, Any], fields: Shown) -> Guessed | None:
    """A parameter that is called like a field: equality, or one of several where it takes a list."""
    inner = item(schema)
    pointer = called_like(name, fields, inner is not None)
    if pointer is None:
        return None
    held, taken = kinds(fields[pointer]), kinds(inner if inner is not None else schema)
    kind = compared_as(pointer, fields[pointer])
    why = f"the field {pointer[1:]} is called like the parameter"
    if held == ("boolean",) and inner is None and (taken == ("boolean",) or _spells_flags(schema)):
        return Guessed({"field": pointer, "as": "flag", "matches": "equals"}, why)
    if set(held) <= {"integer", "number"} and held and set(taken) <= {"integer", "number"} and taken:
        return Guessed({"field": pointer, "as": "number", "matches": "equals" if inner is None else "one-of"}, why)
    if held != ("string",) or taken != ("string",) or kind == "time":
        return None
    if inner is not None:
        return one_of_many(pointer, fields, {}, why)
    if schema.get("enum"):
        known = fields[pointer].get("enum")
        odd = [value for value in schema["enum"] if known and value not in known]
        if odd or (not known and any(plain(str(value)) in ("all", "any", "none") for value in schema["enum"])):
            return None
        return Guessed({"field": pointer, "matches": ["equals", "equals-any-case"]}, why)
    if schema.get("default") is not None:
        return None
    if fields[pointer].get("enum"):
        return Guessed({"field": pointer, "matches": ["equals", "equals-any-case"]}, f"{why}, which lists its values")
    return Guessed({"field": pointer, "matches": _TEXT}, f"{why}; how it matches, nothing says")
