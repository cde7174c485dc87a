"""The keys of an order, read from parameters of which the names hold a key or its place."""

from __future__ import annotations

import re
from functools import lru_cache

from listproof.contract import Contract, Order, Turn
from listproof.simulator.refusals import Refusal

__all__ = ["is_of_the_order", "read_keys"]

_WORDS = {"key": "(?P<key>.+?)", "direction": "(?P<direction>.*)", "place": "(?P<place>[0-9]{1,4})", "number": "(?P<place>[0-9]{1,4})"}


@lru_cache(maxsize=256)
def _form(template: str) -> re.Pattern[str]:
    """What a template writes, with its key, its direction and its place by name."""
    pieces = re.split(r"\{(key|direction|place|number)\}", template)
    return re.compile("".join(_WORDS[piece] if odd % 2 else re.escape(piece) for odd, piece in enumerate(pieces)), re.DOTALL)


def is_of_the_order(contract: Contract, name: str) -> bool:
    """Whether a parameter asks for a key by its name."""
    order = contract.order
    return order is not None and any(_form(template).fullmatch(name) for template, _ in order.each)


def read_keys(contract: Contract, pairs: list[tuple[str, str]]) -> dict[str, list[str] | str]:
    """What these pairs of a query say of the order, by the name that the contract has for it: its keys, each with its direction behind a
    blank. Raises Refusal for a direction that is none, and for a key without a name."""
    order = contract.order
    if order is None or not order.each:
        return {}
    found: dict[str, dict[str, str]] = {}
    for name, text in pairs:
        for named, written in order.each:
            told, value = _form(named).fullmatch(name), _form(written).fullmatch(text)
            if told is None:
                continue
            if value is None:
                raise Refusal("bad-parameter", name)
            said = told.groupdict() | value.groupdict()
            found.setdefault(said.get("place") or said["key"], {"parameter": name}).update(said)
            break
    numbered = all(entry.isdecimal() for entry in found) and any(re.search(r"\{(place|number)\}", name) for name, _ in order.each)
    entries = [found[entry] for entry in (sorted(found, key=int) if numbered else found)]
    words = [_word(order, entry) for entry in entries]
    if not words:
        return {}
    if len(words) > 1 and not order.repeated:
        raise Refusal("bad-parameter", entries[1]["parameter"])
    return {str(order.by): words if order.repeated else words[0]}


def _word(order: Order, entry: dict[str, str]) -> str:
    turn = order.turn
    if "key" not in entry or turn is None:
        raise Refusal("bad-parameter", entry["parameter"])
    return f"{entry['key']} {_way(turn, entry)}"


def _way(turn: Turn, entry: dict[str, str]) -> str:
    said = entry.get("direction")
    for way, word in (("asc", turn.asc), ("desc", turn.desc)):
        if said is None or said.casefold() == word.casefold():
            return way
    raise Refusal("bad-parameter", entry["parameter"])
