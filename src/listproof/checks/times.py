"""Whether what stands where a time is documented is one, in each of the formats in which contracts have times."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from listproof.oracle import instant

__all__ = ["no_time"]

_UNITS = {"epoch-milliseconds": ("milliseconds", 10**11, 10**14), "epoch-seconds": ("seconds", 10**8, 10**11)}
"""The numbers that are times of a unit: from 1973 to the year 5138."""
_DAY, _CLOCK = r"\d{4}-\d\d-\d\d", r"\d\d:\d\d(:\d\d(\.\d+)?)?"
_WRITTEN = {
    "date-time": (re.compile(rf"{_DAY}T{_CLOCK}(Z|[+-]\d\d:?\d\d)", re.ASCII), "no RFC 3339 time"),
    "date-time-local": (re.compile(rf"{_DAY}[T ]{_CLOCK}", re.ASCII), "no time without an offset"),
    "date": (re.compile(_DAY, re.ASCII), "no date"),
}
_NO_YEAR, _LIKE_IT = "0000", "2000"
"""The year that RFC 3339 has and no calendar of ours, and one with the same days."""
_LEAP = re.compile(r"(?<=:59):60")


def no_time(form: str | None, value: Any) -> str | None:
    """Why a value is no time of a format, in words; None where it is one, or the format or the kind of the value is none of a time's."""
    if form in _UNITS and isinstance(value, int | float):
        unit, first, end = _UNITS[form]
        return None if first <= value < end else f"no time in {unit}"
    if form in _WRITTEN and isinstance(value, str):
        pattern, trouble = _WRITTEN[form]
        text = value.upper()
        return None if pattern.fullmatch(text) and _stands_in_a_calendar(form, text) else trouble
    return None


def _stands_in_a_calendar(form: str, text: str) -> bool:
    """Whether there is such a day, and such a moment of it; a leap second is one."""
    text = _LIKE_IT + text[4:] if text.startswith(_NO_YEAR) else text
    if form != "date":
        return instant(_LEAP.sub(":59", text)) is not None
    try:
        return bool(date.fromisoformat(text))
    except ValueError:
        return False
