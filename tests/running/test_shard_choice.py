"""`--shard K/N`: every machine works out the same parts, each listing is asked by one of them, and a host is asked no faster."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from listproof.contract import load, slugs
from listproof.plugin.options import chosen
from listproof.running.choice import Place, RunChoice, most_refused, shard
from listproof.transport import Target


def places(*hosts: str, pace: float | None = 6.0) -> tuple[Place, ...]:
    """All bundled contracts at each host."""
    return tuple(
        Place(f"at-{number}", load(slug), Target(f"at-{number}", slug, f"https://{host}", requests_per_second=pace))
        for number, host in enumerate(hosts)
        for slug in slugs()
    )


def choice(*hosts: str, pace: float | None = 6.0) -> RunChoice:
    """A run of all bundled contracts at each host."""
    return RunChoice(places(*hosts, pace=pace), (), ())


@pytest.mark.parametrize("of", range(1, 9))
def test_each_listing_is_asked_by_one_shard(of: int) -> None:
    """The shards together ask what the whole run asks, each place once, and each in the order of the run."""
    whole = choice("a.example", "b.example")
    parts = [shard(whole, number, of) for number in range(1, of + 1)]
    keys = [one.key for one in whole.places]
    assert sorted(one.key for part in parts for one in part.places) == sorted(keys)
    for part in parts:
        mine = [one.key for one in part.places]
        assert mine == [key for key in keys if key in mine] != []


def test_shards_are_about_as_long() -> None:
    """No shard asks more than twice what another does where the listings can be dealt out so."""
    of, whole = 4, choice(*(f"{number}.example" for number in range(6)))
    asked = [sum(40 + 4 * len(one.contract.parameters) for one in shard(whole, number, of).places) for number in range(1, of + 1)]
    assert max(asked) <= 2 * min(asked)


def test_what_others_ask_is_told() -> None:
    """A shard names the listings that it leaves to others, and which shard asks each."""
    whole = choice("a.example")
    left = shard(whole, 1, 2)
    told = {(one.target, one.contract): one.reason for one in left.deselected}
    assert told.keys() == {(one.name, one.contract.slug) for one in shard(whole, 2, 2).places}
    assert set(told.values()) == {"shard 2 of 2 asks it"}


def test_a_host_is_asked_no_faster() -> None:
    """The shards that ask one host share its pace; a host that one shard asks alone keeps it; none is made up."""
    parts = [shard(choice("a.example"), number, 3) for number in (1, 2, 3)]
    paces = [one.target.requests_per_second for part in parts for one in part.places if one.target is not None]
    assert set(paces) == {2.0}
    alone = RunChoice(places("a.example")[:1] + places("b.example")[1:2], (), ())
    kept = [one.target.requests_per_second for number in (1, 2) for one in shard(alone, number, 2).places if one.target is not None]
    assert kept == [6.0, 6.0]
    unpaced = [one.target.requests_per_second for one in shard(choice("a.example", pace=None), 1, 2).places if one.target is not None]
    assert set(unpaced) == {None}


def test_refused_sign_ins_are_counted_over_all_shards() -> None:
    """A host sees no more sign-ins with a made-up credential from all shards than from one run."""
    whole = choice("a.example")
    allowed = most_refused(whole.places)
    part = shard(whole, 2, 3)
    assert part.whole == whole.places
    assert most_refused(part.whole) == allowed


def asked(told: str) -> SimpleNamespace:
    """The options of a run of the bundled simulator with a shard."""
    return SimpleNamespace(
        shard=told, contracts=None, queries=None, max_seconds=None, target=[], contract=[], targets_file=None, plan=True, collectonly=False
    )


@pytest.mark.parametrize("told", ["3", "0/2", "3/2", "a/b", "1/", "-1/2"])
def test_a_shard_that_is_none_is_refused(told: str) -> None:
    """What names no part is told before anything is sent."""
    with pytest.raises(pytest.UsageError, match="--shard: expected K/N with K from 1 to N"):
        chosen(asked(told))


def test_more_shards_than_listings_are_refused() -> None:
    """A machine that would have nothing to do is told, with how many listings there are."""
    with pytest.raises(pytest.UsageError, match="there are 4 listings for 5 shards"):
        chosen(asked("5/5"))


def test_the_option_makes_the_part() -> None:
    """The choice of the options is the part of the whole choice."""
    whole = chosen(asked("1/1"))
    parts = [chosen(asked(f"{number}/4")) for number in (1, 2, 3, 4)]
    assert sorted(one.key for part in parts for one in part.places) == sorted(one.key for one in whole.places)
    assert [len(part.places) for part in parts] == [1, 1, 1, 1]
