"""A range that ends before it begins is refused where a server refuses that, and nothing is taken for one that is none."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from listproof.simulator.refusals import Refusal

from .invented import ferries, parameter
from .test_conditions import FIELDS, NOW, kept, listing, refuses


@pytest.mark.parametrize(("low", "high", "refused"), [(4, 4, False), (4, 5, False), (5, 4, True)])
def test_a_range_that_ends_before_it_begins_is_refused_where_a_server_refuses_that(low: int, high: int, refused: bool) -> None:
    """Named by where it begins; elsewhere it keeps nothing."""
    said = {"field": "/cars", "as": "number"}
    filters = {
        "least": {**said, "matches": "minimum"},
        "most": {**said, "matches": "maximum"},
        "name": {"field": "/name", "matches": "from"},
    }
    given = {"least": low, "most": high}
    records = [{"cars": 4}, {"cars": 5}]
    assert kept(listing(filters), records, given) == [place for place, one in enumerate(records) if low <= one["cars"] <= high]
    if refused:
        assert refuses(filters, given, inverted_range="refuse") == "least"
    else:
        assert kept(listing(filters), records, given, inverted_range="refuse") == kept(listing(filters), records, given)


@pytest.mark.parametrize(
    ("given", "refused"),
    [
        ({"since": NOW, "till": NOW - 1}, True),
        ({"since": NOW, "till": NOW}, False),
        ({"least": 5, "most": 4, "by": "cars"}, True),
        ({"least": 5, "most": 4}, False),
        ({"least": 5, "most": 4, "by": "open"}, False),
        ({"from": 5, "most": 4, "how": "start"}, True),
        ({"from": 5, "most": 4}, False),
    ],
)
def test_the_ends_of_a_range_are_those_of_times_and_of_what_a_query_chooses(given: Mapping[str, Any], refused: bool) -> None:
    """Whatever other filters stand before them and are not asked for, and by the field and the reading that are chosen."""
    number, time = {"field": "/cars", "as": "number"}, {"field": "/sailed", "as": "time"}
    chosen = {"field": {"chosen-by": "by", "when": {"cars": "/cars", "open": "/size"}}, "as": "number", "matches": "minimum"}
    filters = {
        "unasked": {"field": "/name", "matches": "equals"},
        "since": {**time, "matches": "from"},
        "till": {**time, "matches": "until"},
        "least": chosen,
        "from": {**number, "matches": {"chosen-by": "how", "when": {"start": "minimum"}, "absent": "equals"}},
        "most": {**number, "matches": "maximum"},
    }
    contract = ferries(
        fields={**FIELDS, "size": {"type": "integer"}},
        parameters=[parameter(name, {}) for name in (*filters, "by", "how")],
        listing={"filters": filters},
    )
    if not refused:
        kept(contract, [], given, inverted_range="refuse")
        return
    with pytest.raises(Refusal) as refusal:
        kept(contract, [], given, inverted_range="refuse")
    assert refusal.value.parameter == next(iter(given))


def test_ends_of_different_fields_are_no_range() -> None:
    """Nor are a start and another start, a value that is none, and a filter that is no range."""
    filters = {
        "cars": {"field": "/cars", "as": "number", "matches": "minimum"},
        "sailed": {"field": "/sailed", "as": "time", "matches": "until"},
        "more": {"field": "/cars", "as": "number", "matches": "after"},
        "just": {"field": "/cars", "as": "number", "matches": "equals"},
    }
    records = [{"cars": 9, "sailed": 3}]
    assert kept(listing(filters), records, {"cars": 5, "sailed": 4, "more": 2}, inverted_range="refuse") == [0]
    assert kept(listing(filters), records, {"cars": 5, "just": 9}, inverted_range="refuse") == [0]
