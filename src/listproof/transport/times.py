"""Times that a target tells in its headers; what is no time, or none that anybody lives in, is as if it were not there."""

from __future__ import annotations

import time
from email.utils import parsedate_to_datetime
from functools import lru_cache

__all__ = ["retry_after", "told_time"]

_YEAR_9000 = 221_845_392_000.0
_LONGEST = 1_000_000_000.0
"""Seconds; who asks to wait for longer than thirty years may as well not be asked again."""


@lru_cache(maxsize=256)
def told_time(text: str | None) -> float | None:
    """The epoch milliseconds of a `Date` header; None where it holds no date, or one before 1970 or far beyond any clock."""
    if not text:
        return None
    try:
        seconds = parsedate_to_datetime(text).timestamp()
    except (TypeError, ValueError, OverflowError, IndexError):
        return None
    return seconds * 1000 if 0 <= seconds < _YEAR_9000 else None


def retry_after(text: str | None) -> float | None:
    """The seconds of a `Retry-After` header, which holds seconds or a date; None where it holds neither."""
    if text is None:
        return None
    digits = text.strip()
    if digits.isascii() and digits.isdigit():
        return min(float(digits) if len(digits) < 20 else _LONGEST, _LONGEST)
    date = told_time(text)
    return None if date is None else max(0.0, min(date / 1000 - time.time(), _LONGEST))
