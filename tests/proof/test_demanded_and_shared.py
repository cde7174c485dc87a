"""Two servers that conform and that nobody may blame: one demands each mandatory header, one gives a record several hidden values."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from listproof.contract import Contract, build, load
from listproof.contract.lint import lint
from listproof.laws import judge
from listproof.proof.suite import laws, plan
from listproof.proof.trials import listing_of
from listproof.simulator.service import Service
from listproof.simulator.variants import variants

from ..contract.drawn_contracts import sourced
from ..contract.orchards import document, parameter

EXAMPLES = Path(__file__).parents[2] / "contracts" / "examples"
PAGES = {"offset": {"parameter": "offset", "first": 0, "past-end": "empty"}, "size": {"parameter": "limit", "means": "exactly", "safe": 20}}
COUNT = {"type": "integer", "minimum": 0}
DEMANDING, SHARING = "reading:required-headers=demand", "hidden-values-overlap"


@cache
def _listed(exclusive: bool) -> Contract:
    """A listing with a header of which the example alone is known, a flag that must be sent, and a state that records do not show."""
    made = document(
        parameter("offset", COUNT),
        parameter("limit", {**COUNT, "maximum": 20, "default": 10}),
        parameter("state", {"type": "string", "enum": ["idle", "active", "ready"]}),
        {**parameter("X-Form", required=True), "in": "header", "examples": {"usual": {"value": "pages"}}},
        {**parameter("X-Brief", {"type": "boolean"}, required=True), "in": "header"},
        total={"at": "/total", "counts": "matching"},
        pages=PAGES,
        filters={"state": {"matches": "opaque", **({"exclusive": True} if exclusive else {})}},
    )
    assert [mistake.message for mistake in lint(sourced(made), "orchards").mistakes] == []
    return build(sourced(made), "orchards")


def _verdicts(contract: Contract, variant: str) -> set[str]:
    kept = next(one for one in variants(contract) if one.id == variant)
    asked = listing_of(Service(contract, 61, 0).like(variant=kept))
    return {judge(law, asked, subject).verdict for law, subject in plan(contract, laws())}


@pytest.mark.parametrize("variant", [DEMANDING, SHARING])
def test_neither_is_blamed(variant: str) -> None:
    """No law fails or breaks on either, and laws pass."""
    told = _verdicts(_listed(False), variant)
    assert not told & {"fail", "error"}
    assert "pass" in told


@pytest.mark.parametrize("slug", ["aws-models", "aws-log-groups"])
def test_a_real_listing_that_names_a_header_has_the_demanding_server(slug: str) -> None:
    """What its document calls mandatory stands in every request."""
    assert not _verdicts(load(slug, EXAMPLES), DEMANDING) & {"fail", "error"}


def test_values_that_exclude_each_other_share_no_record() -> None:
    """Where a contract says so, such a server does not conform, and is none of its variants."""
    assert SHARING not in {one.id for one in variants(_listed(True))}
    assert SHARING in {one.id for one in variants(_listed(False))}
