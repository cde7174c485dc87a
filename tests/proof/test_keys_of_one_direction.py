"""Keys of an order whose names ask for one direction: held to that one, and caught where they come the other way."""

from __future__ import annotations

from typing import Any

import pytest

from listproof.contract import Contract, build
from listproof.contract.lint import lint
from listproof.laws import judge
from listproof.proof.mutations import mutations
from listproof.proof.suite import laws, laws_called, plan
from listproof.proof.trials import listing_of
from listproof.simulator.faults import catalogue
from listproof.simulator.service import Service

from ..contract.drawn_contracts import sourced
from ..contract.orchards import document, parameter
from .planting import is_caught_and_named

KEYS: dict[str, Any] = {
    "newest": {"field": "/planted", "as": "time", "direction": "desc"},
    "oldest": {"field": "/planted", "as": "time", "direction": "asc"},
    "largest": {"field": "/trees", "as": "number", "direction": "desc"},
}


def _orchards() -> Contract:
    """A listing that is sorted by three words."""
    asked = [
        parameter("sort", {"type": "string", "enum": list(KEYS), "default": "newest"}),
        parameter("offset", {"type": "integer", "minimum": 0}),
        parameter("limit", {"type": "integer", "minimum": 1, "maximum": 50, "default": 10}),
    ]
    pages = {"offset": {"parameter": "offset", "first": 0}, "size": {"parameter": "limit", "means": "exactly"}}
    made = sourced(document(*asked, pages=pages, order={"by": "sort", "keys": KEYS, "default": ["newest", "desc"]}))
    assert [mistake.message for mistake in lint(made, "orchards").mistakes] == []
    return build(made, "orchards")


def test_each_key_is_held_to_its_own_direction() -> None:
    """No law fails, drawn queries among them, each key is seen to sort so, and the other direction is another contract."""
    contract = _orchards()
    store = listing_of(Service(contract, 257, 0))
    drawn = laws_called(("queries.agrees-with-the-document",))
    outcomes = [(judge(law, store, subject), str(subject)) for law, subject in plan(contract, (*laws(), *drawn))]
    assert [(one.law, one.reason) for one, _ in outcomes if one.verdict in ("fail", "error")] == []
    sorted_so = {(subject, one.verdict) for one, subject in outcomes if one.law == "order.sorted-across-pages"}
    assert sorted_so == {("newest desc", "pass"), ("oldest asc", "pass"), ("largest desc", "pass")}
    assert {"it goes asc", "it goes desc"} <= {one.says for one in mutations(contract)}


@pytest.mark.parametrize("kind", ["order-as-text:largest", "order-within-page:newest", "order-swapped:largest"])
def test_what_is_sorted_wrong_is_caught_and_named(kind: str) -> None:
    """Numbers as texts show on later pages of a descending order, which are read where no ascending one can be asked for."""
    assert is_caught_and_named(_orchards(), kind)


def test_an_order_whose_direction_is_open_is_told_in_both() -> None:
    """Where either direction may come, numbers that are sorted as texts are told as that, and neither direction as the one meant."""
    sizes = parameter("limit", {"type": "integer", "minimum": 1, "maximum": 50})
    asked = [parameter("sort", {"type": "string", "enum": ["trees"]}), sizes]
    pages = {"offset": {"parameter": "offset", "first": 0}, "size": {"parameter": "limit", "means": "exactly", "safe": 50}}
    order = {"by": "sort", "keys": {"trees": {"field": "/trees", "as": "number"}}}
    contract = build(sourced(document(*asked, parameter("offset", {"type": "integer"}), pages=pages, order=order)), "orchards")
    fault = next(one for one in catalogue(contract) if one.id == "order-as-text:trees")
    store = listing_of(Service(contract, 257, 0).like(fault, None))
    ((law, subject),) = plan(contract, laws_called(("order.sorted-across-pages",)))
    violation = judge(law, store, subject).violation
    assert violation is not None
    assert (violation.says, violation.expected) == ("trees: the values are sorted as texts", "/trees asc or desc")


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ({"by": "sort", "direction": "dir", "keys": KEYS}, "asks for either direction of each key"),
        ({"keys": {"newest": KEYS["newest"]}, "default": ["newest", "desc"]}, "no parameter names keys"),
        ({"by": "sort", "keys": KEYS, "default": ["newest", "asc"]}, "the default says the other direction of newest"),
        ({"by": "sort", "keys": {"kind": {"field": "/kind", "as": "group", "direction": "asc"}}}, "in no order; expected none"),
    ],
)
def test_directions_that_cannot_be_meant_are_told(order: dict[str, Any], expected: str) -> None:
    """Lint says what contradicts what."""
    made = document(parameter("sort"), parameter("dir", {"type": "string", "enum": ["asc", "desc"]}), order=order)
    told = [mistake.message for mistake in lint(made, "orchards").mistakes]
    assert any(expected in message for message in told), told
