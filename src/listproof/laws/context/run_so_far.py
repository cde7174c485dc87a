"""What a law may know of the run around it."""

from __future__ import annotations

from listproof.evidence import Reply
from listproof.laws.context.conversation import Conversation
from listproof.transport import Target

__all__ = ["RunSoFar"]


class RunSoFar:
    """The target of a run, and what its other laws have come to until now."""

    def __init__(self, conversation: Conversation) -> None:
        self._talk = conversation

    @property
    def target(self) -> Target:
        """The target as its table describes it."""
        return self._talk.target

    @property
    def replies(self) -> tuple[Reply, ...]:
        """Every reply in hand that shows records whole, whichever law asked for it; ahead of a law's turn Inconclusive."""
        return self._talk.replies

    @property
    def another_law_failed(self) -> bool:
        """Whether a law has failed in this run, be it that what it found was not confirmed."""
        return self._talk.store.failed

    @property
    def unasked(self) -> int:
        """How many answers came until now that nobody had asked for."""
        return self._talk.store.session.unasked
