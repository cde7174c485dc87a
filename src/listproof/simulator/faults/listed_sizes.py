"""Servers that do otherwise with page sizes of which a document lists a few: they refuse one, or give what is not listed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import pairwise
from typing import Any

from starlette.datastructures import QueryParams

from listproof.contract import Contract
from listproof.simulator.exchange import Request
from listproof.simulator.faults.bounds import without
from listproof.simulator.faults.fault import Fault, around, both, bound_by
from listproof.simulator.pages import pager
from listproof.simulator.pages.sizes import EVERYTHING
from listproof.simulator.query import TypedQuery
from listproof.simulator.refusals import Refusal
from listproof.simulator.served import Served

__all__ = ["of_listed_sizes"]


def of_listed_sizes(contract: Contract) -> Iterator[Fault]:
    """The faults of a size that may be one of a few."""
    size = contract.pages.size
    listed = sorted(one for one in contract.parameter(size.parameter).enum if one > 0) if contract.pages.sized else []
    name = size.parameter
    for one in listed:
        basis = bound_by(contract, f"parameters.{name}.enum.{one}")
        if basis is not None:
            sentence = f"{name} {one}, which the document lists, is refused."
            yield Fault(f"listed-size-refused:{name}.{one}", "bounds", sentence, _refused(name, one), (name,), basis)
    basis = bound_by(contract, f"parameters.{name}.enum.{listed[-1]}") if listed else None
    if basis is None or contract.method != "GET":
        return
    if any(other - one > 1 for one, other in pairwise(listed)):
        sentence = f"{name} is honoured where it is none of {', '.join(map(str, listed))}."
        honoured = _given(contract, name, lambda asked: asked)
        yield Fault(f"unlisted-size-honoured:{name}", "bounds", sentence, honoured, (name,), basis)
    sentence = f"A {name} beyond {listed[-1]} shows everything."
    beyond = _given(contract, name, lambda asked: EVERYTHING if asked > listed[-1] else None)
    yield Fault(f"size-beyond-everything:{name}", "bounds", sentence, beyond, (name,), basis)


def _refused(name: str, size: int) -> Any:
    def bound(inner: Any, service: Served, query: TypedQuery) -> TypedQuery:
        if query.given.get(name) == size:
            raise Refusal("bad-parameter", name)
        return inner(service, query)  # type: ignore[no-any-return]

    return around("bound", bound)


def _given(contract: Contract, name: str, size_of: Callable[[int], int | None]) -> Any:
    """A change that gives some size for one that the document does not list, where one is given; else it is refused."""

    def read(inner: Any, service: Served, request: Request, path: Any) -> TypedQuery:
        try:
            return inner(service, request, path)  # type: ignore[no-any-return]
        except Refusal as refusal:
            asked = QueryParams(request.query).get(name, "")
            size = size_of(int(asked)) if asked.isascii() and asked.isdigit() and asked != "0" else None
            if refusal.parameter != name or size is None:
                raise
            plain: TypedQuery = inner(service, without(contract, request, name), path)
            return replace(plain, extra={"unlisted": size})

    def bound(inner: Any, service: Served, query: TypedQuery) -> TypedQuery:
        settled: TypedQuery = inner(service, query)
        size = query.extra.get("unlisted")
        return settled if size is None else pager(contract).resized(contract, settled, size)

    return both(around("read", read), around("bound", bound))
