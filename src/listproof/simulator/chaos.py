"""A network and a gateway on a bad day: delays, throttling, unavailability, resets, bodies cut short, slow trickles."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field, replace
from random import Random

from listproof.simulator.exchange import Answer, Delivery, Request
from listproof.simulator.refusals import Refusal, refused
from listproof.simulator.served import Served

__all__ = ["Chaos"]


@dataclass
class Chaos:
    """Disturbs a `share` of the requests of one service; no request is disturbed more than `most` times in a row.

    `longest` bounds every delay, in seconds. What is disturbed how follows from `seed` and the number of the request.
    """

    share: float = 0.15
    longest: float = 0.05
    most: int = 2
    seed: int = 0
    kinds: tuple[str, ...] = ("delay", "throttled", "unavailable", "reset", "cut", "trickle")
    count: int = 0
    row: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def disturbed(self, service: Served, request: Request) -> str | None:
        """How the next request is disturbed, if it is."""
        with self.lock:
            self.count += 1
            random = Random(f"chaos {self.seed} {self.count}")
            if self.row >= self.most or random.random() >= self.share:
                self.row = 0
                return None
            self.row += 1
            return random.choice(self.kinds)

    def before(self, service: Served, request: Request, kind: str) -> Answer | None:
        """The answer that a gateway gives in place of the service; None where the service is asked."""
        if kind == "throttled":
            return refused(service.contract, request, Refusal("throttled")).with_header("Retry-After", "0")
        if kind == "unavailable":
            return Answer(503, (("Content-Type", "text/html"),), b"<html><body>503 Service Unavailable</body></html>")
        return None

    def after(self, answer: Answer, kind: str) -> Answer:
        """The service's answer as it travels on a bad day."""
        delivery = {
            "delay": Delivery(delay=self.longest),
            "reset": Delivery(reset=True),
            "cut": Delivery(cut=len(answer.body) // 2),
            "trickle": Delivery(pieces=5, pause=self.longest / 5, chunked=True),
        }.get(kind)
        return answer if delivery is None else replace(answer, delivery=delivery)
