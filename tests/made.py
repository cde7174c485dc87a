"""A listing that answers from a list of records in this process, and can be told to misbehave."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import httpx

from listproof.contract import Contract, load
from listproof.evidence import Store
from listproof.transport import Session, Target

CONTRACTS = Path(__file__).parents[1] / "contracts"
CONTRACT = load("huawei-hss-kubernetes-jobs", CONTRACTS)
SECRET = "gAAAAABk-token-of-a-test"
PROJECT = "0a1b2c3d4e5f60718293a4b5c6d7e8f9"
Handler = Callable[[httpx.Request], httpx.Response]


def record(number: int, **changes: Any) -> dict[str, Any]:
    """A record of the contract, told apart by its number."""
    return {
        "name": f"job-{number}", "namespace_name": "default", "cluster_name": "c", "status": "Running", "pods_num": 1, "image_name": "i",
        "match_labels": [], "execute_time": 1_700_000_000_000, "create_time": 1_700_000_000_000 + number, **changes,
    }  # fmt: skip


def page(records: Sequence[Any], total: int | None = None) -> httpx.Response:
    """An answer of the contract that holds these records."""
    body = {"total_num": len(records) if total is None else total, "last_update_time": 1, "job_info_list": list(records)}
    return httpx.Response(200, content=json.dumps(body), headers={"content-type": "application/json"})


class World:
    """Records behind a listing; `before` is called with the number of each request (from 1) and may change them.

    `refuses` are parameters that it does not take.
    """

    def __init__(self, records: Sequence[Any], before: Callable[[World, int], None] | None = None) -> None:
        self.records = list(records)
        self.asked: list[httpx.URL] = []
        self.refuses: frozenset[str] = frozenset()
        self._before = before

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request.url)
        if self._before is not None:
            self._before(self, len(self.asked))
        asked = dict(request.url.params)
        if self.refuses & asked.keys():
            return httpx.Response(400, json={"error_code": "HSS.0004", "error_msg": "refused"})
        start, size = int(asked.get("offset", 0)), int(asked.get("limit", 10))
        kept = [one for one in self.records if asked.get("job_name", "") in one["name"]]
        return page(kept[start : start + size], len(kept))


def target(**changes: Any) -> Target:
    """A target with a token."""
    auth = {"type": "header", "name": "X-Auth-Token", "value": SECRET}
    return Target(**{"name": "test", "slug": CONTRACT.slug, "base_url": "http://127.0.0.1:1", "path": {"project_id": PROJECT}, "auth": auth}
                  | changes)  # fmt: skip


def session(handler: Handler, **changes: Any) -> tuple[Session, list[float]]:
    """A session at a handler, and the waits (seconds) that it was asked for."""
    waits: list[float] = []
    attempts, begins = changes.pop("attempts", 6), changes.pop("begins", None)
    transport = httpx.MockTransport(handler)
    made = Session(target(**changes), CONTRACT.sign_in, transport=transport, attempts=attempts, sleep=waits.append, begins=begins)
    return made, waits


def store(handler: Handler, contract: Contract = CONTRACT, **changes: Any) -> Store:
    """A store at a handler."""
    return Store(contract, session(handler, **changes)[0])
