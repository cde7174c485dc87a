"""How a question stays without an answer, and what is then worth another attempt."""

from __future__ import annotations

import httpx

from listproof.transport.answer import Answer
from listproof.transport.sockets import UnaskedAnswer
from listproof.verdicts import Trouble

__all__ = ["TooLarge", "TryAgain", "elsewhere", "unanswered"]


class TooLarge(Trouble):
    """An answer that is more than we read, or than a run can hold; what there is of it is `answer`."""

    def __init__(self, says: str, answer: Answer) -> None:
        super().__init__(says)
        self.answer = answer


def unanswered(error: httpx.RequestError) -> str:
    """How a question stayed without any answer; empty where it is not sure that it is the service's doing."""
    if isinstance(error, httpx.ReadTimeout):
        return "late"
    return "broken off" if isinstance(error, httpx.RemoteProtocolError | httpx.ReadError) and not isinstance(error, UnaskedAnswer) else ""


class TryAgain(Exception):
    """An attempt that came to nothing: how long to wait `after` it where the target says so, of what kind, how it stayed `unanswered`."""

    def __init__(self, message: str, after: float | None = None, kind: str = "suite", unanswered: str = "") -> None:
        super().__init__(message)
        self.after = after
        self.kind = kind
        self.unanswered = unanswered


def elsewhere(error: httpx.RequestError, url: httpx.URL) -> str:
    """Which other host an error tells of, where it is not the one that was asked: that of a token call."""
    asked = getattr(error, "_request", None)
    return f"{asked.url.host}, which hands out the token, " if asked is not None and asked.url.host != url.host else ""
