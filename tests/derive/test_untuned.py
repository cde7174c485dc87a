"""Pages written before the readers are derived with at least 95 % of the facts that a person reads in them."""

from __future__ import annotations

from pathlib import Path

import pytest
from derive_expectations import misses, pages

PAGES = pages(Path(__file__).parent / "untuned")


def test_each_vendor_has_a_page() -> None:
    """There is a page of each dialect, as HTML and as text."""
    assert {(page.name.split("-")[0], page.suffix) for page in PAGES} == {
        (dialect, suffix) for dialect in ("huawei", "alibaba", "mkdocs") for suffix in (".html", ".txt")
    }


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_page_is_derived_with_95_percent_of_its_facts(page: Path) -> None:
    """The share of facts found is 95 % or more; what is missing is shown."""
    count, missing = misses(page)
    assert count >= 30
    assert 1 - len(missing) / count >= 0.95, missing
