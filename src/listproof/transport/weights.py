"""How much memory the answers in hand take together: no more than a run may hold, whatever a target sends."""

from __future__ import annotations

import threading

from listproof.transport.answer import HEAVY, Answer
from listproof.transport.bounds import Beyond

__all__ = ["LIGHT", "Weights"]

LIGHT = 250_000
"""Bytes of memory up to which an answer is not counted at all. One that is heavy is counted whole."""
_MOST = 90_000_000
"""Bytes that all such answers together may take in memory."""


class Weights:
    """Counts what answers weigh `together`, in bytes of memory. Safe to use from several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.together = 0

    def weigh(self, answer: Answer) -> None:
        """Read the body, and count a heavy one whole. Beyond where all of them are more than a run can hold."""
        answer.let_go()
        if answer.weight > HEAVY:
            try:
                self._add(answer.weight)
            except Beyond as beyond:
                answer.forget(beyond)
                raise

    def hold(self, answer: Answer, new: float, beside: float = 0.0) -> None:
        """Count of an answer of middle weight the share that is `new` among its records, and that which stands `beside` them: packed, where
        it is no light one. Beyond where all of them are more than a run can hold."""
        if LIGHT < answer.weight <= HEAVY:
            apart = int(answer.weight * beside)
            self._add(int(answer.weight * new) + (answer.pack() if apart > LIGHT else apart))

    def _add(self, weight: int) -> None:
        with self._lock:
            self.together += weight
        if self.together > _MOST:
            raise Beyond("answers again and again with more than a run can hold")
