"""Pages of each vendor are derived with at least 95 % of the facts that a person reads in them."""

from __future__ import annotations

from pathlib import Path

import pytest

from .derive_expectations import SUFFIXES, misses, pages

HERE = Path(__file__).parent
UNTUNED = pages(HERE / "untuned")
PAGES = pages(HERE / "pages")


def dialects(found: list[Path]) -> set[tuple[str, str]]:
    """The dialects of pages, each with the form of the file."""
    return {(page.name.split("-")[0], page.suffix) for page in found}


def test_each_vendor_has_a_page_that_nobody_tuned_for() -> None:
    """There is one of each dialect, and among the others one of each dialect in each form."""
    assert {dialect for dialect, _ in dialects(UNTUNED)} == {"huawei", "alibaba", "mkdocs"}
    assert dialects(PAGES) >= {(dialect, suffix) for dialect in ("huawei", "alibaba", "mkdocs") for suffix in (".html", ".txt")}
    assert {suffix for _, suffix in dialects(PAGES)} == set(SUFFIXES)


@pytest.mark.parametrize("page", UNTUNED, ids=lambda page: page.name)
def test_a_page_that_nobody_tuned_for_is_derived_with_95_percent_of_its_facts(page: Path) -> None:
    """The share of facts found is 95 % or more; what is missing is shown."""
    count, missing = misses(page)
    assert count >= 40
    assert 1 - len(missing) / count >= 0.95, missing


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_page_is_derived_with_95_percent_of_its_facts(page: Path) -> None:
    """The pages that have taught the readers are derived as well."""
    count, missing = misses(page)
    assert count >= 30
    assert 1 - len(missing) / count >= 0.95, missing
