"""Where an answer leaves what the document says: records lost, records shown without cause, and how much of that what moved explains."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

__all__ = ["Difference", "beyond_what_moved", "difference", "doubled", "plainly_wrong", "some_of"]

_SHOWN_NAMES = 4


def some_of(names: Sequence[str]) -> str:
    """The first few of some names, and how many more there are."""
    more = f" and {len(names) - _SHOWN_NAMES} more" if len(names) > _SHOWN_NAMES else ""
    return ", ".join(names[:_SHOWN_NAMES]) + more


@dataclass(frozen=True)
class Difference:
    """Where an answer leaves what the document says; falsy where it does not.

    Names of records that are `lost`, `wrong` (shown without cause) or `strange` (shown, and never seen before); `least` and `most` are
    how many records match. `said` is what the answer says of itself where it is more than one page; `later`: its first page is as it
    should be. `ends`: what is lost stands behind all others that match; `repeats`: some record is shown more than once; `doubled` are those
    that one page shows more than once and the listing shows once.
    """

    lost: tuple[str, ...]
    wrong: tuple[str, ...]
    strange: tuple[str, ...]
    least: int
    most: int
    said: str = ""
    later: bool = False
    ends: bool = field(default=False, compare=False)
    repeats: bool = False
    doubled: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.lost or self.wrong or self.strange or self.doubled)

    def describe(self, said: str) -> str:
        """What an answer shows (`said`) and what it lacks, in one line."""
        parts = [self.said or said]
        told = (("lost", self.lost), ("wrongly shown", self.wrong), ("not in the listing", self.strange), ("more than once", self.doubled))
        for label, names in told:
            if names:
                parts.append(f"{label}: {some_of(names)}")
        return "; ".join(parts)


def difference(
    shown: Mapping[str, Any],
    must: Sequence[str],
    may: Collection[str],
    *,
    known: Collection[str],
    lost: Callable[[Any], bool],
    narrows: bool,
    whole: bool,
) -> Difference:
    """The records that an answer shows, by name, against the names of those that it must and may show.

    `known` are the names of all records that were read before; of any other, `lost` says whether the query cannot keep it. `narrows`:
    the query can only take records away, so that no other may be shown. `whole`: the answer is all there is, so that what is missing
    is lost.
    """
    wrong: list[str] = []
    strange: list[str] = []
    for name, record in shown.items():
        if name in may:
            continue
        if name in known or lost(record):
            wrong.append(name)
        elif narrows:
            strange.append(name)
    missing = tuple(name for name in must if name not in shown) if whole else ()
    ends = bool(missing) and missing == tuple(must[-len(missing) :])
    return Difference(missing, tuple(wrong), tuple(strange), len(must), len(may), ends=ends)


def doubled(pages: Sequence[Sequence[str]], listing: Sequence[str]) -> tuple[str, ...]:
    """The names that one of some pages shows more than once, though the listing shows them once."""
    often = [name for page in pages if len(set(page)) < len(page) for name, count in Counter(page).items() if count > 1]
    if not often:
        return ()
    usual = Counter(listing)
    return tuple(name for name in dict.fromkeys(often) if usual[name] < 2)


def plainly_wrong(wrong: Sequence[str], shown: int, tells: Callable[[str], bool]) -> tuple[str, ...]:
    """Those wrong names of which an answer of `shown` records itself shows that it must not hold them, whether they were read or not.

    What never changes tells it (`tells`), or that most of the answer is wrong: no lagging index explains that.
    """
    if 2 * len(wrong) > shown:
        return tuple(wrong)
    return tuple(name for name in wrong if tells(name))


def beyond_what_moved(
    found: Difference,
    must: Collection[str],
    may: Collection[str],
    *,
    core: Collection[str],
    shift: int,
    pages: int,
    plain: Collection[str],
    unseen: int = 0,
) -> Difference:
    """A difference as far as what moved cannot have made it: losses of several pages and strange records only beyond that number.

    `core` names the records that stood still, `shift` is how many did not; `unseen` of the former may have come within the first reading,
    after the page of it that is the answer. What is `plain`ly wrong needs no other reading to tell.
    """
    lost = tuple(name for name in found.lost if name in core)
    return Difference(
        lost if pages == 1 or len(lost) > shift else (),
        tuple(name for name in found.wrong if name in core or name in plain),
        found.strange if len(found.strange) > shift else (),
        max(0, sum(name in core for name in must) - unseen),
        sum(name in core for name in may) + shift,
        found.said,
        doubled=found.doubled,
    )
