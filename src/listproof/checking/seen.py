"""What asking showed of a listing, on its way from guesses to what is settled."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from listproof.contract import Absent, absent, at
from listproof.transport.session import Answer

__all__ = ["Seen", "named", "number_at"]


@dataclass
class Seen:
    """The block as it is now, and what was seen, by the id of the fact."""

    listing: dict[str, Any]
    facts: dict[str, str] = field(default_factory=dict)


def named(record: Any, identity: Sequence[str]) -> str:
    """What tells a record apart, as text."""
    return json.dumps([None if isinstance(value := at(record, pointer), Absent) else value for pointer in identity], default=str)


def number_at(answer: Answer, place: Any) -> int | None:
    """The number that stands at a place of an answer, be it a header; None where none does."""
    if isinstance(place, str):
        value = at(answer.body, place)
    else:
        header = answer.headers.get(str(place.get("header", place.get("range", ""))).lower())
        value = absent if header is None else header.rpartition("/")[2] if "at" not in place else at(_json(header), place["at"])
    return int(value) if not isinstance(value, Absent | bool | float) and value is not None and str(value).isdecimal() else None


def _json(header: str) -> Any:
    """The value of a header that holds JSON; None where it holds none."""
    try:
        return json.loads(header)
    except ValueError:
        return None
