"""Parameters that take no more than a few names of fields: no law names more."""

from __future__ import annotations

from typing import Any

import pytest

from listproof.contract import Contract
from listproof.laws import judge
from listproof.proof.suite import laws, plan
from listproof.proof.trials import listing_of
from listproof.simulator.faults import catalogue
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
