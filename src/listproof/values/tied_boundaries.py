"""Where a listing is to be cut so that records that are equal in their order stand on both sides."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from listproof.contract import Absent, at

__all__ = ["size_between_equals", "tied_boundary"]


def tied_boundary(records: Sequence[Any], pointers: Iterable[str], size: int, least: int = 0) -> int:
    """An offset, multiple of the size, at which two neighbours show the same at one of some record pointers; else the first boundary.

    No offset below `least` is looked at.
    """
    first = max(1, -(-least // size)) * size
    for pointer in pointers:
        for offset in range(first, len(records) - 1, size):
            left, right = at(records[offset - 1], pointer), at(records[offset], pointer)
            if left == right and not isinstance(left, Absent) and left is not None:
                return offset
    return first


def size_between_equals(shown: Sequence[Any], held: int, size: int, least: int, most: int, lacking: int = 0) -> int:
    """The size from `least` to `most`, the nearest to one that is given, which cuts `held` records into as many pages and some two
    neighbours apart that show the same, in the order of what they show; None stands for nothing. Without one, the size that is given.

    Behind what they show come as many that are `lacking` it: a size of which a page ends among them goes before one of which none does.
    """
    fair = [one for one in range(max(1, least), min(most, held) + 1) if -(-held // one) == -(-held // max(1, size))]
    nearest = sorted(fair, key=lambda other: (abs(other - size), other))
    among = [one for one in nearest if any(held - lacking < place < held for place in range(one, held, one))]
    parting = [one for one in nearest if any(shown[place - 1] == shown[place] is not None for place in range(one, len(shown), one))]
    both = [one for one in among if one in parting]
    return next(iter(both or among or parting), size)
