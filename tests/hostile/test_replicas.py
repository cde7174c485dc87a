"""A service of two replicas that disagree is told as that, and not as filters that leak."""

from __future__ import annotations

import itertools
import json
import random
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import pytest

from listproof.contract import load
from listproof.laws.trial.replicas import apart, in_turns, sets_in_turns
from listproof.proof.trials import listing_of
from listproof.simulator.exchange import Answer, Request
from listproof.simulator.service import Service

from .attacks import CONTRACT, honest
from .runs import run_against
from .servers import answer, hostile

TWO = (Service(CONTRACT, 61), Service(CONTRACT, 61, seed=5))
"""Replicas with as many records, none of them the same."""


def _late(lacks: int) -> Service:
    """A replica that lacks a few records of the first one."""
    service = Service(CONTRACT, 61, clock=TWO[0].clock)
    held = service.store.rows("SELECT ordinal FROM records WHERE scope = ? ORDER BY ordinal", (service.scopes.main,))
    for (ordinal,) in held[:: len(held) // lacks][:lacks]:
        service.store.delete(ordinal)
    return service


LATE = (TWO[0], _late(3))
"""Replicas that share all but three records."""
THREE = (*TWO, Service(CONTRACT, 61, seed=9))
LATE_ALL = (*LATE, _late(7))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("chooses", "of"),
    [("turns", TWO), ("chance", TWO), ("turns", LATE), ("turns", THREE), ("turns", LATE_ALL)],
    ids=["turns", "chance", "late", "three", "three, late"],
)
def test_replicas_that_disagree_are_the_one_finding(chooses: str, of: tuple[Service, ...], tmp_path: Path) -> None:
    """One law fails and says so; what else would have failed is inconclusive for that reason; nothing is blamed on a filter."""
    turn, chance = itertools.count(), random.Random(4)
    choose: Callable[[], Service] = {"turns": lambda: of[next(turn) % len(of)], "chance": lambda: chance.choice(of)}[chooses]

    def attack(connection: socket.socket, head: bytes) -> None:
        given = honest(head, choose())
        connection.sendall(answer(json.dumps(given["body"]).encode(), status=f"{given['status']} X"))

    with hostile(attack, 60) as server:
        run = run_against(server.url, tmp_path, max_requests=2000).run
    assert [finding.fact for finding in run.findings] == ["records"]
    assert f"from {'two' if len(of) == 2 else len(of)} sets of records" in run.findings[0].says
    assert [one.violation is not None and one.violation.says for one in run.outcomes if one.verdict == "fail"] == [run.findings[0].says]
    told = [one for one in run.outcomes if "sets of records" in one.reason and one.verdict == "inconclusive"]
    assert len(told) >= 5
    assert all(run.findings[0].law in one.reason for one in told)


class _Turns:
    """Two services that answer in turns what is asked of one."""

    def __init__(self, *services: Service) -> None:
        self._services = itertools.cycle(services)
        self._first = services[0]

    def __getattr__(self, name: str) -> Any:
        return getattr(self._first, name)

    def answer(self, request: Request) -> Answer:
        """The answer of whose turn it is."""
        return next(self._services).answer(request)


@pytest.mark.parametrize(("two", "asked"), [(True, 8), (False, 4)], ids=["turns", "one"])
def test_two_readings_that_are_alike_leave_less_to_ask(two: bool, asked: int) -> None:
    """The first page four times and not eight; replicas that answer in turns, so that both readings take the same ones, are found still."""
    gauges = load("tide-gauges", Path(__file__).parents[1] / "contracts" / "invented")
    services = [Service(gauges, 330, seed) for seed in ((0, 5) if two else (0,))]
    store = listing_of(cast(Service, _Turns(*services)))
    store.read_census(store.census)
    before = store.session.sent
    found = sets_in_turns(store)
    assert (bool(found), before % 2, store.session.sent - before) == (two, 0, asked)


A, B, C, NEAR, NONE = frozenset("abcd"), frozenset("efgh"), frozenset("ijkl"), frozenset("abcx"), frozenset[str]()


@pytest.mark.parametrize(
    ("shown", "found"),
    [
        ([A, B, A, B], (0, 1)),
        ([A, A, B, B, A], (0, 2)),
        ([A, NONE, A, NONE], (0, 1)),
        ([A, A, A, A], None),
        ([A, A, B, B], None),
        ([A, B, A, A], None),
        ([A, B, C, A, B, C], None),
        ([A, NEAR, A, NEAR], None),
        ([], None),
    ],
)
def test_two_sets_in_turns_are_replicas_and_nothing_else_is(shown: list[frozenset[str]], found: tuple[int, int] | None) -> None:
    """Two sets that return and share little; not what moved once, not a single slip, not three orders, not a record that changed."""
    assert apart(shown) == found


@pytest.mark.parametrize(
    ("names", "found"),
    [
        ([A, NEAR, A, NEAR], (0, 1)),
        ([A, A, NEAR, A, A, NEAR, A, A], (0, 2)),
        ([A, NEAR, A, A, A], None),
        ([A, NEAR, NEAR, A, A], None),
        ([A, NEAR, A, B, A], None),
        ([A, A, A], None),
        ([257, 249, 257, 249], (0, 1)),
        ([257, 257, 256, 257, 257], None),
        ([257, 249, 251, 257, 249, 251, 257, 249], (0, 1, 2)),
        ([257, 256, 255, 254, 255, 256, 257], None),
        ([1, 2, 3, 4, 5, 1, 2, 3, 4, 5], None),
    ],
)
def test_a_record_that_comes_back_and_goes_again_is_of_replicas(names: list[object], found: tuple[int, ...] | None) -> None:
    """Of a few whole listings in turns, a record may be all that tells them apart; one that went once, or others, is a world that moves."""
    assert in_turns(names) == found
