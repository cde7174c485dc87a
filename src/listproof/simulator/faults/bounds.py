"""Faults of bounds: limits that are not kept, kept one off, or kept where none is documented."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from operator import eq
from typing import Any
from urllib.parse import unquote_plus

from listproof.contract import Contract, Parameter
from listproof.contract.size import LONGEST_ASKED
from listproof.simulator.exchange import Request
from listproof.simulator.faults.fault import Fault, around, both, bound_by, disputed
from listproof.simulator.pages import pager
from listproof.simulator.query import TypedQuery
from listproof.simulator.reading.keyed import is_of_the_order
from listproof.simulator.refusals import Refusal
from listproof.simulator.served import Served

__all__ = ["bounds"]

Bound = Callable[[Served, TypedQuery], TypedQuery]
Read = Callable[..., TypedQuery]


def bounds(contract: Contract) -> Iterator[Fault]:
    """Every fault of bounds that contradicts a contract."""
    for parameter in contract.query_parameters:
        yield from _numbers(contract, parameter)
        yield from _lengths(contract, parameter)
        yield from _values(contract, parameter)


def _refusing(parameter: Parameter, when: Callable[[Any], bool]) -> Any:
    """A change that refuses a parameter where its value is so."""

    def bound(inner: Bound, service: Served, query: TypedQuery) -> TypedQuery:
        asked = query.given.get(parameter.name)
        if any(when(value) for value in (asked if isinstance(asked, list) else [asked] if parameter.name in query.given else [])):
            raise Refusal("bad-parameter", parameter.name)
        return inner(service, query)

    return around("bound", bound)


def _numbers(contract: Contract, parameter: Parameter) -> Iterator[Fault]:
    name = parameter.name
    paging = name in (contract.pages.parameter, contract.pages.size.parameter)
    for facet, edge in (("minimum", parameter.minimum), ("maximum", parameter.maximum)):
        basis = bound_by(contract, f"parameters.{name}.{facet}")
        if edge is None or basis is None:
            continue
        yield Fault(
            f"{facet}-refused:{name}",
            "bounds",
            f"The documented {facet} of {name}, {edge}, is refused.",
            _refusing(parameter, partial(eq, edge)),
            (name,),
            basis,
        )
        if not paging or disputed(contract, f"parameters.{name}.{facet}"):
            continue
        if name == contract.pages.size.parameter:
            yield Fault(
                f"{facet}-unchecked:{name}",
                "bounds",
                f"{name} is honoured beyond its {facet} of {edge}.",
                _unbounded(parameter),
                (name,),
                basis,
            )
        elif facet == "minimum":
            yield Fault(
                f"minimum-unchecked:{name}",
                "bounds",
                f"A {name} below {edge} is honoured: it counts from the end.",
                _from_the_end(contract, parameter),
                (name,),
                basis,
            )
    if paging and name == contract.pages.size.parameter and contract.pages.size.means == "exactly":
        yield from _safe(contract, parameter)


def _unbounded(parameter: Parameter) -> Any:
    """A change that honours a size outside its bounds as it is."""

    def bound(inner: Bound, service: Served, query: TypedQuery) -> TypedQuery:
        low, high = parameter.minimum, parameter.maximum
        asked = query.given.get(parameter.name)
        if not isinstance(asked, int) or ((low is None or asked >= low) and (high is None or asked <= high)):
            return inner(service, query)
        inside = inner(service, replace(query, given={**query.given, parameter.name: high if high is not None and asked > high else low}))
        return pager(service.contract).resized(service.contract, replace(inside, given=query.given), max(0, asked))

    def cut(inner: Any, service: Served, query: TypedQuery, matching: Sequence[int]) -> Sequence[int]:
        return inner(service, query, matching) if query.size else []

    return both(around("bound", bound), around("cut", cut))


def _from_the_end(contract: Contract, parameter: Parameter) -> Any:
    """A change that counts a start below the first one from the end of the listing."""

    def bound(inner: Bound, service: Served, query: TypedQuery) -> TypedQuery:
        asked = query.given.get(parameter.name)
        first = contract.pages.first if contract.pages.kind == "number" else 0
        if not isinstance(asked, int) or asked >= first:
            return inner(service, query)
        inside = inner(service, query.without(parameter.name))
        return replace(inside, given=query.given, extra={"from-the-end": first - asked})

    def cut(inner: Any, service: Served, query: TypedQuery, matching: Sequence[int]) -> Sequence[int]:
        back = query.extra.get("from-the-end")
        if back is None:
            return inner(service, query, matching)  # type: ignore[no-any-return]
        step = back if contract.pages.kind == "offset" else back * query.size
        return inner(service, replace(query, offset=max(0, len(matching) - step)), matching)  # type: ignore[no-any-return]

    return both(around("bound", bound), around("cut", cut))


def _safe(contract: Contract, parameter: Parameter) -> Iterator[Fault]:
    safe = contract.pages.size.safe
    basis = bound_by(contract, "size.safe")
    if basis and parameter.maximum != safe and parameter.default != safe:
        yield Fault(
            f"safe-size-refused:{parameter.name}",
            "bounds",
            f"{parameter.name} {safe}, which a source shows accepted, is refused.",
            _refusing(parameter, lambda value: value == safe),
            (parameter.name,),
            basis,
        )


def _lengths(contract: Contract, parameter: Parameter) -> Iterator[Fault]:
    name = parameter.name
    for facet, length in (("minLength", parameter.min_length), ("maxLength", parameter.max_length)):
        basis = bound_by(contract, f"parameters.{name}.{facet}")
        if not length or length > LONGEST_ASKED or basis is None or parameter.enum:
            continue
        word = "shortest" if facet == "minLength" else "longest"
        yield Fault(
            f"{word}-refused:{name}",
            "bounds",
            f"A {name} of the {word} documented length, {length}, is refused.",
            _refusing(parameter, partial(_is_long, length)),
            (name,),
            basis,
        )


def _is_long(length: int, value: Any) -> bool:
    return isinstance(value, str) and len(value) == length


def _values(contract: Contract, parameter: Parameter) -> Iterator[Fault]:
    name = parameter.name
    filtering = any(one.name == name and not one.negates and not one.widens for one in contract.filters)
    agreed = [value for value in parameter.enum if not disputed(contract, f"parameters.{name}.enum.{value}")]
    for value in agreed[:2] + agreed[2:][-2:]:
        basis = bound_by(contract, f"parameters.{name}.enum.{value}")
        if basis is None:
            continue
        yield Fault(
            f"value-refused:{name}={value}",
            "bounds",
            f"{value}, a documented value of {name}, is refused.",
            _refusing(parameter, partial(eq, value)),
            (name,),
            basis,
        )
    if not filtering or not agreed or bound_by(contract, f"parameters.{name}.enum.{agreed[0]}") is None:
        return

    def read(inner: Read, service: Served, request: Request, path: Any) -> TypedQuery:
        try:
            return inner(service, request, path)
        except Refusal as refusal:
            if refusal.parameter != name:
                raise
            return inner(service, without(service.contract, request, name), path)

    yield Fault(
        f"unknown-value-everything:{name}",
        "bounds",
        f"A value that {name} does not have is passed over, and everything is shown.",
        around("read", read),
        (name,),
        "implied",
    )


def without(contract: Contract, request: Request, name: str) -> Request:
    """The request with one query parameter left out; a parameter within JSON takes its carrier along."""
    sent = name
    while (carrier := contract.parameter(sent).carrier) is not None:
        sent = carrier
    keyed = contract.parameter(sent).spelling == "keys"
    names = [(part, unquote_plus(part.partition("=")[0])) for part in request.query.split("&")]
    kept = [part for part, name in names if not (is_of_the_order(contract, name) if keyed else name == sent)]
    return replace(request, target=f"{request.path}?{'&'.join(kept)}")
