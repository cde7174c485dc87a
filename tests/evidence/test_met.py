"""Records that were met, and what follows from them: held once, worked out once, for every run over the same ones."""

from __future__ import annotations

from typing import Any

import pytest

from listproof.evidence.met import MetRecords
from listproof.proof.servers import legal, met_of, server
from listproof.proof.suite import laws_called, run
from listproof.proof.trials import listing_of
from listproof.values import filter_values

SLUG = "huawei-hss-kubernetes-jobs"


def test_a_record_that_is_met_again_is_the_one_that_was_met_first() -> None:
    """The same content is the same object in every answer, and what is new of an answer is told as a share of its bytes."""
    met, first = MetRecords(), [{"id": "a"}, {"id": "b"}]
    again: list[Any] = [{"id": "b"}, {"id": "a"}, {"id": "c"}]
    assert met.share(list(first)) == (1.0, 0.0)
    held = list(first)
    met.share(held)
    new, beside = met.share(again)
    assert new == pytest.approx(1 / 3)
    assert beside == 0.0
    assert again[0] is held[1]
    assert again[1] is held[0]
    assert len(met) == 3


def test_what_stands_beside_the_records_of_a_body_is_new_each_time() -> None:
    """Of a page of records that are all in hand it is told what is none of them."""
    met, records = MetRecords(), [{"id": "a" * 1000}]
    met.share(list(records))
    body: dict[str, Any] = {"items": list(records), "more": {f"unknown-{number}": "x" for number in range(1000)}}
    assert met.share(body["items"]) == (0.0, 0.0)
    new, beside = met.share(body["items"], within=body)
    assert new == 0.0
    assert 0.9 < beside < 1.0


def test_what_follows_from_the_same_records_is_worked_out_once() -> None:
    """The same records in the same order are one table, which asks nobody twice; in another order they are another."""
    met, records = MetRecords(), [{"id": "a"}, {"id": "b"}]
    table = met.table(records)
    assert met.table(list(records)) is table
    assert met.table(records[::-1]) is not table
    assert table.once(("values", "id"), lambda: 1) == 1
    assert met.table(list(records)).once(("values", "id"), lambda: 2) == 1


def test_records_that_nobody_met_of_late_are_known_no_more() -> None:
    """A listing that moves is another at each reading: only what follows from the last few is kept."""
    met, records = MetRecords(), [{"id": str(number)} for number in range(9)]
    first = met.table(records[:1])
    for length in range(2, 9):
        met.table(records[:length])
    assert met.table(records[:1]) is not first


def test_trials_over_the_same_records_choose_their_values_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A server with a fault shows the records of the usual one: the second trial works no values of a filter out again."""
    asked: list[str] = []
    usual = filter_values.values_for

    def counted(contract: Any, one: Any, query: Any, records: Any) -> Any:
        asked.append(one.name)
        return usual(contract, one, query, records)

    monkeypatch.setattr("listproof.laws.context.chosen_values.values_for", counted)
    chosen = laws_called(["filters.keeps-what-it-names"])
    seed, moment = 7919, 1_750_000_000.0
    legal.cache_clear()  # whoever runs the tests twice in one process meets these records again
    first = run(listing_of(server(SLUG, seed, moment)), chosen)
    once = list(asked)
    assert once
    assert {outcome.verdict for outcome in first} == {"pass"}
    outcomes = run(listing_of(server(SLUG, seed, moment, fault="filter-ignored:namespace_name")), chosen)
    assert asked == once
    assert "fail" in {outcome.verdict for outcome in outcomes}
    assert met_of(server(SLUG, seed, moment)) is met_of(server(SLUG, seed, moment, fault="size-ignored"))
