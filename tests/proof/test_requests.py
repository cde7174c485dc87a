"""How many requests the laws send: each contract within its budget, counted on a listing that does as its document says."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from listproof.proof.trials import Trial, outcomes_of

INVENTED = Path(__file__).parents[1] / "contracts" / "invented"
EXAMPLES = Path(__file__).parents[2] / "contracts" / "examples"
AT = 1_790_000_000.0
ABOVE = {("alibaba-pai-dlc-jobs", ""): 197, ("alibaba-pai-dlc-jobs", "ordinary-texts"): 219, ("harbours", ""): 121}
"""What lies above its budget, and how far at most: docs/performance.md says why."""
OWN = ("alibaba-pai-dlc-jobs", "huawei-coc-documents", "huawei-hss-kubernetes-jobs", "nebula-explorer-workflow-jobs")


@cache
def _asked(slug: str, variant: str = "", folder: Path | None = None) -> tuple[int, int]:
    """The requests of all laws but those that draw, and the budget: 40, 4 for each parameter, 2 for each page of the census."""
    store, outcomes = outcomes_of(Trial(slug, "variant" if variant else "legal", variant, at=AT, folder=folder))
    assert not [one for one in outcomes if one.verdict in ("fail", "error")]
    pages = max(-(-len(store.census.records) // store.contract.pages.size.safe), len(store.census.walk.pages))
    return store.session.sent, 40 + 4 * len(store.contract.query_parameters) + 2 * pages


@pytest.mark.parametrize("variant", ["", "ordinary-texts"])
@pytest.mark.parametrize("slug", OWN)
def test_a_listing_is_asked_within_its_budget(slug: str, variant: str) -> None:
    """Whether records show odd texts, or ordinary ones alone, from which laws make the others."""
    sent, budget = _asked(slug, variant)
    assert sent <= ABOVE.get((slug, variant), budget)


def test_what_lies_above_its_budget_is_named_only_where_it_does() -> None:
    """Once it lies within, the exception goes."""
    for (slug, variant), most in ABOVE.items():
        sent, budget = _asked(slug, variant, None if slug in OWN else INVENTED)
        assert budget < sent <= most


@pytest.mark.parametrize("slug", sorted(path.name for path in INVENTED.iterdir() if path.is_dir()))
def test_a_listing_of_any_pager_is_asked_within_its_budget(slug: str) -> None:
    """Led through by cursors, links, tokens and last records too."""
    sent, budget = _asked(slug, folder=INVENTED)
    assert sent <= ABOVE.get((slug, ""), budget)


@pytest.mark.parametrize("slug", ["mlflow-runs", "mlflow-models"])
def test_a_listing_that_one_page_holds_is_asked_within_its_budget(slug: str) -> None:
    """It is cut into a few pages to be walked through, and not into dozens."""
    sent, budget = _asked(slug, folder=EXAMPLES)
    assert sent <= budget
