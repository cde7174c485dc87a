"""Servers that nobody here wrote: healthy ones are left in peace, and known faults of others are told by the law that should."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from listproof.contract import load
from listproof.evidence import Store
from listproof.laws import judge
from listproof.proof.suite import laws, plan
from listproof.transport import Session, Target

from .recipes import RECIPES, Missing, served

EXAMPLES = Path(__file__).parents[2] / "contracts" / "examples"
PEACE: frozenset[str] = frozenset()

# What laws tell of each version of each listing. What they tell is known: the cursor of Django REST framework loses and breaks on null
# keys since 3.16, and json-server 1.0.0-alpha.20 cuts pages of another size than it counts by.
TOLD: Mapping[tuple[str, str], frozenset[str]] = {
    ("drf-3.15.1", "drf-offset"): PEACE,
    ("drf-3.15.1", "drf-number"): PEACE,
    ("drf-3.15.1", "drf-cursor"): PEACE,
    ("drf-3.18.3", "drf-offset"): PEACE,
    ("drf-3.18.3", "drf-number"): PEACE,
    ("drf-3.18.3", "drf-cursor"): frozenset({"pages.null-keys-are-met"}),
    ("fastapi-pagination-0.16.1", "fastapi-page"): PEACE,
    ("fastapi-pagination-0.16.1", "fastapi-offset"): PEACE,
    ("docker-registry-2.8.2", "registry-catalog"): PEACE,
    ("json-server-1.0.0-alpha.22", "json-server-jobs"): PEACE,
    ("json-server-1.0.0-alpha.20", "json-server-jobs"): frozenset({"pages.size-is-honoured"}),
}


def told(recipe: str, slug: str, folder: Path) -> set[str]:
    """The ids of the laws that fail on a listing of a real server; skipped with its reason where the server cannot be had."""
    contract = load(slug, EXAMPLES)
    try:
        with served(RECIPES[recipe], folder) as address:
            target = Target("real", slug, base_url=address, auth={"type": "none"}, path={})
            session = Session(target, contract.sign_in)
            store = Store(contract, session)
            outcomes = [judge(law, store, subject) for law, subject in plan(contract, laws())]
            session.close()
    except Missing as missing:
        pytest.skip(str(missing))
    broken = [f"{one.law}: {one.reason}" for one in outcomes if one.verdict == "error"]
    assert broken == []
    assert sum(one.verdict == "pass" for one in outcomes) > 15
    return {one.law for one in outcomes if one.verdict == "fail"}


@pytest.mark.real
@pytest.mark.parametrize(("recipe", "slug"), [pair for pair, known in TOLD.items() if not known])
def test_a_healthy_server_is_left_in_peace(recipe: str, slug: str, tmp_path: Path) -> None:
    """No law fails on a version without a known fault."""
    assert told(recipe, slug, tmp_path) == set()


@pytest.mark.real
@pytest.mark.parametrize(("recipe", "slug"), [pair for pair, known in TOLD.items() if known])
def test_a_known_fault_is_told_by_the_law_that_should(recipe: str, slug: str, tmp_path: Path) -> None:
    """The laws that a known fault is about fail."""
    assert TOLD[recipe, slug] <= told(recipe, slug, tmp_path)
