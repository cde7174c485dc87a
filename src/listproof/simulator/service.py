"""One legal server of one contract: a request in, an answer out, nothing of the network."""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from email.utils import formatdate
from pathlib import Path
from typing import Any, Protocol

from listproof.contract import Contract
from listproof.simulator.chaos import Chaos
from listproof.simulator.churn import Churn
from listproof.simulator.decisions import decide
from listproof.simulator.envelope import bytes_of, template
from listproof.simulator.exchange import Answer, Request
from listproof.simulator.numbered import Numbered
from listproof.simulator.pages.telling import headers_named
from listproof.simulator.query import TypedQuery
from listproof.simulator.reading.asking import bounded, route
from listproof.simulator.refusals import JSON, Refusal
from listproof.simulator.scopes import scopes_of
from listproof.simulator.seams import SeamChange, Seams
from listproof.simulator.seeding.records import Records, shaped
from listproof.simulator.seeding.roles import most
from listproof.simulator.serials import Serials
from listproof.simulator.signin import ACCOUNTS, Account, SessionOpened, State, verify
from listproof.simulator.tables.conditions import conditions
from listproof.simulator.tables.database import Database
from listproof.simulator.tables.ordering import ordering

__all__ = ["Service", "Twist"]

log = logging.getLogger(__name__)

_ASIDE = 4003
"""The most records that stand outside the main listing: of others, or where only a widening filter shows them."""


class Twist(Protocol):
    """A fault or a benign variant, as a service uses it."""

    @property
    def id(self) -> str:
        """Its stable name."""

    @property
    def change(self) -> SeamChange:
        """What it does to the seams."""


@dataclass
class Service:
    """A server of one contract.

    `jobs` records in the main scope; `seed` makes them; `readings` picks readings of open facts (see decisions.py). `fault` and
    `variant` change seams. `clock` gives the data's time in epoch seconds, the state of the sign-in has a clock of its own.
    `file` keeps the records. A `store` given is shared instead of filling one, with what `made` it. `memory` is for changes that remember,
    `numbered` has the cursors that are numbers, `serials` what requests are called.
    """

    contract: Contract
    jobs: int = 257
    seed: int = 0
    readings: Mapping[str, str] = field(default_factory=dict)
    fault: Twist | None = None
    variant: Twist | None = None
    clock: Callable[[], float] = time.time
    state: State = field(default_factory=State)
    file: Path | None = None
    store: Database = None  # type: ignore[assignment]
    made: Records = None  # type: ignore[assignment]
    motion: Churn | None = None
    disturbance: Chaos | None = None
    memory: dict[str, Any] = field(default_factory=dict)
    numbered: Numbered = field(default_factory=Numbered)
    serials: Serials = field(default_factory=Serials)

    def __post_init__(self) -> None:
        contract = self.contract
        self.decisions = decide(contract, {**dict(getattr(self.variant, "readings", {})), **self.readings})
        fewer: int | None = getattr(self.variant, "jobs", None)
        self.jobs = self.jobs if fewer is None else fewer
        self.jobs = min(self.jobs, most(contract) or self.jobs)
        moves = getattr(self.variant, "drift", None) or getattr(self.fault, "drift", None)
        self.motion = self.motion or (moves() if moves else None)
        disturbs = getattr(self.variant, "chaos", None)
        self.disturbance = self.disturbance or (disturbs() if disturbs else None)
        self.scopes = scopes_of(contract)
        self.skew = float(getattr(self.variant, "skew", 0.0))
        if self.store is None or self.made is None:
            level, ordinary = (bool(getattr(self.variant, name, False)) for name in ("level", "ordinary"))
            self.made = Records(contract, self.decisions, self.seed, self.now(), level, ordinary)
        self.columns = self.made.columns
        if self.store is None:
            extra = max(3, self.jobs // 10) if self.jobs and any(one.widens for one in contract.filters) else 0
            nothing = bounded(contract, self.decisions, TypedQuery({}, self.scopes.main))
            usual = conditions(contract, self.decisions, self.columns, nothing, self.now()).values()
            order = ordering(contract, self.decisions, self.columns, nothing).by
            self.store = Database.filled(self.made, self._counts(), min(extra, _ASIDE), self.file, usual, order)
        self.template = template(contract, self.decisions, self.seed)
        self.schemes = _schemes(contract, self.decisions.chosen, self.decisions.disputes)
        self.seams = Seams()
        for twist in (self.variant, self.fault):
            if twist is not None:
                self.seams = twist.change(self.seams)
        self._documented = _documented_headers(contract)

    def _counts(self) -> list[tuple[str, int]]:
        fewer = min(self.jobs, self.jobs // 5 + 3, _ASIDE)
        several = [(self.scopes.main, self.jobs), (self.scopes.second, fewer), (self.scopes.foreign, fewer)]
        return [(scope, count) for scope, count in several if scope is not None]

    def now(self) -> int:
        """The data's time in epoch milliseconds."""
        return int(self.time() * 1000)

    def time(self) -> float:
        """The data's time in epoch seconds: the clock's, off by what a variant sets it off."""
        return self.clock() + self.skew

    def like(self, fault: Twist | None = None, variant: Twist | None = None) -> Service:
        """Another server of the same contract with a fault or as a variant; it shares these records wherever it would make the same."""
        chosen = {**dict(getattr(variant, "readings", {})), **self.readings}
        own = variant is not self.variant and (_remakes(variant) or _remakes(self.variant))
        own = own or any(getattr(twist, "drift", None) for twist in (variant, fault)) or self.motion is not None
        own = own or shaped(self.contract, decide(self.contract, chosen)) != self.made.shapes
        shared: dict[str, Any] = {} if own else {"store": self.store, "made": self.made}
        return Service(
            self.contract,
            self.jobs,
            self.seed,
            self.readings,
            fault,
            variant,
            self.clock,
            self.state,
            **shared,
        )

    def headers(self, status: int) -> Sequence[tuple[str, str]]:
        """The headers that every answer of a status carries, the server's time among them."""
        documented = self._documented if status == 200 else ()
        return (*documented, ("Date", formatdate(self.time(), usegmt=True)))

    def cut(self, query: TypedQuery, matching: Sequence[int]) -> Sequence[int]:
        """The ordinals of a page, as this server cuts it. Raises Refusal where it refuses a page past the end."""
        return self.seams.cut(self, query, matching)

    def answer(self, request: Request) -> Answer:
        """The answer to a request, whatever the request is."""
        request = replace(request, name=self.serials.of(request))
        kind = self.disturbance.disturbed(self, request) if self.disturbance is not None else None
        if self.disturbance is None or kind is None:
            return self._answer(request)
        instead = self.disturbance.before(self, request, kind)
        return instead if instead is not None else self.disturbance.after(self._answer(request), kind)

    def _answer(self, request: Request) -> Answer:
        try:
            answer = self._answered(request)
        except Refusal as refusal:
            answer = self.seams.refuse(self, request, refusal)
        except Exception:
            log.exception("%s could not answer %s", self.contract.slug, request.target)
            answer = self.seams.refuse(self, request, Refusal("internal"))
        return self.seams.http(self, request, answer)

    def _answered(self, request: Request) -> Answer:
        path = route(self.contract, request.path)
        if path is None or request.method != self.contract.method:
            opened = self._signed_in_by_call(request)
            if opened is not None:
                return opened
            raise Refusal("no-such-route" if path is None else "no-such-method")
        account = self.seams.sign_in(self, request)
        if self.motion is not None:
            self.motion.advance(self)
        query = self.seams.bound(self, self._scoped(self.seams.read(self, request, path), account))
        kept = self.seams.where(self, query)
        by = self.seams.order(self, query)
        matching = self.seams.select(self, query, kept, by)
        query = self.seams.place(self, query, matching, kept, by)
        page = self.seams.cut(self, query, matching)
        query = replace(query, leads=self.seams.leads(self, query, matching, by))
        count = self.seams.total(self, query, matching)
        shown = self.seams.records(self, query, page)
        body = self.seams.envelope(self, query, shown, count)
        told = self.seams.heads(self, query, shown, count)
        return Answer(200, (("Content-Type", self.contract.media_type), *told), bytes_of(self.contract, self.decisions, body, shown))

    def _scoped(self, query: TypedQuery, account: Account) -> TypedQuery:
        """The query for the scope that it asks for, if the account may see that."""
        if not self.contract.scopes:
            return replace(query, scope=account.project_id)
        owner = account.project_id == ACCOUNTS[0].project_id
        if query.scope in ((self.scopes.main, self.scopes.second) if owner else (self.scopes.foreign,)):
            return query
        known = query.scope in (self.scopes.main, self.scopes.second, self.scopes.foreign)
        if not known and self.decisions["unknown-scope"] == "empty":
            return query
        raise Refusal("forbidden" if known else "not-found", self.contract.scopes[0].parameter)

    def _signed_in_by_call(self, request: Request) -> Answer | None:
        """The answer to a documented sign-in call; None where the request is no such call."""
        if not any(entry.get("path") == request.path for entry in self.contract.sign_in):
            return None
        outcome = verify(request, self.contract.sign_in, self.state)
        if isinstance(outcome, SessionOpened):
            success: Any = {pointer.strip("/"): value for pointer, value in self.contract.success.items()}
            text = json.dumps({**success, "message": "Success", "data": {"success": True}})
            return Answer(200, (("Content-Type", JSON), ("Set-Cookie", outcome.set_cookie)), text.encode())
        if request.method != "POST":
            raise Refusal("no-such-method")
        raise Refusal(getattr(outcome, "kind", "no-credential"), getattr(outcome, "parameter", ""))


def _remakes(variant: Twist | None) -> bool:
    """Whether a variant makes other records, or makes them at another time."""
    return any(getattr(variant, name, None) for name in ("level", "ordinary", "skew")) or getattr(variant, "jobs", None) is not None


def _schemes(contract: Contract, chosen: Mapping[str, str], disputes: Mapping[str, Any]) -> Sequence[Mapping[str, object]]:
    """The ways to sign in that this server takes: all documented, less what the chosen readings rule out."""
    schemes: list[Mapping[str, object]] = list(contract.sign_in)
    for fact in chosen:
        reading = disputes.get(fact.removeprefix("disputes."))
        if reading is None or "sign-in" not in reading.shows:
            continue
        place, accepted = reading.shows["sign-in"], reading.shows.get("gets") == "accepted"
        if place == "none" and accepted:
            schemes.append({"type": "none"})
        elif accepted:
            schemes = [entry for entry in schemes if entry["type"] not in {"header", "cookie"} - {place}]
        else:
            schemes = [entry for entry in schemes if entry["type"] != place]
    return schemes


def _documented_headers(contract: Contract) -> tuple[tuple[str, str], ...]:
    """The headers of a good answer that the contract documents with an example, the transport's own left out."""
    headers = contract.responses.get("200", {}).get("headers", {})
    own = {"date", "content-length", "content-type", *headers_named(contract)}
    return tuple((name, str(one["example"])) for name, one in headers.items() if name.lower() not in own and "example" in one)
