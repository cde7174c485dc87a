"""What can never be looked at is unsupported, with its reason; what can is looked at by the records of the simulator."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

from listproof.contract import Contract, build
from listproof.contract.lint import lint
from listproof.laws import judge
from listproof.proof.suite import laws, plan
from listproof.proof.trials import listing_of
from listproof.simulator.faults import catalogue
from listproof.simulator.service import Service
from listproof.verdicts import Outcome

from ..contract.drawn_contracts import sourced
from ..contract.orchards import PLACE, RECORD, document, parameter

KEYS = {
    "id": {"field": "/id", "as": "text"},
    "trees": {"field": "/trees", "as": "number"},
    "planted": {"field": "/planted", "as": "time"},
}


@cache
def orchards() -> Contract:
    """Defaults of an order, of a list of all there is and of what nobody explains; keys that a choice of fields may leave out."""
    record = {
        "type": "object",
        "required": ["id"],
        "properties": {name: {**held, "x-source": PLACE} for name, held in RECORD.items()},
    }
    asked = (
        parameter("sort", {"type": "string", "default": "id"}), parameter("fields"),
        parameter("counted", {"type": "boolean", "default": False}),
        parameter("kinds", {"type": "string", "default": "apple,pear,plum"}), parameter("standing", {"type": "boolean"}),
        parameter("kind", {"type": "string", "enum": ["APPLE", "PEAR"]}),
        parameter("offset", {"type": "integer"}), parameter("limit", {"type": "integer", "minimum": 1, "maximum": 50}),
    )  # fmt: skip
    made = sourced(
        document(
            *asked, record=record, total={"at": "/total", "counts": "matching"}, projects={"fields": {"chosen": True, "separator": ","}},
            pages={"offset": {"parameter": "offset", "first": 0}, "size": {"parameter": "limit", "means": "exactly", "safe": 50}},
            order={"by": "sort", "direction": {"prefix": "-"}, "separator": ",", "keys": KEYS, "default": ["id", "asc"]},
            filters={
                "kinds": {"field": "/kind", "matches": "one-of", "separator": ",", "absent": "apple,pear,plum"},
                "kind": {"field": "/kind", "matches": "equals-any-case"},
                "standing": {"field": "/felled", "matches": "is-null"},
            },
        )
    )  # fmt: skip
    assert [mistake.message for mistake in lint(made, "orchards").mistakes] == []
    return build(made, "orchards")


@cache
def outcomes() -> tuple[tuple[Outcome, str], ...]:
    """What every law comes to at the usual server."""
    store = listing_of(Service(orchards(), 257, 0))
    return tuple((judge(law, store, subject), str(subject)) for law, subject in plan(orchards(), laws()))


def test_nothing_is_left_open_at_the_own_simulator() -> None:
    """Nothing fails, and nothing is inconclusive."""
    assert [(one.law, subject, one.reason) for one, subject in outcomes() if one.verdict not in ("pass", "unsupported")] == []


@pytest.mark.parametrize(
    ("law", "subject", "reason"),
    [
        ("bounds.absent-means-the-default", "counted", "the contract does not say what counted does"),
        ("filters.absent-means-what-is-said", "kinds", "names every value that its field lists"),
        ("order.second-key-within-ties", "id,trees", "/id tells records apart, so that no two are equal by it"),
        ("order.nulls-stand-together", "planted desc", "every record has /planted where nobody chooses what is shown"),
    ],
)
def test_what_can_never_be_looked_at_says_why(law: str, subject: str, reason: str) -> None:
    """It is unsupported, and no lack of records."""
    (found,) = [one for one, about in outcomes() if (one.law, about) == (law, subject)]
    assert found.verdict == "unsupported"
    assert reason in str(found.reason)


@pytest.mark.parametrize(
    ("law", "subject"),
    [
        ("bounds.absent-means-the-default", "sort"), ("bounds.absent-means-the-default", "kinds"),
        ("order.second-key-within-ties", "trees,planted"), ("filters.keeps-what-it-names", "standing"),
        ("filters.each-value-keeps-its-own", "kind"),
    ],
)  # fmt: skip
def test_what_can_be_looked_at_is(law: str, subject: str) -> None:
    """It passes at the usual server."""
    assert [one.verdict for one, about in outcomes() if (one.law, about) == (law, subject)] == ["pass"]


@pytest.mark.parametrize(("fault", "law"), [("is-null-false-ignored:standing", "filters.keeps-what-it-names")])
def test_and_whoever_lies_there_is_told(fault: str, law: str) -> None:
    """What is looked at can fail."""
    planted: Any = next(one for one in catalogue(orchards()) if one.id == fault)
    store = listing_of(Service(orchards(), 257, 0).like(planted, None))
    tried = [(one, subject) for one, subject in plan(orchards(), laws()) if one.id == law]
    assert "fail" in {judge(one, store, subject).verdict for one, subject in tried}
