"""How much is drawn where."""

from __future__ import annotations

import pytest

from listproof.values.profiles import PROFILES, profile_for


@pytest.mark.parametrize(("target", "profile"), [("mock", "mock"), ("live", "live"), ("nightly", "nightly"), ("staging", "live")])
def test_target_chooses(target: str, profile: str) -> None:
    """The name of the target chooses the profile; one that has none is asked as gently as `live`."""
    assert profile_for(target) == PROFILES[profile]


def test_live_is_gentlest_and_nightly_looks_longest() -> None:
    """Most is drawn at night and least from what costs somebody something."""
    assert PROFILES["live"].queries <= PROFILES["mock"].queries < PROFILES["nightly"].queries
    assert PROFILES["live"].cases <= PROFILES["mock"].cases < PROFILES["nightly"].cases


def test_options_win() -> None:
    """A number and a seed that are given replace those of the profile."""
    chosen = profile_for("live", queries=3, seed=5)
    assert (chosen.queries, chosen.cases, chosen.seed, chosen.shrinks) == (3, 3, 5, PROFILES["live"].shrinks)
