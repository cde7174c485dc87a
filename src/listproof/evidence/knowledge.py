"""What laws have worked out so far: which readings of a filter are left, what a missing parameter means, and whatever was dear to find."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

__all__ = ["Knowledge"]

_OF_THE_RUN = ("paired",)
"""What `memory` holds that is chosen once in a run, whatever moves: it need not be the best choice, and is dear."""


@dataclass(frozen=True)
class Knowledge:
    """`readings` maps a filter to those of its readings that answers left, `absent` to what its absence was seen to mean.

    `memory` maps a key, whose first part is its kind, to what was worked out under it. `suspects` maps a law that draws to what it found
    wrong: a law that is tried again asks the same question again.
    """

    readings: dict[str, tuple[str, ...]] = field(default_factory=dict)
    absent: dict[str, tuple[Any, ...]] = field(default_factory=dict)
    memory: dict[Any, Any] = field(default_factory=dict)
    suspects: dict[str, Any] = field(default_factory=dict)

    def of_other_answers(self) -> Knowledge:
        """What stays known when all is asked anew. Suspects are one and the same."""
        return Knowledge(memory={key: value for key, value in self.memory.items() if key[0] in _OF_THE_RUN}, suspects=self.suspects)

    def for_rehearsal(self) -> Knowledge:
        """A copy in which nothing is suspected."""
        return Knowledge(dict(self.readings), dict(self.absent), dict(self.memory))

    def for_review(self) -> Knowledge:
        """A copy in which no reading has been struck out: in view of what moved, the same answers may say less."""
        return Knowledge(memory=dict(self.memory), suspects=dict(self.suspects))
