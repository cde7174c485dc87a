"""Filters asked two at a time: values of which each still shows, beside the other, all that it would show alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from typing import Any

__all__ = ["Kept", "paired"]


@dataclass(frozen=True)
class Kept:
    """What one value of a filter keeps of the census, as sets of places in it, each set once.

    `documented` are those of the readings that its document allows, `mistaken` those of readings that a service may take for them.
    """

    name: str
    value: Any
    documented: frozenset[frozenset[int]]
    mistaken: frozenset[frozenset[int]] = frozenset()

    @property
    def alone(self) -> frozenset[int]:
        """What it keeps where its readings agree; nothing where they do not."""
        return next(iter(self.documented)) if len(self.documented) == 1 else frozenset()


def paired(
    tried: Mapping[str, Sequence[Kept]],
    pairs: Iterable[tuple[str, str]],
    most: int,
    are_apart: Callable[[str, str], bool] = lambda one, other: False,
) -> tuple[tuple[Kept, Kept], ...]:
    """Which values of different filters are asked together: at most one pair for each of `pairs` first, then whatever else goes together.

    `tried` holds the values of each filter; one that keeps records is always left to be asked alone. `most` is how many records a page
    holds: what does not fit on one tells less. Two filters that `are_apart` can never be asked together.
    """
    left = {name: [one for one in values if one.alone] for name, values in tried.items()}
    chosen: list[tuple[Kept, Kept]] = []

    def take(first: str, second: str) -> bool:
        """Choose the pair that keeps most records, of those in which each value tells as much as alone."""
        if min(len(left[first]), len(left[second])) < 2:
            return False
        telling = [(one, two) for one, two in product(left[first], left[second]) if _tell(one, two, most)]
        if not telling:
            return False
        one, two = max(telling, key=lambda pair: len(pair[0].alone & pair[1].alone))
        chosen.append((one, two))
        left[first].remove(one)
        left[second].remove(two)
        return True

    for first, second in pairs:
        take(first, second)
    for first, second in combinations(sorted(left, key=lambda name: -len(left[name])), 2):
        while not are_apart(first, second) and take(first, second):
            pass
    return tuple(chosen)


def _tell(one: Kept, two: Kept, most: int) -> bool:
    return len(one.alone & two.alone) <= most and _tells_beside(one, two.alone) and _tells_beside(two, one.alone)


def _tells_beside(one: Kept, beside: frozenset[int]) -> bool:
    """Whether a value tells by what both keep what it tells by what it keeps alone: that it narrows, and each reading from every other."""
    if any(not mine & beside or beside <= mine for mine in one.documented):
        return False
    return all(mine & beside != theirs & beside for mine in one.documented for theirs in one.documented | one.mistaken if mine != theirs)
