"""Real faults and real quiet nights: what is switched on between two runs is named alone, and mere movement is not named at all."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from listproof.proof.trials import Trial
from listproof.regression import compare

SLUG = "huawei-hss-kubernetes-jobs"


@pytest.fixture(scope="module")
def measured() -> ModuleType:
    """The benchmark that measures comparisons, as a module."""
    path = Path(__file__).parents[2] / "benchmarks" / "regression.py"
    spec = importlib.util.spec_from_file_location("benchmark_regression", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    "fault",
    ["filters-after-cut", "empty-404", "500-empty-text", "total-jumps", "size-capped", "boundary-record-skipped",
     "default-start-wrong", "field-renamed:name", "field-missing:status", "total-capped", "filter-ignored:job_name",
     "error-other-form", "enum-outside:status", "everything-ignored:enterprise_project_id"],
)  # fmt: skip
def test_a_fault_that_is_switched_on_is_named_alone(measured: ModuleType, fault: str) -> None:
    """A fault of any area between two runs is one root cause, and its name is in what is told."""
    found = measured.switched_on(SLUG, fault)
    assert found.named, found


def test_a_fault_of_a_filter_takes_its_behaviours_with_it(measured: ModuleType) -> None:
    """What odd texts give when their filter is ignored follows from the filter, although the behaviour names none."""
    found = measured.switched_on("nebula-explorer-workflow-jobs", "filter-ignored:filter.name")
    assert found.named, found
    assert found.first


@pytest.mark.parametrize("variant", ["", "drift:1", "slow", "chaos", "records:1203"])
def test_nothing_is_reported_where_only_data_moved(measured: ModuleType, variant: str) -> None:
    """Other data, records that come and go, latency and disturbances are no regression."""
    found = measured.unchanged(SLUG, variant, 0, 4)
    assert found.named, found


@pytest.mark.parametrize(
    ("variant", "key", "grade"),
    [
        ("reading:bounds=clamp", f"behaviour/mock/{SLUG}/bounds.limit.maximum", "risky"),
        ("matching:contains", f"behaviour/mock/{SLUG}/filters.job_name.reading", "risky"),
    ],
)
def test_what_the_document_leaves_open_is_told_when_it_changes(measured: ModuleType, variant: str, key: str, grade: str) -> None:
    """A server that stays legal and behaves otherwise (refuses a bound, then sets it right) is told as a behaviour that changed."""
    before, after = measured.legal(SLUG, 0), measured.record_of(Trial(SLUG, "variant", variant, 0))
    assert not after.with_verdict("fail")
    changes = {one.key: one.grade for one in compare(before, after).every}
    assert changes.get(key) == grade, changes
