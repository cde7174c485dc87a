"""Servers without sockets, requests signed as the suite signs them, and a fixed set of probing questions."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Any, Literal

import httpx
import pytest

from listproof.contract import Contract, Filter, each, load, slugs
from listproof.contract.wire import Query, spell, spelled_path
from listproof.simulator.exchange import Request
from listproof.simulator.service import Service
from listproof.simulator.signin import ACCOUNTS
from listproof.simulator.targets import mock
from listproof.simulator.transport import InProcess
from listproof.transport.auth import build, without, wrong, wrongly_signed

SLUGS = slugs()


@dataclass
class Asker:
    """One server, asked in a contract's terms; `shows` gives what an answer says, without what is new in every answer."""

    service: Service
    clients: dict[str, httpx.Client] = field(default_factory=dict)
    always: dict[str, Any] | None = None

    @property
    def contract(self) -> Contract:
        return self.service.contract

    def client(self, sign_in: str = "right") -> httpx.Client:
        if sign_in not in self.clients:
            entry = mock(self.contract, "http://simulator")
            makers: dict[str, Callable[..., Any]] = {"right": build, "none": without, "wrong": wrong, "wrongly signed": wrongly_signed}
            auth = makers[sign_in](entry["auth"], self.contract.sign_in)
            self.clients[sign_in] = httpx.Client(transport=InProcess(self.service), base_url="http://simulator", auth=auth)
        return self.clients[sign_in]

    def get(self, query: dict[str, Any] | str | None = None, sign_in: str = "right", scope: str | None = None) -> httpx.Response:
        spelled = query if isinstance(query, str) else spell(self.contract, Query.of({**self.needed(), **(query or {})}))
        values = self.service.scopes.values(self.contract, scope or self.service.scopes.main)
        path = spelled_path(self.contract, values)
        return self.client(sign_in).get(f"{path}?{spelled}", headers={"Content-Type": "application/json"})

    def needed(self) -> dict[str, Any]:
        """What every query must say: required parameters and the base query."""
        if self.always is None:
            required = {p.name: p.default or p.example for p in self.contract.query_parameters if p.required}
            self.always = {**required, **self.contract.base}
        return self.always

    def records(self, query: dict[str, Any] | None = None, scope: str | None = None, size: int = 0) -> list[Any]:
        """Every record of a query, page by page, of a size that the service certainly takes unless another is given."""
        pages, found = self.contract.pages, []
        size = size or pages.size.safe
        for page in range(1000):
            start = page * size if pages.kind == "offset" else pages.first + page
            answer = self.get({**(query or {}), pages.size.parameter: size, pages.parameter: start}, scope=scope)
            assert answer.status_code == 200, answer.text
            shown = next(each(answer.json(), self.contract.records))
            found += shown
            if len(shown) < size:
                return found
        raise AssertionError("the listing does not end")

    def total(self, query: dict[str, Any] | None = None) -> int:
        assert self.contract.total is not None
        return int(next(each(self.get(query).json(), self.contract.total.at.name)))


def shown(answer: httpx.Response) -> str:
    """What an answer says: status, media type and body, without what is new in every answer."""
    try:
        body = answer.json()
    except ValueError:
        return f"{answer.status_code} {answer.headers.get('content-type')} {answer.content!r}"
    if isinstance(body, dict):
        body = {key: type(value).__name__ if key.lower().replace("_", "") == "requestid" else value for key, value in body.items()}
    return f"{answer.status_code} {answer.headers.get('content-type')} {json.dumps(body, ensure_ascii=True)}"


@pytest.fixture(scope="session", params=SLUGS)
def contract(request: pytest.FixtureRequest) -> Contract:
    """Each of the contracts in turn."""
    return load(request.param)


@pytest.fixture(scope="session")
def asker(contract: Contract) -> Asker:
    """A legal server of the contract, and whom to ask it through."""
    return Asker(Service(contract))


@pytest.fixture(scope="session")
def ask() -> type[Asker]:
    """How to ask a server."""
    return Asker


@dataclass(frozen=True)
class Probe:
    """One question: a query in the contract's terms, how it signs in, and whose records it asks for: the main scope's, or those of
    the second or of one that nobody has.
    """

    query: dict[str, Any]
    sign_in: str = "right"
    scope: Literal["main", "second", "made up"] = "main"

    def about(self, names: tuple[str, ...]) -> bool:
        return any(name in self.query for name in names)


def told(asker: Asker, probe: Probe) -> str:
    """What a server answers to a probe; a right credential is taken for granted, which is quicker."""
    scopes = asker.service.scopes
    scope = {"main": scopes.main, "second": scopes.second, "made up": "4711"}[probe.scope]
    if probe.sign_in != "right":
        return shown(asker.get(probe.query, sign_in=probe.sign_in, scope=scope))
    contract, service = asker.contract, asker.service
    spelled = spell(contract, Query.of({**asker.needed(), **probe.query}))
    path = spelled_path(contract, service.scopes.values(contract, scope or ""))
    service.seams = replace(service.seams, sign_in=lambda service, request: ACCOUNTS[0])
    answer = service.answer(Request("GET", f"{path}?{spelled}", (("Content-Type", "application/json"),)))
    body = re.sub(rb'"RequestId":"[0-9A-F-]{36}"', b'"RequestId":"new"', answer.body)
    return f"{answer.status} {answer.header('content-type')} {body!r}"


@pytest.fixture(scope="session")
def probe() -> Callable[[Contract, list[Any]], list[Probe]]:
    """The probing questions of a contract, given its records."""
    return probes


@pytest.fixture(scope="session")
def tell() -> Callable[[Asker, Probe], str]:
    """What a server answers to a probe."""
    return told


def probes(contract: Contract, records: list[Any]) -> list[Probe]:
    """Questions that together look at everything that a contract says, with values that its records show."""
    queries: tuple[Any, ...] = (*_pages(contract, len(records)), *_filters(contract, records), *_orders(contract), *_refused(contract))
    others = [Probe({}, sign_in="none"), Probe({}, sign_in="wrong")]
    if wrongly_signed(mock(contract, "http://simulator")["auth"], contract.sign_in) is not None:
        others.append(Probe({}, sign_in="wrongly signed"))
    if contract.scopes:
        others += [Probe({}, scope="second"), Probe({}, scope="made up")]
    return [*others, *(Probe(query) for query in queries)]


def _pages(contract: Contract, count: int) -> Iterator[dict[str, Any]]:
    pages, size = contract.pages, contract.pages.size
    parameter = contract.parameter(size.parameter)
    low, high = parameter.minimum or 1, parameter.maximum or size.safe
    yield {}
    yield dict.fromkeys(contract.base)
    for number in dict.fromkeys((10, 20, size.safe, 11, 17, low, high, low - 1, high + 1)):
        yield {size.parameter: number}
        for step in (1, 2, 3, 5):
            yield {size.parameter: number, pages.parameter: step * number if pages.kind == "offset" else pages.first + step}
    for start in (0, 1, 7, 93, 101, 200, count - 3, count, count + 50, count + 7, -1, -20, contract.parameter(pages.parameter).maximum):
        yield {pages.parameter: start, size.parameter: 10}
    last = (count - 1) // 10
    yield {size.parameter: 10, pages.parameter: last * 10 if pages.kind == "offset" else pages.first + last}


def _values(contract: Contract, one: Filter, records: list[Any]) -> list[Any]:
    parameter = contract.parameter(one.name)
    pointer = one.field.absent or next(iter(one.field.all()), None)
    values: list[Any] = list(parameter.enum)
    shown = list(dict.fromkeys(str(v) for record in records for v in each(record, pointer) if v is not None)) if pointer else []
    if one.compares in ("time", "number"):
        kept = sorted(shown)[:: max(1, len(shown) // 5)]
        values += [int(v) if parameter.kind == "integer" else v for v in kept if parameter.kind != "integer" or v.lstrip("-").isdigit()]
        if parameter.schema.get("format") == "date-time":
            values += [value[:-1] + "+08:00" for value in kept[1:3]]
        return [0, 1, *values] if parameter.kind == "integer" else values
    if parameter.kind == "object":
        return [{"team": "vision"}, {"team": "vision", "env": "prod"}, {"team": "nlp", "env": "prod"}, {}]
    if parameter.kind == "boolean" or str(parameter.example) in ("true", "false"):
        return [True, False] if parameter.kind == "boolean" else ["true", "false"]
    if parameter.enum:
        return values
    texts = [text for text in shown if not text.isascii() or set(text) & set("%_*+ '\"\\.?[&") or text in ("0", "test", "TEST")][:60]
    texts += shown[:6] + [text.upper() for text in shown[:3]] + [text.swapcase() for text in shown[:3]]
    texts += [text[:-1] for text in shown[:3]] + [text[1:] for text in shown[:3]]
    texts += ["%", "_", "*", "none-such", "", "a" * 300, "test 1", "0"]
    if one.separator:
        texts += [one.separator.join(shown[:3]), one.separator.join(shown[4:6])]
    if not shown:
        texts += ["0", "all_granted_eps", "PUBLIC"]
    for length in (parameter.max_length, parameter.min_length):
        texts += ["a" * length] if length else []
    return texts


def _filters(contract: Contract, records: list[Any]) -> Iterator[dict[str, Any]]:
    size = {contract.pages.size.parameter: min(100, max(10, contract.pages.size.safe))}
    first: dict[str, Any] = {}
    for one in contract.filters:
        needs = dict(one.needs)
        values = _values(contract, one, records)
        for value in values:
            yield {one.name: value, **needs, **size}
        yield {one.name: values[0], **needs, contract.pages.size.parameter: 10}
        second = 10 if contract.pages.kind == "offset" else 2
        yield {one.name: values[0], **needs, contract.pages.parameter: second, contract.pages.size.parameter: 10}
        yield {one.name: None}
        yield {one.name: "Unheard-of"}
        if one.everything is not None:
            yield {one.name: one.everything}
        first[one.name] = values[len(values) // 2]
    names = list(first)
    for left, right in pairwise(names):
        yield {left: first[left], right: first[right], **size}
    shown = [one for one in contract.filters[:2] if one.field.absent and not one.separator]
    for record in records[:3]:
        both = {one.name: next(each(record, one.field.absent), None) for one in shown if one.field.absent}
        yield {**both, **size}
    for one in contract.filters:
        if one.yields_to and one.field.absent:
            ids = [next(each(record, one.field.absent)) for record in records[:3]]
            yield {one.name: ids[0], one.yields_to: ids[1], **size}
    times = [one.name for one in contract.filters if one.compares == "time"]
    if len(times) == 2:
        yield {times[0]: None, times[1]: None}


def _orders(contract: Contract) -> Iterator[dict[str, Any]]:
    order = contract.order
    if order is None:
        return
    for key in order.keys:
        by = {order.by: key.name} if order.by else {}
        for direction in ("asc", "desc", None):
            way = {order.direction: direction} if order.direction else {}
            for size in (10, contract.pages.size.safe):
                for page in (1, 2):
                    yield {**by, **way, contract.pages.size.parameter: size, contract.pages.parameter: page}
            narrowed = next(f for f in contract.filters if f.compares == "number" or contract.parameter(f.name).enum)
            yield {**by, **way, narrowed.name: (contract.parameter(narrowed.name).enum or (1,))[1]}


def _refused(contract: Contract) -> Iterator[dict[str, Any] | str]:
    yield {"nobody_names_this": "1"}
    for name in (contract.pages.parameter, contract.pages.size.parameter):
        for value in ("abc", "", "9" * 30, "-5", "1.5"):
            yield {name: value}
    for one in contract.filters:
        if contract.parameter(one.name).enum or one.compares != "text":
            yield {one.name: "Unheard-of"}
