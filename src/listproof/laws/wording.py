"""How laws put what they expect and what they saw."""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["between", "some_of"]

_SHOWN = 4


def between(least: int, most: int) -> str:
    """A number of records, or a span where readings leave it open."""
    return f"{least} records" if least == most else f"{least} to {most} records"


def some_of(names: Sequence[str]) -> str:
    """The first few of some names."""
    return ", ".join(names[:_SHOWN])
