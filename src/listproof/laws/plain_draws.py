"""Hypothesis drawing plainly: at random, one draw after the other.

Its own way looks for prefixes that are new and tries again with parts of a draw put in each other's places. That pays where an answer
costs nothing; here what is drawn twice is not asked twice, and most of its time went into inputs that nobody asked for. A finding is made
smaller by Hypothesis itself.
"""

from __future__ import annotations

from typing import Any

from hypothesis.internal.conjecture.providers import AVAILABLE_PROVIDERS, HypothesisProvider

__all__ = ["PLAIN"]

PLAIN = "listproof-plain"
"""The name of this way of drawing among the backends of Hypothesis."""


class _Plain(HypothesisProvider):
    """Draws as Hypothesis does, but for constants of the programs that are loaded: those of this suite say nothing of a target."""

    def _maybe_draw_constant(self, *_: Any, **__: Any) -> None:
        return None


AVAILABLE_PROVIDERS[PLAIN] = _Plain
