"""Lists of values: which ones tell whether a service reads all of a list, and how several stand in one value."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import combinations, cycle, islice
from typing import Any

from listproof.contract import Filter, Parameter
from listproof.values.allowed import lists

__all__ = ["LISTS", "doubtful_lists", "listed", "lists_of", "lists_together", "long_list", "member_of", "takes_all", "takes_lists"]

LISTS = frozenset({"one-of", "one-of-any-case", "all-of", "all-of-any-case", "none-of"})
"""The readings whose value is a list."""

_MOST = 12
"""So many values are asked for at once where a list of all that is shown can be."""


def takes_lists(one: Filter, parameter: Parameter, readings: Sequence[str]) -> bool:
    """Whether a value of a filter may be a list: as one of its own, or as text with something between."""
    return bool(LISTS & set(readings)) and parameter.kind in ("string", "array")


def takes_all(reading: str) -> bool:
    """Whether a reading keeps what shows all values of a list at once."""
    return reading in ("all-of", "all-of-any-case")


def listed(one: Filter, parameter: Parameter, several: Sequence[Any]) -> Any:
    """Several values as one: a list of their own where the parameter takes one, else a text."""
    return list(several) if parameter.kind == "array" else (one.separator or ",").join(map(str, several))


def member_of(parameter: Parameter) -> Parameter:
    """A parameter as if it took a single value of its lists; one that takes no list of its own as it is."""
    items = parameter.schema.get("items")
    return replace(parameter, schema=items) if parameter.kind == "array" and isinstance(items, Mapping) else parameter


def lists_of(one: Filter, parameter: Parameter, shown: Sequence[Any]) -> tuple[Any, ...]:
    """Lists of values that are `shown`, given in their order: several, one, all that there are; and of free texts one in another case,
    for a negation beside two that are patterns where wildcards are read in them."""
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
    free = not parameter.enum and "format" not in member_of(parameter).schema
    negated = "none-of" in _readings(one)
    lettered = next((str(text) for text in (plain if negated else plain[:1]) if str(text).swapcase() != str(text)), None)
    patterns: list[Any] = []
    if one.compares == "text" and free and len(plain) > 1 and lettered is not None:
        known = set(map(str, plain))
        patterns = _plain(one, parameter, [f"{str(last)[:-1]}{mark}" for mark in "%*"] if negated else [])
        found.append([lettered.swapcase(), *(text for text in patterns if text not in known), middle][: parameter.schema.get("maxItems")])
    if parameter.quoted is not None:  # what ends a value, or its quotes, where it is not read as a part of it
        odd = [value for value in plain if set(str(value)) & {parameter.quoted, "\\", one.separator or ","}]
        found += [[value, first] for value in odd[:2] if value != first]
    if len(plain) <= _MOST and not patterns:  # beside patterns several are named already
        found.append(plain[: parameter.schema.get("maxItems")])
    return tuple(listed(one, parameter, each) for place, each in enumerate(found) if each not in found[:place])


def lists_together(one: Filter, parameter: Parameter, rows: Sequence[Sequence[str]]) -> tuple[Any, ...]:
    """Lists for a filter that keeps what shows all of them: of two that some record shows together and others show alone, one of them, the
    two turned round, two that none shows together, and as many as any record shows. `rows` are what records show, each in its order."""
    alone = Counter(text for row in rows for text in _plain(one, parameter, sorted(set(row))))
    paired = Counter(pair for row in rows for pair in combinations([text for text in sorted(set(row)) if text in alone], 2))
    least, most = parameter.schema.get("minItems", 1), parameter.schema.get("maxItems", _MOST)
    told = sorted(paired, key=lambda pair: (-min(alone[text] - paired[pair] for text in pair), pair))
    found = [list(pair) for pair in told[:1]]
    found += [[text] for pair in told[:1] for text in pair[:1]] or [[text] for text, _ in alone.most_common(1)]
    found += [list(pair[::-1]) for pair in told[1:2]]
    if found and one.compares == "text" and any(reading.endswith("-any-case") for reading in _readings(one)):
        found.append([text.swapcase() for text in found[0]])
    apart = next((pair for pair in combinations(sorted(alone), 2) if pair not in paired), None)
    found += [list(apart)] if apart is not None else []
    longest = max((_plain(one, parameter, sorted(set(row))) for row in rows), key=len, default=[])
    found += [longest[:most]] if len(longest) > 2 else []
    kept = [each for place, each in enumerate(found) if least <= len(each) <= most and each not in found[:place]]
    return tuple(listed(one, parameter, each) for each in kept)


def _readings(one: Filter) -> frozenset[str]:
    return frozenset(reading for several in one.matches.all() for reading in several)


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


def long_list(one: Filter, parameter: Parameter, shown: Sequence[Any], made: Iterable[Any], most: int) -> Any:
    """A list of so many values, one of them twice where that may be: all that are `shown`, with others that are `made` between
    them; without those the same over and over. None where so many cannot be listed.
    """
    plain, once = _plain(one, parameter, shown), bool(parameter.schema.get("uniqueItems"))
    named = plain[: most - 1]
    wanted = most - len(named) - (not once)
    others = list(islice(made, wanted)) or ([] if once else list(islice(cycle(named), wanted)))
    half = len(named) // 2
    found = [*named[:half], *others, *named[half:], *([] if once else named[:1])]
    return listed(one, parameter, found) if named and len(found) == most else None


def _plain(one: Filter, parameter: Parameter, shown: Sequence[Any]) -> list[Any]:
    """The values that a list can hold: none outside a closed list, none that its separator would cut or that blanks would change."""
    separator = one.separator or ","
    texts = [(value, str(value)) for value in shown if lists(parameter, value) or lists(parameter, str(value))]
    if parameter.quoted is not None:
        texts = [(value, text) for value, text in texts if parameter.escaped or not set(text) & {parameter.quoted, "\\"}]
        return [value for value, text in texts if text and text.strip() == text]
    return [value for value, text in texts if text and separator not in text and text.strip() == text]
