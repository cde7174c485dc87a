"""Shards become the run that one machine would have left."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from listproof.contract import load
from listproof.reports import FieldShape, Run, latency, read, to_json, write
from listproof.reports.exit import exit_status
from listproof.reports.finding import placed
from listproof.reports.merge import MergeError, command, merged

from . import made


def halves() -> tuple[Run, Run]:
    """A full run cut into two shards by laws."""
    outcomes = made.outcomes()
    first = made.run(outcomes[:4], planned={one.key: [] for one in outcomes[:4]}, listing=made.asked(requests=20, latencies=[0.004] * 3))
    second = made.run(
        outcomes[4:],
        planned={one.key: [] for one in outcomes[4:]},
        listing=made.asked(requests=22, latencies=[0.1], errors={"400 HSS.0001": 1, "500": 1}),
        started="2026-11-22T05:59:00Z",
        finished="2026-11-22T06:10:00Z",
    )
    return first, second


def test_shards_of_one_listing_add_up() -> None:
    """Outcomes, facts, requests, latency, errors and page sizes are those of both shards together."""
    whole = merged(halves())
    once = made.run(planned={one.key: [] for one in made.outcomes()})
    assert whole.counts == once.counts
    assert {one.key for one in whole.outcomes} == {one.key for one in once.outcomes}
    assert (whole.started, whole.finished, whole.planned) == ("2026-11-22T05:59:00Z", "2026-11-22T06:10:00Z", once.planned)
    listing = whole.listings[0]
    assert {fact.id: fact.laws for fact in listing.facts} == {fact.id: fact.laws for fact in once.listings[0].facts}
    assert (listing.requests, listing.errors, listing.latency) == (42, {"400 HSS.0001": 4, "500": 1}, latency([0.004] * 3 + [0.1]))
    assert listing.behaviours == once.listings[0].behaviours


def test_shards_of_different_listings_stand_side_by_side() -> None:
    """Contracts and targets of all shards are in the whole, and what one shard asked is not called deselected by another."""
    one = made.full_run()
    listing = replace(one.listings[0], target="live")
    outcomes = tuple(replace(outcome, target="live") for outcome in one.outcomes)
    two = replace(one, targets=("live",), listings=(listing,), outcomes=outcomes, deselected=())
    three = replace(two, outcomes=(), deselected=(replace(one.deselected[0], contract=made.SLUG),))
    whole = merged([one, two, three])
    assert [(one.target, one.contract) for one in whole.listings] == [("mock", made.SLUG), ("live", made.SLUG)]
    assert [one.contract for one in whole.deselected] == ["huawei-coc-documents"]
    assert whole.targets == ("mock", "live")
    assert len(whole.trouble) == 1


def test_items_are_in_the_order_of_one_run() -> None:
    """Whatever the order of the shards, outcomes stand listing by listing, as one process would have asked."""
    one, other = (
        made.run([replace(outcome, contract=slug) for outcome in made.outcomes()[:3]], listing=made.asked(contract=load(slug)))
        for slug in ("huawei-hss-kubernetes-jobs", "alibaba-pai-dlc-jobs")
    )
    whole = merged([one, other])
    assert [listing.contract for listing in whole.listings] == ["alibaba-pai-dlc-jobs", "huawei-hss-kubernetes-jobs"]
    assert whole.outcomes == (*other.outcomes, *one.outcomes)


@pytest.mark.parametrize(("seeds", "kept"), [((7, 7), 7), ((7, None), 7), ((7, 8), None)])
def test_a_seed_is_kept_only_where_all_drew_from_it(seeds: tuple[int | None, ...], kept: int | None) -> None:
    """Where shards drew from different seeds the whole has none to draw from again."""
    first, second = halves()
    assert merged([replace(first, seed=seeds[0]), replace(second, seed=seeds[1])]).seed == kept


def test_an_item_in_two_shards_is_refused() -> None:
    """Shards that ran the same item are refused with its key and what to do, for requests and facts would count twice."""
    first, second = halves()
    with pytest.raises(MergeError, match=r"same items \(4, the first is mock/.*; name each run once"):
        merged([first, second, first])
    overlapping = replace(second, outcomes=(*second.outcomes, first.outcomes[0]))
    with pytest.raises(MergeError, match=re.escape(f"(1, the first is {first.outcomes[0].key})")):
        merged([first, overlapping])


def test_the_better_seen_shape_and_the_shown_side_win() -> None:
    """Of two shapes the one with more records is kept, of two disputes the one that showed a side."""
    run = made.run([])
    listing = run.listings[0]
    shown = replace(listing.disputes[0], takes=listing.disputes[0].readings[0])
    other = replace(listing, shape=(FieldShape("/name", 900),), disputes=(shown, *listing.disputes[1:]))
    for pair in ((listing, other), (other, listing)):
        whole = merged([replace(run, listings=(one,)) for one in pair]).listings[0]
        assert whole.shape == other.shape
        assert whole.disputes[0].takes == shown.takes


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"listproof": "9.9"}, "different versions"),
        ({"suite": "2222222222222222"}, "different laws"),
    ],
)
def test_runs_of_different_makes_are_not_merged(change: dict[str, Any], says: str) -> None:
    """Shards of different versions or laws are refused, for their sum would be no run."""
    one = made.run()
    with pytest.raises(MergeError, match=says):
        merged([one, replace(one, **change)])


def test_shards_of_different_contracts_are_not_merged() -> None:
    """A listing whose contract differs between shards is refused with its name."""
    one = made.run([])
    listing = replace(one.listings[0], digests={**one.listings[0].digests, "contract": "0"})
    with pytest.raises(MergeError, match=f"mock/{made.SLUG} have different contracts"):
        merged([one, replace(one, listings=(listing,))])


def test_the_command_writes_the_whole_where_a_shard_stood(tmp_path: Path) -> None:
    """`listproof merge` reads every shard first, then writes run.json, page, Allure results and history."""
    first, second = halves()
    write(first, tmp_path / "reports" / "run.json")
    write(second, tmp_path / "b" / "run.json")
    done = CliRunner().invoke(command, [str(tmp_path / "reports"), str(tmp_path / "b" / "run.json"), "-o", str(tmp_path / "reports")])
    assert done.exit_code == 1, done.output
    assert "2 runs of 1 listing in" in done.output
    assert to_json(read(tmp_path / "reports" / "run.json")) == to_json(placed(merged([first, second]), tmp_path / "reports" / "run.json"))
    assert len(list((tmp_path / "reports" / "allure-results").glob("*-result.json"))) == len(made.outcomes())
    assert (tmp_path / "reports" / "index.html").is_file()


def test_the_command_says_what_cannot_be_one(tmp_path: Path) -> None:
    """The run of another version, or a run named twice, is told in one sentence, and nothing is written."""
    first, second = halves()
    write(first, tmp_path / "a.json")
    write(replace(second, listproof="9.9"), tmp_path / "b.json")
    for names, says in (
        (("a.json", "b.json"), "different versions of listproof (0.1.0, 9.9)"),
        (("a.json", "a.json"), "name each run once"),
    ):
        done = CliRunner().invoke(command, [*(str(tmp_path / name) for name in names), "-o", str(tmp_path / "out")])
        assert done.exit_code == 2
        assert says in " ".join(done.output.split())
        assert not (tmp_path / "out").exists()


def test_a_broken_shard_changes_nothing(tmp_path: Path) -> None:
    """A shard that cannot be read is named, and nothing is written."""
    write(made.run(), tmp_path / "a.json")
    (tmp_path / "b.json").write_text("{")
    done = CliRunner().invoke(command, [str(tmp_path / "a.json"), str(tmp_path / "b.json"), "-o", str(tmp_path / "out")])
    assert done.exit_code == 2
    assert "b.json is not JSON" in done.output
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("verdict", "trouble", "status"),
    [
        ("pass", "", 0),
        ("fail", "", 1),
        ("fail", "unreachable", 1),
        ("error", "", 10),
        ("pass", "throttled", 10),
        ("pass", "unreachable", 11),
    ],
)
def test_a_merged_run_exits_as_one_run_would(verdict: str, trouble: str, status: int) -> None:
    """A violation counts first, then what could not be reached, then the suite's own trouble."""
    run = made.run([made.outcome("bounds.maximum", verdict, reason="x")])
    run = replace(run, trouble=(replace(made.full_run().trouble[0], kind=trouble),) if trouble else ())  # type: ignore[arg-type]
    assert exit_status(run) == status
