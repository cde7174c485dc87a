"""Filters asked two at a time: values of which each still shows, beside the other, all that it would show alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import combinations, product
from math import prod
from typing import Any, NamedTuple

__all__ = ["Extent", "Kept", "Together", "paired"]

_MAY_STAY_UNSEEN = 1 / 2
"""How often a record that a service loses of each value may stay unseen where all values of a filter are paired."""

_Places = frozenset[int]
_Others = dict[int, set[int]]
"""For each value, by its place, the places of those that it goes with."""


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


class Together(NamedTuple):
    """Two values that are asked by one question, and of which filters the value is asked alone too."""

    first: Kept
    second: Kept
    alone: frozenset[str] = frozenset()

    @property
    def shown(self) -> _Places:
        """The places of the records that the answer surely shows."""
        return self.first.known.sure & self.second.known.sure


def paired(
    tried: Mapping[str, Sequence[Kept]],
    pairs: Iterable[tuple[str, str]],
    most: int,
    are_apart: Callable[[str, str], bool] = lambda one, other: False,
    least: int = 0,
) -> tuple[Together, ...]:
    """Which values of different filters are asked together: at most one pair for each of `pairs` first, then whatever else goes together.

    `tried` holds the values of each filter. All of them are paired only where a record that a service loses of each would show in some
    pair, more likely than not, or shows for a value that its readings disagree on: it shows nowhere else. Of `pairs`, which others ask for
    anyway, what shows too little is asked alone too. These show more than `least` records, so that they fill a second page. `most` is how
    many a page holds: what does not fit on one tells less. Two filters that `are_apart` can never be asked together.
    """
    keeping = {name: [one for one in values if one.known.sure] for name, values in tried.items()}
    left = {name: [*values] for name, values in keeping.items()}
    chosen: list[Together] = []
    for first, second in pairs:
        found = _asked_anyway(left[first], left[second], most, least)
        if found is not None:
            chosen.append(found)
            left[first].remove(found.first)
            left[second].remove(found.second)
    filters = {name: _Values.of(values) for name, values in tried.items()}
    hidden = frozenset(name for name in tried if _hides(name, filters[name], chosen))
    chosen = [pair._replace(alone=pair.alone | hidden.intersection((pair.first.name, pair.second.name))) for pair in chosen]
    free = [one for name, values in left.items() if filters[name].several > 1 for one in values]
    return (*chosen, *_matched(free, filters, chosen, most, are_apart))


def _asked_anyway(values: Sequence[Kept], others: Sequence[Kept], most: int, least: int) -> Together | None:
    """The pair of two filters that shows most records, more than `least`, of those in which each value tells as much as alone.

    Where a filter has no value that keeps so many, such as that of an id, one in which its own does; the other is asked alone too.
    """
    pairs = [Together(one, two) for one, two in product(values, others)]
    telling = [pair for pair in pairs if len(pair.shown) > least and _tell(pair.first, pair.second, most)]
    if not telling and values and all(len(one.known.sure) <= least for one in values):
        telling = [pair._replace(alone=frozenset([pair.second.name])) for pair in pairs if _tells_beside(pair.first, pair.second.known)]
    return max(telling, key=lambda pair: len(pair.shown), default=None)


class _Values(NamedTuple):
    """How many values of a filter can be paired, and whether another, which its readings disagree on, is asked alone and shows records."""

    several: int
    alone: bool

    @classmethod
    def of(cls, values: Sequence[Kept]) -> _Values:
        """What is so of these values."""
        telling = [one for one in values if not one.known.sure]
        alone = any(all(extent.sure for extent in one.documented) for one in telling)
        return cls(len(values) - len(telling), alone)


def _matched(
    free: Sequence[Kept],
    filters: Mapping[str, _Values],
    chosen: Sequence[Together],
    most: int,
    are_apart: Callable[[str, str], bool],
) -> list[Together]:
    """Further pairs, of values that no pair holds yet: as many as are found by one of a few ways of going through them."""
    others: _Others = {place: set() for place in range(len(free))}
    for (here, one), (there, two) in combinations(enumerate(free), 2):
        if one.name != two.name and not are_apart(one.name, two.name) and _tell(one, two, most):
            others[here].add(there)
            others[there].add(here)

    def goes_with(left: _Others, place: int) -> int:
        return len(left[place])

    def keeps(left: _Others, place: int) -> int:
        return len(free[place].known.sure)

    ways = product((keeps, goes_with), (goes_with, lambda left, place: -keeps(left, place)))
    found = [_one_by_one(free, filters, chosen, others, first, then) for first, then in ways]
    return max(found, key=len)


def _one_by_one(
    free: Sequence[Kept],
    filters: Mapping[str, _Values],
    chosen: Sequence[Together],
    others: _Others,
    first: Callable[[_Others, int], int],
    then: Callable[[_Others, int], int],
) -> list[Together]:
    """Pairs of the value that is least by one measure, and of those that go with it the one that is least by another, and so on."""
    found: list[Together] = []
    left = {place: set(several) for place, several in others.items() if several}
    while left:
        here = min(left, key=partial(first, left))
        for there in sorted(sorted(left[here]), key=partial(then, left)):
            pair = Together(free[here], free[there])
            if not any(_hides(one.name, filters[one.name], [*chosen, *found, pair]) for one in (pair.first, pair.second)):
                found.append(pair)
                _take(left, there)
                break
        _take(left, here)
    return found


def _take(left: _Others, place: int) -> None:
    """Leave out a value wherever it goes, and those with which none goes any more."""
    for other in left.pop(place, set()):
        left[other].discard(place)
        if not left[other]:
            del left[other]


def _hides(name: str, values: _Values, chosen: Sequence[Together]) -> bool:
    """Whether all values of a filter are paired, and a record that a service loses of each of them is likely to be seen of none."""
    paired_values = [(one, pair) for pair in chosen for one in (pair.first, pair.second) if one.name == name and name not in pair.alone]
    unseen = prod(1 - len(pair.shown) / len(one.known.sure) for one, pair in paired_values)
    return bool(values.several) and len(paired_values) == values.several and not values.alone and unseen > _MAY_STAY_UNSEEN


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
