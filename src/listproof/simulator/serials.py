"""What a server calls the requests that it answers, as it shows them in its answers."""

from __future__ import annotations

import hashlib
import threading
import uuid

from listproof.simulator.exchange import Request

__all__ = ["Serials"]

_MOST = 10_000
"""Questions of which it is known how often they were asked."""


class Serials:
    """Names every request otherwise, and the same questions at another server the same: its answers are then the same to the letter."""

    def __init__(self) -> None:
        self._times: dict[bytes, int] = {}
        self._forgotten = 0
        self._lock = threading.Lock()

    def of(self, request: Request) -> str:
        """The name of a request that is answered now."""
        asked = b" ".join((request.method.encode(), request.target.encode("utf-8", "surrogateescape"), request.body))
        with self._lock:
            if len(self._times) >= _MOST:
                self._times.clear()
                self._forgotten += 1
            times = self._times[asked] = self._times.get(asked, 0) + 1
            past = self._forgotten
        digest = hashlib.blake2b(b"%d %d " % (past, times) + asked, digest_size=16).digest()
        return str(uuid.UUID(bytes=digest, version=4)).upper()
