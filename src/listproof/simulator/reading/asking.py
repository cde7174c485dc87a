"""From a raw request to a typed query: read with the web framework's own parser, refused unless in the documented form."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any
from urllib.parse import unquote

from starlette.datastructures import QueryParams

from listproof.contract import Contract, Parameter
from listproof.contract.carried import carried
from listproof.contract.patterns import matches
from listproof.simulator.bearing import demanded_headers
from listproof.simulator.decisions import Decisions, default_of
from listproof.simulator.exchange import Request
from listproof.simulator.pages import pager
from listproof.simulator.query import TypedQuery
from listproof.simulator.reading.sent import Sent, said
from listproof.simulator.reading.typed import typed
from listproof.simulator.refusals import Refusal

__all__ = ["TypedQuery", "bounded", "read", "route"]


def route(contract: Contract, path: str) -> dict[str, str] | None:
    """The values of the path parameters in a raw path, decoded; None where the path is not the contract's."""
    names, pattern = _pattern(contract.path)
    match = pattern.fullmatch(path)
    return None if match is None else {name: unquote(match[place], errors="replace") for place, name in enumerate(names, 1)}


@lru_cache(maxsize=64)
def _pattern(path: str) -> tuple[list[str], re.Pattern[str]]:
    """The names of the parameters of a path template in their order, and a pattern with a group for each."""
    pieces = re.split(r"\{([^}]+)\}", path)
    return pieces[1::2], re.compile("".join("([^/]+)" if place % 2 else re.escape(piece) for place, piece in enumerate(pieces)))


def read(contract: Contract, decisions: Decisions, request: Request, path: Mapping[str, str]) -> TypedQuery:
    """The typed query of a request. Raises Refusal for a value that is not in the documented form."""
    headers = tuple((name, value) for name in _headers(contract) if (value := request.header(name)) is not None)
    query = _read(contract, decisions, Request(request.method, request.target, headers, request.body), tuple(path.items()))
    return replace(query, given=dict(query.given), asked=request)


@lru_cache(maxsize=64)
def _headers(contract: Contract) -> tuple[str, ...]:
    """The headers in which a request says something of what it asks for."""
    return tuple(parameter.name for parameter in contract.parameters if parameter.place == "header")


@lru_cache(maxsize=2048)
def _read(contract: Contract, decisions: Decisions, request: Request, segments: tuple[tuple[str, str], ...]) -> TypedQuery:
    """The typed query of a request without the headers that say nothing of it: servers that decide alike are asked the same by turns."""
    path = dict(segments)
    sent = Sent(contract, request)
    given = {
        parameter.name: typed(parameter, path[parameter.name], contract, decisions)
        for parameter in contract.parameters
        if parameter.place == "path"
    }
    given |= said(contract, decisions, request, sent)
    _settle_disputes(contract, decisions, request, sent.query, given)
    disputed = _disputed(contract)
    for parameter in contract.parameters:
        if not parameter.required or parameter.name in given or parameter.name in disputed or _carries(contract, parameter, sent, given):
            continue
        if parameter.place in ("query", "body") and (parameter.carrier is None or _is_given(parameter.carrier, sent, given)):
            raise Refusal("missing-parameter", parameter.name)
    if decisions["required-headers"] == "demand":
        absent = next((name for name in demanded_headers(contract) if request.header(name) is None), None)
        if absent is not None:
            raise Refusal("missing-parameter", absent)
    return TypedQuery(given, "/".join(path[scope.parameter] for scope in contract.scopes))


def _is_given(carrier: str, sent: Sent, given: Mapping[str, Any]) -> bool:
    """Whether what holds a parameter is there: in the request, or inside something else with one of its parts."""
    return carrier in sent or any(name.startswith(f"{carrier}.") for name in given)


def _carries(contract: Contract, parameter: Parameter, sent: Sent, given: Mapping[str, Any]) -> bool:
    """Whether a parameter is given and holds others, so that it has no value of its own."""
    return bool(carried(contract, parameter.name)) and _is_given(parameter.name, sent, given)


@lru_cache(maxsize=64)
def _disputed(contract: Contract) -> set[str]:
    """The parameters whose presence is disputed: the dispute decides, not `required`."""
    return {
        name
        for dispute in contract.disputes
        for reading in dispute.readings
        if "gets" in reading.shows
        for name, value in reading.shows.get("ask", {}).items()
        if value is None
    }


def _settle_disputes(contract: Contract, decisions: Decisions, request: Request, sent: QueryParams, given: dict[str, Any]) -> None:
    """Lets the chosen reading of each dispute about a request have its way."""
    for dispute, reading in decisions.disputes.items():
        ask = reading.shows.get("ask")
        if ask is None or default_of(reading) is not None:
            continue
        if not all(_asked(contract, request, sent, given, name, value) for name, value in ask.items()):
            continue
        if reading.shows.get("gets") == "refused":
            absent = [name for name, value in ask.items() if value is None]
            if absent or f"disputes.{dispute}" in decisions.chosen:
                raise Refusal("missing-parameter" if absent else "bad-parameter", next(iter(ask)))
        for name, value in reading.shows.get("same-as", {}).items():
            if value is None:
                given.pop(name, None)
            else:
                given[name] = value


def _asked(contract: Contract, request: Request, sent: QueryParams, given: Mapping[str, Any], name: str, value: Any) -> bool:
    """Whether a request asks for a value of a parameter; None: leaves the parameter out."""
    if contract.has_parameter(name) and contract.parameter(name).place == "header":
        return bool(request.header(name) == value)
    said: Any = sent.get(name) if isinstance(value, str) and "." not in name else given.get(name)
    return bool(said == value)


def bounded(contract: Contract, decisions: Decisions, query: TypedQuery) -> TypedQuery:
    """The query with its bounds kept and its page settled. Raises Refusal for a value outside that is not clamped."""
    given = dict(query.given)
    size = contract.pages.size
    paging = {contract.pages.parameter, size.parameter}
    for name, value in given.items():
        parameter = contract.parameter(name)
        if isinstance(value, list):
            _each_within(decisions, parameter, value)
            continue
        if name == size.parameter and value == 0 and size.zero is not None:
            continue
        if isinstance(value, int | float) and not isinstance(value, bool):
            low, high = decisions.limits(parameter)
            inside = low if low is not None and value < low else high if high is not None and value > high else value
            if inside != value and (name not in paging or decisions["bounds"] == "reject"):
                raise Refusal("bad-parameter", name)
            given[name] = inside
        elif isinstance(value, str) and name not in paging:
            _fits(parameter, value)
    return pager(contract).settled(contract, decisions, replace(query, given=given))


def _fits(parameter: Parameter, value: str) -> None:
    """Refuses a text that is too short or too long, or has not the documented form."""
    shortest, longest = parameter.min_length or 0, parameter.max_length
    if len(value) < shortest or (longest is not None and len(value) > longest):
        raise Refusal("bad-parameter", parameter.name)
    if "pattern" in parameter.schema and not matches(parameter.schema["pattern"], value):
        raise Refusal("bad-parameter", parameter.name)


def _each_within(decisions: Decisions, parameter: Parameter, values: list[Any]) -> None:
    """Refuses a list that is too short or too long, or holds an item outside its bounds."""
    least, most = int(parameter.schema.get("minItems", 0)), parameter.schema.get("maxItems")
    if len(values) < least or (most is not None and len(values) > most):
        raise Refusal("bad-parameter", parameter.name)
    item = replace(parameter, schema=parameter.schema.get("items") or {})
    low, high = decisions.limits(item)
    for value in values:
        if isinstance(value, str):
            _fits(item, value)
        elif not isinstance(value, bool) and ((low is not None and value < low) or (high is not None and value > high)):
            raise Refusal("bad-parameter", parameter.name)
