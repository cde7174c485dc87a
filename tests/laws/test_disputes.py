"""Which side of a dispute a target takes is told by its answers, or not at all."""

from __future__ import annotations

from typing import Any

import pytest

from listproof.laws import Listing
from listproof.laws.asking.disputes import takes
from listproof.laws.law import Law

from ..made import World, record, store

RECORDS = [record(n) for n in range(30)]
LAW = Law("shape.made-for-a-test", "implied", "A law of a test.", None, (), lambda listing: None)


def side(shows: dict[str, Any], *refuses: str) -> bool | None:
    """Whether a target that refuses these parameters takes a side."""
    world = World(RECORDS)
    world.refuses = frozenset(refuses)
    return takes(Listing(store(world), LAW), shows)


@pytest.mark.parametrize(
    ("shows", "taken"),
    [
        ({"untold": "nobody can see it"}, None),
        ({"ask": {"cluster_name": "c"}, "gets": "accepted"}, True),
        ({"ask": {"cluster_name": "c"}, "gets": "refused"}, False),
        ({"ask": {"namespace_name": "x"}, "gets": "refused"}, True),
        ({"ask": {"namespace_name": "x"}, "gets": "accepted"}, False),
        ({"ask": {"job_name": "job"}, "same-as": {}}, True),
        ({"ask": {"job_name": "job-1"}, "same-as": {}}, False),
        ({"ask": {"namespace_name": "x"}, "same-as": {}}, False),
        ({"at": "/total_num", "schema": {"type": "integer"}}, True),
        ({"at": "/total_num", "schema": {"type": "string"}}, False),
        ({"at": "/nowhere", "schema": {"type": "string"}}, None),
        ({"ask": {"job_name": "job-1"}, "filter": "job_name", "reading": "contains"}, True),
        ({"ask": {"job_name": "job-1"}, "filter": "job_name", "reading": "equals"}, False),
        ({"ask": {"namespace_name": "x"}, "filter": "namespace_name", "reading": "equals"}, None),
        ({"sign-in": "none", "gets": "accepted"}, True),
        ({"sign-in": "none", "gets": "refused"}, False),
        ({"sign-in": "header", "gets": "accepted"}, True),
        ({"sign-in": "no-such-way", "gets": "accepted"}, None),
    ],
)
def test_a_side_is_taken_by_what_is_answered(shows: dict[str, Any], taken: bool | None) -> None:
    """By whoever refuses what is called `x` and lets everybody in; a free text that is refused tells nothing of how it is read."""
    assert side(shows, "namespace_name") is taken
