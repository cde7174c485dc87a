"""Flags that are 0 and 1 on one side alone, and days that are held against moments: asked for, understood, and caught where misread."""

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

from ..contract.drawn_contracts import sourced
from ..contract.orchards import RECORD, document, parameter
from .planting import is_caught_and_named

BIT = {"type": "integer", "enum": [0, 1]}
PROPERTIES: dict[str, Any] = {**RECORD, "watered": BIT}
SHOWN = {
    "type": "object",
    "required": [name for name in PROPERTIES if name not in ("yield", "felled", "owner")],
    "properties": {name: {**held, "x-source": {"document": "page", "grade": "document"}} for name, held in PROPERTIES.items()},
}


def _orchards() -> Contract:
    """A listing with a flag asked for by a number, one shown as a number, one asked for by a word, and a day."""
    asked = [
        parameter("open", BIT), parameter("watered", {"type": "boolean"}), parameter("opened", {"type": "string"}),
        parameter("ownerless", BIT), parameter("day", {"type": "string", "format": "date"}), parameter("offset", {"type": "integer"}),
        parameter("limit", {"type": "integer", "minimum": 1, "maximum": 50}),
    ]  # fmt: skip
    filters = {
        "open": {"field": "/open", "as": "flag", "matches": "equals"},
        "opened": {"field": "/open", "as": "flag", "matches": "equals"},
        "watered": {"field": "/watered", "as": "flag", "matches": "equals"},
        "ownerless": {"field": "/owner", "matches": "is-null"},
        "day": {"field": "/planted", "as": "time", "matches": "equals"},
    }
    pages = {"offset": {"parameter": "offset", "first": 0}, "size": {"parameter": "limit", "means": "exactly", "safe": 50}}
    total = {"at": "/total", "counts": "matching"}
    made = sourced(document(*asked, record=SHOWN, pages=pages, filters=filters, total=total))
    assert [mistake.message for mistake in lint(made, "orchards").mistakes] == []
    return build(made, "orchards")


def test_flags_and_days_are_asked_for_and_understood() -> None:
    """No law fails, drawn queries among them, and each filter is seen to keep what it names."""
    contract = _orchards()
    store = listing_of(Service(contract, 257, 0))
    drawn = laws_called(("queries.agrees-with-the-document",))
    outcomes = [(judge(law, store, subject), subject) for law, subject in plan(contract, (*laws(), *drawn))]
    assert [(one.law, one.reason) for one, _ in outcomes if one.verdict in ("fail", "error")] == []
    told = ("filters.keeps-what-it-names", "filters.each-value-keeps-its-own")
    tried = {(str(subject), one.verdict) for one, subject in outcomes if one.law in told}
    assert {(one.name, "pass") for one in contract.filters} <= tried


@pytest.mark.parametrize(
    "kind", ["flag-taken-for-true:open", "flag-taken-for-true:watered", "day-taken-for-moment", "is-null-false-ignored"]
)
def test_what_is_misread_is_caught_and_named(kind: str) -> None:
    """A law says that it is this filter."""
    assert is_caught_and_named(_orchards(), kind)


@pytest.mark.parametrize(
    ("compares", "shown", "given", "kept"),
    [
        ("flag", True, 1, True), ("flag", 0, False, True), ("flag", 1, "false", False), ("flag", "no", True, False),
        ("time", "2026-03-04T23:59:59Z", "2026-03-04", True), ("time", "2026-03-05T00:00:00Z", "2026-03-04", False),
        ("time", "2026-03-04T00:30:00+01:00", "2026-03-04", None), ("time", 1772582400000, "2026-03-04", True),
    ],
)  # fmt: skip
def test_a_flag_is_what_it_says_and_a_day_all_its_moments(compares: str, shown: Any, given: Any, kept: bool | None) -> None:
    """True is 1; what equals a day begins with it and ends before the next, in UTC and by the offset that is shown, else it is open."""
    assert matches("equals", compares, shown, given) is kept
    assert matches("not-equals", compares, shown, given) is (None if kept is None else not kept)
