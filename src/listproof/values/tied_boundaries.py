"""Where a listing is to be cut so that records that are equal in their order stand on both sides."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from listproof.contract import Absent, at

__all__ = ["tied_boundary"]


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
