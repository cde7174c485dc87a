"""Sizes and places of pages are chosen by how many records there are."""

from __future__ import annotations

from dataclasses import replace

import pytest

from listproof.contract import Contract
from listproof.laws import Listing
from listproof.laws.law import Law

from ..made import CONTRACT, World, record, store

LAW = Law("pages.made-for-a-test", "implied", "A law of a test.", None, (), lambda listing: None)


def listing(records: int, contract: Contract = CONTRACT) -> Listing:
    """A listing of so many records."""
    return Listing(store(World([record(n) for n in range(records)]), contract), LAW)


@pytest.mark.parametrize(("records", "cut"), [(1, 10), (29, 10), (30, 10), (300, 10)])
def test_a_cut_is_a_handful_and_never_below_the_smallest(records: int, cut: int) -> None:
    """The document allows no page below ten."""
    assert listing(records).pages.cut == cut


def _from_one() -> Contract:
    limit = CONTRACT.parameter("limit")
    loose = replace(limit, schema={**limit.schema, "minimum": 1})
    return replace(CONTRACT, parameters=tuple(loose if one.name == "limit" else one for one in CONTRACT.parameters))


@pytest.mark.parametrize(("records", "cut"), [(0, 1), (2, 1), (6, 2), (29, 9), (30, 10), (300, 10)])
def test_a_cut_is_a_third_of_few_records(records: int, cut: int) -> None:
    """So that there are three pages of it."""
    assert listing(records, _from_one()).pages.cut == cut


@pytest.mark.parametrize(("records", "inside"), [(40, (13, 10)), (14, (7, 4)), (3, (1, 1))])
def test_a_page_inside_begins_between_pages(records: int, inside: tuple[int, int]) -> None:
    """Where offsets count records; half-way where there are too few."""
    assert listing(records, _from_one()).pages.inside == inside


@pytest.mark.parametrize(("tied", "offset"), [((19, 20), 20), ((29, 30), 30), ((9, 10), 10), ((20, 21), 10), ((), 10)])
def test_a_boundary_is_put_between_records_of_one_time(tied: tuple[int, ...], offset: int) -> None:
    """Where pages of ten part two that show the same moment; at the first boundary where none do."""
    times = [2_000 if n in tied else n for n in range(40)]
    records = [record(n, create_time=1_700_000_000_000 + time, execute_time=n) for n, time in enumerate(times)]
    assert Listing(store(World(records)), LAW).pages.tied_boundary(10) == offset


@pytest.mark.parametrize(("records", "end"), [(1, 200), (199, 200), (200, 200), (201, 400)])
def test_the_end_is_the_first_of_the_largest_pages_without_a_record(records: int, end: int) -> None:
    """A multiple of the largest size."""
    assert listing(records).pages.end == end


@pytest.mark.parametrize(
    ("name", "value", "past"),
    [("offset", 40, False), ("offset", 41, True), ("offset", 42, True), ("limit", 42, False), ("offset", "42", False)],
)
def test_a_place_past_the_end_may_be_refused_where_the_document_is_silent(name: str, value: int, past: bool) -> None:
    """The place before it has to lie past the last of forty records too."""
    silent = replace(CONTRACT, pages=replace(CONTRACT.pages, past_end=None))
    assert listing(40, silent).pages.is_past_the_end(name, value) is past
    said = replace(CONTRACT, pages=replace(CONTRACT.pages, past_end="empty"))
    assert not listing(40, said).pages.is_past_the_end(name, value)
