"""A part of a whole number is refused or read somehow; a service that breaks at one is told, with the parameter that it breaks at."""

from __future__ import annotations

from typing import Any

import pytest

from listproof.contract import Contract
from listproof.laws import judge
from listproof.proof.suite import laws, plan
from listproof.proof.trials import listing_of
from listproof.simulator.exchange import Request
from listproof.simulator.faults import catalogue
from listproof.simulator.faults.errors import crash
from listproof.simulator.faults.fault import Fault, around, both
from listproof.simulator.query import TypedQuery
from listproof.simulator.refusals import Refusal
from listproof.simulator.served import Served
from listproof.simulator.service import Service
from listproof.values.boundary_values import fraction

from ..contract.orchards import contract, parameter

LAW = "bounds.no-number-is-not-a-number"
COUNT = {"type": "integer", "minimum": 0}
PAGES = {"offset": {"parameter": "offset", "first": 0, "past-end": "empty"}, "size": {"parameter": "limit", "means": "exactly", "safe": 20}}


def _listed() -> Contract:
    size = parameter("limit", {"type": "integer", "minimum": 1, "maximum": 20, "default": 10})
    return contract(parameter("offset", COUNT), size, total={"at": "/total", "counts": "matching"}, pages=PAGES)


def _told(fault: Fault | None) -> dict[str, tuple[str, str]]:
    asked = listing_of(Service(_listed(), 61, 0).like(fault, None))
    outcomes = [judge(law, asked, subject) for law, subject in plan(_listed(), laws()) if law.id == LAW]
    return {str(one.subject): (one.verdict, one.reason or "") for one in outcomes}


def _loose(broken: str) -> Fault:
    """A service that cuts fractions off and passes over what is no number; one of its parameters breaks at a fraction."""

    def read(inner: Any, service: Served, request: Request, path: Any) -> TypedQuery:
        words = [pair.partition("=") for pair in request.target.partition("?")[2].split("&")]
        if any(name == broken and "." in value for name, _, value in words):
            raise Refusal("crash", broken)
        kept = "&".join(f"{name}={value.partition('.')[0]}" for name, _, value in words if value != "abc")
        return inner(service, Request(request.method, f"{request.path}?{kept}", request.headers), path)  # type: ignore[no-any-return]

    change = both(crash(lambda service, query: False), around("read", read))
    return Fault("loose", "errors", "Numbers are read loosely.", change, (broken,), "implied")


def test_a_service_that_refuses_each_is_left_in_peace() -> None:
    """One that reads whole numbers alone, and one that makes them of what it gets."""
    assert {verdict for verdict, _ in _told(None).values()} == {"pass"}
    assert {verdict for verdict, _ in _told(_loose("none")).values()} == {"pass"}


@pytest.mark.parametrize(("broken", "value"), [("offset", "offset=1.5"), ("limit", "limit=1.5")])
def test_what_breaks_at_a_fraction_is_told_of_its_parameter(broken: str, value: str) -> None:
    """Of it alone: the other one is read."""
    told = _told(_loose(broken))
    assert {name: verdict for name, (verdict, _) in told.items()} == {"offset": "pass", "limit": "pass", broken: "fail"}
    assert value in told[broken][1]


def test_the_fault_is_in_the_catalogue() -> None:
    """A fraction answered with 500, whatever else is refused."""
    fault = next(one for one in catalogue(_listed()) if one.kind == "500-fraction")
    assert "fail" in {verdict for verdict, _ in _told(fault).values()}


@pytest.mark.parametrize(
    ("schema", "part"),
    [
        (COUNT, 1.5),
        ({**COUNT, "minimum": 10}, 10.5),
        ({**COUNT, "maximum": 1}, None),
        ({"type": "number"}, None),
        ({"type": "string"}, None),
    ],
)
def test_a_fraction_lies_within_the_bounds(schema: dict[str, Any], part: float | None) -> None:
    """So that no bound is why it is refused; none is asked for where none lies there, or where a fraction is a number like another."""
    assert fraction(contract(parameter("count", schema)).parameter("count")) == part
