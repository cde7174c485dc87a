"""Sizes of which a document lists a few: no other is asked for, each is tried, and what is done wrong with them is caught."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from listproof.contract import Contract, build
from listproof.contract.lint import lint
from listproof.laws import judge
from listproof.proof.suite import laws, laws_called, plan
from listproof.proof.trials import listing_of
from listproof.simulator.service import Service
from listproof.simulator.variants import variants

from ..contract.drawn_contracts import sourced
from ..contract.orchards import document, parameter
from .planting import is_caught_and_named

LISTED = {"type": "integer", "enum": [50, 10, 20], "default": 20}
ASKED_ON_PURPOSE = {
    "pages.given-cursor-is-taken",
    "bounds.size-outside-gives-no-more",
    "bounds.outside-an-enum-selects-nothing",
    "bounds.no-number-is-not-a-number",
}
SIZE = {"parameter": "limit", "means": "exactly"}
PAGES: dict[str, dict[str, Any]] = {
    "offset": {"offset": {"parameter": "at", "first": 0}},
    "number": {"number": {"parameter": "at", "first": 1}},
    "cursor": {"cursor": {"parameter": "at", "next": "/next", "end": "null"}},
    "key": {"cursor": {"parameter": "at", "next": {"last": "/id"}, "end": "empty"}},
}


def _orchards(kind: str, listed: dict[str, Any] = LISTED) -> Contract:
    """A listing that is cut so, into pages of a listed size."""
    at = {"type": "integer", "minimum": 0 if kind == "offset" else 1} if kind in ("offset", "number") else {"type": "string"}
    asked = [parameter("limit", listed), parameter("at", at), parameter("trees_from", {"type": "integer"}), parameter("sort")]
    order = {"by": "sort", "direction": {"prefix": "-"}, "keys": {"trees": {"field": "/trees", "as": "number"}}}
    filters = {"trees_from": {"field": "/trees", "as": "number", "matches": "minimum"}}
    words: dict[str, Any] = {"order": order} if kind in ("offset", "number") else {}
    total = {"at": "/total", "counts": "matching"}
    made = sourced(document(*asked, pages={**PAGES[kind], "size": SIZE}, filters=filters, total=total, **words))
    assert [mistake.message for mistake in lint(made, "orchards").mistakes] == []
    return build(made, "orchards")


@pytest.mark.parametrize("kind", PAGES)
@pytest.mark.parametrize("records", [7, 61, 257])
def test_only_listed_sizes_are_asked_for(kind: str, records: int) -> None:
    """No law fails, drawn queries among them, and but for those that look outside none asks for a size that is not listed."""
    contract = _orchards(kind)
    heard: dict[str, list[tuple[int, str, bytes]]] = {}
    store = listing_of(Service(contract, records, 0), heard=heard)
    drawn = laws_called(("queries.agrees-with-the-document",))
    asked: set[str] = set()
    for law, subject in plan(contract, (*laws(), *drawn)):
        before = set(heard)
        outcome = judge(law, store, subject)
        assert outcome.verdict not in ("fail", "error"), f"{law.id}: {outcome.reason}"
        if law.id not in ASKED_ON_PURPOSE:
            asked |= {size for one in set(heard) - before for size in parse_qs(urlsplit(one).query).get("limit", ())}
    assert asked <= {"10", "20", "50"}
    assert len(asked) > 1


@pytest.mark.parametrize("kind", PAGES)
def test_a_server_that_sets_a_size_right_is_left_in_peace(kind: str) -> None:
    """It takes the listed size below, and refuses nothing."""
    contract = _orchards(kind)
    clamping = next(one for one in variants(contract) if one.readings.get("bounds") == "clamp")
    store = listing_of(Service(contract, 257, 0).like(None, clamping))
    told = [(outcome.law, outcome.reason) for outcome in (judge(law, store, subject) for law, subject in plan(contract, laws()))
            if outcome.verdict in ("fail", "error")]  # fmt: skip
    assert told == []


@pytest.mark.parametrize("kind", PAGES)
@pytest.mark.parametrize(
    "fault",
    ["listed-size-refused:limit.10", "listed-size-refused:limit.50", "unlisted-size-honoured", "size-beyond-everything", "size-ignored",
     "default-size-wrong"],
)  # fmt: skip
def test_what_is_done_wrong_with_sizes_is_caught_and_named(kind: str, fault: str) -> None:
    """The law that fails says that it is the size."""
    assert is_caught_and_named(_orchards(kind), fault)


@pytest.mark.parametrize(
    ("listed", "words", "expected"),
    [
        ({"type": "string", "enum": ["10", "20"]}, {}, "lists '10', and sizes are numbers"),
        ({"type": "integer", "enum": [0]}, {}, "no size that limit lists holds a record"),
        ({"type": "integer", "enum": [10, 20]}, {"zero": "default"}, "limit lists no 0; expected refused, or 0 in enum"),
        ({"type": "integer", "enum": [10, 20]}, {"safe": 30}, "size.safe: the value for limit is refused"),
    ],
)
def test_sizes_that_cannot_be_asked_for_are_told(listed: dict[str, Any], words: dict[str, Any], expected: str) -> None:
    """Lint says what to write instead."""
    made = document(parameter("limit", listed), parameter("at", {"type": "integer"}), pages={**PAGES["offset"], "size": {**SIZE, **words}})
    assert any(expected in mistake.message for mistake in lint(made, "orchards").mistakes)
