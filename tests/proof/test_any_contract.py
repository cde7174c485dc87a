"""A green lint means: this runs. Random contracts of every word are linted, served by the simulator and judged by all laws.

`LISTPROOF_CONTRACTS` says how many.
"""

from __future__ import annotations

import os
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from listproof.contract import Document, build
from listproof.contract.lint import lint
from listproof.laws import judge
from listproof.proof.suite import laws, plan
from listproof.proof.trials import listing_of
from listproof.simulator.service import Service

from ..contract.drawn_contracts import drawn_documents, sourced
from ..contract.orchards import document as listing
from ..contract.orchards import parameter

INTEGER = {"type": "integer", "minimum": 1}
KIND = {"type": "string", "enum": ["apple", "pear", "plum"]}
NUMBER = {"parameter": "page", "first": 1}
_MANY = int(os.environ.get("LISTPROOF_CONTRACTS", "12"))
_RECORDS = 61


@settings(max_examples=_MANY, deadline=None, phases=[Phase.explicit, Phase.generate], suppress_health_check=list(HealthCheck))
@given(drawn_documents())
def test_what_lint_accepts_runs_and_blames_nobody(document: Document) -> None:
    """Served by a simulator that does as it says, no law fails and none breaks."""
    _judged(document)


ONCE_BLAMED: list[dict[str, Any]] = [
    {"pages": {"number": {**NUMBER, "past-end": "last-page"}, "size": {"parameter": "limit", "means": "at-most", "safe": 50}}},
    {
        "pages": {
            "number": {**NUMBER, "past-end": "refused"},
            "size": {"parameter": "limit", "means": "exactly", "safe": 50, "zero": "empty"},
        }
    },
]


@pytest.mark.parametrize("words", ONCE_BLAMED, ids=range(len(ONCE_BLAMED)))
def test_what_was_blamed_once_is_left_in_peace(words: dict[str, Any]) -> None:
    """Listings that keep to their contract and were told to break it."""
    _judged(sourced(listing(parameter("page", INTEGER), parameter("limit", {**INTEGER, "minimum": 0, "maximum": 50}), answer={}, **words)))


@pytest.mark.parametrize(
    "named", [parameter("kind", KIND, required=True), parameter("kind", KIND, required=True, example="plum"), parameter("kind", KIND)]
)
def test_a_filter_that_every_query_gives_is_left_in_peace(named: dict[str, Any]) -> None:
    """What another value of it shows is none of the records that were read, and nobody says that they should not be there."""
    base = {} if named["required"] else {"kind": "pear"}
    _judged(sourced(listing(named, answer={}, base=base, filters={"kind": {"field": "/kind", "matches": "equals"}})))


def _judged(document: Document) -> None:
    refused = [mistake.message for mistake in lint(document, "drawn").mistakes]
    assert refused == []
    contract = build(document, "drawn")
    store = listing_of(Service(contract, _RECORDS, 0))
    for law, subject in plan(contract, laws()):
        outcome = judge(law, store, subject)
        told = outcome.reason if outcome.violation is None else f"{outcome.violation.says}: {outcome.violation.observed}"
        assert outcome.verdict not in ("fail", "error"), f"{law.id} {subject or ''}: {told}\n{document.value['x-listing']}"
