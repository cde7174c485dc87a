"""How finely times are kept is said of times that records show as text, and alike wherever the same field is compared."""

from __future__ import annotations

from collections.abc import Iterator

from listproof.contract.answer import WRITTEN_TIMES
from listproof.contract.node import Node
from listproof.contract.rules.places import Places
from listproof.contract.text import Mistake

__all__ = ["kept_as_said"]

_AS_SHOWN = frozenset({"shown"})


def kept_as_said(places: Places) -> Iterator[Mistake]:
    """Words of `precision` that say nothing, and filters, keys and cursors over one field that say otherwise of it."""
    said: dict[str, tuple[frozenset[str], str]] = {}
    for what, one, pointers in _compared(places):
        given = one.get("precision")
        words = frozenset(word.text for word in given.several() if word.text is not None) or _AS_SHOWN
        if given and one.get("as").value != "time":
            yield given.mistake(f"{what}.precision: it compares no times; expected as: time, or no word of how finely they are kept")
            continue
        for pointer in pointers:
            field = places.in_record(pointer)
            if given and field is not None and field.get("format").value not in WRITTEN_TIMES:
                yield given.mistake(f"{what}.precision: {pointer} shows all that is kept; expected a field of format: date-time")
            known = said.setdefault(pointer, (words, what)) if one.get("as").value == "time" else (words, what)
            if known[0] != words:
                yield (given or one).mistake(f"{what}.precision: {known[1]} says otherwise of {pointer}; expected the same at both")
    last = places.listing.get("pages", "cursor", "next", "last")
    if last.text is not None and said.get(last.text, (_AS_SHOWN, ""))[0] != _AS_SHOWN:
        yield last.mistake(
            f"pages.cursor.next.last: {last.text} is kept finer than it is shown; expected a field that tells a record's place"
        )


def _compared(places: Places) -> Iterator[tuple[str, Node, list[str]]]:
    """Every filter and every key of the order, with what it is called and the record pointers that it looks at."""
    for name, one in places.listing.get("filters").items():
        field = one.get("field")
        held = [field, field.get("absent"), *(inner for _, inner in field.get("when").items())]
        yield f"filters.{name}", one, [pointer.text for pointer in held if pointer.text is not None]
    for name, key in places.listing.get("order", "keys").items():
        yield f"order.keys.{name}", key, [key.get("field").text or ""]
