"""The last guard before anything is written: no secret, in any spelling, leaves in a report."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Set
from typing import Any

from listproof.transport.auth.covering import covering

__all__ = ["MASK", "Mask", "masked", "masking", "unmasked"]

MASK = "***"
"""What stands where a secret stood."""

Mask = Callable[[str], str]

_FIXED = frozenset({"verdict", "grade", "basis", "kind", "version", "law", "contract", "target", "key"})


def unmasked(text: str) -> str:
    """The text as it is: the mask of a run without secrets."""
    return text


def masking(secrets: Iterable[str]) -> Mask:
    """A function that replaces every secret in a text, however it is spelled.

    Secrets shorter than `secrecy.SHORTEST` cannot be told from ordinary text and are left to those who mask by place.
    """
    given = tuple(secrets)
    return covering(given, MASK) if given else unmasked


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
