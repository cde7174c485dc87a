"""How records that do not stand in the order asked for stand all the same: the other way round, or sorted as texts."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any, Literal

from listproof.contract import OrderKey, at
from listproof.oracle import comparable, misplaced

__all__ = ["OtherOrder", "other_order", "turned"]

OtherOrder = Literal["reversed", "as-texts"]
"""`reversed`: the records stand the other way round; `as-texts`: values that are numbers or times are sorted by how they are written."""


def turned(direction: str) -> str:
    """The other direction."""
    return "desc" if direction == "asc" else "asc"


def other_order(key: OrderKey, direction: str, records: Sequence[Any]) -> OtherOrder | None:
    """In which other order records stand that do not stand in this one; None where they are in no order, or in both of these."""
    if key.compares == "group" or misplaced(key, direction, records) is None:
        return None
    back = misplaced(key, turned(direction), records) is None
    if back == _sorted_as_texts(key, direction, records):
        return None
    return "reversed" if back else "as-texts"


def _sorted_as_texts(key: OrderKey, direction: str, records: Sequence[Any]) -> bool:
    """Whether values that are no texts stand in the order of how they are written."""
    if key.compares == "text":
        return False
    written = [str(at(record, key.field)) for record in records if comparable(key, record) is not None]
    return all(left <= right for left, right in pairwise(written if direction == "asc" else written[::-1]))
