"""One question to a listing: a query, how it is spelled, and on whose behalf it is asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import httpx

from listproof.contract import Query

__all__ = ["Key", "Question"]

Key = tuple[Query, str, str]


@dataclass(frozen=True)
class Question:
    """What is asked: `where` is the spelled path, `space` how a blank is spelled, `auth` and `headers` replace the target's own.

    `fresh`: an answer already in hand will not do; `after` so many seconds, which pass before it is asked.
    """

    query: Query
    where: str
    space: str = "%20"
    fresh: bool = False
    auth: httpx.Auth | None = None
    headers: Mapping[str, str] | None = None
    after: float = 0.0

    @property
    def key(self) -> Key:
        """What tells questions apart that have one answer for everybody."""
        return self.query, self.where, self.space

    @property
    def as_target(self) -> bool:
        """Whether it is asked as the target's own credential and headers ask."""
        return self.auth is None and self.headers is None

    @property
    def shared(self) -> bool:
        """Whether one answer serves all who ask."""
        return self.as_target and not self.fresh

    @property
    def apart(self) -> tuple[Query, str, str, str]:
        """What tells questions apart whose answers are not shared."""
        return (*self.key, f"{type(self.auth).__name__ if self.auth else ''} {sorted((self.headers or {}).items())}")
