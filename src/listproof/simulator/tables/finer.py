"""Times that a server keeps finer than it shows them: a part of a second that no record shows, another for each."""

from __future__ import annotations

__all__ = ["kept"]

_PART = "CASE WHEN ordinal % 3 = 0 THEN 0 ELSE (ordinal * 7919 + 17) % 1000"
"""Milliseconds of a record; one in three has none, so that a moment can be asked for as it is shown."""


def kept(column: str, way: str) -> str:
    """What a column of moments that records show in whole seconds stands for in SQL, where they are kept in some way."""
    if way == "cut":
        return f"({column} + {_PART} END)"
    return f"({column} + {_PART} - 500 END)" if way == "rounded" else column
