"""Cursors that are numbers: what each stands for, as a server remembers it."""

from __future__ import annotations

import re
import threading
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import Any

__all__ = ["Numbered"]


@dataclass
class Numbered:
    """The places that one server gave out as numbers. Safe for threads.

    At most `most` are kept; beyond that the oldest goes.
    """

    most: int = 20_000
    _places: OrderedDict[float, Any] = field(default_factory=OrderedDict, repr=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def number(self, place: Any, numbers: range, wanted: int) -> int:
        """One of `numbers` for a place, made of `wanted`: the same again for the same place, and never that of another."""
        with self._lock:
            while self._places.get(numbers[wanted % len(numbers)], place) != place:
                wanted += 1
            number = numbers[wanted % len(numbers)]
            self._places[number] = place
            while len(self._places) > self.most:
                self._places.popitem(last=False)
        return number

    def place(self, said: Any) -> Any:
        """The place of a number, or of a text that spells one; None where no such number was given out, or too long ago."""
        number = int(said) if isinstance(said, str) and re.fullmatch("[0-9]{1,10}", said) else said
        with self._lock:
            return self._places.get(number) if isinstance(number, int | float) else None
