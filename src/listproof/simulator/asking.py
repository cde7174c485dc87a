"""From a raw request to a typed query: read with the web framework's own parser, refused unless in the documented form."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any
from urllib.parse import unquote

from starlette.datastructures import QueryParams

from listproof.contract import Contract, Parameter
from listproof.simulator.columns import instant, number
from listproof.simulator.decisions import Decisions, default_of
from listproof.simulator.exchange import Request
from listproof.simulator.refusals import Refusal

__all__ = ["Query", "bounded", "odd", "read", "route"]

_LARGEST = 2**62 - 1
"""Numbers beyond are taken for this one: no document bounds them, and nothing that is listed lies between."""


@dataclass(frozen=True)
class Query:
    """A typed query: what was `given`, whose records (`scope`), and the size and start of the page once they are settled.

    `size` is in records, `offset` the number of records before the page, `start` the page parameter as it was meant.
    """

    given: Mapping[str, Any]
    scope: str
    size: int = 0
    offset: int = 0
    start: int = 0
    extra: Mapping[str, Any] = field(default_factory=dict)

    def without(self, *names: str) -> Query:
        """The same query with some parameters left out."""
        return replace(self, given={name: value for name, value in self.given.items() if name not in names})

    def having(self, **given: Any) -> Query:
        """The same query with some parameters given; names with dots go through `given` itself."""
        return replace(self, given={**self.given, **given})


def route(contract: Contract, path: str) -> dict[str, str] | None:
    """The values of the path parameters in a raw path, decoded; None where the path is not the contract's."""
    match = _pattern(contract.path).fullmatch(path)
    return None if match is None else {name: unquote(value, errors="replace") for name, value in match.groupdict().items()}


_patterns: dict[str, re.Pattern[str]] = {}


def _pattern(path: str) -> re.Pattern[str]:
    if path not in _patterns:
        pieces = re.split(r"\{([^}]+)\}", path)
        _patterns[path] = re.compile("".join(f"(?P<{p}>[^/]+)" if i % 2 else re.escape(p) for i, p in enumerate(pieces)))
    return _patterns[path]


def read(contract: Contract, decisions: Decisions, request: Request, path: Mapping[str, str]) -> Query:
    """The typed query of a request. Raises Refusal for a value that is not in the documented form."""
    sent = QueryParams(request.query)
    given: dict[str, Any] = {}
    for parameter in contract.parameters:
        if parameter.carrier is not None or parameter.place not in ("query", "path"):
            continue
        if parameter.place == "path":
            given[parameter.name] = _typed(parameter, path[parameter.name], contract, decisions)
            continue
        if parameter.name not in sent:
            continue
        values = sent.getlist(parameter.name)
        if len(values) > 1:
            if decisions["repeated"] == "refuse":
                raise Refusal("bad-parameter", parameter.name)
            values = values[:1] if decisions["repeated"] == "first" else values[-1:]
        inner = [one for one in contract.parameters if one.carrier == parameter.name]
        if inner:
            given.update(_carried(contract, decisions, parameter, inner, values[0]))
        elif values[0] == "" and decisions["empty"] == "left-out":
            continue
        elif values[0] == "" and decisions["empty"] == "refuse" and parameter.name not in _blank_is_everything(contract):
            raise Refusal("bad-parameter", parameter.name)
        else:
            given[parameter.name] = _typed(parameter, values[0], contract, decisions)
    _settle_disputes(contract, decisions, request, sent, given)
    disputed = _disputed(contract)
    for parameter in contract.parameters:
        if not parameter.required or parameter.name in given or parameter.name in disputed:
            continue
        if parameter.place == "query" and (parameter.carrier is None or parameter.carrier in sent):
            raise Refusal("missing-parameter", parameter.name)
        if parameter.place == "header" and decisions["required-headers"] == "demand" and not request.header(parameter.name):
            raise Refusal("missing-parameter", parameter.name)
    return Query(given, "/".join(path[scope.parameter] for scope in contract.scopes))


@cache
def _blank_is_everything(contract: Contract) -> frozenset[str]:
    """The filters that the document says an empty value turns off."""
    return frozenset(one.name for one in contract.filters if one.everything == "")


def _carried(contract: Contract, decisions: Decisions, carrier: Parameter, inner: list[Parameter], text: str) -> dict[str, Any]:
    if text == "" and decisions["empty"] == "left-out":
        return {}
    value = _json(carrier, text)
    if not isinstance(value, Mapping):
        raise Refusal("bad-parameter", carrier.name)
    given = {}
    for parameter in inner:
        name = parameter.name[len(carrier.name) + 1 :]
        if name not in value:
            continue
        if value[name] == "" and decisions["empty"] == "left-out":
            continue
        given[parameter.name] = _shaped(parameter, value[name], contract, decisions)
    return given


def _json(parameter: Parameter, text: str) -> Any:
    def refuse(constant: str) -> Any:
        raise ValueError(constant)

    try:
        return json.loads(text, parse_constant=refuse)
    except (ValueError, RecursionError):
        raise Refusal("bad-parameter", parameter.name) from None


def _typed(parameter: Parameter, text: str, contract: Contract, decisions: Decisions) -> Any:
    """A value as it stands in the query string, typed."""
    kind = parameter.kind
    if parameter.name in (contract.pages.parameter, contract.pages.size.parameter) and contract.pages.kind != "cursor":
        kind = "integer"
    value: Any = text
    if kind == "integer":
        accepted = any(isinstance(one, str) and not one.isdigit() for one in decisions.accepted(parameter.name))
        value = 0 if accepted and not re.fullmatch(r"-?[0-9]+", text) else _integer(parameter, text)
    elif kind == "number":
        value = number(text)
    elif kind == "boolean":
        value = {"true": True, "false": False, "True": True, "False": False}.get(text)
    elif kind in ("object", "array"):
        value = _json(parameter, text)
    if value is None:
        raise Refusal("bad-parameter", parameter.name)
    return _shaped(parameter, value, contract, decisions, kind)


def _integer(parameter: Parameter, text: str) -> int:
    if not re.fullmatch(r"-?[0-9]{1,400}", text):
        raise Refusal("bad-parameter", parameter.name)
    return int(text)


_TYPES: dict[str, tuple[type, ...]] = {
    "string": (str,), "integer": (int,), "number": (int, float), "boolean": (bool,), "object": (dict,), "array": (list,),
}  # fmt: skip


def _shaped(parameter: Parameter, value: Any, contract: Contract, decisions: Decisions, kind: str | None = None) -> Any:
    """A typed value, if it is in the documented form."""
    kind = kind or parameter.kind
    if kind == "integer" and isinstance(value, float) and value.is_integer():
        value = int(value)
    if not isinstance(value, _TYPES.get(kind, (object,))) or (isinstance(value, bool) and kind != "boolean"):
        raise Refusal("bad-parameter", parameter.name)
    if isinstance(value, int | float) and not isinstance(value, bool) and abs(value) > _LARGEST:
        value = _LARGEST if value > 0 else -_LARGEST
    if decisions["odd-text"] == "refuse" and odd(value):
        raise Refusal("bad-parameter", parameter.name)
    compared = next((one for one in contract.filters if one.name == parameter.name), None)
    everything = compared is not None and compared.everything is not None and str(compared.everything) == str(value)
    if parameter.enum and value not in parameter.enum and not everything and not _lenient(contract, decisions, parameter, value):
        raise Refusal("bad-parameter", parameter.name)
    if compared is not None and not everything:
        digits = parameter.schema.get("format") == "date-time" and re.fullmatch(r"-?[0-9]+", str(value)) is not None
        if compared.compares == "time" and (digits or instant(value) is None):
            raise Refusal("bad-parameter", parameter.name)
        if compared.compares == "number" and number(value) is None:
            raise Refusal("bad-parameter", parameter.name)
    return value


def _lenient(contract: Contract, decisions: Decisions, parameter: Parameter, value: Any) -> bool:
    """Whether a reading of a dispute lets a parameter take every value that its field shows."""
    accepted = decisions.accepted(parameter.name)
    if not accepted:
        return False
    one = next((one for one in contract.filters if one.name == parameter.name), None)
    shown = [f.enum for f in contract.fields if one is not None and f.within in one.field.all()]
    return value in accepted or any(value in values for values in shown)


def odd(value: Any) -> bool:
    """Whether a text, or a text within, holds what no record holds: a NUL, or half of a surrogate pair."""
    if isinstance(value, str):
        return "\0" in value or re.search("[\ud800-\udfff]", value) is not None
    if isinstance(value, Mapping):
        return any(odd(key) or odd(inner) for key, inner in value.items())
    return isinstance(value, list) and any(odd(inner) for inner in value)


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


def bounded(contract: Contract, decisions: Decisions, query: Query) -> Query:
    """The query with its bounds kept and its page settled. Raises Refusal for a value outside that is not clamped."""
    given = dict(query.given)
    pages = contract.pages
    paging = (pages.parameter, pages.size.parameter)
    for name, value in given.items():
        parameter = contract.parameter(name)
        if isinstance(value, int | float) and not isinstance(value, bool):
            low, high = _bounds(decisions, parameter)
            inside = low if low is not None and value < low else high if high is not None and value > high else value
            if inside != value and (name not in paging or decisions["bounds"] == "reject"):
                raise Refusal("bad-parameter", name)
            given[name] = inside
        elif isinstance(value, str) and name not in paging:
            shortest, longest = parameter.min_length or 0, parameter.max_length
            if len(value) < shortest or (longest is not None and len(value) > longest):
                raise Refusal("bad-parameter", name)
            if "pattern" in parameter.schema and not re.search(parameter.schema["pattern"], value):
                raise Refusal("bad-parameter", name)
    size = _size(contract, decisions, given)
    start = int(given.get(pages.parameter, _default(contract, pages.parameter, pages.first)))
    if start < (pages.first if pages.kind == "number" else 0):
        if decisions["bounds"] == "reject":
            raise Refusal("bad-parameter", pages.parameter)
        start = pages.first
    offset = start if pages.kind == "offset" else (start - pages.first) * size
    return replace(query, given=given, size=size, start=start, offset=offset)


def _bounds(decisions: Decisions, parameter: Parameter) -> tuple[int | float | None, int | float | None]:
    """The bounds of a number on this server, less those that a reading of a dispute takes away."""
    low, high = parameter.minimum, parameter.maximum
    for value in decisions.accepted(parameter.name):
        if isinstance(value, int | float):
            low = None if low is not None and value < low else low
            high = None if high is not None and value > high else high
    return low, high


def _size(contract: Contract, decisions: Decisions, given: Mapping[str, Any]) -> int:
    name = contract.pages.size.parameter
    size = int(given.get(name, _default(contract, name, int(decisions["size.default"]))))
    cap = _bounds(decisions, contract.parameter(name))[1] or int(decisions["size.cap"])
    if size < 1:
        if decisions["bounds"] == "clamp":
            return int(_default(contract, name, int(decisions["size.default"])))
        if size < 0 or decisions["zero-size"] == "refuse":
            raise Refusal("bad-parameter", name)
    if size > cap:
        if contract.pages.size.means == "exactly" and decisions["bounds"] == "reject":
            raise Refusal("bad-parameter", name)
        return int(cap)
    return size


def _default(contract: Contract, name: str, otherwise: int) -> int:
    default = contract.parameter(name).default
    return otherwise if default is None else int(default)
