"""Words that the language has and that not every half of listproof acts on yet: a contract that says them is refused, not misjudged.

This is the one list of them. Whoever makes the laws (with wire, walks and oracle) or the simulator act on a word strikes that half
from its entry, and an entry without a half is deleted.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from listproof.contract.node import Node
from listproof.contract.pointer import absent
from listproof.contract.rules.places import Places
from listproof.contract.text import Mistake

__all__ = ["UNDONE", "Undone", "undone"]

_LAWS, _SIMULATOR = "laws", "simulator"
_BOTH = (_LAWS, _SIMULATOR)
_ANY = absent
_NEGATIONS = ("not-equals", "not-contains", "none-of")


@dataclass(frozen=True)
class Undone:
    """A word at a path of `x-listing` (`*` is any key or item), and which values of it are not done; `lacks` names the halves."""

    path: tuple[str, ...]
    values: tuple[Any, ...] = (_ANY,)
    lacks: tuple[str, ...] = _BOTH

    def found(self, listing: Node) -> Iterator[Node]:
        """Where a contract says it."""
        for node in _at(listing, self.path):
            if any(value is _ANY or (type(node.value) is type(value) and node.value == value) for value in self.values):
                yield node


UNDONE: tuple[Undone, ...] = ()
"""Nothing at present: laws, oracle and simulator act on every word."""


def undone(places: Places) -> Iterator[Mistake]:
    """The words that a contract says and that are not done yet."""
    for word in UNDONE:
        for node in word.found(places.listing):
            said = "" if isinstance(node.value, dict | list) else f": {node.value!r}"
            yield node.mistake(f"x-listing.{'.'.join(map(str, node.path[1:]))}{said} is not done yet: {_told(word.lacks)}")


def _told(lacks: tuple[str, ...]) -> str:
    acts = " and ".join(f"the {half}" for half in lacks)
    return f"{acts} {'does' if lacks == (_SIMULATOR,) else 'do'} not act on it"


def _at(node: Node, path: tuple[str, ...]) -> Iterator[Node]:
    if not path:
        if node:
            yield node
        return
    step, rest = path[0], path[1:]
    if step == "*":
        inner = node.each() if isinstance(node.value, list) else (held for _, held in node.items())
        for held in inner:
            yield from _at(held, rest)
    elif isinstance(node.value, list):
        if step.isdecimal():
            yield from _at(node.get(int(step)), rest)
    else:
        yield from _at(node.get(step), rest)
