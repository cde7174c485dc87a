"""What a walk makes of the records that stood still, while others came in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

__all__ = ["Named", "WalkedMeanwhile", "walked_meanwhile"]

Named = Sequence[tuple[str, Any]]
"""The records of a walk, each with its name, in the order met."""


@dataclass(frozen=True)
class WalkedMeanwhile:
    """What a walk between two others shows of what moved, each by its name.

    `came` are those that came in where it had passed already, be it after its end; `meanwhile` those that surely did before its last page
    was asked for, so that they would shift what was left. `twice` and `lost` are records that are alike before and after it, and that it
    met more than once or not at all.
    """

    came: tuple[str, ...] = ()
    meanwhile: tuple[str, ...] = ()
    twice: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()


def walked_meanwhile(before: Named, between: Named, after: Named, again: Sequence[str] = ()) -> WalkedMeanwhile:
    """What a walk made of the records that were alike in the one before it and in the one after it.

    `again` are the names on its first page, asked for once more before its last one.

    A record is alike that both show once, with the same content. One that is lost may have been pushed out of sight by one that went or
    changed, so that only those count that are more than these.
    """
    old, met, new = dict(before), Counter(name for name, _ in between), dict(after)
    several = {name for walk in (before, after) for name, times in Counter(name for name, _ in walk).items() if times > 1}
    alike = {name for name, record in old.items() if name not in several and name in new and new[name] == record}
    went = (old.keys() | met.keys()) - new.keys() | {name for name in old.keys() & new.keys() if old[name] != new[name]}
    changed = {name for name, record in between if name in alike and record != old[name]}
    passed = max((place for place, name in enumerate(new) if name in alike), default=0)
    lost = tuple(name for name in old if name in alike and name not in met)
    return WalkedMeanwhile(
        came=tuple(name for name in list(new)[:passed] if name not in old and name not in met),
        meanwhile=tuple(name for name in again if name not in old and name not in met),
        twice=tuple(name for name, times in met.items() if times > 1 and name in alike - changed),
        lost=lost if len(lost) > len(went) else (),
    )
