"""Whether values are as the contract's schemas draw them: decided fast, explained slowly."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

import jsonschema_rs

from listproof.checks.pending import is_not_yet
from listproof.checks.times import no_time
from listproof.contract import Absent, Contract, Field, Parameter, at
from listproof.contract.answer import WRITTEN_TIMES
from listproof.contract.patterns import explainer
from listproof.contract.pointer import unescaped

__all__ = [
    "Cut", "bad_values", "echoed", "faults_of_value", "fits_schema", "has_codes", "has_place_for_records", "leaves_records_out",
    "plainly", "records_mismatch", "schema_mismatch", "shows_records",
]  # fmt: skip

_BOUNDS = ("minimum", "maximum", "minLength", "maxLength", "pattern")
_LARGE = 2000


Cut = Callable[[str, int], str]
"""Shortens a text that tells of an answer to at most so many characters: who knows the secrets of a target covers them first."""
_TOLD = 160


def plainly(text: str, most: int) -> str:
    """The beginning of a text in which nothing is to be covered."""
    return text[:most]


@lru_cache(maxsize=2048)
def _validator(schema: str) -> Any:
    return jsonschema_rs.validator_for(json.loads(schema), validate_formats=False)


@lru_cache(maxsize=256)
def _of_types(types: tuple[str, ...]) -> Any:
    return _validator(json.dumps({"type": types}))


_spelled: dict[int, tuple[Mapping[str, Any], str]] = {}
"""The schemas of contracts as text, by identity, so that a large one is spelled once; each is kept, so that no other takes its place."""


_written = json.JSONEncoder(sort_keys=True).encode


def _text_of(schema: Mapping[str, Any]) -> str:
    held = _spelled.get(id(schema))
    if held is None:
        held = schema, _written(schema)
        if len(held[1]) > _LARGE:
            _spelled[id(schema)] = held
    return held[1]


def fits_schema(schema: Mapping[str, Any], value: Any) -> bool:
    """Whether a value fits a schema."""
    return not schema or (not isinstance(value, Absent) and _accepts(_validator(_text_of(schema)), value))


def _accepts(validator: Any, value: Any) -> bool:
    """Whether a validator takes a value; half a surrogate pair, which JSON can spell, is one character to it."""
    try:
        return bool(validator.is_valid(value))
    except UnicodeEncodeError:
        return bool(validator.is_valid(json.loads(json.dumps(value, ensure_ascii=False).encode("utf-8", "replace"))))


def schema_mismatch(schema: Mapping[str, Any], value: Any, cut: Cut = plainly) -> str | None:
    """None where a value fits a schema, else where and why it does not, in one line. `cut` shortens what is told of the value.

    Explaining takes a library that is long to load: only who has something to explain pays.
    """
    if fits_schema(schema, value):
        return None
    from jsonschema.exceptions import best_match

    error = best_match(explainer()(schema).iter_errors(value))
    if error is None:
        return None
    place = "/" + "/".join(str(step) for step in error.absolute_path)
    return f"{place}: {cut(error.message, _TOLD)}"


def _facet(field: Field, value: Any, cut: Cut) -> tuple[str, str] | None:
    """What of a field one value breaks, as (trouble, facet), or None."""
    if is_not_yet(field, value):
        return None
    if value is None and field.types and "null" not in field.types:
        return "null, which is documented nowhere", "type"
    if field.types and not _accepts(_of_types(field.types), value):
        return f"{_kind(value)} instead of {' or '.join(field.types)}", "type"
    if field.enum and value is not None and value not in field.enum:
        return "a value outside the documented ones", f"enum.{field.enum[0]}"
    narrowed = {key: field.schema[key] for key in _BOUNDS if key in field.schema}
    if narrowed and (trouble := schema_mismatch(narrowed, value, cut)):
        return f"beyond its documented bounds ({trouble.partition(': ')[2]})", "type"
    wrong = no_time(field.format, value)
    return None if wrong is None else (wrong, "format")


def _kind(value: Any) -> str:
    kinds = {str: "a string", bool: "a boolean", int: "an integer", float: "a number", list: "an array", dict: "an object"}
    return kinds.get(type(value), "null")


def faults_of_value(field: Field, body: Any, valid: bool = False, cut: Cut = plainly) -> tuple[list[tuple[str, Any, str, str]], list[str]]:
    """Where one field of an answer is not as documented: (place, value, trouble, facet) each, and the places where it is missing.

    `valid`: the answer fits its schema, so that only what a schema cannot say is looked at. `cut` shortens what is told of a value.
    """
    if valid and field.format is None:
        return [], []
    found: list[tuple[str, Any, str, str]] = []
    missing: list[str] = []
    parent, _, name = field.pointer.rpartition("/")
    if name == "*":
        holders = list(_placed(body, field.pointer))
        values = [(place, value) for place, value in holders]
    else:
        step = unescaped(name)
        values = []
        for place, holder in _placed(body, parent):
            if not isinstance(holder, Mapping):
                continue
            if step in holder:
                values.append((f"{place}/{name}", holder[step]))
            elif not is_not_yet(field, Absent()):
                missing.append(f"{place}/{name}")
    for place, value in values:
        trouble = _facet(field, value, cut)
        if trouble is not None:
            found.append((place, value, *trouble))
    return found, missing


def shows_records(contract: Contract, body: Any) -> bool:
    """Whether a body holds records, whatever its status. The body itself holds them only where it is an array: an error is an object."""
    held = at(body, contract.records)
    return bool(held) and isinstance(held, list if contract.records == "" else list | Mapping)


def has_place_for_records(contract: Contract, body: Any) -> bool:
    """Whether the records' field stands in a body, whatever it holds, or is left out as its document allows."""
    if contract.records == "":
        return isinstance(body, list)
    return not isinstance(at(body, contract.records), Absent) or leaves_records_out(contract, body)


def leaves_records_out(contract: Contract, body: Any) -> bool:
    """Whether a body has no array of records where its schema allows that, and is the documented answer all the same.

    The array is null where null may stand there, or is left out where it is not required: of a body that shows nothing but what the schema
    documents, or all that it requires and nothing else in which records could stand: what a schema does not ask for may be left out, and
    what it does not name may stand there.
    """
    if not contract.records or not isinstance(body, Mapping):
        return False
    field, found = contract.field(contract.records), at(body, contract.records)
    if found is None:
        return "null" in field.types
    documented = {one.pointer.split("/")[1] for one in contract.fields}
    required = {one.pointer[1:] for one in contract.fields if one.required and one.pointer.count("/") == 1}
    others = [value for name, value in body.items() if str(name) not in documented]
    known = not others or (bool(required) and required <= body.keys() and not any(isinstance(one, list | Mapping) for one in others))
    return isinstance(found, Absent) and not field.required and known


def records_mismatch(contract: Contract, body: Any, cut: Cut = plainly) -> str | None:
    """What stands where the array of records should; None where it stands there or need not, or an object where sources disagree."""
    holders = (list, dict) if contract.records and "object" in contract.field(contract.records).types else (list,)
    found = at(body, contract.records)
    if isinstance(found, holders) or leaves_records_out(contract, body):
        return None
    return "absent" if isinstance(found, Absent) else "null" if found is None else cut(str(found), 80)


def echoed(contract: Contract, body: Any) -> tuple[str, ...]:
    """What a body repeats of the page that it was asked for; empty where one of its places shows no number but 0."""
    places = (contract.pages.echo, contract.pages.size.echo)
    shown = [at(body, place) for place in places if place]
    return tuple(map(str, shown)) if all(isinstance(one, int | str) and one not in (0, "0", "") for one in shown) else ()


def has_codes(form: Any, body: Any) -> bool:
    """Whether a body shows every code of a documented form: its numbers, and its texts without a blank, `{…}` standing for any."""
    if isinstance(form, Mapping):
        return isinstance(body, Mapping) and all(has_codes(inner, body.get(name)) for name, inner in form.items())
    if isinstance(form, str):
        pattern = ".*".join(re.escape(part) for part in re.split(r"\{\w+\}", form))
        return " " in form or (isinstance(body, str) and re.fullmatch(pattern, body, re.DOTALL) is not None)
    return bool(form == body)


def _placed(value: Any, pointer: str, place: str = "") -> Any:
    if pointer == "":
        yield place, value
        return
    step, _, rest = pointer[1:].partition("/")
    rest = f"/{rest}" if rest else ""
    if step == "*":
        items = enumerate(value) if isinstance(value, list) else value.items() if isinstance(value, Mapping) else ()
        for key, item in items:
            yield from _placed(item, rest, f"{place}/{key}")
        return
    name = unescaped(step)
    if isinstance(value, Mapping) and name in value:
        yield from _placed(value[name], rest, f"{place}/{step}")


def bad_values(parameter: Parameter, paging: bool = False) -> tuple[Any, ...]:
    """Values that no document allows for a parameter, three at the most; none for free text, or for several texts.

    `paging`: it says where a page lies, and what lies below its least value is none.
    """
    if paging:
        below = int(parameter.minimum) - 1 if parameter.minimum is not None else -1
        return ("abc", 10**30, below) if parameter.kind in ("integer", "number") else ("-1",)
    if parameter.enum:
        return ("listproof-no-such-value",)
    if parameter.kind in ("integer", "number"):
        return ("abc", 10**30)
    if parameter.kind == "boolean":
        return ("perhaps",)
    if parameter.schema.get("format") in WRITTEN_TIMES:
        return ("yesterday",)
    texts = parameter.kind == "array" and parameter.spelling != "json" and parameter.schema.get("items", {}).get("type") == "string"
    return () if parameter.kind == "string" or texts else ("{",)
