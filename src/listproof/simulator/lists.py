"""Values that a server may refuse: those of which sources publish different lists, and those that a field does not list."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from listproof.contract import Contract, ways

__all__ = ["closed_fields", "one_list_each"]


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


def closed_fields(contract: Contract) -> Mapping[str, frozenset[str]]:
    """For each filter that compares whole texts, and whose parameter lists none, the values that its field lists."""
    found: dict[str, frozenset[str]] = {}
    for one in contract.filters:
        readings = {reading for several in one.matches.all() for reading in several}
        fields = [field for field in contract.fields if field.within is not None and field.within in one.places and field.enum]
        exact = readings & {"equals", "not-equals", "one-of", "all-of", "none-of"} and readings <= _WHOLE
        exact = exact and all(len(ways(pointer)) == 1 for pointer in one.field.all())
        if exact and one.compares == "text" and fields and one.everything is None and not contract.parameter(one.name).enum:
            found[one.name] = frozenset(str(value) for field in fields for value in field.enum) | one.words.keys()
    return found


_WHOLE = frozenset(
    {
        "equals", "equals-any-case", "not-equals", "not-equals-any-case", "one-of", "one-of-any-case", "all-of", "all-of-any-case",
        "none-of",
    }
)  # fmt: skip
