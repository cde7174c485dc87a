"""Who selects records by a number, a moment or a listed word that is left empty is caught and named; who refuses it is left in peace."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from listproof.contract import Contract, build, load
from listproof.contract.lint import lint
from listproof.laws import judge
from listproof.proof.suite import laws, plan
from listproof.proof.trials import listing_of
from listproof.simulator.service import Service
from listproof.simulator.variants import variants

from ..contract.drawn_contracts import sourced
from ..contract.orchards import document, parameter
from .planting import is_caught_and_named

LAW = "filters.empty-is-no-value"
SPELLED = Path(__file__).parents[1] / "contracts" / "spelled"


@cache
def _orchards(last: str = "kind") -> Contract:
    """A listing with a number, a moment and a listed word to filter by, the `last` of them last; some records lack a yield."""
    paged = [parameter("offset", {"type": "integer"}), parameter("limit", {"type": "integer", "minimum": 1, "maximum": 50})]
    own = {
        "least": parameter("least", {"type": "number"}),
        "since": parameter("since", {"type": "string", "format": "date-time"}),
        "kind": parameter("kind", {"type": "string", "enum": ["apple", "pear", "plum"]}),
    }
    filters = {
        "least": {"field": "/yield", "as": "number", "matches": "minimum"},
        "since": {"field": "/planted", "as": "time", "matches": "from"},
        "kind": {"field": "/kind", "matches": "equals"},
    }
    names = [*(name for name in own if name != last), last]
    pages = {"offset": {"parameter": "offset", "first": 0}, "size": {"parameter": "limit", "means": "exactly", "safe": 50}}
    total = {"at": "/total", "counts": "matching"}
    made = sourced(
        document(*(own[name] for name in names), *paged, pages=pages, filters={name: filters[name] for name in names}, total=total)
    )
    assert [mistake.message for mistake in lint(made, "orchards").mistakes] == []
    return build(made, "orchards")


@pytest.mark.parametrize("last", ["least", "since", "kind"])
@pytest.mark.parametrize("kind", ["500-blank", "blank-selects"])
def test_who_breaks_at_a_blank_or_selects_by_it_is_caught_and_named(kind: str, last: str) -> None:
    """A law says that it is this filter."""
    assert is_caught_and_named(_orchards(last), kind)


def _judged(readings: dict[str, str], variant: str | None = None) -> list[tuple[str, str]]:
    contract = _orchards()
    chosen = next((one for one in variants(contract) if one.id == variant), None)
    store = listing_of(Service(contract, 257, 0, readings=readings).like(None, chosen))
    outcomes = [(str(subject), judge(law, store, subject)) for law, subject in plan(contract, laws()) if law.id == LAW]
    return [(subject, one.verdict) for subject, one in outcomes]


@pytest.mark.parametrize("way", ["value", "left-out", "refuse"])
def test_who_refuses_a_blank_or_passes_it_over_is_left_in_peace(way: str) -> None:
    """Refused, passed over, or a value that nothing has: the document leaves it open."""
    assert _judged({"empty": way}) == [("least", "pass"), ("since", "pass"), ("kind", "pass")]


def test_who_matches_nothing_by_a_blank_is_left_in_peace() -> None:
    """Nothing is what nothing names."""
    assert {verdict for _, verdict in _judged({}, "blanks-match-nothing")} == {"pass"}


def test_null_at_a_number_that_selects_some_is_caught_and_named() -> None:
    """Where records lack the number, null is asked for too."""
    assert is_caught_and_named(_orchards(), "null-selects:least")


def test_a_full_page_is_not_all_that_shows_a_value() -> None:
    """A null that keeps every third record fills a page as all of them would: the total tells."""
    assert is_caught_and_named(load("kilns", SPELLED), "null-selects:fired_until")
