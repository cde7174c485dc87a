"""Fields whose names are the way to them (`result.kites`), put inside what the example shows on that way."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from listproof.derive.document import Item
from listproof.derive.kinds import Kind, with_fields
from listproof.derive.nesting.tree import keys_of

__all__ = ["undotted"]


def undotted(items: Sequence[Item], example: Any) -> tuple[Item, ...]:
    """The fields with those inside others that name their way, where another field or the example has its first step."""
    shown = keys_of(example)
    own = {item.name: item for item in items if "." not in item.name}
    inside: dict[str, list[Item]] = {}
    kept: list[Item] = []
    for item in items:
        step, _, rest = item.name.partition(".")
        first = re.sub(r"\[\w*\]$", "", step)
        if not rest or item.name in shown or not (first in own or first in shown):
            kept.append(item)
            continue
        if first not in own:
            listed = step != first or isinstance(shown.get(first), list)
            kind = Kind("array", items=Kind("object")) if listed else Kind("object")
            own[first] = Item(first, kind, replace(item.place, row=first), typed=False)
            kept.append(own[first])
        inside.setdefault(first, []).append(replace(item, name=rest))
    return tuple(_holding(item, inside.get(item.name, ()), shown.get(item.name)) for item in kept)


def _holding(item: Item, more: Sequence[Item], example: Any) -> Item:
    """A field with more fields inside it."""
    if not more:
        return item
    return replace(item, kind=with_fields(item.kind), children=undotted((*item.children, *more), example))
