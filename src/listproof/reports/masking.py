"""The last guard before anything is written: no secret, in any spelling, leaves in a report."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Set
from functools import lru_cache
from typing import Any

from listproof.transport.auth.secrecy import spellings

__all__ = ["MASK", "Mask", "masked", "masking", "unmasked"]

MASK = "***"
"""What stands where a secret stood."""

Mask = Callable[[str], str]

_FIXED = frozenset({"verdict", "grade", "basis", "kind", "version", "law", "contract", "target", "key"})


def unmasked(text: str) -> str:
    """The text as it is: the mask of a run without secrets."""
    return text


def masking(secrets: Iterable[str]) -> Mask:
    """A function that replaces every secret in a text, plain or in base64, percent-encoding, hex, JSON or HTML.

    Secrets shorter than `secrecy.SHORTEST` cannot be told from ordinary text and are left to those who mask by place.
    """
    return _masking(tuple(secrets))


@lru_cache(maxsize=4)
def _masking(secrets: tuple[str, ...]) -> Mask:
    forms = spellings(secrets)
    if not forms:
        return unmasked
    pattern = re.compile("|".join(map(re.escape, forms)))
    return lambda text: pattern.sub(MASK, text)


def masked(value: Any, mask: Mask, words: Set[str] = frozenset()) -> Any:
    """A JSON value with every text masked, keys too, but for verdicts and ids and for keys that are `words` of the format."""
    if isinstance(value, str):
        return mask(value)
    if isinstance(value, Mapping):
        return {
            key if key in words else mask(key): one if key in _FIXED and isinstance(one, str) else masked(one, mask, words)
            for key, one in value.items()
        }
    if isinstance(value, list | tuple):
        return [masked(one, mask, words) for one in value]
    return value
