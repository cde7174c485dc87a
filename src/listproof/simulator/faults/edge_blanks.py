"""Faults of a blank at the edge of a text: it breaks the service, or turns the filter off."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from listproof.contract import Contract, Filter
from listproof.simulator.faults.errors import crash
from listproof.simulator.faults.fault import Fault, bound_by
from listproof.simulator.faults.filters import readings_of, reread
from listproof.simulator.faults.values import FUZZY
from listproof.simulator.query import TypedQuery
from listproof.simulator.seeding import roles
from listproof.simulator.served import Served

__all__ = ["edge_blanks"]


def edge_blanks(contract: Contract) -> Iterator[Fault]:
    """Every fault of a blank at the edge of a text that contradicts a contract: at the first filter on what people call a record by."""
    for one in [one for one in contract.filters if _looks_at_names(contract, one)][:1]:
        name = one.name
        if (basis := bound_by(contract, f"parameters.{name}.type")) is not None:

            def breaks(service: Served, query: TypedQuery, name: str = name) -> bool:
                return _is_edged(query.given.get(name))

            yield Fault("500-edge-blank", "errors", f"A blank at the edge of {name} is answered with 500.", crash(breaks), (name,), basis)
        if (basis := bound_by(contract, f"filters.{name}")) is not None:
            change = reread(one, lambda value: None if _is_edged(value) else value)
            yield Fault(f"edge-blank-ignored:{name}", "filters", f"A blank at the edge of {name} turns it off.", change, (name,), basis)


def _is_edged(value: Any) -> bool:
    return isinstance(value, str) and value != value.strip(" ")


def _looks_at_names(contract: Contract, one: Filter) -> bool:
    """Whether a filter finds records by what they are called, or by parts of it, whatever else is asked for."""
    parameter = contract.parameter(one.name)
    formed = bool({"format", "pattern"} & set(parameter.schema)) or bool(parameter.enum)
    alone = not (one.opaque or one.widens or one.needs or one.yields_to or one.names or parameter.spelling)
    texts = readings_of(one) <= FUZZY | {"equals", "equals-any-case"} and one.compares == "text" and parameter.kind == "string"
    return texts and alone and not formed and roles.main_name(contract) in one.places and one.name not in contract.base
