"""Parameters that take no more than a few names of fields: no law names more."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from listproof.contract import Contract, load
from listproof.laws import judge
from listproof.proof.suite import laws, plan
from listproof.proof.trials import listing_of
from listproof.simulator.exchange import Request
from listproof.simulator.faults import catalogue
from listproof.simulator.faults.fault import Fault, around
from listproof.simulator.query import TypedQuery
from listproof.simulator.served import Served
from listproof.simulator.service import Service

from ..contract.orchards import contract, parameter

KEYS = {name: {"field": f"/{name}", "as": "text"} for name in ("name", "kind", "owner")}
SHOWN, ORDERED = "shape.chosen-fields-are-shown", "shape.chosen-fields-go-with-an-order"


def orchards(schema: dict[str, Any], **words: Any) -> Contract:
    """A listing that shows the fields which are named, and stands in the order of one of its texts."""
    return contract(
        parameter("fields", schema), parameter("sort"),
        parameter("offset", {"type": "integer", "minimum": 0, "default": 0}),
        parameter("limit", {"type": "integer", "minimum": 1, "maximum": 100, "default": 20}),
        pages={"offset": {"parameter": "offset", "first": 0}, "size": {"parameter": "limit", "means": "exactly", "safe": 100}},
        order={"by": "sort", "direction": {"prefix": "-"}, "keys": KEYS},
        projects={"fields": {"chosen": True, "always": ["/id"], **words}},
    )  # fmt: skip


def told(made: Contract, fault: str | None = None) -> dict[str, str]:
    """What the laws of what is chosen come to."""
    planted = next(one for one in catalogue(made) if one.id == fault) if fault else None
    listing = listing_of(Service(made, 60, 0).like(planted, None))
    return {law.id: judge(law, listing, subject).verdict for law, subject in plan(made, laws()) if law.id in (SHOWN, ORDERED)}


FEW: list[tuple[dict[str, Any], dict[str, Any]]] = [
    ({"type": "string", "maxLength": 16}, {"separator": ","}),
    ({"type": "array", "items": {"type": "string"}, "maxItems": 2}, {}),
]


@pytest.mark.parametrize(("schema", "words"), FEW)
def test_no_more_names_are_chosen_than_the_parameter_takes(schema: dict[str, Any], words: dict[str, Any]) -> None:
    """A choice of a few fields is within the documented bounds, and still tells a service that ignores it."""
    made = orchards(schema, **words)
    assert told(made) == {SHOWN: "pass", ORDERED: "pass"}
    assert told(made, "fields-ignored:fields")[SHOWN] == "fail"


def test_where_not_even_a_few_can_be_named_nothing_is_told() -> None:
    """The laws say that they found nothing to be tried on."""
    assert told(orchards({"type": "string", "maxLength": 3}, separator=",")) == {SHOWN: "inconclusive", ORDERED: "inconclusive"}


def test_a_filter_that_a_choice_of_fields_forgets_is_named() -> None:
    """And not the order that was asked for as well."""
    harbours = load("harbours", Path(__file__).parents[1] / "contracts" / "invented")
    filters = [one.name for one in harbours.filters]

    def read(inner: Any, service: Served, request: Request, path: Any) -> TypedQuery:
        query: TypedQuery = inner(service, request, path)
        return query.without(*filters) if "fields" in query.given else query

    forgetting = Fault("forgetting", "shape", "A choice of fields forgets filters.", around("read", read))
    listing = listing_of(Service(harbours, 257, 0).like(forgetting, None))
    (outcome,) = (judge(law, listing, subject) for law, subject in plan(harbours, laws()) if (law.id, str(subject)) == (ORDERED, "fields"))
    assert outcome.violation is not None
    assert (outcome.violation.fact, outcome.reason) == ("filters.port", "port=ports beside fields=kind,depth gives other records")
