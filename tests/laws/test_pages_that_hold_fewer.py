"""Pages that hold now more and now fewer records, where the document says that they may: they are held to what they show."""

from __future__ import annotations

from dataclasses import replace
from itertools import count
from types import SimpleNamespace
from typing import Any

import pytest

from listproof.contract import Contract, build
from listproof.laws import judge
from listproof.laws.context.tolerance import Tolerance
from listproof.proof.suite import laws, plan
from listproof.proof.trials import listing_of
from listproof.simulator.faults.fault import Fault, around
from listproof.simulator.query import TypedQuery
from listproof.simulator.served import Served
from listproof.simulator.service import Service
from listproof.verdicts import Outcome

from ..contract.drawn_contracts import sourced
from ..contract.orchards import document, parameter

LAWS = ("bounds.absent-means-the-default", "pages.cursor-is-repeatable", "pages.previous-leads-back")
TOKEN = {"type": ["string", "null"]}


def orchards(means: str) -> Contract:
    """A listing by tokens that lead on and back."""
    told = document(
        parameter("limit", {"type": "integer", "minimum": 1, "maximum": 20, "default": 10}),
        parameter("cursor", {"type": "string"}),
        answer={"next": TOKEN, "back": TOKEN},
        pages={
            "cursor": {"parameter": "cursor", "next": "/next", "previous": "/back", "end": "null"},
            "size": {"parameter": "limit", "means": means, "safe": 20},
        },
        filters={},
    )
    return build(sourced(told), "orchards")


def outcomes(means: str, most: int) -> list[Outcome]:
    """What the laws come to of a service each of whose answers holds up to `most` fewer records than the one before."""
    contract, asked = orchards(means), count()

    def fewer(inner: Any, service: Served, query: TypedQuery) -> TypedQuery:
        bound: TypedQuery = inner(service, query)
        return replace(bound, size=max(1, bound.size - next(asked) % (most + 1)))

    planted = Fault("fewer", "pages", "Pages hold fewer records.", around("bound", fewer)) if most else None
    store = listing_of(Service(contract, 60, 0, fault=planted))
    return [judge(law, store, subject) for law, subject in plan(contract, laws()) if law.id in LAWS]


@pytest.mark.parametrize("most", [1, 2, 4])
def test_a_page_that_may_hold_fewer_is_held_to_those_that_it_shows(most: int) -> None:
    """Each answer holds another number of records, and all go on behind the ones before them: nobody is blamed."""
    assert [(one.law, one.verdict, one.reason) for one in outcomes("any", most) if one.verdict in ("fail", "error")] == []


def test_a_page_that_must_be_full_is_held_to_all_of_them() -> None:
    """The same service is told where the document says how many a page holds."""
    assert {one.law for one in outcomes("exactly", 2) if one.verdict == "fail"} >= {"pages.cursor-is-repeatable"}


@pytest.mark.parametrize("means", ["any", "exactly"])
@pytest.mark.parametrize(("left", "right"), [((), ("o1",)), (("o1",), ())])
def test_an_empty_page_beside_one_with_records_tells_nothing(left: tuple[str, ...], right: tuple[str, ...], means: str) -> None:
    """Where a page may hold none: a law that compares the two has looked at nothing, and does not pass for that."""
    conversation: Any = SimpleNamespace(drift=None, contract=orchards(means))
    tolerance = Tolerance(conversation)
    assert tolerance.leaves_open(left, right) == (means == "any")
    assert not tolerance.leaves_open(("o1", "o2"), ("o1",))
    assert not tolerance.leaves_open((), ())
