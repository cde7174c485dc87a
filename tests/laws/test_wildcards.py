"""A filter that takes a percent sign for any text is told, whichever of them it is and however it reads its values."""

from __future__ import annotations

import pytest

from listproof.contract import Contract
from listproof.laws import judge
from listproof.proof.suite import laws_called, plan
from listproof.proof.trials import listing_of
from listproof.simulator.faults import catalogue
from listproof.simulator.faults.fault import Fault
from listproof.simulator.service import Service
from listproof.simulator.variants import ORDINARY

from ..contract.orchards import contract, parameter

TEXTS = ("name", "owner", "region")
PAGES = {"offset": {"parameter": "offset", "first": 0, "past-end": "empty"}, "size": {"parameter": "limit", "means": "exactly", "safe": 20}}


def _listed(matches: str) -> Contract:
    size = parameter("limit", {"type": "integer", "minimum": 1, "maximum": 20, "default": 10})
    return contract(
        parameter("offset", {"type": "integer", "minimum": 0}), size, *(parameter(name) for name in TEXTS),
        filters={name: {"field": "/name", "matches": matches} for name in TEXTS}, pages=PAGES,
    )  # fmt: skip


def _told(listed: Contract, fault: Fault | None) -> set[str]:
    asked = listing_of(Service(listed, 61, 0).like(fault, ORDINARY))
    outcomes = [judge(law, asked, subject) for law, subject in plan(listed, laws_called(["filters.nothing-matches-nothing"]))]
    return {str(one.subject) for one in outcomes if one.verdict in ("fail", "error")}


@pytest.mark.parametrize("matches", ["equals", "contains"])
def test_a_filter_that_takes_a_percent_sign_for_any_text_is_told(matches: str) -> None:
    """Among other letters the sign keeps nothing either way: it is asked for alone."""
    listed = _listed(matches)
    wild = [fault for fault in catalogue(listed) if fault.id.startswith("filter-percent")]
    assert len(wild) == len(TEXTS)
    assert [_told(listed, fault) for fault in wild] == [{fault.id.rpartition(":")[2]} for fault in wild]
    assert _told(listed, None) == set()


def test_a_clause_that_takes_a_star_for_any_text_is_told() -> None:
    """Languages of clauses have the star for that: where whole texts are compared it is asked for in place of the percent sign."""
    size = parameter("limit", {"type": "integer", "minimum": 1, "maximum": 20, "default": 10})
    said = {"within": "q", "joined-by": ";", "spelled": "name=='{}'", "field": "/name", "matches": "equals"}
    listed = contract(parameter("offset", {"type": "integer", "minimum": 0}), size, parameter("q"), filters={"name": said}, pages=PAGES)
    (star,) = (fault for fault in catalogue(listed) if fault.kind == "filter-star-everything")
    assert _told(listed, star) == {"name"}
    assert _told(listed, None) == set()
