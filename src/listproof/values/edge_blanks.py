"""Texts with a blank at an edge: by what is kept for them shows whether a service trims what is asked for."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice
from typing import Any

__all__ = ["edged_lists", "edged_texts", "is_plainly_parted", "plus_for_blank", "trimmed"]

_LONGEST = 8
_MOST = 60
_WORDS = re.compile(r"(?<!\S)[A-Za-z0-9]+(?= [A-Za-z0-9])|(?<=[A-Za-z0-9] )[A-Za-z0-9]+(?!\S)")


def edged_texts(texts: Iterable[str]) -> tuple[str, ...]:
    """Parts of texts that begin or end with their only blank, the shortest first: a beginning, an end, and what lies on either side."""
    found: dict[str, None] = {}
    for text in texts:
        for word in _WORDS.finditer(text):
            first, last = word.span()
            if text[last : last + 1] == " ":
                found |= dict.fromkeys(f"{word.group()[-size:]} " for size in {1, 2, min(_LONGEST, last - first)})
                found |= {text[: last + 1]: None} if first == 0 else {}
            if text[first - 1 : first] == " ":
                found |= dict.fromkeys(f" {word.group()[:size]}" for size in {1, 2, min(_LONGEST, last - first)})
    return tuple(islice(sorted(found, key=lambda text: (len(text), text)), _MOST))


def edged_lists(texts: Iterable[str]) -> tuple[list[str], ...]:
    """Lists of three texts: one as it is shown, one with a blank within, and one that is shown without the blank before it."""
    plain = [text for text in texts if text.strip() == text]
    parted = next(filter(is_plainly_parted, plain), None)
    others = [text for text in plain if re.fullmatch(r"\w+", text)][:2]
    return () if parted is None or len(others) < 2 else ([others[0], parted, f" {others[1]}"],)


def is_plainly_parted(text: str) -> bool:
    """Whether a text is nothing but words with a blank between."""
    return re.fullmatch(r"[A-Za-z0-9]+( [A-Za-z0-9]+)+", text) is not None


def trimmed(value: Any) -> Any:
    """A value, or each of a list, without the blanks at its edges."""
    return [trimmed(one) for one in value] if isinstance(value, list) else str(value).strip(" ")


def plus_for_blank(value: Any) -> Any:
    """A value, or each of a list, as it is where `+` is no blank."""
    return [plus_for_blank(one) for one in value] if isinstance(value, list) else str(value).replace(" ", "+")
