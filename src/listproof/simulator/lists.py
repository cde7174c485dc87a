"""Values of which sources publish different lists: a server may keep to one list and refuse what only another one has."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from listproof.contract import Contract

__all__ = ["one_list_each"]


def one_list_each(contract: Contract) -> Mapping[str, tuple[frozenset[Any], ...]]:
    """For each parameter whose lists differ, what a server refuses that keeps to one list: one set for each of them."""
    found: dict[str, tuple[frozenset[Any], ...]] = {}
    for dispute in contract.disputes:
        asked = [dict(reading.shows.get("ask") or {}) for reading in dispute.readings if reading.shows.get("gets") == "accepted"]
        names = {name for ask in asked for name in ask}
        if len(asked) < 2 or len(asked) < len(dispute.readings) or len(names) != 1 or any(len(ask) != 1 for ask in asked):
            continue
        name = names.pop()
        values = [ask[name] for ask in asked]
        if set(values) <= set(contract.parameter(name).enum):
            found[name] = tuple(frozenset(values) - {kept} for kept in values)
    return found
