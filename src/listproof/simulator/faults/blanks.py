"""Faults of filters that are left empty: one breaks the service, or selects what nobody named."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from starlette.datastructures import QueryParams

from listproof.contract import Contract, Filter
from listproof.simulator.exchange import Request
from listproof.simulator.faults.bounds import without
from listproof.simulator.faults.errors import crash
from listproof.simulator.faults.fault import Fault, around, both, bound_by
from listproof.simulator.faults.filters import Kept, Where
from listproof.simulator.faults.operators import lacks
from listproof.simulator.query import TypedQuery
from listproof.simulator.refusals import Refusal
from listproof.simulator.served import Served
from listproof.simulator.tables.sql import Condition

__all__ = ["blanks"]


def blanks(contract: Contract) -> Iterator[Fault]:
    """Every fault of an empty value, or of null, that contradicts a contract: at the last filter that takes neither."""
    taken = [one for one in contract.filters if contract.method == "GET" and _takes_no_blank(contract, one)]
    for one in taken[-1:]:
        yield Fault("500-blank", "errors", f"{one.name} without a value is answered with 500.", _breaking(one.name), (one.name,), "implied")
    judged = [one for one in taken if one.compares != "flag" and one.absent == ("everything",)]
    lacked = [one for one in judged if lacks(contract, one.field.absent) and not contract.parameter(one.name).enum]
    for several, kind, what, word in ((judged, "blank", "without a value", ""), (lacked, "null", "that is null", "null")):
        for one in several[-1:]:
            sentence = f"{one.name} {what} keeps every third record."
            yield Fault(f"{kind}-selects:{one.name}", "filters", sentence, _selecting(contract, one.name, word), (one.name,), "implied")


def _takes_no_blank(contract: Contract, one: Filter) -> bool:
    parameter = contract.parameter(one.name)
    numeric = one.compares in ("number", "time", "flag") or parameter.kind in ("integer", "number")
    shown = one.field.absent is not None and not (one.opaque or one.widens or one.needs or one.yields_to)
    free = one.everything in (None, *range(10)) and one.name not in contract.base and not parameter.required
    plain = parameter.spelling is None and parameter.kind not in ("object", "boolean") and parameter.place == "query"
    binding = bound_by(contract, f"parameters.{one.name}.type") or bound_by(contract, f"parameters.{one.name}")
    return shown and free and plain and bool(binding) and (numeric or (bool(parameter.enum) and "" not in parameter.enum))


def _says(request: Request, name: str, word: str) -> bool:
    return QueryParams(request.query).getlist(name) == [word]


def _breaking(name: str) -> Any:
    def read(inner: Any, service: Served, request: Request, path: Any) -> TypedQuery:
        if _says(request, name, ""):
            raise Refusal("crash")
        return inner(service, request, path)  # type: ignore[no-any-return]

    return both(crash(lambda service, query: False), around("read", read))


def _selecting(contract: Contract, name: str, word: str) -> Any:
    def read(inner: Any, service: Served, request: Request, path: Any) -> TypedQuery:
        if not _says(request, name, word):
            return inner(service, request, path)  # type: ignore[no-any-return]
        query: TypedQuery = inner(service, without(contract, request, name), path)
        return replace(query, extra={**query.extra, "third": True})

    def where(inner: Where, service: Served, query: TypedQuery) -> Kept:
        kept = inner(service, query)
        return {**kept, name: Condition("ordinal % 3 = 1")} if query.extra.get("third") else kept

    return both(around("read", read), around("where", where))
