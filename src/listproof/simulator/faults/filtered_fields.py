"""Faults of what records show under a filter: a mandatory field that the pages of the listing show and a filtered answer has not."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from listproof.contract import Contract, Field
from listproof.contract.pointer import parts
from listproof.simulator.faults.fault import Fault, around, bound_by, disputed
from listproof.simulator.faults.filtered_ends import is_filtered
from listproof.simulator.query import TypedQuery
from listproof.simulator.served import Served

__all__ = ["filtered_fields"]


def filtered_fields(contract: Contract) -> Iterator[Fault]:
    """The last mandatory field at which no filter and no order looks, gone wherever a filter is asked for."""
    if (
        not contract.filters
        or contract.projections
        or bound_by(contract, "settled") is None
        or not set(contract.settled) - set(contract.identity)
    ):
        return
    taken = {pointer for one in contract.filters for pointer in one.places} | set(contract.identity) | set(contract.settled)
    taken |= {key.field for key in contract.order.keys} if contract.order else set()
    taken |= {scope.field for scope in contract.scopes if scope.field}
    free = [one for one in contract.fields if one.within not in taken and _is_mandatory(contract, one)]
    for field in free[-1:]:
        name = parts(field.within or "")[0]
        basis = bound_by(contract, f"fields.{field.pointer}.required")
        sentence = f"Records lose {name} wherever a filter is asked for."
        if basis is not None:
            yield Fault(
                f"field-lost-when-filtered:{name}",
                "shape",
                sentence,
                around("records", partial(_without, name)),
                (name, field.pointer),
                basis,
            )


def _is_mandatory(contract: Contract, field: Field) -> bool:
    top = field.within is not None and field.within.count("/") == 1
    return top and field.required and not field.pending and not disputed(contract, f"fields.{field.pointer}.required")


def _without(name: str, inner: Any, service: Served, query: TypedQuery, page: Sequence[int]) -> list[str]:
    shown: list[str] = inner(service, query, page)
    if not is_filtered(service, query):
        return shown
    return [json.dumps({key: value for key, value in json.loads(text).items() if key != name}, ensure_ascii=False) for text in shown]
