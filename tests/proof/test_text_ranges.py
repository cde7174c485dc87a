"""Ranges over texts, held to what the common collations agree on: asked for, understood, and caught where an end is misread."""

from __future__ import annotations

from typing import Any

import pytest

from listproof.contract import Contract, build
from listproof.contract.lint import lint
from listproof.laws import judge
from listproof.oracle import matches
from listproof.proof.suite import laws, laws_called, plan
from listproof.proof.trials import listing_of
from listproof.simulator.service import Service
from listproof.simulator.variants import variants

from ..contract.drawn_contracts import sourced
from ..contract.orchards import RECORD, document, parameter
from .planting import is_caught_and_named

FILTERS: dict[str, Any] = {
    "name_gte": {"field": "/name", "matches": "from"},
    "name_lt": {"field": "/name", "matches": "before"},
    "after": {"field": "/owner", "matches": "after"},
    "kinds": {"within": "$filter", "joined-by": " and ", "spelled": "kind le '{}'", "field": "/kind", "matches": "until"},
}


def _orchards() -> Contract:
    """Names between two ends, owners behind one, and a clause over a list of texts."""
    asked = [parameter(name) for name in ("name_gte", "name_lt", "after", "$filter")]
    made = sourced(document(*asked, filters=FILTERS, total={"at": "/total", "counts": "matching"}))
    assert [mistake.message for mistake in lint(made, "orchards").mistakes] == []
    return build(made, "orchards")


@pytest.mark.parametrize("reading", [None, "any-case", "locale"])
def test_ranges_over_texts_are_asked_for_and_understood(reading: str | None) -> None:
    """No law fails, drawn queries among them, whichever way a server sorts texts; each filter is seen to keep what it names."""
    contract = _orchards()
    server = Service(contract, 257, 0)
    if reading is not None:
        server = server.like(None, next(one for one in variants(contract) if one.readings.get("collation") == reading))
    store = listing_of(server)
    drawn = laws_called(("queries.agrees-with-the-document",))
    outcomes = [(judge(law, store, subject), str(subject)) for law, subject in plan(contract, (*laws(), *drawn))]
    assert [(one.law, one.reason) for one, _ in outcomes if one.verdict in ("fail", "error")] == []
    kept = {subject for one, subject in outcomes if one.law == "filters.keeps-what-it-names" and one.verdict == "pass"}
    assert {"name_gte", "name_lt", "after"} <= kept


@pytest.mark.parametrize(
    "kind",
    ["text-range-edge:name_gte", "text-range-edge:name_lt", "text-range-edge:after", "text-range-prefix:name_gte", "filter-inverted:after",
     "filter-ignored:kinds"],
)  # fmt: skip
def test_what_is_done_wrong_with_texts_is_caught_and_named(kind: str) -> None:
    """A law says that it is this filter."""
    assert is_caught_and_named(_orchards(), kind)


@pytest.mark.parametrize(
    ("reading", "shown", "given", "kept"),
    [
        ("from", "pear", "pear", True), ("after", "pear", "pear", False), ("until", "pear", "pear", True),
        ("before", "pear", "pear", False), ("from", "plum", "pear", True), ("before", "plum", "pear", False),
        ("after", "pearl", "pear", True), ("maximum", "apple", "pear", True), ("from", "Zebra", "apple", None),
        ("from", "APPLE", "apple", None), ("from", "a-b", "ab", None), ("from", "ärger", "zebra", None),
        ("from", None, "pear", None), ("before", None, "pear", None),
    ],
)  # fmt: skip
def test_a_text_lies_where_all_collations_have_it(reading: str, shown: Any, given: str, kept: bool | None) -> None:
    """A text equals itself; where code points, ignoring case and letters first disagree it is open, and so is a missing one."""
    assert matches(reading, "text", shown, given) is kept


def test_a_range_over_the_texts_of_a_list_is_refused() -> None:
    """Nothing says which of them is meant."""
    record = {"type": "object", "required": ["id"], "properties": {**RECORD, "tags": {"type": "array", "items": {"type": "string"}}}}
    made = document(parameter("tag"), record=record, filters={"tag": {"field": "/tags/*", "matches": "from"}})
    assert any("of a list" in mistake.message for mistake in lint(made, "orchards").mistakes)
