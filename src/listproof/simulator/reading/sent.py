"""What a request says of each parameter: single values, lists in every style, parts of a text, properties of JSON and of a body."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Any
from urllib.parse import unquote_to_bytes

from starlette.datastructures import QueryParams

from listproof.contract import Contract, Parameter
from listproof.contract.carried import carried
from listproof.simulator.decisions import Decisions
from listproof.simulator.exchange import Request
from listproof.simulator.pages.addresses import own_parameter
from listproof.simulator.pages.windows import read_window
from listproof.simulator.reading.keyed import is_of_the_order, read_keys
from listproof.simulator.reading.templates import Unreadable, clauses, items, valued
from listproof.simulator.reading.typed import json_of, shaped, typed
from listproof.simulator.refusals import Refusal

__all__ = ["Sent", "said"]

_SEPARATORS = {"form": ",", "simple": ",", "spaceDelimited": " ", "pipeDelimited": "|"}


class Sent:
    """The query string and the body of a request, read by the web framework and as JSON. Raises Refusal where the body is no object."""

    def __init__(self, contract: Contract, request: Request) -> None:
        self.query = QueryParams(request.query)
        self.body: Mapping[str, Any] = {}
        if contract.method == "POST" and request.body.strip():
            found = json_of(replace(_BODY, name="body"), request.body.decode("utf-8", "replace"))
            if not isinstance(found, Mapping):
                raise Refusal("bad-parameter", "body")
            self.body = found

    def __contains__(self, name: str) -> bool:
        return name in self.query or name in self.body


_BODY = Parameter("body", "body", {"type": "object"}, source=None)  # type: ignore[arg-type]


def said(contract: Contract, decisions: Decisions, request: Request, sent: Sent) -> dict[str, Any]:
    """The typed values of all parameters of the query and the body. Raises Refusal for one that is not in the documented form."""
    _known(contract, decisions, sent)
    if decisions["odd-text"] == "refuse":
        try:
            unquote_to_bytes(request.query).decode("utf-8")
        except UnicodeDecodeError:
            raise Refusal("bad-parameter") from None
    given: dict[str, Any] = {}
    window = dict(contract.pages.window)
    for parameter in contract.parameters:
        if _is_map(parameter) and (held := _entries(parameter, sent.query)):
            given[parameter.name] = shaped(parameter, held, contract, decisions)
        if (
            parameter.carrier is not None
            or parameter.name not in sent
            or parameter.name in window
            or is_of_the_order(contract, parameter.name)
        ):
            continue
        if parameter.place == "query" and parameter.name in sent.query:
            _of_query(contract, decisions, parameter, sent.query.getlist(parameter.name), given)
        elif parameter.place == "body" and parameter.name in sent.body:
            given.update(_of_json(contract, decisions, parameter, sent.body[parameter.name]))
    return given | read_window(contract, request, sent.query) | read_keys(contract, sent.query.multi_items())


def _known(contract: Contract, decisions: Decisions, sent: Sent) -> None:
    """Refuses a parameter that no document knows, where this server does."""
    if decisions["unknown-parameters"] == "ignore":
        return
    known = {one.name for one in contract.parameters} | {str(entry.get("name")) for entry in contract.sign_in}
    known.add(own_parameter(contract))
    known |= {name for one in contract.parameters if _is_map(one) for name in sent.query if name.startswith(f"{one.name}[")}
    for name in (*sent.query, *sent.body):
        if name not in known and not is_of_the_order(contract, name):
            raise Refusal("bad-parameter", name)


def _is_map(parameter: Parameter) -> bool:
    """Whether the entries of a parameter are each a pair of the query: `labels[team]=red`."""
    return parameter.kind == "object" and parameter.style == "deepObject" and parameter.place == "query"


def _entries(parameter: Parameter, query: QueryParams) -> dict[str, str]:
    begun = f"{parameter.name}["
    return {name[len(begun) : -1]: value for name, value in query.items() if name.startswith(begun) and name.endswith("]")}


@cache
def _blank_says_something(contract: Contract) -> frozenset[str]:
    """The parameters of which the document says what an empty value means."""
    blank = {one.name for one in contract.filters if one.everything == ""}
    return frozenset(blank | ({contract.pages.parameter} if contract.pages.first == "" else set()))


def _parts(contract: Contract, parameter: Parameter, *spellings: str | None) -> list[Parameter]:
    return [one for one in carried(contract, parameter.name) if one.spelling in spellings]


def listed(contract: Contract, parameter: Parameter) -> bool:
    """Whether a parameter takes a list."""
    return parameter.kind == "array" or (contract.order is not None and contract.order.repeated and contract.order.by == parameter.name)


def _of_query(contract: Contract, decisions: Decisions, parameter: Parameter, values: list[str], given: dict[str, Any]) -> None:
    """Puts in what the values of one parameter of the query string say."""
    within = _parts(contract, parameter, "clause")
    written = _parts(contract, parameter, "value")
    if within or written:
        repeats = parameter.kind == "array" and not within
        for text in values if repeats else _once(decisions, parameter, values):
            if text == "" and decisions["empty"] == "left-out":
                continue
            for one, value in _read(contract, parameter, within, written, text):
                _put(contract, decisions, one, value, given)
    elif listed(contract, parameter):
        items = _items(decisions, parameter, values)
        if items or decisions["empty"] != "left-out":
            given[parameter.name] = _typed_items(contract, decisions, parameter, items)
    else:
        given.update(_single(contract, decisions, parameter, _once(decisions, parameter, values)[0]))


def _once(decisions: Decisions, parameter: Parameter, values: list[str]) -> list[str]:
    if len(values) > 1 and decisions["repeated"] == "refuse":
        raise Refusal("bad-parameter", parameter.name)
    return values[:1] if decisions["repeated"] == "first" else values[-1:]


def _read(
    contract: Contract, parameter: Parameter, within: Sequence[Parameter], written: Sequence[Parameter], text: str
) -> Iterator[tuple[Parameter, str]]:
    try:
        if within:
            yield from clauses(within, text)
            return
        own = [parameter] if any(one.name == parameter.name for one in contract.filters) else []
        yield valued([*written, *(replace(one, spelled="{}") for one in own)], text)
    except Unreadable:
        raise Refusal("bad-parameter", parameter.name) from None


def _put(contract: Contract, decisions: Decisions, one: Parameter, text: str, given: dict[str, Any]) -> None:
    """Puts in one value of a part; several of the same part are a list where it takes one, else as this server reads what is repeated."""
    if one.kind == "array":
        more = _typed_items(contract, decisions, one, items(one, text) if one.quoted else _items(decisions, one, [text]))
        given[one.name] = [*given.get(one.name, ()), *more]
        return
    if one.name in given:
        if decisions["repeated"] == "refuse":
            raise Refusal("bad-parameter", one.carrier or one.name)
        if decisions["repeated"] == "first":
            return
    given[one.name] = typed(one, text, contract, decisions)


def _items(decisions: Decisions, parameter: Parameter, values: list[str]) -> list[str]:
    """The items of a list as its style writes them: one value each, or all in one value."""
    if parameter.kind != "array" or (parameter.explode and parameter.spelling is None):
        found = values
    else:
        found = _once(decisions, parameter, values)[0].split(_SEPARATORS.get(parameter.style, ","))
    return [] if found == [""] and decisions["empty"] == "left-out" else found


def _typed_items(contract: Contract, decisions: Decisions, parameter: Parameter, items: Sequence[str]) -> list[Any]:
    schema = parameter.schema.get("items") or {"type": "string"}
    one = replace(parameter, schema=schema if parameter.kind == "array" else parameter.schema)
    return [typed(one, text, contract, decisions) for text in items]


def _single(contract: Contract, decisions: Decisions, parameter: Parameter, text: str) -> dict[str, Any]:
    """What a single value says: of its parameter, or of the parameters that stand in it as JSON."""
    if text == "" and decisions["empty"] == "left-out":
        return {}
    if _parts(contract, parameter, "json", None):
        return _of_json(contract, decisions, parameter, json_of(parameter, text))
    if text == "" and decisions["empty"] == "refuse" and parameter.name not in _blank_says_something(contract):
        raise Refusal("bad-parameter", parameter.name)
    return {parameter.name: typed(parameter, text, contract, decisions)}


def _of_json(contract: Contract, decisions: Decisions, parameter: Parameter, value: Any) -> dict[str, Any]:
    """What a JSON value says: of its parameter, or of each property that is one."""
    inner = _parts(contract, parameter, "json", None)
    if _parts(contract, parameter, "clause", "value"):
        return _of_texts(contract, decisions, parameter, value)
    if not inner:
        if value == "" and decisions["empty"] == "left-out":
            return {}
        return {parameter.name: shaped(parameter, value, contract, decisions)}
    if not isinstance(value, Mapping):
        raise Refusal("bad-parameter", parameter.name)
    given: dict[str, Any] = {}
    for one in inner:
        name = one.name[len(parameter.name) + 1 :]
        if name in value and not (value[name] == "" and decisions["empty"] == "left-out"):
            given |= _of_json(contract, decisions, one, value[name])
    return given


def _of_texts(contract: Contract, decisions: Decisions, parameter: Parameter, value: Any) -> dict[str, Any]:
    """What a text in JSON says, or each text of a list, where other parameters stand in it."""
    texts = value if isinstance(value, list) else [value]
    if isinstance(value, list) != (parameter.kind == "array") or not all(isinstance(text, str) for text in texts):
        raise Refusal("bad-parameter", parameter.name)
    given: dict[str, Any] = {}
    _of_query(contract, decisions, parameter, texts, given)
    return given
