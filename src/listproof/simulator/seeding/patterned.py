"""Texts that fit a regular expression of a schema: short ones, always the same for a number, different for different numbers."""

from __future__ import annotations

import re._constants as words  # type: ignore[import-not-found]
import re._parser as reading  # type: ignore[import-not-found]
import string
from collections.abc import Iterable, Mapping
from functools import lru_cache
from random import Random
from typing import Any

from listproof.contract.patterns import matches, readable
from listproof.simulator.seeding.texts import scattered

__all__ = ["Drawn", "patterned"]

_PLAIN = string.ascii_lowercase + string.digits + string.ascii_uppercase + "-_ ./:"
_EVERY = [chr(number) for number in range(32, 127)]
_CATEGORIES = {"DIGIT": string.digits, "SPACE": " ", "WORD": string.ascii_letters + string.digits + "_"}
"""What the classes of characters hold of `_EVERY`, by the ends of their names."""
_TRIES = 40
_APART = 1_000_003
_MORE = 3
"""How often something may come again beyond its least, where a pattern sets no end."""


def patterned(pattern: str, number: int, shortest: int = 0, longest: int = 64) -> str | None:
    """A text in which the pattern is found, `shortest` to `longest` characters long; None where none was found, or the pattern is none.

    Patterns are those of ECMA-262 as far as Python reads them alike. Each number gives the same text always.
    """
    tree = _read(pattern)
    if tree is None:
        return None
    for attempt in range(_TRIES):
        random = Random(f"{pattern} {number} {attempt}")
        text = "".join(_written(tree, random, _MORE + attempt, {}))
        if shortest <= len(text) <= longest and matches(pattern, text):
            return text
        if len(text) < shortest and matches(pattern, padded := text + "a" * (shortest - len(text))):
            return padded
    return None


class Drawn:
    """Texts by number that fit the pattern or the lengths of a schema, all different as far as there are enough of them."""

    def __init__(self, schema: Mapping[str, Any], seed: int) -> None:
        self.longest = int(schema.get("maxLength", 64))
        self.shortest = min(max(1, int(schema.get("minLength", 1))), self.longest)
        self.pattern = str(schema.get("pattern", f"^[a-z0-9]{{{max(self.shortest, min(self.longest, 12))}}}$"))
        self.seed = seed * _APART
        self.known: dict[str, int] = {}
        self.texts: list[str] = []

    def text(self, number: int) -> str:
        """The text of a number, the same whenever it is asked for."""
        while len(self.texts) <= number:
            self.texts.append(self._next(len(self.texts)))
        return self.texts[number]

    def _next(self, number: int) -> str:
        found = None
        for attempt in range(_TRIES):
            found = patterned(self.pattern, self.seed + number + attempt * _APART, self.shortest, self.longest)
            if found is None or found not in self.known:
                break
        text = found if found is not None else scattered(number)[: self.longest]
        self.known[text] = number
        return text


@lru_cache(maxsize=256)
def _read(pattern: str) -> Any:
    return reading.parse(pattern) if readable(pattern) else None


def _written(tree: Iterable[Any], random: Random, more: int, groups: dict[int, str]) -> Iterable[str]:
    """The pieces of a text that a parsed pattern takes, one after the other."""
    for kind, value in tree:
        if kind is words.LITERAL:
            yield chr(value)
        elif kind is words.NOT_LITERAL:
            yield random.choice([letter for letter in _PLAIN if letter != chr(value)])
        elif kind is words.ANY:
            yield random.choice(_PLAIN[:36])
        elif kind is words.IN:
            yield _one_of(value, random)
        elif kind is words.BRANCH:
            yield from _written(random.choice(value[1]), random, more, groups)
        elif kind is words.SUBPATTERN:
            text = "".join(_written(value[3], random, more, groups))
            groups[value[0]] = text
            yield text
        elif kind in (words.MAX_REPEAT, words.MIN_REPEAT, words.POSSESSIVE_REPEAT):
            least, most, inner = value
            for _ in range(random.randint(least, min(most, least + more))):
                yield from _written(inner, random, more, groups)
        elif kind is words.ATOMIC_GROUP:
            yield from _written(value, random, more, groups)
        elif kind is words.GROUPREF:
            yield groups.get(value, "")


def _one_of(items: Iterable[Any], random: Random) -> str:
    """A character of a set, a plain one where the set has some."""
    held = list(items)
    negated = bool(held) and held[0][0] is words.NEGATE
    found = [letter for letter in _EVERY if _holds(held[1:] if negated else held, letter) != negated]
    plain = [letter for letter in found if letter in _PLAIN]
    if plain or found:
        return random.choice(plain or found)
    first = next((value for kind, value in held if kind in (words.LITERAL, words.RANGE)), ord("a"))
    return chr(first if isinstance(first, int) else first[0])


def _holds(items: list[Any], letter: str) -> bool:
    for kind, value in items:
        if kind is words.LITERAL and ord(letter) == value:
            return True
        if kind is words.RANGE and value[0] <= ord(letter) <= value[1]:
            return True
        if kind is words.CATEGORY and letter in _letters_of(value):
            return True
    return False


def _letters_of(category: Any) -> str:
    """The characters of a class such as those of digits, or of all but digits."""
    name = str(category)
    held = _CATEGORIES.get(name.rpartition("_")[2], "")
    return "".join(letter for letter in _EVERY if letter not in held) if "_NOT_" in name else held
