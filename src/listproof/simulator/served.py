"""What a step of an answer knows of its server: what is served, by which decisions, at what time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from listproof.contract import Contract
from listproof.simulator.columns import Column
from listproof.simulator.decisions import Decisions
from listproof.simulator.exchange import Answer, Request
from listproof.simulator.numbered import Numbered
from listproof.simulator.query import TypedQuery
from listproof.simulator.scopes import Scopes
from listproof.simulator.seeding.records import Records
from listproof.simulator.signin import State
from listproof.simulator.tables.database import Database

__all__ = ["Served"]


class Served(Protocol):
    """A server as its seams, its faults and whatever moves its records see it; which seams it has they need not know."""

    contract: Contract
    decisions: Decisions
    columns: tuple[Column, ...]
    store: Database
    made: Records
    scopes: Scopes
    schemes: Sequence[Mapping[str, object]]
    state: State
    template: Any
    memory: dict[str, Any]
    numbered: Numbered

    def now(self) -> int:
        """The data's time in epoch milliseconds."""

    def time(self) -> float:
        """The data's time in epoch seconds."""

    def headers(self, status: int) -> Sequence[tuple[str, str]]:
        """The headers that every answer of a status carries."""

    def cut(self, query: TypedQuery, matching: Sequence[int]) -> Sequence[int]:
        """The ordinals of a page, as this server cuts it. Raises Refusal."""

    def answer(self, request: Request) -> Answer:
        """The answer to another request."""
