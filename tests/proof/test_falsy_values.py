"""Who takes null, false or 0 for nothing is caught and named; who refuses such a word is left in peace."""

from __future__ import annotations

import pytest

from listproof.contract import Contract, build
from listproof.contract.lint import lint
from listproof.laws import judge
from listproof.proof.suite import laws, plan
from listproof.proof.trials import listing_of
from listproof.simulator.service import Service
from listproof.simulator.variants import variants

from ..contract.drawn_contracts import sourced
from ..contract.orchards import document, parameter
from .planting import is_caught_and_named


def _orchards() -> Contract:
    """A listing with a text that records may lack, an upper end of numbers and one of moments as numbers."""
    paged = [parameter("offset", {"type": "integer"}), parameter("limit", {"type": "integer", "minimum": 1, "maximum": 50})]
    own = [parameter("owner"), parameter("most", {"type": "integer"}), parameter("before", {"type": "integer"})]
    filters = {
        "owner": {"field": "/owner", "matches": "equals"},
        "most": {"field": "/trees", "as": "number", "matches": "maximum"},
        "before": {"field": "/planted", "as": "time", "matches": "before"},
    }
    pages = {"offset": {"parameter": "offset", "first": 0}, "size": {"parameter": "limit", "means": "exactly", "safe": 50}}
    made = sourced(document(*own, *paged, pages=pages, filters=filters, total={"at": "/total", "counts": "matching"}))
    assert [mistake.message for mistake in lint(made, "orchards").mistakes] == []
    return build(made, "orchards")


@pytest.mark.parametrize("kind", ["words-of-nothing-ignored", "null-as-missing:owner", "zero-end-ignored:most", "zero-end-ignored:before"])
def test_who_takes_a_value_for_nothing_is_caught_and_named(kind: str) -> None:
    """A law says that it is this filter."""
    assert is_caught_and_named(_orchards(), kind)


@pytest.mark.parametrize("name", ["words-of-nothing-refused", "nothing-passed-over"])
def test_who_refuses_a_word_or_passes_over_nothing_is_left_in_peace(name: str) -> None:
    """No law fails or breaks."""
    contract = _orchards()
    variant = next(one for one in variants(contract) if one.id == name)
    store = listing_of(Service(contract, 257, 0).like(None, variant))
    outcomes = [judge(law, store, subject) for law, subject in plan(contract, laws())]
    assert [(one.law, one.reason) for one in outcomes if one.verdict in ("fail", "error")] == []
