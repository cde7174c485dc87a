"""Filters that are written into the value of a parameter they share: by a template, alone or as clauses of one expression."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from listproof.contract.model import Parameter
from listproof.contract.wire.nested import in_json
from listproof.contract.wire.texts import text_of

__all__ = ["gathered", "spelled_values"]


def spelled_values(parts: Sequence[Parameter], given: Mapping[str, Any]) -> list[str]:
    """The values of a parameter that several filters share, before encoding: all clauses in one, or one value for each filter."""
    written = [_written(part, value) for part in parts if part.name in given for value in _each(part, given[part.name])]
    joined = next((part.joined_by for part in parts if part.spelling == "clause" and part.joined_by is not None), None)
    return [joined.join(written)] if joined is not None and written else written


def gathered(known: Mapping[str, Parameter], given: Mapping[str, Any]) -> dict[str, Any]:
    """What is given of a JSON object by its parameters, with the filters that share a property written into it."""
    found: dict[str, Any] = {}
    for name, value in given.items():
        one = known[name]
        if one.carrier is None or one.spelling not in ("value", "clause"):
            found[name] = in_json(one, value)
        elif one.carrier not in found:
            texts = spelled_values([part for part in known.values() if part.carrier == one.carrier], given)
            found[one.carrier] = texts if known[one.carrier].kind == "array" else texts[0]
    return found


def _each(part: Parameter, value: Any) -> list[Any]:
    """The values of which each is written by itself: of a list whose values are quoted the list."""
    return list(value) if isinstance(value, list | tuple) and part.quoted is None else [value]


def _written(part: Parameter, value: Any) -> str:
    if part.quoted is not None:
        several = value if isinstance(value, list | tuple) else [value]
        texts = (f"{part.quoted}{_inside(part, part.quoted, text_of(one))}{part.quoted}" for one in several)
        return part.spelled.replace("{}", (part.separator or ",").join(texts))
    text = text_of(value)
    for quote in "'\"":
        if f"{quote}{{}}{quote}" in part.spelled:
            text = _inside(part, quote, text)
    return part.spelled.replace("{}", text)


def _inside(part: Parameter, quote: str, text: str) -> str:
    """A text as it is written between quotes."""
    if part.escaped == "doubled":
        return text.replace(quote, quote * 2)
    return text.replace("\\", "\\\\").replace(quote, f"\\{quote}") if part.escaped == "backslash" else text
