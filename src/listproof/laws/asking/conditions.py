"""What a document makes the effect of a filter depend on, for the verdict on a filter without one."""

from __future__ import annotations

from listproof.contract import Filter

__all__ = ["only_when"]


def only_when(one: Filter) -> str:
    """The condition without which a document has a filter do nothing, as the end of a sentence; empty where it names none."""
    return f"; its document has it work only when {one.only_when}" if one.only_when else ""
