"""The ways in which a law is run on the evidence: tried, rehearsed ahead of its turn, or judged again on what was heard."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import Executor
from typing import Any, Protocol

from listproof.evidence.answers import Answers
from listproof.evidence.drift import Drift
from listproof.evidence.question import Question
from listproof.evidence.reply import Reply
from listproof.transport import Answer
from listproof.verdicts import Inconclusive

__all__ = ["Heard", "Hearing", "Regime", "Rehearsal", "Review", "Takes"]

Heard = Mapping[object, list[Reply]]
"""The replies that were not shared, by what tells their questions apart, in the order heard."""
Takes = Callable[[tuple[Any, ...]], object]
"""What is given all that one law draws."""
_UNTOLD = "the answers in hand do not tell, in view of what moved around them"


class Regime(Protocol):
    """Where the reply to a question comes from that the cache cannot answer, or may not.

    `drift` is what moved around the answers, where they are judged in view of it; `threads` are those to which what is drawn is left;
    `takes` is given what each law draws, in place of asking it; `tells` says whether progress is told, `judges` whether what a law finds is
    kept.
    """

    @property
    def drift(self) -> Drift | None:
        """What moved around the answers in hand."""

    @property
    def threads(self) -> Executor | None:
        """Who asks what is drawn."""

    @property
    def takes(self) -> Takes | None:
        """What is given all that a law draws."""

    @property
    def tells(self) -> bool:
        """Whether progress is told."""

    @property
    def judges(self) -> bool:
        """Whether what a law finds is kept."""

    def reply(self, question: Question, answers: Answers, send: Callable[[], Reply]) -> Reply:
        """The reply to a question that the cache does not answer."""

    def spelled(self, query: str, answers: Answers, send: Callable[[], Answer]) -> Answer:
        """The answer to a query that is spelled already."""

    def in_hand(self, answers: Answers) -> tuple[Reply, ...]:
        """Every reply in hand, whichever law asked for it; Inconclusive where those of others are not to be gone by."""


class Hearing:
    """A law is tried: what is shared is asked for once, all else is asked, and remembered apart as `heard`."""

    drift: Drift | None = None
    threads: Executor | None = None
    takes: Takes | None = None
    tells = judges = True

    def __init__(self) -> None:
        self.heard: dict[object, list[Reply]] = {}

    def reply(self, question: Question, answers: Answers, send: Callable[[], Reply]) -> Reply:
        """What comes back."""
        if question.shared:
            return answers.once(question.key, send)
        reply = send()
        self.heard.setdefault(question.apart, []).append(reply)
        if question.as_target and not question.after:  # what a cursor that is too old leads to is not the page that it named
            answers.keep(question.key, reply)
        return reply

    def spelled(self, query: str, answers: Answers, send: Callable[[], Answer]) -> Answer:
        """What comes back."""
        return answers.spelled(query, send)

    def in_hand(self, answers: Answers) -> tuple[Reply, ...]:
        """All that were heard."""
        return answers.replies()


class Rehearsal:
    """A law is run ahead of its turn, for the answers that it asks for: nothing is asked that others cannot use."""

    drift: Drift | None = None
    tells = judges = False

    def __init__(self, threads: Executor | None = None, takes: Takes | None = None) -> None:
        self.threads = threads
        self.takes = takes

    def reply(self, question: Question, answers: Answers, send: Callable[[], Reply]) -> Reply:
        """What comes back; Inconclusive where it would not be shared."""
        if not question.shared:
            raise Inconclusive("a rehearsal asks for nothing that is not shared")
        return answers.once(question.key, send)

    def spelled(self, query: str, answers: Answers, send: Callable[[], Answer]) -> Answer:
        """What comes back."""
        return answers.spelled(query, send)

    def in_hand(self, answers: Answers) -> tuple[Reply, ...]:
        """Inconclusive: what is in hand ahead of a law's turn hangs on how fast others hear, and so would what it asks."""
        raise Inconclusive("a rehearsal does not go by what others hear")


class Review:
    """A law is judged again on the answers of a trial, in view of what moved around them: nobody is asked."""

    threads: Executor | None = None
    takes: Takes | None = None
    tells = False
    judges = True

    def __init__(self, drift: Drift, heard: Heard) -> None:
        self.drift: Drift | None = drift
        self._left = {key: list(replies) for key, replies in heard.items()}

    def reply(self, question: Question, answers: Answers, send: Callable[[], Reply]) -> Reply:
        """The next of the replies heard; Inconclusive where there is none."""
        left = self._left.get(question.apart)
        if not left:
            raise Inconclusive(_UNTOLD)
        return left.pop(0)

    def spelled(self, query: str, answers: Answers, send: Callable[[], Answer]) -> Answer:
        """The answer in hand; Inconclusive where there is none."""

        def untold() -> Answer:
            raise Inconclusive(_UNTOLD)

        return answers.spelled(query, untold)

    def in_hand(self, answers: Answers) -> tuple[Reply, ...]:
        """All that were heard."""
        return answers.replies()
