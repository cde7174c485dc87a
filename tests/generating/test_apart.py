"""What a process of its own draws is what would be drawn here, and where it fails nothing is lost."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence

import pytest

from listproof.contract import load
from listproof.generating import Case, apart
from listproof.generating.apart import Drawer, Wanted
from listproof.generating.drawing import drawn
from listproof.laws import judge
from listproof.laws.drawing.fuzzing import cases, document_of
from listproof.values.profiles import Profile

from ..queries.drawn_listings import SCHEMA, Make, Watched, faulty, law_of, listing_at, service

__all__ = ["listing_at"]

COC = "huawei-coc-documents"
LAW = law_of(SCHEMA)


def test_another_process_draws_the_same() -> None:
    """The same schemas and seed give the same requests in the same order, for each document that it is given."""
    contract = load(COC)
    drawer = Drawer()
    drawer.draw([Wanted(document_of(contract), 5, seed) for seed in (0, 7)])
    try:
        found = [drawer.drawn(0), drawer.drawn(1)]
    finally:
        drawer.stop()
    assert found == [drawn(cases(contract), 5, 0), drawn(cases(contract), 5, 7)]
    assert found[0] != found[1]


@pytest.mark.parametrize("program", ["false", "cat"])
def test_a_process_that_fails_has_drawn_nothing(program: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """One that ends and one that says something else are told as None, and not waited for."""
    monkeypatch.setattr(apart, "command", lambda: [program])
    drawer = Drawer()
    drawer.draw([Wanted({}, 5, 0), Wanted({}, 5, 1)])
    assert [drawer.drawn(0), drawer.drawn(1)] == [None, None]
    drawer.stop()


def _given(drawn: Sequence[Case] | None) -> dict[str, Callable[[], Sequence[Case] | None]]:
    return {LAW.id: lambda: drawn}


def test_what_was_drawn_elsewhere_is_asked_and_nothing_is_drawn(listing_at: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    """The requests that go out are those; what draws is not even loaded."""
    monkeypatch.setitem(sys.modules, "listproof.generating.drawing", None)
    watching: list[Watched] = []
    store = listing_at(service(COC), wrap=lambda inner: watching.append(Watched(inner)) or watching[0])  # type: ignore[func-returns-value]
    _ = store.census
    before = len(watching[0].sent)
    store.endpoint.drawn = _given([Case("limit=1", True), Case("limit=2", True)])
    outcome = judge(LAW, store)
    assert (outcome.verdict, [url.rpartition("?")[2] for url in watching[0].urls[before:]]) == ("pass", ["limit=1", "limit=2"])


def test_a_finding_among_what_was_drawn_elsewhere_is_made_small(listing_at: Make) -> None:
    """It is told as small as if it had been drawn here."""
    store = listing_at(faulty(COC, "500-bracket"))
    store.endpoint.drawn = _given(drawn(cases(store.contract), store.profile.cases, store.profile.seed))
    outcome = judge(LAW, store)
    assert outcome.verdict == "fail"
    assert len(outcome.reason.split(" breaks")[0]) < 30


def test_a_finding_that_is_not_drawn_again_is_told_as_it_was_drawn(listing_at: Make) -> None:
    """Whatever another version of what draws would make of the seed, what was seen is not lost."""
    store = listing_at(faulty(COC, "500-bracket"))
    store.profile = Profile("none", queries=0, cases=1, shrinks=0)
    store.endpoint.drawn = _given([Case("name_like=%5B1&limit=3", False)])
    outcome = judge(LAW, store)
    assert (outcome.verdict, "limit=3" in outcome.reason) == ("fail", True)
