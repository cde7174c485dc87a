"""Filters asked two at a time: values of which each still shows, beside the other, all that it would show alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from typing import Any, NamedTuple

__all__ = ["Extent", "Kept", "paired"]

_Places = frozenset[int]


class Extent(NamedTuple):
    """What a value keeps by one reading, as places in the census: those that it surely keeps, and those that it may keep."""

    sure: _Places
    may: _Places


@dataclass(frozen=True)
class Kept:
    """What one value of a filter keeps of the census.

    `documented` are the extents of the readings that its document allows, `mistaken` the places that a service keeps which takes the value
    for something else. One that is `idle` keeps everything there is: it tells only by what it is mistaken for.
    """

    name: str
    value: Any
    documented: frozenset[Extent]
    mistaken: frozenset[_Places] = frozenset()
    idle: bool = False

    @property
    def known(self) -> Extent:
        """What it keeps where its readings agree; nothing where they do not."""
        return next(iter(self.documented)) if len(self.documented) == 1 else Extent(frozenset(), frozenset())


def paired(
    tried: Mapping[str, Sequence[Kept]],
    pairs: Iterable[tuple[str, str]],
    most: int,
    are_apart: Callable[[str, str], bool] = lambda one, other: False,
) -> tuple[tuple[Kept, Kept], ...]:
    """Which values of different filters are asked together: at most one pair for each of `pairs` first, then whatever else goes together.

    `tried` holds the values of each filter. All of them are paired only where the pairs show as many records of what they keep as the least
    of them would alone: a record that a service loses shows nowhere else. `most` is how many records a page holds: what does not fit on one
    tells less. Two filters that `are_apart` can never be asked together.
    """
    keeping = {name: [one for one in values if one.known.sure] for name, values in tried.items()}
    left = {name: [*values] for name, values in keeping.items()}
    chosen: list[tuple[Kept, Kept]] = []

    def take(first: str, second: str) -> bool:
        """Choose the pair that keeps most records, of those in which each value tells as much as alone."""
        telling = [(one, two) for one, two in product(left[first], left[second]) if _tell(one, two, most)]
        if not telling:
            return False
        one, two = max(telling, key=lambda pair: len(pair[0].known.sure & pair[1].known.sure))
        chosen.append((one, two))
        left[first].remove(one)
        left[second].remove(two)
        return True

    for first, second in pairs:
        take(first, second)
    several = [name for name, values in keeping.items() if len(values) > 1]
    for first, second in combinations(sorted(several, key=lambda name: -len(left[name])), 2):
        while not are_apart(first, second) and take(first, second):
            pass
    while (last := _hiding(keeping, chosen)) is not None:
        chosen.remove(last)
    return tuple(chosen)


def _hiding(keeping: Mapping[str, Sequence[Kept]], chosen: Sequence[tuple[Kept, Kept]]) -> tuple[Kept, Kept] | None:
    """The last pair of a filter all of whose values are paired and show less of what they keep than any of them alone; None without."""
    for name, values in keeping.items():
        pairs = [pair for pair in chosen if name in (pair[0].name, pair[1].name)]
        shown = {place for one, two in pairs for place in one.known.sure & two.known.sure}
        if values and len(pairs) == len(values) and len(shown) < min(len(one.known.sure) for one in values):
            return pairs[-1]
    return None


def _tell(one: Kept, two: Kept, most: int) -> bool:
    fits = len(one.known.may & two.known.may) <= most
    return fits and _tells_beside(one, two.known) and _tells_beside(two, one.known)


def _tells_beside(one: Kept, beside: Extent) -> bool:
    """Whether a value tells beside another what it tells alone: that it narrows, each reading from every other, and each mistake."""
    for mine in one.documented:
        narrows = bool(beside.sure - mine.may)
        if not (mine.sure & beside.sure and (narrows or one.idle)):
            return False
        others = [other for other in one.documented if other != mine]
        mistaken = [Extent(places, places) for places in one.mistaken]
        told = [other for other in (*others, *mistaken) if other in others or _are_apart(mine, other)]
        if not (told or narrows) or not all(_are_apart(mine, other, beside.sure) for other in told):
            return False
    return True


def _are_apart(mine: Extent, theirs: Extent, among: _Places | None = None) -> bool:
    """Whether no answer fits both: one surely keeps what the other cannot, of all records or of those that are surely `among` them."""
    differ = (mine.sure - theirs.may) | (theirs.sure - mine.may)
    return bool(differ if among is None else differ & among)
