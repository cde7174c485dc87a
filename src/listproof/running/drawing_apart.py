"""What a process of its own draws for a run, while the run asks."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from listproof.generating.apart import Drawer, Wanted, has_room
from listproof.laws import Law, Subject
from listproof.laws.drawing.fuzzing import document_of
from listproof.running.choice import Place
from listproof.values.profiles import profile_for

__all__ = ["Drawn", "drawing_apart"]

Drawn = dict[str, Callable[[], Sequence[Any] | None]]
"""What was drawn for each law of a place, by its id, waited for; None where nothing was."""
_AREA = "schema"
"""The area of the laws whose requests are drawn from the contract alone, before anybody has asked."""


def drawing_apart(
    items: Mapping[str, Sequence[tuple[Law, Subject | None]]],
    places: Sequence[Place],
    queries: int | None,
    seed: int | None,
    begun: Drawer | None = None,
) -> tuple[Drawer | None, dict[str, Drawn]]:
    """The process that draws for the laws that are planned, by the key of their place, and what it will have drawn for each.

    None and nothing where there is nothing to draw, or one processor alone. `begun` is a process that was started beforehand.
    """
    wanted: list[Wanted] = []
    laws: list[tuple[str, str]] = []
    for place in places:
        profile = profile_for(place.name, queries, seed)
        for law in {law.id: law for law, _ in items.get(place.key, ()) if law.area == _AREA and profile.cases}.values():
            laws.append((place.key, law.id))
            wanted.append(Wanted(document_of(place.contract), profile.cases, profile.seed))
    if not wanted or not (begun or has_room()):
        return begun, {}
    try:
        drawer = begun or Drawer()
    except OSError:  # no more processes, or no room for one: drawn here instead
        return None, {}
    drawer.draw(wanted)
    found: dict[str, Drawn] = {}
    for number, (key, law_id) in enumerate(laws):
        found.setdefault(key, {})[law_id] = partial(drawer.drawn, number)
    return drawer, found
