"""When things happened to a record: how old records are, which moment each field tells, and how it is written."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from listproof.contract import Contract
from listproof.simulator.seeding.draft import Draft
from listproof.simulator.seeding.making import ABSENT, nullable

__all__ = ["DAY", "HOUR", "Moments", "age", "rfc3339", "spelled"]

_TIES = (1, 2, 1, 13, 1, 3, 1, 24, 1, 1)
_FIRST_OF_TIE = [sum(_TIES[:run]) for run, length in enumerate(_TIES) for _ in range(length)]
HOUR = 3_600_000
"""An hour in milliseconds."""
_MINUTE = 60_000
DAY = 24 * HOUR
"""A day in milliseconds."""
_WITHOUT = 6
"""One record in so many has no time at a field that orders the listing and may be null, or that tells of an end no state tells of."""


@dataclass(frozen=True)
class Moments:
    """The time fields of a contract. `created` is where a record shows its creation, `state` where its state; None where it shows none."""

    contract: Contract
    created: str | None
    state: str | None

    def instant(self, pointer: str, phase: str, schema: Mapping[str, Any], required: bool) -> Callable[[Draft], int | None]:
        """The moment of a time field in epoch milliseconds, None where a record leaves it out."""
        null_key = self._is_null_key(pointer, schema)
        always = required and not null_key
        if pointer == self.created or phase == "created":
            return lambda draft: draft.created
        if phase == "changed" and not null_key:
            return lambda draft: draft.finished + 2000 if draft.end else draft.begun + 1000
        ends = phase in ("end", "succe", "fail", "stop")
        if ends and self.state is not None:
            return lambda draft: draft.finished if always or (draft.end is not None and phase in ("end", draft.end)) else None
        lacking = null_key or (ends and not always)
        return lambda draft: None if lacking and not draft.ordinal % _WITHOUT else draft.finished if ends else draft.begun

    def written(self, pointer: str, phase: str, schema: Mapping[str, Any], required: bool) -> Callable[[Draft], Any]:
        """The moment of a time field as it is written; where a record has none, null or, if it need not be there, nothing."""
        missing = None if required else ABSENT
        moment = self.instant(pointer, phase, schema, required)
        return lambda draft: missing if (at := moment(draft)) is None else spelled(schema, at)

    def _is_null_key(self, pointer: str, schema: Mapping[str, Any]) -> bool:
        """Whether a field may be null and is a key of the order, or asked for by whether it is."""
        keys = self.contract.order.keys if self.contract.order else ()
        asked = [one for one in self.contract.filters if pointer in one.places]
        told = any("is-null" in readings for one in asked for readings in one.matches.all())
        return nullable(schema) and (told or any(key.field == pointer for key in keys))


def age(rank: int, count: int, tied: bool) -> int:
    """How long before now (milliseconds) the record of a rank was created; where they may be `tied`, runs of ranks share one moment."""
    lap, place = divmod(rank, sum(_TIES))
    first = _FIRST_OF_TIE[place] + lap * sum(_TIES) if tied else rank
    share = first / max(count, 1)
    recent = 10 * _MINUTE + share * 2 * (7 * DAY - 2 * HOUR)
    older = 7 * DAY + HOUR + (share - 0.5) * 2 * 53 * DAY
    return int(recent if share < 0.5 else older) + first * 7919 % 1000


def spelled(schema: Mapping[str, Any], moment: int) -> Any:
    """A moment (epoch milliseconds) as a field of a schema writes it: as text, as its day, or as a number."""
    form = str(schema.get("format"))
    if form == "date-time-local":
        return rfc3339(moment).removesuffix("Z")
    return rfc3339(moment) if form == "date-time" else rfc3339(moment)[:10] if form == "date" else int(moment)


def rfc3339(moment: int) -> str:
    """A moment (epoch milliseconds) as RFC 3339 text of whole seconds."""
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(moment // 1000))
