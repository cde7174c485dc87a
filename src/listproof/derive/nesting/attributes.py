"""Fields of one table put into records that hold an object of attributes, as JSON:API answers have them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from listproof.derive.document import Item
from listproof.derive.kinds import Kind

__all__ = ["in_attributes"]

_RECORDS, _ATTRIBUTES = "data", "attributes"
_BESIDE = frozenset({"id", "type"})


def in_attributes(items: tuple[Item, ...], value: Any) -> tuple[Item, ...]:
    """Items put where the example shows them: `id` and `type` in the record, the others in its attributes; nothing where it does not."""
    records = value.get(_RECORDS) if isinstance(value, Mapping) else None
    record = records[0] if isinstance(records, list) and records else records
    if not isinstance(record, Mapping) or not record.keys() >= {_ATTRIBUTES, *_BESIDE} or _RECORDS in {item.name for item in items}:
        return ()
    shown = record[_ATTRIBUTES]
    inside = tuple(item for item in items if item.name not in _BESIDE)
    if not isinstance(shown, Mapping) or not inside or 2 * sum(item.name in shown for item in inside) < len(inside):
        return ()
    beside = tuple(item for item in items if item.name in _BESIDE)
    place = items[0].place
    attributes = Item(_ATTRIBUTES, Kind("object"), replace(place, row=_ATTRIBUTES), children=inside)
    kind = Kind("array", items=Kind("object")) if isinstance(records, list) else Kind("object")
    return (Item(_RECORDS, kind, replace(place, row=_RECORDS), children=(*beside, attributes)),)
