"""Lists of values: which ones tell whether a service reads all of a list, and how several stand in one value."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from listproof.contract import Filter, Parameter
from listproof.values.allowed import lists

__all__ = ["LISTS", "doubtful_lists", "listed", "lists_of", "member_of", "takes_lists"]

LISTS = frozenset({"one-of", "one-of-any-case", "none-of"})
"""The readings whose value is a list."""

_MOST = 12
"""So many values are asked for at once where a list of all that is shown can be."""


def takes_lists(one: Filter, parameter: Parameter, readings: Sequence[str]) -> bool:
    """Whether a value of a filter may be a list: as one of its own, or as text with something between."""
    return bool(LISTS & set(readings)) and parameter.kind in ("string", "array")


def listed(one: Filter, parameter: Parameter, several: Sequence[Any]) -> Any:
    """Several values as one: a list of their own where the parameter takes one, else a text."""
    return list(several) if parameter.kind == "array" else (one.separator or ",").join(map(str, several))


def member_of(parameter: Parameter) -> Parameter:
    """A parameter as if it took a single value of its lists; one that takes no list of its own as it is."""
    items = parameter.schema.get("items")
    return replace(parameter, schema=items) if parameter.kind == "array" and isinstance(items, Mapping) else parameter


def lists_of(one: Filter, parameter: Parameter, shown: Sequence[Any]) -> tuple[Any, ...]:
    """Lists of values that are `shown`, given in their order: several, one, all that there are; and of free texts one in another case."""
    plain = _plain(one, parameter, shown)
    if not plain:
        return ()
    first, middle, last = plain[0], plain[len(plain) // 2], plain[-1]
    single = [first]
    least = max(2, parameter.schema.get("minItems", 0))
    several = [first, middle, last] if len(plain) > 3 and not parameter.enum and parameter.kind != "array" else plain[:least]
    found = [several]
    if parameter.kind == "array" or parameter.enum or len(plain) == 2:
        found.append(single)
    if one.compares == "text" and not parameter.enum and len(plain) > 1 and str(first).swapcase() != str(first):
        found.append([str(first).swapcase(), middle])
    if parameter.quoted is not None:  # what ends a value, or its quotes, where it is not read as a part of it
        odd = [value for value in plain if set(str(value)) & {parameter.quoted, "\\", one.separator or ","}]
        found += [[value, first] for value in odd[:2] if value != first]
    if len(plain) <= _MOST:
        found.append(plain[: parameter.schema.get("maxItems")])
    return tuple(listed(one, parameter, each) for place, each in enumerate(found) if each not in found[:place])


def doubtful_lists(one: Filter, parameter: Parameter, shown: Sequence[Any], unknown: Any) -> tuple[Any, ...]:
    """Lists that a service may refuse and must not misread: with a value that no record shows between two that some do, and one twice.

    `unknown` is that value, or None where there is none.
    """
    plain = _plain(one, parameter, shown)
    found = []
    if len(plain) > 1 and unknown is not None and _plain(one, parameter, [unknown]):
        found.append([plain[0], unknown, plain[-1]])
    if plain:
        found.append([plain[0], plain[0]])
    return tuple(listed(one, parameter, each) for each in found)


def _plain(one: Filter, parameter: Parameter, shown: Sequence[Any]) -> list[Any]:
    """The values that a list can hold: none outside a closed list, none that its separator would cut or that blanks would change."""
    separator = one.separator or ","
    texts = [(value, str(value)) for value in shown if lists(parameter, value) or lists(parameter, str(value))]
    if parameter.quoted is not None:
        texts = [(value, text) for value, text in texts if parameter.escaped or not set(text) & {parameter.quoted, "\\"}]
        return [value for value, text in texts if text and text.strip() == text]
    return [value for value, text in texts if text and separator not in text and text.strip() == text]
