"""Filters over a field with a closed list, in a parameter without one: odd spellings of its values may be refused, and cost no finding."""

from __future__ import annotations

from functools import cache

import pytest

from listproof.contract import Contract
from listproof.laws import judge
from listproof.proof.suite import laws, laws_called, plan
from listproof.proof.trials import listing_of
from listproof.simulator.faults import catalogue
from listproof.simulator.service import Service
from listproof.simulator.variants import variants
from listproof.values.closed_fields import is_outside

from ..contract.orchards import contract, parameter


@cache
def orchards() -> Contract:
    """A list over `/kind` in a plain text, one value of it by one of two readings, and a list in any case."""
    return contract(
        parameter("kinds"), parameter("kind"), parameter("any_kinds"),
        parameter("page", {"type": "integer", "minimum": 1, "default": 1}),
        parameter("limit", {"type": "integer", "minimum": 1, "maximum": 100, "default": 20}),
        pages={"number": {"parameter": "page", "first": 1}, "size": {"parameter": "limit", "means": "exactly", "safe": 100}},
        total={"at": "/total", "counts": "matching"},
        filters={
            "kinds": {"field": "/kind", "matches": "one-of", "separator": ","},
            "kind": {"field": "/kind", "matches": ["equals", "equals-any-case"]},
            "any_kinds": {"field": "/kind", "matches": "one-of-any-case", "separator": ","},
        },
    )  # fmt: skip


@pytest.mark.parametrize(
    ("name", "value", "outside"),
    [
        ("kinds", "apple,pear", False), ("kinds", "APPLE,pear", True), ("kinds", "apple,fig", True), ("kinds", ["apple", "fig"], True),
        ("kind", "apple", False), ("kind", "Apple", True), ("any_kinds", "APPLE,pear", False), ("any_kinds", "fig", True),
    ],
)  # fmt: skip
def test_what_a_field_does_not_list_is_outside(name: str, value: object, outside: bool) -> None:
    """Whole values alone; in any case where every reading says so."""
    assert is_outside(orchards(), orchards().filter(name), {}, value) is outside


def test_who_refuses_what_the_field_does_not_list_is_not_blamed() -> None:
    """No law fails on the server that keeps to the list, drawn queries among them, and each filter is still seen to work."""
    kept = next(one for one in variants(orchards()) if one.id == "closed-fields")
    store = listing_of(Service(orchards(), 90, 0).like(None, kept))
    drawn = laws_called(("queries.agrees-with-the-document",))
    outcomes = [(judge(law, store, subject), subject) for law, subject in plan(orchards(), (*laws(), *drawn))]
    assert [(one.law, str(subject), one.reason) for one, subject in outcomes if one.verdict in ("fail", "error")] == []
    tried = {str(subject): one.verdict for one, subject in outcomes if one.law == "filters.keeps-what-it-names"}
    assert tried == dict.fromkeys(("kinds", "kind", "any_kinds"), "pass")


@pytest.mark.parametrize("fault", ["list-first-only:kinds", "list-as-one:kinds"])
def test_who_refuses_and_misreads_is_still_told(fault: str) -> None:
    """A part of a list is read: what keeps to the list is no excuse."""
    planted = next(one for one in catalogue(orchards()) if one.id == fault)
    store = listing_of(Service(orchards(), 90, 0).like(planted, None))
    (law,) = laws_called(("filters.keeps-what-it-names",))
    found = {str(subject): judge(law, store, subject).verdict for law, subject in plan(orchards(), [law])}
    assert found == {"kinds": "fail", "kind": "pass", "any_kinds": "pass"}
