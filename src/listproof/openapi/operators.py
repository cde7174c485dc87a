"""What a filter does beside keeping what is equal, told from the operator in its name or from the operators that a sentence quotes."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from listproof.openapi.ordering import compared_as, field_called
from listproof.openapi.shapes import Shown, item, kinds
from listproof.openapi.spellings import SPELLED_OUT
from listproof.openapi.words import field_name, kept_by, plain, singular, words

__all__ = ["COMMAS", "Guessed", "called_like", "in_one_word", "is_postgrest", "listed", "missing", "negated", "one_of_many", "spelled"]

_NOT = ("not", "ne", "neq", "nin", "exclude", "excluded", "excluding", "without")
_NULL = (("is", "null"), ("isnull",), ("null",))
COMMAS = re.compile(
    r"comma[- ]?(?:separated|delimited)|(?:separated|delimited) (?:by|with) (?:a )?commas?|list of [^.]{0,60}, separated", re.I
)
"""A sentence that says that commas stand between several values of one text."""
_QUOTED = re.compile(
    r"[`'\"](?:[\w.\[\]]+=)?(>=|<=|>|<|(?:gte?|lte?|ge|le|eq)[:.])(?=[\w{<\-`'\"])"
    r"|[`'\"](>=|<=|>|<)[`'\"]"
)
"""An operator that a sentence quotes, alone or in front of a value."""
_AVAILABLE = re.compile(r"available operat(?:ion|or)s(.*)", re.I | re.S)
_READINGS = {">=": "from", "<=": "until", ">": "after", "<": "before", "gte": "from", "lte": "until", "gt": "after", "lt": "before",
             "ge": "from", "le": "until", "eq": "equals"}  # fmt: skip
_OF_NUMBERS = {"from": "minimum", "until": "maximum"}


@dataclass(frozen=True)
class Guessed:
    """The block of one filter as guessed, and why."""

    block: Mapping[str, Any]
    why: str


def in_one_word(name: str) -> str:
    """A name whose operator is one word: `price.greaterThanOrEqual` ends in gte; any other as it is."""
    of_name = words(name)
    for several, one in SPELLED_OUT.items():
        if len(of_name) > len(several) and of_name[-len(several) :] == several:
            return "_".join((*of_name[: -len(several)], one))
    return name


def negated(name: str, schema: Mapping[str, Any], fields: Shown) -> Guessed | None:
    """A filter that leaves records out: `state_not`, `name__ne`, `exclude_state`, `state!`."""
    of_name = words(name)
    rest = of_name[:-1] if of_name[-1:] and of_name[-1] in _NOT else of_name[1:] if of_name[:1] and of_name[0] in _NOT else ()
    if name.endswith("!"):
        rest = of_name
    pointer = called_like("_".join(rest), fields, item(schema) is not None) if rest else None
    if pointer is None:
        return None
    inner = item(schema)
    held, taken = kinds(fields[pointer]), kinds(inner if inner is not None else schema)
    why = f"{name} says that it leaves out what {pointer[1:]} is"
    reading = "not-equals" if inner is None else "none-of"
    if held and taken and set(held) | set(taken) <= {"integer", "number"}:
        return Guessed({"field": pointer, "as": "number", "matches": reading}, why)
    if held == taken == ("string",) and compared_as(pointer, fields[pointer]) != "time":
        return Guessed({"field": pointer, "matches": reading}, why)
    return None


def missing(name: str, schema: Mapping[str, Any], fields: Shown) -> Guessed | None:
    """A flag that asks for records without a value: `name_isnull`, `closed_at__is_null`."""
    of_name = words(name)
    ending = next((end for end in _NULL if len(of_name) > len(end) and of_name[-len(end) :] == end), None)
    if ending is None or kinds(schema) != ("boolean",):
        return None
    pointer = called_like("_".join(of_name[: -len(ending)]), fields, False)
    return None if pointer is None else Guessed({"field": pointer, "matches": "is-null"}, f"{name} asks whether {pointer[1:]} is null")


def listed(name: str, schema: Mapping[str, Any], fields: Shown) -> Guessed | None:
    """Several values: a list, `state__in`, or one text with commas between them where it is called so or a sentence says so."""
    of_name = words(name)
    if item(schema) is not None and of_name[-1:] == ("in",) and len(of_name) > 1:
        pointer = called_like("_".join(of_name[:-1]), fields, True)
        return None if pointer is None else one_of_many(pointer, fields, {}, f"{name} ends as those do that hold several values")
    told = COMMAS.search(str(schema.get("description", ""))) is not None
    if kinds(schema) != ("string",) or schema.get("enum") or not (told or of_name[-1:] == ("in",)):
        return None
    rest = of_name[:-1] if of_name[-1] == "in" and len(of_name) > 1 else of_name
    pointer = called_like("_".join(rest), fields, True)
    if pointer is None:
        return None
    so = "is said to hold" if told else "ends as those do that hold"
    return one_of_many(pointer, fields, {"separator": ","}, f"{name} {so} several values of {pointer[1:]}, with commas between them")


def one_of_many(pointer: str, fields: Shown, beside: Mapping[str, Any], why: str) -> Guessed | None:
    """A filter that keeps what is one of several values, where texts or numbers stand at its field."""
    held = kinds(fields[pointer])
    if held and set(held) <= {"integer", "number"}:
        return Guessed({"field": pointer, "as": "number", "matches": "one-of", **beside}, why)
    if held == ("string",) and compared_as(pointer, fields[pointer]) != "time":
        return Guessed({"field": pointer, "matches": ["one-of", "one-of-any-case"], **beside}, why)
    return None


def spelled(name: str, schema: Mapping[str, Any], fields: Shown, beside: Collection[str] = ()) -> Iterator[tuple[str, Guessed]]:
    """The bounds that one text holds with their operator, each as a filter of its own: `created=>=2026-01-01`, `size=lt:5`.

    `beside` are the names of all that can be asked for: where they are those of PostgREST, its operators are known unsaid.
    """
    pointer = field_called(kept_by(name), fields)
    inner = item(schema)
    if pointer is None or kinds(inner if inner is not None else schema) != ("string",) or schema.get("enum"):
        return
    kind = compared_as(pointer, fields[pointer])
    quoted: Iterable[str] = dict.fromkeys(alone or before for before, alone in _QUOTED.findall(str(schema.get("description", ""))))
    if is_postgrest(beside):
        quoted = ("eq.",) if kind in ("text", "group") else ("gte.", "lt.")
    for operator in quoted if inner is None else _available(schema):
        reading = _READINGS[operator.strip("$:.")]
        if kind not in ("time", "number") and reading != "equals":
            continue
        compares = kind if kind in ("time", "number") else "text"
        matches: Any = _OF_NUMBERS.get(reading, reading) if kind == "number" else reading
        if compares == "text" and inner is not None:
            matches = ["equals", "equals-any-case"]
        elif compares == "time" and reading == "equals":
            continue
        block = {"parameter": name, "spelled": operator + "{}", "field": pointer, "as": compares, "matches": matches}
        whose = "PostgREST takes" if is_postgrest(beside) else f"the sentence about {name} quotes"
        yield f"{plain(name)}_{reading}", Guessed(block, f"{whose} the operator {operator}")


def is_postgrest(names: Collection[str]) -> bool:
    """Whether parameters are those that PostgREST gives each of its tables."""
    return {"select", "order", "limit", "offset"} <= set(names)


def _available(schema: Mapping[str, Any]) -> Iterator[str]:
    """The operators that a sentence lists as available, each as it stands before a value.

    A parameter that takes them may be repeated, and each time it keeps fewer records: it is no list of which one value is enough.
    """
    told = _AVAILABLE.search(str(schema.get("description", "")))
    for word in dict.fromkeys(re.findall(r"\$(\w+)", told[1]) if told else ()):
        if word in _READINGS:
            yield f"${word}:"


def called_like(name: str, fields: Shown, several: bool) -> str | None:
    """The field that goes by exactly a name, the outermost first, or by that of one of its things where `several` are taken."""
    of_name = words(name)
    one = "_".join((*of_name[:-1], singular(of_name[-1]))) if of_name else ""
    for wanted in dict.fromkeys((plain(name), one if several else plain(name))):
        found = [pointer for pointer in fields if wanted and wanted in (field_name(pointer), plain(pointer))]
        if found:
            return min(found, key=lambda pointer: pointer.count("/") != 1)
    return None
