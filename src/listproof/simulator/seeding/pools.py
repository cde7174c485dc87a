"""What a record is chosen from: for each field a pool of options, so that a record need keep no more than their numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

__all__ = ["Names", "Option", "Pool", "dealt", "in_shares", "shares", "turned"]

MOST_NAMES = 20_011
"""How many names are made up where names need not tell records apart: beyond that they come again."""

_TOLD = 10_000
_TWICE = 1_000_000_000


@dataclass(frozen=True)
class Option:
    """One value of a top-level field: its JSON text (`"name":value`, empty where left out) and what it puts into columns."""

    fragment: str
    values: tuple[tuple[int, Any], ...]
    shown: Any


class Pool:
    """The options of one field, or of what records do not show: each once in `options`, as often as its weight in `deck`.

    `name` is the SQL column that holds the number of an option, and the table of the options; `columns` are the places of the columns
    that an option fills.
    """

    def __init__(self, name: str, pointer: str, weighted: Sequence[Option], columns: Sequence[int]) -> None:
        self.name = name
        self.pointer = pointer
        self.columns = tuple(columns)
        self.options: list[Option] = []
        self._numbers: dict[tuple[str, tuple[tuple[int, Any], ...]], int] = {}
        self.deck = [self.number(option) for option in weighted]

    def number(self, option: Option) -> int:
        """The number of an option, which joins the pool where it is new."""
        key = (option.fragment, option.values)
        if key not in self._numbers:
            self._numbers[key] = len(self.options)
            self.options.append(option)
        return self._numbers[key]


class Names:
    """The names of records by number: those that are told, such a one with a number behind it, and made-up ones with given beginnings.

    `distinct` names are never used twice.
    """

    def __init__(self, told: Sequence[str], beginnings: Sequence[str], distinct: bool) -> None:
        self.told = tuple(told)
        self.beginnings = tuple(beginnings)
        self.distinct = distinct

    def told_with(self, place: int, index: int) -> int:
        """The number of a told name with a number behind it."""
        return _TWICE * (1 + place) + index

    def made_up(self, index: int) -> int:
        """The number of a made-up name."""
        return _TOLD + (index if self.distinct else index % MOST_NAMES)

    def text(self, number: int) -> str:
        """The name of a number."""
        if number < _TOLD:
            return self.told[number]
        if number >= _TWICE:
            place, index = divmod(number, _TWICE)
            return f"{self.told[place - 1]}-{index}"
        index = number - _TOLD
        return f"{self.beginnings[index % len(self.beginnings)]}-{index}"


def dealt(deck: list[int], size: int, random: Random) -> list[int]:
    """`size` draws in which every option has its share, in random order."""
    whole, left = divmod(size, len(deck))
    cards = deck * whole + random.sample(deck, left)
    random.shuffle(cards)
    return cards


def turned(cards: Mapping[str, list[int]], lap: int) -> list[list[int]]:
    """Cards that were dealt once, dealt again: each pool's turned by a share of its own, so that other options meet."""
    turns = []
    for place, dealt_once in enumerate(cards.values()):
        by = lap * (2 * place + 1) * 37 % max(1, len(dealt_once))
        turns.append(dealt_once[by:] + dealt_once[:by])
    return turns


def shares(options: list[Any]) -> list[tuple[Any, int]]:
    """Each option with a share of its own, the first the largest, the last 2."""
    return [(option, len(options) - index + 1) for index, option in enumerate(options)]


def in_shares(options: tuple[str, ...]) -> list[str]:
    """The options, each as often as its share."""
    return [option for option, share in shares(list(options)) for _ in range(share)]
