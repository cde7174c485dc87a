"""Days that close a listing, and numbers that begin where none of the usual ones lie: what lint accepts is served and judged."""

from __future__ import annotations

from typing import Any

import pytest

from listproof.contract import Contract, build
from listproof.contract.lint import lint
from listproof.laws import judge
from listproof.proof.suite import laws, laws_called, plan
from listproof.proof.trials import listing_of
from listproof.simulator.service import Service
from listproof.simulator.variants import variants
from listproof.verdicts import Outcome

from ..contract.drawn_contracts import sourced
from ..contract.orchards import ANSWER, RECORD, document, parameter

PLACE = {"document": "page", "grade": "document"}


def orchards(*asked: Any, filters: dict[str, Any], fields: dict[str, Any] | None = None, **words: Any) -> Contract:
    """A listing with some parameters and filters; `fields` are those of a record that differ."""
    held = {**RECORD, **(fields or {})}
    record = {
        "type": "object",
        "required": [name for name, one in held.items() if "null" not in one.get("type", ())],
        "properties": {name: {**one, "x-source": PLACE} for name, one in held.items()},
    }
    paging = (parameter("offset", {"type": "integer"}), parameter("limit", {"type": "integer", "minimum": 1, "maximum": 50}))
    made = sourced(
        document(
            *asked, *paging, record=record, answer=ANSWER, filters=filters, total={"at": "/total", "counts": "matching"},
            pages={"offset": {"parameter": "offset", "first": 0}, "size": {"parameter": "limit", "means": "exactly", "safe": 50}}, **words,
        )
    )  # fmt: skip
    assert [mistake.message for mistake in lint(made, "orchards").mistakes] == []
    return build(made, "orchards")


def judged(contract: Contract, variant: str | None = None) -> list[tuple[Outcome, str]]:
    """What every law comes to, drawn queries among them."""
    kept = next(one for one in variants(contract) if one.id == variant) if variant else None
    store = listing_of(Service(contract, 120, 0).like(None, kept))
    drawn = laws_called(("queries.agrees-with-the-document",))
    return [(judge(law, store, subject), str(subject)) for law, subject in plan(contract, (*laws(), *drawn))]


def blamed(outcomes: list[tuple[Outcome, str]]) -> list[tuple[str, str, str | None]]:
    """What failed or broke."""
    return [(one.law, subject, one.reason) for one, subject in outcomes if one.verdict in ("fail", "error")]


@pytest.mark.parametrize("reading", ["before", "until"])
@pytest.mark.parametrize("variant", [None, "drift:1", "reading:dates=midnights"])
def test_a_day_closes_a_listing(reading: str, variant: str | None) -> None:
    """The next day loses nothing of what is there, whichever end of it is meant."""
    day = parameter("made_to", {"type": "string", "format": "date"})
    contract = orchards(day, filters={"made_to": {"field": "/planted", "as": "time", "matches": reading}}, close="made_to")
    outcomes = judged(contract, variant)
    assert blamed(outcomes) == []
    closes = [one.verdict for one, _ in outcomes if one.law == "filters.close-loses-nothing"]
    assert closes == ["pass"] or (variant == "drift:1" and closes == ["inconclusive"])


@pytest.mark.parametrize(
    ("field", "asked", "one"),
    [
        ({"type": "integer", "minimum": 1_500_000_000}, {"type": "integer"}, {"matches": "minimum"}),
        (
            {"type": "integer", "minimum": 1_500_000_000, "maximum": 2_000_000_000},
            {"type": "string"},
            {"matches": "between", "separator": "-"},
        ),
        ({"type": "integer", "maximum": -60}, {"type": "integer"}, {"matches": "before"}),
        ({"type": "integer", "minimum": 60}, {"type": "integer"}, {"matches": "equals"}),
        ({"type": "string", "pattern": "^[0-9]{10}$"}, {"type": "integer"}, {"matches": "minimum"}),
    ],
)
def test_numbers_lie_within_the_bounds_of_their_field(field: dict[str, Any], asked: dict[str, Any], one: dict[str, Any]) -> None:
    """Records are made with enough of them that the filter is tried, and nobody is blamed."""
    contract = orchards(parameter("made", asked), filters={"made": {"field": "/made", "as": "number", **one}}, fields={"made": field})
    outcomes = judged(contract)
    assert blamed(outcomes) == []
    tried = {one.verdict for one, subject in outcomes if one.law == "filters.keeps-what-it-names" and subject == "made"}
    assert tried == {"pass"}


def test_a_lower_end_is_asked_for_more_than_the_largest_close_under_its_bound() -> None:
    """Where the greatest value of the parameter is near the greatest of the records; what lies above one end may be asked for at it."""
    trees = {"field": "/trees", "as": "number"}
    field = {"type": "integer", "minimum": 0, "maximum": 20}
    contract = orchards(
        parameter("least", {"type": "integer", "minimum": 0, "maximum": 21}), parameter("above", field),
        filters={name: {**trees, "matches": how} for name, how in (("least", "minimum"), ("above", "after"))},
        fields={"trees": field},
    )  # fmt: skip
    outcomes = judged(contract)
    told = {subject: one.verdict for one, subject in outcomes if one.law == "filters.nothing-matches-nothing"}
    assert blamed(outcomes) == []
    assert told == {"least": "pass", "above": "pass"}


@pytest.mark.parametrize("asked", [{"quoted": '"', "spelled": "[{}]", "parameter": "kinds"}, {}])
def test_a_listed_value_with_a_comma_is_one_value(asked: dict[str, Any]) -> None:
    """In quotes, or repeated: what stands between values elsewhere parts nothing there."""
    kind = {"type": "string", "enum": ["pear", "plum, late", "quince"]}
    schema = {"type": "string"} if asked else {"type": "array", "items": kind}
    name = "of_kinds" if asked else "kinds"
    outcomes = judged(
        orchards(
            parameter("kinds", schema), filters={name: {**asked, "field": "/kind", "matches": "one-of"}}, fields={"kind": kind},
        )
    )  # fmt: skip
    assert blamed(outcomes) == []
    assert {one.verdict for one, _ in outcomes if one.law == "filters.keeps-what-it-names"} == {"pass"}
