"""What a filter is given: the parts of a value that holds several, and whether one holds what no record does."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from listproof.contract import Filter

__all__ = ["odd", "parts_of"]


def parts_of(one: Filter, value: Any) -> list[Any]:
    """The parts of a value that holds several: a list, or a text with separators (a slash between the ends of a range)."""
    if isinstance(value, list):
        return value
    readings = {reading for several in one.matches.all() for reading in several}
    separator = one.separator or ("/" if "between" in readings else ",")
    return [part.strip() for part in str(value).split(separator)]


def odd(value: Any) -> bool:
    """Whether a text, or a text within, holds what no record holds: a NUL, or half of a surrogate pair."""
    if isinstance(value, str):
        return "\0" in value or re.search("[\ud800-\udfff]", value) is not None
    if isinstance(value, Mapping):
        return any(odd(key) or odd(inner) for key, inner in value.items())
    return isinstance(value, list) and any(odd(inner) for inner in value)
