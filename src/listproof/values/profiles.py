"""How much is drawn at a target: few queries where each costs somebody something, many at night."""

from __future__ import annotations

from dataclasses import dataclass, replace

__all__ = ["PROFILES", "Profile", "profile_for"]


@dataclass(frozen=True)
class Profile:
    """How much the drawn laws ask of one listing.

    `queries` and `cases` count what is drawn for whole queries and for schema fuzz; `shrinks` bounds what is asked to make a finding
    smaller; `seed` starts the drawing: the same seed over the same records draws the same again, so nothing is kept on disk.
    """

    name: str
    queries: int
    cases: int
    shrinks: int
    seed: int = 0


PROFILES = {
    "mock": Profile("mock", queries=24, cases=16, shrinks=150),
    "live": Profile("live", queries=20, cases=16, shrinks=40),
    "nightly": Profile("nightly", queries=200, cases=100, shrinks=150),
}
"""The profiles by name; every other target takes that of `live`."""


def profile_for(target: str, queries: int | None = None, seed: int | None = None) -> Profile:
    """The profile of a target by its name. `queries` replaces both numbers of what is drawn, 0 draws nothing; `seed` the seed."""
    chosen = PROFILES.get(target, PROFILES["live"])
    if queries is not None:
        chosen = replace(chosen, queries=queries, cases=queries)
    return chosen if seed is None else replace(chosen, seed=seed)
