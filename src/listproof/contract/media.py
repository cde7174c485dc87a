"""Media types: what one is without its parameters, and whether a text of it is one JSON value."""

from __future__ import annotations

import re
from collections.abc import Iterable

__all__ = ["essence", "is_json", "is_open", "spoken"]

_SEVERAL = frozenset({"seq", "stream", "lines"})
"""Words beside json in the name of a type whose text holds many JSON values."""


def essence(kind: str) -> str:
    """A media type in lower case without its parameters."""
    return kind.partition(";")[0].strip().lower()


def is_json(kind: str) -> bool:
    """Whether a text of a media type is one JSON value: `application/json`, `…+json` and the like, and no lines or sequences of them."""
    words = set(re.split(r"[-+.]", essence(kind).rpartition("/")[2]))
    return "json" in words and not words & _SEVERAL


def is_open(kind: str) -> bool:
    """Whether a document leaves the media type open: `*/*` is what springdoc writes where nobody says more."""
    return essence(kind) in ("*/*", "application/*")


def spoken(kinds: Iterable[str]) -> str | None:
    """Which of the documented media types is asked for and read: the first that is JSON, else the first; None of none."""
    known = list(kinds)
    return next((kind for kind in known if is_json(kind)), next(iter(known), None))
