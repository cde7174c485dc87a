"""Cursors that are numbers, or texts of a form in which no place can be written: what each stands for, as a server remembers it."""

from __future__ import annotations

import re
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

__all__ = ["Numbered"]

Name = TypeVar("Name", int, str)


@dataclass
class Numbered:
    """The places that one server gave out as numbers or as such texts. Safe for threads.

    At most `most` are kept; beyond that the oldest goes.
    """

    most: int = 20_000
    _places: OrderedDict[float | str, Any] = field(default_factory=OrderedDict, repr=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def number(self, place: Any, numbers: range, wanted: int) -> int:
        """One of `numbers` for a place, made of `wanted`: the same again for the same place, and never that of another."""
        return self._kept(place, lambda turn: numbers[(wanted + turn) % len(numbers)])

    def text(self, place: Any, written: Callable[[int], str], wanted: int) -> str:
        """A text for a place, written of `wanted` or of a number after it: the same again for the same place, and never that of another."""
        return self._kept(place, lambda turn: written(wanted + turn))

    def _kept(self, place: Any, named: Callable[[int], Name]) -> Name:
        turn = 0
        with self._lock:
            while self._places.get(named(turn), place) != place:
                turn += 1
            name = named(turn)
            self._places[name] = place
            while len(self._places) > self.most:
                self._places.popitem(last=False)
        return name

    def place(self, said: Any) -> Any:
        """The place of a number, of a text that spells one, or of a text; None where no such one was given out, or too long ago."""
        number = int(said) if isinstance(said, str) and re.fullmatch("[0-9]{1,10}", said) else said
        with self._lock:
            found = self._places.get(said) if isinstance(said, str) else None
            return self._places.get(number) if found is None and isinstance(number, int | float) else found
