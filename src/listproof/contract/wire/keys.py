"""An order that is asked for by parameters of which the names hold a key or its place: `order[name]=asc`, `sort[0][field]=name`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from listproof.contract.model import Order

__all__ = ["asked_with", "without_keys"]


def without_keys(order: Order | None, given: Mapping[str, Any]) -> dict[str, Any]:
    """What a query gives besides its keys, and the parameters that ask for each of them, by their names.

    A key comes with its direction behind a blank; one without is asked for as it rises.
    """
    if order is None or order.by is None or not order.each or order.by not in given:
        return dict(given)
    value = given[order.by]
    asked = {name: told for name, told in given.items() if name != order.by}
    for place, word in enumerate(value if isinstance(value, list | tuple) else [value]):
        key, blank, way = str(word).rpartition(" ")
        is_told = bool(blank) and way in ("asc", "desc")
        asked |= asked_with(order, key if is_told else str(word), way if is_told else "asc", place)
    return asked


def asked_with(order: Order, key: str, direction: str | None, place: int = 0) -> dict[str, str]:
    """The parameters that ask for a key in a direction, the first where there are several, each with what it holds."""
    way = "" if order.turn is None else order.turn.desc if direction == "desc" else order.turn.asc
    told = {"{key}": key, "{direction}": way, "{place}": str(place), "{number}": str(place + 1)}
    return {_filled(name, told): _filled(template, told) for name, template in order.each}


def _filled(template: str, told: Mapping[str, str]) -> str:
    for word, text in told.items():
        template = template.replace(word, text)
    return template
