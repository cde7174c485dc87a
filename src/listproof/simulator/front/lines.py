"""Commands to paste: what a listing can be asked, each as one line for a shell that works as it stands."""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from listproof.contract import Contract, at
from listproof.contract.wire import Query, order_arguments, spell, spelled_body, spelled_path
from listproof.contract.wire.mandatory import mandatory
from listproof.simulator.pages import pager
from listproof.simulator.query import TypedQuery
from listproof.simulator.service import Service
from listproof.simulator.signin import Way, shown

__all__ = ["Line", "lines"]

_FEW = 5
"""Records of a page that is looked at by eye."""
_LOOKED_AT = 40
"""Records among which a value to ask for is looked for."""


@dataclass(frozen=True)
class Line:
    """One command, and what it asks for."""

    says: str
    command: str


def lines(service: Service, url: str) -> tuple[Line, ...]:
    """What the listing of a service can be asked at an address: its first page, another one, a filter, an order, no sign-in."""
    ways = shown(service.contract.sign_in)
    way = ways[0] if ways[0].curl is not None or ways[0].function else None
    if way is None:
        return ()
    found = [Line(says, _command(service, url, way, query)) for says, query in _questions(service)]
    if way.kind != "none" and found:
        found.append(Line("without signing in: refused", _command(service, url, Way("none", "", ()), next(iter(_questions(service)))[1])))
    return tuple(found)


def _questions(service: Service) -> Iterator[tuple[str, dict[str, Any]]]:
    contract = service.contract
    pages, size = contract.pages, contract.pages.size
    sized = {size.parameter: _few(contract)} if pages.sized else {}
    base = {**mandatory(contract), **contract.base, **sized}
    if pages.kind == "cursor" and pages.first is not None:
        base[pages.parameter] = pages.first
    yield "the first page", base
    if pages.addressed and sized:
        first = TypedQuery({}, "", sized[size.parameter], start=pages.first)
        yield "the second page", {**base, pages.parameter: pager(contract).turned(first, 1).start}
    records = [json.loads(text) for text in service.store.bodies(range(_LOOKED_AT))]
    values = ((one.name, _value(contract, one.name, records, base)) for one in contract.filters)
    name, value = next((found for found in values if found[1] is not None), ("", None))
    if value is not None:
        yield f"by {name}", {**base, name: value}
    order = contract.order
    key = next((one for one in order.keys if one.compares != "group"), None) if order is not None else None
    if order is not None and order.by and key is not None:
        way = next(iter(reversed(order.directions(key))), None)
        turned = way if order.turn is not None else None
        yield f"by {key.name}{', descending' if way == 'desc' else ''}", {**base, **order_arguments(order, [(key.name, turned)])}


def _few(contract: Contract) -> int:
    """A small size that the contract shows accepted."""
    size = contract.pages.size
    least = contract.parameter(size.parameter).minimum if contract.has_parameter(size.parameter) else None
    return min(max(_FEW, int(least or 0)), size.safe or _FEW)


def _value(contract: Contract, name: str, records: Sequence[Any], base: Mapping[str, Any]) -> Any:
    """A value of a filter that a person can look at: a listed one, else what a record shows where that is compared as it stands."""
    one, parameter = contract.filter(name), contract.parameter(name)
    if one.opaque or name in base or one.needs or one.yields_to or parameter.kind == "array":
        return None
    if parameter.enum:
        return parameter.enum[0]
    pointer = one.field.of(base)
    if pointer is None or "equals" not in (one.matches.of(base) or ()):
        return None
    held = (at(record, pointer) for record in records)
    return next((value for value in held if isinstance(value, str) and value.isalnum() and value.isascii()), None)


def _command(service: Service, url: str, way: Way, query: Mapping[str, Any]) -> str:
    contract = service.contract
    path = spelled_path(contract, service.scopes.values(contract, service.scopes.main))
    asked = Query.of(query)
    text = "&".join(part for part in (spell(contract, asked), *(f"{name}={value}" for name, value in way.query.items())) if part)
    if way.function:
        return f"ask {shlex.quote(path)} {shlex.quote('&'.join(sorted(text.split('&'))))}"
    words = ["curl", "-sS", *(way.curl or ()), *_headers(contract)]
    body = spelled_body(contract, asked)
    if body is not None:
        words += ["-X", contract.method, "-H", "Content-Type: application/json", "--data-binary", body.decode()]
    return shlex.join([*words, url + path + (f"?{text}" if text else "")])


def _headers(contract: Contract) -> Iterator[str]:
    signed = {str(entry.get("name")).casefold() for entry in contract.sign_in}
    for one in contract.parameters:
        told = [value for value in (one.default, one.example) if value is not None] or list(one.enum)
        value = told[0] if told else None
        if one.place == "header" and one.required and value is not None and one.name.casefold() not in signed:
            yield from ("-H", f"{one.name}: {value}")
