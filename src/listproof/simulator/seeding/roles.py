"""What each field of a record is for, read from the contract alone: which times follow which, which state is final."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from listproof.contract import Contract, Filter
from listproof.contract.pointer import parts
from listproof.simulator.columns import is_time, steps
from listproof.simulator.seeding import texts
from listproof.simulator.seeding.alternatives import record_schema
from listproof.simulator.seeding.making import FORMATS, distinct, fits, kinds, nullable

__all__ = [
    "TAGS",
    "asked_for",
    "closed",
    "filters_of",
    "final",
    "hidden_values",
    "main_name",
    "most",
    "phase",
    "schema_at",
    "special",
    "state",
    "told_apart_by",
]

_LINE = 48
_FEWEST = 5
"""So many numbers, at least, let a range keep some records and lose others."""
_FUZZY = (
    "contains", "contains-any-case", "like", "like-any-case", "glob", "glob-any-case", "prefix", "prefix-any-case", "suffix",
    "suffix-any-case", "not-contains", "not-contains-any-case", "regex", "regex-any-case",
)  # fmt: skip
TAGS: tuple[Mapping[str, str], ...] = (
    {"team": "vision"}, {"team": "vision", "env": "prod"}, {}, {"team": "nlp"}, {"team": "nlp", "env": "test", "owner": "甲"},
    {"env": "prod"}, {"team": "Vision"}, {"team": "visio"}, {"a.b/c": "1 + 1"}, {"team": ""},
)  # fmt: skip
"""Maps that contain one another, as values of a field whose entries are asked for."""


def schema_at(schema: Mapping[str, Any], pointer: str) -> Mapping[str, Any]:
    """The schema of the field at a record pointer without `*`; empty where there is none."""
    for step in parts(pointer):
        schema = (schema.get("properties") or {}).get(step) or {}
    return schema


def closed(schema: Mapping[str, Any]) -> tuple[Any, ...]:
    """The values of a closed list that may tell records apart, null left out; empty where the list is open."""
    return tuple(value for value in schema.get("enum", (schema["const"],) if "const" in schema else ()) if value is not None)


def most(contract: Contract) -> int | None:
    """How many records a scope can hold, where the field that tells them apart takes no more values; None where it is open."""
    lone = contract.identity[0] if len(contract.identity) == 1 else ""
    return (len(closed(schema_at(record_schema(contract), lone))) or None) if lone else None


def told_apart_by(contract: Contract, name: str | None) -> str | None:
    """The field that is another in each record: the identity; of several fields the last one that takes any text or number, but where the
    records' `name` is among them, which tells them apart with the others."""
    identity, schema = contract.identity, record_schema(contract)
    if len(identity) == 1:
        return identity[0]
    scopes = {one.field for one in contract.scopes}
    held = {one: schema_at(schema, one) for one in identity if one.count("/") == 1 and one not in scopes and name not in identity}
    free = [
        one for one, said in held.items() if {"string", "integer", "number"} & set(kinds(said)) and not closed(said) and not is_time(said)
    ]
    return free[-1] if free else None


def filters_of(contract: Contract, pointer: str) -> tuple[Filter, ...]:
    """The filters that look at a record pointer."""
    return _looked_at(contract).get(pointer, ())


@lru_cache(maxsize=64)
def _looked_at(contract: Contract) -> Mapping[str, tuple[Filter, ...]]:
    found: dict[str, list[Filter]] = {}
    for one in contract.filters:
        for pointer in steps(contract, one):
            found.setdefault(pointer, []).append(one)
    return {pointer: tuple(looking) for pointer, looking in found.items()}


def _readings(one: Filter) -> set[str]:
    return {reading for several in one.matches.all() for reading in several}


def main_name(contract: Contract) -> str | None:
    """The pointer of the text that people call a record by: fuzzily searched, and called name if one is."""
    found = [
        pointer
        for one in contract.filters
        for pointer in steps(contract, one)
        if one.compares == "text" and _readings(one) & set(_FUZZY) and pointer.count("/") == 1
        if _is_free(schema_at(record_schema(contract), pointer))
    ]
    found.sort(key=lambda p: (not re.search(r"(?i)/(display)?name$", p), p not in contract.identity and p not in contract.settled))
    return found[0] if found else None


def _is_free(schema: Mapping[str, Any]) -> bool:
    """Whether any name may stand there, a letter long or a line."""
    bounded = int(schema.get("minLength", 0)) > 1 or int(schema.get("maxLength", _LINE)) < _LINE
    return (
        not nullable(schema)
        and not bounded
        and schema.get("format") not in FORMATS
        and not any(word in schema for word in ("pattern", "enum", "const"))
    )


def special(contract: Contract, pointer: str, schema: Mapping[str, Any], example: Any, ordinary: bool = False) -> tuple[Any, ...] | None:
    """The values of a field that a filter looks at, so that each filter keeps some records and loses others; None for any other.

    `ordinary` texts hold nothing that a service stumbles over.
    """
    looking = filters_of(contract, pointer)
    if not looking:
        return None
    one = looking[0]
    readings = {reading for each in looking for reading in _readings(each)}
    parameter = contract.parameter(one.name) if contract.has_parameter(one.name) else None
    shown = example if example is not None else (parameter.example if parameter else None)
    if "entries" in readings:
        return TAGS
    if "words" in readings:
        return texts.phrases(shown if isinstance(shown, str) else None, ordinary)
    if schema.get("enum"):
        return tuple(value for value in schema["enum"] if value is not None)
    if one.compares == "number":
        return _numbers(schema)
    if parameter is not None and parameter.enum and one.compares != "flag" and readings != {"is-null"}:
        return parameter.enum
    if one.compares == "text" and str(schema.get("format")) in FORMATS:
        return FORMATS[str(schema["format"])]
    if one.compares == "text" and "string" in kinds(schema):
        found = texts.labels(shown, _named(pointer), bool(readings & set(_FUZZY)), ordinary)
        if _in_quotes(contract, pointer) and not ordinary:
            found = (*found, *texts.ODD_IN_QUOTES)
        longest = int(parameter.max_length or 1 << 30) if parameter else 1 << 30
        return distinct(text for text in found if fits(schema, text) and len(text) <= longest) or None
    return None


def _named(pointer: str) -> str:
    """The last name on the way to a field; what stands in an array is called as the array is."""
    return next((step.lower() for step in reversed(pointer.split("/")) if step not in ("", "*")), "value")


def _numbers(schema: Mapping[str, Any]) -> tuple[Any, ...] | None:
    """Small numbers that show where one is taken for a text; None where a schema takes too few of them to be told apart."""
    numbers: tuple[float, ...] = (0, 1, 2, 4, 8, 9, 10, 16, 100)
    if kinds(schema) == ("number",):
        numbers += (0.1, 2.5, 9.75)
    written = (str(number) if kinds(schema)[:1] == ("string",) else number for number in numbers)
    found = tuple(number for number in written if fits(schema, number))
    return found if len(found) >= _FEWEST else None


def _in_quotes(contract: Contract, pointer: str) -> bool:
    """Whether a field is asked for by lists of values that are quoted one by one."""
    return any(contract.parameter(one.name).quoted for one in contract.filters if pointer in one.places)


def hidden_values(contract: Contract, one: Filter, ordinary: bool = False) -> tuple[str, ...]:
    """The values of what records do not show and a filter looks at nevertheless, the one that is meant by default first."""
    parameter = contract.parameter(one.name)
    meant = [word for meaning in one.absent for word in (meaning if isinstance(meaning, list | tuple) else (meaning,))]
    usual = [word for word in meant if isinstance(word, str) and word not in ("everything", one.everything)]
    if parameter.kind == "boolean" or str(parameter.example) in ("true", "false"):
        return distinct([*usual, "true", "false"])
    if parameter.enum:
        asked = distinct([*usual, *(str(value) for value in parameter.enum if value != one.everything)])
        # What has the only value that is asked for is not all that there is.
        return asked if len(asked) > 1 else (*asked, str(one.everything if one.everything is not None else "0"))
    example = parameter.example if parameter.example != one.everything else None
    return distinct([*(usual or ["0"]), *texts.labels(example, one.name.replace("_", "-"), False, ordinary)])


def state(contract: Contract) -> str | None:
    """The pointer of the field that says how far a record has come, where its values are listed."""
    for name, schema in (record_schema(contract).get("properties") or {}).items():
        if re.search(r"(?i)(status|state|phase)$", name) and schema.get("enum"):
            return f"/{name}"
    return None


_FINAL = re.compile(r"(?i)succe|fail|stopped|finish|complete|interrupt|cancel|aborted|done")


def final(value: Any, schema: Mapping[str, Any]) -> str | None:
    """The kind of end (`succe`, `fail`, `stop`) that a state is, or None where the record still moves."""
    word = str(value)
    if not isinstance(value, str):
        text = f"{schema.get('description', '')} {schema.get('x-enum-names', '')}"
        match = re.search(rf"\b{value}\b\W*([A-Za-z]+)", text)
        word = match.group(1) if match else ("done" if isinstance(value, int) and value in (2, 3) else "running")
    if not _FINAL.search(word) or "reserving" in word.lower():
        return None
    return "succe" if re.search(r"(?i)succe|finish|complete|done", word) else "fail" if "fail" in word.lower() else "stop"


def phase(pointer: str, schema: Mapping[str, Any]) -> str | None:
    """What a time field tells: `begun`, `created`, `end`, `succe`, `fail`, `stop`, `changed`; None where the schema is no time."""
    if not is_time(schema):
        return None
    name = pointer.lower()
    for found, pattern in _PHASES:
        if re.search(pattern, name):
            return found
    return "begun"


_PHASES = (
    ("created", r"creat"), ("changed", r"modif|update"), ("succe", r"succ"), ("fail", r"fail"), ("stop", r"stop"),
    ("end", r"finish|end|complet"), ("begun", r""),
)  # fmt: skip


def asked_for(contract: Contract, pointer: str) -> Any:
    """The example of a parameter that asks for a field, for a field that has none of its own."""
    looking = filters_of(contract, pointer)
    return contract.parameter(looking[0].name).example if looking else None
