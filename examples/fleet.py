"""The records that the examples serve, and what a query keeps of them: one listing, told once for three frameworks."""

from __future__ import annotations

import datetime
import os
from typing import Any

__all__ = ["BOATS", "FAULTS", "fault", "found", "page"]

FAULTS = ("lost-at-a-border", "ignored-filter", "total-of-the-page")
"""What `FAULT` in the environment makes an example do wrong; the listing that has no total ignores its direction instead."""

_STATES = ("moored", "sailing", "laid-up")
_NAMES = ("Albatross", "Bream", "Curlew", "Dunlin", "Eider", "Fulmar", "Gannet", "Heron", "Ibis", "Jackdaw", "Kittiwake", "Lapwing")
_FIRST = datetime.datetime(2026, 1, 5, 6, 30, tzinfo=datetime.UTC)

BOATS: list[dict[str, Any]] = [
    {
        "id": number,
        "name": f"{_NAMES[number * 5 % 12]} {number % 7 + 1}",
        "state": _STATES[number * 7 % 3],
        "crew": number * 3 % 9,
        "created_at": (_FIRST + datetime.timedelta(hours=7 * number)).strftime("%Y-%m-%dT%H:%M:%SZ"),
    }
    for number in range(1, 61)
]


def fault() -> str:
    """The fault that the environment asks for; empty for none."""
    return os.environ.get("FAULT", "")


def found(state: str | None = None, min_crew: int | None = None, sort: str = "id", descending: bool = False) -> list[dict[str, Any]]:
    """The boats that a query keeps, in its order; equal ones by their id."""
    state = None if fault() == "ignored-filter" else state
    kept = [one for one in BOATS if state in (None, one["state"]) and (min_crew is None or one["crew"] >= min_crew)]
    kept.sort(key=lambda one: one["id"])
    kept.sort(key=lambda one: one[sort], reverse=descending)
    return kept


def page(boats: list[dict[str, Any]], offset: int, limit: int) -> tuple[list[dict[str, Any]], int]:
    """A page of boats and the number of all of them."""
    start = offset + 1 if fault() == "lost-at-a-border" and offset else offset
    shown = boats[start : start + limit]
    return shown, len(shown) if fault() == "total-of-the-page" else len(boats)
