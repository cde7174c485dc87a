"""Texts that a service holds equal where it sorts, such as those that differ by case alone: either may stand first, in either direction."""

from __future__ import annotations

import pytest

from listproof.contract import Contract, OrderKey
from listproof.laws import judge
from listproof.oracle import may_tie
from listproof.proof.suite import laws_called, plan
from listproof.proof.trials import listing_of
from listproof.simulator.faults import catalogue
from listproof.simulator.service import Service

from ..contract.orchards import contract, parameter

LAW = "order.desc-reverses-asc"
NAME, COUNT = OrderKey("name", "/name", "text"), OrderKey("count", "/count", "number")


def orchards() -> Contract:
    """A listing in the order of names, whose collation no source names."""
    return contract(
        parameter("sort"),
        parameter("offset", {"type": "integer", "minimum": 0, "default": 0}),
        parameter("limit", {"type": "integer", "minimum": 1, "maximum": 100, "default": 20}),
        pages={"offset": {"parameter": "offset", "first": 0}, "size": {"parameter": "limit", "means": "exactly", "safe": 100}},
        order={"by": "sort", "direction": {"prefix": "-"}, "keys": {"name": {"field": "/name", "as": "text"}}},
    )


@pytest.mark.parametrize(("fault", "told"), [(None, "pass"), ("order-within-page:name", "fail")])
def test_names_that_differ_by_case_alone_stand_in_one_order_of_their_own(fault: str | None, told: str) -> None:
    """A server that sorts in any case and leaves equal texts as they stand reverses all the same; one that sorts each page does not."""
    made = orchards()
    planted = next(one for one in catalogue(made) if one.id == fault) if fault else None
    served = Service(made, 257, 0, readings={"collation": "any-case", "ties": "scattered"}).like(planted, None)
    listing = listing_of(served)
    outcomes = [judge(law, listing, subject) for law, subject in plan(made, laws_called((LAW,)))]
    assert [one.verdict for one in outcomes] == [told], [one.reason for one in outcomes]


@pytest.mark.parametrize(("left", "right"), [("Oak", "oak"), ("é", "e"), ("oak ", "oak"), ("oak", "oak")])
def test_texts_that_a_collation_holds_equal_may_tie(left: str, right: str) -> None:
    """Case, accents and blanks tell nothing apart everywhere."""
    assert may_tie(NAME, left, right)


def test_other_values_tie_where_they_are_equal() -> None:
    """Other letters do not, and numbers only with themselves."""
    assert not may_tie(NAME, "oak", "oaks")
    assert may_tie(COUNT, 1, 1)
    assert not may_tie(COUNT, 1, 10)
