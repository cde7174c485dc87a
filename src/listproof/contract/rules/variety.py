"""How many texts a pattern takes, as far as that can be told from its parts."""

from __future__ import annotations

import re._constants as words  # type: ignore[import-not-found]
import re._parser as reading  # type: ignore[import-not-found]
from collections.abc import Iterable
from typing import Any

from listproof.contract.patterns import readable

__all__ = ["MANY", "variety"]

MANY = 2**20
"""Nobody counts further."""
_LETTERS = 95
_CATEGORIES = {"DIGIT": 10, "SPACE": 1, "WORD": 63}
_FURTHER = 24


class _Unknown(Exception):
    """A pattern says something of which nobody can be sure that a text is made for it."""


def variety(pattern: str) -> int | None:
    """About how many texts a pattern takes, MANY at most; None where it looks ahead, behind or back, or is no pattern."""
    if not readable(pattern):
        return None
    try:
        return _product(reading.parse(pattern))
    except _Unknown:
        return None


def _product(tree: Iterable[Any]) -> int:
    found = 1
    for kind, value in tree:
        found = min(MANY, found * _one(kind, value))
    return found


def _one(kind: Any, value: Any) -> int:
    if kind in (words.LITERAL, words.AT):
        return 1
    if kind in (words.ANY, words.NOT_LITERAL):
        return _LETTERS - 1
    if kind is words.IN:
        return _letters(list(value))
    if kind is words.BRANCH:
        return min(MANY, sum(_product(branch) for branch in value[1]))
    if kind is words.SUBPATTERN:
        return _product(value[3])
    if kind is words.ATOMIC_GROUP:
        return _product(value)
    if kind in (words.MAX_REPEAT, words.MIN_REPEAT, words.POSSESSIVE_REPEAT):
        least, most, inner = int(value[0]), int(value[1]), value[2]
        each = _product(inner)
        return min(MANY, sum(min(MANY, int(each ** min(count, _FURTHER))) for count in range(least, min(most, least + _FURTHER) + 1)))
    raise _Unknown


def _letters(items: list[Any]) -> int:
    """How many characters a set holds, of those that are printed."""
    negated = bool(items) and items[0][0] is words.NEGATE
    found = 0
    for kind, value in items[1 if negated else 0 :]:
        if kind is words.RANGE:
            found += value[1] - value[0] + 1
        elif kind is words.CATEGORY:
            held = _CATEGORIES.get(str(value).rpartition("_")[2], 1)
            found += _LETTERS - held if "_NOT_" in str(value) else held
        else:
            found += 1
    return int(max(1, _LETTERS - found if negated else found))
