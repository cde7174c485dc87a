"""A direction that is asked for by a number, 1 and -1 or 0 and 1: said, served and judged like a word; and one that is left out."""

from __future__ import annotations

from typing import Any

import pytest

from listproof.contract import Contract, Query, build
from listproof.contract.lint import lint
from listproof.laws import judge
from listproof.laws.context.order_arguments import asking_for, known_direction
from listproof.oracle import misplaced
from listproof.proof.suite import laws, laws_called, plan
from listproof.proof.trials import listing_of
from listproof.simulator.faults import catalogue
from listproof.simulator.service import Service

from ..contract.drawn_contracts import sourced
from ..contract.orchards import document, parameter

PAGES = (parameter("offset", {"type": "integer"}), parameter("limit", {"type": "integer", "minimum": 1, "maximum": 50}))


def orchards(schema: dict[str, Any], direction: dict[str, Any], **said: Any) -> tuple[Contract, list[str]]:
    """A listing by two keys, the direction in a parameter with this schema, and what lint says of it."""
    keys = {"trees": {"field": "/trees", "as": "number"}, "planted": {"field": "/planted", "as": "time"}}
    made = sourced(
        document(
            *PAGES, parameter("by", {"type": "string", "enum": list(keys)}), parameter("dir", schema),
            pages={"offset": {"parameter": "offset", "first": 0}, "size": {"parameter": "limit", "means": "exactly", "safe": 50}},
            total={"at": "/total", "counts": "matching"}, order={"by": "by", "direction": direction, "keys": keys, **said},
        )
    )  # fmt: skip
    return build(made, "orchards"), [mistake.message for mistake in lint(made, "orchards").mistakes]


NUMBERS = [
    ({"type": "integer", "enum": [1, -1]}, {"parameter": "dir", "asc": 1, "desc": -1}),
    ({"type": "integer", "enum": [-1, 1]}, {"parameter": "dir", "asc": -1, "desc": 1}),
    ({"type": "integer"}, {"parameter": "dir", "asc": 0, "desc": 1}),
]


@pytest.mark.parametrize(("schema", "direction"), NUMBERS)
def test_a_number_turns_an_order(schema: dict[str, Any], direction: dict[str, Any]) -> None:
    """It is asked for as a number, nobody is blamed, and whoever ignores it is told."""
    contract, mistakes = orchards(schema, direction)
    assert mistakes == []
    assert asking_for(contract, "trees", "desc") == {"by": "trees", "dir": direction["desc"]}
    service = Service(contract, 120, 0)
    every = (*laws(), *laws_called(("queries.agrees-with-the-document",)))
    outcomes = [(judge(law, listing_of(service), subject), str(subject)) for law, subject in plan(contract, every) if law.area == "order"]
    assert [(one.law, subject, one.reason) for one, subject in outcomes if one.verdict in ("fail", "error")] == []
    assert ("order.sorted-across-pages", "pass") in {(one.law, one.verdict) for one, _ in outcomes}
    planted = next(one for one in catalogue(contract) if one.id == "direction-ignored")
    ordered = laws_called(("order.sorted-across-pages",))
    wrong = {judge(law, listing_of(service.like(planted, None)), subject).verdict for law, subject in plan(contract, ordered)}
    assert "fail" in wrong


def test_a_number_that_the_parameter_does_not_take_is_refused_with_the_true_reason() -> None:
    """The one is no value of its list."""
    _, mistakes = orchards({"type": "integer", "enum": [1, 2]}, {"parameter": "dir", "asc": 1, "desc": -1})
    assert any("dir does not take '-1': -1 is not one of 1, 2" in one for one in mistakes)


DEFAULTS = [
    ({"type": "boolean", "default": False}, {"trees": "asc", "planted": "asc"}),
    ({"type": "boolean", "default": True}, {"trees": "desc", "planted": "desc"}),
    ({"type": "boolean"}, {"trees": None, "planted": "desc"}),
]


@pytest.mark.parametrize(("schema", "known"), DEFAULTS)
def test_a_key_without_a_direction_comes_as_the_schema_says(schema: dict[str, Any], known: dict[str, str | None]) -> None:
    """It is the default of the parameter for directions, whatever comes unasked; without one nothing follows for other keys."""
    contract, mistakes = orchards(schema, {"flag": "dir"}, default=["planted", "desc"])
    assert mistakes == []
    assert contract.order is not None
    assert {name: known_direction(contract, contract.order, name, None) for name in known} == known
    service = Service(contract, 120, 0)
    for name, way in known.items():
        shown = listing_of(service).page(Query.of({"by": name}), 0, 50).records
        key = contract.order.key(name)
        assert {one for one in ("asc", "desc") if misplaced(key, one, shown) is None} == {way or "asc"}
    every = (*laws(), *laws_called(("queries.agrees-with-the-document",)))
    outcomes = [
        (judge(law, listing_of(service), subject), str(subject))
        for law, subject in plan(contract, every)
        if law.area in ("order", "queries")
    ]
    assert [(one.law, subject, one.reason) for one, subject in outcomes if one.verdict in ("fail", "error")] == []
