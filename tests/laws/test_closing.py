"""A listing that moves is confirmed closed, where its contract has a filter for that: once, and not where that filter is what is judged."""

from __future__ import annotations

import dataclasses

import httpx
import pytest

from listproof.contract import Contract
from listproof.evidence import Store
from listproof.laws import Listing, judge, law
from listproof.laws.law import Law
from listproof.verdicts import Outcome

from ..made import CONTRACT, World, page, record, store

RECORDS = [record(n) for n in range(30)]
CLOSES = dataclasses.replace(CONTRACT, close="job_name")


def moving() -> World:
    """A world in which a record comes and one goes with every request."""

    def before(world: World, number: int) -> None:
        world.records = [record(1000 + number), *world.records[:-1]]

    return World(RECORDS, before)


class Closings:
    """Which listings were to be closed, and what came of it; `tried` tells of each trial whether it was on the closed one."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, into: Store | None) -> None:
        self.asked: list[Store] = []
        self.tried: list[bool] = []
        self._into = into

        def closed(listing: Store) -> Store | None:
            self.asked.append(listing)
            return into

        monkeypatch.setattr(Store, "closed", closed)

    @property
    def law(self) -> Law:
        """A law that fails whatever it is tried on."""

        @law("pages.made-for-a-test", basis="implied", facts=("pages.offset",))
        def test(listing: Listing, subject: str = "") -> None:
            """A law of a test."""
            self.tried.append(self._into is not None and listing.conversation.store.session is self._into.session)
            listing.page(0, 10, fresh=True)
            listing.require(False, "pages.offset", says="it is not so", expected="so", observed="otherwise")

        found: Law = test.law  # type: ignore[attr-defined]
        return found

    def judged(self, world: World | None = None, contract: Contract = CLOSES, subject: str | None = None) -> Outcome:
        """What comes of the law over a world."""
        return judge(self.law, store(world or moving(), contract), subject)


def test_a_failure_while_records_move_is_confirmed_in_the_closed_listing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nothing moves; it has to be seen there twice."""
    closings = Closings(monkeypatch, store(World(RECORDS), CLOSES))
    outcome = closings.judged()
    assert (outcome.verdict, outcome.reason) == ("fail", "it is not so")
    assert (closings.tried, len(closings.asked)) == ([False, True, True], 1)


def test_a_closed_listing_that_moves_is_not_closed_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """All further trials are on it, and nothing is claimed."""
    closings = Closings(monkeypatch, store(moving(), CLOSES))
    assert closings.judged().verdict == "inconclusive"
    assert (closings.tried, len(closings.asked)) == ([False, True, True, True, True], 1)


def test_a_listing_that_cannot_be_closed_is_tried_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    """And it is looked at again whether it can, for its records are others by then."""
    closings = Closings(monkeypatch, None)
    assert closings.judged().verdict == "inconclusive"
    assert (closings.tried, len(closings.asked)) == ([False] * 5, 4)


@pytest.mark.parametrize(("subject", "asked"), [("job_name", 0), ("namespace", 1), (None, 1)])
def test_what_is_judged_of_the_closing_filter_is_judged_without_it(
    subject: str | None, asked: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A question about a filter cannot be asked where that filter already narrows everything."""
    closings = Closings(monkeypatch, store(World(RECORDS), CLOSES))
    closings.judged(subject=subject)
    assert len(closings.asked) == asked


def test_a_listing_that_stands_still_is_not_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    """The failure is confirmed where it was seen."""
    closings = Closings(monkeypatch, store(World(RECORDS), CLOSES))
    assert closings.judged(World(RECORDS)).verdict == "fail"
    assert (closings.tried, closings.asked) == ([False, False], [])


def test_totals_that_jump_close_no_listing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its records are the same each time: what moved left no name behind, and may be the listing's own mistake."""
    count = [0]

    def answer(request: httpx.Request) -> httpx.Response:
        count[0] += 1
        start, size = int(request.url.params.get("offset", 0)), int(request.url.params.get("limit", 10))
        return page(RECORDS[start : start + size], 30 + count[0] % 2)

    closings = Closings(monkeypatch, store(World(RECORDS), CLOSES))
    judge(closings.law, store(answer, CLOSES))
    assert len(closings.tried) > 1
    assert closings.asked == []
