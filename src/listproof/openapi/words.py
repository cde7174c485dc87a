"""The vocabulary of list operations: the names by which pages, sizes, totals, orders and times go, whatever their spelling."""

from __future__ import annotations

import re
from functools import lru_cache

__all__ = ["plain", "singular", "words"]

_BORDER = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")


@lru_cache(maxsize=8192)
def words(name: str) -> tuple[str, ...]:
    """The words of a name, in lower case: `pageSize`, `page_size` and `page[size]` are (page, size), `$top` is (top)."""
    return tuple(word for word in re.split(r"[^a-z0-9]+", _BORDER.sub("_", name).lower()) if word)


def plain(name: str) -> str:
    """The words of a name, joined by `_`: one spelling for all ways of writing it."""
    return "_".join(words(name))


def singular(word: str) -> str:
    """A word without the ending of its plural, so that `policies` and `policy` are the same."""
    for ending, instead in (("ies", "y"), ("sses", "ss"), ("xes", "x"), ("ches", "ch"), ("shes", "sh")):
        if word.endswith(ending) and len(word) > len(ending) + 1:
            return word[: -len(ending)] + instead
    if word == "ids":
        return "id"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") and len(word) > 3 else word
