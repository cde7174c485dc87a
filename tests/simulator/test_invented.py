"""The contracts of invented listings: each fault of the simulator of one lies, and each of its variants keeps to it."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from listproof.contract import Contract, at, load, slugs
from listproof.contract.lint import lint_file
from listproof.simulator.exchange import Request
from listproof.simulator.faults import FURTHER, planted
from listproof.simulator.service import Service
from listproof.simulator.variants import variants

from .conversation import Talk, deviates, talk

FOLDER = Path(__file__).parents[1] / "contracts" / "invented"
EXAMPLES = Path(__file__).parents[2] / "contracts" / "examples"
SLUGS = sorted(path.parent.name for path in FOLDER.glob("*/openapi.yaml"))
CLOCK = 1_800_000_000.5
FEW = frozenset(
    {
        "body-not-utf-8", "filter-non-ascii", "last-record-alone-lost", "link-unescaped", "maximum-unchecked", "size-beyond-everything",
        "size-zero-everything", "next-ends-near-the-end", "insertion-shifts",
    }
)  # fmt: skip
"""Kinds of faults that a few records need not show, or none that stand still."""


def contract_of(slug: str) -> Contract:
    """An invented contract."""
    return load(slug, FOLDER)


@pytest.fixture(scope="module", params=SLUGS)
def invented(request: pytest.FixtureRequest) -> Contract:
    """Each of the invented contracts in turn."""
    return contract_of(request.param)


def test_they_are_well_formed(invented: Contract) -> None:
    """Lint finds nothing in them."""
    mistakes = lint_file(FOLDER / invented.slug / "openapi.yaml", invented.slug).mistakes
    assert [str(one) for one in mistakes] == []


@pytest.mark.slow
def test_a_legal_server_is_steady(invented: Contract) -> None:
    """Asked the same, a legal server says the same, and never breaks."""
    first, second = (talk(Service(invented, clock=lambda: CLOCK)) for _ in range(2))
    assert first == second
    assert [line[:200] for line in first if re.match(r".{0,90} 5\d\d \[", line)] == []
    assert sum(" 200 [" in line[:120] for line in first) > 60


@pytest.mark.slow
def test_every_fault_lies(invented: Contract) -> None:
    """Each fault of what these contracts are made for, and some of the others, changes what is said in a fixed conversation."""
    legal = Service(invented, 60, clock=lambda: CLOCK)
    expected = talk(legal.like())
    own = [fault for kind in FURTHER for fault in kind(invented)]
    asked = [*own, *[fault for place, fault in enumerate(planted(invented)) if place % 15 == 7]]
    silent = [fault.id for fault in asked if fault.kind not in FEW and not deviates(legal.like(fault=fault), expected)]
    assert silent == []


def test_faults_have_ids_sentences_and_names(invented: Contract) -> None:
    """No two share an id; each tells its lie in a sentence and names what a message about it must name."""
    faults = planted(invented)
    assert max(Counter(fault.id for fault in faults).values()) == 1
    assert [fault.id for fault in faults if not fault.sentence.endswith(".") or not any(fault.names)] == []


@pytest.mark.parametrize("slug", slugs(EXAMPLES))
def test_every_listing_of_a_real_server_has_faults_and_variants(slug: str) -> None:
    """Records that are plain texts, orders of other keys and places in headers among them."""
    real = load(slug, EXAMPLES)
    assert len(list(planted(real))) > 20
    assert len(list(variants(real))) > 10


@pytest.mark.slow
def test_every_variant_keeps_to_the_contract(invented: Contract) -> None:
    """Every benign variant leads through all of its records, each once, or disturbs that on purpose."""
    service = Service(invented, clock=lambda: CLOCK)
    size = {invented.pages.size.parameter: invented.pages.size.safe} if invented.pages.sized else {}
    for variant in variants(invented):
        if variant.chaos is not None:
            continue
        talking = Talk(service.like(variant=variant))
        answers = talking.walk(size, 400)
        assert {answer.status_code for answer in answers} == {200}, variant.id
        shown = [tuple(at(record, one) for one in invented.identity) for answer in answers for record in talking.records(answer)]
        assert len(shown) == len(set(shown)) == talking.service.jobs, variant.id


@pytest.mark.parametrize("kind", ["maximum-unchecked", "size-beyond-everything"])
def test_a_fault_of_sizes_shows_where_pages_link_to_the_last_one(kind: str) -> None:
    """Where the last page begins is reckoned by the size that was taken, and refuses no question that the fault has honoured."""
    listed = contract_of("lighthouses")
    fault = next(one for one in planted(listed) if one.kind == kind)
    answer = Service(listed, 157, clock=lambda: CLOCK).like(fault=fault).answer(Request("GET", f"{listed.path}?count=41"))
    assert answer.status == 200
