"""Records that move while they are read: new ones come, running ones finish, old ones go, so many a second."""

from __future__ import annotations

import json
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any, Literal

from listproof.simulator.seeding import roles
from listproof.simulator.seeding.alternatives import record_schema
from listproof.simulator.served import Served

__all__ = ["Churn"]

_AT_ONCE = 500


@dataclass
class Churn:
    """`rate` changes a second by the service's clock, each one of `kinds`: about half new records, a quarter finished, a quarter deleted.

    Changes are made when a request comes, as many as the time since the last one asks for. A drift belongs to one service.
    """

    rate: float
    seed: int = 0
    kinds: Sequence[Literal["add", "finish", "delete"]] = ("add", "add", "finish", "delete")
    began: float | None = None
    made: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def advance(self, service: Served) -> None:
        """Brings the records of a service up to its time."""
        with self.lock:
            now = service.time()
            if self.began is None:
                self.began = now
            due = min(int((now - self.began) * self.rate), self.made + _AT_ONCE)
            while self.made < due:
                self._change(service, Random(f"drift {self.seed} {self.made}"))
                self.made += 1

    def _change(self, service: Served, random: Random) -> None:
        kind = random.choice(self.kinds)
        if kind == "add":
            self._add(service, random)
        elif kind == "delete":
            self._delete(service, random)
        elif not self._finish(service, random):
            self._add(service, random)

    def _add(self, service: Served, random: Random) -> None:
        ordinal = service.store.rows("SELECT coalesce(max(ordinal), 0) + 1 FROM records")[0][0]
        moment = service.now() - service.now() % 1000 - 1000
        service.store.add([service.made.one(ordinal, service.scopes.main, moment, random)])

    def _delete(self, service: Served, random: Random) -> None:
        found = service.store.rows("SELECT ordinal FROM records WHERE scope = ? ORDER BY ordinal", (service.scopes.main,))
        if len(found) > 1:
            service.store.delete(found[random.randrange(len(found))][0])

    def _finish(self, service: Served, random: Random) -> bool:
        """Ends one record that still moves; False where none does, or where records have no state."""
        state = service.made.state
        if state is None:
            return False
        schema = record_schema(service.contract)["properties"][state[1:]]
        ends = [value for value in schema["enum"] if value is not None and roles.final(value, schema)]
        found = service.store.rows("SELECT ordinal FROM records WHERE scope = ? ORDER BY ordinal", (service.scopes.main,))
        random.shuffle(found)
        for (ordinal,) in found[:50]:
            for text in service.store.bodies([ordinal]):
                record = json.loads(text)
                if ends and roles.final(record.get(state[1:]), schema) is None:
                    service.store.rewrite(ordinal, _ended(service, record, state[1:], random.choice(ends)))
                    return True
        return False


def _ended(service: Served, record: dict[str, Any], state: str, end: Any) -> dict[str, Any]:
    """The record with a final state, and the times that go with it."""
    schema = record_schema(service.contract)["properties"]
    kind = roles.final(end, schema[state])
    changed = {**record, state: end}
    for name, inner in schema.items():
        phase = roles.phase(f"/{name}", inner)
        if phase in ("end", "changed", kind) and (name in record or phase != "changed"):
            changed[name] = service.made.moment(f"/{name}", inner, service.now())
    return changed
