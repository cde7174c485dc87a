"""What the documented schema of a parameter lets it hold: bounds, lengths, patterns and formats."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import Any

import jsonschema_rs

from listproof.contract import Parameter

__all__ = ["allows", "lists", "text_of_length", "unlike"]

_NUMBERS = ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf")
_TEXTS = ("minLength", "maxLength", "pattern", "format")
_LISTS = ("minItems", "maxItems", "uniqueItems")
_LETTERS = "xa0A1-"
"""Letters of which a text of some length is made, the first that the pattern takes."""


def allows(parameter: Parameter, value: Any) -> bool:
    """Whether the bounds, lengths, pattern and format of a parameter's schema take a value; of a list each of its items, and how many."""
    if isinstance(value, Mapping):
        return True
    several = list(value) if isinstance(value, list | tuple) else [value]
    schema = parameter.schema.get("items", {}) if parameter.kind == "array" else parameter.schema
    return all(_fits(schema, one) for one in several) and (parameter.kind != "array" or _fits(parameter.schema, several))


def lists(parameter: Parameter, value: Any) -> bool:
    """Whether the documented values of a parameter, where it has a list of them, hold a value; of several each.

    A number is held as the text that stands for it in a query, too.
    """
    several = value if isinstance(value, list | tuple) else (value,)
    numbers = {str(one) for one in parameter.enum if isinstance(one, int | float) and not isinstance(one, bool)}
    return not parameter.enum or all(one in parameter.enum or (isinstance(one, str) and one in numbers) for one in several)


def _fits(schema: Mapping[str, Any], value: Any) -> bool:
    if isinstance(value, bool):
        return True
    if isinstance(value, str) and str(schema.get("type")) in ("integer", "number"):
        value = int(value) if re.fullmatch(r"-?[0-9]{1,400}", value) else value
    facets = _TEXTS if isinstance(value, str) else _LISTS if isinstance(value, list) else _NUMBERS
    kept = {facet: schema[facet] for facet in facets if facet in schema}
    return not kept or _check(json.dumps(kept, sort_keys=True))(value)


@lru_cache(maxsize=512)
def _check(facets: str) -> Callable[[Any], bool]:
    """Whether a value fits some words of a schema; any does where a pattern is none that can be read."""
    try:
        return jsonschema_rs.validator_for(json.loads(facets), validate_formats=True).is_valid
    except ValueError:
        return lambda value: True


def text_of_length(parameter: Parameter, length: int) -> str | None:
    """A text of so many letters that the pattern of a parameter takes, whatever its lengths; None where none is known."""
    schema = {facet: parameter.schema[facet] for facet in ("pattern", "format") if facet in parameter.schema}
    return next((letter * length for letter in _LETTERS if _fits(schema, letter * length)), None)


def unlike(parameter: Parameter, shown: Mapping[Any, int]) -> str | None:
    """A text of the form of those that are shown, that the parameter may hold and no record shows; None where none is found."""
    known = {str(value).casefold() for value in shown}
    for text in sorted((str(value) for value in shown), key=len)[:3]:
        for other in _turned(text):
            if other.casefold() not in known and allows(parameter, other):
                return other
    return None


def _turned(text: str) -> Iterator[str]:
    """A text with its digits, then its letters, turned to the next ones: all of them, or from some place on."""
    for start in (0, len(text) // 2, max(0, len(text) - 2)):
        for digits in (True, False):
            yield text[:start] + "".join(_next(letter, digits) for letter in text[start:])


def _next(letter: str, digits: bool) -> str:
    if digits:
        return str((int(letter) + 1) % 10) if letter in "0123456789" else letter
    for row in ("abcdef", "ABCDEF", "ghijklmnopqrstuvwxyz", "GHIJKLMNOPQRSTUVWXYZ"):
        if letter in row:
            return row[(row.index(letter) + 1) % len(row)]
    return letter
