"""A range over a field that shows days, which left out reaches back so far, or up to now, or closes the listing."""

from __future__ import annotations

from typing import Any

import pytest

from ..contract.orchards import parameter
from .test_ends_and_bounds import blamed, judged, orchards

DATE = {"type": "string", "format": "date"}
DUE = {"field": "/due", "as": "time"}
ABSENT, CLOSES = "filters.absent-means-what-is-said", "filters.close-loses-nothing"


@pytest.mark.parametrize("said", [DATE, {"type": "string", "format": "date-time"}])
@pytest.mark.parametrize(
    ("filters", "more", "law"),
    [
        ({"due_from": {**DUE, "matches": "from", "absent": {"ago": "P20D"}}}, {"base": {"due_from": "2015-01-01"}}, ABSENT),
        ({"due_until": {**DUE, "matches": "until", "absent": "now"}}, {}, ABSENT),
        ({"due_until": {**DUE, "matches": "until"}}, {"close": "due_until"}, CLOSES),
        ({"due_before": {**DUE, "matches": "before"}}, {"close": "due_before"}, CLOSES),
    ],
)
def test_it_is_left_in_peace(said: dict[str, Any], filters: dict[str, Any], more: dict[str, Any], law: str) -> None:
    """The usual server does what the contract says, and the laws of it have something to look at."""
    base = {name: value if said is DATE else f"{value}T00:00:00Z" for name, value in more.get("base", {}).items()}
    more = {**more, **({"base": base} if base else {})}
    contract = orchards(*(parameter(name, said) for name in filters), filters=filters, fields={"due": DATE}, **more)
    outcomes = judged(contract, None)
    assert blamed(outcomes) == []
    assert [one.verdict for one, _ in outcomes if one.law in (law, "filters.keeps-what-it-names")] == ["pass", "pass"]


def test_what_it_means_is_told_in_the_words_of_the_contract() -> None:
    """A behaviour says a span of time as JSON does, and not as Python writes it."""
    filters = {"due_from": {**DUE, "matches": "from", "absent": {"ago": "P20D"}}}
    contract = orchards(parameter("due_from", DATE), filters=filters, fields={"due": DATE}, base={"due_from": "2015-01-01"})
    told = {key: value for one, _ in judged(contract, None) for key, value in one.behaviours.items()}
    assert told["filters.due_from.absent"] == '{"ago": "P20D"}'


@pytest.mark.parametrize("upper", [DATE, {"type": "integer", "format": "epoch-seconds"}])
def test_each_end_of_a_range_is_written_as_its_parameter_writes_it(upper: dict[str, Any]) -> None:
    """A moment below and a day or a number above are one range, and either way round it is asked for so that it can be read."""
    planted = {"field": "/planted", "as": "time"}
    contract = orchards(
        parameter("planted_from", {"type": "string", "format": "date-time"}), parameter("planted_to", upper),
        filters={"planted_from": {**planted, "matches": "from"}, "planted_to": {**planted, "matches": "until"}},
    )  # fmt: skip
    outcomes = judged(contract, None)
    assert blamed(outcomes) == []
    assert [one.verdict for one, _ in outcomes if one.law == "filters.range-ends-meet"] == ["pass"]
