"""What asking showed of a listing, on its way from guesses to what is settled."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from listproof.contract import Absent, at

__all__ = ["Seen", "named"]


@dataclass
class Seen:
    """The block as it is now, and what was seen, by the id of the fact."""

    listing: dict[str, Any]
    facts: dict[str, str] = field(default_factory=dict)


def named(record: Any, identity: Sequence[str]) -> str:
    """What tells a record apart, as text."""
    return json.dumps([None if isinstance(value := at(record, pointer), Absent) else value for pointer in identity], default=str)
