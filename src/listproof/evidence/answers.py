"""The cache: every answer in hand, each asked for once, whoever asks and from however many threads."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from concurrent.futures import Future
from typing import Any

from listproof.contract import Query
from listproof.evidence.question import Key
from listproof.evidence.reply import Reply, Walk
from listproof.transport import Answer

__all__ = ["Answers"]


class Answers:
    """Replies and walks by what was asked. `asked_ahead` names the laws whose drawn questions have been asked ahead. Safe to share.

    `drawn_aside` gives what a law draws on them, where a copy of this process has drawn it, and else None.
    """

    def __init__(self) -> None:
        self._replies: dict[Key, Reply] = {}
        self._earlier: list[Reply] = []
        self._walks: dict[tuple[Query, int], Walk] = {}
        self._spelled: dict[str, Answer] = {}
        self._asking: dict[Key, Future[Reply]] = {}
        self._lock = threading.Lock()
        self.asked_ahead: set[str] = set()
        self.drawn_aside: Callable[[str], tuple[Any, ...] | None] = lambda law: None

    @classmethod
    def of(cls, walk: Walk, where: str) -> Answers:
        """A cache that holds one walk at a path, and nothing else."""
        found = cls()
        for page in walk.read:
            found.keep((page.query, where, "%20"), page)
        found.keep_walk(walk)
        return found

    def reply(self, key: Key) -> Reply | None:
        """The reply in hand, if any."""
        return self._replies.get(key)

    def replies(self) -> tuple[Reply, ...]:
        """Every reply in hand, in the order asked for."""
        return tuple(self._replies.values())

    def keys_of(self, replies: Iterable[Reply]) -> tuple[Key, ...]:
        """The questions to which these replies, as far as they are in hand, are the answers."""
        wanted = {id(reply) for reply in replies}
        return tuple(key for key, reply in list(self._replies.items()) if id(reply) in wanted)

    def keep(self, key: Key, reply: Reply) -> None:
        """Take a reply for the answer from now on."""
        self._replies[key] = reply

    def remember(self, key: Key) -> None:
        """Keep the reply in hand among those that lead to others, though it is asked for anew and another takes its place."""
        reply = self._replies.get(key)
        if reply is not None:
            self._earlier.append(reply)

    def leading(self) -> tuple[Reply, ...]:
        """Every reply that may have led to another: those that were asked for anew since, and those in hand."""
        return (*self._earlier, *self._replies.values())

    def once(self, key: Key, ask: Callable[[], Reply]) -> Reply:
        """The reply to a question that several threads may have; who asks first, asks for all, and all meet what `ask` raises."""
        with self._lock:
            if key in self._replies:
                return self._replies[key]
            awaited = self._asking.get(key)
            if awaited is None:
                mine = self._asking[key] = Future()
        if awaited is not None:
            return awaited.result()
        try:
            reply = ask()
            self.keep(key, reply)
            mine.set_result(reply)
        except BaseException as error:
            mine.set_exception(error)
            raise
        finally:
            with self._lock:
                del self._asking[key]
        return reply

    def walk(self, query: Query, size: int) -> Walk | None:
        """The walk in hand, if any."""
        return self._walks.get((query, size))

    def keep_walk(self, walk: Walk) -> None:
        """Take a walk for the answer to its query and size from now on."""
        self._walks[walk.query, walk.size] = walk

    def spelled(self, query: str, ask: Callable[[], Answer]) -> Answer:
        """The answer to a query that is spelled already."""
        if query not in self._spelled:
            self._spelled[query] = ask()
        return self._spelled[query]
