"""Hypothesis drawing plainly: at random, one draw after the other.

Its own way looks for prefixes that are new and tries again with parts of a draw put in each other's places. That pays where an answer
costs nothing; here what is drawn twice is not asked twice, and most of its time went into inputs that nobody asked for. A finding is made
smaller by Hypothesis itself.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from contextlib import suppress
from random import Random
from typing import Any, TypeVar

from hypothesis import HealthCheck, Phase, find, reject, settings
from hypothesis import strategies as st
from hypothesis.errors import NoSuchExample, Unsatisfiable
from hypothesis.internal.conjecture.providers import AVAILABLE_PROVIDERS, HypothesisProvider

from listproof.generating.alone import ALONE
from listproof.generating.drawing import Draw, EnoughError, Inputs, RejectedError

__all__ = ["PLAIN", "drawn", "made", "smallest_wrong"]

T = TypeVar("T", bound=Hashable)
PLAIN = "listproof-plain"
"""The name of this way of drawing among the backends of Hypothesis."""


class _Plain(HypothesisProvider):
    """Draws as Hypothesis does, but for constants of the programs that are loaded: those of this suite say nothing of a target."""

    def _maybe_draw_constant(self, *_: Any, **__: Any) -> None:
        return None


AVAILABLE_PROVIDERS[PLAIN] = _Plain


def smallest_wrong(inputs: Inputs[T], wrong: Callable[[T], bool], most: int, seed: int) -> T | None:
    """The smallest input of which `wrong` is true, among those that are drawn for so many; None where there is none.

    `wrong` may raise EnoughError to end the drawing.
    """
    with ALONE, suppress(NoSuchExample, Unsatisfiable, EnoughError):
        return find(made(inputs), wrong, settings=_settings(most), random=Random(seed))
    return None


def drawn(inputs: Inputs[T], most: int, seed: int, take: Callable[[T], object] | None = None) -> tuple[T, ...]:
    """What `smallest_wrong` shows to a `wrong` that is never true: so many different inputs in their order, or as many as there are.

    `take` is handed each as soon as it is drawn.
    """
    found: dict[T, None] = {}

    def keep(one: T) -> bool:
        if one not in found:
            if len(found) >= most:
                raise EnoughError
            found[one] = None
            if take is not None:
                take(one)
        return False

    smallest_wrong(inputs, keep, most, seed)
    return tuple(found)


@st.composite
def made(draw: Callable[[st.SearchStrategy[Any]], Any], inputs: Inputs[T]) -> T:
    """What inputs are drawn from, as a strategy of Hypothesis."""
    try:
        return inputs(Draw(draw))
    except RejectedError:
        reject()


def _settings(most: int) -> settings:
    """Everything is said here, for Hypothesis's own profile changes with `CI` and with a project's conftest.

    What is drawn again is not asked again, so that more has to be drawn than is to be asked.
    """
    return settings(
        max_examples=2 * most,
        backend=PLAIN,
        deadline=None,
        derandomize=False,
        database=None,
        report_multiple_bugs=False,
        suppress_health_check=list(HealthCheck),
        phases=(Phase.generate, Phase.shrink),
    )
