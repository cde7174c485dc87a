"""The catalogue of faults and the benign variants: many, of every area, and each really different from a legal server."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

from listproof.contract import Contract, load_all
from listproof.simulator.faults import catalogue
from listproof.simulator.service import Service
from listproof.simulator.variants import variants

AREAS = {"pages", "bounds", "filters", "order", "shape", "errors"}


def test_the_catalogue_is_large() -> None:
    """There are at least 60 kinds and 300 faults over the four contracts."""
    faults = [fault for contract in load_all() for fault in catalogue(contract)]
    assert len({fault.kind for fault in faults}) >= 60
    assert len(faults) >= 300


def test_every_area_has_faults() -> None:
    """Every area of the laws has something to catch."""
    assert {fault.area for contract in load_all() for fault in catalogue(contract)} == AREAS


def test_ids_are_unique(contract: Contract) -> None:
    """No two faults, and no two variants, of a contract share an id."""
    assert max(Counter(fault.id for fault in catalogue(contract)).values()) == 1
    assert max(Counter(variant.id for variant in variants(contract)).values()) == 1


def test_faults_tell_the_lie(contract: Contract) -> None:
    """Every fault has a sentence and names what a message about it must name."""
    assert [fault.id for fault in catalogue(contract) if not fault.sentence.endswith(".") or not fault.names] == []


def test_there_are_enough_variants(contract: Contract) -> None:
    """At least 30 servers differ and still conform."""
    assert len(variants(contract)) >= 30


def test_every_fault_deviates(contract: Contract, ask: Any, probe: Callable[..., Any], tell: Callable[..., str]) -> None:
    """Each fault changes the answer to at least one of a fixed set of questions."""
    legal = ask(Service(contract, clock=lambda: 1_800_000_000.5))
    questions = probe(contract, legal.records())
    expected = {place: tell(legal, question) for place, question in enumerate(questions)}
    assert not any(answer.startswith("500") for answer in expected.values())
    silent = []
    for fault in catalogue(contract):
        asker = ask(legal.service.like(fault=fault), always=legal.needed())
        telling = sorted(expected, key=lambda place: not questions[place].about(fault.names))
        if all(tell(asker, questions[place]) == expected[place] for place in telling):
            silent.append(fault.id)
    assert silent == []


def test_no_variant_breaks(contract: Contract, ask: Any) -> None:
    """Every benign variant answers the base query, or disturbs it on purpose."""
    service = Service(contract)
    for variant in variants(contract):
        if variant.chaos is None:
            answer = ask(service.like(variant=variant)).get()
            assert answer.status_code == 200, (variant.id, answer.text)


@pytest.mark.parametrize("rate", [5.0])
def test_drift_moves_records(contract: Contract, ask: Any, rate: float) -> None:
    """With drift records come and go while they are read, and the total with them."""
    from listproof.simulator.churn import Churn

    clock = iter(range(1_800_000_000, 1_900_000_000))
    now = {"time": 1_800_000_000.0}
    service = Service(contract, clock=lambda: now["time"], motion=Churn(rate))
    asker = ask(service)
    before = asker.records()
    now["time"] += 60
    after = asker.records()
    del clock
    assert before != after
    assert len({str(record) for record in before} & {str(record) for record in after}) > 100
