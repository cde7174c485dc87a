"""A condition of the document is said beside a verdict, and what can be repeated is seen again by the second trial."""

from __future__ import annotations

import pytest

from listproof.contract import load
from listproof.laws import judge
from listproof.proof.suite import laws_called, plan
from listproof.proof.trials import listing_of
from listproof.simulator.faults import catalogue
from listproof.simulator.service import Service
from listproof.verdicts import Violation

CONTRACTS = {slug: load(slug) for slug in ("huawei-coc-documents", "huawei-hss-kubernetes-jobs", "nebula-explorer-workflow-jobs")}


def failing(slug: str, planted: str, law: str) -> list[Violation | None]:
    """The violations that one law finds at a server with one fault."""
    contract = CONTRACTS[slug]
    fault = next(one for one in catalogue(contract) if one.id == planted)
    store = listing_of(Service(contract, 257, 0).like(fault, None))
    outcomes = [judge(one, store, subject) for one, subject in plan(contract, laws_called((law,)))]
    return [one.violation for one in outcomes if one.verdict == "fail"]


@pytest.mark.parametrize("law", ["filters.hidden-ones-narrow", "filters.absent-means-what-is-said"])
def test_the_condition_of_a_filter_is_said_beside_the_verdict(law: str) -> None:
    """A filter that its document has work only when a function is enabled may be without effect for that reason: each verdict says so."""
    (found,) = failing("huawei-hss-kubernetes-jobs", "filter-ignored:enterprise_project_id", law)
    assert "only when the enterprise project function is enabled" in str(found)


@pytest.mark.parametrize(
    ("slug", "planted", "law"),
    [
        ("huawei-coc-documents", "empty-null", "shape.empty-looks-the-same"),
        ("nebula-explorer-workflow-jobs", "field-unsteady:workflowId", "shape.record-is-the-same-everywhere"),
    ],
)
def test_what_is_so_each_time_is_seen_again(slug: str, planted: str, law: str) -> None:
    """A finding that can be repeated is not told as seen once: the second trial looks at what the first one saw."""
    violations = failing(slug, planted, law)
    assert violations
    assert not any(one is None or one.intermittent for one in violations)
