"""The status of an answer, and of none: of a connection that is broken off at one question while others are answered."""

from __future__ import annotations

__all__ = ["BROKEN_OFF", "told"]

BROKEN_OFF = 1000
"""Stands where a status would, beyond those of three digits that can be sent, so that it is a server's error and no other."""


def told(status: int) -> str:
    """A status as reports say it."""
    return "no answer, the connection is broken off" if status == BROKEN_OFF else f"HTTP {status}"
