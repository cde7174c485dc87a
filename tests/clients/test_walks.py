"""The vendors' official clients page through the simulator, filter it and sort it, and read what stands on the wire.

Needs the clients: pip install -e '.[clients]'.
"""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl

import pytest

from listproof.contract import Filter, at, each
from listproof.oracle import Assumptions, KnownRecords, misplaced, must_and_may
from listproof.simulator.exchange import Answer, Request
from listproof.simulator.server import start
from listproof.simulator.service import Service

pytestmark = pytest.mark.clients


def _identity(driver: Any, record: Any) -> tuple[Any, ...]:
    return tuple(at(record, pointer) for pointer in driver.contract.identity)


def _agrees(wire: Any, read: Any) -> bool:
    """Whether a client read what stands on the wire. Nulls may be left out, and lists that are absent may be empty."""
    if isinstance(wire, Mapping):
        known = {key: value for key, value in wire.items() if value is not None}
        more = [value for key, value in read.items() if key not in known]
        return not any(more) and all(key in read and _agrees(value, read[key]) for key, value in known.items())
    if isinstance(wire, list):
        return len(wire) == len(read) and all(_agrees(*pair) for pair in zip(wire, read, strict=True))
    return type(wire) is type(read) and bool(wire == read)


def test_a_walk_meets_each_record_once(driver: Any, census: list[Any]) -> None:
    """Page by page, at the largest safe size and at another, a client meets every record once and in the same order."""
    expected = [_identity(driver, record) for record in census]
    assert len(set(expected)) > driver.contract.pages.size.safe or len(expected) > 100
    for size in {driver.contract.pages.size.safe, 10, 17}:
        found = driver.walk(size, **driver.contract.base)
        assert [_identity(driver, record) for record in found] == expected


def test_the_total_is_read(driver: Any, census: list[Any]) -> None:
    """A client's total is the number of records."""
    assert driver.ask(**{**driver.contract.base, driver.contract.pages.size.parameter: 10}).total == len(census)


def test_a_client_reads_what_stands_on_the_wire(driver: Any, census: list[Any]) -> None:
    """Every field of every record, and its type, comes through the client's model as it stands on the wire."""
    found = driver.walk(driver.contract.pages.size.safe, **driver.contract.base)
    wrong = [(wire, read) for wire, read in zip(census, found, strict=True) if not _agrees(wire, read)]
    assert wrong == []


def _values(driver: Any, one: Filter, census: list[Any]) -> list[Any]:
    """Values to filter by: what records show (the rarest and the commonest, and odd ones), or what the schema names."""
    schema = driver.contract.parameter(one.name).schema
    pointers = [pointer for pointer in one.field.all() if pointer is not None]
    shown = Counter(
        value
        for record in census
        for pointer in pointers
        for value in each(record, pointer)
        if isinstance(value, str | int) and not isinstance(value, bool)
    )
    allowed = [value for value, _ in shown.most_common() if value in schema.get("enum", shown)]
    odd = [value for value in allowed if isinstance(value, str) and not value.isalnum()]
    chosen = [*allowed[:2], *allowed[-2:], *odd[:3]] or [*schema.get("enum", ())]
    if schema.get("type") == "boolean":
        return [True, False]
    if schema.get("type") == "object":
        maps = [value for record in census for pointer in pointers for value in each(record, pointer) if value]
        return [*maps[:2], {"no-such-key": "no-such-value"}]
    if schema.get("type") == "integer":
        return sorted({int(value) for value in shown if str(value).isdecimal()})
    example = driver.contract.parameter(one.name).example
    return list(dict.fromkeys(str(value) for value in [*chosen, *([example] if isinstance(example, str) else [])] if value != ""))


def test_every_filter_keeps_what_the_document_says(driver: Any, census: list[Any]) -> None:
    """Whatever value a client filters by, its walk holds what every reading keeps and nothing that none keeps."""
    identities = [_identity(driver, record) for record in census]
    table = KnownRecords(census)
    narrowed = set()
    for one in driver.contract.filters:
        for value in _values(driver, one, census):
            query = {**driver.contract.base, **one.needs, one.name: value}
            now = time.time() * 1000
            must, may = must_and_may(driver.contract, query, table, Assumptions((now - 60_000, now + 60_000)))
            found = [_identity(driver, record) for record in driver.walk(driver.contract.pages.size.safe, **query)]
            told = f"{one.name}={value!r}"
            if not one.widens:
                assert {identities[place] for place in must} <= set(found) <= {identities[place] for place in may}, told
            if len(found) < len(census):
                narrowed.add(one.name)
    never = {one.name for one in driver.contract.filters} - narrowed
    assert never <= {one.name for one in driver.contract.filters if one.opaque or one.name in driver.contract.base}, never


class Recording(Service):
    """A server that keeps the query of every request."""

    asked: list[list[tuple[str, str]]]

    def answer(self, request: Request) -> Answer:
        """The answer, once the query is kept."""
        self.asked.append(parse_qsl(request.query, keep_blank_values=True))
        return super().answer(request)


def test_every_filter_is_sent_as_it_is(driver: Any, another: Any, census: list[Any]) -> None:
    """A client sends each filter once, under the contract's name and with the value unharmed, odd characters and all."""
    service = Recording(driver.contract, jobs=5)
    service.asked = []
    size = driver.contract.pages.size.parameter
    with start([service]) as server:
        here = another(driver, url=server.url)
        for one in driver.contract.filters:
            for value in _values(driver, one, census):
                here.ask(**{**driver.contract.base, **one.needs, one.name: value, size: 10})
                sent = [text for name, text in service.asked.pop() if name == one.name]
                told = [json.loads(text) for text in sent] if isinstance(value, dict) else sent
                assert told == [value if isinstance(value, dict) else str(value)], one.name


def test_every_order_is_kept(driver: Any, census: list[Any]) -> None:
    """Sorted by any key in either direction, a client's walk is in order across pages and holds the same records."""
    order = driver.contract.order
    if order is None or order.by is None:
        pytest.skip("the document names no order that can be asked for")
    identities = Counter(_identity(driver, record) for record in census)
    for key in order.keys:
        for direction in ("asc", "desc"):
            query = {**driver.contract.base, order.by: key.name, order.direction: direction}
            found = driver.walk(20, **query)
            assert Counter(_identity(driver, record) for record in found) == identities
            assert misplaced(key, direction, found) is None, (key.name, direction)
