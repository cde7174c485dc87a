"""From what stands in a request to a typed value: refused unless it is in the documented form."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any

from listproof.contract import Contract, Filter, Parameter
from listproof.contract.answer import WRITTEN_TIMES
from listproof.simulator.columns import day, instant, number, tells_offset, yes_or_no
from listproof.simulator.decisions import Decisions
from listproof.simulator.pages import pager
from listproof.simulator.parts import odd, parts_of
from listproof.simulator.refusals import Refusal

__all__ = ["json_of", "shaped", "typed"]

_LARGEST = 2**62 - 1
"""Numbers beyond are taken for this one: no document bounds them, and nothing that is listed lies between."""


def json_of(parameter: Parameter, text: str) -> Any:
    """The JSON that a parameter holds. Raises Refusal where it is none."""

    def refuse(constant: str) -> Any:
        raise ValueError(constant)

    try:
        return json.loads(text, parse_constant=refuse)
    except (ValueError, RecursionError):
        raise Refusal("bad-parameter", parameter.name) from None


def typed(parameter: Parameter, text: str, contract: Contract, decisions: Decisions) -> Any:
    """A value as it stands in the query string, typed."""
    kind = parameter.kind
    if parameter.name == contract.pages.size.parameter or (parameter.name == contract.pages.parameter and pager(contract).counted):
        kind = "integer"
    if decisions["blanks"] == "trimmed":
        text = text.strip(" ")
    value: Any = text
    if kind == "integer":
        accepted = any(isinstance(one, str) and not one.isdigit() for one in decisions.accepted(parameter.name))
        value = 0 if accepted and not re.fullmatch(r"-?[0-9]+", text) else _integer(parameter, text)
    elif kind == "number":
        value = number(text)
    elif kind == "boolean":
        value = {"true": True, "false": False, "True": True, "False": False}.get(text)
    elif kind in ("object", "array"):
        value = json_of(parameter, text)
    if value is None:
        raise Refusal("bad-parameter", parameter.name)
    return shaped(parameter, value, contract, decisions, kind)


def _integer(parameter: Parameter, text: str) -> int:
    if not re.fullmatch(r"-?[0-9]{1,400}", text):
        raise Refusal("bad-parameter", parameter.name)
    return int(text)


_TYPES: dict[str, tuple[type, ...]] = {
    "string": (str,), "integer": (int,), "number": (int, float), "boolean": (bool,), "object": (dict,), "array": (list,),
}  # fmt: skip


def _kind_of(parameter: Parameter, value: Any) -> str:
    """The one of the documented types that a value has, the first of several where it has none of them."""
    named = parameter.schema.get("type", "string")
    several = named if isinstance(named, list) else [named]
    return next((one for one in several if _has_type(one, value)), parameter.kind)


def _has_type(kind: str, value: Any) -> bool:
    return isinstance(value, _TYPES.get(kind, ())) and (kind == "boolean") == isinstance(value, bool)


def shaped(parameter: Parameter, value: Any, contract: Contract, decisions: Decisions, kind: str | None = None) -> Any:
    """A typed value, if it is in the documented form."""
    kind = kind or _kind_of(parameter, value)
    if kind == "integer" and isinstance(value, float) and value.is_integer():
        value = int(value)
    if not _has_type(kind, value) and (kind in _TYPES or isinstance(value, bool)):
        raise Refusal("bad-parameter", parameter.name)
    if decisions["blanks"] == "trimmed" and isinstance(value, str):
        value = value.strip(" ")
    if isinstance(value, int | float) and not isinstance(value, bool) and abs(value) > _LARGEST:
        value = _LARGEST if value > 0 else -_LARGEST
    if decisions["odd-text"] == "refuse" and odd(value):
        raise Refusal("bad-parameter", parameter.name)
    compared = next((one for one in contract.filters if one.name == parameter.name), None)
    everything = compared is not None and compared.everything is not None and str(compared.everything) == str(value)
    if everything or (compared is not None and isinstance(value, str) and value in compared.words):
        return value
    if kind == "array":
        item = replace(parameter, schema=parameter.schema.get("items") or {})
        void = "null" in item.schema.get("type", ())
        return [one if one is None and void else shaped(item, one, contract, decisions) for one in value]
    one_of_a_list = compared is not None and (compared.quoted or (compared.separator is None and _takes_a_list(contract, compared)))
    parts = [value] if compared is None or one_of_a_list else _listed(compared, value)
    for part in parts:
        compares = compared is not None and compared.compares == "text" and not (compared.opaque or compared.widens)
        taken = (compares and decisions["unlisted"] == "compared") or _lenient(contract, decisions, parameter, part)
        taken = taken or (parameter.name == contract.pages.size.parameter and decisions["bounds"] == "clamp")
        if parameter.enum and part not in parameter.enum and not taken:
            raise Refusal("bad-parameter", parameter.name)
        if compared is not None and not _comparable(compared, parameter, part):
            raise Refusal("bad-parameter", parameter.name)
    return value


def _takes_a_list(contract: Contract, one: Filter) -> bool:
    """Whether values come to a filter one by one, so that what separates others may stand in them."""
    return contract.parameter(one.name).kind == "array"


_LISTS = frozenset({"one-of", "one-of-any-case", "all-of", "all-of-any-case", "none-of", "between"})


def _listed(one: Filter, value: Any) -> list[Any]:
    """The parts of a value that must each be in the documented form; open ends of a range left out."""
    readings = {reading for several in one.matches.all() for reading in several}
    if not readings & _LISTS or isinstance(value, int | float):
        return [value]
    return [part for part in parts_of(one, value) if part not in ("", "..", one.edges.open_end)]


def _comparable(one: Filter, parameter: Parameter, value: Any) -> bool:
    """Whether a value is one of what a filter compares: a moment or a day as documented, a number."""
    readings = {reading for several in one.matches.all() for reading in several}
    if readings == {"is-null"}:
        return yes_or_no(value) in ("yes", "no")
    if one.compares == "number":
        return number(value) is not None
    if one.compares != "time":
        return True
    if one.seconds:
        return number(value) is not None
    form = parameter.format
    if form == "date":
        return day(value) is not None
    if form in WRITTEN_TIMES and (re.fullmatch(r"-?[0-9]+", str(value)) or tells_offset(str(value)) != (form == "date-time")):
        return False
    return instant(value) is not None or (form is None and parameter.kind == "string" and day(value) is not None)


def _lenient(contract: Contract, decisions: Decisions, parameter: Parameter, value: Any) -> bool:
    """Whether a reading of a dispute lets a parameter take every value that its field shows."""
    accepted = decisions.accepted(parameter.name)
    if not accepted:
        return False
    one = next((one for one in contract.filters if one.name == parameter.name), None)
    shown = [f.enum for f in contract.fields if one is not None and f.within in one.places]
    return value in accepted or any(value in values for values in shown)
