"""What goes wrong on the pages behind the first one under a filter, deep in a listing and past its end, and what is told of it first."""

from __future__ import annotations

from dataclasses import replace

import pytest

from listproof.contract import Contract
from listproof.findings import causes
from listproof.proof.suite import laws, run
from listproof.proof.trials import listing_of
from listproof.simulator.faults import catalogue
from listproof.simulator.service import Service

from .planting import is_caught_and_named
from .test_invented import contract


def first_told(listing: Contract, kind: str) -> list[str]:
    """The law at the root of each finding at a server with the first fault of a kind."""
    fault = next(one for one in catalogue(listing) if one.kind == kind)
    store = listing_of(Service(listing, 257, 0).like(fault, None))
    return [one.root.law for one in causes(run(store, laws()), {}, {})]


@pytest.mark.parametrize("slug", ["lighthouses", "beacons", "tide-gauges"])
def test_a_second_page_under_a_filter_that_ends_early_is_told(slug: str) -> None:
    """Whether pages lead on by links, by tokens or beside their addresses."""
    assert first_told(contract(slug), "next-ends-early-with-filters") == ["pages.next-is-honest"]


def test_a_link_that_forgets_the_filters_from_the_third_page_on_is_the_link() -> None:
    """It is neither a link to the first page that is wrong, nor one to the page before."""
    assert first_told(contract("lighthouses"), "second-link-drops-filters") == ["pages.link-keeps-the-query"]


def test_a_first_page_that_was_kept_for_another_question_is_no_link_that_forgets() -> None:
    """Where answers are kept whatever the filters are, the filters go wrong first."""
    assert first_told(contract("lighthouses"), "kept-without-filters") == ["filters.keeps-what-it-names"]


@pytest.mark.parametrize("slug", ["harbours", "tide-gauges"])
def test_filters_that_are_forgotten_from_the_third_page_on_are_told(slug: str) -> None:
    """Where pages begin after so many records, and where they have numbers."""
    assert first_told(contract(slug), "filters-first-two-pages-only") == ["pages.filter-holds-on-every-page"]


def test_a_page_deep_in_an_addressed_listing_that_names_another_than_the_next_is_told() -> None:
    """Though walks go by the addresses."""
    assert first_told(contract("tide-gauges"), "next-loops-deep-in") == ["pages.walk-ends"]


@pytest.mark.parametrize("kind", ["past-end-empty", "past-end-last-page", "past-end-wraps"])
def test_a_page_past_the_end_that_is_documented_as_refused_and_is_shown_is_told(kind: str) -> None:
    """Be it empty, the last page or the first one again."""
    gauges = contract("tide-gauges")
    assert is_caught_and_named(replace(gauges, pages=replace(gauges.pages, past_end="refused")), kind)
