"""The link to the next page under an order whose value an address must escape."""

from __future__ import annotations

import pytest

from listproof.contract import Contract, build
from listproof.findings import causes
from listproof.proof.suite import laws, run
from listproof.proof.trials import listing_of
from listproof.simulator.faults import catalogue
from listproof.simulator.service import Service

from ..contract.drawn_contracts import sourced
from ..contract.orchards import document, parameter

ESCAPED = "does not keep the order planted asc as it was asked: the value has to be escaped"


def listing() -> Contract:
    """A listing by links whose order is asked for with a plus before the key."""
    asked = [
        parameter("sort", {"type": "string", "enum": ["+planted", "-planted"]}),
        parameter("limit", {"type": "integer", "minimum": 1, "maximum": 50, "default": 10}),
    ]
    pages = {"link": {"next": {"at": "/next", "as": "link"}, "end": "null"}, "size": {"parameter": "limit", "means": "exactly"}}
    order = {
        "by": "sort",
        "direction": {"prefix": {"asc": "+", "desc": "-"}},
        "keys": {"planted": {"field": "/planted", "as": "time"}},
        "default": ["planted", "desc"],
    }
    answer = {"next": {"type": ["string", "null"]}}
    return build(sourced(document(*asked, answer=answer, pages=pages, order=order, filters={})), "orchards")


@pytest.mark.parametrize(
    ("kind", "told"), [("", []), ("link-unescaped-order", [ESCAPED]), ("link-drops-order", ["forgets the order planted asc"])]
)
def test_a_link_that_does_not_escape_the_order_is_told_as_that(kind: str, told: list[str]) -> None:
    """And one that drops it, as that; who escapes it is left in peace."""
    orchards = listing()
    service = Service(orchards, 150, 0)
    fault = next(one for one in catalogue(orchards) if one.kind == kind) if kind else None
    found = causes(run(listing_of(service.like(fault, None)), laws()), {}, {})
    says = [one.root.violation.says if one.root.violation is not None else "" for one in found]
    assert says == [f"the link to the next page {one}" for one in told]
