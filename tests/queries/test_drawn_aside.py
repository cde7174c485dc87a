"""What a copy of the process draws is what would be drawn here, and no verdict hangs on where it was drawn."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from listproof.contract import slugs
from listproof.evidence import Store
from listproof.generating import plainly
from listproof.laws import Listing, judge
from listproof.laws.drawing.drawn_aside import DrawnAside
from listproof.laws.drawing.drawn_queries import questions
from listproof.laws.drawing.fuzzing import cases
from listproof.verdicts import Violation

from .drawn_listings import QUERIES, SCHEMA, Make, faulty, law_of, service

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="processes are copied on Linux alone"),
    # Who runs the tests may have threads; a run makes copies only where there are none.
    pytest.mark.filterwarnings("ignore:.*use of fork:DeprecationWarning"),
]
LAWS = [law_of(QUERIES), law_of(SCHEMA)]
HSS = "huawei-hss-kubernetes-jobs"


@pytest.fixture
def aside() -> Iterator[Any]:
    """Makes copies that draw for a store whose census is read, and ends them."""
    made: list[DrawnAside] = []

    def make(store: Store) -> DrawnAside:
        assert store.census.records
        made.append(DrawnAside(store, LAWS))
        return made[-1]

    yield make
    for one in made:
        one.stop()


@pytest.mark.parametrize("slug", slugs())
def test_a_copy_draws_what_is_drawn_here(listing_at: Make, aside: Any, slug: str) -> None:
    """The same questions and requests in the same order, and nothing is asked for it."""
    store = listing_at(service(slug), seed=3)
    copy, sent, profile = aside(store), store.session.sent, store.profile
    asked = plainly.drawn(questions(Listing(store, LAWS[0])), profile.queries, profile.seed)
    assert copy.of(LAWS[0].id) == asked
    assert copy.of(LAWS[1].id) == plainly.drawn(cases(store.contract), profile.cases, profile.seed)
    assert copy.of("pages.echo") is None
    assert store.session.sent == sent


@pytest.mark.parametrize("fault", [None, "filters-or", "500-unicode"])
def test_a_verdict_hangs_on_nothing_that_a_copy_does(listing_at: Make, aside: Any, fault: str | None) -> None:
    """What is found, made small and told is the same, and costs as many requests."""
    outcomes = []
    for copied in (True, False):
        store = listing_at(service(HSS) if fault is None else faulty(HSS, fault))
        _ = aside(store) if copied else store.census
        outcomes.append([judge(law, store) for law in LAWS])
    first, second = ([(*_told(one.violation), replace(one, violation=None, seconds=0.0)) for one in several] for several in outcomes)
    assert first == second
    assert ("fail" in {one.verdict for one in outcomes[0]}) == (fault is not None)


def _told(violation: Violation | None) -> tuple[str, ...]:
    """What a violation says, but for what hangs on the moment."""
    return () if violation is None else (violation.says, violation.fact, violation.expected, violation.observed)


def test_hypothesis_is_not_asked_where_a_copy_drew_and_nothing_is_wrong(
    listing_at: Make, aside: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What it draws with need not be loaded here; answers that were read anew are asked what is drawn on them."""
    store = listing_at(service(HSS))
    aside(store)

    def never(*_: Any) -> None:
        raise AssertionError

    monkeypatch.setattr(plainly, "smallest_wrong", never)
    assert [judge(law, store).verdict for law in LAWS] == ["pass", "pass"]
    assert store.answers.drawn_aside(LAWS[0].id) is not None
    store.renew(store.read_census())
    assert store.answers.drawn_aside(LAWS[0].id) is None


def test_what_a_copy_does_not_tell_is_drawn_here(listing_at: Make, aside: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """It broke, or was ended: nobody waits for more, and as much is asked."""
    whole = listing_at(service(HSS))
    assert judge(LAWS[0], whole).verdict == "pass"

    def breaks(*_: Any) -> None:
        raise RuntimeError

    store = listing_at(service(HSS))
    with monkeypatch.context() as broken:
        broken.setattr(plainly, "drawn", breaks)
        copy = aside(store)
    assert copy.of(LAWS[0].id) is None
    assert judge(LAWS[0], store).verdict == "pass"
    assert store.session.sent == whole.session.sent
    ended = aside(listing_at(service(HSS)))
    ended.stop()
    assert ended.of(LAWS[1].id) is None
