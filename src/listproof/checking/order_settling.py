"""The order that comes unasked: settled by the whole listing where its end is near, else by what nothing else explains."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from listproof.checking.asking import Questions
from listproof.checking.further import further
from listproof.checking.seen import Seen, named
from listproof.contract import Absent, at
from listproof.contract.wire.order import order_arguments
from listproof.contract.words.ordering import order as order_of
from listproof.transport.session import Answer

__all__ = ["MOST_FOR_KEYS", "MOST_FOR_ORDER", "settle_keys", "settle_order", "settle_rising"]

MOST_FOR_ORDER = 4
"""Pages that are read after the first."""
MOST_FOR_KEYS = 6 + 2
"""Keys of an order that names none, each asked for once, and two ways to ask for one that rises."""
_DIFFERENT = 4
"""Values without which an order may be an accident."""


def settle_order(seen: Seen, questions: Questions, first: Answer, single: Sequence[str]) -> None:
    """Settle the default order where one key alone explains the records in one direction.

    A page may stand in an order by accident, or because the field grows with the one that really orders. So pages are read as long as a
    key explains them; of a listing that is longer a key is believed only where no other value of a record (`single`) explains it as well.
    """
    order = seen.listing["order"]
    if not isinstance(order, Mapping) or "default" in order:
        return
    shown = questions.shown(first)
    ways = _explaining(order, shown)
    if not ways:
        return
    ended = False
    for page in further(questions, seen.listing["pages"], first, MOST_FOR_ORDER):
        ended = not page
        shown = [*shown, *page]
        ways = [way for way in ways if way in _explaining(order, shown)]
        if not ways:
            return
    rivals = (
        [] if ended else [pointer for pointer in single if pointer not in _fields(order) and _ways([at(one, pointer) for one in shown])]
    )
    if len(ways) == 1 and not rivals:
        seen.listing["order"] = {**order, "default": ways[0]}
        seen.facts["order.default"] = f"{len(shown)} records come by {ways[0][0]}, {ways[0][1]}"


def _explaining(order: Mapping[str, Any], shown: Sequence[Any]) -> list[list[str]]:
    """The keys of times and numbers by which records stand in one direction, each with that direction."""
    keys = ((name, key["field"]) for name, key in order["keys"].items() if key["as"] in ("time", "number"))
    return [[name, way] for name, pointer in keys for way in _ways([at(one, pointer) for one in shown])]


def _fields(order: Mapping[str, Any]) -> set[str]:
    return {str(key["field"]) for key in order["keys"].values() if key["as"] in ("time", "number")}


def _ways(values: list[Any]) -> list[str]:
    """The directions in which values stand, where there are enough of them to tell."""
    if any(isinstance(value, Absent | dict | list) or value is None for value in values) or len(set(map(str, values))) < _DIFFERENT:
        return []
    try:
        return [way for way, turned in (("asc", sorted(values)), ("desc", sorted(values, reverse=True))) if turned == values]
    except TypeError:
        return []


def settle_keys(seen: Seen, questions: Questions, shown: Sequence[Any]) -> None:
    """Keep those keys of an order that names none which are answered, and by which other records come first.

    A key that is refused, or that changes nothing, was none: the file names no key that would say otherwise.
    """
    order = seen.listing["order"]
    read = order_of(order) if isinstance(order, Mapping) else None
    if read is None:
        return
    names = [named(one, seen.listing["identity"]) for one in shown]
    kept = {}
    for name, key in list(order["keys"].items()):
        found = questions.shown(questions.asked(order_arguments(read, [(name, "desc")])))
        if found and [named(one, seen.listing["identity"]) for one in found] != names:
            kept[name] = key
    seen.listing["order"] = {**order, "keys": kept} if kept else "unspecified"
    seen.facts |= {f"order.keys.{name}": f"asked to fall by {name}, other records come first" for name in kept}


def settle_rising(seen: Seen, questions: Questions) -> None:
    """How a key is asked to rise where only its falling is told: by the key alone, else by the word that goes with the other.

    Where neither is answered nothing is claimed of the order.
    """
    order = seen.listing["order"]
    suffix = (
        order.get("direction", {}).get("suffix") if isinstance(order, Mapping) and isinstance(order.get("direction"), Mapping) else None
    )
    if not isinstance(suffix, Mapping) or suffix["asc"] or not str(suffix["desc"]).lower().endswith("desc"):
        return
    key = next(iter(order["keys"]))
    word = "ASC" if str(suffix["desc"]).isupper() else "asc"
    for sign in ("", f"{str(suffix['desc'])[:-4]}{word}"):
        if questions.shown(questions.asked({order["by"]: f"{key}{sign}"})):
            if sign:
                seen.listing["order"] = {**order, "direction": {"suffix": {**suffix, "asc": sign}}}
                seen.facts["order.direction"] = f"{key}{sign} is answered, and {key} alone is not"
            return
    seen.listing["order"] = "unspecified"
