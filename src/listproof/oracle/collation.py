"""How texts stand to one another: what every common way of sorting them agrees on."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from functools import lru_cache

__all__ = ["COLLATIONS", "alike_to_some", "rank_of_texts"]


@lru_cache(maxsize=20_000)
def _letters(text: str) -> str:
    """What a locale compares first: letters and digits without their accents and case."""
    return "".join(c for c in unicodedata.normalize("NFKD", text).casefold() if c.isalnum())


COLLATIONS: Mapping[str, Callable[[str], str]] = {"code points": str, "ignoring case": str.casefold, "letters first": _letters}
"""The common ways of sorting text. A document that names none is held to what all of them agree on."""


def alike_to_some(left: str, right: str) -> bool:
    """Whether a common way of sorting holds two texts equal, as many do that differ by case, accents or blanks alone."""
    return any(way(left) == way(right) for way in COLLATIONS.values())


def rank_of_texts(left: str, right: str) -> int | None:
    """-1, 0 or 1 as one text stands before, with or behind another; None where common collations disagree."""
    if left == right:
        return 0
    if not _plain(left, right):
        return None
    told = {None if (a := way(left)) == (b := way(right)) else a < b for way in COLLATIONS.values()}
    return None if len(told) > 1 or None in told else -1 if told.pop() else 1


def _plain(left: str, right: str) -> bool:
    """Whether two texts first differ in ASCII, or by the end of one: where other letters stand, languages decide."""
    for a, b in zip(_letters(left), _letters(right)):
        if a != b:
            return a.isascii() and b.isascii()
    return True
