"""Times without an offset from UTC: what they can be compared with, and what nothing says of them."""

from __future__ import annotations

from collections.abc import Iterator

from listproof.contract.node import Node
from listproof.contract.rules.places import Places
from listproof.contract.text import Mistake

__all__ = ["by_one_clock"]

_LOCAL = "date-time-local"


def by_one_clock(places: Places) -> Iterator[Mistake]:
    """Filters that hold such times against others, or against the time of a run: no offset tells how far apart the clocks are."""
    for name, one in places.listing.get("filters").items():
        if one.get("as").text == "time":
            yield from _compared(places, name, one)


def _compared(places: Places, name: str, one: Node) -> Iterator[Mistake]:
    pointers = [one.get("field"), one.get("field", "absent"), *(held for _, held in one.get("field", "when").items())]
    fields = [places.in_record(pointer.text) for pointer in pointers if pointer.text is not None]
    shown = {str(field.get("format").text) for field in fields if field is not None}
    schema = places.value_schema(name)
    asked = schema.get("format").text if schema is not None else next(iter(shown), None)  # what its field decides
    if _LOCAL not in {*shown, asked}:
        return
    if asked not in (_LOCAL, "date") or shown - {_LOCAL, "date"}:
        held = f"{asked or 'a value of no format'} looks at {' and '.join(sorted(shown))}"
        way_out = "expected format: date-time-local at the parameter and at the field"
        yield one.mistake(f"filters.{name}: {held}, and no offset from UTC tells which is earlier; {way_out}")
    left_out = one.get("absent")
    if any(said.text == "now" or said.get("ago") for said in left_out.several()):
        yield left_out.mistake(f"filters.{name}.absent: it counts from now, and nothing says the offset from UTC of that clock")
    if places.listing.get("close").text == name:
        yield places.listing.get("close").mistake(f"close: {name} ends with now, and nothing says the offset from UTC of that clock")
