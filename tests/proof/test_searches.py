"""A text that is searched for in several fields: whoever forgets one of them is caught, and who looks at all is left in peace."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

from listproof.contract import Contract, Document, build
from listproof.contract.lint import lint
from listproof.laws import judge
from listproof.proof.suite import laws, plan
from listproof.proof.trials import listing_of
from listproof.simulator.service import Service
from listproof.simulator.variants import variants

from ..contract.drawn_contracts import sourced
from ..contract.orchards import document, parameter
from .planting import is_caught_and_named

READINGS = ["contains", "equals", "prefix", "contains-any-case", "words", "one-of"]
PAGED = [parameter("offset", {"type": "integer"}), parameter("limit", {"type": "integer", "minimum": 1, "maximum": 50})]
PAGES = {"offset": {"parameter": "offset", "first": 0}, "size": {"parameter": "limit", "means": "exactly", "safe": 50}}


def _document(**search: Any) -> Document:
    total = {"at": "/total", "counts": "matching"}
    return sourced(document(parameter("q"), *PAGED, pages=PAGES, filters={"q": {"field": ["/name", "/owner"], **search}}, total=total))


@cache
def _orchards(reading: str) -> Contract:
    """A listing that is searched by a text that stands in the name or in the owner."""
    made = _document(matches=reading)
    assert [mistake.message for mistake in lint(made, "orchards").mistakes] == []
    return build(made, "orchards")


@pytest.mark.parametrize("reading", READINGS)
@pytest.mark.parametrize("place", ["/name", "/owner"])
def test_who_forgets_a_field_is_caught_and_named(reading: str, place: str) -> None:
    """A law says that it is this filter."""
    assert is_caught_and_named(_orchards(reading), f"field-forgotten:q{place}")


@pytest.mark.parametrize("reading", READINGS)
def test_who_looks_at_both_is_left_in_peace(reading: str) -> None:
    """No law fails or breaks on the usual server, nor on those that fold letters or hold other texts."""
    contract = _orchards(reading)
    told = {"ordinary-texts", "reading:folding=ascii", "closed-fields", "strict-texts"}
    for variant in (None, *(one for one in variants(contract) if one.id in told)):
        store = listing_of(Service(contract, 257, 0).like(None, variant))
        outcomes = [judge(law, store, subject) for law, subject in plan(contract, laws())]
        assert [(one.law, one.reason) for one in outcomes if one.verdict in ("fail", "error")] == []


@pytest.mark.parametrize(
    ("search", "told"),
    [
        ({"matches": "not-equals"}, "not-equals looks at several fields"),
        ({"matches": "minimum", "as": "number"}, "several fields are compared as number"),
        ({"matches": "contains", "field": ["/name", "/nowhere"]}, "leads to no field of a record"),
    ],
)
def test_what_several_fields_cannot_mean_is_refused(search: dict[str, Any], told: str) -> None:
    """Lint says which word it is."""
    assert any(told in mistake.message for mistake in lint(_document(**search), "orchards").mistakes)


def test_a_name_is_searched_for_words_and_for_parts() -> None:
    """The simulator keeps the words of the name by which records are called as it keeps those of any other field."""
    search = {"part": {"field": ["/name", "/owner"], "matches": "contains"}, "word": {"field": ["/name", "/owner"], "matches": "words"}}
    total = {"at": "/total", "counts": "matching"}
    held = document(parameter("part"), parameter("word"), *PAGED, pages=PAGES, filters=search, total=total)
    contract = build(sourced(held), "orchards")
    store = listing_of(Service(contract, 257, 0))
    outcomes = [judge(law, store, subject) for law, subject in plan(contract, laws())]
    assert [(one.law, one.reason) for one in outcomes if one.verdict in ("fail", "error")] == []
